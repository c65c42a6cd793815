"""What the tables know of an actor, in plain words."""

from __future__ import annotations

from servanda.moments import Moment
from servanda.vocabulary.actors.rows import StateSpell
from servanda.vocabulary.actors.table import ActorTable

_UNDATED = "beginning not known"


def describe(table: ActorTable, code: str) -> str:
    """The actor with its kind, the times in which it existed, and the lists that count it; UsageError for an unknown code."""
    lines = [f"{code}: {table.label(code)} ({table.kind(code)})"]
    lines += [f"  {_spell(spell)}" for spell in table.state(code)]
    lines += [f"  {one.list} {one.number}: {_times(one.since, one.until)}" for one in table.counted(code)]
    if body := table.organisation(code):
        note = f"; {body.note}" if body.note else ""
        parent = f"; part of {body.parent}" if body.parent else ""
        lines.append(f"  {body.kind}, {_times(body.founded, body.ended, otherwise=_UNDATED)}{parent}{note} ({body.place})")
    for group in table.group(code):
        where = f" in {', '.join(group.country)}" if group.country else ""
        lines.append(f"  {group.sector}{where}, {_times(group.since, group.until, otherwise=_UNDATED)} ({group.place})")
    return "\n".join(lines)


def _spell(spell: StateSpell) -> str:
    parts = [f"{spell.official_name}, {_times(spell.since, spell.until)}"]
    if spell.predecessor:
        parts.append(f"before it: {', '.join(spell.predecessor)}")
    if spell.continuator:
        parts.append(f"continued by {spell.continuator}")
    if spell.successor:
        parts.append(f"succeeded by {', '.join(spell.successor)}")
    if spell.note:
        parts.append(spell.note)
    return f"{'; '.join(parts)} ({spell.place})"


def _times(since: Moment | None, until: Moment | None, *, otherwise: str = "from before 1816") -> str:
    begun = f"since {since.isoformat()}" if since else otherwise
    return f"{begun} until {until.isoformat()}" if until else begun
