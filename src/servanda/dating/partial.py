"""Parts of longer times: "early 2019", "the first quarter", "mid-July", "the 1960s", "the 20th century", "spring 1997".

How long "early" or "late" lasts is a convention, written down here once: thirds of the unit. "The end of" a year is its
last quarter, of a month its last third.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable

from servanda.dating.absolute import read_cued_month, read_cued_year, read_day_month, read_month_day, read_year_tail
from servanda.dating.calendar_words import (
    DASH,
    GAP,
    ORDINAL,
    SEASON,
    SMALL_NUMBERS,
    YEAR,
    day_number,
    days_between,
    span,
    unit_around,
    whole_season,
    years_between,
)
from servanda.dating.mentions import UNKNOWN, Anchor, Bounds, Core, Source
from servanda.dating.relative import read_relative_unit
from servanda.dating.settling import spread
from servanda.dating.traps import before

# Part of a unit -> (first, last) twelfths of a year, days of a month (0 its last), years of a decade or century.
_YEAR_PARTS = {"early": (1, 4), "mid": (5, 8), "late": (9, 12), "start": (1, 3), "end": (10, 12), "half1": (1, 6), "half2": (7, 12)}
_MONTH_PARTS = {"early": (1, 10), "mid": (11, 20), "late": (21, 0), "start": (1, 10), "end": (21, 0), "half1": (1, 15), "half2": (16, 0)}
_DECADE_PARTS = {"early": (0, 3), "mid": (4, 6), "late": (7, 9), "start": (0, 2), "end": (8, 9), "half1": (0, 4), "half2": (5, 9)}
_CENTURY_PARTS = {
    "early": (0, 32),
    "mid": (33, 66),
    "late": (67, 99),
    "start": (0, 9),
    "end": (90, 99),
    "half1": (0, 49),
    "half2": (50, 99),
}
_PART_WORDS = {
    "early": "early", "mid": "mid", "middle": "mid", "late": "late", "beginning": "start", "start": "start", "outset": "start",
    "opening": "start", "dawn": "start", "end": "end", "close": "end", "closing": "end", "final": "end", "turn": "start",
    "first half": "half1", "second half": "half2", "latter half": "half2", "last half": "half2",
}  # fmt: skip

_THE = rf"(?:the{GAP})?"
_PART = re.compile(
    rf"{_THE}(?:very{GAP})?(?:(early|late)(?:{GAP}in)?[\s-]{{1,3}}{_THE}|(mid)(?:[\s–-]{{1,2}}|(?=[0-9]))(?:the{GAP})?|(?:(?:early|first|opening|initial){GAP}(?:days|weeks|months|years|part)"
    rf"{GAP}of{GAP}{_THE})|(?:(?:last|final|closing|latter|later){GAP}(?:days|weeks|months|years|part){GAP}of{GAP}{_THE})"
    rf"|(beginning|start|outset|opening|middle|end|close|first{GAP}half|second{GAP}half|latter{GAP}half|last{GAP}half){GAP}of{GAP}{_THE})"
)
_QUARTER = re.compile(
    rf"{_THE}(?:(first|second|third|fourth|last|final|1st|2nd|3rd|4th)(?:{GAP}|-)(quarter|half-year|half{GAP}year|half|trimester|semester|(?:two|three|four|five|six|seven|eight|nine|ten|eleven|[2-9]|1[01]){GAP}months)(?![a-z-])|(q[1-4]|h[12])(?![a-z0-9]))"
)
_OF_YEAR = re.compile(rf"(?:{GAP}(?:of|in){GAP}|{GAP})(?:the{GAP}(?:year|calendar{GAP}year)(?![a-z]))")
_QUARTER_OF_WHAT = re.compile(
    rf"{GAP}of{GAP}(?!(?:the{GAP})?year|[12][0-9]{{3}}|this|last|next|that|fiscal)|{GAP}(?:final|finals|century|mile|hour|pounder|time|point)"
)
_DECADE = re.compile(
    rf"{_THE}(?:((?:1[4-9]|20|21)[0-9]0)[’']?s|[’'‘]([2-9]0)s|(nineteen-)?(twenties|thirties|forties|fifties|sixties|seventies|eighties|nineties))(?![a-z])"
)
_DECADE_WORDS = {
    w: 10 * n for n, w in enumerate(["twenties", "thirties", "forties", "fifties", "sixties", "seventies", "eighties", "nineties"], start=2)
}
_CENTURY = re.compile(rf"{_THE}(?:([1-9]|1[0-9]|2[0-9])(?:st|nd|rd|th)|({ORDINAL}))(?:{GAP}|-)centur(?:y|ies)(?![a-z])")
_SEASON = re.compile(rf"{_THE}({SEASON})(?:(?:{GAP}(?:of|in){GAP}|,?{GAP}|-)({YEAR})(?:{DASH}([0-9]{{2}}|[0-9]{{4}})(?![0-9a-z]))?)?")
_SEASON_CUE = re.compile(r"(?:^|[^a-z])(?:in|since|until|during|by|throughout|before|after|of)\s(?:the\s|early\s|late\s)?\Z")
_FISCAL = re.compile(rf"{_THE}(?:fiscal(?:{GAP}year)?|financial{GAP}year|fy){GAP}?([12][0-9]{{3}})(?![0-9])")
_AGE_BEFORE = re.compile(r"(?:his|her|their|its|my|your)\s(?:early\s|late\s|mid[\s-]?)?\Z|(?:temperatures?|speeds?)[^.]{0,20}\Z")
# The turn of a century is vague: a decade before and one after.
_TURN = re.compile(
    rf"{_THE}turn{GAP}of{GAP}(?:the{GAP}(?:last{GAP}|present{GAP}|new{GAP})?(?:century|millennium)|this{GAP}century)(?![a-z])"
)
_WEEK_OF = re.compile(rf"(?:the{GAP}|that{GAP})?week{GAP}(of|beginning|starting|from)(?:{GAP}on)?{GAP}")
_YEAR_TO = re.compile(
    rf"(?:(?:in|over|during|for){GAP})?{_THE}(?:year|twelve{GAP}months|12{GAP}months){GAP}(?:to|ending(?:{GAP}in)?|ended(?:{GAP}in)?){GAP}(?:the{GAP}end{GAP}of{GAP})?"
)
_UNIT_ITSELF = re.compile(r"(year|month|century|decade)(?![a-z])")


def read_part(source: Source, pos: int, anchor: Anchor) -> Core | None:
    """A part of a longer time that follows it in the text ("the end of 2005", "mid-July")."""
    match = _PART.match(source.low, pos)
    if match is None:
        return None
    word = re.sub(r"\s+", " ", (match[1] or match[2] or match[3] or "").strip())
    if not word:
        word = "early" if re.search(r"(?:early|first|opening|initial)\s", match[0]) else "late"
    inner = _inner(source, match.end(), anchor)
    return None if inner is None else cut(inner, _PART_WORDS[word])


def _inner(source: Source, pos: int, anchor: Anchor) -> Core | None:
    for read in (read_decade, read_century, read_cued_month, read_cued_year, read_relative_unit, read_season, read_quarter):
        core = read(source, pos, anchor)
        if core is not None and core.kind not in ("name", "ambiguous") and core.grain != "day":
            return core
    match = _UNIT_ITSELF.match(source.low, pos)
    if match is None or not source.low[pos - 4 : pos].startswith("the"):
        return None
    counted = anchor.published or anchor.context
    return Core(match.end(), "relative", spread(counted, lambda day: unit_around(day, match[1])), match[1])


def cut(core: Core, part: str) -> Core:
    """The part of a date's bounds, or of its bounds in whatever year it turns out to be."""
    of_year = core.of_year
    narrowed: Callable[[int], Bounds] | None = None
    if of_year is not None:
        whole = of_year

        def narrowed(year: int) -> Bounds:
            return _cut_bounds(whole(year), core.grain, part)

    return Core(core.end, "partial", _cut_bounds(core.bounds, core.grain, part), "day", narrowed)


def _cut_bounds(bounds: Bounds, grain: str, part: str) -> Bounds:
    first, last = bounds
    if first is None or last is None:
        return bounds
    if grain == "year":
        low, high = _YEAR_PARTS[part]
        return days_between((first.year, low, 1), (last.year, high, 0))
    if grain == "month":
        low, high = _MONTH_PARTS[part]
        return days_between((first.year, first.month, low), (last.year, last.month, high))
    if grain in ("decade", "century"):
        low, high = (_DECADE_PARTS if grain == "decade" else _CENTURY_PARTS)[part]
        last_begins = last.year - (9 if grain == "decade" else 99)
        return years_between(first.year + low, last_begins + high)
    # Any other length: thirds or halves of its days, rounded outwards.
    low, high = _YEAR_PARTS[part]
    days = (last - first).days
    return first + dt.timedelta(days=days * (low - 1) // 12), first + dt.timedelta(days=-(-days * high // 12))


_QUARTER_WORDS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "1st": 1, "2nd": 2, "3rd": 3, "4th": 4}
_QUARTER_MONTHS = {"quarter": 3, "half": 6, "trimester": 4, "semester": 6}


def read_quarter(source: Source, pos: int, anchor: Anchor) -> Core | None:
    """A quarter or half of a year ("the first quarter of 2001", "the second half-year", "Q3 2019")."""
    match = _QUARTER.match(source.low, pos)
    if match is None:
        return None
    if match[3]:
        length, number = (3 if match[3][0] == "q" else 6), int(match[3][1])
    else:
        word = match[2].split("-")[0].split()[0]
        length = int(word) if word.isdigit() else SMALL_NUMBERS[word] if word in SMALL_NUMBERS else _QUARTER_MONTHS[word]
        number = _QUARTER_WORDS.get(match[1], 0)
    months = bool(match[2]) and match[2].endswith("months")
    if number * length > 12 or (months and number > 1):
        return None
    first = length * (number - 1) + 1 if number else 13 - length

    def of_year(year: int) -> Bounds:
        return days_between((year, first, 1), (year, first + length - 1, 0))

    kind = "quarter" if length == 3 and not months else "partial"
    whose = _OF_YEAR.match(source.low, match.end())
    if whose:
        return Core(whose.end(), kind, UNKNOWN, "quarter", of_year)
    found = read_year_tail(source, match.end(), anchor)
    if found is None:
        needs_more = match[3] or months or match[2] == "half"
        if needs_more or match[1] in ("last", "final") or _QUARTER_OF_WHAT.match(source.low, match.end()):
            return None
        return Core(match.end(), kind, UNKNOWN, "quarter", of_year)
    end, years = found
    return Core(end, kind, UNKNOWN if years is None else span(of_year(years[0]), of_year(years[1])), "quarter")


def read_decade(source: Source, pos: int, anchor: Anchor) -> Core | None:
    """A decade ("the 1960s", "the nineties")."""
    match = _DECADE.match(source.low, pos)
    if match is None or _AGE_BEFORE.search(before(source, pos)):
        return None
    if match[1]:
        first = int(match[1])
    else:
        short = int(match[2]) if match[2] else _DECADE_WORDS[match[4]]
        if (not match[2] and not match[3] and not match[0].startswith("the") and before(source, pos, 4) != "the ") and not re.search(
            r"(?:the|early|late|mid)[\s-]\Z", before(source, pos, 8)
        ):
            return None
        found = 1900 + short if short >= 40 or match[3] else _short_decade(short, anchor)
        if found is None:
            return Core(match.end(), "decade", UNKNOWN, "decade")
        first = found
    if first % 100 == 0 and source.low[match.start(1) :].startswith(f"{first}s"):
        # "the 1900s" may be the decade or the century.
        return Core(match.end(), "decade", years_between(first, first + (9 if first >= 2000 else 99)), "decade")
    return Core(match.end(), "decade", years_between(first, first + 9), "decade")


def _short_decade(short: int, anchor: Anchor) -> int | None:
    """The twenties and thirties of the last century lie as near as those of this one, so only an old text settles them."""
    if anchor.published is None or anchor.published.latest.year >= 2000:
        return None
    return 1900 + short


def read_century(source: Source, pos: int, anchor: Anchor) -> Core | None:
    """A century by its number ("the 20th century")."""
    del anchor
    match = _CENTURY.match(source.low, pos)
    if match is None:
        return None
    number = int(match[1]) if match[1] else day_number(match[2])
    return Core(match.end(), "partial", years_between(100 * number - 99, 100 * number), "century")


def read_season(source: Source, pos: int, anchor: Anchor) -> Core | None:
    """A season with its year, or after a word that only a date follows ("in the spring")."""
    match = _SEASON.match(source.low, pos)
    if match is None:
        return None
    season = match[1]
    if match[2]:
        return _season_of(match)
    found = read_year_tail(source, match.end(), anchor)
    if found is not None:
        end, years = found
        bounds = UNKNOWN if years is None else span(whole_season(years[0], season), whole_season(years[1], season))
        return Core(end, "season", bounds, "season")
    cued = _SEASON_CUE.search(before(source, pos, 16))
    if not cued or source.low[match.end() : match.end() + 3].strip().startswith(("of", "-")) or season == "fall":
        return None
    return Core(match.end(), "season", UNKNOWN, "season", lambda year: whole_season(year, season))


def _season_of(match: re.Match[str]) -> Core:
    """A season of a year, or a winter named by both of its years."""
    season, year = match[1], int(match[2])
    if match[3] and season == "winter" and int(match[3]) % 100 == (year + 1) % 100:
        return Core(match.end(), "season", days_between((year, 12, 1), (year + 1, 2, 0)), "season")
    return Core(match.end(2), "season", whole_season(year, season), "season")


def read_fiscal(source: Source, pos: int, anchor: Anchor) -> Core | None:
    """A fiscal year: it may begin up to nine months before its year or end as late after, from country to country."""
    del anchor
    match = _FISCAL.match(source.low, pos)
    if match is None:
        return None
    year = int(match[1])
    return Core(match.end(), "partial", days_between((year - 1, 4, 1), (year + 1, 3, 0)), "year")


def read_turn(source: Source, pos: int, anchor: Anchor) -> Core | None:
    """The turn of the century, as seen from publication or the story: ten years on either side of the nearest one before."""
    match = _TURN.match(source.low, pos)
    if match is None:
        return None
    counted = anchor.published or anchor.context

    def around(day: dt.date) -> Bounds:
        last = day.year // 100 * 100 - (100 if "last" in match[0] else 0)
        return years_between(last - 10, last + 10)

    return Core(match.end(), "partial", spread(counted, around), "decade")


def read_week_of(source: Source, pos: int, anchor: Anchor) -> Core | None:
    """The week that holds a day, or that begins with it ("the week of 6 November"), from its Monday to its Sunday."""
    match = _WEEK_OF.match(source.low, pos)
    if match is None:
        return None
    day = read_month_day(source, match.end(), anchor) or read_day_month(source, match.end(), anchor)
    if day is None or day.kind != "day":
        return None

    def week(bounds: Bounds) -> Bounds:
        if bounds[0] is None:
            return bounds
        first = bounds[0] if match[1] != "of" else bounds[0] - dt.timedelta(days=bounds[0].weekday())
        return first, first + dt.timedelta(days=6)

    of_year = day.of_year
    return Core(day.end, "range", week(day.bounds), "day", (lambda year: week(of_year(year))) if of_year else None)


def read_year_to(source: Source, pos: int, anchor: Anchor) -> Core | None:
    """The twelve months that end with a month ("the year to June 2024")."""
    match = _YEAR_TO.match(source.low, pos)
    month = read_cued_month(source, match.end(), anchor) if match else None
    if month is None or month.grain != "month" or month.bounds[1] is None:
        return None
    last = month.bounds[1]
    first = dt.date(last.year - (last.month < 12), last.month % 12 + 1, 1)
    return Core(month.end, "range", (first, last), "day")
