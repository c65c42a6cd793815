"""Deeds at odds: an act told as done and as not done."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence

from servanda.analysis.at_odds.versions import AT_ONCE, Disagreement, after, before, between, could_be_one, met, published
from servanda.analysis.pair_record import PairRecord, event_sides
from servanda.analysis.telling_words import telling_words
from servanda.records import Event, Fact

# Two undated deeds of one type between the same two are taken for one only where their sentences share this many longer words;
# with two, unrelated sentences of one commentary were joined.
SHARED = 3


def deeds(record: PairRecord) -> Iterator[Disagreement]:
    """The same act between the same actors, told as done and as not done."""
    alike: dict[tuple[object, ...], dict[str, list[Fact]]] = {}
    for fact in record.of_kind("event"):
        if not isinstance(fact.claim, Event) or fact.certainty not in ("actual", "denied"):
            continue
        sources, targets = (tuple(sorted({record.side(code) or code for code in side})) for side in event_sides(fact.claim))
        if record.names_both((*sources, *targets)) and targets:
            key = (fact.claim.type, fact.claim.of, fact.claim.mode, sources, targets)
            alike.setdefault(key, {}).setdefault(fact.certainty, []).append(fact)
    for told in alike.values():
        denials = _Denials(record, told.get("denied", []))
        versions = met((fact, denials.of(fact)) for fact in told.get("actual", []))
        if versions:
            yield Disagreement(matter="deed", versions=versions)


class _Denials:
    """Deeds told as not done, by their time or the day on which they are told: only those near are compared word by word."""

    def __init__(self, record: PairRecord, facts: Sequence[Fact]) -> None:
        self._record, self._facts = record, facts
        # With a point in time by its first day; told of a state or with an open bound, which may be any time; and undated by the report's day.
        points, self._open, undated = [], [], []
        self._longest = dt.timedelta(0)
        for number, fact in enumerate(facts):
            moment, told = fact.when.as_moment() if fact.when else None, published(record, fact)
            if moment is not None:
                points.append((moment.earliest, number))
                self._longest = max(self._longest, moment.latest - moment.earliest)
            elif fact.when is not None:
                self._open.append(number)
            elif told is not None:
                undated.append((told, number))
        self._points, self._undated = sorted(points), sorted(undated)
        self._dated = sorted([number for _, number in points] + self._open)

    def of(self, one: Fact) -> list[Fact]:
        """Those that deny a deed, in the order of the record."""
        moment, told = one.when.as_moment() if one.when else None, published(self._record, one)
        if moment is not None:
            near = sorted(between(self._points, before(moment.earliest, self._longest), moment.latest) + self._open)
        elif one.when is not None:
            near = self._dated
        else:
            near = between(self._undated, before(told, AT_ONCE), after(told, AT_ONCE)) if told is not None else []
        return [self._facts[number] for number in near if _same_deed(self._record, one, self._facts[number])]


def _same_deed(record: PairRecord, one: Fact, other: Fact) -> bool:
    """Whether two facts tell of one thing as far as they say: both dated and overlapping, or both undated, told within a year, alike."""
    if one.when is None and other.when is None:
        first, second = published(record, one), published(record, other)
        near = first is not None and second is not None and abs(first - second) <= AT_ONCE
        return (
            near
            and one.document != other.document
            and len(telling_words(one.spans[0].words) & telling_words(other.spans[0].words)) >= SHARED
        )
    return one.when is not None and other.when is not None and could_be_one(one, other)
