"""Checks everything that a store keeps against its own hashes, counts and words."""

from __future__ import annotations

import datetime as dt
import sqlite3
from collections.abc import Iterator

import msgspec

from servanda.errors import IntegrityError
from servanda.records import Document, fact_from_text, fact_id
from servanda.store.entries import Problem
from servanda.store.full_text import FullText
from servanda.store.rows import Row, digest, document_from_row, found_by, row_digest
from servanda.store.tables import Tables

_NUMBERED = ("runs", "documents", "codings", "judgements")
_TOGETHER = 500  # documents looked at with one question: a question costs about a millisecond, whatever it asks


def problems_of(tables: Tables, full_text: FullText) -> list[Problem]:
    """Every problem found; a damaged file ends the search with what DuckDB says of it."""
    found: list[Problem] = []
    try:
        for check in (_numbers, _strays, _documents, _judgements):
            found.extend(check(tables))
    except IntegrityError as error:
        found.append(Problem(error.where, f"{error.what}: {error.why}"))
        return found
    found.extend(_search(tables, full_text))
    return found


def _numbers(tables: Tables) -> Iterator[Problem]:
    """Rows are numbered from 1 without a gap: a gap is a row lost."""
    for table in _NUMBERED:
        row = tables.rows(f"SELECT count(*) AS many, count(DISTINCT seq) AS apart, coalesce(max(seq), 0) AS last FROM {table}")[0]  # noqa: S608
        if not row["many"] == row["apart"] == row["last"]:
            yield Problem(table, f"{row['many']} row(s) where the last is number {row['last']}")


def _strays(tables: Tables) -> Iterator[Problem]:
    """Rows that belong to nothing that is kept."""
    for table, column, other in (
        ("codings", "document_seq", "documents"),
        ("codings", "run", "runs"),
        ("documents", "run", "runs"),
        ("facts", "document_seq", "documents"),
    ):
        statement = f"SELECT count(*) AS many FROM {table} ANTI JOIN {other} o ON {table}.{column} = o.seq"  # noqa: S608 - names above
        many = tables.rows(statement)[0]["many"]
        if many:
            yield Problem(table, f"{many} row(s) without their row in {other}")
    many = tables.rows(
        """SELECT count(*) AS many FROM facts f
           WHERE NOT ((f.judgement = 0 AND f.coding IN (SELECT seq FROM codings))
                   OR (f.coding = 0 AND f.judgement IN (SELECT seq FROM judgements)))"""
    )[0]["many"]
    if many:
        yield Problem("facts", f"{many} row(s) of no coding and no judgement")


def _documents(tables: Tables) -> Iterator[Problem]:
    """Each document's text and columns against their hashes, then its codings and facts."""
    last = tables.rows("SELECT coalesce(max(seq), 0) AS seq FROM documents")[0]["seq"]
    for first in range(1, last + 1, _TOGETHER):
        among = [first, first + _TOGETHER - 1]
        facts = _grouped(tables, "SELECT * FROM facts WHERE document_seq BETWEEN ? AND ? ORDER BY coding, judgement, ordinal", among)
        codings = _grouped(tables, "SELECT * FROM codings WHERE document_seq BETWEEN ? AND ? ORDER BY seq", among)
        for row in tables.stream("SELECT * FROM documents WHERE seq BETWEEN ? AND ? ORDER BY seq", among):
            yield from _document(row, facts.get(row["seq"], []), codings.get(row["seq"], []))


def _grouped(tables: Tables, statement: str, values: list[int]) -> dict[int, list[Row]]:
    """Rows by the number of their document."""
    rows: dict[int, list[Row]] = {}
    for row in tables.stream(statement, values):
        rows.setdefault(row["document_seq"], []).append(row)
    return rows


def _document(row: Row, facts: list[Row], codings: list[Row]) -> Iterator[Problem]:
    where = f"document {row['uri']} ({row['id']})"
    if digest(row["text"] or "") != row["text_sha256"]:
        yield Problem(where, "its text is not the text that was read: the hashes differ")
    elif row_digest("documents", row) != row["record_sha256"]:
        yield Problem(where, "its title, date or other columns are not what was read: the hashes differ")
    for start, end in zip(row["sentence_starts"], row["sentence_ends"], strict=False):
        if not 0 <= start < end <= len(row["text"] or ""):
            yield Problem(where, f"a sentence at {start}:{end} lies outside the text")
    try:
        document = document_from_row(row)
    except (msgspec.MsgspecError, TypeError) as error:
        yield Problem(where, f"its columns make no document: {error}")
        return
    for fact in facts:
        yield from (Problem(f"fact {fact['id']} in {document.uri}", what) for what in _wrong_in(fact, document))
    for coding in codings:
        where = f"coding of {document.uri} by {coding['coder']} {coding['version']}"
        texts = [fact["json"] for fact in facts if fact["coding"] == coding["seq"]]
        if len(texts) != coding["facts"]:
            yield Problem(where, f"{len(texts)} fact(s) are kept, {coding['facts']} were found")
        elif digest("\n".join(texts)) != coding["facts_sha256"]:
            yield Problem(where, "its facts are not those that were found: the hashes differ")


def _wrong_in(row: Row, document: Document) -> Iterator[str]:
    """What is wrong with one fact."""
    try:
        fact = fact_from_text(row["json"])
    except msgspec.MsgspecError as error:
        yield f"it cannot be read: {error}"
        return
    if fact.document != document.id:
        yield f"it belongs to document {fact.document}"
    for span in fact.spans:
        if not document.holds(span):
            yield f"its words at {span.start}:{span.end} are not the document's"
    if fact.id != fact_id(fact.document, fact.claim, fact.spans):
        yield "its id is not that of its claim and spans"
    differing = [name for name, value in found_by(fact).items() if row[name] != value]
    if differing:
        yield f"its columns differ from the fact itself: {', '.join(differing)}"


def _judgements(tables: Tables) -> Iterator[Problem]:
    for row in tables.stream("SELECT * FROM judgements ORDER BY seq"):
        where = f"judgement {row['seq']} on fact {row['fact']}"
        if row_digest("judgements", row) != row["record_sha256"]:
            yield Problem(where, "it is not what was said: the hashes differ")
        try:
            dt.datetime.fromisoformat(row["judged_at"])
            fact_from_text(row["snapshot"])
        except (ValueError, msgspec.MsgspecError) as error:
            yield Problem(where, f"it cannot be read: {error}")


def _search(tables: Tables, full_text: FullText) -> Iterator[Problem]:
    """Whether search and store agree; a gap that a crash left has been filled by then."""
    kept = tables.rows("SELECT count(*) AS documents, coalesce(sum(len(sentence_starts)), 0) AS sentences FROM documents")[0]
    mend = "make it anew with Store.rebuild_search"
    try:
        index = full_text.current()
        held = dict(zip(("documents", "sentences"), index.counts(), strict=True))
        if held != kept:
            yield Problem("full text", f"it holds {held}, the store {kept}; {mend}")
        if not index.sound():
            yield Problem("full text", f"its file is damaged; {mend}")
    except sqlite3.Error as error:
        yield Problem("full text", f"its file cannot be read: {error}; {mend}")
