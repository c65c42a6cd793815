"""Series by indicator: World Bank and IMF, with a column for each period or each indicator, and SDMX-CSV with a row for each value.

The unit is that of series_indicators.csv; what the caller says of the unit (`given`), or a column `scale` in words, goes before it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from servanda.analysis.series.points import read_period
from servanda.analysis.series.reading_cells import Point, Unread, code_of, number_of, trade_actors
from servanda.analysis.series.tables import SourceRow, Table
from servanda.vocabulary.series_indicators import Indicator, indicators
from servanda.vocabulary.units import read_unit

_CODES = ("indicator code", "series code")
# A column that ends in its indicator: "Goods, Value of Exports, … (TXG_FOB_USD)".
_HEADED = re.compile(r".*\((?P<code>[a-z]\w+_\w+)\)")
_SCALES = {"units": 1.0, "thousands": 1e3, "millions": 1e6, "billions": 1e9}


def headed_by_indicator(header: tuple[str, ...]) -> dict[str, str]:
    """The columns whose names end in an indicator that is known, with it."""
    found = {name: match["code"].upper() for name in header if (match := _HEADED.fullmatch(name))}
    return {name: code for name, code in found.items() if code in indicators()}


def by_columns(table: Table, source: str, unit: str | None) -> Iterator[Point | Unread]:
    """A row for each country, counterpart and period, a column for each indicator."""
    columns = headed_by_indicator(table.header)
    for row in table.rows:
        for column, code in columns.items():
            found = _what_and_whom(row, code)
            if isinstance(found, Unread):
                yield found
            else:
                yield from _point(row, found, source, row.cells.get("time period", ""), row.cells.get(column, ""), unit)


def long_by_indicator(table: Table, source: str, unit: str | None) -> Iterator[Point | Unread]:
    """A row for each country, counterpart, indicator and period."""
    for row in table.rows:
        found = _what_and_whom(row, next((row.cells[name] for name in _CODES if row.cells.get(name)), ""))
        if isinstance(found, Unread):
            yield found
        else:
            yield from _point(row, found, source, row.cells.get("time period", ""), row.cells.get("value", ""), unit)


def wide_by_indicator(table: Table, source: str, unit: str | None) -> Iterator[Point | Unread]:
    """A row for each country (and counterpart) and indicator, a column for each period; a row that gives values beside others is left out."""
    periods = [name for name in table.header if read_period(name.upper())]
    for row in table.rows:
        cell = row.cells
        code = next((cell[name] for name in _CODES if cell.get(name)), "")
        if not code or cell.get("attribute", "Value").lower() not in ("", "value"):
            # A line that closes the file ("Last Updated"), or a row of remarks on the values above it.
            continue
        found = _what_and_whom(row, code)
        if isinstance(found, Unread):
            yield found
            continue
        for period in periods:
            yield from _point(row, found, source, period, cell.get(period, ""), unit)


def sdmx(table: Table, source: str, unit: str | None) -> Iterator[Point | Unread]:
    """SDMX-CSV: `country`, `indicator`, `time_period`, `obs_value` and `counterpart_country` where trade is told.

    Values are in whole units there; the column `scale` only says in which they are shown.
    """
    for row in table.rows:
        found = _what_and_whom(row, row.cells.get("indicator", ""))
        if isinstance(found, Unread):
            yield found
        else:
            period, value = row.cells.get("time_period", ""), row.cells.get("obs_value", "")
            yield from _point(row, found, source, period, value, unit or found[0].unit)


def _what_and_whom(row: SourceRow, code: str) -> tuple[Indicator, tuple[str, ...]] | Unread:
    indicator = indicators().get(code)
    if indicator is None:
        return Unread(row.place, f"the indicator {code or '(none)'} is not in series_indicators.csv")
    actors = _countries(row.cells)
    return (indicator, actors) if actors else Unread(row.place, "the country or its counterpart is no one actor")


def _countries(cell: Mapping[str, str]) -> tuple[str, ...] | None:
    """The country of a row and its counterpart; None where one is no known actor."""
    country = (cell.get("country code", ""), cell.get("country name", ""), cell.get("country", ""))
    partner = (
        cell.get("counterpart country code", ""),
        cell.get("counterpart country name", ""),
        cell.get("counterpart_country", ""),
    )
    if any(partner):
        return trade_actors(country, partner)
    code = next((found for words in country if words and (found := code_of(words))), None)
    return (code,) if code else None


def _point(
    row: SourceRow, found: tuple[Indicator, tuple[str, ...]], source: str, period: str, value: str, unit: str | None
) -> Iterator[Point | Unread]:
    """One value as a point; `unit`, where it is given, says in which unit and scale it is written."""
    indicator, actors = found
    days = read_period(period.upper())
    known = read_unit(unit) if unit else None
    scale = _SCALES.get(row.cells.get("scale", "").lower(), float(indicator.factor))
    code, factor = (known.code, known.factor) if known else (indicator.unit, scale)
    try:
        read = number_of(value)
    except ValueError:
        yield Unread(row.place, f"a value of {period} is no number")
        return
    if days is None:
        yield Unread(row.place, "the period cannot be read")
    elif unit and known is None:
        yield Unread(row.place, f"the unit is not known: {unit!r}")
    elif read is not None:
        yield Point(indicator.measure, indicator.flow, code, actors, f"{source}: {indicator.code}", days, round(read * factor, 6))
