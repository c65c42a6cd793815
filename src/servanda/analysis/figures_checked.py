"""Stated figures against the series that tables give: which agree, which contradict and by how much, and which cannot be checked.

Only like is compared with like: the same measure, unit (a currency is a unit of its own) and period.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

import msgspec

from servanda.analysis.pair_record import PairRecord
from servanda.analysis.series import points
from servanda.analysis.series.checking import LOOSE, Answer, Outcome, check_fact
from servanda.analysis.series.from_facts import series_from
from servanda.coding.table_rows import RECORD_TABLE
from servanda.records import Fact, Figure


class Series(msgspec.Struct, frozen=True, kw_only=True):
    """One measure of the pair, year by year, as one source counts it; of a `flow` the first of `actors` exports or imports."""

    measure: str
    flow: points.Flow | None
    unit: str
    actors: tuple[str, ...]
    source: str
    points: dict[int, Fact]

    def value(self, year: int) -> float | None:
        """The value of a year; None where the series has none."""
        fact = self.points.get(year)
        return figure_of(fact).value if fact else None

    def counts(self, figure: Figure) -> bool:
        """Whether it counts the same side of an exchange as a figure: both ways together, or what one sends to the other."""
        side = figure.flow.side if figure.flow else "total"
        if self.flow is None or side == "total":
            return self.flow is None and side == "total"
        return figure.flow is not None and (self.flow == side) == (self.actors[0] == figure.flow.of)


class Check(msgspec.Struct, frozen=True, kw_only=True):
    """A stated figure beside what a series says of the same thing; `gap` is (stated - series) / series, of rates in points.

    `source` names the series that is nearest, `against` are the facts its value rests on, `others` what other series have; `reason` says
    why none could answer.
    """

    stated: Fact
    outcome: Outcome
    source: str | None
    against: tuple[Fact, ...]
    expected: float | None
    gap: float | None
    tolerance: float = 0.0
    others: tuple[Answer, ...] = ()
    reason: str = ""


def figure_of(fact: Fact) -> Figure:
    """The figure that a fact claims."""
    if not isinstance(fact.claim, Figure):
        msg = f"a {fact.kind} is no figure"
        raise TypeError(msg)
    return fact.claim


def series_of(record: PairRecord) -> tuple[Series, ...]:
    """The yearly series of the pair in the record's tables, the longest first; of two values for one year the first stands."""
    made = []
    for one in _kept_series(record):
        years = {days[0].year: fact for days, fact in one.evidence.items() if days == points.year_of(days[0].year)}
        if years and record.names_both(one.actors):
            made.append(Series(measure=one.measure, flow=one.flow, unit=one.unit, actors=one.actors, source=one.source, points=years))
    # Trade both ways comes before either way, among series as long as each other.
    return tuple(sorted(made, key=lambda one: (-len(one.points), one.flow is not None, one.measure, one.unit, one.source)))


def check_figures(record: PairRecord) -> tuple[Check, ...]:
    """Every figure about the pair that a text states as fact, checked against the series, in the order of the record."""
    return check_these(record, stated_figures(record))


def check_these(record: PairRecord, facts: Iterable[Fact]) -> tuple[Check, ...]:
    """Some figures of a record checked against the series that it holds."""
    series = _kept_series(record)
    return tuple(_checked(record, fact, series) for fact in facts)


def _kept_series(record: PairRecord) -> tuple[points.Series, ...]:
    """The series in the record's tables, with each of the pair under its own code: the Soviet Union counts as Russia."""
    return series_from(record.of_kind("figure"), record.documents, side=lambda code: record.side(code) or code)


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


def _checked(record: PairRecord, fact: Fact, series: Iterable[points.Series]) -> Check:
    """One stated figure against the series that fits it best, or why none does."""
    figure = figure_of(fact)
    sides = {code: record.side(code) or code for code in figure.about}
    flow = figure.flow
    if flow is not None:
        flow = msgspec.structs.replace(flow, of=record.side(flow.of) or flow.of, partner=record.side(flow.partner) or flow.partner)
    ours = msgspec.structs.replace(figure, about=tuple(dict.fromkeys(sides.values())), flow=flow)
    found = check_fact(msgspec.structs.replace(fact, claim=ours), series)
    against: tuple[Fact, ...] = ()
    if found.against is not None and fact.when is not None and fact.when.earliest is not None and fact.when.latest is not None:
        period = (fact.when.earliest, fact.when.latest)
        before = found.against.grounds(points.year_before(period)) if figure.change is not None else ()
        against = (*before, *found.against.grounds(period))
    return Check(
        stated=fact,
        outcome=found.outcome,
        source=found.against.source if found.against else None,
        against=against,
        expected=found.expected,
        gap=found.gap,
        tolerance=found.tolerance,
        others=found.others,
        reason=found.reason,
    )
