"""Full text of the sentences in a side file that can be made anew at any time from the store.

It keeps no words of its own, only where they stand, with the identity of its store and how far it has read there.
"""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

INDEX_VERSION = "1"

# Chinese characters and Japanese kana: SQLite's tokeniser takes a whole run of them for one word, so each is set apart,
# and a word of several is then a phrase. Ranges: Unicode 15 blocks.
_CJK = re.compile(
    "([\u2e80-\u2fdf\u3005-\u3007\u3040-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff66-\uff9f\U00020000-\U0003ffff])"
)
_OPEN, _SHUT = "\x01", "\x02"
_BLANKED = {0: " ", 1: " ", 2: " ", **dict.fromkeys(range(0xD800, 0xE000), " ")}
_TERM = re.compile(r'(?P<without>(?<!\S)-)?(?:"(?P<phrase>[^"]*)"|(?P<word>[^\s"]+))')
_QUOTES = str.maketrans(dict.fromkeys("“”„‟«»「」『』＂", '"'))
_COLUMN = "tokenize='porter unicode61 remove_diacritics 2'"

_TABLES = f"""
    CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT);
    CREATE TABLE documents (seq INTEGER PRIMARY KEY, id TEXT, current INTEGER);
    CREATE INDEX documents_by_id ON documents (id);
    CREATE TABLE sentences (number INTEGER PRIMARY KEY, document_seq INTEGER, start INTEGER, "end" INTEGER);
    CREATE VIRTUAL TABLE words USING fts5(text, content='', {_COLUMN});
"""
_FOUND = """FROM words JOIN sentences s ON s.number = words.rowid JOIN documents d ON d.seq = s.document_seq
            WHERE words MATCH ? AND d.current"""


class IndexedText(NamedTuple):
    """A document's text and the places of its sentences, as the index reads them."""

    seq: int
    id: str
    text: str
    sentences: list[tuple[int, int]]


class Found(NamedTuple):
    """A sentence that matches, by its place."""

    document_seq: int
    start: int
    end: int
    score: float


def spaced(text: str) -> str:
    """The text with each CJK character set apart; the marks used for highlighting are blanked."""
    return _CJK.sub(r" \1 ", text.translate(_BLANKED))


def match_expression(words: str) -> str | None:
    """What a person typed as a query that SQLite accepts: words (all wanted), "phrases", begin* and -without.

    None where no word is left to look for.
    """
    wanted: list[str] = []
    unwanted: list[str] = []
    for term in _TERM.finditer(words.translate(_QUOTES)):
        text = spaced(term["word"] if term["phrase"] is None else term["phrase"])
        if not any(character.isalnum() for character in text):
            continue
        begins = "*" if term["word"] and text.rstrip().endswith("*") else ""
        (unwanted if term["without"] else wanted).append(f'"{text}"{begins}')
    if not wanted:
        return None
    return f"({' AND '.join(wanted)})" + "".join(f" NOT {one}" for one in unwanted)


class SearchIndex:
    """The full text of one store, as far as its `last` document.

    `sqlite3.DatabaseError` where the file is damaged: the store then makes it anew.
    """

    def __init__(self, path: Path | None, store: str) -> None:
        """Open the index of the store so named, empty where it is absent or another's; None keeps it in memory."""
        self._connection = sqlite3.connect(path or ":memory:", check_same_thread=False, isolation_level=None, timeout=10)
        try:
            # A crash may cost the last entries, never the file: the store sees the gap and reads them again.
            self._connection.execute("PRAGMA journal_mode=WAL")
            self._connection.execute("PRAGMA synchronous=NORMAL")
            if self._meta() != {"store": store, "version": INDEX_VERSION}:
                self._empty(store)
        except BaseException:
            self._connection.close()
            raise

    def close(self) -> None:
        """Close the file."""
        self._connection.close()

    @property
    def last(self) -> tuple[int, str]:
        """The number and id of the last document read; 0 and no id for none."""
        row = self._connection.execute("SELECT seq, id FROM documents ORDER BY seq DESC LIMIT 1").fetchone()
        return (int(row[0]), str(row[1])) if row else (0, "")

    def counts(self) -> tuple[int, int]:
        """How many documents and sentences it holds."""
        row = self._connection.execute("SELECT (SELECT count(*) FROM documents), (SELECT count(*) FROM sentences)").fetchone()
        return int(row[0]), int(row[1])

    def sound(self) -> bool:
        """Whether SQLite finds its own file whole."""
        return self._connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]

    def add(self, texts: Iterable[IndexedText]) -> None:
        """Read documents in one transaction: all or none."""
        self._connection.execute("BEGIN IMMEDIATE")
        try:
            through = self.last[0]  # another reader may have filled the same gap while this one waited
            for text in texts:
                if text.seq <= through:
                    continue
                self._connection.execute("UPDATE documents SET current = 0 WHERE id = ?", (text.id,))
                self._connection.execute("INSERT INTO documents VALUES (?, ?, 1)", (text.seq, text.id))
                for start, end in text.sentences:
                    place = self._connection.execute(
                        'INSERT INTO sentences (document_seq, start, "end") VALUES (?, ?, ?)', (text.seq, start, end)
                    )
                    self._connection.execute(
                        "INSERT INTO words (rowid, text) VALUES (?, ?)", (place.lastrowid, spaced(text.text[start:end]))
                    )
            self._connection.execute("COMMIT")
        finally:
            if self._connection.in_transaction:
                self._connection.execute("ROLLBACK")

    def find(self, expression: str, limit: int, offset: int = 0, documents: Collection[str] | None = None) -> list[Found]:
        """The best matches, best first, ties in the order of the store; in all documents or in those named (by id)."""
        among, named = (
            ("AND d.id IN (SELECT value FROM json_each(?))", [json.dumps(list(documents))]) if documents is not None else ("", [])
        )
        rows = self._connection.execute(
            f"""SELECT s.document_seq, s.start, s."end", -bm25(words) AS score {_FOUND} {among}
                ORDER BY score DESC, s.number LIMIT ? OFFSET ?""",
            (expression, *named, limit, offset),
        )
        return [Found(*row) for row in rows]

    def by_document(self, expression: str) -> dict[str, int]:
        """How many sentences match in each document that has any, by its id."""
        return dict(self._connection.execute(f"SELECT d.id, count(*) {_FOUND} GROUP BY d.id", (expression,)))

    def total(self, expression: str) -> int:
        """How many sentences match."""
        return int(self._connection.execute(f"SELECT count(*) {_FOUND}", (expression,)).fetchone()[0])

    def _meta(self) -> dict[str, str]:
        try:
            return dict(self._connection.execute("SELECT name, value FROM meta"))
        except sqlite3.OperationalError:  # no such table: a new file
            return {}

    def _empty(self, store: str) -> None:
        tables = [
            row[0] for row in self._connection.execute("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'words_%'")
        ]
        drops = "".join(f'DROP TABLE "{name}";' for name in tables)
        self._connection.executescript(f"BEGIN; {drops} {_TABLES} COMMIT;")
        self._connection.executemany("INSERT INTO meta VALUES (?, ?)", [("store", store), ("version", INDEX_VERSION)])


def marks(expression: str, sentences: Iterable[str]) -> Iterator[tuple[tuple[int, int], ...]]:
    """For each sentence the places that match, found by the same tokeniser that found the sentence."""
    connection = sqlite3.connect(":memory:")
    try:
        connection.execute(f"CREATE VIRTUAL TABLE words USING fts5(text, {_COLUMN})")
        for number, sentence in enumerate(sentences, start=1):
            connection.execute("INSERT INTO words (rowid, text) VALUES (?, ?)", (number, spaced(sentence)))
            row = connection.execute(
                "SELECT highlight(words, 0, ?, ?) FROM words WHERE words MATCH ? AND rowid = ?", (_OPEN, _SHUT, expression, number)
            ).fetchone()
            yield _places(row[0], sentence) if row else ()
    finally:
        connection.close()


def _places(highlighted: str, sentence: str) -> tuple[tuple[int, int], ...]:
    """Read marks back onto the sentence without the blanks set around CJK characters."""
    places, at, begun = [], 0, 0
    plain = sentence.translate(_BLANKED)
    for character in highlighted:
        if character == _OPEN:
            begun = at
        elif character == _SHUT:
            places.append((begun, at))
        elif at < len(plain) and character == plain[at]:
            at += 1
    return tuple(places)
