"""A stated figure against series: it agrees, it contradicts by so much, or no series can answer it, and why."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Literal, Protocol

import msgspec

from servanda.analysis.series.points import Period, Series, year_before
from servanda.records import Fact, Figure

# Yearbooks revise first announcements by less than this share; a larger gap is a contradiction.
TOLERANCE = 0.01
# What a text calls "about" or "nearly" may be this far off, and what it rounds coarsely ("$8 billion") no farther.
LOOSE = 0.05
# Growth rates are stated to a tenth of a point, from figures themselves rounded; half a point covers both.
POINTS = 0.5
# Gaps by whole thousands and millions come from a series read in another scale than it is in.
_SCALES = (1e3, 1e6, 1e9, 1e-3, 1e-6, 1e-9)
# "Xi" stands in too many names to tell a source by.
_SHORT_NAME = 3
_SIDED = ("exports", "imports")
# Growth of these is told in constant prices; a series in current ones does not give it.
_REAL = frozenset({"gdp"})

Outcome = Literal["agrees", "contradicts", "no series"]


class Answer(msgspec.Struct, frozen=True):
    """What one series has for a figure, and how far off the figure is: (stated - series) / series, of rates in percentage points."""

    series: Series
    expected: float
    gap: float


class SeriesCheck(msgspec.Struct, frozen=True, kw_only=True):
    """The outcome of a check; `reason` says what an answer lacked, or which series answer otherwise, `tolerance` what gap is allowed.

    `against`, `expected` and `gap` are those of the series that is nearest to what is stated, among those of other sources than the one
    who states it where there are any; `others` what other series have.
    """

    outcome: Outcome
    reason: str
    against: Series | None
    others: tuple[Answer, ...]
    expected: float | None
    gap: float | None
    tolerance: float


def check_fact(fact: Fact, series: Iterable[Series]) -> SeriesCheck:
    """Check one figure; like is compared with like, nothing is converted and no period is stretched."""
    figure = fact.claim
    if not isinstance(figure, Figure):
        msg = f"a {fact.kind} is no figure"
        raise TypeError(msg)
    fitting = list(series)
    if not fitting:
        return unchecked("there is no series of these actors")
    for reason, keep in _filters(figure):
        kept = [one for one in fitting if keep(one)]
        if not kept:
            return unchecked(reason.format(", ".join(sorted({one.unit for one in fitting})) or "none"))
        fitting = kept
    if fact.when is None or fact.when.earliest is None or fact.when.latest is None:
        return unchecked("the text does not say which period the figure measures")
    answers = [one for series in fitting if (one := _answer(figure, series, (fact.when.earliest, fact.when.latest))) is not None]
    if not answers:
        return unchecked("no series has that period")
    # That a source repeats itself confirms nothing.
    answers.sort(key=lambda one: (_its_own(fact, one.series), abs(one.gap), one.series.source))
    best, *others = answers
    tolerance = _tolerance(figure)
    if _another_scale(figure, best):
        return unchecked(f"{best.series.source} has {best.expected:g}: it seems to be in another scale; say which with --unit")
    return SeriesCheck(
        outcome="agrees" if _within(figure, best.gap, tolerance) else "contradicts",
        reason=_reserve(
            fact, best.series, [one for one in others if _within(figure, best.gap, tolerance) and not _within(figure, one.gap, tolerance)]
        ),
        against=best.series,
        others=tuple(others),
        expected=best.expected,
        gap=best.gap,
        tolerance=tolerance,
    )


def unchecked(reason: str) -> SeriesCheck:
    """A figure that no series answers, and why."""
    return SeriesCheck(outcome="no series", reason=reason, against=None, others=(), expected=None, gap=None, tolerance=0.0)


def _its_own(fact: Fact, series: Series) -> bool:
    """Whether a series is of the one who states the figure: of that name, or of the same office of the same state."""
    said = fact.asserted_by
    if said is None:
        return False
    source = series.source.casefold()
    names = {name.casefold() for name in (said.name, said.words) if name and len(name) > _SHORT_NAME}
    if any(name in source or source in name for name in names):
        return True
    counting = [point.asserted_by for point in series.evidence.values() if point.asserted_by is not None]
    return said.actor is not None and any((one.actor, one.sector) == (said.actor, said.sector) for one in counting)


def _reserve(fact: Fact, best: Series, differing: Sequence[Answer]) -> str:
    """What takes from the weight of an outcome: that the series is the same source's, or that other series answer otherwise."""
    reserves = ["the series is of the same source"] if _its_own(fact, best) else []
    if differing:
        reserves.append("other sources differ: " + ", ".join(one.series.source for one in differing))
    return "; ".join(reserves)


class _Filter(msgspec.Struct, frozen=True):
    """The demands on a series that the figure makes, one a method."""

    figure: Figure

    def goods(self, one: Series) -> bool:
        """Series count all goods; a figure of some of them is answered by none."""
        del one
        return self.figure.goods is None

    def whole(self, one: Series) -> bool:
        """A share is answered by a series of shares of the same whole alone; those that are given out are shares of the GDP."""
        return self.figure.share_of is None or (one.unit == "percent" and "gdp" in self.figure.share_of.lower())

    def measure(self, one: Series) -> bool:
        """The same thing is measured."""
        return one.measure == self.figure.measure

    def actors(self, one: Series) -> bool:
        """The same actors are meant, and nobody else."""
        return frozenset(one.actors) == frozenset(self.figure.about)

    def flow(self, one: Series) -> bool:
        """The same side of an exchange: the exports of A to B are the imports of B from A."""
        told = self.figure.flow
        if one.flow == "growth":
            return self.figure.change is not None
        if told is None or told.side == "total":
            return one.flow is None
        if told.side not in _SIDED or one.flow is None:
            return False
        if len(one.actors) == 1:
            return one.flow == told.side
        return (one.flow == told.side) == (one.actors[0] == told.of)

    def unit(self, one: Series) -> bool:
        """The same unit; a change in percent is worked out from any."""
        return one.unit == self.figure.unit or (self.figure.change is not None and self.figure.unit == "percent")


def _filters(figure: Figure) -> Sequence[tuple[str, _Keep]]:
    """The demands in order, each with what to say where no series meets it."""
    demand = _Filter(figure)
    told = figure.flow
    side = told.side if told and told.side != "total" else "both sides of it"
    whose = f" of {told.of}" if told and told.of else ""
    return (
        (f"the figure is of {figure.goods} alone, the series of all goods", demand.goods),
        (f"the figure is a share, of: {figure.share_of}", demand.whole),
        (f"no series measures {figure.measure or 'that'}", demand.measure),
        (f"no series is about {' and '.join(figure.about) or 'nobody in particular'}", demand.actors),
        (f"no series counts {side}{whose}", demand.flow),
        (f"the figure is in {figure.unit}, the series in {{}}; nothing is converted", demand.unit),
    )


class _Keep(Protocol):
    """Whether a series meets a demand."""

    def __call__(self, one: Series, /) -> bool:
        """True where it does."""
        ...


def _answer(figure: Figure, one: Series, period: Period) -> Answer | None:
    """What a series has for the figure's period; None where it has not the period."""
    now = one.at(period)
    if figure.change is None:
        return None if now is None or now == 0 else Answer(one, now, (figure.value - now) / abs(now))
    sign = -1.0 if figure.change.direction == "down" else 1.0
    stated = sign * figure.value
    if one.flow == "growth":
        return None if now is None else Answer(one, now, stated - now)
    before = one.at(year_before(period))
    if now is None or not before or figure.measure in _REAL:
        return None
    if figure.unit == "percent":
        rate = (now - before) / abs(before) * 100
        return Answer(one, rate, stated - rate)
    return None if now == before else Answer(one, now - before, (stated - (now - before)) / abs(now - before))


def _tolerance(figure: Figure) -> float:
    """The gap that is allowed: for what the text calls vague, for how coarsely it rounds, or for later revisions."""
    if figure.change is not None and figure.unit == "percent":
        return LOOSE * 100 if figure.approximate and figure.bound is None else POINTS
    if figure.approximate and figure.bound is None:
        return LOOSE
    return max(TOLERANCE, min(_rounding(figure.value), LOOSE))


def _rounding(value: float) -> float:
    """Half a unit of the last digit that is no trailing zero, as a share of the value: 0.0625 of 8 billion, 0.0003 of 15.76 billion."""
    digits = f"{abs(value):.12e}".split("e")[0].replace(".", "").rstrip("0")
    return 0.5 / int(digits) if digits else 0.0


def _within(figure: Figure, gap: float, tolerance: float) -> bool:
    """Whether a gap is within bounds: "over 50" is kept by all that lies above, but not by what is less."""
    if figure.bound == "at_least":
        return gap <= tolerance
    if figure.bound == "at_most":
        return gap >= -tolerance
    return abs(gap) <= tolerance


def _another_scale(figure: Figure, answer: Answer) -> bool:
    """Whether stated and series are the same but for a factor of thousands."""
    if figure.change is not None or figure.unit == "percent" or not answer.expected:
        return False
    return any(abs(figure.value / answer.expected / scale - 1) <= LOOSE for scale in _SCALES)
