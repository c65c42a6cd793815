"""Amends what a coder reads where somebody's own list says that it is wrong; see `vocabulary/overlay.py`."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import msgspec

from servanda.coding.coder import Coder, Declined
from servanda.coding.prepared import Prepared
from servanda.records import Fact, make_fact
from servanda.vocabulary.overlay import AmendRow
from servanda.vocabulary.word_patterns import fits


class AmendingCoder:
    """A coder with rows of one's own: what they say is not so is declined with the reason, what they say is otherwise is told so."""

    def __init__(self, inner: Coder, rows: Sequence[AmendRow]) -> None:
        self._inner, self._rows = inner, tuple(rows)

    @property
    def name(self) -> str:
        """That of the coder."""
        return self._inner.name

    @property
    def version(self) -> str:
        """That of the coder; the record knows the rows by their hash."""
        return self._inner.version

    @property
    def cues(self) -> frozenset[str]:
        """Those of the coder."""
        return self._inner.cues

    @property
    def needs_actor(self) -> bool:
        """Whether the coder does."""
        return self._inner.needs_actor

    def code(self, prepared: Prepared) -> Iterable[Fact | Declined]:
        """What the coder finds, amended."""
        for found in self._inner.code(prepared):
            row = next((row for row in self._rows if isinstance(found, Fact) and amends(row, found)), None)
            if row is None or not isinstance(found, Fact):
                yield found
            elif row.becomes:
                yield amended(found, row, prepared)
            else:
                span, why = found.spans[0], f"a row of one's own says that this is no {row.kind.replace('_', ' ')}: {row.definition}"
                yield Declined(span.start, span.end, self.name, why, f"{row.id} ({row.place})")


def amends(row: AmendRow, fact: Fact) -> bool:
    """Whether a row speaks of a fact: its kind, the row that read it, and its words."""
    return fact.kind == row.kind and rule_id(fact) == row.rule and fits(row.words, fact.spans[0].words)


def rule_id(fact: Fact) -> str:
    """The id of the row that read a fact, without its place."""
    return (fact.rule or "").partition(" ")[0]


def amended(fact: Fact, row: AmendRow, prepared: Prepared) -> Fact:
    """The fact as the row says that it is; msgspec.ValidationError for a value that the field cannot have."""
    claim: Any = fact.claim
    for path, value in row.becomes.items():
        claim = _with(claim, path.split("."), value or None)
    return make_fact(
        prepared.document,
        claim,
        fact.spans,
        certainty=fact.certainty,
        when=fact.when,
        asserted_by=fact.asserted_by,
        coder=(fact.coder, fact.coder_version),
        confidence=fact.confidence,
        rule=f"{row.id} ({row.place})",
    )


def _with(struct: Any, path: Sequence[str], value: str | None) -> Any:
    """A record with one of its fields, or a field of a field, changed."""
    name, *rest = path
    return msgspec.structs.replace(struct, **{name: _with(getattr(struct, name), rest, value) if rest else value})
