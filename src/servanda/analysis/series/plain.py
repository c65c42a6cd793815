"""Series in tables that name what they hold: long (a row for each value) or wide (a column for each period)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from servanda.analysis.series.points import Flow, read_period
from servanda.analysis.series.reading_cells import Point, Unread, code_of, number_of
from servanda.analysis.series.tables import SourceRow, Table
from servanda.vocabulary.units import read_unit

PERIODS = ("year", "period", "date", "month", "quarter", "time", "time_period")
_ACTORS = (
    "actor",
    "actor_a",
    "actor_b",
    "actor1",
    "actor2",
    "reporter",
    "country",
    "country code",
    "iso3",
    "partner",
    "partner code",
)
_FLOWS: dict[str, Flow] = {"exports": "exports", "imports": "imports", "growth": "growth"}
Given = Mapping[str, str | None]


def long(table: Table, source: str, given: Given) -> Iterator[Point | Unread]:
    """One row a value: a period, one or two actors (the first is the one who exports or imports), measure, flow and unit.

    `given` holds what the caller says where the file has no column: `measure`, `unit`.
    """
    column = next(name for name in PERIODS if name in table.header)
    for row in table.rows:
        yield from _point(row, source, given, row.cells.get(column, ""), row.cells.get("value", ""))


def wide(table: Table, source: str, given: Given) -> Iterator[Point | Unread]:
    """One row a series, one column a period."""
    periods = [name for name in table.header if read_period(name)]
    for row in table.rows:
        for period in periods:
            yield from _point(row, source, given, period, row.cells.get(period, ""))


def _point(row: SourceRow, source: str, given: Given, period: str, value: str) -> Iterator[Point | Unread]:
    """A point, nothing where the source has no value, or what is wrong with the row."""
    cell = row.cells
    days = read_period(period)
    measure, unit, flow = cell.get("measure") or given.get("measure"), cell.get("unit") or given.get("unit"), cell.get("flow", "")
    actors = tuple(dict.fromkeys(code for name in _ACTORS if cell.get(name) and (code := code_of(cell[name])) is not None))
    known = read_unit(unit) if unit else None
    lacking = next(
        (
            name
            for name, there in (
                ("period", days),
                ("measure (a column, or --measure)", measure),
                ("unit (a column, or --unit)", unit),
                ("actor", actors),
            )
            if not there
        ),
        None,
    )
    if lacking is not None or days is None or not measure:
        yield Unread(row.place, f"no {lacking} that can be read")
    elif known is None:
        yield Unread(row.place, f"the unit is not known: {unit!r}")
    elif flow and flow not in (*_FLOWS, "total"):
        yield Unread(row.place, f"the flow is none of exports, imports, total, growth: {flow!r}")
    else:
        try:
            read = number_of(value)
        except ValueError:
            yield Unread(row.place, f"the value is no number: {value!r}")
            return
        if read is not None:
            told = cell.get("source") or source
            yield Point(measure, _FLOWS.get(flow), known.code, actors, told, days, round(read * known.factor, 6))
