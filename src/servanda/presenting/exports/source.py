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
    """A question to a record, asked anew by every pass over its facts; `raw` leaves CSV cells as they are, formulas too."""

    def __init__(self, store: Store, query: FactQuery, *, raw: bool = False) -> None:
        self.store, self.query, self.raw = store, query, raw

    def facts(self) -> Iterator[KeptFact]:
        """The facts in their order."""
        return self.store.kept(self.query)

    @functools.cached_property
    def heads(self) -> dict[str, DocumentHead]:
        """The documents that the facts rest on, without their texts, by id."""
        return self.store.heads({kept.fact.document for kept in self.facts()})

    @functools.cached_property
    def judgements(self) -> tuple[Judgement, ...]:
        """What people said of these facts, and of those from which these were corrected, in the order given."""
        held = {kept.fact.id for kept in self.facts()}
        return tuple(one for one in self.store.judgements() if one.fact in held or (one.corrected and one.corrected.id in held))
