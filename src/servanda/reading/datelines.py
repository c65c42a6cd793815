"""The date of a document: from a field, a line that holds nothing else, or a dateline; never from the story itself."""

from __future__ import annotations

import re
from collections.abc import Iterator

from servanda.moments import Moment
from servanda.records import When

_MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december",
)  # fmt: skip
_MONTH = (
    r"(?P<month>jan(?:uary|\.)?|feb(?:ruary|\.)?|mar(?:ch|\.)?|apr(?:il|\.)?|may|june?|july?|aug(?:ust|\.)?"
    r"|sept?(?:ember|\.)?|oct(?:ober|\.)?|nov(?:ember|\.)?|dec(?:ember|\.)?)"
)
_YEAR = r"(?P<year>1[6-9]\d\d|20\d\d)"
_DAY = r"(?P<day>[0-3]?\d)(?:st|nd|rd|th)?"
_FORMS = tuple(
    re.compile(form, re.IGNORECASE)
    for form in (
        rf"\b{_YEAR}[-/.](?P<month_number>[01]?\d)[-/.](?P<day>[0-3]?\d)(?!\d)",
        rf"\b{_DAY}\s+(?:of\s+)?{_MONTH},?\s+{_YEAR}\b",
        rf"\b{_MONTH}\s+{_DAY},?\s+{_YEAR}\b",
        rf"\b(?P<day>[0-3]?\d)\.(?P<month_number>[01]?\d)\.{_YEAR}\b",
        rf"\b(?P<first>[0-3]?\d)(?P<mark>[/-])(?P<second>[0-3]?\d)(?P=mark){_YEAR}\b",
        rf"\b{_MONTH},?\s+{_YEAR}\b",
    )
)
_ALONE = re.compile(rf"{_YEAR}(?:-(?P<month_number>[01]\d))?")

# What may stand beside a date in a line that says when the text came out, and nothing else.
_LABEL = (
    r"(?:(?:first\s+|last\s+)?(?:published|posted|updated|modified|released|date|dated|issued|created)"
    r"(?:\s+by\s[^\d,;:]{2,60})?(?:\s+(?:on|at))?\s*:?\s*)?"
)
_WEEKDAY = r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\.?,?\s+)?"
_CLOCK = r"(?:[T,\s]*(?:at\s+)?\d{1,2}[:.]\d\d(?:[:.]\d\d)?(?:\s*[ap]\.?m\.?)?(?:\s*\(?[A-Z]{2,5}(?:[+-]\d+)?\)?|Z)?)?"
_PLACE = r"(?:[A-Z][\w.'’-]*(?:\s[A-Z][\w.'’-]*){0,3},\s+)?"
_GENRE = r"(?:(?:interview|commentary|comment|opinion|analysis|report|speech|statement|press release|news|editorial|essay|explainer|column|briefing|digest)[.:,]\s+)?"
_BEFORE = re.compile(rf"[\s(\[*_–—-]*(?i:{_GENRE})(?i:{_LABEL})(?:{_PLACE})(?i:{_WEEKDAY})")
_LABELLED = re.compile(rf"(?:first\s+)?(?:published|posted|release date|date)(?:\s+on)?\s*:?\s*{_WEEKDAY}", re.IGNORECASE)
_AFTER = re.compile(rf"(?i:{_CLOCK})[\s)\].|*_–—-]*")
_SOURCE_NOTE = re.compile(
    r"[(\[]\s*[^()\[\]\d]{2,60}?[\s,]+(?P<date>\d{1,2}[/.-]\d{1,2}[/.-]\d{4}|\d{4}-\d\d-\d\d|[A-Z]?[\w.]* ?\d[\w., ]{5,20}\d)\s*[)\]]"
)
# "BEIJING, 5 May 2001 - " and "*Beijing, 5 May 2001.* ": in capitals or not, with the marks of emphasis that Markdown has.
_DATELINE_PLACE = re.compile(rf"[*_]{{0,3}}(?:[A-Z][A-Z .'’/-]{{2,40}}|[A-Z][\w.'’-]+(?:\s[A-Z][\w.'’-]+){{0,3}})[,(]\s?(?i:{_WEEKDAY})")
_DATELINE_END = re.compile(r"\s?\)?(?:\s?\([^()]{2,40}\)|\s?/[^/]{2,30}/)?\s?(?:--?|—|–|[.:])[*_]{0,3}\s")

_LONGEST_LINE = 120
_EDGE = 8  # lines looked at from the beginning and from the end


def read_date(words: str) -> When | None:
    """Read a whole field as a date: `2001-07-16`, `2001-07`, `16 July 2001`, `07/20/2001`, a timestamp; None for anything else.

    Where day and month could stand either way and both readings are days, the bounds span both.
    """
    words = words.strip()
    if len(words) > _LONGEST_LINE:
        return None
    alone = _ALONE.fullmatch(words)
    if alone:
        return _as_when(_moment(alone.groupdict()), words)
    for moment, start, end in _dates_in(words):
        if _LABELLED.fullmatch(words[:start]):
            return _as_when(moment, words[start:end])
        if _BEFORE.fullmatch(words[:start]) and (_AFTER.fullmatch(words[end:]) or words[end : end + 1] == "T"):
            return _as_when(moment, words[start:end])
    return None


def find_published(text: str) -> When | None:
    """Look for the date on which a text came out.

    In this order: a source note such as "(Agency 07/20/2001)" alone in its line, a line near either end that holds only
    a date, a dateline with a year at the head of the first paragraph. A date inside a sentence is the story's, not the text's.
    """
    lines = [line.strip() for line in text.splitlines()]
    filled = [line for line in lines if line]
    short = [line for line in filled if len(line) <= _LONGEST_LINE]
    edges = filled[:_EDGE] + filled[max(_EDGE, len(filled) - _EDGE) :]
    notes = (_note(line) for line in short if line[0] in "([")
    alone = (read_date(line) for line in edges if len(line) > 4)
    heads = (_dateline(line) for line in filled[:_EDGE])
    for candidates in (notes, alone, heads):
        found = next((when for when in candidates if when is not None), None)
        if found is not None:
            return found
    return None


def _note(line: str) -> When | None:
    match = _SOURCE_NOTE.fullmatch(line)
    if match is None:
        return None
    return read_date(match["date"])


def _dateline(line: str) -> When | None:
    place = _DATELINE_PLACE.match(line)
    if place is None:
        return None
    rest = line[place.end() : place.end() + _LONGEST_LINE]
    for moment, start, end in _dates_in(rest):
        if start == 0 and _DATELINE_END.match(rest, end):
            return _as_when(moment, rest[:end])
    return None


def _dates_in(words: str) -> Iterator[tuple[Moment, int, int]]:
    for form in _FORMS:
        for match in form.finditer(words):
            moment = _moment(match.groupdict())
            if moment is not None:
                yield moment, match.start(), match.end()


def _moment(parts: dict[str, str | None]) -> Moment | None:
    year = int(parts["year"] or 0)
    if parts.get("first"):
        first, second = int(parts["first"] or 0), int(parts["second"] or 0)
        return _either(_day(year, first, second), _day(year, second, first))
    month = _month(parts)
    if month is None:
        return None if parts.get("month_number") else Moment.year(year)
    day = parts.get("day")
    return _day(year, month, int(day)) if day else Moment.month(year, month)


def _month(parts: dict[str, str | None]) -> int | None:
    name, number = parts.get("month"), int(parts.get("month_number") or 0)
    if name:
        return next(place for place, full in enumerate(_MONTHS, 1) if full.startswith(name.lower().rstrip(".")[:3]))
    return number if 1 <= number <= 12 else None


def _day(year: int, month: int, day: int) -> Moment | None:
    try:
        return Moment.day(year, month, day)
    except ValueError:
        return None


def _either(one: Moment | None, other: Moment | None) -> Moment | None:
    if one is None or other is None:
        return one or other
    return one.spanning(other)


def _as_when(moment: Moment | None, words: str) -> When | None:
    return None if moment is None else When(earliest=moment.earliest, latest=moment.latest, words=words)
