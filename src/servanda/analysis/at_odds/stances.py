"""Stances at odds: one holder for and against one thing within a year."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence

import msgspec

from servanda.analysis.at_odds.versions import AT_ONCE, Disagreement, after, before, between, met, published
from servanda.analysis.pair_record import PairRecord
from servanda.analysis.telling_words import telling_words
from servanda.records import Fact, Position


def stances(record: PairRecord) -> Iterator[Disagreement]:
    """One holder for and against one issue: a change of mind, or sources at odds; the dates tell which."""
    alike: dict[tuple[str, str], dict[str, list[Fact]]] = {}
    for fact in record.of_kind("position"):
        if isinstance(fact.claim, Position) and fact.claim.target.issue and fact.certainty == "actual" and fact.rule != "table-row":
            for holder in sorted(record.touched(fact.claim.holders)):
                alike.setdefault((holder, fact.claim.target.issue), {}).setdefault(fact.claim.stance, []).append(fact)
    for (_, issue), told in alike.items():
        named = telling_words(issue.replace("-", " "))
        stands = {stance: [_Stand.of(record, fact, named) for fact in facts] for stance, facts in told.items()}
        against = stands.get("oppose", [])
        days = sorted((other.day, number) for number, other in enumerate(against) if other.day is not None)
        versions = met(
            (one.fact, [other.fact for other in _near(one, against, days) if one.meets(other)]) for one in stands.get("support", [])
        )
        if versions:
            yield Disagreement(matter="stance", versions=versions)


class _Stand(msgspec.Struct, frozen=True):
    """A stance with its day and the words of what it is about, those of the issue's own name set apart."""

    fact: Fact
    day: dt.date | None
    target: frozenset[str]
    further: frozenset[str]

    @classmethod
    def of(cls, record: PairRecord, fact: Fact, named: frozenset[str]) -> _Stand:
        """From a position."""
        target = telling_words(fact.claim.target.words) if isinstance(fact.claim, Position) else frozenset()
        return cls(fact, (fact.when.earliest if fact.when else None) or published(record, fact), target, target - named)

    def meets(self, other: _Stand) -> bool:
        """Whether two stances are told within a year, in words that share more than the name of the issue."""
        if self.day is None or other.day is None or abs(self.day - other.day) > AT_ONCE:
            return False
        return bool(self.further & other.further) or self.target == other.target


def _near(one: _Stand, others: Sequence[_Stand], days: list[tuple[dt.date, int]]) -> list[_Stand]:
    """The stances that are told within a year of one; `days` are theirs, sorted."""
    if one.day is None:
        return []
    return [others[number] for number in between(days, before(one.day, AT_ONCE), after(one.day, AT_ONCE))]
