"""Days, months and years by name: "July 16, 2001", "16 July 2001", "July 2001", "in 2001"."""

from __future__ import annotations

import re
from collections.abc import Callable

from servanda.dating.calendar_words import (
    DASH,
    DAY,
    GAP,
    MONTH,
    WEEKDAY,
    WEEKDAY_NUMBERS,
    YEAR,
    day_number,
    days_between,
    month_number,
    span,
    whole_month,
    whole_year,
)
from servanda.dating.legal_dates import number_in_words
from servanda.dating.mentions import UNKNOWN, Anchor, Bounds, Core, Source
from servanda.dating.settling import spread
from servanda.dating.traps import before, counts_things, is_attributive, is_capital, is_glued, is_month_name

_WEEKDAY_AHEAD = rf"(?:(?P<weekday>{WEEKDAY}),?{GAP})?(?:the{GAP})?"
_AND = rf"(?:{DASH}|/|{GAP}(?:to|through|thru|till|until){GAP})(?:the{GAP})?"
_LIST = rf"(?:,{GAP})?(?:{GAP})?(?:and|or|&){GAP}(?:the{GAP})?"
_MONTH_DAY = re.compile(
    rf"{_WEEKDAY_AHEAD}(?P<month>{MONTH}){GAP}(?:the{GAP})?(?P<first>{DAY})(?:(?P<joint>{_AND}|{_LIST})(?P<last>{DAY})(?!{GAP}(?:of{GAP})?{MONTH}))?"
)
_DAY_MONTH = re.compile(
    rf"{_WEEKDAY_AHEAD}(?P<first>{DAY})(?:(?P<joint>{_AND}|{_LIST})(?P<last>{DAY}))?{GAP}(?:(?:day{GAP})?of{GAP})?(?P<month>{MONTH})"
)
_MONTH_ONLY = re.compile(MONTH)
_YEAR_TAIL = re.compile(rf"(?:,{GAP}|,|{GAP})(?:(?:of|in){GAP})?({YEAR})")
_NUMBER_WORD = (
    r"(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|(?:thir|four|fif|six|seven|eigh|nine)teen"
    r"|(?:twen|thir|for|fif|six|seven|eigh|nine)ty|hundred|thousand|and)"
)
_FIRST_IN_WORDS, _END_IN_WORDS = 1500, 2100
# A year in words closes what treaties say of the day; "on March 5, two thousand men …" goes on with what is counted.
_YEAR_IN_WORDS = re.compile(
    rf",?{GAP}(?:in{GAP}the{GAP}year(?:{GAP}of{GAP}our{GAP}lord)?,?{GAP})?((?:{_NUMBER_WORD}[\s-]+){{1,9}}{_NUMBER_WORD})(?=\s*[.,;:)]|\s*\Z|\s(?:in|at|by|between)\s)"
)
_WORD_TAIL = re.compile(
    rf",?{GAP}(?:(?:of|in){GAP})?(?:(this|last|next|the{GAP}current){GAP}year|(?:that|the{GAP}same){GAP}year|the{GAP}(following|next|previous){GAP}year)(?![a-z])"
)
_YEAR = re.compile(rf"({YEAR})(?!{GAP}?b\.?c)")
# "2001-05" is May 2001 or the years 2001 to 2005; a dash longer than the hyphen makes it years.
_YEARS = re.compile(rf"({YEAR[: YEAR.index('(?!')]})([^\S\n]?[-‑–—−/][^\S\n]?)([0-9]{{4}}|[0-9]{{2}})(?![0-9a-z%°]|[.,:/-][0-9])")

_YEAR_CUE = re.compile(
    r"(?:^|[^a-z])(?:in|since|until|till|by|before|after|during|of|for|from|throughout|through|circa|early|late|mid|than|to|between|years?"
    r"|fiscal|back to|compared with|prior to|beyond|starting|beginning|winter|spring|summer|autumn|fall|christmas|easter)[\s-]"
    r"(?:the\s)?(?:years?\s)?(?:about\s|around\s|early\s|late\s)?(?:[12][0-9]{3}(?:,\s[12][0-9]{3}){0,3},?\s(?:and|or)\s|[12][0-9]{3},\s)?\Z"
)
_PARENS_BEFORE = re.compile(r"[\[(](?:since\s|from\s|in\s)?\Z")
_ALONE_AFTER = re.compile(r"\s?[\])]|\s*\Z|,")
_VERB_AFTER = re.compile(r"\s(?:was|is|will|saw|marks|marked|has|had|brought|would|began|ended)(?![a-z])")
_SENTENCE_START = re.compile(r"(?:^|[.!?][”\"’]?\s+|\n\s*)\Z")
_MONTH_CUE = re.compile(
    r"(?:^|[^a-z])(?:in|since|until|till|during|throughout|last|next|this|early|late|mid|between|before|after|through|of|by|from|to|for"
    r"|and|or|that|coming|past|previous|following|around|about)[\s-](?:early[\s-]|late[\s-]|mid[\s-]?|about\s)?\Z|[-–]\Z"
)
# Of the months that are also verbs or names, "and March", "for June" and the like say too little.
_MAY_CUE = re.compile(
    r"(?:^|[^a-z])(?:in|since|until|till|during|throughout|last|next|this|early|late|mid|between|through|of|from|to|by|before|after)"
    r"[\s-](?:early[\s-]|late[\s-]|mid[\s-]?)?\Z|[-–]\Z"
)
# "the December vote", "its July summit", "in an August speech"
_MONTH_ATTRIBUTE_CUE = re.compile(r"(?:^|[^a-z])(?:the|an?|its|his|her|their|our|[a-z]+[’']s)\s\Z")
_NOUN_NEXT = re.compile(r"\s[a-z]{3}")
_WEAK_ABBREVIATIONS = frozenset({"mar", "may", "march", "august", "jan", "dec", "sep", "jun", "oct"})

Years = tuple[int, int]


def read_month_day(source: Source, pos: int, anchor: Anchor) -> Core | None:
    """A day after its month, or two days of it ("July 15-18, 2001")."""
    match = _MONTH_DAY.match(source.low, pos)
    return None if match is None else _days(source, match, anchor)


def read_day_month(source: Source, pos: int, anchor: Anchor) -> Core | None:
    """A day before its month, or two days of it ("15-18 July 2001")."""
    match = _DAY_MONTH.match(source.low, pos)
    if match is None or (source.low[pos].isdigit() and is_glued(source, pos)):
        return None
    return _days(source, match, anchor)


def _days(source: Source, match: re.Match[str], anchor: Anchor) -> Core | None:
    month, first = month_number(match["month"]), day_number(match["first"])
    last = day_number(match["last"] or match["first"])
    end, joint = match.end(), match["joint"] or ""
    if not _month_written(source, match.start("month"), match.end("month")):
        return None
    if joint and last <= first:
        if match.end("last") > match.start("month"):  # the second number is something else
            end, last, joint = match.end("first"), first, ""
        else:
            return None

    def of_year(year: int) -> Bounds:
        return days_between((year, month, first), (year, month, last))

    core = _with_year(source, end, of_year, anchor, Core(end, "range" if joint else "day", UNKNOWN))
    weekday = WEEKDAY_NUMBERS[match["weekday"][:3]] if match["weekday"] and not joint else None
    end = _without_stop(source, core.end) if core.of_year else core.end
    held = bool(joint) and not re.search("and|or|&|/", joint)
    return Core(end, core.kind, core.bounds, "day", core.of_year, held, weekday)


def _without_stop(source: Source, end: int) -> int:
    """The end of a short month's name without its full stop, unless the sentence clearly goes on after it."""
    if source.low[end - 1] == "." and not source.text[end : end + 2].strip().islower():
        return end - 1
    return end


def read_month(source: Source, pos: int, anchor: Anchor) -> Core | None:
    """A month with its year, or by itself where a word such as "in" shows that it is one."""
    return _read_month(source, pos, anchor, cued=False)


def read_cued_month(source: Source, pos: int, anchor: Anchor) -> Core | None:
    """A month after a word that only a date follows."""
    return _read_month(source, pos, anchor, cued=True)


def _read_month(source: Source, pos: int, anchor: Anchor, *, cued: bool) -> Core | None:
    match = _MONTH_ONLY.match(source.low, pos)
    if match is None or not _month_written(source, pos, match.end()):
        return None
    month = month_number(match[0])
    core = _with_year(source, match.end(), lambda year: whole_month(year, month), anchor, Core(match.end(), "month", UNKNOWN, "month"))
    if core.of_year is None:
        return core
    word = match[0].rstrip(".")
    cue = _MAY_CUE if word in ("may", "march", "mar") else _MONTH_CUE
    ahead = before(source, pos, 24)
    attribute = _MONTH_ATTRIBUTE_CUE.search(ahead) and _NOUN_NEXT.match(source.text, match.end())
    if not (cued or attribute or cue.search(ahead)):
        return None
    if is_month_name(source, pos, pos + len(word)) or not is_capital(source, pos):
        return None
    if len(word) <= 4 and word not in ("may", "june", "july") and not match[0].endswith("."):
        return None
    return Core(_without_stop(source, match.end()), "month", UNKNOWN, "month", core.of_year)


def _with_year(source: Source, end: int, of_year: Callable[[int], Bounds], anchor: Anchor, core: Core) -> Core:
    """A day or month with the year that follows it, or with its year left open."""
    found = read_year_tail(source, end, anchor)
    if found is None:
        return Core(end, core.kind, UNKNOWN, core.grain, of_year)
    end, years = found
    bounds = UNKNOWN if years is None else span(of_year(years[0]), of_year(years[1]))
    return Core(end, core.kind, bounds, core.grain)


def read_year_tail(source: Source, pos: int, anchor: Anchor) -> tuple[int, Years | None] | None:
    """The year that follows a day or month (", 2001", "of last year") with its end; None inside where it cannot be known."""
    match = _YEAR_TAIL.match(source.low, pos)
    if match and not counts_things(source, match.start(1), match.end(), int(match[1]), after_day=True):
        year = int(match[1])
        return match.end(), (year, year)
    worded = _YEAR_IN_WORDS.match(source.low, pos)
    year_in_words = number_in_words(worded[1]) if worded else None
    if worded and year_in_words is not None and _FIRST_IN_WORDS <= year_in_words < _END_IN_WORDS:
        return worded.end(), (year_in_words, year_in_words)
    match = _WORD_TAIL.match(source.low, pos)
    if match is None:
        return None
    shift = {"last": -1, "next": 1, "following": 1, "previous": -1}.get(match[1] or match[2] or "", 0)
    bounds = spread(anchor.published if match[1] else anchor.context, lambda day: whole_year(day.year + shift))
    if bounds[0] is None or bounds[1] is None:
        return match.end(), None
    return match.end(), (bounds[0].year, bounds[1].year)


def _month_written(source: Source, start: int, end: int) -> bool:
    """Whether the word is the month: with a capital, or in small letters where it can be nothing else."""
    return is_capital(source, start) or source.low[start:end].rstrip(".") not in _WEAK_ABBREVIATIONS


def read_year(source: Source, pos: int, anchor: Anchor) -> Core | None:
    """A year where the words around it show that it is one ("in 2001", "(2001)", "1991-94")."""
    return read_years(source, pos, anchor) or _read_year(source, pos, cued=bool(_YEAR_CUE.search(before(source, pos, 40))))


def read_cued_year(source: Source, pos: int, anchor: Anchor) -> Core | None:
    """A year after a word that only a date follows."""
    return read_years(source, pos, anchor) or _read_year(source, pos, cued=True)


def _read_year(source: Source, pos: int, *, cued: bool) -> Core | None:
    match = _YEAR.match(source.low, pos)
    if match is None or (is_glued(source, pos) and not cued):
        return None
    year, end = int(match[1]), match.end()
    if not 1400 <= year < 2200 or counts_things(source, pos, end, year) or source.low[end : end + 1] in ("-", "‑"):
        return None
    if not cued and not _stands_alone(source, pos, end):
        return Core(end, "name", whole_year(year), "year") if is_attributive(source, pos, end) else None
    return Core(end, "year", whole_year(year), "year")


def _stands_alone(source: Source, start: int, end: int) -> bool:
    ahead = before(source, start, 8)
    if _PARENS_BEFORE.search(ahead):
        return bool(_ALONE_AFTER.match(source.low, end))
    return bool(_SENTENCE_START.search(ahead) and _VERB_AFTER.match(source.low, end))


def read_years(source: Source, pos: int, anchor: Anchor) -> Core | None:
    """Years joined by a dash: "1991-94", "1991–1994", "1999/2000"."""
    del anchor
    match = _YEARS.match(source.low, pos)
    if match is None or is_glued(source, pos):
        return None
    first, short = int(match[1]), len(match[3]) == 2
    last = int(match[3]) if not short else first - first % 100 + int(match[3])
    if short and last <= first:
        last += 100
    bare = source.low[pos - 1 : pos] not in ("(", "[") and not _YEAR_CUE.search(before(source, pos, 40))
    if not 1400 <= first < last < 2200 or last - first > 150 or counts_things(source, pos, match.end(), last):
        return None
    if "/" in match[2] and last != first + 1:
        return None
    if bare and first % 100 == 0 and last % 100 == 0:
        return None
    bounds = span(whole_year(first), whole_year(last))
    if short and match[2] in ("-", "‑") and 1 <= int(match[3]) <= 12:
        return Core(match.end(), "ambiguous", span(bounds, whole_month(first, int(match[3]))), "year")
    return Core(match.end(), "range", bounds, "year", held=True)
