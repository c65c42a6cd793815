"""Figures: the series of the pair with a chart, and what texts state checked against them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from servanda.analysis.figures_checked import Check, Series, check_these, figure_of, series_of, year_of
from servanda.coding.table_rows import RECORD_TABLE
from servanda.presenting.dossier import charts
from servanda.presenting.dossier.context import Context
from servanda.presenting.dossier.placing import subjects_of
from servanda.presenting.dossier.views import FigureRow, SeriesTable
from servanda.presenting.dossier.wording import amount_in_words, figure_in_words, name_of
from servanda.presenting.fact_table import harmless
from servanda.presenting.texts import say
from servanda.records import Fact, Figure

TONES = {"agrees": "good", "contradicts": "bad", "no series": "plain"}


def series_tables(context: Context) -> tuple[SeriesTable, ...]:
    """Each measure in each unit: the longest series as a line, other sources and stated figures as points, and the table."""
    found: list[SeriesTable] = []
    measures: dict[tuple[str, str], list[Series]] = {}
    for one in series_of(context.record):
        measures.setdefault((_measured(one), one.unit), []).append(one)
    for (measure, unit), own in measures.items():
        lead = own[0]
        size, word = next(
            ((s, w) for s, w in ((1e9, say("large.billion")), (1e6, say("large.million"))) if max(_values(lead)) >= s), (1.0, "")
        )
        stated = [check.stated for check in context.checks if _plottable(check, lead)]
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
                title=f"{measure}, {min(lead.points)}–{max(lead.points)}",
                source=sources[0],
                chart=charts.line_chart(points, [("series", charts.SERIES), ("told", charts.STATED)], f"{_unit(unit)} {word}".rstrip()),
                caption=say("numbers.others", line=sources[0], others=", ".join(sources[1:]))
                if len(sources) > 1
                else say("numbers.line", line=sources[0]),
                rows=rows,
            )
        )
    return tuple(found)


def _values(series: Series) -> list[float]:
    return [figure_of(fact).value for fact in series.points.values()]


def _unit(unit: str) -> str:
    return {"USD": "US$", "EUR": "€"}.get(unit, unit.replace("_", " "))


def _measured(series: Series) -> str:
    """What a series measures, with the side of an exchange where it counts one: Trade (exports of China to Russia)."""
    measure = series.measure.replace("_", " ").capitalize()
    if series.flow is None:
        return measure
    names = [name_of(code) for code in series.actors]
    if len(names) == 2 and series.flow in ("exports", "imports"):
        return say(f"numbers.{series.flow}", measure=measure, one=names[0], other=names[1])
    return say("numbers.flow", measure=measure, flow=series.flow, whose=" ".join(names))


def _plottable(check: Check, series: Series) -> bool:
    figure = figure_of(check.stated)
    same = (figure.measure, figure.unit) == (series.measure, series.unit) and series.counts(figure) and figure.share_of is None
    return same and figure.change is None and year_of(check.stated) is not None


def figure_rows(context: Context) -> tuple[tuple[FigureRow, ...], tuple[FigureRow, ...]]:
    """What texts state of the two, or of one of them, and a series can check; and every other figure of their documents, by place."""
    checks = context.checks
    listed = context.parts.of("figures", checks, lambda check: 2 * (check.outcome != "no series") + check.stated.confidence)
    checked = [_row(context, check, f"n{number}") for number, check in enumerate(listed, 1)]
    order = {"contradicts": 0, "agrees": 1, "no series": 2}
    known = {check.stated.id for check in checks}
    rest = [
        fact
        for fact in context.record.of_kind("figure")
        if fact.id not in known and fact.certainty == "actual" and context.record.documents[fact.document].reader != RECORD_TABLE
    ]
    rest = list(context.parts.of("figures", rest, lambda fact: fact.confidence))
    checked += [_row(context, check, f"n{number}") for number, check in enumerate(check_these(context.record, rest), len(checked) + 1)]
    # What is said to have grown or fallen comes before what is said to have been.
    checked.sort(key=lambda row: (order[row.outcome], not row.growth))
    return tuple(row for row in checked if row.outcome != "no series"), tuple(row for row in checked if row.outcome == "no series")


def tallied(rows: Iterable[FigureRow]) -> str:
    """How many stated changes and values fit the series, in a sentence each; nothing of what there is none of."""
    counted = Counter((row.growth, row.outcome) for row in rows)
    told = []
    for growth, name in ((True, "growth"), (False, "value")):
        agree, differ = counted[growth, "agrees"], counted[growth, "contradicts"]
        if agree + differ:
            told.append(say(f"tally.{name}", agree=agree, all=agree + differ))
    return " ".join(told)


def _row(context: Context, check: Check, anchor: str) -> FigureRow:
    figure = figure_of(check.stated)
    return FigureRow(
        anchor=anchor,
        what=_what(figure),
        value=figure_in_words(figure),
        period=context.day(check.stated) or say("not_given"),
        voice=context.voice(check.stated),
        outcome=check.outcome,
        tone=TONES[check.outcome],
        why=_why(check),
        words=context.words(check.stated),
        growth=figure.change is not None,
        subjects=subjects_of(context, check.stated),
        places=context.citations.cite([check.stated, *check.against], anchor, "figures"),
    )


def _what(figure: Figure) -> str:
    """What a figure measures, with the side of an exchange, the goods and the whole where it tells them."""
    what, flow = (figure.measure or say("numbers.not_named")).replace("_", " "), figure.flow
    if flow is not None and flow.side != "total":
        names = [name_of(code) for code in (flow.of, flow.partner) if code]
        if len(names) == 2:
            what = say(f"numbers.{flow.side}", measure=what, one=names[0], other=names[1])
        elif flow.of is not None:
            what = say("numbers.flow", measure=what, flow=flow.side, whose=names[0])
        else:
            what = say("numbers.side", measure=what, flow=flow.side)
    if figure.goods is not None:
        what = say("numbers.goods", what=what, goods=harmless(figure.goods))
    return say("numbers.share", what=what, whole=harmless(figure.share_of)) if figure.share_of is not None else what


def _why(check: Check) -> str:
    """What the series says, whose it is, how far apart the two are, and what other series say."""
    figure = figure_of(check.stated)
    if check.source is None or check.expected is None or check.gap is None:
        return harmless(check.reason)
    rate = figure.change is not None and figure.unit == "percent"
    told = say("numbers.has", source=harmless(check.source), value=_value(check.expected, figure.unit, rate=rate))
    if check.outcome == "contradicts":
        gap = say("numbers.points", points=f"{abs(check.gap):.1f}") if rate else f"{abs(check.gap):.1%}"
        told = say("numbers.above" if check.gap > 0 else "numbers.below", told=told, gap=gap)
    others = [
        say("numbers.has", source=harmless(one.series.source), value=_value(one.expected, figure.unit, rate=rate)) for one in check.others
    ]
    return "; ".join((told, *others, *([harmless(check.reason)] if check.reason else [])))


def _value(value: float, unit: str, *, rate: bool) -> str:
    return say("numbers.percent", value=f"{value:+.1f}") if rate else amount_in_words(value, unit)


def latest(context: Context) -> tuple[Series, int, Fact] | None:
    """The last value of the longest series; None where there is none."""
    series = series_of(context.record)
    if not series:
        return None
    year = max(series[0].points)
    return series[0], year, series[0].points[year]
