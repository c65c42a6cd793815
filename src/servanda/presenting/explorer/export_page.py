"""The page of files to take away: facts in every format, judgements, documents, each whole; and the citation of one fact."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from typing import Any, BinaryIO

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from servanda.presenting.explorer.answers import Answer
from servanda.presenting.explorer.desk import Desk, changed
from servanda.presenting.explorer.searching import left_out, placed_query
from servanda.presenting.exports import FORMATS, Format, Source, stream_facts
from servanda.presenting.exports.judgements import JUDGEMENT_COLUMNS, judgement_data, judgement_rows
from servanda.presenting.texts import say
from servanda.store import FactQuery

CITATIONS = ("csl", "bibtex", "ris", "jsonld")
_BY_ENDING = {form.ending: form for form in FORMATS.values()}
_PIECE = 1 << 16


def export(desk: Desk, request: Request) -> Answer:
    """What can be taken away, and how much of it there is."""
    query = placed_query(request)
    counts = desk.store.counts()
    told = {"facts": desk.store.count(query), "judgements": counts.judgements, "documents": counts.documents}
    undated = left_out(desk, request, query)

    def shown() -> dict[str, Any]:
        asked = {"query": query, "asked": request.url.query, "left_out": undated, "with_undated": changed(request, dated="any")}
        return {**asked, "told": told, "counts": counts, "formats": list(FORMATS.values())}

    return Answer(
        template="export.html",
        shown=shown,
        data=lambda: {**told, "left_out_undated": undated},
        rows=lambda: [{"file": name, "rows": many} for name, many in told.items()],
        columns=("file", "rows"),
    )


def facts_file(desk: Desk, request: Request) -> Response:
    """All the facts that the address asks for, as a file: those that its list shows, so that a period leaves out what has no time."""
    return _file(desk, placed_query(request), _format(request, tuple(FORMATS)), "facts")


def citation(desk: Desk, request: Request) -> Response:
    """One fact as a reference manager takes it."""
    kept = desk.fact(request.path_params["fact"])
    form = _format(request, CITATIONS)
    return _file(desk, FactQuery(id=kept.fact.id, rejected=True), form, f"fact-{kept.fact.id}")


def judgements(desk: Desk, request: Request) -> Answer:
    """Every judgement in the order given, with the words that were judged."""
    del request
    kept = list(desk.store.judgements())
    rows = list(judgement_rows(kept))
    return Answer(
        template="judgements.html",
        shown=lambda: {"judged": [(one, one.corrected or one.snapshot) for one in kept]},
        data=lambda: {"total": len(kept), "judgements": list(judgement_data(kept))},
        rows=lambda: rows,
        columns=JUDGEMENT_COLUMNS,
    )


def _format(request: Request, among: tuple[str, ...]) -> Format:
    """The format whose ending the address has; 404 for any other."""
    form = _BY_ENDING.get(request.path_params["form"])
    if form is None or form.name not in among:
        raise HTTPException(404, say("frame.endings", endings=", ".join(FORMATS[name].ending for name in among)))
    return form


def _file(desk: Desk, query: FactQuery, form: Format, name: str) -> Response:
    """A file that is made whole before the first byte is sent, so that no error cuts it short."""
    whole = tempfile.TemporaryFile()  # noqa: SIM115 - closed when it has been sent
    written = stream_facts(Source(desk.store, query), whole, form.name)
    headers = {
        "content-disposition": f'attachment; filename="{name}.{form.ending}"',
        "content-length": str(whole.tell()),
        "x-rows": str(written.facts),
    }
    whole.seek(0)
    return StreamingResponse(_pieces(whole), headers=headers, media_type=form.media_type)


def _pieces(whole: BinaryIO) -> Iterator[bytes]:
    with whole:
        while piece := whole.read(_PIECE):
            yield piece
