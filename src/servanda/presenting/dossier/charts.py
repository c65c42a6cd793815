"""Charts as static SVG: drawn by Vega-Lite without a network, coloured by classes so that light, dark and print each fit.

The colours in the specifications are names for roles; the style sheet gives them their tone. Each chart has a table beside it in the
dossier, which says the same in figures.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

import msgspec
import vl_convert

# Colours that stand for roles; `_CLASSES` turns each into a class of dossier.css.
INK, GRID = "#010101", "#020202"
COOPERATION_WORDS, COOPERATION_DEEDS, CONFLICT_WORDS, CONFLICT_DEEDS, UNDATED = "#101010", "#111111", "#121212", "#131313", "#141414"
SERIES, STATED = "#202020", "#212121"
_CLASSES = {
    INK: "ink",
    GRID: "grid",
    COOPERATION_WORDS: "coop-words",
    COOPERATION_DEEDS: "coop-deeds",
    CONFLICT_WORDS: "conflict-words",
    CONFLICT_DEEDS: "conflict-deeds",
    UNDATED: "undated",
    SERIES: "series",
    STATED: "stated",
}
WIDTH, HEIGHT = 520, 190


class Bar(msgspec.Struct, frozen=True):
    """A part of a bar: the year, what kind of act, and how many."""

    year: int
    kind: str
    count: int


class Point(msgspec.Struct, frozen=True):
    """A value of a year, in units of the axis."""

    year: int
    value: float
    kind: str


def bar_chart(bars: Sequence[Bar], kinds: Sequence[tuple[str, str]], marks: Sequence[int], y_title: str) -> str:
    """Stacked bars a year; `kinds` are (name, colour role) from the bottom up, `marks` years at which a dashed line stands."""
    years = sorted({bar.year for bar in bars} | set(marks))
    values = [{"year": bar.year, "kind": bar.kind, "count": bar.count, "order": [k for k, _ in kinds].index(bar.kind)} for bar in bars]
    x = {
        "field": "year",
        "type": "quantitative",
        "scale": {"domain": [years[0] - 1, years[-1] + 1], "nice": False},
        "axis": _year_axis(years),
    }
    spread = max(2, min(14, int(WIDTH / (years[-1] - years[0] + 3)) - 2))
    layers: list[dict[str, Any]] = [
        {
            "data": {"values": values},
            "mark": {"type": "bar", "size": spread},
            "encoding": {
                "x": x,
                "y": {"field": "count", "type": "quantitative", "stack": "zero", "axis": _value_axis(y_title)},
                "color": _colours(kinds),
                "order": {"field": "order", "type": "quantitative"},
            },
        }
    ]
    if marks:
        layers.append(
            {
                "data": {"values": [{"year": year} for year in marks]},
                "mark": {"type": "rule", "strokeDash": [4, 3], "stroke": INK},
                "encoding": {"x": {"field": "year", "type": "quantitative"}},
            }
        )
    return _drawn(layers)


def line_chart(points: Sequence[Point], kinds: Sequence[tuple[str, str]], y_title: str) -> str:
    """A line through a series (the first kind), and single points for the other kinds."""
    years = sorted({point.year for point in points})
    x = {
        "field": "year",
        "type": "quantitative",
        "scale": {"domain": [years[0] - 1, years[-1] + 1], "nice": False},
        "axis": _year_axis(years),
    }
    line = [{"year": p.year, "value": p.value, "kind": p.kind} for p in points if p.kind == kinds[0][0]]
    told = [{"year": p.year, "value": p.value, "kind": p.kind} for p in points if p.kind != kinds[0][0]]
    encoding = {"x": x, "y": {"field": "value", "type": "quantitative", "axis": _value_axis(y_title)}, "color": _colours(kinds)}
    layers: list[dict[str, Any]] = [
        {"data": {"values": line}, "mark": {"type": "line", "strokeWidth": 2, "point": {"size": 14}}, "encoding": encoding},
    ]
    if told:
        layers.append(
            {"data": {"values": told}, "mark": {"type": "point", "size": 60, "strokeWidth": 2, "shape": "diamond"}, "encoding": encoding}
        )
    return _drawn(layers)


def _colours(kinds: Sequence[tuple[str, str]]) -> dict[str, Any]:
    """The colours of kinds; the dossier writes the legend itself, as text that zooms and is read aloud."""
    return {
        "field": "kind",
        "type": "nominal",
        "scale": {"domain": [name for name, _ in kinds], "range": [colour for _, colour in kinds]},
        "legend": None,
    }


def _year_axis(years: Sequence[int]) -> dict[str, Any]:
    """At most eight labels, on round years where the span is long."""
    span = years[-1] - years[0]
    step = next(step for step in (1, 2, 5, 10, 20, 50, 100) if span / step <= 8)
    first = -(-years[0] // step) * step
    return {"values": list(range(first, years[-1] + 1, step)), "format": "d", "title": None, "grid": False}


def _value_axis(title: str) -> dict[str, Any]:
    return {"title": title, "titleLimit": HEIGHT, "titlePadding": 8, "tickCount": 5, "tickMinStep": 1}


def _drawn(layers: list[dict[str, Any]]) -> str:
    """Draw; the outcome depends on the specification alone."""
    axis = {
        "labelColor": INK, "titleColor": INK, "domainColor": GRID, "tickColor": GRID, "gridColor": GRID,
        "labelFontSize": 11, "titleFontSize": 11, "titleFontWeight": "normal",
    }  # fmt: skip
    spec = {
        "$schema": "https://vega.github.io/schema/vega-lite/v5.json",
        "width": WIDTH,
        "height": HEIGHT,
        "background": None,
        "padding": 4,
        "layer": layers,
        "config": {"axis": axis, "view": {"stroke": None}, "font": "sans-serif"},
    }
    return _classed(vl_convert.vegalite_to_svg(spec))


def _classed(svg: str) -> str:
    """Give each colour its class, and leave out what names a font, a style or a role that the dossier sets itself."""
    svg = re.sub(r"<\?xml[^>]*\?>|<!DOCTYPE[^>]*>", "", svg)
    svg = re.sub(r' (?:style|aria-[a-z]+|role|font-family|pointer-events|xmlns:xlink|version)="[^"]*"', "", svg)
    for colour, name in _CLASSES.items():
        svg = svg.replace(f'fill="{colour}"', f'class="f-{name}"').replace(f'stroke="{colour}"', f'class="s-{name}"')
    svg = re.sub(r"\d+\.\d{2,}", lambda number: f"{float(number[0]):.1f}", svg)
    svg = re.sub(r'<svg xmlns="[^"]*" class="marks" width="\d+" height="\d+"', "<svg", svg)
    # An element with both a fill and a stroke role would carry two classes: join them.
    return re.sub(r'class="([^"]*)"([^<>]*?) class="([^"]*)"', r'class="\1 \3"\2', svg).strip()
