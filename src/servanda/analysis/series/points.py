"""A series: one measure of one actor or pair, period by period, as one source counts it."""

from __future__ import annotations

import datetime as dt
import re
from typing import Literal

import msgspec

from servanda.moments import Moment

Period = tuple[dt.date, dt.date]
Flow = Literal["exports", "imports", "growth"]

_YEAR = re.compile(r"(?P<year>1[6-9]\d\d|20\d\d)(?:\.0)?(?:\s*\[YR\d{4}\])?")
_MONTH = re.compile(r"(?P<year>1[6-9]\d\d|20\d\d)[-/ ]?[Mm]?(?P<month>0[1-9]|1[0-2]|[1-9])")
_QUARTER = re.compile(r"(?P<year>1[6-9]\d\d|20\d\d)[-/ ]?[Qq](?P<quarter>[1-4])")


class Series(msgspec.Struct, frozen=True, kw_only=True):
    """Values by period (first and last day); what the source does not give is not there.

    `actors` are codes; of a `flow` the first is the one who exports or imports, and a second is the partner. `source` names who counts.
    """

    measure: str
    flow: Flow | None
    unit: str
    actors: tuple[str, ...]
    source: str
    points: dict[Period, float]

    def at(self, period: Period) -> float | None:
        """The value of a period; of a year told in months or quarters their sum, where all are there and the unit adds up."""
        if period in self.points:
            return self.points[period]
        if self.unit in _RATES or self.measure in _LEVELS or not _is_year(period):
            return None
        for parts in (_quarters(period[0].year), _months(period[0].year)):
            values = [self.points[part] for part in parts if part in self.points]
            if len(values) == len(parts):
                return sum(values)
        return None


# Rates do not add up over a year, nor do states of affairs.
_RATES = frozenset({"percent", "percentage_points", "barrels_per_day", "megawatts"})
_LEVELS = frozenset({"population", "troops", "loan", "inflation", "unemployment", "price", "refugees", "prisoners"})


def read_period(words: str) -> Period | None:
    """The days of "2010", "2010 [YR2010]", "2010-05", "2010M5" or "2010Q2"; None for anything else."""
    text = words.strip()
    if match := _YEAR.fullmatch(text):
        moment = Moment.year(int(match["year"]))
        return moment.earliest, moment.latest
    if match := _QUARTER.fullmatch(text):
        return _quarters(int(match["year"]))[int(match["quarter"]) - 1]
    if match := _MONTH.fullmatch(text):
        return _months(int(match["year"]))[int(match["month"]) - 1]
    return None


def year_before(period: Period) -> Period:
    """The same period a year earlier."""
    if _is_year(period):
        moment = Moment.year(period[0].year - 1)
        return moment.earliest, moment.latest
    first = Moment.month(period[0].year - 1, period[0].month)
    last = Moment.month(period[1].year - 1, period[1].month)
    return first.earliest, last.latest


def _is_year(period: Period) -> bool:
    return period == (dt.date(period[0].year, 1, 1), dt.date(period[0].year, 12, 31))


def _months(year: int) -> list[Period]:
    months = [Moment.month(year, month) for month in range(1, 13)]
    return [(month.earliest, month.latest) for month in months]


def _quarters(year: int) -> list[Period]:
    months = _months(year)
    return [(months[first][0], months[first + 2][1]) for first in (0, 3, 6, 9)]
