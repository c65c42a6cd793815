"""Stated figures against the series that tables give: which agree, which contradict and by how much, and which cannot be checked.

Only like is compared with like: the same measure, unit (a currency is a unit of its own) and period.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Literal

import msgspec

from servanda.analysis.pair_record import PairRecord
from servanda.coding.table_rows import RECORD_TABLE
from servanda.records import Fact, Figure

# Yearbooks revise first announcements by less than this share; a larger gap is a contradiction.
TOLERANCE = 0.01
# What a text calls "about" or "nearly" may be this far off.
LOOSE = 0.05
# Growth rates are stated to a tenth of a point, from figures themselves rounded; half a point covers both.
POINTS = 0.5

Outcome = Literal["agrees", "contradicts", "no series"]


class Series(msgspec.Struct, frozen=True, kw_only=True):
    """One measure of the pair, year by year, as one source counts it."""

    measure: str
    unit: str
    source: str
    points: dict[int, Fact]

    def value(self, year: int) -> float | None:
        """The value of a year; None where the series has none."""
        fact = self.points.get(year)
        return figure_of(fact).value if fact else None


class Check(msgspec.Struct, frozen=True, kw_only=True):
    """A stated figure beside what a series says of the same thing; `gap` is (stated - series) / series, of rates in points."""

    stated: Fact
    outcome: Outcome
    series: Series | None
    against: tuple[Fact, ...]
    expected: float | None
    gap: float | None


def figure_of(fact: Fact) -> Figure:
    """The figure that a fact claims."""
    if not isinstance(fact.claim, Figure):
        msg = f"a {fact.kind} is no figure"
        raise TypeError(msg)
    return fact.claim


def series_of(record: PairRecord) -> tuple[Series, ...]:
    """The yearly series of the pair in the record's tables, the longest first; of two values for one year the first stands."""
    points: dict[tuple[str, str, str], dict[int, Fact]] = {}
    for fact in record.of_kind("figure"):
        figure, year = figure_of(fact), year_of(fact)
        if record.documents[fact.document].reader != RECORD_TABLE or not record.names_both(figure.about):
            continue
        if year is None or figure.measure is None or figure.change:
            continue
        source = (fact.asserted_by and fact.asserted_by.words) or record.documents[fact.document].title or fact.uri
        points.setdefault((figure.measure, figure.unit, source), {}).setdefault(year, fact)
    made = [Series(measure=m, unit=u, source=s, points=dict(sorted(own.items()))) for (m, u, s), own in points.items()]
    return tuple(sorted(made, key=lambda one: (-len(one.points), one.measure, one.unit, one.source)))


def check_figures(record: PairRecord) -> tuple[Check, ...]:
    """Every figure about the pair that a text states as fact, checked against the series, in the order of the record."""
    series = series_of(record)
    return tuple(_checked(fact, series) for fact in stated_figures(record))


def stated_figures(record: PairRecord) -> Iterable[Fact]:
    """Figures about both of the pair that texts (not tables) state as fact."""
    for fact in record.of_kind("figure"):
        if record.documents[fact.document].reader == RECORD_TABLE or fact.certainty != "actual":
            continue
        if record.names_both(figure_of(fact).about):
            yield fact


def year_of(fact: Fact) -> int | None:
    """The calendar year that a figure measures; None where its period is another one, or not known."""
    when = fact.when
    if when is None or when.earliest is None or when.latest is None:
        return None
    whole = (when.earliest, when.latest) == (dt.date(when.earliest.year, 1, 1), dt.date(when.earliest.year, 12, 31))
    return when.earliest.year if whole else None


def same_value(one: Figure, other: Figure) -> bool:
    """Whether two figures say the same, each taken as exact as it is written; "about" widens what counts as the same."""
    if one.unit != other.unit:
        return False
    if abs(one.value - other.value) <= (LOOSE if one.approximate or other.approximate else 0.0) * abs(other.value):
        return True
    digits = min(_digits(one.value), _digits(other.value))
    return f"{one.value:.{digits - 1}e}" == f"{other.value:.{digits - 1}e}"


def _digits(value: float) -> int:
    """How many significant digits a value is written with; trailing zeros are taken as none."""
    return max(1, len(f"{abs(value):.12e}".split("e")[0].replace(".", "").rstrip("0")))


def _checked(fact: Fact, series: tuple[Series, ...]) -> Check:
    """One stated figure: against the series that fits it best, or none."""
    figure, year = figure_of(fact), year_of(fact)
    unknown = Check(stated=fact, outcome="no series", series=None, against=(), expected=None, gap=None)
    if year is None:
        return unknown
    if figure.change is not None:
        rates = [check for one in series if (check := _rate_checked(fact, one, year)) is not None]
        return min(rates, key=lambda check: abs(check.gap or 0.0), default=unknown)
    found = [check for one in series if (check := _value_checked(fact, one, year)) is not None]
    return min(found, key=lambda check: abs(check.gap or 0.0), default=unknown)


def _value_checked(fact: Fact, series: Series, year: int) -> Check | None:
    """A value against the same year of a series; None where the series measures something else or lacks the year."""
    figure, point = figure_of(fact), series.points.get(year)
    if point is None or (series.measure, series.unit) != (figure.measure, figure.unit):
        return None
    told = figure_of(point)
    gap = (figure.value - told.value) / told.value if told.value else 0.0
    within = {"at_least": gap <= TOLERANCE, "at_most": gap >= -TOLERANCE}.get(figure.bound or "", abs(gap) <= TOLERANCE)
    agrees = within or same_value(figure, told)
    outcome: Outcome = "agrees" if agrees else "contradicts"
    return Check(stated=fact, outcome=outcome, series=series, against=(point,), expected=told.value, gap=gap)


def _rate_checked(fact: Fact, series: Series, year: int) -> Check | None:
    """A yearly change in percent against the two years of a series."""
    figure = figure_of(fact)
    before, now = series.value(year - 1), series.value(year)
    if figure.unit != "percent" or figure.measure != series.measure or figure.change is None or not before or now is None:
        return None
    rate = (now - before) / before * 100
    stated = -figure.value if figure.change.direction == "down" else figure.value
    gap = stated - rate
    outcome: Outcome = "agrees" if abs(gap) <= (LOOSE * 100 if figure.approximate else POINTS) else "contradicts"
    return Check(
        stated=fact, outcome=outcome, series=series, against=(series.points[year - 1], series.points[year]), expected=rate, gap=gap
    )
