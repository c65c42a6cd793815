"""Days and places at odds: what reads as one act, told of days or of places that cannot be one.

Cautious, for much happens twice: only acts of a moment, told by different documents of days a few apart in like words, where none of these
documents tells of both days; of one day in two places, where the places lie in different states.
"""

from __future__ import annotations

import bisect
import datetime as dt
from collections.abc import Iterator, Sequence

from servanda.analysis.at_odds.versions import Disagreement, Version, after
from servanda.analysis.pair_record import PairRecord, event_sides
from servanda.analysis.telling_words import telling_words
from servanda.moments import Moment
from servanda.records import Event, Fact, TreatyAct
from servanda.vocabulary.actors import load_actors

# Visits and talks last for days, and attacks and protests come again: told of two days they are as often two.
_OF_A_MOMENT = frozenset({"AGREE", "CONCEDE", "RETREAT", "SANCTION", "COOPERATE"})
_SAME_DAY = _OF_A_MOMENT | {"CONSULT"}
# How far two days of one act are told apart in news; beyond it the acts are more often two.
_NEAR = dt.timedelta(days=7)
# How many telling words besides names and days two reports of one act share.
_SHARED = 3


def days_and_places(record: PairRecord) -> Iterator[Disagreement]:
    """Acts of the two told of different days, then of different places."""
    alike: dict[tuple[object, ...], list[Fact]] = {}
    for fact in (*record.of_kind("event"), *record.of_kind("treaty_act")):
        kind = _kind(record, fact)
        if kind is not None and _day(fact) is not None:
            alike.setdefault(kind, []).append(fact)
    for facts in alike.values():
        if len({fact.document for fact in facts}) > 1:
            yield from _Acts(facts).disagreements()


class _Acts:
    """Acts of one kind between the same sides, by day."""

    def __init__(self, facts: Sequence[Fact]) -> None:
        self._facts = sorted(facts, key=lambda one: _day(one) or dt.date.min)
        self._days = [_day(one) or dt.date.min for one in self._facts]
        self._documents: dict[dt.date, set[str]] = {}
        for fact, day in zip(self._facts, self._days, strict=True):
            self._documents.setdefault(day, set()).add(fact.document)
        self._telling: dict[str, frozenset[str]] = {}
        self._lies: dict[str, str | None] = {}

    def disagreements(self) -> Iterator[Disagreement]:
        """What reads as one act of two days, and what reads as one of two places."""
        for place, (one, day) in enumerate(zip(self._facts, self._days, strict=True)):
            end = bisect.bisect_right(self._days, day)
            if _moment_kind(one):
                apart = [other for other in self._facts[end : bisect.bisect_right(self._days, after(day, _NEAR))] if self._like(one, other)]
                days = {_day(other) for other in apart}
                # What comes again and again is told of many days, and rightly.
                if len(days) == 1 and all(self._documents[day].isdisjoint(self._documents[other]) for other in days if other):
                    yield Disagreement(matter="day", versions=(Version((one,)), Version(tuple(apart))))
            elsewhere = [other for other in self._facts[place + 1 : end] if self._in_another_state(one, other) and self._like(one, other)]
            if elsewhere:
                yield Disagreement(matter="place", versions=(Version((one,)), *(Version((other,)) for other in elsewhere)))

    def _like(self, one: Fact, other: Fact) -> bool:
        """Whether two reports of different documents are told in like words, besides the names of those who act and of the days."""
        return one.document != other.document and len(self._words(one) & self._words(other)) >= _SHARED

    def _in_another_state(self, one: Fact, other: Fact) -> bool:
        """Whether two acts are told in places of which each is known to lie in a state, and not in the same."""
        first = self._state(one)
        return first is not None and (second := self._state(other)) is not None and first != second

    def _state(self, fact: Fact) -> str | None:
        if fact.id not in self._lies:
            self._lies[fact.id] = _state(fact)
        return self._lies[fact.id]

    def _words(self, fact: Fact) -> frozenset[str]:
        if fact.id not in self._telling:
            self._telling[fact.id] = _telling(fact)
        return self._telling[fact.id]


def _kind(record: PairRecord, fact: Fact) -> tuple[object, ...] | None:
    """What two tellings of one act have in common: its kind, and that it is of the two; None of anything else."""
    claim = fact.claim
    if fact.certainty != "actual":
        return None
    if isinstance(claim, TreatyAct):
        return (claim.act, frozenset(record.touched(claim.parties))) if record.names_both(claim.parties) else None
    if not isinstance(claim, Event) or claim.type not in _SAME_DAY:
        return None
    sources, targets = event_sides(claim)
    if not record.names_both((*sources, *targets)):
        return None
    return claim.type, claim.of, claim.mode, frozenset((*sources, *targets))


def _moment_kind(fact: Fact) -> bool:
    """Whether an act is of a moment."""
    return isinstance(fact.claim, TreatyAct) or (isinstance(fact.claim, Event) and fact.claim.type in _OF_A_MOMENT)


def _day(fact: Fact) -> dt.date | None:
    """The day of an act, where the text gives just that."""
    moment = fact.when.as_moment() if fact.when else None
    return moment.earliest if moment is not None and moment.exact else None


def _telling(fact: Fact) -> frozenset[str]:
    """The words that say what an act is about, besides the names of those who act and of the day."""
    claim = fact.claim
    named = [actor.words or "" for actor in (*claim.sources, *claim.targets)] if isinstance(claim, Event) else []
    words = " ".join([*named, fact.when.words if fact.when else ""])
    return telling_words(fact.spans[0].words) - telling_words(words)


def _state(fact: Fact) -> str | None:
    """The state in which an act is placed, where the place is known to lie in just one."""
    place, table = fact.claim.location if isinstance(fact.claim, Event) else None, load_actors()
    day = _day(fact)
    if place is None or day is None:
        return None
    found = table.resolve(place, Moment(day, day))
    codes = {code for one in found.candidates for code in one.actors}
    return next(iter(codes)) if found.status == "known" and len(codes) == 1 and all(map(table.is_state, codes)) else None
