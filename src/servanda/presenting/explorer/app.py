"""The routes of the explorer, and what happens where a page cannot be shown."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from importlib.resources import files

from jinja2 import Environment
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route
from starlette.types import ASGIApp

from servanda.analysis.register import Register, load_register
from servanda.errors import ServandaError
from servanda.presenting.explorer import (
    actor_page,
    adding,
    agreeing,
    asked,
    document_page,
    dossier_page,
    export_page,
    facts_page,
    overview,
    pair_page,
    pair_parts,
    reviewing,
    searching,
    treaty_page,
)
from servanda.presenting.explorer.answers import FORMS, Answer, Refusal, respond
from servanda.presenting.explorer.desk import Desk
from servanda.presenting.explorer.gate import Gate, Keys
from servanda.presenting.explorer.templating import make_environment
from servanda.presenting.texts import ENGLISH, say, speaking
from servanda.store import Store
from servanda.vocabulary.actors import load_actors

Page = Callable[[Desk, Request], Answer]

PAGES: tuple[tuple[str, Page], ...] = (
    ("/overview", overview.overview),
    ("/search", searching.search),
    ("/actors", overview.actors),
    ("/actor/{code}", actor_page.actor),
    ("/pairs", overview.pairs),
    *((f"/pair/{{a}}/{{b}}/{name}", pair_parts.page_of(name)) for name in pair_parts.PARTS),
    ("/pair/{a}/{b}", pair_page.pair),
    ("/treaties", treaty_page.treaties),
    ("/treaty/{treaty}", treaty_page.treaty),
    ("/documents", overview.documents),
    ("/document/{document}/add", adding.form_of),
    ("/document/{document}", document_page.document),
    ("/fact/{fact}", facts_page.fact),
    ("/judgements", export_page.judgements),
    ("/export", export_page.export),
    ("/review", reviewing.queue),
    ("/review/second", reviewing.second),
    ("/disagreements", agreeing.disagreements),
    ("/agreement", agreeing.agreement),
    ("/review/{fact}/correct", reviewing.correction),
    ("/review/{fact}", reviewing.one),
)
STATIC = {
    "explorer.css": "text/css; charset=utf-8",
    "explorer.js": "text/javascript; charset=utf-8",
    "adding.js": "text/javascript; charset=utf-8",
    "review.css": "text/css; charset=utf-8",
    "live.js": "text/javascript; charset=utf-8",
    "htmx.min.js": "text/javascript; charset=utf-8",
    "icon.svg": "image/svg+xml",
}


def make_app(
    store: Store, *, token: str, register: Register | None = None, today: Callable[[], dt.date] = dt.date.today, language: str = ENGLISH
) -> ASGIApp:
    """The explorer of an open store; `token` is what the address of the first page must carry, `language` that of its texts."""
    with speaking(language):  # it is there, and whole
        pass
    store.hold()
    desk = Desk(store, register or load_register(), load_actors(), today)
    keys = Keys(token)
    environment = make_environment(desk, keys)
    application = Starlette(
        routes=_routes(desk, environment),
        exception_handlers={
            HTTPException: lambda request, error: _excuse(request, error, environment),
            ServandaError: lambda request, error: _excuse(request, error, environment),
            Exception: lambda request, error: _excuse(request, error, environment),
        },
    )
    # A redirect to the same address without its last slash would send a made-up one on to wherever it points.
    application.router.redirect_slashes = False
    return Gate(application, keys, language)


def _routes(desk: Desk, environment: Environment) -> list[BaseRoute]:
    """Each page three times: as HTML, and with `.json` and `.csv` at the end of its address."""

    def shown(page: Page) -> Callable[[Request], Response]:
        return lambda request: respond(request, page(desk, request), environment)

    routes: list[BaseRoute] = [Route("/", shown(overview.overview))]
    for path, page in PAGES:
        routes += [Route(f"{path}.{form}", _formed(shown(page), form)) for form in FORMS]
        routes.append(Route(path, shown(page), methods=["GET"]))
    routes.append(Route("/export/facts.{form}", lambda request: export_page.facts_file(desk, request)))
    routes.append(Route("/fact/{fact}/cite.{form}", lambda request: export_page.citation(desk, request)))
    routes += [Route(f"/pair/{{a}}/{{b}}/dossier{end}", lambda request: dossier_page.dossier(desk, request)) for end in ("", ".html")]
    routes.append(Route("/static/{name}", _static))
    for path, write in (
        ("/review/{fact}/correct", reviewing.correct),
        ("/review/{fact}", reviewing.judge),
        ("/document/{document}/add", adding.add),
        ("/asked/{question}", asked.answer),
    ):
        routes.append(Route(path, _written(desk, write, environment), methods=["POST"]))
    return routes


def _formed(answer: Callable[[Request], Response], form: str) -> Callable[[Request], Response]:
    """A page in another form than HTML."""

    def formed(request: Request) -> Response:
        request.path_params["form"] = form
        return answer(request)

    return formed


def _written(desk: Desk, write: Callable[[Desk, Request], Answer | Response], environment: Environment) -> Callable[[Request], Response]:
    """A write, which leads on to another page or shows its form again."""

    def answered(request: Request) -> Response:
        done = write(desk, request)
        return respond(request, done, environment) if isinstance(done, Answer) else done

    return answered


def _static(request: Request) -> Response:
    """The style sheet and the script; no other file can be named."""
    name = request.path_params["name"]
    if name not in STATIC:
        raise HTTPException(404, say("frame.no_such_file"))
    body = files("servanda.presenting.explorer").joinpath("static", name).read_bytes()
    return Response(body, media_type=STATIC[name], headers={"cache-control": "no-cache"})


def _excuse(request: Request, error: Exception, environment: Environment) -> Response:
    """A page that says what went wrong and what can be done; never a traceback."""
    links: tuple[tuple[str, str], ...] = ()
    if isinstance(error, Refusal):
        status, what, todo, links = error.status_code, str(error.detail), error.todo, error.links
    elif isinstance(error, HTTPException):
        status, what, todo = error.status_code, str(error.detail), ""
        if status == 404 and what == "Not Found":
            what = say("frame.no_such_page")
    elif isinstance(error, ServandaError):
        status = 500 if error.exit_status != 2 else (400 if request.method == "POST" else 404)
        what, todo = str(error).split("\n", 1)[0], error.todo or error.why
    else:
        status, what = 500, say("frame.not_made")
        todo = say("frame.report_this", error=f"{type(error).__name__}: {error}")
    shown = {"status": status, "what": what, "todo": todo, "links": links}
    empty = {"error": what, "what_to_do": todo}
    answer = Answer(
        template="error.html", shown=lambda: shown, data=lambda: empty, rows=lambda: [empty], columns=tuple(empty), status=status
    )
    return respond(request, answer, environment)
