"""Lengths of time as treaties give them: months and days, added to a day as lawyers count.

A period of months ends on the day of the same number; where the month has none, on its last day. A delay of
"thirty days after" counts the day after the event as the first.
"""

from __future__ import annotations

import calendar
import re
from typing import Literal

import msgspec

from servanda.moments import Day

DelayFrom = Literal["date", "first_day_of_month_following", "first_day_of_year_following"]

_ISO = re.compile(r"P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?")
LAST_YEAR = Day.max.year


class Period(msgspec.Struct, frozen=True):
    """A length of time; a year is twelve months, a week seven days."""

    months: int = 0
    days: int = 0

    @classmethod
    def parse(cls, text: str) -> Period:
        """Read an ISO 8601 duration of years, months, weeks and days (`P1Y`, `P6M`, `P30D`); ValueError for anything else."""
        match = _ISO.fullmatch(text.strip())
        if match is None or not any(match.groups()):
            msg = f"not a length of time such as P1Y, P6M or P30D: {text!r}"
            raise ValueError(msg)
        years, months, weeks, days = (int(part or 0) for part in match.groups())
        return cls(12 * years + months, 7 * weeks + days)

    def times(self, count: int) -> Period:
        """The same length, `count` times."""
        return Period(self.months * count, self.days * count)

    def after(self, day: Day) -> Day:
        """The day that lies this long after `day`."""
        return Day.fromordinal(_shift(day, self.months).toordinal() + self.days)

    def before(self, day: Day) -> Day:
        """The day that lies this long before `day`."""
        return Day.fromordinal(_shift(day, -self.months).toordinal() - self.days)

    def __str__(self) -> str:
        years, months = divmod(self.months, 12)
        parts = [(years, "Y"), (months, "M"), (self.days, "D")]
        return "P" + ("".join(f"{n}{unit}" for n, unit in parts if n) or "0D")

    def in_words(self) -> str:
        """The length in plain English: `one year`, `6 months`, `30 days`."""
        years, months = divmod(self.months, 12)
        parts = [(years, "year"), (months, "month"), (self.days, "day")]
        words = [f"{'one' if n == 1 else n} {unit}{'' if n == 1 else 's'}" for n, unit in parts if n]
        return " and ".join(words) or "no time"


def eve(day: Day) -> Day:
    """The day before."""
    return Day.fromordinal(day.toordinal() - 1)


def delayed(day: Day, delay: Period | None, counted: DelayFrom) -> Day:
    """The day on which a delay after `day` is over.

    `first_day_of_month_following`: the delay is added first, then the first day of the next month is taken; "the first
    day of the second month following" is one month, counted so. `first_day_of_year_following` does the same with years: a notice of
    six months that works "at the end of the calendar year" is over on 1 January after the six months.
    """
    reached = delay.after(day) if delay else day
    if counted == "date":
        return reached
    if counted == "first_day_of_year_following":
        return Day(reached.year + 1, 1, 1)
    return _shift(reached.replace(day=1), 1)


def _shift(day: Day, months: int) -> Day:
    """`day` moved by whole months, cut to the length of the month it comes to."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return Day(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))
