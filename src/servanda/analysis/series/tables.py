"""A file of series as a header and rows of text, read as a stream: a source may give a million rows."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from pathlib import Path

import duckdb
import msgspec

from servanda.errors import InputError
from servanda.reading.encodings import decode

# How many lines a source may put before its header; the World Bank puts four.
_PREAMBLE = 12
# Containers in which sources hand out their tables.
_CONTAINERS = (".zip", ".gz", ".xlsx", ".xls")
_ROWS_AT_ONCE = 10_000


class SourceRow(msgspec.Struct, frozen=True):
    """A row with its place in the file; `cells` are by the header's names in small letters."""

    place: str
    cells: dict[str, str]


class Table(msgspec.Struct, frozen=True):
    """The column names in small letters, in order, and the rows."""

    header: tuple[str, ...]
    rows: Iterator[SourceRow]


def open_table(path: Path) -> Table:
    """The header and rows of a CSV or Parquet file; InputError where it cannot be read as one."""
    suffix = path.suffix.lower()
    if suffix in _CONTAINERS:
        raise InputError(
            "not a table of series",
            where=str(path),
            why=f"{suffix} files are not opened",
            todo="unpack or save it as CSV, and name that file",
        )
    return _parquet(path) if suffix in (".parquet", ".pq") else _csv(path)


def _csv(path: Path) -> Table:
    try:
        data = path.read_bytes()
    except OSError as error:
        raise InputError(
            "the series cannot be read", where=str(path), why=error.strerror or str(error), todo="name a CSV or Parquet file"
        ) from None
    decoded = decode(data)
    if decoded is None:
        raise InputError("the series cannot be read", where=str(path), why="it is no text", todo="name a CSV file in UTF-8, or Parquet")
    text = decoded.text.lstrip("\ufeff")
    delimiter = max(",;\t", key=text[:4000].count)
    head = list(csv.reader(io.StringIO(text[:20_000], newline=""), delimiter=delimiter))[:_PREAMBLE]
    widest = max((len(line) for line in head), default=0)
    start = next((at for at, line in enumerate(head) if len(line) >= max(2, widest - 1) and sum(map(bool, line)) >= 2), None)
    if start is None:
        raise InputError(
            "the series cannot be read", where=str(path), why="no header was found", todo="put the columns' names in the first line"
        )
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    for _ in range(start + 1):
        header = _names(next(reader))
    return Table(header, _csv_rows(reader, header))


def _csv_rows(reader: Iterator[list[str]], header: tuple[str, ...]) -> Iterator[SourceRow]:
    """The rows that hold anything, each with the line on which it ends."""
    for line in reader:
        if any(map(str.strip, line)):
            yield SourceRow(
                f"line {getattr(reader, 'line_num', '?')}", {name: cell.strip() for name, cell in zip(header, line, strict=False)}
            )


def _parquet(path: Path) -> Table:
    connection = duckdb.connect(":memory:", config={"autoinstall_known_extensions": False, "autoload_known_extensions": False})
    try:
        result = connection.execute("SELECT * FROM read_parquet(?)", [str(path)])
    except duckdb.Error as error:
        connection.close()
        raise InputError("the series cannot be read", where=str(path), why=str(error).splitlines()[0], todo="name a Parquet file") from None
    header = _names([str(column[0]) for column in result.description or ()])
    return Table(header, _parquet_rows(connection, header))


def _parquet_rows(connection: duckdb.DuckDBPyConnection, header: tuple[str, ...]) -> Iterator[SourceRow]:
    number = 0
    try:
        while rows := connection.fetchmany(_ROWS_AT_ONCE):
            for row in rows:
                number += 1
                yield SourceRow(
                    f"row {number}", {name: "" if cell is None else str(cell).strip() for name, cell in zip(header, row, strict=True)}
                )
    finally:
        connection.close()


def _names(cells: Sequence[str]) -> tuple[str, ...]:
    return tuple(" ".join(name.split()).lower() for name in cells)
