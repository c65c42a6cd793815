"""From one date to another: "from 1991 to 1994", "between May and July 2003", "July 30-August 2, 2001"."""

from __future__ import annotations

import re
from collections.abc import Callable

from servanda.dating.absolute import read_cued_month, read_cued_year, read_day_month, read_month_day
from servanda.dating.calendar_words import DASH, GAP
from servanda.dating.mentions import UNKNOWN, Anchor, Bounds, Core, Source
from servanda.dating.numeric import read_figures
from servanda.dating.partial import read_century, read_decade, read_part, read_quarter, read_season
from servanda.dating.relative import read_relative, read_weekday

_OPENING = re.compile(rf"(from|between){GAP}(?:the{GAP}years?{GAP}|about{GAP})?")
_TO = re.compile(rf"(?:{DASH}|,?{GAP}(?:up{GAP})?(?:to|until|till|through|thru){GAP})")
_AND = re.compile(rf"{GAP}and{GAP}")
_ON = re.compile(rf"{GAP}(?:on(?:wards?)?|forwards?)(?![a-z])(?!{GAP}(?:the|a|an|its|his|their)(?![a-z]))")

DASHES = frozenset("-–—‑−")
CALENDAR = (
    read_figures,
    read_month_day,
    read_day_month,
    read_part,
    read_decade,
    read_century,
    read_quarter,
    read_season,
    read_cued_month,
    read_cued_year,
)
ANY = (*CALENDAR, read_relative, read_weekday)


def read_any(source: Source, pos: int, anchor: Anchor) -> Core | None:
    """Any date after a word that only a date follows."""
    for read in ANY:
        core = read(source, pos, anchor)
        if core is not None:
            return core
    return None


def read_opened_range(source: Source, pos: int, anchor: Anchor) -> Core | None:
    """A range with its first word, or a beginning without an end ("from 2002 on")."""
    opening = _OPENING.match(source.low, pos)
    if opening is None:
        return None
    first = read_any(source, opening.end(), anchor)
    if first is None or first.kind in ("name", "duration"):
        return None
    is_from = opening[1] == "from"
    if first.kind == "range":  # "from July 15 to 18"; with a dash the range does without "from"
        dashed = DASHES.intersection(source.text[opening.end() : first.end])
        return None if dashed else Core(first.end, "range", first.bounds, first.grain, first.of_year, is_from)
    onwards = _ON.match(source.low, first.end) if is_from else None
    if onwards:
        return begin(first, onwards.end())
    return join(source, first, _TO if is_from else _AND, anchor, held=is_from)


def begin(core: Core, end: int) -> Core:
    """A state that begins with a date and whose end is not told."""
    of_year = core.of_year
    later: Callable[[int], Bounds] | None = None
    if of_year is not None:
        whole = of_year

        def later(year: int) -> Bounds:
            return whole(year)[0], None

    return Core(end, "open", (core.bounds[0], None), core.grain, later, held=True)


def read_joined(source: Source, first: Core, anchor: Anchor) -> Core | None:
    """A range without a first word: two dates of one kind joined by a dash or "to"."""
    if first.grain not in ("day", "month", "year") or first.kind not in ("day", "month", "year"):
        return None
    joined = join(source, first, _TO, anchor, held=True)
    if joined is None and first.kind == "month" and first.of_year is not None:
        joined = join(source, first, _AND, anchor, held=False)
        return joined if joined is not None and joined.of_year is None else None
    return joined


def read_month_pair(source: Source, pos: int, anchor: Anchor) -> Core | None:
    """Two months with one year or a dash ("May and July 2003", "May-July"): neither needs another word to show that it is a month."""
    first = read_cued_month(source, pos, anchor)
    if first is None or first.of_year is None:
        return None
    joined = read_joined(source, first, anchor)
    dashed = source.text[first.end : first.end + 1] in DASHES
    return joined if joined is not None and (dashed or joined.of_year is None) else None


def join(source: Source, first: Core, joint: re.Pattern[str], anchor: Anchor, *, held: bool) -> Core | None:
    """Two dates as one range; a year told once counts for both."""
    between = joint.match(source.low, first.end)
    if between is None:
        return None
    calendar = first.kind in ("day", "month", "year")
    last = next((core for read in (CALENDAR if calendar else ANY) if (core := read(source, between.end(), anchor))), None)
    if (
        last is None
        or last.kind in ("name", "duration", "range")
        or (calendar and last.kind not in ("day", "month", "year", "partial", "decade"))
    ):
        return None
    if calendar and "year" in (first.kind, last.kind) and first.kind != last.kind:
        return None
    if first.of_year is not None and last.of_year is not None:
        start, stop = first.of_year, last.of_year
        return Core(last.end, "range", UNKNOWN, "day", lambda year: _ordered(start, stop(year), year), held)
    if first.of_year is not None:
        stopped = last.bounds[0]
        bounds = UNKNOWN if stopped is None else _ordered(first.of_year, last.bounds, stopped.year)
    elif last.of_year is not None:
        begun = first.bounds[0]
        bounds = UNKNOWN if begun is None else _after(first.bounds, last.of_year, begun.year)
    else:
        bounds = first.bounds[0], last.bounds[1]
    if None not in bounds and _backwards(bounds):
        return None
    return Core(last.end, "range", bounds, "day", held=held)


def _backwards(bounds: Bounds) -> bool:
    return bounds[0] is not None and bounds[1] is not None and bounds[0] > bounds[1]


def _ordered(start: Callable[[int], Bounds], stop: Bounds, year: int) -> Bounds:
    """From a date of a year to a known end, beginning the year before where it must ("from December to January 2001")."""
    whole = start(year)[0], stop[1]
    if _backwards(whole):
        whole = start(year - 1)[0], stop[1]
    return UNKNOWN if None in whole else whole


def _after(start: Bounds, stop: Callable[[int], Bounds], year: int) -> Bounds:
    whole = start[0], stop(year)[1]
    if _backwards(whole):
        whole = start[0], stop(year + 1)[1]
    return whole
