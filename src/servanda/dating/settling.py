"""Years and directions that the text leaves out, settled from the document's date or from the story so far."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from typing import Literal

from servanda.dating.calendar_words import span
from servanda.dating.mentions import UNKNOWN, Anchor, Bounds, Source
from servanda.moments import Moment

Tense = Literal["past", "future", "done"] | None

# News names a coming day without its year when it is near; beyond two months the same day of last year is likelier.
_AHEAD = dt.timedelta(days=62)
_BEHIND = dt.timedelta(days=31)
# A story that has just told of a day goes on within a month of it, and not in the year of publication.
_STORY_GOES_ON = dt.timedelta(days=31)

_FUTURE = re.compile(
    r"(?<![a-z])(?:will|shall|would|’ll|'ll|scheduled|slated|expected|expects?|due|planned|plans?|set|going|upcoming|coming|forthcoming"
    r"|is to|are to|next|invited|ends?|expires?|begins?|starts?|opens?|takes effect|runs out"
    r"|departs|leaves|arrives|travels|flies|returns (?:to|from|home)|convenes|hosts|meets)(?![a-z])"
)
_PAST = re.compile(
    r"(?<![a-z])(?:said|told|announced|reported|began|begun|started|met|was|were|had|did|signed|ended|lasted|stayed)(?![a-z])"
)
# A date opens its sentence with its preposition at most.
_OPENS = re.compile(
    r"(?:^|[.!?][”\"’]?\s+|\n\s*)(?:(?:In|On|By|At|From|During|Early in|Late in|In early|In late|In mid)[\s-]+(?:the\s)?)?\Z"
)
_AHEAD_VERB = re.compile(
    r"(?<![A-Za-z])(?:will|shall|’ll|'ll|is to|are to|is due|are due|is scheduled|are scheduled|plans? to|expects? to|hopes? to)(?![a-z])"
)
_BEHIND_VERB = re.compile(r"(?<![A-Za-z-])(?:was|were|had|did|said|told|met|began|(?!armed |allied |united )[a-z]{3,}ed)(?![a-z])")
_CLAUSE_END = re.compile(r"[.!?;]\s|\n\s*\n|\s(?:who|which|whose)\s")
_SENTENCE_END = re.compile(r"[.!?;]\s|\n\s*\n")
_CLAUSE = 70


def read_tense(source: Source, start: int, end: int | None = None) -> Tense:
    """Whether the words just before a date speak of the future ("will be held on") or of the past ("met on"); None where they do neither.

    Where nothing before it does and the date opens its clause, the verb after `end` tells ("In July the fleets will meet").
    """
    ahead = source.low[max(0, start - _CLAUSE) : start]
    for stop in _SENTENCE_END.finditer(ahead):
        last = stop.end()
        ahead = " " * last + ahead[last:]
    cues = list(_FUTURE.finditer(ahead))
    if _PAST.search(ahead, cues[-1].end() if cues else 0):
        return "past"
    if cues:
        return "future"
    return _tense_after(source, start, end) if end is not None else None


def _tense_after(source: Source, start: int, end: int) -> Tense:
    """Whether the first verb after a date that opens a sentence looks ahead."""
    if not _OPENS.search(source.text, max(0, start - 24), start):
        return None
    after = source.text[end : end + _CLAUSE]
    stop = _CLAUSE_END.search(after)
    ahead = _AHEAD_VERB.search(after, 0, stop.start() if stop else len(after))
    return "future" if ahead and not _BEHIND_VERB.search(after, 0, ahead.start()) else None


def spread(moment: Moment | None, count: Callable[[dt.date], Bounds]) -> Bounds:
    """Count from both ends of a moment, so that what is known roughly stays rough; unknown where nothing is to count from."""
    if moment is None:
        return UNKNOWN
    try:
        return span(count(moment.earliest), count(moment.latest))
    except (ValueError, OverflowError):
        return UNKNOWN


def settle_year(of_year: Callable[[int], Bounds], anchor: Anchor, *, tense: Tense, weekday: int | None = None) -> Bounds:
    """The bounds of a date without a year; unknown where neither publication nor story has one.

    Counted from publication it is the last such date, or the next where that is at most two months away. Told in the past
    tense it is not of the year after, and what is `done` not after publication; told in the future tense it is the first such
    date from a month before publication on. A story wins over publication
    where the anchor says so, or where it has told of a day of an earlier year at most a month before.
    """
    context, published = anchor.context, anchor.published
    if context is not None and (published is None or anchor.narrative):
        return _in_story(of_year, context)
    if published is None:
        return UNKNOWN
    if context is not None and context.exact and context.latest.year < published.earliest.year and tense != "future":
        told = _in_story(of_year, context)
        if told[0] is not None and dt.timedelta() <= told[0] - context.latest <= _STORY_GOES_ON:
            return told
    return spread(published, lambda day: _on_weekday(of_year, day, _near(of_year, day, tense=tense), weekday))


def settle_before(of_year: Callable[[int], Bounds], later: Bounds) -> Bounds | None:
    """The bounds of a date whose year is told by the next one ("on 4 April and on 6 April 2016"); None where they lie too far apart."""
    if later[0] is None:
        return None
    for year in (later[0].year, later[0].year - 1):
        found = of_year(year)
        if found[0] is not None and dt.timedelta() <= later[0] - found[0] <= _AHEAD:
            return found
    return None


def _near(of_year: Callable[[int], Bounds], day: dt.date, *, tense: Tense) -> Bounds:
    same = of_year(day.year)
    if same[0] is None or same[1] is None:  # the 29th of February: the nearest year before that has one
        return next((found for back in range(1, 8) if (found := of_year(day.year - back))[0] is not None), UNKNOWN)
    if tense == "future":
        return same if same[1] >= day - _BEHIND else of_year(day.year + 1)
    if same[0] > (day if tense == "done" else day + _AHEAD):
        return of_year(day.year - 1)
    coming = of_year(day.year + 1)
    return same if tense in ("past", "done") or coming[0] is None or coming[0] > day + _AHEAD else coming


def _on_weekday(of_year: Callable[[int], Bounds], day: dt.date, near: Bounds, weekday: int | None) -> Bounds:
    """The year next to publication in which the date falls on the weekday that the text gives, where there is just one such."""
    if weekday is None or near[0] is None or near[0].weekday() == weekday:
        return near
    fitting = [b for year in (day.year - 1, day.year, day.year + 1) if (b := of_year(year))[0] is not None and b[0].weekday() == weekday]
    return fitting[0] if len(fitting) == 1 else near


def _in_story(of_year: Callable[[int], Bounds], context: Moment) -> Bounds:
    same = of_year(context.earliest.year)
    if not context.exact:
        return span(same, of_year(context.latest.year))
    # A story told day by day passes from December into January of the next year.
    if same[0] is not None and context.earliest - same[0] > dt.timedelta(days=240):
        return of_year(context.earliest.year + 1)
    return same
