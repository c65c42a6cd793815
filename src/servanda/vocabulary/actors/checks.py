"""What must hold among the tables of actors."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

from servanda.moments import Moment
from servanda.vocabulary.actors.rows import StateSpell
from servanda.vocabulary.actors.table import ActorRows, read_actor_rows
from servanda.vocabulary.tables import TableRow


def check_actors(folder: Path | None = None) -> list[str]:
    """Everything that is wrong in the tables of actors, each with its file and line; VocabularyError where one cannot be read."""
    rows = read_actor_rows(folder)
    return [
        *_spells(rows),
        *_numbers(rows),
        *_memberships(rows),
        *_references(rows),
        *_sectors(rows),
        *_times(rows),
        *_repeats(rows),
        *_coverage(rows),
    ]


def _spells(rows: ActorRows) -> Iterator[str]:
    """Spells of a state stand together, in order, and do not overlap; only the last may be open."""
    for before, row in zip(rows.states, rows.states[1:], strict=False):
        if before.code != row.code:
            continue
        if before.until is None:
            yield f"{row.place}: {row.code} has a spell after one that has not ended"
        elif row.since is None or row.since.earliest <= before.until.latest:
            yield f"{row.place}: {row.code} has spells that overlap or stand in the wrong order"
    starts = Counter(
        row.code for before, row in zip((None, *rows.states), rows.states, strict=False) if before is None or before.code != row.code
    )
    yield from (f"states.csv: the spells of {code} do not stand together" for code, times in starts.items() if times > 1)


def _numbers(rows: ActorRows) -> Iterator[str]:
    """No number of COW or GW belongs to two states at one time; a day on which one hands over to the other is no such time."""
    for which in ("cow", "gw"):
        seen: dict[str, list[StateSpell]] = {}
        for row in rows.states:
            number = getattr(row, which)
            if number is None:
                continue
            if not number.isdigit():
                yield f"{row.place}: {which} number {number!r} is not a number"
            for other in seen.get(number, []):
                if _overlap(row, other):
                    yield f"{row.place}: {which} number {number} is also that of {other.code} ({other.place}) at the same time"
            seen.setdefault(number, []).append(row)


def _memberships(rows: ActorRows) -> Iterator[str]:
    """Every number of memberships.csv is a state's, and its times stand in order."""
    numbers = {("COW", row.cow) for row in rows.states} | {("GW", row.gw) for row in rows.states}
    ends: dict[tuple[str, str], Moment | None] = {}
    for row in rows.memberships:
        key = (row.list, row.number)
        if key not in numbers:
            yield f"{row.place}: no state of states.csv has the {row.list} number {row.number}"
        if key in ends and ((end := ends[key]) is None or row.since.earliest <= end.latest):
            yield f"{row.place}: the times of {row.list} {row.number} overlap or stand in the wrong order"
        ends[key] = row.until


def _overlap(one: StateSpell, other: StateSpell) -> bool:
    def starts_before_end(first: StateSpell, second: StateSpell) -> bool:
        return first.since is None or second.until is None or first.since.earliest < second.until.latest

    return starts_before_end(one, other) and starts_before_end(other, one)


def _references(rows: ActorRows) -> Iterator[str]:
    """Every code that a row names is listed, and no code is two things."""
    coded: list[tuple[str, TableRow]] = [(row.code, row) for row in rows.states]
    coded += [(row.code, row) for row in rows.organisations]
    coded += [(row.code, row) for row in rows.groups]
    coded += [(row.code, row) for row in rows.regions]
    first: dict[str, TableRow] = {}
    for code, row in coded:
        if first.setdefault(code, row).file != row.file:
            yield f"{row.place}: the code {code!r} is taken by {first[code].place}"
    yield from (f"actors/organisations.csv: the code {code!r} stands twice" for code in _twice(row.code for row in rows.organisations))
    yield from (f"actors/regions.csv: the code {code!r} stands twice" for code in _twice(row.code for row in rows.regions))
    known = set(first)
    named: list[tuple[TableRow, Iterable[str]]] = []
    named += [(row, (*row.predecessor, *row.successor, *([row.continuator] if row.continuator else []))) for row in rows.states]
    named += [(row, row.actor) for row in rows.state_names]
    named += [(row, [row.actor]) for row in rows.peoples]
    named += [(row, [row.actor]) for row in rows.places]
    named += [(row, [row.actor]) for row in rows.foreign_names]
    named += [(row, [row.actor]) for row in rows.organisation_names]
    named += [(row, [row.actor]) for row in rows.leaders]
    named += [(row, [row.parent]) for row in rows.organisations if row.parent]
    named += [(row, row.country) for row in rows.groups]
    for row, codes in named:
        yield from (f"{row.place}: no actor has the code {code!r}" for code in codes if code not in known)


def _twice(codes: Iterable[str]) -> list[str]:
    return sorted(code for code, times in Counter(codes).items() if times > 1)


def _sectors(rows: ActorRows) -> Iterator[str]:
    """Every sector is one of sectors.csv."""
    known = {row.code for row in rows.sectors}
    given: list[tuple[TableRow, str | None]] = [(row, row.kind) for row in rows.organisations]
    given += [(row, row.sector) for row in rows.state_names]
    given += [(row, row.sector) for row in rows.organisation_names]
    given += [(row, row.sector) for row in rows.groups]
    given += [(row, row.sector) for row in rows.leaders]
    given += [(row, row.sector) for row in rows.offices]
    given += [(row, row.sector) for row in rows.agents]
    yield from (f"{row.place}: no sector {sector!r} in sectors.csv" for row, sector in given if sector and sector not in known)


def _times(rows: ActorRows) -> Iterator[str]:
    """Nothing ends before it begins."""
    bounded: list[tuple[TableRow, Moment | None, Moment | None]] = []
    bounded += [(row, row.since, row.until) for row in rows.states]
    bounded += [(row, row.since, row.until) for row in rows.memberships]
    bounded += [(row, row.since, row.until) for row in rows.state_names]
    bounded += [(row, row.since, row.until) for row in rows.places]
    bounded += [(row, row.since, row.until) for row in rows.organisation_names]
    bounded += [(row, row.since, row.until) for row in rows.groups]
    bounded += [(row, row.since, row.until) for row in rows.leaders]
    bounded += [(row, row.founded, row.ended) for row in rows.organisations]
    for row, since, until in bounded:
        if since and until and until.latest < since.earliest:
            yield f"{row.place}: ends ({until.isoformat()}) before it begins ({since.isoformat()})"


def _repeats(rows: ActorRows) -> Iterator[str]:
    """No row says what an earlier row of its table says."""
    keyed: list[tuple[TableRow, object]] = []
    keyed += [(row, ("state", row.name, row.actor, row.since)) for row in rows.state_names]
    keyed += [(row, ("people", row.actor)) for row in rows.peoples]
    keyed += [(row, ("foreign", row.actor)) for row in rows.foreign_names]
    keyed += [(row, ("organisation", row.name, row.actor, row.since)) for row in rows.organisation_names]
    keyed += [(row, ("leader", row.person, row.actor, row.office, row.since)) for row in rows.leaders]
    keyed += [(row, ("office", row.title.casefold())) for row in rows.offices]
    keyed += [(row, ("agent", row.word.casefold())) for row in rows.agents]
    seen: dict[object, TableRow] = {}
    for row, key in keyed:
        if key in seen:
            yield f"{row.place}: says the same as {seen[key].place}"
        seen.setdefault(key, row)


def _coverage(rows: ActorRows) -> Iterator[str]:
    """Each of today's states has an adjective, a noun for its people, a capital, and names in Russian and Chinese."""
    peoples = {row.actor: row for row in rows.peoples}
    foreign = {row.actor for row in rows.foreign_names}
    forms: dict[str, set[str]] = {}
    for name in rows.state_names:
        for code in name.actor:
            forms.setdefault(code, set()).add(name.form)
    today = {row.code: row for row in rows.states if row.until is None and row.kind == "state"}
    for code, row in today.items():
        people = peoples.get(code)
        has = forms.get(code, set())
        if not (people and people.adjectives) and "adjective" not in has:
            yield f"{row.place}: {code} has no adjective"
        if not (people and people.demonyms) and "demonym" not in has:
            yield f"{row.place}: {code} has no noun for its people"
        if not (people and people.capitals) and "capital" not in has:
            yield f"{row.place}: {code} has no capital"
        if code not in foreign:
            yield f"{row.place}: {code} has no names in Russian and Chinese"
