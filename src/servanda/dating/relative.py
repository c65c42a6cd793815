"""Dates counted from another: "yesterday", "last Tuesday", "two weeks ago", "the same day", "a year earlier"."""

from __future__ import annotations

import datetime as dt
import math
import re
from collections.abc import Callable

from servanda.dating.calendar_words import (
    GAP,
    MONTH,
    NUMBER,
    SEASON,
    UNIT,
    WEEKDAY_FULL,
    WEEKDAY_NUMBERS,
    count,
    month_number,
    months_on,
    unit_around,
    whole_month,
    whole_season,
    years_between,
)
from servanda.dating.mentions import UNKNOWN, Anchor, Bounds, Core, Source
from servanda.dating.settling import read_tense, spread
from servanda.dating.traps import is_capital

_ONE = dt.timedelta(days=1)
_DAY_WORDS = {
    "the day before yesterday": -2, "yesterday": -1, "today": 0, "tonight": 0, "tomorrow": 1, "the day after tomorrow": 2,
    "this morning": 0, "this afternoon": 0, "this evening": 0,
}  # fmt: skip
_DAY_WORD = re.compile(
    rf"(?:the{GAP}day{GAP}before{GAP}yesterday|yesterday|(?:earlier{GAP}|later{GAP})?today|tonight|the{GAP}day{GAP}after{GAP}tomorrow|tomorrow"
    rf"|this{GAP}(?:morning|afternoon|evening))(?![a-z])"
)
# "Overnight strikes" are those of last night; "an overnight train" and "overnight on Sunday" are not.
_OVERNIGHT = re.compile(
    r"overnight(?=[,.;:)]|\s*\Z|\s+(?:in|at|by|near|after|and|as|that|against|strikes?|raids?|attacks?|shelling|clashes|fighting|bombing|talks|violence)(?![a-z]))"
)
_UNIT_WORD = re.compile(
    rf"(?:(this(?:{GAP}past|{GAP}coming)?|last|next|the{GAP}past|the{GAP}coming|the{GAP}current|the{GAP}present|the{GAP}new|the{GAP}last){GAP}"
    r"(week|weekend|month|year|decade|century|quarter|night|millennium))(?![a-z-])(?!\s(?:of|or so)(?![a-z]))"
)
_SO_FAR = re.compile(
    rf"(earlier|later|so{GAP}far|early|late){GAP}(this|in{GAP}the|the{GAP}same|that(?:{GAP}same)?){GAP}(week|month|year|day|decade)(?![a-z])"
)
_NAMED = re.compile(rf"(this|last|next|this{GAP}past|this{GAP}coming|the{GAP}coming){GAP}({MONTH}|{SEASON}|{WEEKDAY_FULL})")
_WEEKDAY = re.compile(rf"({WEEKDAY_FULL})(?:[’']s)?")
_REPEATED = re.compile(r"(?:each|every)\s\Z")
_AGO = re.compile(
    rf"(?:(more{GAP}than|over|at{GAP}least|less{GAP}than|under|nearly|almost|about|around|roughly|some|just|only|exactly){GAP})?({NUMBER})(?:{GAP}|-)({UNIT}){GAP}ago(?![a-z])"
)
_SOME_AGO = re.compile(
    rf"(?:(?:many|just|mere){GAP})?(minutes|hours|days|weeks|months|years|decades|centuries|generations){GAP}ago(?![a-z])"
)
_HOURS_AGO = re.compile(rf"(?:{NUMBER}){GAP}(?:hour|minute)s?{GAP}ago(?![a-z])")
_VAGUE = re.compile(
    rf"(?:recently|lately|(?:not{GAP})?(?:so{GAP})?long{GAP}ago|in{GAP}recent{GAP}(?:days|weeks|months|years|decades|times)|over{GAP}recent{GAP}(?:days|weeks|months|years)"
    rf"|(?:during|of|over|for|throughout){GAP}recent{GAP}(?:days|weeks|months|years|decades)|the{GAP}other{GAP}day)(?![a-z])"
)
_PAST_SPAN = re.compile(
    rf"(?:in|over|during|for|throughout|within){GAP}(?:the{GAP}|these{GAP})?(past|last|preceding|previous|next|coming|following){GAP}(?:({NUMBER}){GAP})?({UNIT})(?!{GAP}of(?![a-z]))"
)
_STORY = re.compile(
    rf"(?:(?:the{GAP}(?:very{GAP})?same|that|that{GAP}same){GAP}(day|evening|night|week|month|year|decade|century)"
    rf"|the{GAP}(next|following|previous|preceding){GAP}(day|week|month|year|decade|morning)|the{GAP}day{GAP}(before|after)(?!{GAP}(?:yesterday|tomorrow))"
    rf"|the{GAP}(week|month|year){GAP}(before|after)(?=[.,;:)]|\s*\Z))(?![a-z-])"
)
_LATER = re.compile(
    rf"(?:(more{GAP}than|over|less{GAP}than|nearly|almost|about|just|only|some|exactly){GAP})?({NUMBER}){GAP}({UNIT}){GAP}(later|earlier|before|after|previously)(?![a-z])"
    rf"(?!{GAP}than(?![a-z]))(?:(?<!before)(?<!after)|(?=[.,;:!?]|$))"
)
_MONTHS_OF = {"month": 1, "quarter": 3, "year": 12, "decade": 120, "generation": 300, "century": 1200, "millennium": 12000}
_DAYS_OF = {"day": 1, "night": 1, "week": 7, "fortnight": 14}


def read_relative(source: Source, pos: int, anchor: Anchor) -> Core | None:
    """A date counted from publication or from the last date of the story; unknown, with its words, where that is missing."""
    for read in (
        _read_day_word,
        _read_so_far,
        read_relative_unit,
        _read_named,
        _read_some_ago,
        _read_ago,
        _read_vague,
        _read_past_span,
        _read_story,
        _read_later,
    ):
        core = read(source, pos, anchor)
        if core is not None:
            return core
    return None


def _read_day_word(source: Source, pos: int, anchor: Anchor) -> Core | None:
    if match := _OVERNIGHT.match(source.low, pos):
        return Core(match.end(), "relative", spread(anchor.published, lambda day: (day - _ONE, day)))
    match = _DAY_WORD.match(source.low, pos)
    if match is None:
        return None
    words = re.sub(r"\s+", " ", match[0]).removeprefix("earlier ").removeprefix("later ")
    shift = dt.timedelta(days=_DAY_WORDS[words])
    return Core(match.end(), "relative", spread(anchor.published, lambda day: (day + shift, day + shift)))


def read_relative_unit(source: Source, pos: int, anchor: Anchor) -> Core | None:
    """This, last or next week, month, year and so on, counted from publication."""
    match = _UNIT_WORD.match(source.low, pos)
    if match is None:
        return None
    which, unit = match[1].split()[-1], match[2]
    shift = {"last": -1, "past": -1, "next": 1, "coming": 1}.get(which, 0)
    if which == "new":
        return _new(match.end(), unit, anchor)
    if (
        match[1].startswith("the") and which in ("past", "last") and unit not in ("night", "weekend")
    ):  # "the past year" runs up to today, "last year" ends in December
        back = _shifter(unit, -1)
        return Core(match.end(), "relative", spread(anchor.published, lambda day: (back(day), day)), unit)
    return Core(match.end(), "relative", spread(anchor.published, lambda day: _unit(day, unit, shift)), unit)


def _new(end: int, unit: str, anchor: Anchor) -> Core | None:
    """The new century, decade or year: the one that has begun within its first fifth, or is about to begin within one."""
    if unit not in ("century", "decade", "year", "millennium"):
        return None
    length = {"century": 100, "decade": 10, "year": 1, "millennium": 1000}[unit]

    def near(day: dt.date) -> Bounds:
        if length == 1:
            first = day.year + (day.month >= 10)
        else:
            offset = 0 if unit == "decade" else 1
            gone = (day.year - offset) % length
            first = day.year - gone + (length if gone > length * 4 // 5 else 0)
        return years_between(first, first + length - 1)

    return Core(end, "relative", spread(anchor.published, near), unit)


def _unit(day: dt.date, unit: str, shift: int) -> Bounds:
    if unit == "night":
        return day + shift * _ONE, day + max(shift, 0) * _ONE
    if unit in ("week", "weekend"):
        monday = day + (7 * shift - day.weekday()) * _ONE
        return monday + (5 if unit == "weekend" else 0) * _ONE, monday + 6 * _ONE
    if unit == "quarter":
        first = (day.month - 1) // 3 * 3 + 1 + 3 * shift
        return whole_month(day.year, first)[0], whole_month(day.year, first + 2)[1]
    return unit_around(months_on(day.replace(day=1), shift * _MONTHS_OF[unit]), unit)


def _read_so_far(source: Source, pos: int, anchor: Anchor) -> Core | None:
    match = _SO_FAR.match(source.low, pos)
    if match is None or match[1] in ("early", "late"):
        return None
    counted = anchor.context if match[2].endswith("same") or match[2].startswith("that") else anchor.published
    ahead, unit = match[1] == "later", match[3]

    def part(day: dt.date) -> Bounds:
        whole = (day, day) if unit == "day" else _unit(day, unit, 0)
        return (day, whole[1]) if ahead else (whole[0], day)

    return Core(match.end(), "relative", spread(counted, part), unit, held=match[1].startswith("so"))


def _read_named(source: Source, pos: int, anchor: Anchor) -> Core | None:
    match = _NAMED.match(source.low, pos)
    if match is None:
        return None
    which, name = match[1].split()[-1], match[2]
    if name[:3] in WEEKDAY_NUMBERS:
        weekday = WEEKDAY_NUMBERS[name[:3]]
        return Core(match.end(), "relative", spread(anchor.published, lambda day: _weekday(day, weekday, which)))
    if re.fullmatch(SEASON, name):
        if name == "fall" and which == "this" and source.low[match.end() : match.end() + 1] == "-":
            return None
        return Core(match.end(), "season", spread(anchor.published, lambda day: _which(day, which, lambda y: _season(y, name))), "season")
    if not is_capital(source, match.start(2)):
        return None
    month = month_number(name)
    return Core(match.end(), "month", spread(anchor.published, lambda day: _which(day, which, lambda y: whole_month(y, month))), "month")


def _season(year: int, season: str) -> Bounds:
    """The season that begins in a year: relative words choose one winter, so no second one is taken in."""
    return whole_season(year, season) if season != "winter" else (whole_month(year, 12)[0], whole_month(year + 1, 2)[1])


def _which(day: dt.date, which: str, of_year: Callable[[int], Bounds]) -> Bounds:
    """Last: the latest that has ended. Next: the first to begin. This: the one of the year, or the winter still going on."""
    years = [of_year(year) for year in (day.year - 1, day.year, day.year + 1)]
    if which in ("last", "past"):
        return next((b for b in reversed([of_year(day.year - 2), *years]) if b[1] is not None and b[1] < day), UNKNOWN)
    if which in ("next", "coming"):
        return next((b for b in years if b[0] is not None and b[0] > day), UNKNOWN)
    around = [b for b in years if b[0] is not None and b[1] is not None and b[0] <= day <= b[1]]
    return around[0] if around else years[1]


def _weekday(day: dt.date, weekday: int, which: str) -> Bounds:
    ahead = (weekday - day.weekday()) % 7
    if which in ("next", "coming"):
        chosen = day + dt.timedelta(days=ahead or 7)
    elif which == "this":
        chosen = day + dt.timedelta(days=weekday - day.weekday())
    elif which in ("last", "past"):
        chosen = day - dt.timedelta(days=(7 - ahead) % 7 or 7)
    else:
        chosen = day + dt.timedelta(days=ahead) if which == "ahead" else day - dt.timedelta(days=(7 - ahead) % 7)
    return chosen, chosen


def read_weekday(source: Source, pos: int, anchor: Anchor) -> Core | None:
    """A weekday by itself: the latest up to publication, or the next where the words look ahead."""
    match = _WEEKDAY.match(source.low, pos)
    if match is None or not is_capital(source, pos) or _REPEATED.search(source.low, max(0, pos - 8), pos):
        return None
    end = match.end(1)
    weekday = WEEKDAY_NUMBERS[match[1][:3]]
    which = "ahead" if read_tense(source, pos, end) == "future" else ""
    return Core(end, "relative", spread(anchor.published, lambda day: _weekday(day, weekday, which)))


def _shifter(unit: str, by: float, rounded: Callable[[float], int] = round) -> Callable[[dt.date], dt.date]:
    if unit in _DAYS_OF:
        return lambda day: day + dt.timedelta(days=rounded(by * _DAYS_OF[unit]))
    return lambda day: months_on(day, rounded(by * _MONTHS_OF[unit]))


def singular(unit: str) -> str:
    """The unit's name without its plural."""
    return "century" if unit.startswith("centur") else unit.removesuffix("s")


def _about(number: tuple[float, float], unit: str, direction: int, margin: float) -> Callable[[dt.date], Bounds]:
    """Some units on or back, give or take `margin` of one, rounded outwards."""
    least, most = max(number[0] - margin, 0), number[1] + margin
    outwards = (math.floor, math.ceil) if direction > 0 else (math.ceil, math.floor)
    near, far = _shifter(unit, direction * least, outwards[0]), _shifter(unit, direction * most, outwards[1])
    return lambda day: (min(near(day), far(day)), max(near(day), far(day)))


def _read_some_ago(source: Source, pos: int, anchor: Anchor) -> Core | None:
    """Uncounted units back ("decades ago"): at least one of them; hours reach into the day before at most."""
    if match := _HOURS_AGO.match(source.low, pos):
        return Core(match.end(), "relative", spread(anchor.published, lambda day: (day - _ONE, day)))
    match = _SOME_AGO.match(source.low, pos)
    if match is None:
        return None
    unit = singular(match[1])
    if unit in ("minute", "hour"):
        return Core(match.end(), "relative", spread(anchor.published, lambda day: (day - _ONE, day)))
    back = _shifter(unit, -1)
    return Core(match.end(), "relative", (None, spread(anchor.published, lambda day: (back(day), back(day)))[1]))


def _margin(unit: str) -> float:
    """Days are counted; "two weeks ago" is seldom fourteen days to the day, and is meant to within half of its unit."""
    return 0 if unit == "day" else 0.5


def _read_ago(source: Source, pos: int, anchor: Anchor) -> Core | None:
    match = _AGO.match(source.low, pos)
    if match is None:
        return None
    unit, number = singular(match[3]), count(match[2])
    measure = _about(number, unit, -1, _margin(unit))
    bounds = spread(anchor.published, measure)
    if match[1] and re.match(r"more|over|at", match[1]):
        bounds = (None, bounds[1])
    return Core(match.end(), "relative", bounds, unit)


def _read_vague(source: Source, pos: int, anchor: Anchor) -> Core | None:
    match = _VAGUE.match(source.low, pos)
    if match is None or (match[0].endswith("ago") and not match[0].startswith("not")):
        return None
    return Core(match.end(), "relative", (None, anchor.published.latest if anchor.published else None))


def _read_past_span(source: Source, pos: int, anchor: Anchor) -> Core | None:
    match = _PAST_SPAN.match(source.low, pos)
    if match is None:
        return None
    unit = singular(match[3])
    if not match[2] and not match[0].startswith(("over", "during", "for", "throughout")) and " the " not in match[0]:
        return None
    back = match[1] in ("past", "last", "preceding", "previous")
    counted = anchor.context if match[1] in ("preceding", "previous", "following") else anchor.published
    if not match[2] and match[1] in ("previous", "preceding", "following") and unit in _MONTHS_OF:
        # "In the previous year" is that calendar year; "in the past year" runs up to today.
        return Core(match.end(), "relative", spread(counted, lambda day: _unit(day, unit, -1 if back else 1)), unit)
    far = _shifter(unit, (-1 if back else 1) * (count(match[2])[1] if match[2] else 1))
    bounds = spread(counted, lambda day: (min(day, far(day)), max(day, far(day))))
    return Core(match.end(), "relative", bounds, unit, held=match[0].startswith(("for", "throughout")))


def _read_story(source: Source, pos: int, anchor: Anchor) -> Core | None:
    match = _STORY.match(source.low, pos)
    if match is None:
        return None
    word = match[1] or match[3] or match[5] or "day"
    unit = "day" if word in ("day", "evening", "night", "morning") else word
    shift = 0 if match[1] else (-1 if (match[2] or match[4] or match[6]) in ("previous", "preceding", "before") else 1)
    if unit == "day":
        return Core(match.end(), "relative", spread(anchor.context, lambda day: (day + shift * _ONE, day + shift * _ONE)))
    return Core(match.end(), "relative", spread(anchor.context, lambda day: _unit(day, unit, shift)), unit)


def _read_later(source: Source, pos: int, anchor: Anchor) -> Core | None:
    match = _LATER.match(source.low, pos)
    if match is None:
        return None
    unit, number = singular(match[3]), count(match[2])
    direction = 1 if match[4] in ("later", "after") else -1
    return Core(match.end(), "relative", spread(anchor.context, _about(number, unit, direction, _margin(unit))), unit)
