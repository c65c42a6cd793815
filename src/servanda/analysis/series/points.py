"""A series: one measure of one actor or pair, period by period, as one source counts it."""

from __future__ import annotations

import datetime as dt
import functools
import re
from typing import Literal

import msgspec

from servanda.moments import Moment
from servanda.records import Fact

Period = tuple[dt.date, dt.date]
Flow = Literal["exports", "imports", "growth"]

_YEAR = re.compile(r"(?:YR)?(?P<year>1[6-9]\d\d|20\d\d)(?:\.0)?(?:\s*\[YR\d{4}\])?")
_MONTH = re.compile(r"(?P<year>1[6-9]\d\d|20\d\d)[-/ ]?[Mm]?(?P<month>0[1-9]|1[0-2]|[1-9])(?:-01)?")
_QUARTER = re.compile(r"(?P<year>1[6-9]\d\d|20\d\d)[-/ ]?[Qq](?P<quarter>[1-4])")


class Series(msgspec.Struct, frozen=True, kw_only=True):
    """Values by period (first and last day); what the source does not give is not there.

    `actors` are codes; of a `flow` the first is the one who exports or imports, and a second is the partner. `source` names who counts.
    `evidence` are the facts from which the points were taken, where the record holds them.
    """

    measure: str
    flow: Flow | None
    unit: str
    actors: tuple[str, ...]
    source: str
    points: dict[Period, float]
    evidence: dict[Period, Fact] = {}

    def at(self, period: Period) -> float | None:
        """The value of a period; of a year told in months or quarters their sum, where all are there and the unit adds up."""
        parts = self.parts(period)
        return sum(self.points[part] for part in parts) if parts else None

    def parts(self, period: Period) -> tuple[Period, ...]:
        """The points that make up a period: itself, all months or quarters of a year, or all months of a quarter; () where one is lacking."""
        if period in self.points:
            return (period,)
        if self.unit in _RATES or self.measure in _LEVELS or self.flow == "growth":
            return ()
        year, choices = period[0].year, []
        if period == year_of(year):
            choices = [quarters_of(year), months_of(year)]
        elif period in quarters_of(year):
            first = period[0].month - 1
            choices = [months_of(year)[first : first + 3]]
        return next((tuple(parts) for parts in choices if all(part in self.points for part in parts)), ())

    def grounds(self, period: Period) -> tuple[Fact, ...]:
        """The facts on which the value of a period rests."""
        return tuple(self.evidence[part] for part in self.parts(period) if part in self.evidence)


# Rates do not add up over a year, nor do states of affairs.
_RATES = frozenset({"percent", "percentage_points", "barrels_per_day", "megawatts"})
_LEVELS = frozenset({"population", "troops", "loan", "inflation", "unemployment", "price", "refugees", "prisoners"})


def read_period(words: str) -> Period | None:
    """The days of "2010", "2010 [YR2010]", "2010-05", "2010-M05", "201005", "2010M5" or "2010Q2"; None for anything else."""
    text = words.strip()
    if match := _YEAR.fullmatch(text):
        return year_of(int(match["year"]))
    if match := _QUARTER.fullmatch(text):
        return quarters_of(int(match["year"]))[int(match["quarter"]) - 1]
    if match := _MONTH.fullmatch(text):
        return months_of(int(match["year"]))[int(match["month"]) - 1]
    return None


def written_period(period: Period) -> str:
    """A period as tables write it: 2010, 2010-05, 2010-Q2; other periods as first/last day."""
    year = period[0].year
    if period == year_of(year):
        return str(year)
    if period in quarters_of(year):
        return f"{year}-Q{quarters_of(year).index(period) + 1}"
    if period in months_of(year):
        return f"{period[0]:%Y-%m}"
    return f"{period[0]}/{period[1]}"


def year_before(period: Period) -> Period:
    """The same period a year earlier."""
    if period == year_of(period[0].year):
        return year_of(period[0].year - 1)
    first = Moment.month(period[0].year - 1, period[0].month)
    last = Moment.month(period[1].year - 1, period[1].month)
    return first.earliest, last.latest


def year_of(year: int) -> Period:
    """The days of a calendar year."""
    moment = Moment.year(year)
    return moment.earliest, moment.latest


@functools.lru_cache(maxsize=256)
def months_of(year: int) -> tuple[Period, ...]:
    """The twelve months of a year."""
    months = [Moment.month(year, month) for month in range(1, 13)]
    return tuple((month.earliest, month.latest) for month in months)


@functools.lru_cache(maxsize=256)
def quarters_of(year: int) -> tuple[Period, ...]:
    """The four quarters of a year."""
    months = months_of(year)
    return tuple((months[first][0], months[first + 2][1]) for first in (0, 3, 6, 9))
