"""Readings at odds: a matter on which some sentences assert what others deny."""

from __future__ import annotations

import bisect
import datetime as dt
from collections.abc import Iterable, Iterator
from operator import itemgetter

from servanda.analysis.at_odds.versions import Disagreement, Version, published
from servanda.analysis.pair_record import PairRecord, overlapping
from servanda.records import Fact, Provision
from servanda.vocabulary.readings import load_readings

# Opposite readings of two states further apart than this may both be right, each of its time.
_ONE_TIME = dt.timedelta(days=3 * 366)
_Place = tuple[str, int]


def readings(record: PairRecord) -> Iterator[Disagreement]:
    """Matters on which some sentences assert what others deny; the words of a treaty itself are no reading of it."""
    # The longest stretch tells the side: a clause by itself may have lost its "neither". One sentence can hold several facts.
    told: dict[str, list[tuple[int, Fact]]] = {}
    for rank, fact in enumerate(record.facts):
        if not (isinstance(fact.claim, Provision) and fact.claim.article is not None):
            told.setdefault(max((span.words for span in fact.spans), key=len), []).append((rank, fact))
    for reading in load_readings():
        sides: dict[str, dict[tuple[str, int], Fact]] = {"asserts": {}, "denies": {}}
        speaking = [(rank, fact, side) for words, own in told.items() if (side := reading.side(words)) is not None for rank, fact in own]
        for _, fact, side in sorted(speaking, key=itemgetter(0)):
            sides[side].setdefault((fact.document, fact.spans[0].start), fact)
        denied = sides["denies"]
        beside: dict[str, list[Fact]] = {}
        for fact in denied.values():
            beside.setdefault(fact.document, []).append(fact)
        asserted = {
            place: fact
            for place, fact in sides["asserts"].items()
            if not any(overlapping(fact, other) for other in beside.get(fact.document, ()))
        }
        for claims in _by_time(record, asserted):
            near = _Near((published(record, one) for one in claims.values()), _ONE_TIME)
            answers = {place: fact for place, fact in denied.items() if near.has(published(record, fact))}
            if answers:
                yield Disagreement(matter="reading", versions=(Version(_once(claims)), Version(_once(answers))), about=reading.matter)


def _by_time(record: PairRecord, found: dict[_Place, Fact]) -> list[dict[_Place, Fact]]:
    """Readings told in one time together: what was so in one decade may be otherwise in the next."""
    groups: list[dict[_Place, Fact]] = []
    for place, fact in sorted(found.items(), key=lambda one: published(record, one[1]) or dt.date.min):
        if groups and _in_one_time(record, fact, next(iter(groups[-1].values()))):
            groups[-1][place] = fact
        else:
            groups.append({place: fact})
    return groups


def _in_one_time(record: PairRecord, one: Fact, other: Fact) -> bool:
    """Whether two facts are told within a few years, or one of them on a day that is not known."""
    first, second = published(record, one), published(record, other)
    return first is None or second is None or abs(first - second) <= _ONE_TIME


class _Near:
    """Whether a day lies within some time of any of several; a day that is not known may be any."""

    def __init__(self, days: Iterable[dt.date | None], within: dt.timedelta) -> None:
        told = list(days)
        self._open, self._within = None in told, within
        self._some = bool(told)
        self._days = sorted(day for day in told if day is not None)

    def has(self, day: dt.date | None) -> bool:
        """Whether one of them is near."""
        if day is None or self._open:
            return self._some
        at = bisect.bisect_left(self._days, day)
        return any(abs(day - other) <= self._within for other in self._days[max(0, at - 1) : at + 1])


def _once(found: dict[tuple[str, int], Fact]) -> tuple[Fact, ...]:
    """Facts of which no two rest on the same words, the longest words kept."""
    kept: dict[str, list[Fact]] = {}
    for fact in sorted(found.values(), key=lambda one: one.spans[0].start - one.spans[0].end):
        own = kept.setdefault(fact.document, [])
        if not any(overlapping(fact, other) for other in own):
            own.append(fact)
    ids = {fact.id for own in kept.values() for fact in own}
    return tuple(fact for fact in found.values() if fact.id in ids)
