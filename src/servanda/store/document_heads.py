"""Heads of documents held in memory, in the order in which facts stand: by date, then by where they are from."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping

import numpy as np
import numpy.typing as npt

from servanda.store.entries import DocumentHead

Numbers = npt.NDArray[np.int64]
NONE = 0  # the number of no day, and of no word: ordinals of days begin at 1


class Heads:
    """The heads of all documents by the number of each, with the arrays by which facts are put in order; never changed."""

    def __init__(self, by_seq: Mapping[int, DocumentHead]) -> None:
        self.by_seq = by_seq
        self.ordered = sorted(by_seq, key=lambda seq: _order(by_seq[seq]))
        self.by_id = {by_seq[seq].id: by_seq[seq] for seq in self.ordered}
        self.seqs = {by_seq[seq].id: seq for seq in self.ordered}
        self.places = {by_seq[seq].id: rank for rank, seq in enumerate(self.ordered)}
        self.ranks = np.zeros(max(by_seq, default=0) + 1, dtype=np.int64)
        self.ranks[self.ordered] = np.arange(len(self.ordered))
        self.published = np.full(len(self.ranks), NONE, dtype=np.int64)
        for seq, head in by_seq.items():
            if head.published is not None and head.published.latest is not None:
                self.published[seq] = head.published.latest.toordinal()

    def of(self, documents: Collection[str] | None) -> dict[str, DocumentHead]:
        """Heads by id in their order: all, or those named that there are."""
        if documents is None:
            return dict(self.by_id)
        wanted = sorted(self.places.keys() & set(documents), key=self.places.__getitem__)
        return {document: self.by_id[document] for document in wanted}


def _order(head: DocumentHead) -> tuple[bool, dt.date, str, str]:
    """By date, then by where it is from; those without a date last."""
    earliest = head.published.earliest if head.published else None
    return earliest is None, earliest or dt.date.max, head.uri, head.id
