"""What a batch of coded documents adds to the tables, given what they hold already."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from servanda.records import Document, Fact, fact_from_text
from servanda.store.entries import CodedDocument
from servanda.store.rows import Row, coding_row, digest, document_row, fact_row
from servanda.store.tables import Tables

_PARAGRAPH = re.compile(r"\S(?:[^\n]|\n(?![^\S\n]*\n))*")


def rows_to_add(tables: Tables, run: int, batch: Iterable[CodedDocument]) -> dict[str, list[Row]]:
    """The new rows of each table; none for what is kept already.

    The same bytes under two names in one batch are one document with two names, coded as the first.
    """
    first: dict[str, CodedDocument] = {}
    names: dict[tuple[str, str, str | None], None] = {}
    for coded in batch:
        first.setdefault(coded.document.id, coded)
        names[coded.document.id, coded.document.uri, coded.document.source_id] = None
    ids = list(first)
    known = _names(tables, ids)
    rows: dict[str, list[Row]] = {"documents": [], "document_uris": [], "codings": [], "facts": []}
    rows["document_uris"] = [
        {"document": document, "uri": uri, "source_id": source_id, "run": run}
        for document, uri, source_id in names
        if (document, uri, source_id) not in known
    ]
    kept, versions = _kept(tables, ids), current_versions(tables, ids)
    sequence, coding = tables.next("documents"), tables.next("codings")
    for coded in first.values():
        document = coded.document
        seq, text = kept.get(document.id, (0, ""))
        fresh = text != digest(document.text) if seq else True
        if fresh:
            older, seq, sequence = seq, sequence, sequence + 1
            rows["documents"].append(document_row(document, seq, run, coded.sentences or _paragraphs(document.text)))
            rows["facts"] += _judged_before(tables, document, older, seq)
        found = _by_coder(coded)
        for coder in sorted(coded.coders.items()):
            if fresh or versions.get(document.id, {}).get(coder[0]) != coder[1]:
                made = [
                    fact_row(fact, document_seq=seq, coding=coding, judgement=0, ordinal=ordinal)
                    for ordinal, fact in enumerate(found.get(coder[0], []))
                ]
                rows["facts"] += made
                rows["codings"].append(coding_row(made, seq=coding, document_seq=seq, coder=coder, run=run))
                coding += 1
    return rows


def current_versions(tables: Tables, documents: list[str]) -> dict[str, Mapping[str, str]]:
    """For each document (by id) the version of each coder whose coding is current."""
    rows = tables.rows(
        """SELECT d.id, c.coder, c.version FROM codings c
           JOIN (SELECT id, max(seq) AS seq FROM documents WHERE id IN (SELECT unnest(?::VARCHAR[])) GROUP BY id) d
             ON c.document_seq = d.seq
           ORDER BY c.seq""",
        [documents],
    )
    versions: dict[str, dict[str, str]] = {}
    for row in rows:
        versions.setdefault(row["id"], {})[row["coder"]] = row["version"]
    return {**versions}


def _kept(tables: Tables, documents: list[str]) -> dict[str, tuple[int, str]]:
    """The number of each document as last read, with the hash of its text."""
    rows = tables.rows(
        """SELECT id, max(seq) AS seq, arg_max(text_sha256, seq) AS text FROM documents
           WHERE id IN (SELECT unnest(?::VARCHAR[])) GROUP BY id""",
        [documents],
    )
    return {row["id"]: (row["seq"], row["text"]) for row in rows}


def _names(tables: Tables, documents: list[str]) -> set[tuple[str, str, str | None]]:
    rows = tables.rows("SELECT document, uri, source_id FROM document_uris WHERE document IN (SELECT unnest(?::VARCHAR[]))", [documents])
    return {(row["document"], row["uri"], row["source_id"]) for row in rows}


def _judged_before(tables: Tables, document: Document, older: int, seq: int) -> list[Row]:
    """The rows by which judged facts go along when a newer reader reads a document otherwise, where their words still stand."""
    if not older:
        return []
    rows = tables.rows("SELECT judgement, json FROM facts WHERE judgement > 0 AND document_seq = ? ORDER BY judgement", [older])
    judged = [(row["judgement"], fact_from_text(row["json"])) for row in rows]
    return [
        fact_row(fact, document_seq=seq, coding=0, judgement=judgement, ordinal=0)
        for judgement, fact in judged
        if all(document.holds(span) for span in fact.spans)
    ]


def _by_coder(coded: CodedDocument) -> dict[str, list[Fact]]:
    """The facts by their coder; ValueError for one that does not belong to this coding."""
    found: dict[str, list[Fact]] = {}
    for fact in coded.facts:
        if fact.coder not in coded.coders or fact.document != coded.document.id:
            msg = f"fact {fact.id} of coder {fact.coder!r} and document {fact.document} is none of this coding of {coded.document.id}"
            raise ValueError(msg)
        found.setdefault(fact.coder, []).append(fact)
    return found


def _paragraphs(text: str) -> tuple[tuple[int, int], ...]:
    """The places of the paragraphs, as what search finds where nobody has cut sentences."""
    return tuple(match.span() for match in _PARAGRAPH.finditer(text))
