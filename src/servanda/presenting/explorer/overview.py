"""The first page, and the lists that lead on from it: actors, pairs and documents of the record."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import msgspec
from starlette.requests import Request

from servanda.presenting.explorer.answers import Answer
from servanda.presenting.explorer.desk import Desk, Paging
from servanda.store import Counted, DocumentHead, FactQuery

PAIRS_SHOWN = 12
ACTORS_SHOWN = 24
# Rows of a list on one screen; it says of how many.
LISTED = 250
SIDES: tuple[Counted, ...] = ("kind", "certainty", "verdict", "year", "publisher")


def overview(desk: Desk, request: Request) -> Answer:
    """Counts by kind, certainty and verdict; the pairs and actors most spoken of; inputs that failed."""
    del request
    store, every = desk.store, FactQuery()
    counts = store.counts()
    by = store.tallies(every, (*SIDES, "actor", "pair"))
    sides = {side: by[side] for side in SIDES}
    actors, pairs = by["actor"], _pairs(desk, by["pair"])
    runs = list(store.runs())

    def data() -> dict[str, Any]:
        return {
            "counts": msgspec.to_builtins(counts),
            "facts_by": {**sides, "actor": actors},
            "pairs": pairs,
            "inputs": [msgspec.to_builtins(outcome) for outcome in store.inputs()],
            "runs": [msgspec.to_builtins(run) for run in runs],
        }

    return Answer(
        template="overview.html",
        shown=lambda: {
            "counts": counts,
            "total": sum(counts.facts.values()),
            "sides": sides,
            "actors": list(actors.items())[:ACTORS_SHOWN],
            "actor_count": len(actors),
            "pairs": pairs[:PAIRS_SHOWN],
            "pair_count": len(pairs),
            "inputs": [outcome for outcome in store.inputs() if outcome.status in ("failed", "partial")],
            "runs": runs,
            "instruments": len(desk.register.instruments),
        },
        data=data,
        rows=lambda: [{"by": side, "value": value, "facts": many} for side, by in data()["facts_by"].items() for value, many in by.items()],
        columns=("by", "value", "facts"),
    )


def actors(desk: Desk, request: Request) -> Answer:
    """Every actor of the record, with the number of its facts."""
    rows = [{"actor": code, "name": desk.label(code), "facts": many} for code, many in desk.store.tally(FactQuery(), "actor").items()]
    return Answer(
        template="actors.html",
        shown=lambda: _screen(request, rows),
        data=lambda: {"actors": rows},
        rows=lambda: rows,
        columns=("actor", "name", "facts"),
    )


def pairs(desk: Desk, request: Request) -> Answer:
    """Every two actors that a fact names together, with the number of such facts."""
    rows = _pairs(desk, desk.store.tally(FactQuery(), "pair"))
    return Answer(
        template="pairs.html",
        shown=lambda: _screen(request, rows),
        data=lambda: {"pairs": rows},
        rows=lambda: rows,
        columns=("a", "a_name", "b", "b_name", "facts"),
    )


def documents(desk: Desk, request: Request) -> Answer:
    """Every document of the record, with the number of its facts."""
    heads = list(desk.store.heads().values())
    facts = desk.store.tally(FactQuery(), "document")

    def rows(some: Sequence[DocumentHead]) -> list[dict[str, Any]]:
        return [{**msgspec.structs.asdict(head), "facts": facts.get(head.id, 0)} for head in some]

    def shown() -> dict[str, Any]:
        screen = _screen(request, heads)
        return {**screen, "rows": rows(screen["rows"])}

    return Answer(
        template="documents.html",
        shown=shown,
        data=lambda: {"documents": rows(heads)},
        rows=lambda: [{**row, "published": row["published"].words if row["published"] else None} for row in rows(heads)],
        columns=("id", "uri", "title", "publisher", "published", "language", "status", "problems", "facts"),
    )


def _screen(request: Request, rows: Sequence[Any]) -> dict[str, Any]:
    """One screen of a long list, and the way to the others."""
    paging = Paging(request, len(rows), LISTED)
    return {"paging": paging, "rows": rows[paging.offset : paging.last]}


def _pairs(desk: Desk, counts: dict[str, int]) -> list[dict[str, Any]]:
    """The pairs, the most spoken of first."""
    found = []
    for joined, many in counts.items():
        a, b = joined.split(" ", 1)
        found.append({"a": a, "a_name": desk.label(a), "b": b, "b_name": desk.label(b), "facts": many})
    return found
