"""A small chart of bars above and below a line, as numbers that a template draws; no script and no picture file."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

WIDTH, HALF, MARGIN = 720, 70, 34
# A year's name needs this much room to be read beside the next one.
NAME_WIDTH = 36


class Bar(msgspec.Struct, frozen=True):
    """One place on the axis: what stands above and below it, in pixels and as counts."""

    name: str
    x: float
    width: float
    up: int
    down: int
    up_height: float
    down_height: float
    named: bool


class BarChart(msgspec.Struct, frozen=True):
    """The bars with the frame they stand in; `most` is the count at the top of the scale."""

    bars: tuple[Bar, ...]
    width: int
    height: int
    middle: int
    left: int
    most: int


def bar_chart(rows: Sequence[tuple[str, int, int]]) -> BarChart:
    """A chart of (name, count above, count below); both halves have one scale."""
    most = max(1, *(max(up, down) for _, up, down in rows)) if rows else 1
    step = (WIDTH - 2 * MARGIN) / max(1, len(rows))
    every = max(1, -(-NAME_WIDTH // max(1, int(step))))
    bars = tuple(
        Bar(
            name=name,
            x=round(MARGIN + number * step + step * 0.12, 2),
            width=round(min(step * 0.76, 48), 2),
            up=up,
            down=down,
            up_height=round(up / most * HALF, 2),
            down_height=round(down / most * HALF, 2),
            named=number % every == 0,
        )
        for number, (name, up, down) in enumerate(rows)
    )
    return BarChart(bars, WIDTH, 2 * HALF + 44, HALF + 12, MARGIN, most)
