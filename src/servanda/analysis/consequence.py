"""What hangs on a fact, so that people look at the weightiest first.

Consequence = weight x (1 + treaties + promises). The weight is that of the fact's kind and type in `review_weights.csv`. The treaties are
those of the register that bind at least two of its actors. The promises are, for an event between such actors, the types of promise in
`ledger.yml` that an event of its type can show broken or triggered: those change a verdict of the ledger most. A fact that says that
something was not so, or may be, counts in full: it is as often wrong, and as often used.
"""

from __future__ import annotations

import functools
from collections.abc import Collection
from itertools import combinations

import msgspec

from servanda.analysis.register import Register
from servanda.vocabulary.ledger import load_ledger
from servanda.vocabulary.review_weights import weight_of


class Consequence(msgspec.Struct, frozen=True, kw_only=True):
    """What hangs on one fact: its weight with the reason, the treaties between its actors (ids), and the types of promise that it bears on."""

    weight: int
    reason: str
    treaties: tuple[str, ...]
    promises: tuple[str, ...]

    @property
    def score(self) -> int:
        """The number by which the queue is ordered."""
        return self.weight * (1 + len(self.treaties) + len(self.promises))


class Weighing:
    """Weighs facts against one register."""

    def __init__(self, register: Register) -> None:
        self._between: dict[tuple[str, str], set[str]] = {}
        for one in register.instruments.values():
            for a, b in combinations(sorted(set(one.parties)), 2):
                self._between.setdefault((a, b), set()).add(one.id)
        self._treaties: dict[tuple[str, ...], tuple[str, ...]] = {}

    def of(self, kind: str, of_type: str | None, actors: Collection[str]) -> Consequence:
        """What hangs on a fact of a kind and type that names these actors (codes)."""
        row = weight_of(kind, of_type)
        treaties = self._of(tuple(actors))
        promises = _promises(of_type) if kind == "event" and treaties else ()
        return Consequence(weight=int(row.weight), reason=row.reason, treaties=treaties, promises=promises)

    def score(self, kind: str, of_type: str | None, actors: tuple[str, ...]) -> int:
        """The number alone: a large record asks it of some ten thousand kinds, types and actors at once."""
        return self.of(kind, of_type, actors).score

    def _of(self, actors: tuple[str, ...]) -> tuple[str, ...]:
        if actors not in self._treaties:
            found = {treaty for pair in combinations(sorted(set(actors)), 2) for treaty in self._between.get(pair, ())}
            self._treaties[actors] = tuple(sorted(found))
        return self._treaties[actors]


@functools.cache
def _promises(of_type: str | None) -> tuple[str, ...]:
    """The types of promise that an event of a type can show broken or triggered."""
    rows = load_ledger().values()
    return tuple(row.type for row in rows if any(of_type in signal.types for signal in (*row.broken, *row.triggered)))
