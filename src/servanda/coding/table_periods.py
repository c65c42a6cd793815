"""Periods as tables write them."""

from __future__ import annotations

import datetime as dt
import re

from servanda.dating import Anchor, find_dates
from servanda.moments import Moment
from servanda.records import When

_QUARTER = re.compile(r"(\d{4})[-\s]?Q([1-4])|Q([1-4])[-\s](\d{4})", re.IGNORECASE)
_YEAR = re.compile(r"(?:1[5-9]|20)\d\d")


def read_when(words: str) -> When | None:
    """The time of a cell, as exact as it is written: "2010", "2010-05", "2010-Q2", "May 2010"; None for anything else."""
    text = words.strip().rstrip("*†:")
    if quarter := _QUARTER.fullmatch(text):
        year, first = int(quarter[1] or quarter[4]), 3 * int(quarter[2] or quarter[3]) - 2
        return When(earliest=dt.date(year, first, 1), latest=Moment.month(year, first + 2).latest, words=words, held=True)
    try:
        moment = Moment.parse(text)
    except ValueError:
        return _in_words(text)
    return When(earliest=moment.earliest, latest=moment.latest, words=words, held=not moment.exact)


def _in_words(text: str) -> When | None:
    """A month or day in words with its year, and nothing else beside it."""
    if not _YEAR.search(text):
        return None
    found = find_dates(text, Anchor())
    if len(found) != 1 or found[0].words != text or found[0].earliest is None or found[0].latest is None:
        return None
    return When(earliest=found[0].earliest, latest=found[0].latest, words=text, held=found[0].earliest != found[0].latest)
