"""What people said of facts, as rows: each judgement with the fact as it then stood and, for a correction, as it should be."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, BinaryIO

import msgspec

from servanda.presenting.exports.cells import write_table
from servanda.presenting.exports.writing import written_whole
from servanda.records import fact_to_json
from servanda.store import Judgement, Store

JUDGEMENT_COLUMNS = ("fact", "document", "verdict", "who", "at", "why", "kind", "words", "corrected")


def export_judgements(store: Store, *, form: str, output: str, raw: bool = False) -> int:
    """Write every judgement as `jsonl` or `csv` to a file or, for `-`, to standard output; gives their number."""
    if output == "-":
        many = _write(store.judgements(), sys.stdout.buffer, form, raw=raw)
        sys.stdout.buffer.flush()
        return many
    with written_whole(Path(output)) as unnamed, unnamed.open("wb") as out:
        return _write(store.judgements(), out, form, raw=raw)


def _write(judgements: Iterable[Judgement], out: BinaryIO, form: str, *, raw: bool) -> int:
    if form == "csv":
        return write_table(out, JUDGEMENT_COLUMNS, judgement_rows(judgements), raw=raw)
    many = 0
    for row in judgement_data(judgements):
        out.write(msgspec.json.encode(row) + b"\n")
        many += 1
    return many


def judgement_rows(judgements: Iterable[Judgement]) -> Iterator[dict[str, Any]]:
    """One flat row a judgement; `corrected` is the id of the fact as it should be."""
    for one in judgements:
        yield {
            **_frame(one),
            "kind": one.snapshot.kind,
            "words": one.snapshot.spans[0].words,
            "corrected": one.corrected.id if one.corrected else None,
        }


def judgement_data(judgements: Iterable[Judgement]) -> Iterator[dict[str, Any]]:
    """The same with both facts whole, as JSON."""
    for one in judgements:
        corrected = fact_to_json(one.corrected) if one.corrected else None
        yield {**_frame(one), "snapshot": fact_to_json(one.snapshot), "corrected": corrected}


def _frame(one: Judgement) -> dict[str, Any]:
    plain = {name: getattr(one, name) for name in ("fact", "document", "verdict", "who")}
    return {**plain, "at": one.at.isoformat(), "why": one.why}
