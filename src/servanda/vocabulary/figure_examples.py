"""Sentences with figures and what a careful reader takes from them: the key by which the coder of figures is measured."""

from __future__ import annotations

import datetime as dt
import functools

import msgspec

from servanda.moments import Moment
from servanda.vocabulary.tables import TableRow, data_file, read_yaml


class FigureExample(TableRow, frozen=True, kw_only=True):
    """A sentence, the day it appeared, and its figures as the head of figure_examples.yml explains them."""

    kind: str
    text: str
    published: str | None = None
    figures: tuple[str, ...]

    @property
    def on(self) -> Moment | None:
        """When the sentence appeared."""
        return Moment.parse(self.published) if self.published else None

    def wanted(self) -> tuple[WantedFigure, ...]:
        """The figures that the row names."""
        return tuple(_wanted(words) for words in self.figures)


class WantedFigure(msgspec.Struct, frozen=True):
    """A figure of the key; `measures` may be any of several, an empty one is none; an open end of the period is None.

    `details` are what else the row says: `about`, `flow`, `of` (the whole of a share), `goods`, `sample`, `pollster`, `population`, `question`.
    """

    value: float
    unit: str
    measures: tuple[str, ...]
    period: tuple[dt.date | None, dt.date | None] | None
    flags: frozenset[str]
    details: dict[str, str]


@functools.cache
def figure_examples() -> tuple[FigureExample, ...]:
    """The rows of the key."""
    return read_yaml(data_file("figure_examples.yml"), FigureExample)


def _wanted(words: str) -> WantedFigure:
    value, unit, measure, period, *more = words.split()
    details = dict(one.split("=", 1) for one in more if "=" in one)
    return WantedFigure(
        float(value),
        unit,
        tuple("" if one == "-" else one for one in measure.split("|")),
        _period(period),
        frozenset(one for one in more if "=" not in one),
        {name: words.replace("_", " ") for name, words in details.items()},
    )


def _period(words: str) -> tuple[dt.date | None, dt.date | None] | None:
    if words == "-":
        return None
    first, _, last = words.partition("/")
    if not last:
        moment = Moment.parse(first)
        return moment.earliest, moment.latest
    return _day(first), _day(last)


def _day(words: str) -> dt.date | None:
    return None if words == ".." else dt.date.fromisoformat(words)
