"""From a name and a date to an actor, with the reason; "ambiguous" and "unknown" are answers, never a guess."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Literal

import msgspec

from servanda.moments import Moment
from servanda.vocabulary.actors.names import NameEntry

if TYPE_CHECKING:
    from servanda.vocabulary.actors.table import ActorTable


class Candidate(msgspec.Struct, frozen=True):
    """Whom a name may denote; `actors` holds several codes where it is all of them together.

    `person` and `office` are None where the name is no person's, or the office was not held on the date. `form` is the form of
    the name (`adjective`, `capital`, …), `described` for a person introduced by office, `code` for a code. `why` gives the row.
    """

    actors: tuple[str, ...]
    sector: str | None
    person: str | None
    office: str | None
    form: str
    why: str


class Resolution(msgspec.Struct, frozen=True):
    """The answer for a name on a date.

    `known`: all candidates have the same actors (they may still be several persons of one state). `ambiguous`: they have not.
    `unknown`: no candidate.
    """

    name: str
    on: Moment | None
    status: Literal["known", "ambiguous", "unknown"]
    candidates: tuple[Candidate, ...]
    why: str


def conclude(name: str, on: Moment | None, candidates: Iterable[Candidate], why: str = "") -> Resolution:
    """Make the answer from the candidates left."""
    left = tuple(candidates)
    if not left:
        return Resolution(name, on, "unknown", (), why or "no table of actors lists this name")
    codes = {candidate.actors for candidate in left}
    if len(codes) > 1:
        reason = f"the name can mean {len(codes)} actors{_dated(on)}, and nothing here decides between them"
        return Resolution(name, on, "ambiguous", left, why or reason)
    persons = len({candidate.person for candidate in left})
    reason = "one actor bears this name" if persons == 1 else f"{persons} persons of the same actor bear this name"
    return Resolution(name, on, "known", left, why or f"{reason}{_dated(on)}")


def candidates_of(table: ActorTable, entries: tuple[NameEntry, ...], on: Moment | None) -> tuple[Candidate, ...]:
    """The candidates of a name's entries on a date; without a date, in the name's meaning today where it has one.

    Names of states and bodies come before surnames. A name whose time does not hold the date still denotes its actor, since old
    states are written about later: of several times the last before the date and the first after it count. A person outside the
    term is still that person, without the office.
    """
    titles = tuple(entry for entry in entries if entry.person is None)
    if titles:
        return _of_names(table, titles, on)
    return _of_persons(entries, on)


def _of_names(table: ActorTable, entries: tuple[NameEntry, ...], on: Moment | None) -> tuple[Candidate, ...]:
    if on is None:
        left = tuple(entry for entry in entries if entry.until is None) or _latest(entries)
        remarks = {entry: _spell_remark(table, entry) for entry in left}
    else:
        holding = tuple(entry for entry in entries if entry.on(on))
        left = holding or _around(entries, on)
        remarks = {entry: _spell_remark(table, entry) if entry.on(on) else _off_remark(table, entry, on) for entry in left}
    found: dict[tuple[tuple[str, ...], str | None], Candidate] = {}
    for entry in left:
        why = f"{_quoted(entry)} ({entry.file}:{entry.line}){remarks[entry]}"
        found.setdefault((entry.actors, entry.sector), Candidate(entry.actors, entry.sector, None, None, entry.form, why))
    return _plain_first(_states_first(table, tuple(found.values())))


# The two Koreas, the two Germanies and the two Congos were each founded within a year of each other.
_SAME_BIRTH = 366


def _around(entries: tuple[NameEntry, ...], on: Moment) -> tuple[NameEntry, ...]:
    """Of entries none of which holds on a moment, the last to end before it and the first to begin after it."""
    ends = [entry.until.latest for entry in entries if entry.until and entry.until.latest < on.earliest]
    begins = [entry.since.earliest for entry in entries if entry.since and entry.since.earliest > on.latest]
    return tuple(
        entry
        for entry in entries
        if (ends and entry.until and entry.until.latest == max(ends))
        or (begins and entry.since and 0 <= (entry.since.earliest - min(begins)).days <= _SAME_BIRTH)
    )


def _states_first(table: ActorTable, candidates: tuple[Candidate, ...]) -> tuple[Candidate, ...]:
    """Leave out a group where its own state bears the name too: the army of a state is the state, in its sector (PLOVER)."""
    codes = {code for candidate in candidates for code in candidate.actors}

    def of_a_state(candidate: Candidate) -> bool:
        return any(codes.intersection(group.country) for code in candidate.actors for group in table.group(code))

    return tuple(candidate for candidate in candidates if not of_a_state(candidate))


def _plain_first(candidates: tuple[Candidate, ...]) -> tuple[Candidate, ...]:
    """Of candidates with the same actors keep one: the name itself rather than the capital that is written alike."""
    kept: dict[tuple[str, ...], Candidate] = {}
    for candidate in candidates:
        if candidate.actors not in kept or (kept[candidate.actors].form == "capital" and candidate.form != "capital"):
            kept[candidate.actors] = candidate
    return tuple(kept.values())


def _of_persons(entries: tuple[NameEntry, ...], on: Moment | None) -> tuple[Candidate, ...]:
    serving = tuple(entry for entry in entries if (entry.until is None if on is None else entry.on(on)))
    if on is not None:
        serving = tuple(entry for entry in serving if entry.certainly_on(on)) or serving
    found: dict[tuple[tuple[str, ...], str | None], Candidate] = {}
    for entry in sorted(serving or entries, key=_start, reverse=True):
        place = f"({entry.file}:{entry.line})"
        if serving:
            why = f"{entry.person}, {entry.office} of {entry.actors[0]} {_term(entry)} {place}"
        else:
            when = "today" if on is None else f"on {on.isoformat()}"
            why = f"{entry.person} held no listed office {when}; was {entry.office} {_term(entry)} {place}"
        candidate = Candidate(entry.actors, entry.sector, entry.person, entry.office if serving else None, "person", why)
        found.setdefault((entry.actors, entry.person), candidate)
    return tuple(found.values())


def explain(resolution: Resolution) -> str:
    """The answer in plain words, a line a candidate, with the rows of the tables it rests on."""
    lines = [f"{resolution.name}{_dated(resolution.on)}: {resolution.status}", f"  because {resolution.why}"]
    for candidate in resolution.candidates:
        parts = ["|".join(candidate.actors), candidate.sector or "", candidate.person or "", candidate.office or ""]
        lines += [f"  - {' · '.join(part for part in parts if part)}", f"      {candidate.why}"]
    return "\n".join(lines)


def _dated(on: Moment | None) -> str:
    return "" if on is None else f" on {on.isoformat()}"


def _start(entry: NameEntry) -> int:
    return entry.since.earliest.toordinal() if entry.since else 0


def _latest(entries: tuple[NameEntry, ...]) -> tuple[NameEntry, ...]:
    last = max(entry.until.latest for entry in entries if entry.until)
    return tuple(entry for entry in entries if entry.until and entry.until.latest == last)


def _term(entry: NameEntry) -> str:
    since = entry.since.isoformat() if entry.since else ""
    until = entry.until.isoformat() if entry.until else ""
    if since and until:
        return f"{since} to {until}"
    if since:
        return f"since {since}"
    return f"until {until}" if until else "at all times"


def _quoted(entry: NameEntry) -> str:
    named = {"plural-group": "name of several", "person": "person"}.get(entry.form, entry.form)
    return f'"{entry.name}", {named}'


def _spell_remark(table: ActorTable, entry: NameEntry) -> str:
    """What the table knows of the state's life, for a name that holds on the date."""
    spells = table.state(entry.actors[0]) if len(entry.actors) == 1 else ()
    if not spells:
        return "" if entry.since is None and entry.until is None else f"; so named {_term(entry)}"
    last = spells[-1]
    if last.until is None:
        return f"; {last.label} with this meaning {_term(entry)}" if entry.since or entry.until else ""
    heir = f"; continued by {last.continuator}" if last.continuator else ""
    heirs = f"; succeeded by {', '.join(last.successor)}" if last.successor else ""
    return f"; {last.label} ceased on {last.until.isoformat()}{heir}{heirs}"


def _off_remark(table: ActorTable, entry: NameEntry, on: Moment) -> str:
    """Why a name is kept although its time does not hold the date."""
    one = f"; the name holds {_term(entry)}, not on {on.isoformat()}: read as a mention of that time"
    return one + _spell_remark(table, entry) if len(entry.actors) == 1 else one
