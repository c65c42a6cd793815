"""What was planned or expected, beside what came after: reached, followed, still ahead, or nothing on record."""

from __future__ import annotations

import datetime as dt
from typing import Literal

import msgspec

from servanda.analysis.figures_checked import Series, figure_of, series_of
from servanda.analysis.pair_record import PairRecord, event_sides, happenings
from servanda.records import Event, Fact

AHEAD = frozenset({"planned", "expected", "possible", "conditional"})

# Acts told as done, by their type and all who take part.
Deeds = dict[tuple[str, frozenset[str]], list[Fact]]
Outcome = Literal["reached", "not reached", "followed", "ahead", "nothing on record", "no date"]


class Prospect(msgspec.Struct, frozen=True, kw_only=True):
    """Something said to come, with what the record holds of it afterwards.

    `by` is the last day on which it should have come, `since` the day on which it was told; None where not known.
    """

    told: Fact
    since: dt.date | None
    by: dt.date | None
    outcome: Outcome
    after: tuple[Fact, ...]
    series: Series | None


def prospects(record: PairRecord, on: dt.date) -> tuple[Prospect, ...]:
    """Plans and forecasts about the pair, in the order of the record, judged by what the record tells up to a day."""
    series = series_of(record)
    events = happenings(record)
    done: dict[tuple[str, frozenset[str]], list[Fact]] = {}
    for fact in events:
        if fact.certainty == "actual" and isinstance(fact.claim, Event):
            done.setdefault((fact.claim.type, _actors(record, fact.claim)), []).append(fact)
    found: list[Prospect] = []
    rank = {fact.id: index for index, fact in enumerate(record.facts)}
    for fact in sorted((*record.of_kind("figure"), *events), key=lambda one: rank[one.id]):
        if fact.certainty not in AHEAD:
            continue
        if fact.kind == "figure" and record.names_both(figure_of(fact).about):
            found.append(_figure(record, fact, series, on))
        elif isinstance(fact.claim, Event) and record.names_both(tuple(code for side in event_sides(fact.claim) for code in side)):
            found.append(_event(record, fact, fact.claim, done, on))
    return tuple(found)


def _told(record: PairRecord, fact: Fact) -> dt.date | None:
    published = record.documents[fact.document].published
    return published.latest if published else None


def _figure(record: PairRecord, fact: Fact, series: tuple[Series, ...], on: dt.date) -> Prospect:
    """A value aimed at or forecast: compared with the series of the same measure and unit in the year named."""
    figure, by, since = figure_of(fact), fact.when.latest if fact.when else None, _told(record, fact)
    fitting = [one for one in series if one.unit == figure.unit and figure.measure in (one.measure, None) and one.counts(figure)]
    unsaid = Prospect(told=fact, since=since, by=by, outcome=_open(by, on), after=(), series=None)
    if by is None or figure.change is not None or not fitting:
        return unsaid
    one = fitting[0]
    point = one.points.get(by.year)
    if point is None or by > on:
        return unsaid
    reached = figure_of(point).value >= figure.value * (1 - 0.005)
    first = next((f for year, f in one.points.items() if year > (since.year if since else 0) and figure_of(f).value >= figure.value), None)
    after = tuple(dict.fromkeys(f for f in (point, first) if f is not None))
    return Prospect(told=fact, since=since, by=by, outcome="reached" if reached else "not reached", after=after, series=one)


def _event(record: PairRecord, fact: Fact, event: Event, done: Deeds, on: dt.date) -> Prospect:
    """An act announced: a later act of the same type between the same actors may be the one meant."""
    since, by = _told(record, fact), fact.when.latest if fact.when else None
    alike = done.get((event.of or event.type, _actors(record, event)), []) if by is not None else []
    after = tuple(other for other in alike if _within(other, fact.when.earliest if fact.when else None, since, by))
    outcome: Outcome = "followed" if after else _open(by, on)
    return Prospect(told=fact, since=since, by=by, outcome=outcome, after=after, series=None)


def _actors(record: PairRecord, event: Event) -> frozenset[str]:
    """All who take part, with the codes of the pair in one form."""
    return frozenset(record.side(code) or code for side in event_sides(event) for code in side)


def _within(other: Fact, earliest: dt.date | None, since: dt.date | None, by: dt.date | None) -> bool:
    """Whether an act certainly lies after the announcement and within the time announced."""
    when = other.when
    if when is None or when.earliest is None or when.latest is None:
        return False
    start = max((day for day in (earliest, since) if day is not None), default=None)
    return start is not None and when.earliest >= start and by is not None and when.latest <= by


def _open(by: dt.date | None, on: dt.date) -> Outcome:
    if by is None:
        return "no date"
    return "ahead" if by > on else "nothing on record"
