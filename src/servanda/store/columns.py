"""What facts are found by, held in memory as columns: counting and finding among 100,000 facts takes a few milliseconds.

The tables in the file stay the only truth. `Columns` is a picture of them that is never changed; when something was added, `Held`
makes the next one, and asks the file only for the documents that the addition touched.
"""

from __future__ import annotations

import datetime as dt
import itertools
import threading
import time
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from servanda.store.asking import DONE, Counted, FactQuery
from servanda.store.entries import DocumentHead, FactSketch
from servanda.store.rows import head_from_row
from servanda.store.tables import Tables

Numbers = npt.NDArray[np.int64]
_NONE = 0  # the number of no word, and of no day: ordinals of days begin at 1
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


class Words:
    """Numbers for words, given out as they come; 0 is none."""

    def __init__(self) -> None:
        self.names: list[str | None] = [None]
        self._numbers: dict[str | None, int] = {None: _NONE}

    def number(self, word: str | None) -> int:
        """The number of a word, a new one where it has none yet."""
        found = self._numbers.get(word)
        if found is None:
            found = self._numbers[word] = len(self.names)
            self.names.append(word)
        return found

    def known(self, words: Iterable[str]) -> list[int]:
        """The numbers of those words that have one."""
        return [self._numbers[word] for word in words if word in self._numbers]


class Columns:
    """The facts that now stand, in the order of their documents, and the heads of all documents."""

    def __init__(self, words: Mapping[str, Words], facts: Mapping[str, npt.NDArray[Any]], heads: Mapping[int, DocumentHead]) -> None:
        """From columns of facts in any order, as `_columns_of` makes them, and heads by the number of the document."""
        self.words, self.heads_by_seq = words, heads
        ordered = sorted(heads, key=lambda seq: _head_order(heads[seq]))
        self.heads = {heads[seq].id: heads[seq] for seq in ordered}
        self.seqs = {heads[seq].id: seq for seq in ordered}
        self._ranks = {heads[seq].id: rank for rank, seq in enumerate(ordered)}
        ranks = np.zeros(max(heads, default=0) + 1, dtype=np.int64)
        ranks[ordered] = np.arange(len(ordered))
        order = np.lexsort((facts["id"], facts["start"], ranks[facts["document_seq"]]))
        self.facts = {name: column[order] for name, column in facts.items()}
        self._documents = ranks[self.facts["document_seq"]]
        self.publishers = np.zeros(len(ranks), dtype=np.int64)
        self.published = np.full(len(ranks), _NONE, dtype=np.int64)
        for seq, head in heads.items():
            if head.published is not None and head.published.latest is not None:
                self.published[seq] = head.published.latest.toordinal()
            self.publishers[seq] = words["publisher"].number(head.publisher)
        # Actors and pairs lie apart, several to a fact: which fact (by its row here) each belongs to, and which one it is.
        self.several = {name: _flattened(self.facts[name]) for name in ("actor", "pair")}
        self._by_actor = _grouped(*self.several["actor"])

    def heads_of(self, documents: Collection[str] | None) -> dict[str, DocumentHead]:
        """Heads by id in their order: all, or those named that there are."""
        if documents is None:
            return dict(self.heads)
        wanted = sorted(self._ranks.keys() & set(documents), key=self._ranks.__getitem__)
        return {document: self.heads[document] for document in wanted}

    def find(self, query: FactQuery) -> Numbers:
        """The rows of the facts that a query wants, in its order; limit and offset left aside."""
        rows, column = self._named(query), self.facts
        kept = np.ones(len(rows), dtype=bool)
        for name, wanted in (("kind", query.kinds), ("type", query.types), ("certainty", query.certainty)):
            if wanted:
                kept &= np.isin(column[name][rows], self.words[name].known(wanted))
        earliest, latest = column["earliest"][rows], column["latest"][rows]
        if query.since:
            # What is told as done, without a time of its own, was done by the day on which it is told.
            done = np.isin(column["certainty"][rows], self.words["certainty"].known(DONE))
            bound = np.where(done & (earliest == _NONE) & (latest == _NONE), self.published[column["document_seq"][rows]], latest)
            kept &= (bound == _NONE) | (bound >= query.since.toordinal())
        if query.until:
            kept &= (earliest == _NONE) | (earliest <= query.until.toordinal())
        if not query.undated:
            kept &= (earliest != _NONE) | (latest != _NONE)
        documents = [*((query.document,) if query.document else ()), *query.documents]
        if documents:
            kept &= np.isin(column["document_seq"][rows], [self.seqs[one] for one in documents if one in self.seqs])
        if query.document and query.documents and query.document not in query.documents:
            kept[:] = False
        if query.id:
            kept &= column["id"][rows] == query.id.encode()
        kept &= self._judged(query, rows)
        return self._ordered(rows[kept], query.order)

    def sketches(self, rows: Numbers) -> Iterator[FactSketch]:
        """Some facts without their words, in the order of the rows."""
        kinds, types, codes = self.words["kind"].names, self.words["type"].names, self.words["actor"].names
        named: dict[tuple[int, ...], tuple[str, ...]] = {}
        column = self.facts
        for fact, kind, of_type, actors, confidence in zip(
            *(column[name][rows].tolist() for name in ("id", "kind", "type", "actor", "confidence")), strict=True
        ):
            if actors not in named:
                named[actors] = tuple(code for code in (codes[number] for number in actors) if code)
            yield FactSketch(id=fact.decode(), kind=kinds[kind] or "", type=types[of_type], actors=named[actors], confidence=confidence)

    def overlapping(self, document: str, start: int, end: int) -> list[int]:
        """The rows of the facts whose evidence overlaps a place, those left out that a person rejected."""
        rank = self._ranks.get(document, -1)
        first, last = np.searchsorted(self._documents, (rank, rank + 1)).tolist()
        column = {name: self.facts[name][first:last] for name in ("start", "end", "verdict")}
        rejected = np.isin(column["verdict"], self.words["verdict"].known(["reject"]))
        found = np.flatnonzero((column["start"] < end) & (column["end"] > start) & ~rejected) + first
        return [int(row) for row in found]

    def mark(self, rows: Numbers) -> int:
        """A number that changes when a fact is added to the documents of some facts, or judged there, or left out."""
        touched = np.isin(self._documents, np.unique(self._documents[rows]))
        return hash((self.facts["place"][touched].tobytes(), self.facts["verdict"][touched].tobytes()))

    def tally(self, rows: Numbers, side: Counted) -> dict[str, int]:
        """How many of some facts there are by a side, the most frequent first."""
        if side in self.several:
            member = np.zeros(len(self.facts["id"]), dtype=bool)
            member[rows] = True
            fact, value = self.several[side]
            return _counted(value[member[fact]], self.words[side].names, None)
        values, names, nameless = self._side(rows, side)
        return _counted(values, names, nameless)

    def crossed(self, rows: Numbers, sides: Sequence[Counted]) -> dict[tuple[str | None, ...], int]:
        """How many of some facts there are by several sides at once; none of them may be `actor` or `pair`."""
        told = [self._side(rows, side) for side in sides]
        whole = np.stack([values for values, _, _ in told], axis=1) if told else np.zeros((len(rows), 0), dtype=np.int64)
        found, many = np.unique(whole, axis=0, return_counts=True)
        return {
            tuple(names[value] or nameless for value, (_, names, nameless) in zip(line, told, strict=True)): int(count)
            for line, count in zip(found.tolist(), many.tolist(), strict=True)
        }

    def _named(self, query: FactQuery) -> Numbers:
        """The rows of the facts that name whom a query wants, in order."""
        named = [*(query.pair or ()), *((query.actor,) if query.actor else ())]
        if not named:
            return np.arange(len(self.facts["id"]))
        empty = np.zeros(0, dtype=np.int64)
        found = [self._by_actor.get(number, empty) for code in named for number in self.words["actor"].known([code]) or [-1]]
        rows = found[0]
        for other in found[1:]:
            rows = np.intersect1d(rows, other, assume_unique=True)
        return rows

    def _judged(self, query: FactQuery, rows: Numbers) -> npt.NDArray[np.bool_]:
        verdict, names = self.facts["verdict"][rows], self.words["verdict"]
        if query.verdict == "not judged":
            return np.asarray(verdict == _NONE)
        if query.verdict:
            return np.isin(verdict, names.known([query.verdict]))
        return np.ones(len(rows), dtype=bool) if query.rejected else ~np.isin(verdict, names.known(["reject"]))

    def _ordered(self, rows: Numbers, order: str) -> Numbers:
        if order == "confidence":
            return rows[np.argsort(self.facts["confidence"][rows], kind="stable")]
        if order == "time":
            earliest, latest = self.facts["earliest"][rows], self.facts["latest"][rows]
            first, last = np.where(earliest == _NONE, latest, earliest), np.where(latest == _NONE, earliest, latest)
            return rows[np.lexsort((last, first, first == _NONE))]
        return rows

    def _side(self, rows: Numbers, side: Counted) -> tuple[Numbers, Sequence[str | None], str | None]:
        """A side of some facts as numbers, the words of these, and the word for none."""
        if side in ("year", "single_year", "single_month"):
            return self._times(rows, side)
        if side == "document":
            seqs = self.facts["document_seq"][rows]
            there = np.unique(seqs)
            return np.searchsorted(there, seqs), [self.heads_by_seq[int(seq)].id for seq in there], None
        if side == "publisher":
            return self.publishers[self.facts["document_seq"][rows]], self.words["publisher"].names, "not known"
        return self.facts[side][rows], self.words[side].names, "not judged" if side == "verdict" else None

    def _times(self, rows: Numbers, side: str) -> tuple[Numbers, Sequence[str | None], str | None]:
        """The year in which a fact begins; or the year, or the month, in which it lies whole."""
        months = side == "single_month"
        earliest, latest = (_calendar(self.facts[name][rows], months=months) for name in ("earliest", "latest"))
        if side != "year":
            earliest = np.where(earliest == latest, earliest, _NONE)
        # The numbers given out run from 0 = none, for `there` begins with it.
        there = np.unique(np.append(earliest, _NONE))
        named = [f"{one // 12:04}-{one % 12 + 1:02}" if months else str(one) for one in there.tolist()]
        return np.searchsorted(there, earliest), [None, *named[1:]], "no date" if side == "year" else None


def _calendar(days: Numbers, *, months: bool) -> Numbers:
    """The years, or the months since the year 0, in which ordinals of days lie; 0 stays 0."""
    dates = (days - dt.date(1970, 1, 1).toordinal()).astype("datetime64[D]")
    found = dates.astype("datetime64[M]").astype(np.int64) + 1970 * 12 if months else dates.astype("datetime64[Y]").astype(np.int64) + 1970
    return np.where(days == _NONE, _NONE, found)


class Held:
    """The picture of one open store, renewed when something was added."""

    def __init__(self, tables: Tables) -> None:
        self._tables = tables
        self._lock = threading.Lock()
        self._words = {name: Words() for name in (*_PLAIN, "actor", "pair", "publisher")}
        self._added = self._judged = -1
        self._renewed = self._cost = 0.0
        self._last = {"documents": 0, "judgements": 0, "codings": 0}
        self._facts = _columns_of([], self._words)
        self._heads: dict[int, DocumentHead] = {}
        self._columns = Columns(self._words, self._facts, self._heads)

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
        some = len(touched) <= _SPLIT and bool(self._heads)
        among = " WHERE d.id IN (SELECT unnest(?::VARCHAR[]))" if some else ""
        heads = {row["seq"]: head_from_row(row) for row in self._tables.stream(_HEADS + among, [touched] if some else [])}
        # The numbers stand in the statement itself: only then does DuckDB look at the rows of these documents alone.
        listed = f" WHERE k.document_seq IN ({', '.join(str(int(seq)) for seq in heads) or 'NULL'})" if some else ""
        fresh = _columns_of(self._tables.stream(_FACTS + listed), self._words)
        if some:
            gone = {seq for seq, head in self._heads.items() if head.id in set(touched)}
            heads = {**{seq: head for seq, head in self._heads.items() if seq not in gone}, **heads}
            stays = ~np.isin(self._facts["document_seq"], list(gone))
            fresh = {name: np.concatenate([column[stays], fresh[name]]) for name, column in self._facts.items()}
        # A fact may come with a document that was added between the two questions: the next picture shows both.
        known = np.isin(fresh["document_seq"], list(heads))
        self._facts = {name: column[known] for name, column in fresh.items()}
        self._heads, self._last = heads, last
        self._columns = Columns(self._words, self._facts, heads)


def _columns_of(rows: Iterable[Mapping[str, Any]], words: Mapping[str, Words]) -> dict[str, npt.NDArray[Any]]:
    """Rows of facts turned into columns; words become numbers, days their ordinals."""
    own: dict[str, list[Any]] = {
        name: [] for name in ("place", "document_seq", "start", "end", "confidence", "earliest", "latest", "id", *_PLAIN, "actor", "pair")
    }
    actor, pair = words["actor"].number, words["pair"].number
    for row in rows:
        for name in ("place", "document_seq", "start", "end", "confidence"):
            own[name].append(row[name])
        for name in ("earliest", "latest"):
            own[name].append(row[name].toordinal() if row[name] else _NONE)
        for name in _PLAIN:
            own[name].append(words[name].number(row[name]))
        codes = sorted(set(row["actors"]))
        own["actor"].append(tuple(actor(code) for code in codes))
        own["pair"].append(tuple(pair(f"{one} {other}") for one, other in itertools.combinations(codes, 2)))
        own["id"].append(row["id"].encode())
    kinds: dict[str, Any] = {"id": "S24", "confidence": np.float64, "actor": object, "pair": object}
    return {name: _column(values, kinds.get(name, np.int64)) for name, values in own.items()}


def _column(values: list[Any], kind: Any) -> npt.NDArray[Any]:
    """One column; of tuples, an array that holds each tuple as it is."""
    if kind is not object:
        return np.array(values, dtype=kind)
    column = np.empty(len(values), dtype=object)
    column[:] = values
    return column


def _flattened(column: npt.NDArray[Any]) -> tuple[Numbers, Numbers]:
    """A column of tuples as two: the row, and each number of its tuple."""
    lengths = np.fromiter((len(one) for one in column), dtype=np.int64, count=len(column))
    values = np.fromiter(itertools.chain.from_iterable(column), dtype=np.int64, count=int(lengths.sum()))
    return np.repeat(np.arange(len(column)), lengths), values


def _grouped(rows: Numbers, values: Numbers) -> dict[int, Numbers]:
    """The rows of each value, in order."""
    order = np.argsort(values, kind="stable")
    there, starts = np.unique(values[order], return_index=True)
    return dict(zip(there.tolist(), np.split(rows[order], starts[1:]), strict=True)) if len(values) else {}


def _counted(values: Numbers, names: Sequence[str | None], nameless: str | None) -> dict[str, int]:
    """How often each number stands there, by its word, the most frequent first and then in the order of the words."""
    many = np.bincount(values, minlength=len(names)).tolist()
    told = [(name or nameless, count) for name, count in zip(names, many, strict=False) if count]
    return dict(sorted(((name, count) for name, count in told if name is not None), key=lambda one: (-one[1], one[0])))


def _head_order(head: DocumentHead) -> tuple[bool, dt.date, str, str]:
    """By date, then by where it is from; those without a date last."""
    earliest = head.published.earliest if head.published else None
    return earliest is None, earliest or dt.date.max, head.uri, head.id
