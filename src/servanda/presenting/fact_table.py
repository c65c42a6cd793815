"""Facts as a table for people at a terminal: every row, nothing shortened, and no text that steers the terminal."""

from __future__ import annotations

from collections.abc import Iterable

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table
from rich.text import Text

from servanda.records import Actor, Event, Fact, Figure, Position, Provision, Relation, Speaker, Statement, TreatyAct
from servanda.store import KeptFact

# Control characters by their pictures; those that turn the direction of writing, and C1, by the replacement character.
_HARMLESS = {
    **{code: chr(0x2400 + code) for code in range(32)},
    0x7F: "␡",
    **dict.fromkeys((*range(0x80, 0xA0), *range(0x202A, 0x202F), *range(0x2066, 0x206A), 0x200E, 0x200F), "\ufffd"),
}


def print_facts(facts: Iterable[KeptFact], console: Console) -> int:
    """Print facts as a table; gives the number of rows."""
    table = Table(box=SIMPLE_HEAD, pad_edge=False, expand=True)
    for heading, ratio in (("when", 3), ("what", 4), ("who", 4), ("words", 12), ("where", 4)):
        table.add_column(heading, ratio=ratio, overflow="fold")
    for kept in facts:
        table.add_row(*(Text(harmless(cell)) for cell in _cells(kept)))
    console.print(table)
    return table.row_count


def harmless(text: str) -> str:
    """The text on one line, with every character that could steer a terminal shown instead of sent."""
    return " ".join(text.split()).translate(_HARMLESS)


def _cells(kept: KeptFact) -> tuple[str, str, str, str, str]:
    fact = kept.fact
    certainty = "" if fact.certainty == "actual" else f", {fact.certainty}"
    verdict = f" [{kept.verdict}]" if kept.verdict else ""
    evidence = fact.spans[0]
    return _when(fact), f"{_what(fact)}{certainty}{verdict}", _who(fact), evidence.words, f"{fact.uri}:{evidence.start}-{evidence.end}"


def _when(fact: Fact) -> str:
    """The time as exact as it is known; empty where it is not."""
    when = fact.when
    if when is None or (when.earliest is None and when.latest is None):
        return when.words if when else ""
    moment = when.as_moment()
    if moment is not None:
        return moment.isoformat()
    return f"{when.earliest or '…'}/{when.latest or '…'}"


def _what(fact: Fact) -> str:
    match fact.claim:
        case Event(type=kind, of=of):
            what = f"{kind} {of}" if of else kind
        case Statement(direct=direct):
            what = "quoted" if direct else "reported"
        case Position(stance=stance, target=target):
            what = f"{stance}: {target.issue or target.words}"
        case Figure(value=value, unit=unit, measure=measure):
            what = f"{f'{measure}: ' if measure else ''}{value:,.15g} {unit}"
        case Relation(trend=trend, domain=domain):
            what = f"relation {trend}{f' ({domain})' if domain else ''}"
        case Provision(type=kind, force=force):
            what = f"{kind} ({force})"
        case TreatyAct(act=act, instrument=instrument):
            what = f"{act}{f' of {instrument}' if instrument else ''}"
    return what


def _who(fact: Fact) -> str:
    match fact.claim:
        case Event(reciprocal=True, sources=actors):
            return _names(actors, " ↔ ")
        case Event(sources=sources, targets=targets):
            return f"{_names(sources)} → {_names(targets)}"
        case Statement(speakers=speakers):
            return _names(speakers)
        case Position(holders=codes) | Figure(about=codes) | Relation(pair=codes) | TreatyAct(parties=codes):
            return ", ".join(codes)
        case Provision(bearers=bearers, toward=toward):
            return f"{', '.join(bearers)} → {', '.join(toward)}"


def _names(actors: tuple[Actor, ...] | tuple[Speaker, ...], between: str = ", ") -> str:
    """Codes, or the words where there is no code."""
    return between.join(actor.actor or actor.words or "?" for actor in actors)
