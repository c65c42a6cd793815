"""The record itself: documents, facts and judgements in one file, to which rows are only ever added."""

from __future__ import annotations

import datetime as dt
import itertools
import threading
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

import msgspec

from servanda.errors import UsageError
from servanda.records import Document, Fact, fact_from_text
from servanda.store.adding import current_versions, rows_to_add
from servanda.store.asking import Counted, FactQuery, count_sql, crossed_sql, fact_sql, sketch_sql, tally_sql
from servanda.store.checking import problems_of
from servanda.store.entries import (
    CodedDocument,
    Counts,
    DocumentHead,
    FactSketch,
    Hit,
    InputOutcome,
    Judgement,
    KeptFact,
    Problem,
    RunManifest,
    Verdict,
)
from servanda.store.full_text import FullText
from servanda.store.judging import added, judged, judgement_from_row, note_taken_back
from servanda.store.rows import Row, document_from_row, encoded, head_from_row
from servanda.store.search_index import Order
from servanda.store.tables import Tables

if TYPE_CHECKING:
    from servanda.store.columns import Columns
    from servanda.store.held import Held, Weight

_AT_ONCE = 5000  # facts fetched by their places in one question


class Store:
    """One store, open for reading or for reading and writing; use it in a `with` block.

    One process writes, or many read, never both at once (DuckDB's rule). An `add` that has returned is kept whatever happens after;
    one that has not returned is kept whole or not at all.
    """

    _held: Held | None = None

    def __init__(self, tables: Tables) -> None:
        self.path = tables.path
        self._tables = tables
        self._full_text = FullText(tables)
        self._lock = threading.RLock()
        self._judgements: dict[str | None, list[Judgement]] = {}
        self._judgements_at = -1

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
        return document in self.known_among([document], coders)

    def known_among(self, documents: Iterable[str], coders: Mapping[str, str]) -> frozenset[str]:
        """Those of some documents (by id) that have been coded by exactly these versions of these coders: one question for all."""
        versions = current_versions(self._tables, list(documents))
        wanted = coders.items()
        return frozenset(document for document, held in versions.items() if wanted and wanted <= held.items())

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
            rows = rows_to_add(self._tables, run, batch)
            self._tables.insert(rows)
            if rows["documents"]:
                self._full_text.current()

    def record_input(self, run: int, uri: str, status: str, *, reason: str | None = None, document: str | None = None) -> None:
        """Note how an input ended: `done`, `partial`, `failed` or `unchanged`, with the reason and the document's id where it has one."""
        told = {"uri": uri, "status": status, "reason": reason, "run": run, "document": document}
        self.record_inputs([msgspec.convert(told, InputOutcome)])

    def record_inputs(self, outcomes: Iterable[InputOutcome]) -> None:
        """Note how several inputs ended, in one transaction."""
        # A file name need not be text: bytes of it that are not are shown as such.
        told = [msgspec.to_builtins(outcome) | {"uri": outcome.uri.encode(errors="backslashreplace").decode()} for outcome in outcomes]
        self._tables.insert({"inputs": told})

    def record_near_duplicates(self, run: int, links: Iterable[tuple[str, str, float]]) -> None:
        """Note, at once, which pairs of documents (by id) tell nearly the same; the similarity of each lies in 0-1."""
        self._tables.insert(
            {
                "near_duplicates": [
                    {"document": document, "other": other, "similarity": similarity, "run": run} for document, other, similarity in links
                ]
            }
        )

    def judge(
        self, fact: str, verdict: Verdict, *, who: str, at: dt.datetime, why: str | None = None, corrected: Fact | None = None
    ) -> Judgement:
        """Keep what a person says of a fact (by id).

        Each person has one word on a fact, their last; of several people's words the last holds, and all stay on record. `withdraw` takes
        this person's word back, `note` says something without judging. A confirmed or corrected fact stays even when a newer coder no
        longer finds it. Raises UsageError where the store has no such fact, where `correct` comes without the corrected fact or another
        verdict with one, where that fact rests on another document, where a note is empty and where there is nothing to take back.
        """
        with self._lock:
            judgement, rows = judged(self._tables, fact, verdict, who=who, at=at, why=why, corrected=corrected)
            self._tables.insert(rows)
            return judgement

    def take_back_note(self, fact: str, *, who: str, at: dt.datetime) -> Judgement:
        """Take back the last note that a person left on a fact (by id) and that still stands; both stay on record.

        UsageError where there is none.
        """
        with self._lock:
            judgement, rows = note_taken_back(self._tables, fact, who=who, at=at)
            self._tables.insert(rows)
            return judgement

    def add_fact(self, fact: Fact, *, who: str, at: dt.datetime, why: str | None = None) -> Judgement:
        """Keep a fact that a person found and no coder did; it stays whatever coders find later, until that person takes it back.

        UsageError where its words are not its document's, or where the record has the same fact already.
        """
        with self._lock:
            for kept in self.kept(FactQuery(id=fact.id, rejected=True, limit=1)):
                told = f"its last verdict is {kept.verdict}" if kept.verdict else "it has not been judged"
                raise UsageError(what="the record has this fact already", where=f"fact {fact.id}", why=told, todo="confirm it instead")
            judgement, rows = added(self._tables, fact, who=who, at=at, why=why)
            self._tables.insert(rows)
            return judgement

    def facts(self, query: FactQuery) -> Iterator[Fact]:
        """The facts asked for, as they now stand, in an order that does not depend on the order of reading."""
        return (kept.fact for kept in self.kept(query))

    def kept(self, query: FactQuery) -> Iterator[KeptFact]:
        """The same with the last verdict on each."""
        columns = self._columns(query)
        if columns is not None:
            return self._from_places(columns, query)
        return (KeptFact(fact_from_text(row["json"]), row["verdict"]) for row in self._tables.stream(*fact_sql(query)))

    def hold(self) -> None:
        """Hold in memory what facts are found by, some 300 bytes a fact: for a program that asks many questions of one store.

        Every answer stays the same; those about facts and heads of documents come many times as fast once the first was given.
        """
        from servanda.store.held import Held  # noqa: PLC0415 - a program that asks once need not wait for numpy

        self._held = self._held or Held(self._tables)
        self._held.columns()

    def mark(self, *queries: FactQuery) -> int:
        """A number that changes when the facts change of any document that has a fact of these queries; of all documents without a query.

        What was worked out from those documents holds as long as it stays the same.
        """
        columns = [self._columns(query) for query in queries]
        if not queries or None in columns:
            return hash((self._tables.added, id(self._held.columns()))) if self._held is not None else self._tables.added
        return hash(tuple(found.mark(found.wanted(query)) for found, query in zip(columns, queries, strict=True) if found is not None))

    def weightiest(self, query: FactQuery, weight: Weight) -> Iterator[KeptFact]:
        """The facts of a query, the weightiest first and those of like weight in its own order; its limit and offset count in this order.

        `weight` tells what a fact of a kind, a type and actors (codes, sorted) weighs, always the same for the same.
        """
        columns, part = self._columns(query), slice(query.offset, None if query.limit is None else query.offset + query.limit)
        if columns is not None and self._held is not None:
            return self._fetched(columns, columns.weightiest(columns.find(query), self._held.weights(weight))[part].tolist())
        every = msgspec.structs.replace(query, limit=None, offset=0)
        ranked = sorted(self.sketches(every), key=lambda one: -weight(one.kind, one.type, one.actors))
        kept = {one.fact.id: one for one in self.kept(every)}
        return (kept[one.id] for one in ranked[part])

    def _columns(self, query: FactQuery) -> Columns | None:
        return self._held.columns() if self._held is not None and self._held.tells(query) else None

    def _from_places(self, columns: Columns, query: FactQuery) -> Iterator[KeptFact]:
        """The facts of a query by the places of their rows in the file."""
        found = columns.find(query)
        return self._fetched(columns, found[query.offset : None if query.limit is None else query.offset + query.limit].tolist())

    def _fetched(self, columns: Columns, found: Sequence[int]) -> Iterator[KeptFact]:
        """Facts by their rows in the columns."""
        verdicts = columns.words["verdict"].names
        for start in range(0, len(found), _AT_ONCE):
            rows = found[start : start + _AT_ONCE]
            places = columns.facts["place"][rows].tolist()
            statement = "SELECT rowid AS place, json FROM facts WHERE rowid IN (SELECT unnest(?::BIGINT[]))"
            texts = {row["place"]: row["json"] for row in self._tables.stream(statement, [places])}
            for place, verdict in zip(places, columns.facts["verdict"][rows].tolist(), strict=True):
                yield KeptFact(fact_from_text(texts[place]), verdicts[verdict])

    def sketches(self, query: FactQuery) -> Iterator[FactSketch]:
        """The facts of a query without their words, in its order: enough to put them in another."""
        columns = self._columns(query)
        if columns is not None:
            rows = columns.find(query)
            yield from columns.sketches(rows[query.offset : None if query.limit is None else query.offset + query.limit])
            return
        for row in self._tables.stream(*sketch_sql(query)):
            yield FactSketch(id=row["id"], kind=row["kind"], type=row["type"], actors=tuple(row["actors"]), confidence=row["confidence"])

    def count(self, query: FactQuery) -> int:
        """How many facts a query has, its limit left aside: what a cut list must say."""
        columns = self._columns(query)
        return len(columns.wanted(query)) if columns is not None else int(self._tables.rows(*count_sql(query))[0]["many"])

    def tally(self, query: FactQuery, by: Counted) -> dict[str, int]:
        """How many facts of a query there are by one of their sides, such as each `kind` or each `year`, the most frequent first.

        A fact with several actors counts for each of them, and for each `pair` of them, written as `CHN RUS`.
        """
        return self.tallies(query, (by,))[by]

    def tallies(self, query: FactQuery, sides: Sequence[Counted]) -> dict[Counted, dict[str, int]]:
        """The same by several sides, for which the facts are looked up once."""
        columns = self._columns(query)
        if columns is not None:
            rows = columns.wanted(query)
            return {side: columns.tally(rows, side) for side in sides}
        counted: dict[Counted, dict[str, int]] = {side: {} for side in sides}
        for row in self._tables.stream(*tally_sql(query, sides)):
            counted[row["side"]][str(row["value"])] = int(row["many"])
        return counted

    def crossed(self, query: FactQuery, sides: Sequence[Counted]) -> dict[tuple[str | None, ...], int]:
        """How many facts of a query there are by several sides at once, such as each type in each year; not by `actor` or `pair`."""
        columns = self._columns(query)
        if columns is not None:
            return columns.crossed(columns.wanted(query), sides)
        rows = self._tables.stream(*crossed_sql(query, sides))
        return {tuple(row[f"side{number}"] for number in range(len(sides))): int(row["many"]) for row in rows}

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

    def documents(self, named: Collection[str] | None = None) -> Iterator[Document]:
        """Every document as last read, or those named (by id), by date, then by where it is from."""
        some = ("", []) if named is None else ("WHERE id IN (SELECT unnest(?::VARCHAR[]))", [list(named)])
        statement = f"SELECT * FROM current_documents {some[0]} ORDER BY published_earliest NULLS LAST, uri, id"  # noqa: S608 - ours
        return (document_from_row(row) for row in self._tables.stream(statement, some[1]))

    def document(self, document: str) -> Document:
        """One document by its id; UsageError where the store has none of that id."""
        rows = self._tables.rows("SELECT * FROM documents WHERE id = ? ORDER BY seq DESC LIMIT 1", [document])
        if not rows:
            raise UsageError(what="the store has no such document", where=document)
        return document_from_row(rows[0])

    def heads(self, documents: Collection[str] | None = None) -> dict[str, DocumentHead]:
        """Documents without their texts, by id: all of them or those named, by date, then by where they are from."""
        known = self._held.columns().heads.of(documents) if self._held is not None else {}
        if self._held is not None and (documents is None or len(known) == len(set(documents))):
            return known
        # A document that came in a moment ago may not be in memory yet.
        return known | self._heads(None if documents is None else [one for one in documents if one not in known])

    def _heads(self, documents: Collection[str] | None) -> dict[str, DocumentHead]:
        """The same from the file."""
        named = ("", []) if documents is None else ("WHERE id IN (SELECT unnest(?::VARCHAR[]))", [list(documents)])
        statement = f"""SELECT id, uri, title, author, publisher, published_earliest, published_latest, published_words, published_held,
                               language, media_type, status, problems, runs.started
                        FROM current_documents LEFT JOIN runs ON runs.seq = run {named[0]} ORDER BY published_earliest NULLS LAST, uri, id"""  # noqa: S608 - ours
        return {row["id"]: head_from_row(row) for row in self._tables.stream(statement, named[1])}

    def text_hashes(self) -> dict[str, str]:
        """The SHA-256 of the text of every document, by its id."""
        return {row["id"]: row["text_sha256"] for row in self._tables.stream("SELECT id, text_sha256 FROM current_documents")}

    def judgements(self, fact: str | None = None) -> Iterator[Judgement]:
        """Every judgement in the order given, or those on one fact (by id)."""
        if self._held is not None:
            return iter(self._judged_so_far(fact))
        asked = ("WHERE fact = ?", [fact]) if fact else ("", [])
        return (judgement_from_row(row) for row in self._tables.stream(f"SELECT * FROM judgements {asked[0]} ORDER BY seq", asked[1]))  # noqa: S608 - ours

    def _judged_so_far(self, fact: str | None) -> list[Judgement]:
        """The judgements on one fact, or all: only those given since the last question are read, for none is ever changed."""
        with self._lock:
            every = self._judgements.setdefault(None, [])
            if self._judgements_at != self._tables.judged:
                self._judgements_at = self._tables.judged
                known = every[-1].seq if every else 0
                for row in self._tables.stream("SELECT * FROM judgements WHERE seq > ? ORDER BY seq", [known]):
                    given = judgement_from_row(row)
                    every.append(given)
                    self._judgements.setdefault(given.fact, []).append(given)
            return list(self._judgements.get(fact, ()))

    def inputs(self) -> Iterator[InputOutcome]:
        """How each input last ended, by name."""
        last = "SELECT * FROM inputs QUALIFY row_number() OVER (PARTITION BY uri ORDER BY run DESC, rowid DESC) = 1 ORDER BY uri"
        return (msgspec.convert(row, InputOutcome) for row in self._tables.stream(last))

    def near_duplicates(self) -> Iterator[tuple[str, str, float]]:
        """Pairs of documents that tell nearly the same, with how alike they are."""
        # A pair may be noted before its documents are kept; until they are, it is no pair of this store.
        rows = self._tables.stream(
            """SELECT DISTINCT document, other, similarity FROM near_duplicates
               WHERE document IN (SELECT id FROM documents) AND other IN (SELECT id FROM documents) ORDER BY document, other"""
        )
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
        if self._held is not None:
            return Counts(**one, facts=dict(sorted(self.tally(FactQuery(), "kind").items())), inputs=inputs)
        return Counts(**one, facts={row["kind"]: row["many"] for row in self._tables.rows(kinds)}, inputs=inputs)

    def search(
        self, words: str, limit: int = 20, *, offset: int = 0, documents: Collection[str] | None = None, order: Order = "best"
    ) -> Iterator[Hit]:
        """Sentences that hold the words, best first: all words, "phrases", begin* and -without; nothing where no word is left.

        `offset` passes over the best ones; `documents` (by id) are those looked into, None for all. `as read` leaves them in the order in
        which documents were added: among tens of thousands, working out which are best takes longer than all else.
        """
        return self._full_text.search(words, limit, offset, documents, order)

    def facts_at(self, places: Sequence[tuple[str, int, int]]) -> list[list[KeptFact]]:
        """For each place (document by id, start, end) the facts whose evidence overlaps it, in the order of the text."""
        columns = self._held.columns() if self._held is not None else None
        if columns is not None:
            found = [columns.overlapping(*place) for place in places]
            kept = iter(self._fetched(columns, [row for rows in found for row in rows]))
            return [list(itertools.islice(kept, len(rows))) for rows in found]
        query = FactQuery(documents=tuple({document for document, _, _ in places}))
        facts = list(self.kept(query)) if places else []
        return [
            [one for one in facts if one.fact.document == document and one.fact.spans[0].start < end and start < one.fact.spans[0].end]
            for document, start, end in places
        ]

    def hits_by_document(self, words: str) -> dict[str, int]:
        """How many sentences `search` would find in each document (by id), whatever the limit."""
        return self._full_text.by_document(words)

    def total_hits(self, words: str) -> int:
        """How many sentences `search` would give without a limit."""
        return self._full_text.total(words)

    def rebuild_search(self) -> None:
        """Make the full text anew from the documents."""
        self._full_text.rebuild()

    def verify(self) -> list[Problem]:
        """Everything kept that does not match its own hash, count or words; an empty list when all is well."""
        return problems_of(self._tables, self._full_text)
