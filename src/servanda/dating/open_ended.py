"""Dates open on one side: "since 2001", "until 2027", "by the end of 2025", "before 1949", "until further notice"."""

from __future__ import annotations

import datetime as dt
import re

from servanda.dating.calendar_words import GAP
from servanda.dating.mentions import UNKNOWN, Anchor, Bounds, Core, Source
from servanda.dating.ranges import begin, read_any
from servanda.dating.settling import Tense, settle_year, spread

_ONE = dt.timedelta(days=1)
_ENDLESS = re.compile(
    rf"(?:until{GAP}further{GAP}notice|for{GAP}an{GAP}(?:indefinite|unlimited){GAP}(?:period|duration|time|term)(?:{GAP}of{GAP}time)?|indefinitely)(?![a-z])"
)
_SINCE_THEN = re.compile(rf"(?:ever{GAP})?since{GAP}(?:then|that{GAP}(?:time|day|date|year))(?![a-z])")
_OPENING = re.compile(
    rf"(?:(?P<since>(?:ever{GAP})?since|(?:starting|beginning|commencing|effective)(?:{GAP}(?:on|in|from|with|as{GAP}of))?|as{GAP}from|with{GAP}effect{GAP}from)"
    rf"|(?P<until>until|till|up{GAP}(?:to|until)|through)|(?P<by>by|(?:no|not){GAP}later{GAP}than|on{GAP}or{GAP}before)"
    rf"|(?P<before>before|prior{GAP}to|ahead{GAP}of)|(?P<after>after|following))"
    rf"{GAP}(?:the{GAP}year{GAP}|about{GAP}|around{GAP}|at{GAP}least{GAP}|the{GAP}(?=[0-9](?:[0-9])?(?:st|nd|rd|th){GAP}of))?"
)
_NOT_BEFORE = re.compile(r"(?:\bnot|n[’']t|never|nor|only)\s[^.;]{0,40}\Z")


def read_open(source: Source, pos: int, anchor: Anchor) -> Core | None:
    """A date that bounds a time on one side only."""
    if match := _ENDLESS.match(source.low, pos):
        return Core(match.end(), "open", UNKNOWN, held=True)
    if match := _SINCE_THEN.match(source.low, pos):
        return Core(match.end(), "open", (spread(anchor.context, lambda day: (day, day))[0], None), held=True)
    match = _OPENING.match(source.low, pos)
    core = read_any(source, match.end(), anchor) if match else None
    if match is None or core is None or core.kind in ("name", "duration", "open") or _means_otherwise(source, match, core):
        return None
    opening = str(match.lastgroup)
    if opening == "since":
        return begin(_settled(core, anchor, "done" if match["since"].endswith("since") else None), core.end)
    settled = _settled(core, anchor, "future" if opening in ("until", "by") else None)
    return Core(core.end, "open", _side(settled.bounds, opening), core.grain, held=opening == "until")


def _means_otherwise(source: Source, opening: re.Match[str], core: Core) -> bool:
    """Whether "by" names who did it ("caused by Tuesday's storm"), or "not until 2005" dates the deed itself."""
    if opening["by"]:
        return source.low.startswith(("'s", "’s"), core.end)
    return bool(opening["until"] and _NOT_BEFORE.search(source.low[max(0, opening.start() - 60) : opening.start()]))


def _settled(core: Core, anchor: Anchor, tense: Tense) -> Core:
    if core.of_year is None:
        return core
    return Core(core.end, core.kind, settle_year(core.of_year, anchor, tense=tense, weekday=core.weekday), core.grain)


def _side(bounds: Bounds, opening: str) -> Bounds:
    first, last = bounds
    if opening in ("until", "by"):
        return None, last
    try:
        if opening == "before":
            return None, first - _ONE if first else None
        return last + _ONE if last else None, None
    except OverflowError:
        return UNKNOWN
