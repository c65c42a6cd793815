"""The rows of a table kept as text: each row's place, so that a fact can point at it."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

# What reading calls a document that is a table of records; its rows are coded by the table coder alone.
RECORD_TABLE = "record-table"


def row_spans(text: str) -> Iterator[tuple[int, int]]:
    """Offsets of each row, the header first, without its line end; a quoted cell may hold line ends."""
    start = place = 0
    quotes = 0
    for line in text.splitlines(keepends=True):
        quotes += line.count('"')
        place += len(line)
        if quotes % 2:
            continue
        end = start + len(text[start:place].rstrip("\r\n"))
        if text[start:end].strip():
            yield start, end
        start, quotes = place, 0
    if text[start:].strip():
        yield start, len(text)


def cells(row: str, delimiter: str) -> list[str]:
    """The cells of one row."""
    return next(csv.reader(io.StringIO(row, newline=""), delimiter=delimiter), [])
