"""A stated figure against series: it agrees, it contradicts by so much, or no series can answer it, and why."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Literal, Protocol

import msgspec

from servanda.analysis.figures_checked import LOOSE, POINTS, TOLERANCE, Outcome, figure_of
from servanda.analysis.series.points import Period, Series, year_before
from servanda.records import Fact, Figure

_EXPORTS = re.compile(r"\b(?:export\w*|sold|sells?|selling|sales|deliver\w*)\b", re.IGNORECASE)
_IMPORTS = re.compile(r"\b(?:import\w*|bought|buys?|buying|purchas\w*)\b", re.IGNORECASE)
_BOTH = re.compile(r"\b(?:trade|turnover|commerce|exchanged)\b", re.IGNORECASE)
Side = Literal["exports", "imports"]


class SeriesCheck(msgspec.Struct, frozen=True, kw_only=True):
    """The outcome of a check; `gap` is (stated - series) / series, of rates in percentage points; `reason` says what an answer lacked.

    `against` is the series that fits best, `others` those that could have answered too.
    """

    outcome: Outcome
    reason: str
    against: Series | None
    others: tuple[Series, ...]
    expected: float | None
    gap: float | None
    tolerance: float


def check_fact(fact: Fact, series: Iterable[Series]) -> SeriesCheck:
    """Check one figure; like is compared with like, nothing is converted and no period is stretched."""
    figure = figure_of(fact)
    fitting = list(series)
    for reason, keep in _filters(figure, _side_told(fact)):
        kept = [one for one in fitting if keep(one)]
        if not kept:
            return _none(reason.format(", ".join(sorted({one.unit for one in fitting})) or "none"))
        fitting = kept
    if fact.when is None or fact.when.earliest is None or fact.when.latest is None:
        return _none("the text does not say which period the figure measures")
    period = (fact.when.earliest, fact.when.latest)
    checks = [(one, check) for one in fitting if (check := _compared(figure, one, period)) is not None]
    if not checks:
        return _none("no series has that period")
    best, (expected, gap, tolerance) = min(checks, key=lambda pair: abs(pair[1][1]))
    outcome: Outcome = "agrees" if _within(figure, gap, tolerance) else "contradicts"
    others = tuple(one for one, _ in checks if one is not best)
    return SeriesCheck(outcome=outcome, reason="", against=best, others=others, expected=expected, gap=gap, tolerance=tolerance)


def _none(reason: str) -> SeriesCheck:
    return SeriesCheck(outcome="no series", reason=reason, against=None, others=(), expected=None, gap=None, tolerance=0.0)


def _side_told(fact: Fact) -> Side | None:
    """Whether the words tell exports or imports; None where they tell of both or of neither."""
    words = fact.spans[0].words
    exports, imports = bool(_EXPORTS.search(words)), bool(_IMPORTS.search(words))
    if _BOTH.search(words) or exports == imports:
        return None
    return "exports" if exports else "imports"


class _Filter(msgspec.Struct, frozen=True):
    """One demand on a series."""

    figure: Figure
    side: Side | None
    about: frozenset[str]

    def measure(self, one: Series) -> bool:
        """The same thing is measured."""
        return one.measure == self.figure.measure

    def actors(self, one: Series) -> bool:
        """The same actors are meant, and nobody else."""
        return frozenset(one.actors) == self.about

    def flow(self, one: Series) -> bool:
        """The same side of an exchange: the exports of A to B are the imports of B from A."""
        if one.flow == "growth":
            return self.figure.change is not None
        if self.side is None or self.figure.measure != "trade":
            return one.flow is None
        doer = self.figure.about[0]
        return one.flow is not None and (one.flow == self.side) == (one.actors[0] == doer)

    def unit(self, one: Series) -> bool:
        """The same unit; a change in percent is worked out from any."""
        return one.unit == self.figure.unit or (self.figure.change is not None and self.figure.unit == "percent")


def _filters(figure: Figure, side: Side | None) -> Sequence[tuple[str, _Keep]]:
    """The demands in order, each with what to say where no series meets it."""
    demand = _Filter(figure, side, frozenset(figure.about))
    return (
        (f"no series measures {figure.measure or 'that'}", demand.measure),
        (f"no series is about {' and '.join(figure.about) or 'nobody in particular'}", demand.actors),
        (f"no series counts {side or 'both sides of it'}", demand.flow),
        (f"the figure is in {figure.unit}, the series in {{}}; nothing is converted", demand.unit),
    )


class _Keep(Protocol):
    """Whether a series meets a demand."""

    def __call__(self, one: Series, /) -> bool:
        """True where it does."""
        ...


def _compared(figure: Figure, one: Series, period: Period) -> tuple[float, float, float] | None:
    """What the series has, the gap and the tolerance; None where it has not the period."""
    now = one.at(period)
    if figure.change is None:
        if now is None or now == 0:
            return None
        return now, (figure.value - now) / abs(now), LOOSE if figure.approximate else TOLERANCE
    sign = -1.0 if figure.change.direction == "down" else 1.0
    if one.flow == "growth":
        return None if now is None else (now, sign * figure.value - now, _points(figure))
    before = one.at(year_before(period))
    if now is None or not before:
        return None
    if figure.unit == "percent":
        rate = (now - before) / abs(before) * 100
        return rate, sign * figure.value - rate, _points(figure)
    if now == before:
        return None
    return now - before, (sign * figure.value - (now - before)) / abs(now - before), LOOSE if figure.approximate else TOLERANCE


def _points(figure: Figure) -> float:
    return LOOSE * 100 if figure.approximate else POINTS


def _within(figure: Figure, gap: float, tolerance: float) -> bool:
    """Whether a gap is within bounds: "over 50" is kept by all that lies above, but not by what is less."""
    if figure.bound == "at_least":
        return gap <= tolerance
    if figure.bound == "at_most":
        return gap >= -tolerance
    return abs(gap) <= tolerance
