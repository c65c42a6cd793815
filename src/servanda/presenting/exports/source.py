"""What every format of export is made of: the facts of a question, their documents, and what people said of them."""

from __future__ import annotations

import functools
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from servanda.store import DocumentHead, FactQuery, Judgement, KeptFact, Store


class Written(NamedTuple):
    """How many facts went into a file, and, in words, what of how many of them found no place in it."""

    facts: int
    left_out: Mapping[str, int] = {}


class Source:
    """A question to a record, for one export; `raw` leaves CSV cells as they are, formulas too.

    The facts are asked for once, since a record that is being reviewed may answer otherwise the next time. `ids`, `coders` (with their
    versions) and `documents` (id to where it is from) tell of those that have been given so far.
    """

    def __init__(self, store: Store, query: FactQuery, *, raw: bool = False) -> None:
        self.store, self.query, self.raw = store, query, raw
        self.ids: set[str] = set()
        self.coders: set[tuple[str, str]] = set()
        self.documents: dict[str, str] = {}
        self._heads: dict[str, DocumentHead] = {}

    def facts(self) -> Iterator[KeptFact]:
        """The facts in their order."""
        for kept in self.store.kept(self.query):
            self.ids.add(kept.fact.id)
            self.coders.add((kept.fact.coder, kept.fact.coder_version))
            self.documents.setdefault(kept.fact.document, kept.fact.uri)
            yield kept

    def head(self, document: str) -> DocumentHead:
        """What is known of a document besides its text; those of the whole question are asked for at once."""
        if not self._heads:
            self._heads = self.store.heads(self.store.tally(self.query, "document"))
        if document not in self._heads:
            self._heads |= self.store.heads([document])
        return self._heads[document]

    @functools.cached_property
    def judgements(self) -> tuple[Judgement, ...]:
        """All that people said of facts, in the order given."""
        return tuple(self.store.judgements())

    def judgements_given(self) -> Iterator[Judgement]:
        """Those on the facts given so far, and on facts from which these were corrected."""
        return (one for one in self.judgements if one.fact in self.ids or (one.corrected and one.corrected.id in self.ids))
