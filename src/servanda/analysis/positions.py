"""Where two actors agree and differ: their positions side by side, issue by issue, with counts, sources and over time."""

from __future__ import annotations

import datetime as dt
import functools
import itertools
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from typing import Literal

import msgspec

from servanda.analysis.leaning_words import bare
from servanda.coding.mentions import MentionFinder
from servanda.records import Certainty, Fact, Position, Stance, Target, When
from servanda.vocabulary.actors import load_actors
from servanda.vocabulary.issues import load_issues

Outcome = Literal["agree", "differ", "mixed", "one side only"]

# What somebody may or would hold is no position held.
HELD: frozenset[Certainty] = frozenset({"actual", "planned"})


class Stand(msgspec.Struct, frozen=True):
    """One position taken: its stance, the fact that tells it, and the day from which it is on record (None where undated)."""

    stance: Stance
    day: dt.date | None
    fact: Fact


class Side(msgspec.Struct, frozen=True):
    """What one actor holds on one issue: all its stands, dated ones first and in order of time."""

    stands: tuple[Stand, ...]

    @property
    def counts(self) -> dict[str, int]:
        """How often each stance is told."""
        return dict(Counter(stand.stance for stand in self.stands))

    @property
    def documents(self) -> int:
        """In how many documents the actor is on record."""
        return len({stand.fact.document for stand in self.stands})

    @property
    def stance(self) -> Stance | None:
        """The only stance told; None where there is none or more than one."""
        told = {stand.stance for stand in self.stands}
        return told.pop() if len(told) == 1 else None

    @property
    def changes(self) -> tuple[tuple[Stand, Stand], ...]:
        """Neighbouring dated stands of different stance, each as (before, after)."""
        dated = [stand for stand in self.stands if stand.day is not None]
        return tuple((a, b) for a, b in itertools.pairwise(dated) if a.stance != b.stance and a.day != b.day)


class Comparison(msgspec.Struct, frozen=True, kw_only=True):
    """One issue, or words where the issue is not listed, with what the two actors hold on it.

    `agree`: one and the same stance on both sides. `differ`: no stance in common. `mixed`: some in common, some not.
    `whom` are the actors that the issue is about where it is another one for each of them: sanctions on one state are not
    sanctions on another.
    """

    issue: str | None
    words: str
    whom: tuple[str, ...] = ()
    outcome: Outcome
    one: Side
    other: Side


class YearOfAgreement(msgspec.Struct, frozen=True):
    """In one year, on how many issues both took the same stance, and on how many they did not; with the facts."""

    year: int
    agree: int
    differ: int
    facts: tuple[Fact, ...]


def compare_positions(
    facts: Iterable[Fact],
    one: Collection[str],
    other: Collection[str],
    *,
    published: Mapping[str, When] | None = None,
    since: dt.date | None = None,
    until: dt.date | None = None,
) -> tuple[Comparison, ...]:
    """Compare what two actors hold, issue by issue; issues on which both are on record first, the most told first.

    An actor is given by its codes (a state and those it continues). `published` gives documents' dates, which bound a
    position that names no time of its own. With `since` or `until`, undated positions are left out, for they cannot be placed.
    """
    stands: dict[tuple[str | None, str, tuple[str, ...]], tuple[list[Stand], list[Stand]]] = {}
    written: dict[tuple[str | None, str, tuple[str, ...]], str] = {}
    for fact in facts:
        claim = fact.claim
        if not isinstance(claim, Position) or fact.certainty not in HELD:
            continue
        day = _day(fact, published or {})
        if not _within(day, since, until):
            continue
        issue, told = claim.target.issue, claim.target.words
        # "The plan" of one sentence may be another than that of the next.
        where = [fact.document, str(fact.spans[0].start)] if bare(told) else []
        named = issue or " ".join((*told.lower().split(), *where))
        subject = (issue, named, about_whom(claim.target))
        # What differs in capitals alone is one subject; it is called as the first text writes it.
        written.setdefault(subject, issue or " ".join(told.split()))
        sides = stands.setdefault(subject, ([], []))
        for codes, side in zip((one, other), sides, strict=True):
            if set(claim.holders) & set(codes):
                side.append(Stand(claim.stance, day, fact))
    found = [_comparison(subject[0], written[subject], subject[2], *sides) for subject, sides in stands.items() if sides[0] or sides[1]]
    return tuple(sorted(found, key=_weight))


def agreement_by_year(comparisons: Iterable[Comparison]) -> tuple[YearOfAgreement, ...]:
    """Year by year, how many issues both spoke on and whether they took the same stance; years in which they did not are left out."""
    years: dict[int, list[tuple[bool, tuple[Fact, ...]]]] = {}
    for comparison in comparisons:
        one, other = (_by_year(side) for side in (comparison.one, comparison.other))
        for year in sorted(set(one) & set(other)):
            same = {stand.stance for stand in one[year]} == {stand.stance for stand in other[year]}
            facts = {stand.fact.id: stand.fact for stand in (*one[year], *other[year])}
            years.setdefault(year, []).append((same, tuple(facts.values())))
    return tuple(
        YearOfAgreement(
            year,
            sum(same for same, _ in told),
            sum(not same for same, _ in told),
            tuple({fact.id: fact for _, facts in told for fact in facts}.values()),
        )
        for year, told in sorted(years.items())
    )


def about_whom(target: Target) -> tuple[str, ...]:
    """The actors that a target is about, where its issue is another one for each of them; else nobody."""
    return _whom(target.words) if target.issue and load_issues().of_whom(target.issue) else ()


@functools.cache
def _finder() -> MentionFinder:
    return MentionFinder(load_actors())


@functools.lru_cache(maxsize=4096)
def _whom(words: str) -> tuple[str, ...]:
    """The actors that the words of a target name."""
    return tuple(sorted({actor for mention in _finder().find(words, 0, len(words), None) for actor in mention.actors}))


def _comparison(issue: str | None, words: str, whom: tuple[str, ...], one: list[Stand], other: list[Stand]) -> Comparison:
    first, second = {stand.stance for stand in one}, {stand.stance for stand in other}
    outcome: Outcome = "mixed"
    if not first or not second:
        outcome = "one side only"
    elif first == second and len(first) == 1:
        outcome = "agree"
    elif not first & second:
        outcome = "differ"
    return Comparison(issue=issue, words=words, whom=whom, outcome=outcome, one=Side(_ordered(one)), other=Side(_ordered(other)))


def _ordered(stands: list[Stand]) -> tuple[Stand, ...]:
    return tuple(sorted(stands, key=lambda stand: (stand.day is None, stand.day or dt.date.max, stand.fact.document, stand.fact.id)))


def _day(fact: Fact, published: Mapping[str, When]) -> dt.date | None:
    """The first day on which the position may have been taken: its own time, else its document's date."""
    for when in (fact.when, published.get(fact.document)):
        if when is not None and (when.earliest or when.latest):
            return when.earliest or when.latest
    return None


def _within(day: dt.date | None, since: dt.date | None, until: dt.date | None) -> bool:
    if since is None and until is None:
        return True
    return day is not None and (since is None or day >= since) and (until is None or day <= until)


def _by_year(side: Side) -> dict[int, list[Stand]]:
    years: dict[int, list[Stand]] = {}
    for stand in side.stands:
        if stand.day is not None:
            years.setdefault(stand.day.year, []).append(stand)
    return years


def _weight(comparison: Comparison) -> tuple[bool, bool, int, str]:
    """Both sides first, listed issues first, the most told first, then by name."""
    told = len(comparison.one.stands) + len(comparison.other.stands)
    return comparison.outcome == "one side only", comparison.issue is None, -told, comparison.words.lower()
