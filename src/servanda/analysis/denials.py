"""Which breach a denial denies: the same kind of act by the same side at that time, not any breach of the same promise."""

from __future__ import annotations

import bisect
import datetime as dt
import sys
from collections.abc import Iterable, Iterator

from servanda.analysis.at_odds.deeds import SHARED
from servanda.analysis.one_deed import as_own
from servanda.analysis.pair_record import PairRecord, event_sides, overlapping
from servanda.analysis.telling_words import telling_words
from servanda.records import Event, Fact, Statement
from servanda.vocabulary.ledger import denied_matter, denies_all

# A denial without a date of its own is told while the matter is news: longer than that after the deed it may deny another one.
_NEWS = dt.timedelta(days=92)
# One word that a denial says of what it denies ("the attack") can be said of any deed of its kind.
_FEWEST = 2


class _Told:
    """Denials by their document, their own time and the day of their report: only what may be near a deed is compared with it."""

    def __init__(self, record: PairRecord, facts: Iterable[Fact]) -> None:
        self._facts = list(facts)
        self._in_document: dict[str, list[int]] = {}
        self._longest = dt.timedelta(0)
        times, reported = [], []
        for number, fact in enumerate(self._facts):
            self._in_document.setdefault(fact.document, []).append(number)
            if fact.when and fact.when.earliest and fact.when.latest:
                times.append((fact.when.earliest, number))
                self._longest = max(self._longest, fact.when.latest - fact.when.earliest)
            published = record.documents[fact.document].published
            if published is not None and published.latest is not None:
                reported.append((published.latest, number))
        self._times, self._reported = sorted(times), sorted(reported)

    def near(self, told: Fact) -> Iterator[Fact]:
        """Those in the same document, of a time that may overlap, or reported within a season after it, in the order of the record."""
        numbers = set(self._in_document.get(told.document, ()))
        first, last = (told.when.earliest, told.when.latest) if told.when else (None, None)
        if first is not None:
            numbers.update(_between(self._reported, first, first + min(_NEWS, dt.date.max - first)))
        if first is not None and last is not None:
            numbers.update(_between(self._times, first - min(self._longest, first - dt.date.min), last))
        return (self._facts[number] for number in sorted(numbers))


def _between(days: list[tuple[dt.date, int]], first: dt.date, last: dt.date) -> Iterator[int]:
    """The numbers of those from one day to another, of days in order."""
    return (number for _, number in days[bisect.bisect_left(days, (first, -1)) : bisect.bisect_right(days, (last, sys.maxsize))])


class Denials:
    """Everything in a record that denies something: events told as not done, and statements and refusals that deny an accusation."""

    def __init__(self, record: PairRecord) -> None:
        self._record = record
        events: dict[str, list[Fact]] = {}
        for fact in record.of_kind("event"):
            if isinstance(fact.claim, Event) and fact.certainty == "denied":
                events.setdefault(fact.claim.type, []).append(fact)
        self._events = {kind: _Told(record, facts) for kind, facts in events.items()}
        answers = [fact for fact in (*record.of_kind("statement"), *record.of_kind("event")) if _answers(fact)]
        self._answers = _Told(record, answers)
        # What can be told first: events in the order of the record, then answers.
        every = (*(fact for fact in record.of_kind("event") if fact.certainty == "denied"), *answers)
        self._ranks = {fact.id: rank for rank, fact in enumerate(every)}
        # One deed can break many promises.
        self._known: dict[str, tuple[Fact, ...]] = {}

    def of(self, breach: Iterable[Fact]) -> Iterator[Fact]:
        """What denies a breach, of which these are the tellings."""
        found = {denial.id: denial for told in breach for denial in self.of_telling(told)}
        return iter(sorted(found.values(), key=lambda denial: self._ranks[denial.id]))

    def of_telling(self, told: Fact) -> tuple[Fact, ...]:
        """What denies a deed as one fact tells it."""
        if told.id not in self._known:
            self._known[told.id] = tuple(self._denying(told))
        return self._known[told.id]

    def _denying(self, told: Fact) -> Iterator[Fact]:
        alike = self._events.get(told.claim.type) if isinstance(told.claim, Event) else None
        for denial in alike.near(told) if alike is not None else ():
            if self._same_act(denial, told) and self._near(denial, told):
                yield denial
        for denial in self._answers.near(told):
            if self._speaks_for_itself(denial, told) and self._answers_to(denial, told):
                yield denial

    def _same_act(self, denial: Fact, told: Fact) -> bool:
        """Whether the kind of act and the sides are the same: neither names one who acts or is acted upon that the other contradicts."""
        one, other = denial.claim, told.claim
        if not isinstance(one, Event) or not isinstance(other, Event) or one.type != other.type:
            return False
        for denied, done in zip(event_sides(one), event_sides(other), strict=True):
            first, second = set(as_own(self._record, denied)), set(as_own(self._record, done))
            if first and second and not (first <= second or second <= first):
                return False
        return not (one.location and other.location and one.location != other.location)

    def _near(self, denial: Fact, told: Fact) -> bool:
        """Whether they speak of one time; where either has none, of one matter in one text or soon after."""
        first, second = denial.when, told.when
        if first and second and first.earliest and first.latest and second.earliest and second.latest:
            return first.earliest <= second.latest and second.earliest <= first.latest
        return denial.document == told.document or self._soon_on_the_same(denial, told)

    def _soon_on_the_same(self, denial: Fact, told: Fact) -> bool:
        """Whether a denial is told within the season after a deed and on the same matter."""
        published = self._record.documents[denial.document].published
        done = told.when.earliest if told.when else None
        if published is None or published.latest is None or done is None or not dt.timedelta(0) <= published.latest - done <= _NEWS:
            return False
        return _on_one_matter(denial, told)

    def _speaks_for_itself(self, denial: Fact, told: Fact) -> bool:
        """Whether the one who denies is the one of whom the breach is told: of an accusation the accused, of a deed the doer."""
        if not isinstance(told.claim, Event):
            return False
        doers, done_to = event_sides(told.claim)
        accused = self._record.touched(done_to if told.claim.type == "ACCUSE" else doers)
        return not accused.isdisjoint(self._record.touched(_voices(denial)))

    def _answers_to(self, denial: Fact, told: Fact) -> bool:
        """Whether it answers this telling: in the same sentence, or on the same matter soon after."""
        if overlapping(denial, told) and denies_all(_said(denial)):
            return True
        return self._soon_on_the_same(denial, told)


def _on_one_matter(denial: Fact, told: Fact) -> bool:
    """Whether a denial and a deed share so many telling words that they are of one matter.

    What a denial says that it denies ("any part in the bombing of a hotel") is held against the deed without its other words: where it says
    but two things, the deed must be told with both.
    """
    deed = telling_words(told.spans[0].words)
    denied = telling_words(denied_matter(_said(denial))) if _answers(denial) else frozenset[str]()
    if len(denied) < _FEWEST:
        return len(telling_words(denial.spans[0].words) & deed) >= SHARED
    return len(denied & deed) >= min(SHARED, len(denied))


def _answers(fact: Fact) -> bool:
    """Whether a statement or a refusal denies something that its speaker is accused of."""
    if fact.certainty != "actual":
        return False
    claim = fact.claim
    if isinstance(claim, Statement):
        return claim.cue is not None and denies_all(f"{claim.cue} the accusation")
    return isinstance(claim, Event) and claim.type == "REJECT" and denies_all(_said(fact))


def _said(fact: Fact) -> str:
    """The words of a denial with its verb."""
    claim = fact.claim
    return f"{claim.cue} {claim.content}" if isinstance(claim, Statement) else fact.spans[0].words


def _voices(fact: Fact) -> tuple[str, ...]:
    """The codes of those who deny."""
    claim = fact.claim
    own = claim.speakers if isinstance(claim, Statement) else claim.sources if isinstance(claim, Event) else ()
    return tuple(one.actor for one in own if one.actor)
