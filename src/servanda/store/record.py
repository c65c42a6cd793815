"""The record itself: documents, facts and judgements in one file, to which rows are only ever added."""

from __future__ import annotations

import datetime as dt
import re
import threading
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Self

import msgspec

from servanda.errors import UsageError
from servanda.records import Document, Fact, fact_id, fact_to_json
from servanda.store.asking import FactQuery, count_sql, fact_sql
from servanda.store.checking import problems_of
from servanda.store.entries import CodedDocument, Counts, Hit, InputOutcome, Judgement, KeptFact, Problem, RunManifest
from servanda.store.full_text import FullText
from servanda.store.rows import Row, coding_row, digest, document_from_row, document_row, encoded, fact_from_row, fact_row, row_digest
from servanda.store.tables import Tables

_PARAGRAPH = re.compile(r"\S(?:[^\n]|\n(?![^\S\n]*\n))*")


class Store:
    """One store, open for reading or for reading and writing; use it in a `with` block.

    One process writes, or many read, never both at once (DuckDB's rule). An `add` that has returned is kept whatever happens after;
    one that has not returned is kept whole or not at all.
    """

    def __init__(self, tables: Tables) -> None:
        self.path = tables.path
        self._tables = tables
        self._full_text = FullText(tables)
        self._lock = threading.RLock()

    @classmethod
    def open(cls, path: str | Path, *, write: bool) -> Store:
        """Open a store; one that is written to is made where there is none, and its full text is brought up to date.

        Raises StoreLockedError (with the holder's process id), UsageError for a file that is none, IntegrityError for a damaged one.
        """
        store = cls(Tables(Path(path), write=write))
        opened = False
        try:
            if write:
                store._full_text.current()
            opened = True
        finally:
            if not opened:
                store.close()
        return store

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Close every file; the store can then be opened by another process."""
        self._full_text.close()
        self._tables.close()

    def begin_run(self, manifest: RunManifest) -> int:
        """Note what a run is made with; its number goes with everything that the run adds."""
        row: Row = {
            "seq": self._tables.next("runs"),
            "started": manifest.started.isoformat(),
            "servanda": manifest.servanda,
            "coders": encoded(manifest.coders, where="run"),
            "vocabulary": manifest.vocabulary,
            "model": manifest.model,
            "options": encoded(manifest.options, where="run"),
        }
        self._tables.insert({"runs": [row]})
        return int(row["seq"])

    def known(self, document: str, coders: Mapping[str, str]) -> bool:
        """Whether a document (by id) has been coded by exactly these versions of these coders."""
        versions = self._versions(document)
        return bool(coders) and all(versions.get(name) == version for name, version in coders.items())

    def add(
        self, run: int, document: Document, facts: Sequence[Fact], coders: Mapping[str, str], sentences: Sequence[tuple[int, int]] = ()
    ) -> None:
        """Keep a document and what the coders (name to version) found in it, whole or not at all; see `add_many`."""
        self.add_many(run, [CodedDocument(document=document, facts=tuple(facts), coders=coders, sentences=tuple(sentences))])

    def add_many(self, run: int, batch: Iterable[CodedDocument]) -> None:
        """Keep documents with their facts in one transaction.

        What a coder of the same version has found before is not added again, so the same call twice leaves the store as it was.
        `sentences` are what full-text search finds; where none are given, paragraphs are. Raises ValueError for a fact of a coder or a
        document that the call does not name, InputError for a text that cannot be kept, ServandaError where the disk refuses.
        """
        with self._lock:
            rows: dict[str, list[Row]] = {"documents": [], "document_uris": [], "codings": [], "facts": []}
            sequence, coding = self._tables.next("documents"), self._tables.next("codings")
            taken: set[tuple[str, str | None, str | None]] = set()
            for coded in batch:
                document = coded.document
                found = _by_coder(coded)
                if not self._has_uri(document) and (document.id, document.uri, document.source_id) not in taken:
                    rows["document_uris"].append(
                        {"document": document.id, "uri": document.uri, "source_id": document.source_id, "run": run}
                    )
                    taken.add((document.id, document.uri, document.source_id))
                if (document.id, None, None) in taken:  # the same bytes under another name in one batch
                    continue
                taken.add((document.id, None, None))
                seq = self._as_read(document)
                versions = {} if seq is None else self._versions(document.id)
                if seq is None:
                    seq, sequence = sequence, sequence + 1
                    rows["documents"].append(document_row(document, seq, run, coded.sentences or _paragraphs(document.text)))
                for name in sorted(coded.coders):
                    if versions.get(name) != coded.coders[name]:
                        made = [
                            fact_row(fact, document_seq=seq, coding=coding, judgement=0, ordinal=ordinal)
                            for ordinal, fact in enumerate(found.get(name, []))
                        ]
                        rows["facts"] += made
                        rows["codings"].append(coding_row(made, seq=coding, document_seq=seq, coder=(name, coded.coders[name]), run=run))
                        coding += 1
            self._tables.insert(rows)
            if rows["documents"]:
                self._full_text.current()

    def record_input(self, run: int, uri: str, status: str, *, reason: str | None = None, document: str | None = None) -> None:
        """Note how an input ended: `done`, `partial`, `failed` or `unchanged`, with the reason and the document's id where it has one."""
        outcome = msgspec.convert({"uri": uri, "status": status, "reason": reason, "run": run, "document": document}, InputOutcome)
        self._tables.insert({"inputs": [msgspec.to_builtins(outcome)]})

    def record_near_duplicate(self, run: int, document: str, other: str, similarity: float) -> None:
        """Note that two documents (by id) tell nearly the same; `similarity` lies in 0-1."""
        self._tables.insert({"near_duplicates": [{"document": document, "other": other, "similarity": similarity, "run": run}]})

    def judge(self, judgement: Judgement) -> None:
        """Keep what a person says of a fact; the last judgement on a fact holds, the earlier ones stay on record.

        A confirmed or corrected fact stays even when a newer coder no longer finds it. Raises UsageError where the store has no such
        fact, or where the verdict is `correct` and no corrected fact is given (or the other way round).
        """
        corrected = judgement.corrected
        if (judgement.verdict == "correct") != (corrected is not None):
            raise UsageError(what="a correction needs the corrected fact, and only a correction has one", where=f"fact {judgement.fact}")
        if corrected is not None and corrected.id != fact_id(corrected.document, corrected.claim, corrected.spans):
            raise UsageError(what="the corrected fact has the id of another", where=f"fact {judgement.fact}", todo="make it with make_fact")
        with self._lock:
            held = self._tables.rows("SELECT max(document_seq) AS seq FROM facts WHERE id = ?", [judgement.fact])[0]["seq"]
            if held is None:
                raise UsageError(
                    what="the store has no such fact", where=f"fact {judgement.fact}", todo="list ids with: servanda facts --format jsonl"
                )
            seq = self._tables.next("judgements")
            row: Row = {
                **{name: getattr(judgement, name) for name in ("fact", "document", "verdict", "who", "why")},
                "seq": seq,
                "judged_at": judgement.at.isoformat(),
                "snapshot": encoded(fact_to_json(judgement.snapshot), where="judgement"),
                "corrected": encoded(fact_to_json(corrected), where="judgement") if corrected else None,
            }
            row["record_sha256"] = row_digest("judgements", row)
            stands = {"confirm": judgement.snapshot, "correct": corrected}.get(judgement.verdict)
            facts = [fact_row(stands, document_seq=held, coding=0, judgement=seq, ordinal=0)] if stands else []
            self._tables.insert({"judgements": [row], "facts": facts})

    def facts(self, query: FactQuery) -> Iterator[Fact]:
        """The facts asked for, as they now stand, in an order that does not depend on the order of reading."""
        return (kept.fact for kept in self.kept(query))

    def kept(self, query: FactQuery) -> Iterator[KeptFact]:
        """The same with the last verdict on each."""
        return (KeptFact(fact_from_row(row["json"]), row["verdict"]) for row in self._tables.stream(*fact_sql(query)))

    def count(self, query: FactQuery) -> int:
        """How many facts a query has, its limit left aside: what a cut list must say."""
        return int(self._tables.rows(*count_sql(query))[0]["many"])

    def runs(self) -> Iterator[RunManifest]:
        """What each run was made with, in order."""
        for row in self._tables.stream("SELECT * FROM runs ORDER BY seq"):
            yield RunManifest(
                started=dt.datetime.fromisoformat(row["started"]),
                servanda=row["servanda"],
                coders=msgspec.json.decode(row["coders"]),
                vocabulary=row["vocabulary"],
                model=row["model"],
                options=msgspec.json.decode(row["options"]),
            )

    def documents(self) -> Iterator[Document]:
        """Every document as last read, by date, then by where it is from."""
        rows = self._tables.stream("SELECT * FROM current_documents ORDER BY published_earliest NULLS LAST, uri, id")
        return (document_from_row(row) for row in rows)

    def document(self, document: str) -> Document:
        """One document by its id; UsageError where the store has none of that id."""
        rows = self._tables.rows("SELECT * FROM documents WHERE id = ? ORDER BY seq DESC LIMIT 1", [document])
        if not rows:
            raise UsageError(what="the store has no such document", where=document)
        return document_from_row(rows[0])

    def text_hashes(self) -> dict[str, str]:
        """The SHA-256 of the text of every document, by its id."""
        return {row["id"]: row["text_sha256"] for row in self._tables.stream("SELECT id, text_sha256 FROM current_documents")}

    def judgements(self) -> Iterator[Judgement]:
        """Every judgement in the order given."""
        for row in self._tables.stream("SELECT * FROM judgements ORDER BY seq"):
            yield Judgement(
                **{name: row[name] for name in ("fact", "document", "verdict", "who", "why")},
                at=dt.datetime.fromisoformat(row["judged_at"]),
                snapshot=fact_from_row(row["snapshot"]),
                corrected=fact_from_row(row["corrected"]) if row["corrected"] else None,
            )

    def inputs(self) -> Iterator[InputOutcome]:
        """How each input last ended, by name."""
        last = "SELECT * FROM inputs QUALIFY row_number() OVER (PARTITION BY uri ORDER BY run DESC, rowid DESC) = 1 ORDER BY uri"
        return (msgspec.convert(row, InputOutcome) for row in self._tables.stream(last))

    def near_duplicates(self) -> Iterator[tuple[str, str, float]]:
        """Pairs of documents that tell nearly the same, with how alike they are."""
        rows = self._tables.stream("SELECT DISTINCT document, other, similarity FROM near_duplicates ORDER BY document, other")
        return ((row["document"], row["other"], row["similarity"]) for row in rows)

    def counts(self) -> Counts:
        """How much the store holds."""
        one = self._tables.rows(
            """SELECT (SELECT count(*) FROM current_documents) AS documents, (SELECT count(*) FROM judgements) AS judgements,
                      (SELECT count(*) FROM runs) AS runs, (SELECT coalesce(max(seq), 0) FROM documents) AS generation"""
        )[0]
        kinds = "SELECT kind, count(*) AS many FROM kept_facts WHERE verdict IS DISTINCT FROM 'reject' GROUP BY kind ORDER BY kind"
        inputs: dict[str, int] = {}
        for outcome in self.inputs():
            inputs[outcome.status] = inputs.get(outcome.status, 0) + 1
        return Counts(**one, facts={row["kind"]: row["many"] for row in self._tables.rows(kinds)}, inputs=inputs)

    def search(self, words: str, limit: int = 20) -> Iterator[Hit]:
        """Sentences that hold the words, best first: all words, "phrases", begin* and -without; nothing where no word is left."""
        return self._full_text.search(words, limit)

    def total_hits(self, words: str) -> int:
        """How many sentences `search` would give without a limit."""
        return self._full_text.total(words)

    def rebuild_search(self) -> None:
        """Make the full text anew from the documents."""
        self._full_text.rebuild()

    def verify(self) -> list[Problem]:
        """Everything kept that does not match its own hash, count or words; an empty list when all is well."""
        return problems_of(self._tables, self._full_text)

    def _as_read(self, document: Document) -> int | None:
        """The number of the document where it is kept with this very text; None for a new one, or one read otherwise before."""
        rows = self._tables.rows("SELECT seq, text_sha256 FROM documents WHERE id = ? ORDER BY seq DESC LIMIT 1", [document.id])
        return rows[0]["seq"] if rows and rows[0]["text_sha256"] == digest(document.text) else None

    def _has_uri(self, document: Document) -> bool:
        rows = self._tables.rows("SELECT uri, source_id FROM document_uris WHERE document = ?", [document.id])
        return {"uri": document.uri, "source_id": document.source_id} in rows

    def _versions(self, document: str) -> dict[str, str]:
        """The version of each coder whose coding of the document is current."""
        rows = self._tables.rows(
            """SELECT coder, version FROM codings WHERE document_seq = (SELECT max(seq) FROM documents WHERE id = ?) ORDER BY seq""",
            [document],
        )
        return {row["coder"]: row["version"] for row in rows}


def _by_coder(coded: CodedDocument) -> dict[str, list[Fact]]:
    """The facts by their coder; ValueError for one that does not belong to the call."""
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
