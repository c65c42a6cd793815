"""What facts are found by, held in memory as columns: counting and finding among 100,000 facts takes a few milliseconds.

The tables in the file stay the only truth. `Columns` is a picture of them that is never changed; `held.py` makes the next one.
"""

from __future__ import annotations

import datetime as dt
import functools
import itertools
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from servanda.store.asking import DONE, Counted, FactQuery
from servanda.store.document_heads import NONE, Heads, Numbers
from servanda.store.entries import FactSketch


class Words:
    """Numbers for words, given out as they come; 0 is none."""

    def __init__(self) -> None:
        self.names: list[str | None] = [None]
        self._numbers: dict[str | None, int] = {None: NONE}

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


class Sets:
    """Numbers for the actors that facts name, several to a fact, with all that is found by them; given out as they come."""

    def __init__(self) -> None:
        self.codes: list[tuple[str, ...]] = []
        self._numbers: dict[tuple[str, ...], int] = {}
        self._actors = Words()
        self._pairs = Words()
        self._members: dict[str, list[list[int]]] = {"actor": [], "pair": []}

    def number(self, codes: tuple[str, ...]) -> int:
        """The number of some actors, a new one where they have none yet."""
        found = self._numbers.get(codes)
        if found is None:
            found = self._numbers[codes] = len(self.codes)
            self.codes.append(codes)
            self._members["actor"].append([self._actors.number(code) for code in codes])
            self._members["pair"].append([self._pairs.number(f"{one} {other}") for one, other in itertools.combinations(codes, 2)])
        return found

    def words(self, side: str) -> Words:
        """The numbers of `actor`s or of `pair`s."""
        return self._actors if side == "actor" else self._pairs

    def spread(self, numbers: Numbers, side: str) -> tuple[Numbers, Numbers]:
        """A column of these numbers as two: the row, and each actor or pair of it."""
        members = self._members[side]
        lengths = np.fromiter(map(len, members), dtype=np.int64, count=len(members))
        flat = np.fromiter(itertools.chain.from_iterable(members), dtype=np.int64, count=int(lengths.sum()))
        begins, many = (np.cumsum(lengths) - lengths)[numbers], lengths[numbers]
        within = np.arange(int(many.sum())) - np.repeat(np.cumsum(many) - many, many)
        return np.repeat(np.arange(len(numbers)), many), flat[np.repeat(begins, many) + within]


class Columns:
    """The facts that now stand, in the order of their documents, and the heads of all documents."""

    def __init__(self, words: Mapping[str, Words], sets: Sets, facts: Mapping[str, npt.NDArray[Any]], heads: Heads) -> None:
        """From columns of facts as `_columns_of` makes them, those of one document in their order, and the heads of all documents."""
        self.words, self.sets, self.heads = {**words, "actor": sets.words("actor"), "pair": sets.words("pair")}, sets, heads
        order = np.argsort(heads.ranks[facts["document_seq"]], kind="stable")
        self.facts = {name: column[order] for name, column in facts.items()}
        self._documents = heads.ranks[self.facts["document_seq"]]

    @functools.cached_property
    def several(self) -> dict[str, tuple[Numbers, Numbers]]:
        """Actors and pairs lie apart, several to a fact: which fact (by its row here) each belongs to, and which one it is."""
        return {side: self.sets.spread(self.facts["actors"], side) for side in ("actor", "pair")}

    @functools.cached_property
    def _by_actor(self) -> dict[int, Numbers]:
        return _grouped(*self.several["actor"])

    @functools.cached_property
    def _publishers(self) -> Numbers:
        """The number of the publisher by the number of the document."""
        publishers = np.zeros(len(self.heads.ranks), dtype=np.int64)
        for seq, head in self.heads.by_seq.items():
            publishers[seq] = self.words["publisher"].number(head.publisher)
        return publishers

    def find(self, query: FactQuery) -> Numbers:
        """The rows of the facts that a query wants, in its order; limit and offset left aside."""
        return self._ordered(self.wanted(query), query.order)

    def weightiest(self, rows: Numbers, weights: npt.NDArray[np.float64]) -> Numbers:
        """Some facts, the weightiest first and those of like weight as they come; `weights` is by the numbers of column `what`."""
        return rows[np.argsort(-weights[self.facts["what"][rows]], kind="stable")]

    def wanted(self, query: FactQuery) -> Numbers:
        """The rows of the facts that a query wants, in the order of the documents; limit and offset left aside."""
        rows, column = self._named(query), self.facts
        kept = np.ones(len(rows), dtype=bool)
        for name, wanted in (("kind", query.kinds), ("type", query.types), ("certainty", query.certainty)):
            if wanted:
                kept &= np.isin(column[name][rows], self.words[name].known(wanted))
        earliest, latest = column["earliest"][rows], column["latest"][rows]
        if query.since:
            # What is told as done, without a time of its own, was done by the day on which it is told.
            done = np.isin(column["certainty"][rows], self.words["certainty"].known(DONE))
            bound = np.where(done & (earliest == NONE) & (latest == NONE), self.heads.published[column["document_seq"][rows]], latest)
            kept &= (bound == NONE) | (bound >= query.since.toordinal())
        if query.until:
            kept &= (earliest == NONE) | (earliest <= query.until.toordinal())
        if not query.undated:
            kept &= (earliest != NONE) | (latest != NONE)
        documents = [*((query.document,) if query.document else ()), *query.documents]
        if documents:
            seqs = self.heads.seqs
            kept &= np.isin(column["document_seq"][rows], [seqs[one] for one in documents if one in seqs])
        if query.document and query.documents and query.document not in query.documents:
            kept[:] = False
        if query.id:
            kept &= column["id"][rows] == query.id.encode()
        kept &= self._judged(query, rows)
        return rows[kept]

    def sketches(self, rows: Numbers) -> Iterator[FactSketch]:
        """Some facts without their words, in the order of the rows."""
        kinds, types, codes, column = self.words["kind"].names, self.words["type"].names, self.sets.codes, self.facts
        for fact, kind, of_type, actors, confidence in zip(
            *(column[name][rows].tolist() for name in ("id", "kind", "type", "actors", "confidence")), strict=True
        ):
            yield FactSketch(id=fact.decode(), kind=kinds[kind] or "", type=types[of_type], actors=codes[actors], confidence=confidence)

    def overlapping(self, document: str, start: int, end: int) -> list[int]:
        """The rows of the facts whose evidence overlaps a place, those left out that a person rejected."""
        rank = self.heads.places.get(document, -1)
        first, last = np.searchsorted(self._documents, (rank, rank + 1)).tolist()
        column = {name: self.facts[name][first:last] for name in ("start", "end", "verdict")}
        rejected = np.isin(column["verdict"], self.words["verdict"].known(["reject"]))
        found = np.flatnonzero((column["start"] < end) & (column["end"] > start) & ~rejected) + first
        return [int(row) for row in found]

    def mark(self, rows: Numbers) -> int:
        """A number that changes when a fact is added to the documents of some facts, or judged there, or left out."""
        of_these = np.zeros(len(self.heads.ordered), dtype=bool)
        of_these[self._documents[rows]] = True
        touched = of_these[self._documents]
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
            return np.asarray(verdict == NONE)
        if query.verdict:
            return np.isin(verdict, names.known([query.verdict]))
        return np.ones(len(rows), dtype=bool) if query.rejected else ~np.isin(verdict, names.known(["reject"]))

    def _ordered(self, rows: Numbers, order: str) -> Numbers:
        if order == "confidence":
            return rows[np.argsort(self.facts["confidence"][rows], kind="stable")]
        if order == "time":
            earliest, latest = self.facts["earliest"][rows], self.facts["latest"][rows]
            first, last = np.where(earliest == NONE, latest, earliest), np.where(latest == NONE, earliest, latest)
            return rows[np.lexsort((last, first, first == NONE))]
        return rows

    def _side(self, rows: Numbers, side: Counted) -> tuple[Numbers, Sequence[str | None], str | None]:
        """A side of some facts as numbers, the words of these, and the word for none."""
        if side in ("year", "single_year", "single_month"):
            return self._times(rows, side)
        if side == "document":
            seqs = self.facts["document_seq"][rows]
            there = np.unique(seqs)
            return np.searchsorted(there, seqs), [self.heads.by_seq[int(seq)].id for seq in there], None
        if side == "publisher":
            return self._publishers[self.facts["document_seq"][rows]], self.words["publisher"].names, "not known"
        return self.facts[side][rows], self.words[side].names, "not judged" if side == "verdict" else None

    def _times(self, rows: Numbers, side: str) -> tuple[Numbers, Sequence[str | None], str | None]:
        """The year in which a fact begins; or the year, or the month, in which it lies whole."""
        months = side == "single_month"
        earliest, latest = (_calendar(self.facts[name][rows], months=months) for name in ("earliest", "latest"))
        if side != "year":
            earliest = np.where(earliest == latest, earliest, NONE)
        # The numbers given out run from 0 = none, for `there` begins with it.
        there = np.unique(np.append(earliest, NONE))
        named = [f"{one // 12:04}-{one % 12 + 1:02}" if months else str(one) for one in there.tolist()]
        return np.searchsorted(there, earliest), [None, *named[1:]], "no date" if side == "year" else None


def _calendar(days: Numbers, *, months: bool) -> Numbers:
    """The years, or the months since the year 0, in which ordinals of days lie; 0 stays 0."""
    dates = (days - dt.date(1970, 1, 1).toordinal()).astype("datetime64[D]")
    found = dates.astype("datetime64[M]").astype(np.int64) + 1970 * 12 if months else dates.astype("datetime64[Y]").astype(np.int64) + 1970
    return np.where(days == NONE, NONE, found)


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
