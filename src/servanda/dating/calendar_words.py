"""The calendar's words as tables, and the spans of days that its units come to.

All regular expressions of the folder read text in lower case; gaps are bounded, so that no text makes them slow.
"""

from __future__ import annotations

import calendar
import datetime as dt

from servanda.dating.mentions import UNKNOWN, Bounds
from servanda.moments import Moment

MONTH_NUMBERS = {name[:3].lower(): number for number, name in enumerate(calendar.month_name) if name}
WEEKDAY_NUMBERS = {"mon": 0, "tue": 1, "wed": 2, "thu": 3, "fri": 4, "sat": 5, "sun": 6}
# Months of the meteorological seasons of the northern half; a winter begins in the year before.
SEASON_MONTHS = {"spring": (3, 5), "summer": (6, 8), "autumn": (9, 11), "fall": (9, 11), "winter": (12, 14)}
SMALL_NUMBERS = {
    word: number
    for number, word in enumerate(
        [
            "zero",
            "one",
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "eleven",
            "twelve",
            "thirteen",
            "fourteen",
            "fifteen",
            "sixteen",
            "seventeen",
            "eighteen",
            "nineteen",
        ]
    )
}
TENS = {"twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90}
ORDINALS = {
    word: number
    for number, word in enumerate(
        [
            "first",
            "second",
            "third",
            "fourth",
            "fifth",
            "sixth",
            "seventh",
            "eighth",
            "ninth",
            "tenth",
            "eleventh",
            "twelfth",
            "thirteenth",
            "fourteenth",
            "fifteenth",
            "sixteenth",
            "seventeenth",
            "eighteenth",
            "nineteenth",
            "twentieth",
        ],
        start=1,
    )
} | {
    "thirtieth": 30,
    **{
        f"twenty-{word}": 20 + n
        for n, word in enumerate(["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth"], start=1)
    },
    "thirty-first": 31,
}

_COUNTS: dict[str, tuple[float, float]] = {
    **{word: (float(number), float(number)) for word, number in SMALL_NUMBERS.items()},
    **dict.fromkeys(("a", "an"), (1.0, 1.0)),
    **dict.fromkeys(("half a", "half an"), (0.5, 0.5)),
    **dict.fromkeys(("couple of", "a couple of"), (2.0, 3.0)),
    **dict.fromkeys(("dozen", "a dozen"), (12.0, 12.0)),
    **dict.fromkeys(("a hundred", "one hundred"), (100.0, 100.0)),
    "many": (3.0, 99.0),
}

GAP = r"(?:[^\S\n]{1,4}(?:\n[^\S\n]{0,4})?|\n[^\S\n]{0,4})"
DASH = r"[^\S\n]?[-–—‑−][^\S\n]?"
MONTH = (
    r"(?:(?:january|february|march|april|may|june|july|august|september|october|november|december)(?![a-z])"
    r"|(?:jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)(?![a-z])\.?)"
)
WEEKDAY = r"(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?(?![a-z])\.?"
WEEKDAY_FULL = r"(?:mon|tues|wednes|thurs|fri|satur|sun)day(?![a-z])"
ORDINAL = "(?:" + "|".join(sorted(ORDINALS, key=len, reverse=True)) + ")(?![a-z])"
DAY = rf"(?:(?:3[01]|[12][0-9]|0?[1-9])(?:st|nd|rd|th)?(?![0-9a-z%°]|[.:][0-9]|,[0-9]{{3}}(?![0-9]))|{ORDINAL})"
YEAR = r"(?:1[0-9]|2[0-9])[0-9]{2}(?![0-9a-z%°]|[.,:/][0-9])"
SEASON = r"(?:spring|summer|autumn|fall|winter)(?![a-z])"
TENS_WORDS = "|".join(TENS)
NUMBER = (
    r"(?:[0-9]{1,3}(?![0-9]|[.,][0-9])|(?:an?|one)[ ]hundred|half[ ]an?|an?[ ](?:few|couple[ ]of|dozen)|an?"
    rf"|(?:{TENS_WORDS})(?:[- ](?:one|two|three|four|five|six|seven|eight|nine))?"
    r"|" + "|".join(sorted(SMALL_NUMBERS, key=len, reverse=True)) + r"|several|few|many|some|couple[ ]of|dozen)(?![a-z])"
)
UNIT = r"(?:day|week|fortnight|month|quarter|year|decade|generation|centur(?=y|ies))(?:s|y|ies)?(?![a-z])"


def month_number(word: str) -> int:
    """1 to 12 for a month's name or short form."""
    return MONTH_NUMBERS[word[:3]]


def day_number(word: str) -> int:
    """The day of the month that a figure or an ordinal names."""
    digits = word.rstrip("stndrh")
    return int(digits) if digits.isdigit() else ORDINALS[word]


def count(word: str) -> tuple[float, float]:
    """The least and the most that a number word may mean; "a few" and the like are two to nine."""
    if word.isdigit():
        return float(word), float(word)
    if word in _COUNTS:
        return _COUNTS[word]
    tens, _, ones = word.replace("-", " ").partition(" ")
    exact = float(TENS.get(tens, 0) + SMALL_NUMBERS.get(ones, 0))
    return (exact, exact) if tens in TENS else (2.0, 9.0)


def days_between(first: tuple[int, int, int], last: tuple[int, int, int]) -> Bounds:
    """Bounds from two (year, month, day), months past December running on; day 0 stands for the month's last. Unknown where no such day is."""
    try:
        return _one_day(*first), _one_day(*last)
    except (ValueError, OverflowError):
        return UNKNOWN


def _one_day(year: int, month: int, day: int) -> dt.date:
    year, month = year + (month - 1) // 12, (month - 1) % 12 + 1
    return dt.date(year, month, day or calendar.monthrange(year, month)[1])


def whole_day(year: int, month: int, day: int) -> Bounds:
    """One day, or unknown where the calendar has none such."""
    return days_between((year, month, day), (year, month, day)) if day else UNKNOWN


def whole_month(year: int, month: int) -> Bounds:
    """A month; month 13 is January of the next year, month 0 December of the year before."""
    return days_between((year, month, 1), (year, month, 0))


def whole_year(year: int) -> Bounds:
    """A year."""
    return days_between((year, 1, 1), (year, 12, 0))


def years_between(first: int, last: int) -> Bounds:
    """Whole years."""
    return days_between((first, 1, 1), (last, 12, 0))


def whole_season(year: int, season: str) -> Bounds:
    """A season of a year; a winter is named by either of its years, so the bounds take in both."""
    first, last = SEASON_MONTHS[season]
    if season == "winter":
        return days_between((year - 1, first, 1), (year, last, 0))
    return days_between((year, first, 1), (year, last, 0))


def span(first: Bounds, last: Bounds) -> Bounds:
    """The bounds that take in both; open on a side where either is."""
    low = None if first[0] is None or last[0] is None else min(first[0], last[0])
    high = None if first[1] is None or last[1] is None else max(first[1], last[1])
    return low, high


def as_moment(bounds: Bounds) -> Moment | None:
    """The moment between two known bounds, else None."""
    first, last = bounds
    return Moment(first, last) if first is not None and last is not None else None


def months_on(day: dt.date, months: int) -> dt.date:
    """The day some months on, or the last of that month where it is shorter. ValueError beyond the calendar."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return dt.date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def unit_around(day: dt.date, unit: str) -> Bounds:
    """The month, year, decade, century or millennium that a day lies in."""
    if unit == "month":
        return whole_month(day.year, day.month)
    if unit in ("century", "millennium"):
        length = 100 if unit == "century" else 1000
        first = day.year - (day.year - 1) % length
    else:
        length = 10 if unit == "decade" else 1
        first = day.year - day.year % length
    return years_between(first, first + length - 1)
