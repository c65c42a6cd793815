"""A chart of bars above and below a line, as numbers that a template draws; no script and no picture file."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

WIDTH, HALF, MARGIN = 960, 92, 40
# A year's name needs this much room to be read beside the next one.
NAME_WIDTH = 44


class Part(msgspec.Struct, frozen=True):
    """A part of a bar: its place among the kinds of the chart, how many it stands for, and where it lies in pixels."""

    kind: int
    many: int
    y: float
    height: float


class Bar(msgspec.Struct, frozen=True):
    """One place on the axis: its name, the counts by kind, the parts drawn, and the days from which and until which it counts."""

    name: str
    since: str
    until: str
    counts: tuple[int, int, int, int]
    x: float
    width: float
    slot: float
    step: float
    parts: tuple[Part, ...]
    named: bool


class BarChart(msgspec.Struct, frozen=True):
    """The bars with the frame they stand in; `most` is the count at the top of the scale."""

    bars: tuple[Bar, ...]
    width: int
    height: int
    middle: int
    left: int
    half: int
    most: int


def bar_chart(rows: Sequence[tuple[str, str, str, tuple[int, int, int, int]]]) -> BarChart:
    """A chart of (name, since, until, counts); the first two counts stand above the line, the others below, with one scale."""
    most = max(1, *(max(counts[0] + counts[1], counts[2] + counts[3]) for _, _, _, counts in rows)) if rows else 1
    step = (WIDTH - MARGIN) / max(1, len(rows))
    every = max(1, -(-NAME_WIDTH // max(1, int(step))))
    middle = HALF + 12
    bars = []
    for number, (name, since, until, counts) in enumerate(rows):
        heights = [count / most * HALF for count in counts]
        # Deeds stand next to the line, words beyond them.
        tops = (middle - heights[1] - heights[0], middle - heights[1], middle + heights[3], middle)
        parts = tuple(
            Part(kind, counts[kind], round(tops[kind], 2), round(heights[kind], 2)) for kind in range(len(counts)) if counts[kind]
        )
        slot = MARGIN + number * step
        width = min(step * 0.76, 44)
        bars.append(
            Bar(
                name=name,
                since=since,
                until=until,
                counts=counts,
                x=round(slot + (step - width) / 2, 2),
                width=round(width, 2),
                slot=round(slot, 2),
                step=round(step, 2),
                parts=parts,
                named=number % every == 0,
            )
        )
    return BarChart(tuple(bars), WIDTH, 2 * HALF + 44, middle, MARGIN, HALF, most)
