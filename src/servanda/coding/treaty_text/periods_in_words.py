"""Lengths of time in final clauses: "six months after", "on the thirtieth day following", "the first day of the third month"."""

from __future__ import annotations

import re

import msgspec

from servanda.coding.treaty_text.numerals import count_in

NUMBER = (
    r"(?:\d{1,3}|(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)(?:[\s-]+(?:one|two|three|four|five|six|seven|eight|nine))?"
    r"|one\s+hundred(?:\s+(?:and\s+)?(?:eighty|twenty))?|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen"
    r"|one|two|three|four|five|six|seven|eight|nine|ten|an?)"
)
ORDINAL = (
    r"(?:\d{1,3}\s?(?:st|nd|rd|th)|(?:(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundred)[\s-]+)*(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth"
    r"|tenth|eleventh|twelfth|thirteenth|fourteenth|fifteenth|sixteenth|seventeenth|eighteenth|nineteenth|twentieth|thirtieth|fortieth"
    r"|fiftieth|sixtieth|seventieth|eightieth|ninetieth|hundredth))"
)
UNIT = r"(?P<unit>calendar\s+days?|days?|weeks?|months?|years?)"
LENGTH = re.compile(
    rf"(?<![\w.])(?P<n>{NUMBER})\s*(?:\([^)]{{1,14}}\)\s*)?[\s-]*(?:full\s+|consecutive\s+|calendar\s+)?{UNIT}(?:['’]s?)?\b", re.IGNORECASE
)
_NTH_DAY = re.compile(rf"(?:the|on)\s+(?P<n>{ORDINAL})\s*(?:\([^)]{{1,10}}\)\s*)?day\s+(?:after|following|from)", re.IGNORECASE)
_FIRST_OF_NTH = re.compile(rf"first\s+da(?:y|te)\s+of\s+(?:the\s+)?(?P<n>{ORDINAL})\s+(?:calendar\s+)?month", re.IGNORECASE)
_FIRST_OF_NEXT = re.compile(r"first\s+da(?:y|te)\s+of\s+the\s+(?:(?:next|following|calendar)\s+)*month", re.IGNORECASE)
_AFTER = re.compile(
    r"\s*(?:['’]s?)?\s*(?:,\s*)?(?:period\s+)?(?:after|following|from|upon|subsequent|of\s+the\s+(?:date|deposit|receipt|notification)|since|counted|has\s+elapsed|have\s+elapsed|in\s+advance|later)",
    re.IGNORECASE,
)

_UNITS = {"d": "D", "c": "D", "w": "W", "m": "M", "y": "Y"}


class Delay(msgspec.Struct, frozen=True):
    """A delay as ISO 8601 duration and how it is counted, with the place of its words."""

    length: str
    counted: str
    start: int
    end: int


def length_of(hit: re.Match[str]) -> str:
    """The ISO 8601 duration of a match of `LENGTH`."""
    words = hit["n"].lower()
    number = 1 if words in ("a", "an") else count_in(words)
    return f"P{number}{_UNITS[hit['unit'][0].lower()]}"


def delay_in(words: str) -> Delay | None:
    """The delay that runs from an event to a day, None where the words give none."""
    hit = _FIRST_OF_NTH.search(words)
    if hit:
        months = (count_in(hit["n"]) or 1) - 1
        return Delay(f"P{months}M" if months else "P0D", "first_day_of_month_following", hit.start(), hit.end())
    first = _FIRST_OF_NEXT.search(words)
    if first:
        length = next((one for one in LENGTH.finditer(words, first.end()) if one.start() - first.end() < 60), None)
        return Delay(length_of(length) if length else "P0D", "first_day_of_month_following", first.start(), (length or first).end())
    hit = _NTH_DAY.search(words)
    if hit:
        return Delay(f"P{count_in(hit['n'])}D", "date", hit.start(), hit.end())
    for length in LENGTH.finditer(words):
        if _AFTER.match(words, length.end()) or re.search(
            r"(?:(?:expir\w+|lapse|elapse|end)\s+of\s+(?:a\s+period\s+of\s+)?|after\s+a\s+period\s+of\s+)$",
            words[: length.start()],
            re.IGNORECASE,
        ):
            return Delay(length_of(length), "date", length.start(), length.end())
    return None
