"""Trade as the Correlates of War project gives it: imports in millions of current US dollars, -9 where nothing is known."""

from __future__ import annotations

import functools
from collections.abc import Iterator, Mapping

from servanda.analysis.series.points import Period, read_period
from servanda.analysis.series.reading_cells import Point, Unread, number_of
from servanda.analysis.series.tables import SourceRow, Table
from servanda.moments import Moment
from servanda.vocabulary.actors import load_actors

_FACTOR = 1e6


def dyadic_trade(table: Table, source: str) -> Iterator[Point | Unread]:
    """Dyads: `flow1` are the imports of state 1 from state 2, `flow2` those of state 2 from state 1; smoothed flows are estimates, left out."""
    for row in table.rows:
        cell = row.cells
        days = read_period(cell["year"])
        one, other = (_state(cell[name], days) for name in ("ccode1", "ccode2"))
        if days is None or one is None or other is None:
            yield Unread(row.place, "a number is not that of a state in that year")
            continue
        try:
            flows = _millions(cell["flow1"]), _millions(cell["flow2"])
        except ValueError:
            yield Unread(row.place, "a flow is no number")
            continue
        for value, pair in zip(flows, ((one, other), (other, one)), strict=True):
            if value is not None:
                yield Point("trade", "imports", "USD", pair, source, days, value)
        if flows[0] is not None and flows[1] is not None:
            yield Point("trade", None, "USD", tuple(sorted((one, other))), source, days, flows[0] + flows[1])


def national_trade(table: Table, source: str) -> Iterator[Point | Unread]:
    """A state's imports from and exports to all the world."""
    for row in table.rows:
        yield from _national(row, source)


def _national(row: SourceRow, source: str) -> Iterator[Point | Unread]:
    days = read_period(row.cells["year"])
    state = _state(row.cells["ccode"], days)
    if days is None or state is None:
        yield Unread(row.place, "a number is not that of a state in that year")
        return
    try:
        flows = {"imports": _millions(row.cells["imports"]), "exports": _millions(row.cells["exports"])}
    except ValueError:
        yield Unread(row.place, "a flow is no number")
        return
    for side, value in flows.items():
        if value is not None:
            yield Point("trade", "exports" if side == "exports" else "imports", "USD", (state,), source, days, value)


def _millions(cell: str) -> float | None:
    value = number_of(cell)
    # No flow is below nothing: -9 is what the source writes for a gap.
    return None if value is None or value < 0 else value * _FACTOR


@functools.cache
def _numbers() -> Mapping[str, tuple[tuple[str, Moment | None, Moment | None], ...]]:
    """States by COW number, each with its dates: 365 is the Soviet Union and then Russia."""
    table = load_actors()
    numbers: dict[str, tuple[tuple[str, Moment | None, Moment | None], ...]] = {}
    for code in table.state_codes():
        for spell in table.state(code):
            if spell.cow:
                numbers[spell.cow] = (*numbers.get(spell.cow, ()), (code, spell.since, spell.until))
    return numbers


@functools.lru_cache(maxsize=65536)
def _state(number: str, days: Period | None) -> str | None:
    """The state that bore a number for most of a year: the last one where two did."""
    if days is None:
        return None
    numbers = _numbers().get(number.removesuffix(".0"), ())
    bore = [
        code
        for code, since, until in numbers
        if (since is None or since.earliest <= days[1]) and (until is None or until.latest >= days[0])
    ]
    return bore[-1] if len(bore) == 1 else next((code for code, _, until in numbers if code in bore and until is None), None)
