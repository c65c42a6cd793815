"""Dates as treaties write them, in figures or in words: "this sixth day of February, one thousand nine hundred and seventy-four".

Only full dates are found here: treaties date themselves by the day. Line breaks, ordinals, "in the year" and
"of our Lord" may stand anywhere between the parts.
"""

from __future__ import annotations

import datetime as dt
import functools
import re
from collections.abc import Iterator

import msgspec

_MONTHS = (
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
)
_UNITS = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10, "eleven": 11,
    "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16, "seventeen": 17, "eighteen": 18, "nineteen": 19,
}  # fmt: skip
_TENS = {"twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90}
_ORDINALS = {
    "first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8, "ninth": 9, "tenth": 10,
    "eleventh": 11, "twelfth": 12, "thirteenth": 13, "fourteenth": 14, "fifteenth": 15, "sixteenth": 16, "seventeenth": 17,
    "eighteenth": 18, "nineteenth": 19, "twentieth": 20, "thirtieth": 30, "fortieth": 40, "fiftieth": 50, "sixtieth": 60,
    "seventieth": 70, "eightieth": 80, "ninetieth": 90, "hundredth": 100,
}  # fmt: skip

_GAP = r"[\s,./-]*"
_BREAK = r"(?:-\s*\n\s*)?"  # a word may be divided at the end of a line
_MONTH = rf"(?P<month>{'|'.join(_BREAK.join(name) for name in _MONTHS)}|0ctober|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)\b\.?"
_DAY_WORDS = rf"(?:(?:twenty|thirty)[\s-]*)?(?:{'|'.join(_ORDINALS)})"
_DAY_AGAIN = rf"(?:\s*\((?:\d{{1,2}}\s*(?:st|nd|rd|th)?|{_DAY_WORDS})\))?"  # "the fourth (4th) day"
# Scanners read the figure one as a letter and nought as another ("l2th", "3lst"); quotes stand about a day filled in by hand.
_DAY_MISREAD = r"(?:[Il]\d|\d[IlO]|[Il](?=st))(?:st|nd|rd|th)\b"
_DAY = rf"(?P<day>\d{{1,2}}(?!\d)[\s-]*(?:(?:st|nd|rd|th)?\b|[º°])|{_DAY_MISREAD}|{_DAY_WORDS})[\"”»]?"
_NUMBER_WORD = rf"(?:{'|'.join([*_UNITS, *_TENS])}|hun{_BREAK}dred|thou(?:-\s*)?sand|and)"
# A year may be followed by a word without a space: scanned texts lose them, and read its first figure as a letter.
_YEAR = (
    rf"(?P<year>(?:[1Il][5-9][\dO][\dO]|20\d\d)(?![\dO])|(?:{_NUMBER_WORD}[\s-]+){{2,9}}(?:{'|'.join(_ORDINALS)})(?=\s+year\b)"
    rf"|(?:{_NUMBER_WORD}[\s-]+){{1,9}}{_NUMBER_WORD}\b)"
)
# The year of another era stands before ours: "Juche 90 (2001)", "in the 2535th year of the Buddhist Era, corresponding to the …".
_ERA = (
    r"(?:(?:juche|heisei|showa|b\.\s?e\.)\s+\d{1,4}\s*\("
    r"|in\s+the\s+[\w\s-]{4,90}?\s+year\s+of\s+the\s+(?:buddhist\s+era|republic\s+of\s+china)[\s,]+(?:which\s+)?correspond(?:ing|s)\s+to\s+the\s+(?:year\s+)?)?"
)
_YEAR_LEAD = r"(?:(?:in\s+the\s+)?year(?:\s+of\s+(?:our\s+lord|grace))?,?\s+|of\s+the\s+year\s+|of\s+|in\s+|a\.?\s?d\.?\s+)?"
_DAY_OF = r"(?:the\s+)?(?:day\s*,?\s*(?:of\s+)?)?(?:of\s+)?(?:the\s+month\s+of\s+)?"

_DAY_FIRST = rf"\b{_DAY}{_DAY_AGAIN}{_GAP}{_DAY_OF}{_MONTH}{_GAP}{_ERA}{_YEAR_LEAD}{_YEAR}"
_MONTH_FIRST = rf"\b{_MONTH}\s*(?:the\s+)?{_DAY}{_GAP}{_ERA}{_YEAR_LEAD}{_YEAR}"
_YEAR_FIRST = rf"\byear\s+(?:of\s+our\s+lord\s+)?{_YEAR}\s*,?\s+(?:on\s+)?(?:this\s+|the\s+)?{_DAY}{_DAY_AGAIN}\s+day\s+of\s+{_MONTH}"
# In figures alone only the orders that have one reading: 4.3.1950, 1950-03-04 and 24/3/1950, but not 4/3/1950.
_IN_FIGURES = re.compile(
    r"(?<![\d.-])(?:(?P<day>\d{1,2})\.\s?(?P<month>\d{1,2})\.\s?(?P<year>1[5-9]\d\d|20\d\d)"
    r"|(?P<late_day>1[3-9]|2\d|3[01])/(?P<late_month>\d{1,2})/(?P<late_year>1[5-9]\d\d|20\d\d)"
    r"|(?P<iso_year>1[5-9]\d\d|20\d\d)-(?P<iso_month>\d\d)-(?P<iso_day>\d\d))(?![\d-])"
)


class LegalDate(msgspec.Struct, frozen=True, order=True):
    """A full date and the place of its words in the text."""

    start: int
    end: int
    day: dt.date


def find_legal_dates(text: str, start: int = 0, end: int | None = None) -> list[LegalDate]:
    """Every full date between two places of a text, in order and without overlaps; impossible days are left out."""
    stop = len(text) if end is None else end
    found = sorted(one for pattern in _orders() for one in _dates(pattern, text, start, stop))
    found = sorted([*found, *_dates_in_figures(text, start, stop)])
    kept: list[LegalDate] = []
    for one in found:
        if not kept or one.start >= kept[-1].end:
            kept.append(one)
    return kept


@functools.cache
def _orders() -> tuple[re.Pattern[str], ...]:
    """One pattern for each order of the parts; they are long, and compiled when the first treaty is read."""
    return tuple(re.compile(order, re.IGNORECASE) for order in (_DAY_FIRST, _MONTH_FIRST, _YEAR_FIRST))


def number_in_words(words: str) -> int | None:
    """The value of an English number in words (`two thousand and one`, `nineteen hundred and fifty-nine`); None for anything else."""
    total = current = 0
    seen = False
    whole = re.sub(r"(hun|thou)-\s*(dred|sand)", r"\1\2", words.lower())  # divided at the end of a line
    for word in re.findall(r"[a-z]+", whole):
        if word == "and":
            continue
        if word in _UNITS or word in _TENS:
            value = _UNITS.get(word) or _TENS[word]
            if seen and current >= 10 and current < 100 and value >= 10:
                current *= 100  # nineteen fifty-nine
            current += value
        elif word == "hundred":
            current = (current or 1) * 100
        elif word == "thousand":
            total, current = total + (current or 1) * 1000, 0
        else:
            return None
        seen = True
    return total + current if seen else None


def ordinal_in_words(words: str) -> int | None:
    """The value of an ordinal in words (`thirty-first`) or figures (`31st`); None for anything else."""
    figures = re.match(r"\s*(\d+)", words)
    if figures:
        return int(figures[1])
    parts = re.findall(r"[a-z]+", words.lower())
    if len(parts) == 1:
        joined = re.fullmatch(r"(twenty|thirty)([a-z]+)", parts[0])
        parts = [joined[1], joined[2]] if joined and joined[2] in _ORDINALS else parts
    if not parts or parts[-1] not in _ORDINALS:
        return None
    return _TENS.get(parts[0], 0) + _ORDINALS[parts[-1]] if len(parts) == 2 else _ORDINALS[parts[0]]


def _as_figures(words: str) -> str:
    """Figures that a scanner read as letters, put right: `l2th` is `12th`, `195O` is `1950`."""
    number = re.sub(r"(?i)(?:st|nd|rd|th)?[\W_]*$", "", words)
    return number.translate(str.maketrans("IilOo", "11100"))


def _year_in_words(words: str) -> int | None:
    """A year in words, also as an ordinal: `nineteen hundred and ten`, `one thousand nine hundred and ninety-second`."""
    parts = re.split(r"[\s-]+", words.strip().lower())
    if parts[-1] not in _ORDINALS:
        return number_in_words(words)
    before = number_in_words(" ".join(parts[:-1]))
    return None if before is None else before + _ORDINALS[parts[-1]]


def _dates(pattern: re.Pattern[str], text: str, start: int, stop: int) -> Iterator[LegalDate]:
    """The possible dates of one order of the parts."""
    for hit in pattern.finditer(text, start, stop):
        day = ordinal_in_words(_as_figures(hit["day"]) if re.search(r"\d|^[il]st", hit["day"], re.IGNORECASE) else hit["day"])
        figures = re.fullmatch(r"[\dil]\d[\do]{2}", hit["year"], re.IGNORECASE)
        year = int(_as_figures(hit["year"])) if figures else _year_in_words(hit["year"])
        begins = re.sub(r"[^a-z]", "", hit["month"].lower().replace("0", "o"))[:3]
        month = 1 + next(i for i, name in enumerate(_MONTHS) if name.startswith(begins))
        if day is None or year is None or not 1500 <= year < 2100:
            continue
        try:
            yield LegalDate(hit.start(), hit.end(), dt.date(year, month, day))
        except ValueError:
            continue  # no such day: a scanning error, not a date


def _dates_in_figures(text: str, start: int, stop: int) -> Iterator[LegalDate]:
    """The possible dates in figures alone."""
    for hit in _IN_FIGURES.finditer(text, start, stop):
        year, month, day = (int(hit[part] or hit[f"late_{part}"] or hit[f"iso_{part}"]) for part in ("year", "month", "day"))
        try:
            yield LegalDate(hit.start(), hit.end(), dt.date(year, month, day))
        except ValueError:
            continue  # a number of a section or a file, not a date
