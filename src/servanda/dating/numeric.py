"""Dates in figures: 2001-07-16, 16.07.2001, 07/20/2001, and which of two figures is the month."""

from __future__ import annotations

import re

from servanda.dating.calendar_words import span, whole_day, whole_month
from servanda.dating.mentions import UNKNOWN, Anchor, Bounds, Core, Order, Source

_ISO = re.compile(r"([12][0-9]{3})([-/.‑])(0[1-9]|1[0-2])\2(0[1-9]|[12][0-9]|3[01])(?![0-9]|[-/.,][0-9])")
_FIGURES = re.compile(r"(0?[1-9]|[12][0-9]|3[01])([-/.‑])(0?[1-9]|[12][0-9]|3[01])\2([12][0-9]{3})(?![0-9a-z]|[-/.,][0-9])")
_SHORT = re.compile(r"(0[1-9]|[12][0-9]|3[01]|[1-9])/(0[1-9]|[12][0-9]|3[01]|[1-9])/([0-9]{2})(?![0-9a-z%]|[-/.,][0-9])")
_GLUE = re.compile(r"[0-9a-z_@$€£/]\Z|[0-9][-.,:]\Z")
_ANY_FIGURES = re.compile(r"(?<![0-9/.-])([0-9]{1,2})([-/])([0-9]{1,2})\2[12][0-9]{3}(?![0-9/-])")


def settles_order(text: str) -> Order | None:
    """Whether a document writes month or day first, told by a date such as 07/20/2001 in it; None where none tells or they differ."""
    orders: set[Order] = set()
    for match in _ANY_FIGURES.finditer(text):
        first, second = int(match[1]), int(match[3])
        if first <= 12 < second <= 31:
            orders.add("mdy")
        elif second <= 12 < first <= 31:
            orders.add("dmy")
    return orders.pop() if len(orders) == 1 else None


def read_figures(source: Source, pos: int, anchor: Anchor) -> Core | None:
    """A day written in figures; where day and month could change places, the bounds take in both readings."""
    if _GLUE.search(source.low[max(0, pos - 2) : pos]):
        return None
    match = _ISO.match(source.low, pos)
    if match:
        return Core(match.end(), "day", whole_day(int(match[1]), int(match[3]), int(match[4])))
    match = _FIGURES.match(source.low, pos)
    if match:
        order = "dmy" if match[2] == "." else anchor.order
        return _day(int(match[1]), int(match[3]), int(match[4]), order, match.end())
    match = _SHORT.match(source.low, pos)
    if match:
        year = _whole_year_of(int(match[3]), anchor)
        if year is None:
            return Core(match.end(), "day", UNKNOWN)
        return _day(int(match[1]), int(match[2]), year, anchor.order, match.end())
    return None


def _day(first: int, second: int, year: int, order: str | None, end: int) -> Core | None:
    month_first, day_first = _if_month(year, first, second), _if_month(year, second, first)
    if month_first == UNKNOWN or (order == "dmy" and day_first != UNKNOWN):
        return Core(end, "day", day_first) if day_first != UNKNOWN else None
    if day_first == UNKNOWN or order == "mdy" or month_first == day_first:
        return Core(end, "day", month_first)
    return Core(end, "ambiguous", span(month_first, day_first))


def _if_month(year: int, month: int, day: int) -> Bounds:
    return whole_day(year, month, day) if whole_month(year, month) != UNKNOWN and month <= 12 else UNKNOWN


def _whole_year_of(short: int, anchor: Anchor) -> int | None:
    """The century that brings a two-figure year nearest to publication, at most ten years after it."""
    if anchor.published is None:
        return None
    now = anchor.published.latest.year
    year = now - now % 100 + short
    return year - 100 if year > now + 10 else year
