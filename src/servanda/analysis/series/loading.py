"""Series from CSV and Parquet in the shapes in which they are given out: long or wide, by actor or by pair."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from pathlib import Path

import msgspec

from servanda.analysis.series.comtrade import VALUES, comtrade
from servanda.analysis.series.cow import dyadic_trade, national_trade
from servanda.analysis.series.indicators import by_columns, headed_by_indicator, long_by_indicator, sdmx, wide_by_indicator
from servanda.analysis.series.plain import PERIODS, long, wide
from servanda.analysis.series.points import Flow, Period, Series, read_period, written_period
from servanda.analysis.series.reading_cells import Point, Unread
from servanda.analysis.series.tables import Table, open_table
from servanda.errors import InputError

Key = tuple[str, Flow | None, str, tuple[str, ...], str]


class Loaded(msgspec.Struct, frozen=True, kw_only=True):
    """The series of a file, the shape in which it was read, and what could not be used: each reason with its first place and how often."""

    series: tuple[Series, ...]
    shape: str
    problems: tuple[str, ...]


def load_series(
    path: Path,
    *,
    measure: str | None = None,
    unit: str | None = None,
    source: str | None = None,
    actors: Collection[str] | None = None,
) -> Loaded:
    """Read a file of series; `measure`, `unit` and `source` say what a file lacks. InputError where the shape is not known.

    With `actors` only series among these codes are kept, so that a file of all the world's pairs fits into memory.
    A value that is missing stays missing. Two values for one period make a problem and no point.
    """
    table = open_table(path)
    shape, found = _shape(table, source or path.stem, {"measure": measure, "unit": unit})
    if found is None:
        raise InputError(
            "not a table of series",
            where=str(path),
            why=f"its columns are {', '.join(table.header[:12])}",
            todo="give a column for the period and one named value, or one column a year; docs/figures.md names the shapes",
        )
    made: dict[Key, dict[Period, float]] = {}
    doubtful: dict[tuple[Key, Period], float] = {}
    reasons: dict[str, list[str]] = {}
    for one in found:
        if isinstance(one, Unread):
            reasons.setdefault(one.why, []).append(one.place)
        elif actors is None or set(one.actors) <= set(actors):
            key = (one.measure, one.flow, one.unit, one.actors, one.source)
            if made.setdefault(key, {}).setdefault(one.days, one.value) != one.value:
                doubtful.setdefault((key, one.days), one.value)
    problems = [f"{places[0]}{f' and {len(places) - 1} more' if len(places) > 1 else ''}: {why}" for why, places in reasons.items()]
    problems += _without_doubtful(made, doubtful)
    return Loaded(series=_series(made), shape=shape, problems=tuple(problems))


def _shape(table: Table, source: str, given: Mapping[str, str | None]) -> tuple[str, Iterator[Point | Unread] | None]:
    """Which shape a table has by its columns, and its points; ("", None) where it is none that is known."""
    names = frozenset(table.header)
    by_period = any(read_period(name.upper()) for name in table.header)
    coded = bool(names & {"indicator code", "series code"}) and "country code" in names
    unit = given["unit"]
    shapes: Sequence[tuple[bool, str, Iterator[Point | Unread]]] = (
        ({"ccode1", "ccode2", "year", "flow1", "flow2"} <= names, "cow-trade", dyadic_trade(table, source)),
        ({"ccode", "year", "imports", "exports"} <= names, "cow-national-trade", national_trade(table, source)),
        (bool(names & set(VALUES)), "comtrade", comtrade(table, source)),
        ({"indicator", "time_period", "obs_value"} <= names, "sdmx", sdmx(table, source, unit)),
        (bool(headed_by_indicator(table.header)) and "time period" in names, "imf", by_columns(table, source, unit)),
        (coded and {"time period", "value"} <= names, "imf", long_by_indicator(table, source, unit)),
        (
            coded and by_period,
            "imf" if "counterpart country name" in names else "worldbank",
            wide_by_indicator(table, source, unit),
        ),
        ("value" in names and bool(names & set(PERIODS)), "long", long(table, source, given)),
        (any(read_period(name) for name in table.header), "wide", wide(table, source, given)),
    )
    return next(((shape, found) for fits, shape, found in shapes if fits), ("", None))


def _without_doubtful(made: dict[Key, dict[Period, float]], doubtful: Mapping[tuple[Key, Period], float]) -> Iterator[str]:
    """Take out the periods for which a source gives two values, and tell of the first of each source and how many there are."""
    told: dict[str, list[str]] = {}
    for (key, days), other in doubtful.items():
        first = made[key].pop(days)
        words = f"two values for {key[0]} of {', '.join(key[3])} in {written_period(days)}: {first:g} and {other:g}"
        told.setdefault(key[4], []).append(words)
    for source, cases in told.items():
        yield f"{source}: {cases[0]}" + (f", and {len(cases) - 1} more such periods" if len(cases) > 1 else "")


def _series(made: Mapping[Key, Mapping[Period, float]]) -> tuple[Series, ...]:
    return tuple(
        Series(measure=m, flow=f, unit=u, actors=a, source=s, points=dict(sorted(values.items())))
        for (m, f, u, a, s), values in made.items()
        if values
    )
