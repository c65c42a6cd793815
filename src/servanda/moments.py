"""Dates known only within bounds: a point in time, and a state that lasts.

`Moment` and `Held` are never mixed: something that happened "in March" happened once in that month,
something that held "since March" held on every day after. Bounds are days of the proleptic Gregorian calendar.
"""

from __future__ import annotations

import calendar
import datetime as dt
import re

import msgspec

Day = dt.date

_PARTIAL = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")


class Moment(msgspec.Struct, frozen=True, order=True):
    """A point in time that lies between two days, both included.

    `earliest == latest` is a day known exactly. Raises ValueError where `earliest` is after `latest`.
    """

    earliest: Day
    latest: Day

    def __post_init__(self) -> None:
        """Refuse bounds in the wrong order."""
        if self.earliest > self.latest:
            msg = f"a moment cannot begin after it ends: {self.earliest} > {self.latest}"
            raise ValueError(msg)

    @classmethod
    def day(cls, year: int, month: int, day: int) -> Moment:
        """One day."""
        one = Day(year, month, day)
        return cls(one, one)

    @classmethod
    def month(cls, year: int, month: int) -> Moment:
        """Some day of a month."""
        return cls(Day(year, month, 1), Day(year, month, calendar.monthrange(year, month)[1]))

    @classmethod
    def year(cls, year: int) -> Moment:
        """Some day of a year."""
        return cls(Day(year, 1, 1), Day(year, 12, 31))

    @classmethod
    def parse(cls, text: str) -> Moment:
        """Read `2001`, `2001-07` or `2001-07-16`; ValueError for anything else, impossible days included."""
        match = _PARTIAL.fullmatch(text.strip())
        if match is None:
            msg = f"not a date of the form 2001, 2001-07 or 2001-07-16: {text!r}"
            raise ValueError(msg)
        year, month, day = match.groups()
        if day:
            return cls.day(int(year), int(month), int(day))
        return cls.month(int(year), int(month)) if month else cls.year(int(year))

    @property
    def exact(self) -> bool:
        """Whether the day itself is known."""
        return self.earliest == self.latest

    @property
    def precision(self) -> str:
        """`day`, `month`, `year`, or `interval` for any other bounds."""
        if self.exact:
            return "day"
        if self == Moment.month(self.earliest.year, self.earliest.month):
            return "month"
        return "year" if self == Moment.year(self.earliest.year) else "interval"

    def overlaps(self, other: Moment) -> bool:
        """Whether the two could be the same point."""
        return self.earliest <= other.latest and other.earliest <= self.latest

    def within(self, other: Moment) -> bool:
        """Whether this lies in `other` whatever its true day."""
        return other.earliest <= self.earliest and self.latest <= other.latest

    def before(self, other: Moment) -> bool | None:
        """Whether this certainly comes first; None where the bounds leave it open."""
        if self.latest < other.earliest:
            return True
        return False if self.earliest >= other.latest else None

    def spanning(self, other: Moment) -> Moment:
        """The narrowest moment that covers both."""
        return Moment(min(self.earliest, other.earliest), max(self.latest, other.latest))

    def isoformat(self) -> str:
        """`2001-07-16`, `2001-07`, `2001`, or `earliest/latest`; `Moment.parse` reads the first three."""
        first = self.earliest.isoformat()
        cut = {"day": 10, "month": 7, "year": 4}.get(self.precision)
        return first[:cut] if cut else f"{first}/{self.latest.isoformat()}"


class Held(msgspec.Struct, frozen=True):
    """A state that held from one moment to another; `until=None` means that no end is known.

    Raises ValueError where it would certainly end before it began.
    """

    since: Moment
    until: Moment | None

    def __post_init__(self) -> None:
        """Refuse a state that ends before it begins."""
        if self.until is not None and self.until.latest < self.since.earliest:
            msg = f"a state cannot end before it begins: {self.since.isoformat()} > {self.until.isoformat()}"
            raise ValueError(msg)

    def on(self, day: Day) -> bool | None:
        """Whether it held on a day: True, False, or None where the bounds leave it open."""
        if day < self.since.earliest or (self.until is not None and day > self.until.latest):
            return False
        begun = day >= self.since.latest
        ended = self.until is not None and day >= self.until.earliest
        return True if begun and not ended else None
