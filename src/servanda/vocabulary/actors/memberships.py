"""Which list of states counts a state when, and under which number."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Literal

import msgspec

from servanda.moments import Moment
from servanda.vocabulary.actors.rows import Membership, StateSpell

ListName = Literal["COW", "GW"]
LISTS: tuple[ListName, ...] = ("COW", "GW")


class Counted(msgspec.Struct, frozen=True):
    """A time in which a list counts a state under a number; `since=None` is from before 1816, `until=None` to this day."""

    list: ListName
    number: str
    since: Moment | None
    until: Moment | None


def counted(code: str, states: Iterable[StateSpell], memberships: Iterable[Membership]) -> tuple[Counted, ...]:
    """The times in which the lists count a state.

    A number that two codes share (Russia and the Soviet Union) counts for each code only while that state existed.
    """
    states, memberships = tuple(states), tuple(memberships)
    return tuple(one for name in LISTS for one in _joined(_of_list(name, code, states, memberships)))


def _of_list(name: ListName, code: str, states: tuple[StateSpell, ...], memberships: tuple[Membership, ...]) -> Iterator[Counted]:
    spells = [(number, spell) for spell in states if spell.code == code and (number := _number(name, spell))]
    done: set[str] = set()
    for number, spell in spells:
        listed = [row for row in memberships if row.list == name and row.number == number]
        shared = len({other.code for other in states if _number(name, other) == number}) > 1
        if not listed:
            yield Counted(name, number, spell.since, spell.until)
        elif shared:
            yield from (Counted(name, number, *times) for row in listed if (times := _within(row, spell)))
        elif number not in done:
            yield from (Counted(name, number, row.since, row.until) for row in listed)
        done.add(number)


def _joined(times: Iterable[Counted]) -> Iterator[Counted]:
    """Times under one number that follow each other without a gap, as one."""
    last: Counted | None = None
    for one in times:
        if last and last.number == one.number and last.until and one.since and (one.since.earliest - last.until.latest).days <= 1:
            last = Counted(last.list, last.number, last.since, one.until)
            continue
        if last:
            yield last
        last = one
    if last:
        yield last


def _number(name: ListName, spell: StateSpell) -> str | None:
    return spell.cow if name == "COW" else spell.gw


def _within(row: Membership, spell: StateSpell) -> tuple[Moment | None, Moment | None] | None:
    """The part of a list's time that lies in a state's own, or None."""
    since = row.since if spell.since is None or row.since.earliest >= spell.since.earliest else spell.since
    ends = [end for end in (row.until, spell.until) if end is not None]
    until = min(ends, key=lambda end: end.latest) if ends else None
    return None if until is not None and until.latest < since.earliest else (since, until)
