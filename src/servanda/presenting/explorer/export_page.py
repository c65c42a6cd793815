"""The page of files to take away: facts, judgements, documents, each whole."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path

import msgspec
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from servanda.presenting.explorer.answers import Answer, csv_lines
from servanda.presenting.explorer.desk import FACT_COLUMNS, Desk, fact_rows
from servanda.presenting.explorer.searching import query_of
from servanda.presenting.exports import stream_facts
from servanda.records import fact_to_json
from servanda.store import FactQuery

JUDGEMENT_COLUMNS = ("fact", "document", "verdict", "who", "at", "why", "kind", "words", "corrected")


def export(desk: Desk, request: Request) -> Answer:
    """What can be taken away, and how much of it there is."""
    query = query_of(request)
    counts = desk.store.counts()
    told = {"facts": desk.store.count(query), "judgements": counts.judgements, "documents": counts.documents}
    return Answer(
        template="export.html",
        shown=lambda: {"query": query, "told": told, "asked": request.url.query, "counts": counts},
        data=lambda: told,
        rows=lambda: [{"file": name, "rows": many} for name, many in told.items()],
        columns=("file", "rows"),
    )


def facts_file(desk: Desk, request: Request) -> Response:
    """All the facts that the address asks for, as a file."""
    form, query = request.path_params["form"], query_of(request)
    headers = {"content-disposition": f'attachment; filename="facts.{form}"', "x-rows": str(desk.store.count(query))}
    if form == "csv":
        lines = csv_lines(FACT_COLUMNS, fact_rows(desk.store.kept(query)))
        return StreamingResponse(lines, headers=headers, media_type="text/csv; charset=utf-8")
    if form == "jsonl":
        return StreamingResponse(_json_lines(desk, query), headers=headers, media_type="application/jsonl")
    if form == "parquet":
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "facts.parquet"
            with path.open("wb") as out:
                stream_facts(desk.store.kept(query), out, "parquet")
            return Response(path.read_bytes(), headers=headers, media_type="application/vnd.apache.parquet")
    raise HTTPException(404, "Facts are given as csv, jsonl or parquet.")


def judgements(desk: Desk, request: Request) -> Answer:
    """Every judgement in the order given, with the words that were judged."""
    del request
    kept = list(desk.store.judgements())
    rows = [
        {
            **{name: getattr(one, name) for name in ("fact", "document", "verdict", "who", "why")},
            "at": one.at.isoformat(),
            "kind": one.snapshot.kind,
            "words": one.snapshot.spans[0].words,
            "corrected": one.corrected.id if one.corrected else None,
        }
        for one in kept
    ]

    def data() -> dict[str, object]:
        whole = [
            {
                **{name: row[name] for name in ("fact", "document", "verdict", "who", "at", "why")},
                "snapshot": fact_to_json(one.snapshot),
                "corrected": fact_to_json(one.corrected) if one.corrected else None,
            }
            for row, one in zip(rows, kept, strict=True)
        ]
        return {"total": len(whole), "judgements": whole}

    return Answer(template="judgements.html", shown=lambda: {"rows": rows}, data=data, rows=lambda: rows, columns=JUDGEMENT_COLUMNS)


def _json_lines(desk: Desk, query: FactQuery) -> Iterator[bytes]:
    for kept in desk.store.kept(query):
        yield msgspec.json.encode({**fact_to_json(kept.fact), "verdict": kept.verdict}) + b"\n"
