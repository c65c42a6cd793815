"""What a running explorer answers to commands that want to read the store which it holds: each question of the store as lines of JSON.

Both sides are here: how an answer is written, and how it is read back. A whole answer ends with `{"end": …}`; without it something was cut off.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

import msgspec
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from servanda.errors import ServandaError
from servanda.presenting.explorer.desk import Desk
from servanda.records import Document, Fact, fact_from_json, fact_to_json
from servanda.store import (
    Counts,
    DocumentHead,
    FactQuery,
    FactSketch,
    Hit,
    InputOutcome,
    Judgement,
    KeptFact,
    Problem,
    RunManifest,
    Store,
)
from servanda.store.search_index import Order

# Each question: the types of what is asked, whether many things come, and how one of them is read back.
Question = tuple[tuple[Any, ...], bool, Callable[[Any], Any]]


def _as(kind: Any) -> Callable[[Any], Any]:
    return lambda told: msgspec.convert(told, kind)


def _fact(told: Any) -> Fact | None:
    return None if told is None else fact_from_json(told)


def _kept(told: Any) -> KeptFact:
    return KeptFact(fact_from_json(told["fact"]), told["verdict"])


def _judgement(told: Any) -> Judgement:
    at = dt.datetime.fromisoformat(told["at"])
    return Judgement(**(told | {"at": at, "snapshot": fact_from_json(told["snapshot"]), "corrected": _fact(told["corrected"])}))


QUESTIONS: Mapping[str, Question] = {
    "kept": ((FactQuery,), True, _kept),
    "sketches": ((FactQuery,), True, _as(FactSketch)),
    "count": ((FactQuery,), False, int),
    "tallies": ((FactQuery, tuple[str, ...]), False, dict),
    "crossed": ((FactQuery, tuple[str, ...]), True, lambda told: (tuple(told[0]), int(told[1]))),
    "runs": ((), True, _as(RunManifest)),
    "documents": ((tuple[str, ...] | None,), True, _as(Document)),
    "document": ((str,), False, _as(Document)),
    "heads": ((tuple[str, ...] | None,), False, _as(dict[str, DocumentHead])),
    "text_hashes": ((), False, dict),
    "judgements": ((str | None,), True, _judgement),
    "inputs": ((), True, _as(InputOutcome)),
    "near_duplicates": ((), True, tuple),
    "counts": ((), False, _as(Counts)),
    "search": ((str, int, int, tuple[str, ...] | None, Order), True, _as(Hit)),
    "facts_at": ((tuple[tuple[str, int, int], ...],), False, lambda told: [[_kept(one) for one in some] for some in told]),
    "hits_by_document": ((str,), False, dict),
    "total_hits": ((str,), False, int),
    "verify": ((), False, _as(list[Problem])),
}


def answer(desk: Desk, request: Request) -> Response:
    """The answer to one question of the store, a line a thing."""
    name = request.path_params["question"]
    if name not in QUESTIONS:
        raise HTTPException(404, "The store is not asked that.")
    kinds, many, _ = QUESTIONS[name]
    try:
        asked = msgspec.json.decode(request.state.form.get("asked", "[]"), type=list[Any])
        values = [msgspec.convert(value, kind) for value, kind in zip(asked, kinds, strict=True)]
    except (ValueError, msgspec.MsgspecError) as error:
        raise HTTPException(400, f"This question cannot be read: {error}") from None
    return StreamingResponse(_lines(desk.store, name, values, many=many), media_type="application/jsonl")


def _lines(store: Store, name: str, values: list[Any], *, many: bool) -> Iterator[bytes]:
    """The answer in lines; an error on the way is the last of them."""
    try:
        if name == "search":
            found: Any = store.search(values[0], values[1], offset=values[2], documents=values[3], order=values[4])
        else:
            found = getattr(store, name)(*values)
        things: Iterable[Any] = (found.items() if name == "crossed" else found) if many else [found]
        for thing in things:
            yield msgspec.json.encode({"is": told(thing)}) + b"\n"
        yield b'{"end":true}\n'
    except ServandaError as error:
        parts = {"what": error.what, "where": error.where, "why": error.why, "todo": error.todo}
        yield msgspec.json.encode({"error": parts, "status": error.exit_status}) + b"\n"


def told(thing: Any) -> Any:
    """A thing in built-in types, facts in their own JSON."""
    if isinstance(thing, Fact):
        return fact_to_json(thing)
    if isinstance(thing, KeptFact | Judgement):
        return {name: told(value) for name, value in msgspec.structs.asdict(thing).items()}
    if isinstance(thing, list | tuple):
        return [told(one) for one in thing]
    return msgspec.to_builtins(thing)
