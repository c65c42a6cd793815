"""Years and directions that the text leaves out, settled from the document's date or from the story so far."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable

from servanda.dating.calendar_words import span
from servanda.dating.mentions import UNKNOWN, Anchor, Bounds, Source
from servanda.moments import Moment

# News names a coming day without its year when it is near; beyond two months the same day of last year is likelier.
_AHEAD = dt.timedelta(days=62)
_BEHIND = dt.timedelta(days=31)
# A story that has just told of a day goes on within a month of it, and not in the year of publication.
_STORY_GOES_ON = dt.timedelta(days=31)

_FUTURE = re.compile(
    r"(?<![a-z])(?:will|shall|would|’ll|'ll|scheduled|slated|expected|expects?|due|planned|plans?|set|going|upcoming|coming|forthcoming"
    r"|is to|are to|next|invited|until|till|no later than|by)(?![a-z])"
)
_PAST = re.compile(
    r"(?<![a-z])(?:said|told|announced|reported|began|begun|started|met|was|were|had|did|signed|ended|lasted|stayed)(?![a-z])"
)
_SENTENCE_END = re.compile(r"[.!?;]\s|\n\s*\n")
_CLAUSE = 70


def looks_ahead(source: Source, start: int) -> bool:
    """Whether the words just before a date speak of the future ("will be held on")."""
    ahead = source.low[max(0, start - _CLAUSE) : start]
    for end in _SENTENCE_END.finditer(ahead):
        last = end.end()
        ahead = " " * last + ahead[last:]
    cue = None
    for cue in _FUTURE.finditer(ahead):
        pass
    return cue is not None and not _PAST.search(ahead, cue.end())


def spread(moment: Moment | None, count: Callable[[dt.date], Bounds]) -> Bounds:
    """Count from both ends of a moment, so that what is known roughly stays rough; unknown where nothing is to count from."""
    if moment is None:
        return UNKNOWN
    try:
        return span(count(moment.earliest), count(moment.latest))
    except (ValueError, OverflowError):
        return UNKNOWN


def settle_year(of_year: Callable[[int], Bounds], anchor: Anchor, *, ahead: bool) -> Bounds:
    """The bounds of a date without a year; unknown where neither publication nor story has one.

    Counted from publication it is the same year, or the year before where it would lie more than two months ahead. Where
    the words look ahead (`ahead`), it is the first such date from a month before publication on. A story wins over publication
    where the anchor says so, or where it has told of a day of an earlier year at most a month before.
    """
    context, published = anchor.context, anchor.published
    if context is not None and (published is None or anchor.narrative):
        return _in_story(of_year, context)
    if published is None:
        return UNKNOWN
    if context is not None and context.exact and context.latest.year < published.earliest.year and not ahead:
        told = _in_story(of_year, context)
        if told[0] is not None and dt.timedelta() <= told[0] - context.latest <= _STORY_GOES_ON:
            return told
    return spread(published, lambda day: _near(of_year, day, ahead=ahead))


def _near(of_year: Callable[[int], Bounds], day: dt.date, *, ahead: bool) -> Bounds:
    same = of_year(day.year)
    if same[0] is None or same[1] is None:  # the 29th of February: the nearest year before that has one
        return next((found for back in range(1, 8) if (found := of_year(day.year - back))[0] is not None), UNKNOWN)
    if ahead:
        return same if same[1] >= day - _BEHIND else of_year(day.year + 1)
    return same if same[0] <= day + _AHEAD else of_year(day.year - 1)


def _in_story(of_year: Callable[[int], Bounds], context: Moment) -> Bounds:
    same = of_year(context.earliest.year)
    if not context.exact:
        return span(same, of_year(context.latest.year))
    # A story told day by day passes from December into January of the next year.
    if same[0] is not None and context.earliest - same[0] > dt.timedelta(days=240):
        return of_year(context.earliest.year + 1)
    return same
