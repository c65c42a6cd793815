"""What a page answers with: the same content as HTML, as JSON and as CSV."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

import msgspec
from jinja2 import Environment
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response, StreamingResponse

from servanda.presenting.exports import guarded

FORMS = ("json", "csv")
_ROWS_AT_ONCE = 500


class Answer(msgspec.Struct, frozen=True, kw_only=True):
    """One page.

    `shown` gives what its template reads, `data` and `rows` the whole content for JSON and CSV. Only that is called which is asked
    for. The latter two hold everything, also where the page shows one screen of many. `columns` head the CSV.
    """

    template: str
    shown: Callable[[], Mapping[str, Any]]
    data: Callable[[], Any]
    rows: Callable[[], Iterable[Mapping[str, Any]]]
    columns: tuple[str, ...]
    status: int = 200


class Refusal(HTTPException):
    """What cannot be done, with what to do instead and where: addresses with their names."""

    def __init__(self, status: int, what: str, *, todo: str, links: tuple[tuple[str, str], ...]) -> None:
        super().__init__(status, what)
        self.todo, self.links = todo, links


def respond(request: Request, answer: Answer, environment: Environment) -> Response:
    """The answer in the form that the address asks for."""
    form = request.path_params.get("form")
    name = request.url.path.rsplit("/", 1)[-1]
    if form == "json":
        body = msgspec.json.format(msgspec.json.encode(answer.data(), enc_hook=str), indent=1)
        return Response(body + b"\n", answer.status, media_type="application/json")
    if form == "csv":
        headers = {"content-disposition": f'attachment; filename="{_file_name(name)}"'}
        return StreamingResponse(csv_lines(answer.columns, answer.rows()), answer.status, headers, "text/csv; charset=utf-8")
    html = environment.get_template(answer.template).render(request=request, **answer.shown())
    # A lone surrogate has no form in UTF-8; a reader's text cannot hold one, a made-up address can.
    return HTMLResponse(html.encode("utf-8", errors="replace"), answer.status)


def csv_lines(columns: tuple[str, ...], rows: Iterable[Mapping[str, Any]]) -> Iterator[bytes]:
    """Rows as CSV with a heading, in pieces; no cell is one that a spreadsheet program takes for a formula."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(columns)
    for number, row in enumerate(rows, start=1):
        writer.writerow([_cell(row.get(column)) for column in columns])
        if number % _ROWS_AT_ONCE == 0:
            yield text.getvalue().encode("utf-8", errors="replace")
            text.seek(0)
            text.truncate()
    yield text.getvalue().encode("utf-8", errors="replace")


def _cell(value: Any) -> str:
    match value:
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case str():
            return guarded(value)
        case list() | tuple():
            return guarded("; ".join(str(one) for one in value))
        case float() if value.is_integer() and abs(value) < 1e15:
            return str(int(value))
        case _:
            return str(value)


def _file_name(name: str) -> str:
    """A name that is safe in a header and on a disk."""
    return "".join(c if c.isascii() and (c.isalnum() or c in "-_.") else "_" for c in name)[-120:] or "servanda.csv"
