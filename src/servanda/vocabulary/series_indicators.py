"""What the indicators of well-known series measure, and in which unit."""

from __future__ import annotations

import functools
from typing import Literal

from servanda.vocabulary.measures import load_measures
from servanda.vocabulary.tables import TableRow, data_file, read_csv

Flow = Literal["exports", "imports", "growth"]


class Indicator(TableRow, frozen=True, kw_only=True):
    """An indicator of a source; `factor` brings its numbers to `unit`, `flow` is the side of an exchange or the rate of growth."""

    source: str
    code: str
    measure: str
    flow: Flow | None
    unit: str
    factor: str
    note: str | None


@functools.cache
def indicators() -> dict[str, Indicator]:
    """Every indicator by its code."""
    return {row.code: row for row in read_csv(data_file("series_indicators.csv"), Indicator)}


def check_indicators() -> list[str]:
    """Indicators of unknown measures or with a factor that is no number."""
    known = {measure.id for measure in load_measures()}
    problems = [f"{row.place}: unknown measure {row.measure!r}" for row in indicators().values() if row.measure not in known]
    problems += [f"{row.place}: the factor is no number: {row.factor!r}" for row in indicators().values() if not row.factor.isdigit()]
    return problems
