"""Rows in and out of the one file of a store."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import duckdb

from servanda.errors import ServandaError
from servanda.store.connecting import connect, reading, writing
from servanda.store.rows import Row, encoded
from servanda.store.schema import insertion

_FETCHED = 1000  # rows at a time: enough that the call costs nothing, few enough for a small machine


class Tables:
    """An open file of tables; `write` is whether rows may be added."""

    def __init__(self, path: Path, *, write: bool) -> None:
        self.path, self.write = path, write
        # How often rows were added through here: the file has one writer, so that an equal number means an unchanged file.
        self.added = 0
        # How often a person's word was among them: that must show at once, where what is ingested may show a moment later.
        self.judged = 0
        self._connection = connect(path, write=write)
        self._cursors: set[duckdb.DuckDBPyConnection] = set()
        self._lock = threading.RLock()
        self._closed = False

    def close(self) -> None:
        """Close the file with every question still being read: an open one would hold the lock."""
        with self._lock:
            for cursor in (*self._cursors, self._connection):
                cursor.close()
            self._cursors.clear()
            self._closed = True

    def insert(self, rows: Mapping[str, Sequence[Row]]) -> None:
        """Add rows to tables in one transaction: all of them or none. ServandaError where the disk refuses; the file is then closed."""
        # Written out first: what cannot be kept is refused before anything is begun.
        added = [(insertion(table), encoded(several, where=table)) for table, several in rows.items() if several]
        if not added:
            return
        with self._lock, writing(self.path):
            self._refuse_closed()
            committed = False
            try:
                self._connection.execute("BEGIN")
                for statement, several in added:
                    self._connection.execute(statement, [several])
                self._connection.execute("COMMIT")
                committed = True
                self.added += 1
                self.judged += bool(rows.get("judgements"))
            finally:
                # After a failed write DuckDB may refuse all else: what is on disk is whole, so let it go.
                if not committed:
                    self.close()

    def rows(self, statement: str, values: Sequence[Any] = ()) -> list[Row]:
        """Every row of a short answer."""
        return list(self.stream(statement, values))

    def stream(self, statement: str, values: Sequence[Any] = ()) -> Iterator[Row]:
        """The rows of an answer of any length, a thousand at a time; IntegrityError where the file is damaged."""
        with self._lock:
            self._refuse_closed()
            cursor = self._connection.cursor()
            self._cursors.add(cursor)
        try:
            with reading(self.path):
                cursor.execute(statement, list(values))
            names = [column[0] for column in cursor.description or ()]
            while fetched := self._fetch(cursor):
                for row in fetched:
                    yield dict(zip(names, row, strict=True))
        finally:
            with self._lock:
                self._cursors.discard(cursor)
            cursor.close()

    def _refuse_closed(self) -> None:
        if self._closed:
            raise ServandaError(
                what="the store is closed", where=str(self.path), why="its block has ended, or a write failed", todo="open it again"
            )

    def _fetch(self, cursor: duckdb.DuckDBPyConnection) -> list[tuple[Any, ...]]:
        with reading(self.path):
            return cursor.fetchmany(_FETCHED)

    def next(self, table: str) -> int:
        """The number that the next row of a table gets; the file has one writer, so that it is free."""
        return int(self.rows(f"SELECT coalesce(max(seq), 0) + 1 AS seq FROM {table}")[0]["seq"])  # noqa: S608 - a name of ours
