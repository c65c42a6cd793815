"""A disagreement and its versions, and what all of its kinds ask: the day of a report, and whether two times can be one."""

from __future__ import annotations

import bisect
import datetime as dt
import sys
from collections.abc import Iterable
from typing import Literal

import msgspec

from servanda.analysis.pair_record import PairRecord
from servanda.analysis.pair_treaties import PairTreaty
from servanda.records import Fact

Matter = Literal["figure", "term", "register", "reading", "treaty act", "deed", "day", "place", "stance"]
# Two stances, or two reports of one undated deed, further apart than this may both be right.
AT_ONCE = dt.timedelta(days=366)


class Version(msgspec.Struct, frozen=True):
    """One way in which a thing is told, and the facts that tell it so."""

    facts: tuple[Fact, ...]


class Disagreement(msgspec.Struct, frozen=True, kw_only=True):
    """One thing told in at least two ways; `matter` says what kind of thing it is, `about` what it is where no fact says so itself.

    Of a `term`, the one version is what texts say of a treaty's end, `computed` the end of the term that then ran, by law, and `sums` how
    that follows; of a `register`, the one version is an act told, and `sums` the act on record that contradicts it.
    """

    matter: Matter
    versions: tuple[Version, ...]
    about: str | None = None
    treaty: PairTreaty | None = None
    computed: dt.date | None = None
    sums: tuple[str, ...] = ()


def published(record: PairRecord, fact: Fact) -> dt.date | None:
    """The last day on which the document of a fact may have been published."""
    when = record.documents[fact.document].published
    return when.latest if when else None


def could_be_one(one: Fact, other: Fact) -> bool:
    """Whether the times of two facts overlap, as far as both are points in time."""
    first = one.when.as_moment() if one.when else None
    second = other.when.as_moment() if other.when else None
    return first is None or second is None or first.overlaps(second)


def met(told: Iterable[tuple[Fact, list[Fact]]]) -> tuple[Version, ...]:
    """Facts against which others speak, and what does, in the order in which each is first met; () where nothing does."""
    answered: list[Fact] = []
    answers: dict[str, Fact] = {}
    for one, found in told:
        if found:
            answered.append(one)
            for other in found:
                answers.setdefault(other.id, other)
    return (Version(tuple(answered)), Version(tuple(answers.values()))) if answered else ()


def between(days: list[tuple[dt.date, int]], first: dt.date, last: dt.date) -> list[int]:
    """The numbers of those from a first day to a last, in order, of days that are sorted."""
    found = days[bisect.bisect_left(days, (first, -1)) : bisect.bisect_right(days, (last, sys.maxsize))]
    return sorted(number for _, number in found)


def before(day: dt.date, length: dt.timedelta) -> dt.date:
    """The day that lies so long before another, or the first of all."""
    return day - length if day - dt.date.min > length else dt.date.min


def after(day: dt.date, length: dt.timedelta) -> dt.date:
    """The day that lies so long after another, or the last of all."""
    return day + length if dt.date.max - day > length else dt.date.max
