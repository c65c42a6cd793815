"""What a date in a text comes to: the words, and the days between which it lies."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Literal

import msgspec

from servanda.moments import Moment
from servanda.records import When

Bounds = tuple[dt.date | None, dt.date | None]
Order = Literal["mdy", "dmy"]

UNKNOWN: Bounds = (None, None)


class DateMention(msgspec.Struct, frozen=True):
    """A date as the text words it: `text[start:end] == words`, with the first and last day that it may mean.

    A bound that the text leaves open, or that cannot be known without a date to count from, is None. `held` tells a
    state that lasted ("since 2001") from a point ("in 2001"). `kind` is one of `day month year range relative partial
    open decade season quarter duration ambiguous name`.
    """

    start: int
    end: int
    words: str
    earliest: dt.date | None
    latest: dt.date | None
    held: bool
    kind: str


class Anchor(msgspec.Struct, frozen=True):
    """The dates that relative words count from.

    `published` is the document's date; `context` the last date told in the narrative ("two days later"). `order` is
    how the document writes 05/06/2001, where it settles it. `narrative` says that the document tells of the past, so
    that a date without a year belongs to the story's year and not to the year of publication.
    """

    published: Moment | None = None
    context: Moment | None = None
    order: Order | None = None
    narrative: bool = False


class Source(msgspec.Struct, frozen=True):
    """A text beside its lower case, letter for letter at the same places."""

    text: str
    low: str


class Core(msgspec.Struct, frozen=True):
    """A date read at a place, before the year that it may lack is settled.

    `of_year` is set where the text leaves the year open: it gives the bounds in a year. `grain` is the unit that
    "early" or "the end of" divides; `weekday` (Monday is 0) helps to find a year that is left open.
    """

    end: int
    kind: str
    bounds: Bounds
    grain: str = "day"
    of_year: Callable[[int], Bounds] | None = None
    held: bool = False
    weekday: int | None = None


Reader = Callable[[Source, int, Anchor], Core | None]


def make_source(text: str) -> Source:
    """Lower the text without moving any letter: a few capitals grow longer in lower case and stay as they are."""
    low = text.lower()
    if len(low) != len(text):
        low = "".join(small if len(small := letter.lower()) == 1 else letter for letter in text)
    return Source(text, low)


def to_when(mention: DateMention, told_on: Moment | None = None) -> When:
    """The mention as a fact keeps it.

    A state told without an end ("since 2001") is known to have held as late as it was told: with `told_on`, the document's
    date, that is its latest day; without, its end stays open.
    """
    latest = mention.latest
    if told_on is not None and mention.held and latest is None and mention.earliest is not None and mention.earliest <= told_on.latest:
        latest = told_on.latest
    return When(earliest=mention.earliest, latest=latest, words=mention.words, held=mention.held)
