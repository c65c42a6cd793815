"""Figures: the series of the pair with a chart, and what texts state checked against them."""

from __future__ import annotations

from servanda.analysis.figures_checked import Check, Series, check_figures, figure_of, series_of, year_of
from servanda.coding.table_rows import RECORD_TABLE
from servanda.presenting.dossier import charts
from servanda.presenting.dossier.context import Context
from servanda.presenting.dossier.views import FigureRow, SeriesTable
from servanda.presenting.dossier.wording import amount_in_words, figure_in_words
from servanda.presenting.fact_table import harmless
from servanda.records import Fact

TONES = {"agrees": "good", "contradicts": "bad", "no series": "plain"}


def series_tables(context: Context) -> tuple[SeriesTable, ...]:
    """Each measure in each unit: the longest series as a line, other sources and stated figures as points, and the table."""
    found: list[SeriesTable] = []
    measures: dict[tuple[str, str], list[Series]] = {}
    for one in series_of(context.record):
        measures.setdefault((one.measure, one.unit), []).append(one)
    checks = check_figures(context.record)
    for (measure, unit), own in measures.items():
        lead = own[0]
        size, word = next(((s, w) for s, w in ((1e9, " billion"), (1e6, " million")) if max(_values(lead)) >= s), (1.0, ""))
        stated = [check.stated for check in checks if _plottable(check, measure, unit)]
        points = [charts.Point(year, figure_of(fact).value / size, "series") for year, fact in lead.points.items()]
        points += [charts.Point(year, figure_of(fact).value / size, "told") for one in own[1:] for year, fact in one.points.items()]
        points += [charts.Point(year, figure_of(fact).value / size, "told") for fact in stated if (year := year_of(fact)) is not None]
        anchor = f"series-{len(found) + 1}"
        rows = tuple(
            (year, amount_in_words(figure_of(fact).value, unit), context.citations.cite([fact], anchor, "figures"))
            for year, fact in lead.points.items()
        )
        sources = [harmless(one.source) for one in own]
        found.append(
            SeriesTable(
                title=f"{measure.capitalize()}, {min(lead.points)}–{max(lead.points)}",
                source=sources[0],
                chart=charts.line_chart(points, [("series", charts.SERIES), ("told", charts.STATED)], f"{_unit(unit)}{word}"),
                caption=f"Line: {sources[0]}. Diamonds: what texts state"
                + (f", and the counts of {', '.join(sources[1:])}." if len(sources) > 1 else "."),
                rows=rows,
            )
        )
    return tuple(found)


def _values(series: Series) -> list[float]:
    return [figure_of(fact).value for fact in series.points.values()]


def _unit(unit: str) -> str:
    return {"USD": "US$", "EUR": "€"}.get(unit, unit.replace("_", " "))


def _plottable(check: Check, measure: str, unit: str) -> bool:
    figure = figure_of(check.stated)
    return figure.change is None and (figure.measure, figure.unit) == (measure, unit) and year_of(check.stated) is not None


def figure_rows(context: Context) -> tuple[tuple[FigureRow, ...], tuple[FigureRow, ...]]:
    """What texts state of the two and a series can check; and every other figure of their documents, by place."""
    checks = check_figures(context.record)
    checked = [_row(context, check, f"n{number}") for number, check in enumerate(checks, 1)]
    order = {"contradicts": 0, "agrees": 1, "no series": 2}
    checked.sort(key=lambda row: order[row.outcome])
    known = {check.stated.id for check in checks}
    rest = [
        fact
        for fact in context.record.of_kind("figure")
        if fact.id not in known and fact.certainty == "actual" and context.record.documents[fact.document].reader != RECORD_TABLE
    ]
    unknown = [Check(stated=fact, outcome="no series", series=None, against=(), expected=None, gap=None) for fact in rest]
    more = [_row(context, check, f"n{number}") for number, check in enumerate(unknown, len(checked) + 1)]
    return tuple(row for row in checked if row.outcome != "no series"), (*(row for row in checked if row.outcome == "no series"), *more)


def _row(context: Context, check: Check, anchor: str) -> FigureRow:
    figure = figure_of(check.stated)
    return FigureRow(
        anchor=anchor,
        what=(figure.measure or "not named").replace("_", " "),
        value=figure_in_words(figure),
        period=context.day(check.stated) or "not given",
        voice=context.voice(check.stated),
        outcome=check.outcome,
        tone=TONES[check.outcome],
        why=_why(check),
        words=context.words(check.stated),
        places=context.citations.cite([check.stated, *check.against], anchor, "figures"),
    )


def _why(check: Check) -> str:
    """What the series says, and how far apart the two are."""
    figure = figure_of(check.stated)
    if check.series is None or check.expected is None or check.gap is None:
        return "no table of the record measures the same thing in this period"
    if figure.change is not None:
        told = f"the series gives {check.expected:+.1f} percent"
        return f"{told}: {abs(check.gap):.1f} points apart" if check.outcome == "contradicts" else told
    told = f"the series has {amount_in_words(check.expected, figure.unit)}"
    return f"{told}: {abs(check.gap):.1%} {'above' if check.gap > 0 else 'below'} it" if check.outcome == "contradicts" else told


def latest(context: Context) -> tuple[Series, int, Fact] | None:
    """The last value of the longest series; None where there is none."""
    series = series_of(context.record)
    if not series:
        return None
    year = max(series[0].points)
    return series[0], year, series[0].points[year]
