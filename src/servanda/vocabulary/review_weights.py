"""How much hangs on a fact of each kind and type when somebody decides what to look at first: the list `data/review_weights.csv`."""

from __future__ import annotations

import functools

from servanda.records import EVENT_TYPES, KINDS
from servanda.vocabulary.provision_types import types as provision_types
from servanda.vocabulary.tables import TableRow, data_file, read_csv
from servanda.vocabulary.treaty_acts import load_treaty_acts


class WeightRow(TableRow, frozen=True, kw_only=True):
    """The weight of a kind of fact, or of one of its types: from 1 (little) to 5 (much), with the reason."""

    kind: str
    type: str | None
    weight: str
    reason: str


@functools.cache
def review_weights() -> dict[tuple[str, str | None], WeightRow]:
    """The rows by kind and type; a row without a type is for every type that has none of its own."""
    return {(row.kind, row.type): row for row in read_csv(data_file("review_weights.csv"), WeightRow)}


def weight_of(kind: str, of_type: str | None) -> WeightRow:
    """The row for a fact of a kind and type."""
    rows = review_weights()
    return rows.get((kind, of_type)) or rows[kind, None]


def check_review_weights() -> list[str]:
    """Kinds without a row, and rows of an unknown kind, type or weight."""
    types = {
        "event": set(EVENT_TYPES),
        "provision": {row.type for row in provision_types()},
        "treaty_act": {row.act for row in load_treaty_acts().rows},
    }
    problems = [f"review_weights.csv: the kind {kind} has no row of its own" for kind in KINDS if (kind, None) not in review_weights()]
    for row in review_weights().values():
        if row.kind not in KINDS:
            problems.append(f"{row.place}: no kind of fact is called {row.kind!r}")
        elif row.type is not None and row.type not in types.get(row.kind, ()):
            problems.append(f"{row.place}: {row.kind} has no type {row.type!r}")
        if row.weight not in ("1", "2", "3", "4", "5"):
            problems.append(f"{row.place}: a weight is 1, 2, 3, 4 or 5, not {row.weight!r}")
    return problems
