"""Checked figures, and series, for people at a terminal and for programs: as a table, as JSON lines and as CSV."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, BinaryIO

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table
from rich.text import Text

from servanda.analysis.series import Series, SeriesCheck
from servanda.analysis.series.points import written_period
from servanda.presenting.dossier.wording import amount_in_words, figure_in_words
from servanda.presenting.exports.cells import write_table
from servanda.presenting.fact_table import harmless
from servanda.presenting.fact_words import when_words
from servanda.records import Fact, Figure

Checked = tuple[Fact, SeriesCheck]
# The columns of a CSV of checks; lists are joined by "; ".
CHECK_COLUMNS = (
    "outcome", "stated", "unit", "measure", "flow", "about", "change", "bound", "approximate", "period", "expected", "gap", "tolerance",
    "source", "other_sources", "reason", "words", "asserted_by", "uri", "start", "end", "fact",
)  # fmt: skip
# The columns of series as a long table, which `servanda add` keeps and `--series` reads again.
SERIES_COLUMNS = ("period", "value", "unit", "measure", "flow", "actor_a", "actor_b", "source")


def check_row(fact: Fact, check: SeriesCheck) -> dict[str, Any]:
    """One checked figure as JSON: the figure, its words and place, and what the series says."""
    figure = _figure(fact)
    series = check.against
    return {
        "outcome": check.outcome,
        "reason": check.reason or None,
        "expected": check.expected,
        "gap": check.gap,
        "tolerance": check.tolerance if series else None,
        "series": _named(series) if series else None,
        "others": [{**_named(one.series), "expected": one.expected, "gap": one.gap} for one in check.others],
        "fact": fact.id,
        "uri": fact.uri,
        "start": fact.spans[0].start,
        "end": fact.spans[0].end,
        "words": fact.spans[0].words,
        "asserted_by": fact.asserted_by.words if fact.asserted_by else None,
        "period": when_words(fact) or None,
        "figure": figure,
    }


def print_checks(rows: Iterable[Checked], console: Console) -> None:
    """Print checked figures as a table, all of them and in full."""
    table = Table(box=SIMPLE_HEAD, pad_edge=False, expand=True)
    for heading, ratio in (("check", 3), ("stated", 4), ("of", 4), ("series", 6), ("words", 10), ("where", 3)):
        table.add_column(heading, ratio=ratio, overflow="fold")
    for fact, check in rows:
        table.add_row(*(Text(harmless(cell)) for cell in _cells(fact, check)))
    console.print(table)


def write_checks(rows: Iterable[Checked], out: BinaryIO) -> int:
    """Write checked figures as CSV, with the guard of the other exports against formulas; how many there were."""
    return write_table(out, CHECK_COLUMNS, (_check_cells(fact, check) for fact, check in rows))


def write_series(series: Iterable[Series], out: BinaryIO) -> int:
    """Write series as a long table, which `--series` reads again and `servanda add` keeps; how many values there were."""
    return write_table(out, SERIES_COLUMNS, (cells for one in series for cells in _series_cells(one)))


def series_row(series: Series) -> dict[str, Any]:
    """One series as JSON, with its points by period."""
    return {**_named(series), "points": {written_period(days): value for days, value in series.points.items()}}


def print_series(series: Iterable[Series], console: Console) -> None:
    """Print what each series measures, of whom, and from when until when."""
    table = Table(box=SIMPLE_HEAD, pad_edge=False)
    for heading in ("measure", "flow", "unit", "actors", "first", "last", "points", "source"):
        table.add_column(heading, overflow="fold")
    for one in series:
        days = sorted(one.points)
        cells = (one.measure, one.flow or "", one.unit, " ".join(one.actors), written_period(days[0]), written_period(days[-1]))
        table.add_row(*(Text(harmless(cell)) for cell in (*cells, str(len(days)), one.source)))
    console.print(table)


def _named(series: Series) -> dict[str, Any]:
    return {"source": series.source, "measure": series.measure, "flow": series.flow, "unit": series.unit, "actors": list(series.actors)}


def _figure(fact: Fact) -> Figure:
    if not isinstance(fact.claim, Figure):
        msg = f"a {fact.kind} is no figure"
        raise TypeError(msg)
    return fact.claim


def _flow(figure: Figure) -> str | None:
    if figure.flow is None:
        return None
    return " ".join(part for part in (figure.flow.side, figure.flow.of, figure.flow.partner) if part)


def _cells(fact: Fact, check: SeriesCheck) -> tuple[str, ...]:
    figure = _figure(fact)
    rate = figure.change is not None and figure.unit == "percent"
    what = " ".join(part for part in (figure.measure, _flow(figure) or "", ", ".join(figure.about)) if part)
    told = check.reason
    if check.against is not None and check.expected is not None and check.gap is not None:
        value = f"{check.expected:+.1f} percent" if rate else amount_in_words(check.expected, figure.unit)
        gap = f"{check.gap:+.1f} points" if rate else f"{check.gap:+.1%}"
        allowed = f"{check.tolerance:g} points" if rate else f"{check.tolerance:.1%}"
        told = f"{value} ({gap}; {allowed} allowed): {check.against.source}"
    stated = f"{figure_in_words(figure)}, {when_words(fact) or 'no period'}"
    return check.outcome, stated, what, told, fact.spans[0].words, f"{fact.uri}:{fact.spans[0].start}-{fact.spans[0].end}"


def _check_cells(fact: Fact, check: SeriesCheck) -> dict[str, Any]:
    figure = _figure(fact)
    return check_row(fact, check) | {
        "stated": figure.value,
        "unit": figure.unit,
        "measure": figure.measure,
        "flow": _flow(figure),
        "about": "; ".join(figure.about),
        "change": figure.change.direction if figure.change else None,
        "bound": figure.bound,
        "approximate": figure.approximate,
        "source": check.against.source if check.against else None,
        "other_sources": "; ".join(f"{one.series.source}: {one.expected:.15g}" for one in check.others),
    }


def _series_cells(series: Series) -> Iterator[dict[str, Any]]:
    actors = (*series.actors, None)[:2]
    for days, value in series.points.items():
        cells = (written_period(days), value, series.unit, series.measure, series.flow or "total", *actors, series.source)
        yield dict(zip(SERIES_COLUMNS, cells, strict=True))
