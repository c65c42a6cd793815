"""What was planned, promised or expected, beside what came after: reached, followed, failed, still ahead, or nothing on record."""

from __future__ import annotations

import bisect
import datetime as dt
import functools
import re
from collections.abc import Iterable, Iterator
from typing import Literal

import msgspec

from servanda.analysis.figures_checked import Series, figure_of, series_of
from servanda.analysis.pair_record import PairRecord, event_sides, happenings
from servanda.analysis.telling_words import telling_words
from servanda.records import Event, Fact, Figure

AHEAD = frozenset({"planned", "expected", "possible", "conditional"})

Outcome = Literal["reached", "not reached", "followed", "failed", "ahead", "nothing on record", "no date"]
# A plan without a day of its own is held to have been carried out only by what came within so long, in like words.
_SOON = dt.timedelta(days=3 * 366)
_ALIKE = 2
# Within so short a time, talks told can be the talks announced, whatever the words.
_SHORT = dt.timedelta(days=92)
# Beginnings of the words for promising and denying: two promises share them whatever they promise.
_OF_PROMISING = frozenset(
    "agree agreed promis pledge undert commit vowed vows oblige never neithe either denied denies deny refuse reject".split()
)
_AGREES = re.compile(
    r"\b(?:agree[sd]?|promise[sd]?|pledge[sd]?|vow(?:s|ed)?|undertook|undertakes?|undertaken|commit(?:s|ted)?|engage[sd]?|contracted|obliged)\b",
    re.IGNORECASE,
)
_WHAT_IS_PROMISED = re.compile(r"\b(?:to|that|on)\s+\w", re.IGNORECASE)
# "at a meeting in May": the day is that of the meeting at which it was promised.
_OF_AN_OCCASION = re.compile(r"\b(?:meeting|summit|talks|visit|ceremony|conference|forum|session)\b[^,;]{0,40}$", re.IGNORECASE)


class Prospect(msgspec.Struct, frozen=True, kw_only=True):
    """Something said to come, with what the record holds of it afterwards.

    `by` is the last day on which it should have come, `since` the day on which it was told or agreed to; None where not known.
    """

    told: Fact
    since: dt.date | None
    by: dt.date | None
    outcome: Outcome
    after: tuple[Fact, ...]
    series: Series | None


class _Dated:
    """Facts by the first day of their time, so that those of a period are found without a look at all others."""

    def __init__(self, facts: Iterable[Fact]) -> None:
        self.facts = list(facts)
        starts = [(fact.when.earliest, number) for number, fact in enumerate(self.facts) if fact.when and fact.when.earliest]
        self._starts = sorted(starts)
        self._words: dict[str, list[int]] | None = None

    def beginning(self, first: dt.date, last: dt.date) -> Iterator[Fact]:
        """Those whose time begins between two days, in the order given."""
        low, high = bisect.bisect_left(self._starts, (first, -1)), bisect.bisect_right(self._starts, (last, len(self.facts)))
        return (self.facts[number] for number in sorted(number for _, number in self._starts[low:high]))

    def sharing(self, fact: Fact) -> Iterator[Fact]:
        """Those that share a telling word with a fact, in the order given."""
        if self._words is None:
            self._words = {}
            for number, other in enumerate(self.facts):
                for word in _telling(other):
                    self._words.setdefault(word, []).append(number)
        return (self.facts[number] for number in sorted({number for word in _telling(fact) for number in self._words.get(word, ())}))


# Acts told, by their type, what they are about as an act ("agreed to lend": lending), and all who take part.
Deeds = dict[tuple[str, str | None, frozenset[str]], _Dated]
# Figures told of the two, by what they measure: measure, unit, flow and the whole of which they are a part.
Told = dict[tuple[object, ...], _Dated]


def prospects(record: PairRecord, on: dt.date) -> tuple[Prospect, ...]:
    """Plans, promises and forecasts about the pair, in the order of the record, judged by what the record tells up to a day."""
    series = series_of(record)
    events = happenings(record)
    done: dict[tuple[str, str | None, frozenset[str]], list[Fact]] = {}
    undone: dict[tuple[str, str | None, frozenset[str]], list[Fact]] = {}
    for fact in events:
        if isinstance(fact.claim, Event):
            actors = _actors(record, fact.claim)
            if fact.certainty == "actual":
                done.setdefault((fact.claim.type, fact.claim.of, actors), []).append(fact)
            if fact.certainty == "denied":
                undone.setdefault((fact.claim.type, fact.claim.of, actors), []).append(fact)
            elif fact.claim.type == "REJECT" and fact.claim.of is not None and fact.certainty == "actual":
                undone.setdefault((fact.claim.of, None, actors), []).append(fact)
    deeds = tuple({key: _Dated(facts) for key, facts in told.items()} for told in (done, undone))
    later = _figures_told(record)
    found: list[Prospect] = []
    rank = {fact.id: index for index, fact in enumerate(record.facts)}
    for fact in sorted((*record.of_kind("figure"), *events), key=lambda one: rank[one.id]):
        if fact.certainty not in AHEAD and not _promised(fact):
            continue
        if fact.kind == "figure" and record.names_both(figure_of(fact).about):
            found.append(_figure(record, fact, series, later, on))
        elif isinstance(fact.claim, Event) and record.names_both(tuple(code for side in event_sides(fact.claim) for code in side)):
            found.append(_event(record, fact, fact.claim, (deeds[0], deeds[1]), on))
    return tuple(found)


def _figures_told(record: PairRecord) -> Told:
    """What texts state of the two as fact, by what it measures."""
    found: dict[tuple[object, ...], list[Fact]] = {}
    for fact in record.of_kind("figure"):
        figure = figure_of(fact)
        if fact.certainty == "actual" and figure.change is None and record.names_both(figure.about):
            found.setdefault(_measured(figure), []).append(fact)
    return {key: _Dated(facts) for key, facts in found.items()}


def _measured(figure: Figure) -> tuple[object, ...]:
    return figure.measure, figure.unit, figure.flow, figure.share_of


def _promised(fact: Fact) -> bool:
    """Whether an act is a promise of another for a day: what is agreed to lies ahead, though the agreeing is done."""
    return (
        fact.when is not None
        and fact.certainty == "actual"
        and isinstance(fact.claim, Event)
        and fact.claim.type == "AGREE"
        and fact.claim.of is not None
    )


def _told(record: PairRecord, fact: Fact) -> dt.date | None:
    published = record.documents[fact.document].published
    return published.latest if published else None


def _figure(record: PairRecord, fact: Fact, series: tuple[Series, ...], later: Told, on: dt.date) -> Prospect:
    """A value aimed at or forecast: compared with the series of the same measure and unit in the year named."""
    figure, by, since = figure_of(fact), fact.when.latest if fact.when else None, _told(record, fact)
    fitting = [one for one in series if one.unit == figure.unit and figure.measure in (one.measure, None) and one.counts(figure)]
    unsaid = Prospect(told=fact, since=since, by=by, outcome=_open(by, on), after=(), series=None)
    if by is None or figure.change is not None:
        return unsaid
    if not fitting:
        return _told_later(record, fact, unsaid, later, on)
    one = fitting[0]
    point = one.points.get(by.year)
    if point is None or by > on:
        return unsaid
    reached = figure_of(point).value >= figure.value * (1 - 0.005)
    first = next((f for year, f in one.points.items() if year > (since.year if since else 0) and figure_of(f).value >= figure.value), None)
    after = tuple(dict.fromkeys(f for f in (point, first) if f is not None))
    return Prospect(told=fact, since=since, by=by, outcome="reached" if reached else "not reached", after=after, series=one)


def _told_later(record: PairRecord, fact: Fact, unsaid: Prospect, told: Told, on: dt.date) -> Prospect:
    """A value aimed at, where no table has its measure: held against a value that a text tells of the same period afterwards."""
    figure, when = figure_of(fact), fact.when
    alike = told.get(_measured(figure))
    if when is None or when.earliest is None or unsaid.by is None or unsaid.by > on or figure.measure is None or alike is None:
        return unsaid
    later = [
        other
        for other in alike.beginning(when.earliest, unsaid.by)
        if other.when is not None
        and other.when.latest is not None
        and other.when.latest <= unsaid.by
        and (unsaid.since is None or (day := _told(record, other)) is None or day > unsaid.since)
    ]
    if not later:
        return unsaid
    reached = any(figure_of(other).value >= figure.value * (1 - 0.005) for other in later)
    outcome: Outcome = "reached" if reached else "not reached"
    return Prospect(told=fact, since=unsaid.since, by=unsaid.by, outcome=outcome, after=tuple(later), series=None)


def _event(record: PairRecord, fact: Fact, event: Event, told: tuple[Deeds, Deeds], on: dt.date) -> Prospect:
    """An act announced: a later act of the same type between the same actors, in like words, may be the one meant.

    Where none is told, a later report that it was not done, was refused or called off tells that it failed.
    """
    since, earliest, by = _told(record, fact), fact.when.earliest if fact.when else None, fact.when.latest if fact.when else None
    if _promised(fact) and not _dates_what_is_promised(fact):
        # The day is that of the promise, and for what it promises the text names none.
        since, earliest, by = by or since, None, None
    # What is agreed to is done as an act of its own; any other act that is about an act ("will refuse aid") is done as it is.
    kind = (event.of, None) if event.type == "AGREE" and event.of else (event.type, event.of)
    key = (*kind, _actors(record, event))
    done, undone = (deeds.get(key) for deeds in told)
    first = max((day for day in (earliest, since) if day is not None), default=None) if by is not None else since
    after: tuple[Fact, ...] = ()
    if done is not None and first is not None:
        brief = by is not None and earliest is not None and by - earliest <= _SHORT
        after = tuple(
            other
            for other in done.beginning(first, by or _later(first))
            if other is not fact
            and (_ends_by(other, by) and _same_act(fact, other, brief=brief) if by is not None else _likeness(fact, other) >= _ALIKE)
        )
    if after:
        return Prospect(told=fact, since=since, by=by, outcome="followed", after=after, series=None)
    refused = undone.sharing(fact) if undone is not None else ()
    failed = tuple(other for other in refused if other is not fact and _reported_after(record, other, since, by) and _denies(fact, other))
    outcome: Outcome = "failed" if failed else _open(by, on)
    return Prospect(told=fact, since=since, by=by, outcome=outcome, after=failed, series=None)


def _dates_what_is_promised(fact: Fact) -> bool:
    """Whether the time stands with what is promised ("agreed to lend it in 2012"), not with the promising ("in 2009 they agreed to …")."""
    words, when = fact.spans[0].words, fact.when
    verb = _AGREES.search(words)
    what = _WHAT_IS_PROMISED.search(words, verb.end()) if verb else None
    at = words.find(when.words, what.start()) if what and when else -1
    return at >= 0 and _OF_AN_OCCASION.search(words, 0, at) is None


def _telling(fact: Fact) -> frozenset[str]:
    return _saying_which(fact.spans[0].words)


@functools.lru_cache(maxsize=1 << 15)
def _saying_which(words: str) -> frozenset[str]:
    """The words that say which act is meant: without those that any promise or denial has."""
    return telling_words(words) - _OF_PROMISING


def _likeness(one: Fact, other: Fact) -> int:
    """How many telling words two sentences share."""
    return len(_telling(one) & _telling(other))


def _denies(fact: Fact, other: Fact) -> bool:
    """Whether a denial is of the act announced: it shares two telling words, or one of a denial that has but two, and contradicts no mode."""
    first, second = fact.claim, other.claim
    if isinstance(first, Event) and isinstance(second, Event) and first.mode and second.mode and first.mode != second.mode:
        return False
    return _likeness(fact, other) >= max(1, min(_ALIKE, len(_telling(other)) - 1))


def _same_act(fact: Fact, other: Fact, *, brief: bool) -> bool:
    """Whether an act told can be the one announced: of one mode where both tell it, else of like words, unless a sentence has none.

    Talks need no like words where they were announced for a brief time.
    """
    first, second = fact.claim, other.claim
    if isinstance(first, Event) and isinstance(second, Event) and first.mode and second.mode:
        return first.mode == second.mode
    bare = not _telling(fact) or not _telling(other)
    return bare or _likeness(fact, other) >= 1 or (brief and isinstance(second, Event) and second.type == "CONSULT")


def _later(day: dt.date) -> dt.date:
    """A few years after an announcement: the last day on which an act is taken for the one announced."""
    return day + _SOON if day < dt.date.max - _SOON else dt.date.max


def _reported_after(record: PairRecord, other: Fact, since: dt.date | None, by: dt.date | None) -> bool:
    """Whether a report that something was not done comes after its announcement, and not about a time before it or after its day."""
    told = _told(record, other)
    when = other.when
    if since is None or told is None or told <= since:
        return False
    if when is not None and when.latest is not None and when.latest < since:
        return False
    return by is None or when is None or when.earliest is None or when.earliest <= by


def _actors(record: PairRecord, event: Event) -> frozenset[str]:
    """All who take part, with the codes of the pair in one form."""
    return frozenset(record.side(code) or code for side in event_sides(event) for code in side)


def _ends_by(other: Fact, by: dt.date) -> bool:
    """Whether an act certainly ended by a day."""
    return other.when is not None and other.when.latest is not None and other.when.latest <= by


def _open(by: dt.date | None, on: dt.date) -> Outcome:
    if by is None:
        return "no date"
    return "ahead" if by > on else "nothing on record"
