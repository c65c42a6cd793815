"""The same event told in several sentences and documents: one event, many reports.

The rule, in this order; the first test that fails parts two reports, and `compared` names it:

1. the same kind of act: the same type, or a type and the act it is about (AGREE of AID with a planned AID);
2. told as the same: both as done, or both as not (yet) done;
3. the same sides: every named source and target of the one that names fewer stands in the other, at least one side is named in both,
   and neither names a side that the other contradicts;
4. the same time: their times overlap; a report without a time of its own is bounded by its document's date: the act is at most
   `NEWS_DAYS` days older where the text gives no date, and never younger; what went on for more than `LASTING_DAYS` is no act of a day;
5. the same place, where both name one;
6. the same words: where neither has a time of its own, at least one telling word besides the actors' names is shared.

Reports are joined where the rule holds for a report and for all reports of the event (complete linkage), so that chains of
half-alike reports do not grow into one event.
"""

from __future__ import annotations

import datetime as dt
import functools
import re
from collections.abc import Iterable, Mapping, Sequence

import msgspec

from servanda.records import Actor, Document, Event, Fact
from servanda.store import DocumentHead

# How much older than its report an undated act may be: in agency texts nine in ten undated acts are of the last days.
NEWS_DAYS = 7
# A visit or a campaign of some weeks can still be one event with an act reported from it; "since 2021" cannot.
LASTING_DAYS = 92
_WORD = re.compile(r"[a-z]{4,}")
_EMPTY = frozenset(
    "that with from this have been were said says will would could their which after before about also into over more than they them there when while "
    "where today yesterday monday tuesday wednesday thursday friday saturday sunday government minister president foreign official officials country".split()
)


# A kind of act, done or not, in a month or a document.
_Place = tuple[str, bool, int | str]
_Frame = tuple[object, ...]
# First and last day on which each document may have been published, by its id.
Dates = Mapping[str, tuple[dt.date | None, dt.date | None]]


class Comparison(msgspec.Struct, frozen=True):
    """Whether two reports tell one event, and the reason: the test that parted them, or what they share."""

    same: bool
    why: str


class ToldEvent(msgspec.Struct, frozen=True):
    """One event with all its reports, in the order given; the first is the fullest."""

    reports: tuple[Fact, ...]

    @property
    def fullest(self) -> Fact:
        """The report that names most: sides, time, place."""
        return self.reports[0]

    @property
    def documents(self) -> int:
        """In how many documents it is told."""
        return len({fact.document for fact in self.reports})


def events_told(facts: Iterable[Fact], documents: Mapping[str, Document | DocumentHead] | None = None) -> tuple[ToldEvent, ...]:
    """Join reports of the same event; `len(result)` counts events, the sum of their reports counts reports.

    `documents` by id give the dates that bound undated reports; without them such reports are joined within a document only.
    """
    dates = dates_of(documents or {})
    reports = [_Report(fact, dates) for fact in facts if isinstance(fact.claim, Event)]
    groups: list[_Group] = []
    near: dict[_Place, list[int]] = {}
    for report in sorted(reports, key=lambda one: (-_fullness(one), one.fact.document, one.fact.spans[0].start, one.fact.id)):
        places = _places(report)
        known = sorted({index for place in places for index in near.get(place, [])})
        home = next((groups[index] for index in known if groups[index].takes(report)), None)
        if home is None:
            home = _Group()
            for place in places:
                near.setdefault(place, []).append(len(groups))
            groups.append(home)
        home.add(report)
    return tuple(ToldEvent(tuple(report.fact for report in group.reports)) for group in groups)


def dates_of(documents: Mapping[str, Document | DocumentHead]) -> Dates:
    """First and last day on which each document may have been published, for those that have a date."""
    published = {key: document.published for key, document in documents.items()}
    return {key: (when.earliest, when.latest) for key, when in published.items() if when is not None}


def compared(one: Fact, other: Fact, dates: Dates) -> Comparison:
    """Apply the rule to two reports; `dates` are the bounds of their documents' dates by document id. TypeError for facts of another kind."""
    parted = _parted(_Report(one, dates), _Report(other, dates))
    return Comparison(same=parted is None, why=parted or "the same act between the same sides, at times that overlap")


class _Report:
    """A report with all that the rule asks of it, found out once."""

    __slots__ = ("__dict__", "acts", "claim", "done", "fact", "lasting", "sides", "window")

    def __init__(self, fact: Fact, dates: Dates) -> None:
        if not isinstance(fact.claim, Event):
            msg = f"a {fact.kind} is no event"
            raise TypeError(msg)
        self.fact, self.claim = fact, fact.claim
        claim = fact.claim
        # What it can be taken for: its type, and for an undertaking the act undertaken.
        self.acts = frozenset({claim.type} | ({claim.of} if claim.of and claim.type in ("AGREE", "THREATEN") else set()))
        self.done = fact.certainty == "actual"
        self.sides = _codes(claim.sources), _codes(claim.targets)
        self.window = _window(fact, dates)
        self.lasting = _lasting(fact)

    @functools.cached_property
    def telling(self) -> frozenset[str]:
        """The longer words of the evidence without names and words that stand in all news."""
        names = " ".join(actor.words or "" for actor in (*self.claim.sources, *self.claim.targets)).lower()
        words = _WORD.findall(self.fact.spans[0].words.lower())
        return frozenset(word for word in words if word not in _EMPTY and word not in names)


class _Group:
    """The reports of one event. Of those that the rule cannot tell apart, only the first is asked whether it takes another."""

    __slots__ = ("_asked", "_asked_of_dated", "reports")

    def __init__(self) -> None:
        self.reports: list[_Report] = []
        self._asked: dict[_Frame, _Report] = {}
        self._asked_of_dated: dict[_Frame, _Report] = {}

    def takes(self, report: _Report) -> bool:
        """Whether the rule holds for a report and all that are here."""
        if report.fact.when is not None and report.window is not None:
            return all(_parted(other, report) is None for other in self._asked_of_dated.values())
        if len(self.reports) > 1 and not self._asked:
            for other in self.reports:
                self._asked.setdefault(_frame(other), other)
        return all(_parted(other, report) is None for other in self._asked.values() or self.reports)

    def add(self, report: _Report) -> None:
        """Take up a report."""
        self.reports.append(report)
        if self._asked:
            self._asked.setdefault(_frame(report), report)
        self._asked_of_dated.setdefault(_frame_of_dated(report), report)


def _frame_of_dated(report: _Report) -> _Frame:
    """All by which the rule tells a report from another that has a time of its own."""
    claim = report.claim
    telling = report.telling if report.fact.when is None else None
    document = report.fact.document if report.window is None else None
    return report.acts, report.done, report.sides, claim.reciprocal, claim.location, report.window, report.lasting, telling, document


def _frame(report: _Report) -> _Frame:
    """All by which the rule tells a report from any other."""
    return (*_frame_of_dated(report), report.fact.when is None, report.telling, report.fact.document)


def _places(report: _Report) -> list[_Place]:
    """Where reports that could be of one event meet: each kind, done or not, with each month of the time, and with the document.

    What meets nowhere cannot pass the first tests or that of time, so that it need not be compared.
    """
    times: list[int | str] = [report.fact.document]
    if report.window is not None:
        first, last = (day.year * 12 + day.month for day in report.window)
        times += range(first, last + 1)
    return [(kind, report.done, time) for kind in sorted(report.acts) for time in times]


def _parted(one: _Report, other: _Report) -> str | None:
    """The first test of the rule that two reports fail, in words; None where they tell one event."""
    first, second = one.claim, other.claim
    if one.acts.isdisjoint(other.acts):
        return f"{first.type} and {second.type} are different acts"
    if one.done != other.done:
        return f"one is told as {one.fact.certainty}, the other as {other.fact.certainty}"
    parted = _sides_apart(one, other) or _times_apart(one, other)
    if parted:
        return parted
    if first.location and second.location and not _alike(first.location, second.location):
        return f"one is placed in {first.location}, the other in {second.location}"
    if (one.fact.when is None or other.fact.when is None) and one.telling.isdisjoint(other.telling):
        return "one has no time of its own, and they share no telling word"
    return None


def _codes(actors: Sequence[Actor]) -> frozenset[str]:
    return frozenset(actor.actor for actor in actors if actor.actor)


def _sides_apart(one: _Report, other: _Report) -> str | None:
    """What keeps the sides of two events apart, or None."""
    if one.claim.reciprocal or other.claim.reciprocal:
        everyone = [report.sides[0] | report.sides[1] for report in (one, other)]
        if min(everyone, key=len) <= max(everyone, key=len) and len(min(everyone, key=len)) > 1:
            return None
        return "they are not between the same actors"
    shared = False
    for name, left, right in zip(("done by", "done to"), one.sides, other.sides, strict=True):
        if left and right:
            if not (left <= right or right <= left):
                return f"they are {name} different actors"
            shared = True
    return None if shared else "no side is named in both"


def _window(fact: Fact, dates: Dates) -> tuple[dt.date, dt.date] | None:
    """From when to when an event can have happened; None where nothing bounds it."""
    if fact.when is not None and fact.when.earliest is not None and fact.when.latest is not None:
        return fact.when.earliest, fact.when.latest
    earliest, latest = dates.get(fact.document, (None, None))
    if earliest is None or latest is None:
        return None
    return earliest - dt.timedelta(days=NEWS_DAYS), latest


def _times_apart(one: _Report, other: _Report) -> str | None:
    """What keeps the times of two events apart, or None."""
    if (one.window is None or other.window is None) and one.fact.document != other.fact.document:
        return "one has no time and its document no date"
    if one.window and other.window and not (one.window[0] <= other.window[1] and other.window[0] <= one.window[1]):
        return "their times do not overlap"
    if one.lasting != other.lasting and one.fact.when is not None and other.fact.when is not None:
        return "one is an act of some day, the other lasted"
    return None


def _lasting(fact: Fact) -> bool:
    """Whether an event is told as going on for longer than a season: "since 2021" does not take up an act of one day."""
    when = fact.when
    if when is None or not when.held or when.earliest is None:
        return False
    return when.latest is None or (when.latest - when.earliest).days > LASTING_DAYS


def _alike(one: str, other: str) -> bool:
    """Whether two place names can be one place: the words of one all stand in the other."""
    first, second = set(one.lower().split()), set(other.lower().split())
    return first <= second or second <= first


def _fullness(report: _Report) -> int:
    """How much a report names."""
    return (
        2 * bool(report.claim.sources) + 2 * bool(report.claim.targets) + 2 * (report.fact.when is not None) + bool(report.claim.location)
    )
