"""Full-text search over a store: keeps the side index in step with the tables, and answers with sentences."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Callable, Collection, Iterator
from pathlib import Path
from typing import TypeVar

from servanda.store.connecting import writing
from servanda.store.entries import Hit
from servanda.store.rows import Row, document_from_row, encoded
from servanda.store.search_index import IndexedText, Order, SearchIndex, marks, match_expression
from servanda.store.tables import Tables

Answer = TypeVar("Answer")

_BATCH = 200  # documents in one transaction when the index catches up
_PLACES = '[{"document_seq":"INTEGER","start":"INTEGER","end":"INTEGER"}]'


class FullText:
    """The search side of one open store."""

    def __init__(self, tables: Tables) -> None:
        self._tables = tables
        self._path = tables.path.with_name(f"{tables.path.name}.fts.sqlite")
        self._index: SearchIndex | None = None
        self._added = -1
        self._lock = threading.RLock()

    def close(self) -> None:
        """Close the side file."""
        with self._lock:
            if self._index is not None:
                self._index.close()
                self._index = None

    def current(self) -> SearchIndex:
        """The index, brought up to date: a crash, a copy or a removal of the side file leaves a gap, which is filled here."""
        with self._lock, writing(self._path):
            try:
                return self._in_step()
            except sqlite3.OperationalError:  # a full disk or a file in use: to make it anew would not help
                raise
            except sqlite3.DatabaseError:
                self._remove()
                return self._in_step()

    def rebuild(self) -> None:
        """Make the index anew from the documents."""
        with self._lock:
            self._remove()
            self.current()

    def search(
        self, words: str, limit: int, offset: int = 0, documents: Collection[str] | None = None, order: Order = "best"
    ) -> Iterator[Hit]:
        """The best sentences, best first, in all documents or in those named; or all as they were read."""
        expression = match_expression(words)
        if expression is None:
            return
        found = self._asked(lambda index: index.find(expression, limit, offset, documents, order))
        places = [{"document_seq": one.document_seq, "start": one.start, "end": one.end} for one in found]
        rows = self._tables.rows(
            f"""SELECT d.* EXCLUDE (text), substring(d.text, p."start" + 1, p."end" - p."start") AS text, p."start" AS s, p."end" AS e
                FROM (SELECT unnest(from_json_strict(?, '{_PLACES}'), recursive := true)) p
                JOIN documents d ON d.seq = p.document_seq""",  # noqa: S608 - the shape is a constant
            [encoded(places, where="search")],
        )
        held: dict[tuple[int, int, int], Row] = {(row["seq"], row["s"], row["e"]): row for row in rows}
        sentences = [held[one.document_seq, one.start, one.end] for one in found]
        for one, row, marked in zip(found, sentences, marks(expression, [row["text"] for row in sentences]), strict=True):
            document = document_from_row(row)
            yield Hit(
                document=document.id,
                uri=document.uri,
                title=document.title,
                published=document.published,
                start=one.start,
                end=one.end,
                words=document.text,
                marks=marked,
                score=one.score,
            )

    def total(self, words: str) -> int:
        """How many sentences match."""
        expression = match_expression(words)
        if expression is None:
            return 0
        return self._asked(lambda index: index.total(expression))

    def by_document(self, words: str) -> dict[str, int]:
        """How many sentences match in each document."""
        expression = match_expression(words)
        if expression is None:
            return {}
        return self._asked(lambda index: index.by_document(expression))

    def _asked(self, question: Callable[[SearchIndex], Answer]) -> Answer:
        """The index's answer; a damaged index is made anew and asked again."""
        with self._lock, writing(self._path):
            try:
                return question(self.current())
            except sqlite3.DatabaseError:
                self.rebuild()
                return question(self.current())

    def _in_step(self) -> SearchIndex:
        if self._index is None:
            self._index = self._opened()
        elif self._added == self._tables.added:
            return self._index
        added = self._tables.added
        seq, document = self._index.last
        if seq and {"id": document} not in self._tables.rows("SELECT id FROM documents WHERE seq = ?", [seq]):
            self._remove()  # the index of another history, say of a copy of this store
            self._index = self._opened()
        if self._index.last[0] < self._generation():
            self._catch_up(self._index)
        self._added = added
        return self._index

    def _generation(self) -> int:
        return int(self._tables.rows("SELECT coalesce(max(seq), 0) AS seq FROM documents")[0]["seq"])

    def _opened(self) -> SearchIndex:
        """The side file; where a reader may not write beside the store, the index is kept in memory."""
        store = str(self._tables.rows("SELECT value FROM meta WHERE name = 'store'")[0]["value"])
        try:
            return SearchIndex(self._path, store)
        except sqlite3.OperationalError:
            if self._tables.write:
                raise
            return SearchIndex(None, store)

    def _remove(self) -> None:
        self.close()
        for ending in ("", "-wal", "-shm"):
            Path(f"{self._path}{ending}").unlink(missing_ok=True)

    def _catch_up(self, index: SearchIndex) -> None:
        statement = "SELECT seq, id, text, sentence_starts, sentence_ends FROM documents WHERE seq > ? ORDER BY seq"
        batch: list[IndexedText] = []
        for row in self._tables.stream(statement, [index.last[0]]):
            places = list(zip(row["sentence_starts"], row["sentence_ends"], strict=True))
            batch.append(IndexedText(row["seq"], row["id"], row["text"], places))
            if len(batch) == _BATCH:
                index.add(batch)
                batch = []
        index.add(batch)
