"""Cells of a table of series as numbers, periods and actors."""

from __future__ import annotations

import functools
import re
from typing import NamedTuple

from servanda.analysis.series.points import Flow, Period
from servanda.vocabulary.actors import load_actors

# What sources write where they have no value.
_MISSING = frozenset({"", ".", "..", "...", "na", "n/a", "nan", "none", "null", "-", ":", "#n/a"})
# A comma parts thousands; one that does not is a decimal comma, which is not guessed at.
_THOUSANDS = re.compile(r"-?\d{1,3}(?:,\d{3})+(?:\.\d+)?")
# How sources name all the world: a flow to it is a state's whole flow.
_WORLD = frozenset({"WLD", "W00", "W0", "G001", "WORLD", "001"})


class Unread(NamedTuple):
    """A row, or a cell of it, that could not be used: where, and why, in words that are the same for all rows with the same reason."""

    place: str
    why: str


class Point(NamedTuple):
    """One value of a series: what is measured, in which unit, of whom, by whom counted, in which period."""

    measure: str
    flow: Flow | None
    unit: str
    actors: tuple[str, ...]
    source: str
    days: Period
    value: float


def number_of(cell: str | None) -> float | None:
    """A cell's number; None where the source has none. ValueError for words."""
    text = (cell or "").strip().replace("\u00a0", "").replace(" ", "")
    if text.lower() in _MISSING:
        return None
    return float(text.replace(",", "") if _THOUSANDS.fullmatch(text) else text)


@functools.lru_cache(maxsize=4096)
def code_of(words: str) -> str | None:
    """The one actor that a code or name stands for; None for a group of no government, the world and unknown words."""
    table = load_actors()
    text = words.strip()
    if len(text) <= len("ASEAN") and text.isupper() and table.knows(text):
        return text
    choices = {candidate.actors for candidate in table.resolve(text).candidates} if text and not text.isdigit() else set()
    actors = next(iter(choices)) if len(choices) == 1 else ()
    return actors[0] if len(actors) == 1 else None


def is_world(words: str) -> bool:
    """Whether a partner is all the world."""
    return words.strip().upper() in _WORLD


def trade_actors(reporter: tuple[str, ...], partner: tuple[str, ...]) -> tuple[str, ...] | None:
    """Who trades with whom, each given by code and name: (reporter, partner), (reporter,) with all the world, None where one is unknown."""
    one = next((code for words in reporter if words and (code := code_of(words))), None)
    if one is None:
        return None
    if any(map(is_world, partner)):
        return (one,)
    other = next((code for words in partner if words and (code := code_of(words))), None)
    return None if other is None or other == one else (one, other)
