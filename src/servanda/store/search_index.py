"""Full text of the sentences in a side file that can be made anew at any time from the store.

It keeps no words of its own, only where they stand, with the identity of its store and how far it has read there.
"""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Collection, Iterable, Sequence
from pathlib import Path
from typing import Literal, NamedTuple

INDEX_VERSION = "2"

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
    CREATE INDEX former_documents ON documents (current) WHERE NOT current;
    CREATE TABLE sentences (number INTEGER PRIMARY KEY, start INTEGER, "end" INTEGER);
    CREATE VIRTUAL TABLE words USING fts5(text, content='', {_COLUMN});
"""
# A sentence's number tells its document, so that counting needs no look at the other tables: sixteen million to a document.
_BITS = 24
# Where a document was read again with another text, its former sentences are no longer found.
_CURRENT = f"AND (words.rowid >> {_BITS}) NOT IN (SELECT seq FROM documents WHERE NOT current)"  # noqa: S608 - a number of ours
_AMONG = f"AND (words.rowid >> {_BITS}) IN (SELECT seq FROM documents WHERE current AND id IN (SELECT value FROM json_each(?)))"  # noqa: S608 - as above
Order = Literal["best", "as read"]


class IndexedText(NamedTuple):
    """A document's text and the places of its sentences, as the index reads them."""

    seq: int
    id: str
    text: str
    sentences: list[tuple[int, int]]


class Found(NamedTuple):
    """A sentence that matches, by its place; without a score where none was worked out."""

    document_seq: int
    start: int
    end: int
    score: float | None


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
                numbered = list(enumerate(text.sentences, start=text.seq << _BITS))
                self._connection.executemany(
                    'INSERT INTO sentences (number, start, "end") VALUES (?, ?, ?)', ((number, *place) for number, place in numbered)
                )
                self._connection.executemany(
                    "INSERT INTO words (rowid, text) VALUES (?, ?)",
                    ((number, spaced(text.text[start:end])) for number, (start, end) in numbered),
                )
            self._connection.execute("COMMIT")
        finally:
            if self._connection.in_transaction:
                self._connection.execute("ROLLBACK")

    def find(
        self, expression: str, limit: int, offset: int = 0, documents: Collection[str] | None = None, order: Order = "best"
    ) -> list[Found]:
        """The best matches, best first, ties in the order of the store; in all documents or in those named (by id).

        `as read` leaves them in the order of the store, which takes no time however many they are.
        """
        among, named = self._among(documents)
        score, by = ("-bm25(words)", "score DESC, number") if order == "best" else ("NULL", "number")
        rows = self._connection.execute(
            f"""SELECT f.number >> {_BITS}, s.start, s."end", f.score FROM
                  (SELECT rowid AS number, {score} AS score FROM words WHERE words MATCH ? {among} ORDER BY {by} LIMIT ? OFFSET ?) f
                JOIN sentences s USING (number) ORDER BY {by}""",  # noqa: S608 - the parts are ours
            (expression, *named, limit, offset),
        )
        return [Found(*row) for row in rows]

    def by_document(self, expression: str) -> dict[str, int]:
        """How many sentences match in each document that has any, by its id."""
        counted = self._connection.execute(
            f"""SELECT d.id, c.many FROM (SELECT rowid >> {_BITS} AS seq, count(*) AS many FROM words WHERE words MATCH ? GROUP BY 1) c
                JOIN documents d USING (seq) WHERE d.current""",  # noqa: S608 - a number of ours
            (expression,),
        )
        return dict(counted.fetchall())

    def total(self, expression: str) -> int:
        """How many sentences match."""
        among, _ = self._among(None)
        return int(self._connection.execute(f"SELECT count(*) FROM words WHERE words MATCH ? {among}", (expression,)).fetchone()[0])  # noqa: S608 - as above

    def _among(self, documents: Collection[str] | None) -> tuple[str, list[str]]:
        """The condition that keeps matches to some documents, or to those that are current, with its value."""
        if documents is not None:
            return _AMONG, [json.dumps(list(documents))]
        former = self._connection.execute("SELECT 1 FROM documents WHERE NOT current LIMIT 1").fetchone()
        return (_CURRENT if former else ""), []

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


def marks(expression: str, sentences: Sequence[str]) -> list[tuple[tuple[int, int], ...]]:
    """For each sentence the places that match, found by the same tokeniser that found the sentence."""
    connection = sqlite3.connect(":memory:")
    try:
        connection.execute(f"CREATE VIRTUAL TABLE words USING fts5(text, {_COLUMN})")
        connection.executemany("INSERT INTO words (rowid, text) VALUES (?, ?)", enumerate(map(spaced, sentences)))
        found = connection.execute("SELECT rowid, highlight(words, 0, ?, ?) FROM words WHERE words MATCH ?", (_OPEN, _SHUT, expression))
        highlighted = dict(found.fetchall())
        return [_places(highlighted[number], sentence) if number in highlighted else () for number, sentence in enumerate(sentences)]
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
