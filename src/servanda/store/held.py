"""The picture in memory of one open store: made once, and renewed for the documents that an addition or a judgement touched."""

from __future__ import annotations

import itertools
import threading
import time
from collections.abc import Callable, Iterable, Mapping
from typing import Any

import numpy as np
import numpy.typing as npt

from servanda.store.asking import FactQuery
from servanda.store.columns import Columns, Sets, Words
from servanda.store.document_heads import NONE, Heads
from servanda.store.rows import head_from_row
from servanda.store.tables import Tables

# A picture that takes longer than this many seconds to renew is used for some times as long, so that readers do not wait for every addition.
QUICK, PATIENCE = 0.1, 10
_SPLIT = 200  # documents asked for in one question: beyond it the whole table is as quick
_FACTS = """SELECT f.rowid AS place, k.document_seq, k.id, k.kind, k.type, k.certainty, nullif(k.verdict, 'withdraw') AS verdict,
                   k.earliest, k.latest, k.actors, k.start, k.coder, CAST(k.json ->> '$.spans[0].end' AS INTEGER) AS "end", CAST(k.json ->> '$.confidence' AS DOUBLE) AS confidence
            FROM kept_facts k JOIN facts f USING (document_seq, coding, judgement, ordinal)"""
_HEADS = """SELECT d.* EXCLUDE (text, sentence_starts, sentence_ends, regions), runs.started
            FROM current_documents d LEFT JOIN runs ON runs.seq = d.run"""
_CHANGED = """SELECT id FROM documents WHERE seq > ? UNION SELECT document FROM judgements WHERE seq > ?
              UNION SELECT d.id FROM codings c JOIN documents d ON d.seq = c.document_seq WHERE c.seq > ?"""
_LAST = """SELECT coalesce((SELECT max(seq) FROM documents), 0) AS documents, coalesce((SELECT max(seq) FROM judgements), 0) AS judgements,
                  coalesce((SELECT max(seq) FROM codings), 0) AS codings"""
_PLAIN = ("kind", "type", "certainty", "verdict", "coder")
# Sides of a query that columns can tell; one that asks for anything else is put to the file.
_TOLD = frozenset("pair actor kinds types since until undated certainty document documents rejected id verdict order limit offset".split())
_ORDERS = frozenset({"document", "confidence", "time"})
_VERDICTS = frozenset({None, "confirm", "correct", "reject", "unsure", "add", "not judged"})
# What a fact weighs that has a kind, a type and actors.
Weight = Callable[[str, str | None, tuple[str, ...]], float]


class Held:
    """The picture of one open store, renewed when something was added."""

    def __init__(self, tables: Tables) -> None:
        self._tables = tables
        self._lock = threading.Lock()
        self._words = {name: Words() for name in (*_PLAIN, "publisher")}
        self._sets = Sets()
        self._what: dict[tuple[int, int, int], int] = {}
        self._weights: dict[Weight, list[float]] = {}
        self._added = self._judged = -1
        self._renewed = self._cost = 0.0
        self._last = {"documents": 0, "judgements": 0, "codings": 0}
        self._columns = Columns(self._words, self._sets, self._columns_of([]), Heads({}))

    def columns(self) -> Columns:
        """The picture of the store as it now is, or, of a large one into which much is being read, as it was a moment ago.

        What a person has judged always shows.
        """
        if self._fresh():
            return self._columns
        with self._lock:
            if not self._fresh():
                added, judged, begun = self._tables.added, self._tables.judged, time.thread_time()
                self._renew()
                self._added, self._judged, self._renewed = added, judged, time.monotonic()
                # By the clock of this thread: on a busy machine a small store is not to count as a large one.
                self._cost = time.thread_time() - begun
            return self._columns

    def _fresh(self) -> bool:
        if self._added == self._tables.added:
            return True
        patience = PATIENCE * self._cost if self._cost > QUICK else 0.0
        return self._judged == self._tables.judged and time.monotonic() - self._renewed < patience

    @staticmethod
    def tells(query: FactQuery) -> bool:
        """Whether columns can answer a query: whatever it asks beyond what they hold is put to the file."""
        plain = FactQuery()
        beyond = (name for name in query.__struct_fields__ if name not in _TOLD)
        return (
            query.order in _ORDERS and query.verdict in _VERDICTS and all(getattr(query, name) == getattr(plain, name) for name in beyond)
        )

    def _renew(self) -> None:
        """Ask for the documents that were touched since the last picture; the numbers noted are those of before the asking."""
        last = dict(self._tables.rows(_LAST)[0])
        if last == self._last:
            return
        touched = [row["id"] for row in self._tables.rows(_CHANGED, [self._last[name] for name in ("documents", "judgements", "codings")])]
        known = self._columns.heads
        some = len(touched) <= _SPLIT and bool(known.by_seq)
        among = " WHERE d.id IN (SELECT unnest(?::VARCHAR[]))" if some else ""
        fresh_heads = {row["seq"]: head_from_row(row) for row in self._tables.stream(_HEADS + among, [touched] if some else [])}
        # The numbers stand in the statement itself: only then does DuckDB look at the rows of these documents alone.
        listed = f" WHERE k.document_seq IN ({', '.join(str(int(seq)) for seq in fresh_heads) or 'NULL'})" if some else ""
        fresh = self._columns_of(self._tables.stream(_FACTS + listed))
        heads = fresh_heads
        if some:
            gone = {known.seqs[document] for document in touched if document in known.seqs}
            heads = {**{seq: head for seq, head in known.by_seq.items() if seq not in gone}, **fresh_heads}
            facts = self._columns.facts
            stays = ~np.isin(facts["document_seq"], list(gone))
            fresh = {name: np.concatenate([column[stays], fresh[name]]) for name, column in facts.items()}
        # A fact may come with a document that was added between the two questions: the next picture shows both.
        there = np.isin(fresh["document_seq"], list(heads))
        self._last = last
        # A judgement changes no head: what was worked out of them stays.
        ordered = known if heads == known.by_seq else Heads(heads)
        self._columns = Columns(self._words, self._sets, {name: column[there] for name, column in fresh.items()}, ordered)

    def weights(self, weight: Weight) -> npt.NDArray[np.float64]:
        """How much facts weigh, by the numbers of column `what`; each kind, type and set of actors is weighed once."""
        with self._lock:
            known = self._weights.setdefault(weight, [])
            kinds, types = self._words["kind"].names, self._words["type"].names
            for kind, of_type, actors in itertools.islice(self._what, len(known), None):
                known.append(weight(kinds[kind] or "", types[of_type], self._sets.codes[actors]))
            return np.array(known, dtype=np.float64)

    def _columns_of(self, rows: Iterable[Mapping[str, Any]]) -> dict[str, npt.NDArray[Any]]:
        """Rows of facts turned into columns, in the order of the text; words become numbers, days their ordinals."""
        plain = ("place", "document_seq", "start", "end", "confidence")
        own: dict[str, list[Any]] = {name: [] for name in (*plain, "earliest", "latest", "id", *_PLAIN, "actors", "what")}
        for row in rows:
            for name in plain:
                own[name].append(row[name])
            for name in ("earliest", "latest"):
                own[name].append(row[name].toordinal() if row[name] else NONE)
            for name in _PLAIN:
                own[name].append(self._words[name].number(row[name]))
            actors = self._sets.number(tuple(sorted(set(row["actors"]))))
            own["actors"].append(actors)
            own["what"].append(self._what.setdefault((own["kind"][-1], own["type"][-1], actors), len(self._what)))
            own["id"].append(row["id"].encode())
        kinds: dict[str, Any] = {"id": "S24", "confidence": np.float64}
        made = {name: np.array(values, dtype=kinds.get(name, np.int64)) for name, values in own.items()}
        order = np.lexsort((made["id"], made["start"]))
        return {name: column[order] for name, column in made.items()}
