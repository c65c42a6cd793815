"""Tables that stand in running text: rows of cells parted by bars, tabs or wide gaps, with their header and caption."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import msgspec

# A bar or a tab between cells, or a gap that no sentence has.
_BARS = re.compile(r"[^|\n]+")
_TABS = re.compile(r"[^\t\n]+")
_GAPS = re.compile(r"\S+(?: \S+)*")
_RULE = re.compile(r"[\s|:+=-]+")
_NUMERIC = re.compile(r"[-+−(]?[^\d\w]{0,3}\d[\d.,\s]*%?\)?|\.\.+|-|–|n/?a", re.IGNORECASE)
# A table has a row below its header and another; with bars one row is enough.
_FEWEST_ROWS = 2
_LONGEST_CAPTION = 200


class Cell(msgspec.Struct, frozen=True):
    """Words at a place of the text."""

    start: int
    end: int
    words: str


class Row(msgspec.Struct, frozen=True):
    """A line with its cells."""

    start: int
    end: int
    cells: tuple[Cell, ...]


class TextTable(msgspec.Struct, frozen=True):
    """A header, the rows below it with as many cells, and the line above where it seems to say what they hold."""

    caption: Cell | None
    header: Row
    rows: tuple[Row, ...]


def find_tables(text: str) -> Iterator[TextTable]:
    """Every table of a text, in order; a table has a header, and numbers in most cells but the first of each row."""
    if "|" not in text and "\t" not in text and "   " not in text:
        return
    lines = list(_lines(text))
    place = 0
    while place < len(lines):
        header = _row(lines[place])
        rows = _rows_below(lines, place + 1, header) if header is not None else []
        if header is None or len(rows) < (1 if "|" in lines[place].words else _FEWEST_ROWS) or not _numeric(rows):
            place += 1
            continue
        yield TextTable(_caption(lines, place), header, tuple(rows))
        while place < len(lines) and lines[place].start < rows[-1].end:
            place += 1


def _lines(text: str) -> Iterator[Cell]:
    place = 0
    for line in text.splitlines(keepends=True):
        words = line.rstrip("\r\n")
        yield Cell(place, place + len(words), words)
        place += len(line)


def _row(line: Cell) -> Row | None:
    """The cells of a line; None where it has fewer than two."""
    pattern = _BARS if "|" in line.words else _TABS if "\t" in line.words else _GAPS
    cells = []
    for found in pattern.finditer(line.words):
        words = found.group().strip()
        if words:
            start = line.start + found.start() + found.group().index(words[0])
            cells.append(Cell(start, start + len(words), words))
    return Row(line.start, line.end, tuple(cells)) if len(cells) > 1 else None


def _rows_below(lines: Sequence[Cell], place: int, header: Row) -> list[Row]:
    """The lines right below a header with as many cells; rules between them are passed over."""
    rows: list[Row] = []
    for line in lines[place:]:
        if line.words.strip() and _RULE.fullmatch(line.words):
            continue
        row = _row(line)
        if row is None or len(row.cells) != len(header.cells):
            break
        rows.append(row)
    return rows


def _numeric(rows: Sequence[Row]) -> bool:
    """Whether most cells but the first of each row are numbers or gaps."""
    cells = [cell.words for row in rows for cell in row.cells[1:]]
    return sum(_NUMERIC.fullmatch(words) is not None for words in cells) * 2 > len(cells)


def _caption(lines: Sequence[Cell], place: int) -> Cell | None:
    """The nearest line above that holds words, where it is short enough to be one."""
    above = next((lines[at] for at in range(place - 1, -1, -1) if lines[at].words.strip()), None)
    return above if above is not None and len(above.words) <= _LONGEST_CAPTION else None
