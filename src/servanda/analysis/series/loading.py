"""Series from CSV and Parquet in the shapes in which they are given out: long or wide, by actor or by pair."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import duckdb
import msgspec

from servanda.analysis.series.points import Flow, Period, Series, read_period
from servanda.errors import InputError
from servanda.moments import Moment
from servanda.vocabulary.actors import ActorTable, load_actors
from servanda.vocabulary.series_indicators import Indicator, indicators
from servanda.vocabulary.units import read_unit

# What sources write where they have no value; COW writes -9.
_MISSING = frozenset({"", "..", "...", "na", "n/a", "nan", "none", "null", "-", "-9", "-9.0"})
# COW gives trade in millions of current US dollars.
_COW_FACTOR = 1e6
# How many lines a source may put before its header.
_PREAMBLE = 12
# A comma parts thousands; one that does not is a decimal comma, which is not guessed at.
_THOUSANDS = re.compile(r"-?\d{1,3}(?:,\d{3})+(?:\.\d+)?")
Row = Mapping[str, str]
Point = tuple[str, Flow | None, str, tuple[str, ...], str, Period, float]


class Loaded(msgspec.Struct, frozen=True, kw_only=True):
    """The series of a file, the shape in which it was read, and what could not be used, row by row."""

    series: tuple[Series, ...]
    shape: str
    problems: tuple[str, ...]


def load_series(path: Path, *, measure: str | None = None, unit: str | None = None, source: str | None = None) -> Loaded:
    """Read a file of series; `measure`, `unit` and `source` say what a file lacks. InputError where the shape is not known.

    A value that is missing stays missing. Two values for one period make two problems and no point.
    """
    header, rows = _table(path)
    lower = {name.strip().lower(): name for name in header}
    told = source or path.stem
    points: list[Point] = []
    problems: list[str] = []
    if {"ccode1", "ccode2", "year"} <= lower.keys() and {"flow1", "flow2"} <= lower.keys():
        shape, found = "cow-trade", _cow(rows, lower, told)
    elif "primaryvalue" in lower or "trade value (us$)" in lower:
        shape, found = "comtrade", _comtrade(rows, lower, told)
    elif {"indicator code", "country code"} <= lower.keys() or {"series code", "country code"} <= lower.keys():
        shape, found = ("imf" if "counterpart country name" in lower else "worldbank"), _wide_by_indicator(header, rows, lower, told)
    elif "value" in lower and any(name in lower for name in _PERIODS):
        shape, found = "long", _long(rows, lower, told, measure, unit)
    elif any(read_period(name) for name in header):
        shape, found = "wide", _wide(header, rows, lower, told, measure, unit)
    else:
        raise InputError(
            "not a table of series",
            where=str(path),
            why=f"its columns are {', '.join(header[:12])}",
            todo="give a column for the period and one named value, or one column a year; docs/figures.md names the shapes",
        )
    for one in found:
        if isinstance(one, str):
            problems.append(one)
        else:
            points.append(one)
    return Loaded(series=_gathered(points, problems), shape=shape, problems=tuple(problems))


_PERIODS = ("year", "period", "date", "month", "quarter", "time", "time_period")


def _table(path: Path) -> tuple[list[str], list[dict[str, str]]]:
    """The header and rows of a file as text; lines that a source puts before the header are passed over."""
    if path.suffix.lower() in (".parquet", ".pq"):
        return _parquet(path)
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(
            "the series cannot be read", where=str(path), why=str(error), todo="name a CSV file in UTF-8, or Parquet"
        ) from None
    delimiter = max(",;\t", key=text[:4000].count)
    lines = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
    widest = max((len(line) for line in lines[:_PREAMBLE]), default=0)
    start = next((at for at, line in enumerate(lines[:_PREAMBLE]) if len(line) >= max(2, widest - 1) and sum(map(bool, line)) >= 2), None)
    if start is None:
        raise InputError(
            "the series cannot be read", where=str(path), why="no header was found", todo="put the columns' names in the first line"
        )
    header = [name.strip() for name in lines[start]]
    return header, [dict(zip(header, line, strict=False)) for line in lines[start + 1 :] if any(cell.strip() for cell in line)]


def _parquet(path: Path) -> tuple[list[str], list[dict[str, str]]]:
    connection = duckdb.connect(":memory:", config={"autoinstall_known_extensions": False, "autoload_known_extensions": False})
    try:
        result = connection.execute("SELECT * FROM read_parquet(?)", [str(path)])
        header = [column[0] for column in result.description or ()]
        return header, [
            {name: "" if cell is None else str(cell) for name, cell in zip(header, row, strict=True)} for row in result.fetchall()
        ]
    except duckdb.Error as error:
        raise InputError("the series cannot be read", where=str(path), why=str(error).splitlines()[0], todo="name a Parquet file") from None
    finally:
        connection.close()


def _number(cell: str | None) -> float | None:
    """A cell's number; None where the source has none. ValueError for words."""
    text = (cell or "").strip().replace("\u00a0", "").replace(" ", "")
    if text.lower() in _MISSING:
        return None
    return float(text.replace(",", "") if _THOUSANDS.fullmatch(text) else text)


def _long(rows: Sequence[Row], lower: Mapping[str, str], source: str, measure: str | None, unit: str | None) -> Iterator[Point | str]:
    """One row a value: a period, one or two actors, and measure and unit in columns or said by the caller."""
    period_column = next(name for name in _PERIODS if name in lower)
    for number, row in enumerate(rows, 2):
        cell = {name: row.get(column, "") or "" for name, column in lower.items()}
        yield from _point(
            number,
            cell.get("measure") or measure,
            None,
            cell.get("unit") or unit,
            _named(cell),
            cell.get("source") or source,
            cell[period_column],
            cell["value"],
        )


def _wide(
    header: Sequence[str], rows: Sequence[Row], lower: Mapping[str, str], source: str, measure: str | None, unit: str | None
) -> Iterator[Point | str]:
    """One row a series, one column a period."""
    periods = [name for name in header if read_period(name)]
    for number, row in enumerate(rows, 2):
        cell = {name: row.get(column, "") or "" for name, column in lower.items()}
        for period in periods:
            named, told = cell.get("measure") or measure, cell.get("unit") or unit
            yield from _point(number, named, None, told, _named(cell), cell.get("source") or source, period, row.get(period))


def _named(cell: Mapping[str, str]) -> tuple[str, ...]:
    """The actors of a row, by code or by name."""
    columns = ("actor", "actor1", "actor2", "country", "country code", "iso3", "partner", "partner code", "reporter")
    found = [code for name in columns if cell.get(name) if (code := _code(cell[name])) is not None]
    return tuple(dict.fromkeys(found))


def _point(
    number: int,
    measure: str | None,
    flow: Flow | None,
    unit: str | None,
    actors: tuple[str, ...],
    source: str,
    period: str,
    value: str | None,
) -> Iterator[Point | str]:
    """A point, nothing where the source has no value, or what is wrong with the row."""
    days = read_period(period)
    if days is None or not measure or not unit or not actors:
        lacking = "period" if days is None else "measure" if not measure else "unit" if not unit else "actor"
        yield f"row {number}: no {lacking} that can be read"
        return
    known = read_unit(unit)
    try:
        read = _number(value)
    except ValueError:
        yield f"row {number}: the value is no number: {value!r}"
        return
    if known is None:
        yield f"row {number}: the unit is not known: {unit!r}"
    elif read is not None:
        yield measure, flow, known.code, actors, source, days, read * known.factor


def _cow(rows: Sequence[Row], lower: Mapping[str, str], source: str) -> Iterator[Point | str]:
    """COW dyadic trade: flow1 are the imports of state 1 from state 2, flow2 those of state 2 from state 1."""
    numbers = _cow_numbers(load_actors())
    for number, row in enumerate(rows, 2):
        cell = {name: (row.get(column) or "").strip() for name, column in lower.items()}
        days = read_period(cell["year"])
        one, other = (_cow_state(numbers, cell[name], days) for name in ("ccode1", "ccode2"))
        if days is None or one is None or other is None:
            yield f"row {number}: {cell['ccode1']} and {cell['ccode2']} are not both states of the list in {cell['year']}"
            continue
        try:
            flows = _number(cell["flow1"]), _number(cell["flow2"])
        except ValueError:
            yield f"row {number}: a flow is no number"
            continue
        for value, (importer, exporter) in zip(flows, ((one, other), (other, one)), strict=True):
            if value is not None:
                yield "trade", "imports", "USD", (importer, exporter), source, days, value * _COW_FACTOR
        if flows[0] is not None and flows[1] is not None:
            yield "trade", None, "USD", tuple(sorted((one, other))), source, days, (flows[0] + flows[1]) * _COW_FACTOR


def _cow_numbers(table: ActorTable) -> dict[str, list[tuple[str, Moment | None, Moment | None]]]:
    """States by COW number, each with its dates: 365 is the Soviet Union and then Russia."""
    numbers: dict[str, list[tuple[str, Moment | None, Moment | None]]] = {}
    for code in table.state_codes():
        for spell in table.state(code):
            if spell.cow:
                numbers.setdefault(spell.cow, []).append((code, spell.since, spell.until))
    return numbers


def _cow_state(numbers: Mapping[str, Sequence[tuple[str, Moment | None, Moment | None]]], number: str, days: Period | None) -> str | None:
    """The state that bore a number for most of a year: the last one where two did."""
    if days is None:
        return None
    bore = [
        code
        for code, since, until in numbers.get(number.removesuffix(".0"), ())
        if (since is None or since.earliest <= days[1]) and (until is None or until.latest >= days[0])
    ]
    return (
        bore[-1] if len(bore) == 1 else next((code for code, _, until in numbers.get(number, ()) if code in bore and until is None), None)
    )


def _comtrade(rows: Sequence[Row], lower: Mapping[str, str], source: str) -> Iterator[Point | str]:
    """UN Comtrade, new and old columns: what each reporter says of its exports and imports, and their sum; only totals of all goods."""

    def first(cell: Mapping[str, str], *names: str) -> str:
        return next((cell[name] for name in names if cell.get(name)), "")

    sums: dict[tuple[str, str, Period], dict[Flow, float]] = {}
    for number, row in enumerate(rows, 2):
        cell = {name: (row.get(column) or "").strip() for name, column in lower.items()}
        if first(cell, "cmdcode", "commodity code").upper() not in ("TOTAL", "", "ALL"):
            continue
        flow = _COMTRADE_FLOWS.get(first(cell, "flowcode", "trade flow code", "flowdesc", "trade flow").upper())
        days = read_period(_compact(first(cell, "period", "refyear", "year")))
        reporter = _code(first(cell, "reporteriso", "reporter iso", "reporterdesc", "reporter"))
        partner = _code(first(cell, "partneriso", "partner iso", "partnerdesc", "partner"))
        if flow is None or days is None or reporter is None or partner is None:
            yield f"row {number}: flow, period, reporter or partner cannot be read"
            continue
        try:
            value = _number(first(cell, "primaryvalue", "trade value (us$)"))
        except ValueError:
            yield f"row {number}: the value is no number"
            continue
        if value is not None:
            yield "trade", flow, "USD", (reporter, partner), f"{source}: {reporter}", days, value
            sums.setdefault((reporter, partner, days), {})[flow] = value
    for (reporter, partner, days), flows in sums.items():
        if len(flows) == len(("exports", "imports")):
            yield "trade", None, "USD", tuple(sorted((reporter, partner))), f"{source}: {reporter}", days, sum(flows.values())


_COMTRADE_FLOWS: dict[str, Flow] = {
    "X": "exports",
    "M": "imports",
    "EXPORT": "exports",
    "IMPORT": "imports",
    "EXPORTS": "exports",
    "IMPORTS": "imports",
    "2": "exports",
    "1": "imports",
}


def _compact(period: str) -> str:
    """Comtrade writes months as 201005."""
    return f"{period[:4]}-{period[4:]}" if len(period) == len("201005") and period.isdigit() else period


def _wide_by_indicator(header: Sequence[str], rows: Sequence[Row], lower: Mapping[str, str], source: str) -> Iterator[Point | str]:
    """World Bank and IMF: a row for each country (and counterpart) and indicator, a column for each period."""
    periods = [name for name in header if read_period(name)]
    unknown: set[str] = set()
    for number, row in enumerate(rows, 2):
        cell = {name: (row.get(column) or "").strip() for name, column in lower.items()}
        code = cell.get("indicator code") or cell.get("series code", "")
        indicator = indicators().get(code)
        if indicator is None:
            if code and code not in unknown:
                unknown.add(code)
                yield f"row {number}: the indicator {code} is not in series_indicators.csv"
            continue
        actors = _countries(cell)
        if actors is None:
            yield f"row {number}: the country {cell.get('country name') or cell.get('country code')!r} is not one actor"
            continue
        for period in periods:
            yield from _of_indicator(number, indicator, actors, source, period, row.get(period))


def _countries(cell: Mapping[str, str]) -> tuple[str, ...] | None:
    """The country of a row and its counterpart; None where one is no known actor."""
    names = [cell.get("country code", ""), cell.get("counterpart country code", "")]
    words = [cell.get("country name", ""), cell.get("counterpart country name", "")]
    found = [_code(name) or _code(word) for name, word in zip(names, words, strict=True) if name or word]
    return tuple(code for code in found if code) if found and all(found) else None


def _of_indicator(
    number: int, indicator: Indicator, actors: tuple[str, ...], source: str, period: str, value: str | None
) -> Iterator[Point | str]:
    days = read_period(period)
    try:
        read = _number(value)
    except ValueError:
        yield f"row {number}: the value of {period} is no number: {value!r}"
        return
    if read is not None and days is not None:
        yield indicator.measure, indicator.flow, indicator.unit, actors, f"{source}: {indicator.code}", days, read * float(indicator.factor)


def _code(words: str) -> str | None:
    """The one actor that a code or name stands for."""
    table = load_actors()
    text = words.strip()
    if len(text) <= len("ASEAN") and text.isupper() and table.knows(text):
        return text
    choices = {candidate.actors for candidate in table.resolve(text).candidates} if text and not text.isdigit() else set()
    actors = next(iter(choices)) if len(choices) == 1 else ()
    return actors[0] if len(actors) == 1 else None


def _gathered(points: Sequence[Point], problems: list[str]) -> tuple[Series, ...]:
    """Points as series; a period with two values that differ is told and left out."""
    made: dict[tuple[str, Flow | None, str, tuple[str, ...], str], dict[Period, float]] = {}
    doubtful: set[tuple[tuple[str, Flow | None, str, tuple[str, ...], str], Period]] = set()
    for measure, flow, unit, actors, source, days, value in points:
        key = (measure, flow, unit, actors, source)
        known = made.setdefault(key, {}).setdefault(days, value)
        if known != value and (key, days) not in doubtful:
            doubtful.add((key, days))
            problems.append(f"{source}: two values for {measure} of {', '.join(actors)} in {days[0]}/{days[1]}: {known:g} and {value:g}")
    for key, days in doubtful:
        made[key].pop(days, None)
    return tuple(
        Series(measure=m, flow=f, unit=u, actors=a, source=s, points=dict(sorted(values.items())))
        for (m, f, u, a, s), values in made.items()
    )
