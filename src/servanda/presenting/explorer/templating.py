"""The templates, with the few functions that they call."""

from __future__ import annotations

from urllib.parse import quote, quote_plus, urlencode

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup
from starlette.requests import Request

from servanda import __version__
from servanda.presenting.dossier.numbers import tallied
from servanda.presenting.dossier.wording import states_named, status_words
from servanda.presenting.explorer.desk import KINDS_SHOWN, Desk, changed
from servanda.presenting.explorer.gate import Keys
from servanda.presenting.explorer.rule_rows import rule_row
from servanda.presenting.explorer.signing import reviewer
from servanda.presenting.explorer.telling import called, side_called, tag, told
from servanda.presenting.fact_words import when_words, who_words
from servanda.presenting.origins import source_name
from servanda.presenting.plain_words import evidence_told, type_called, what_told, who_told
from servanda.presenting.texts import language
from servanda.records import CERTAINTIES, Document, Fact, When


def make_environment(desk: Desk, keys: Keys) -> Environment:
    """Jinja2 that escapes everything, and fails on a name that is not there instead of showing nothing."""
    environment = Environment(
        loader=PackageLoader("servanda.presenting.explorer"),
        autoescape=True,
        undefined=StrictUndefined,
        auto_reload=False,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals.update(
        form_key=keys.form,
        version=__version__,
        kinds_shown=KINDS_SHOWN,
        certainties=CERTAINTIES,
        label=desk.label,
        known=desk.actors.knows,
        instrument_of=desk.instrument,
        treaty_called=lambda treaty: desk.register.instruments[treaty].called,
        what=lambda fact: what_told(fact, desk.register.instruments),
        when=when_words,
        who=who_told,
        codes=who_words,
        evidence=evidence_told,
        say=told,
        tag=tag,
        language=language,
        tallied=tallied,
        called=called,
        side_called=side_called,
        day=day_words,
        document_address=document_address,
        changed=changed,
        same_page_as=same_page_as,
        reviewer=reviewer,
        times_judged=lambda fact: sum(1 for _ in desk.store.judgements(fact)),
        drawn=drawn,
        rule_of=lambda fact: rule_row(fact.kind, fact.rule),
    )
    environment.filters["segment"] = lambda text: quote(str(text), safe=":@")
    environment.filters["question"] = lambda text: quote_plus(str(text))
    environment.filters["number"] = lambda number: f"{number:,}"
    environment.filters["capital"] = lambda text: str(text)[:1].upper() + str(text)[1:]
    environment.filters["status"] = status_words
    environment.filters["states_named"] = states_named
    environment.filters["type"] = type_called
    environment.filters["source_name"] = source_name
    return environment


def day_words(when: When | None) -> str:
    """A time as exact as it is known; empty where it is not."""
    if when is None or (when.earliest is None and when.latest is None):
        return ""
    moment = when.as_moment()
    return moment.isoformat() if moment is not None else f"{when.earliest or '…'}/{when.latest or '…'}"


def document_address(document: Document | str, fact: Fact | None = None, place: tuple[int, int] | None = None) -> str:
    """The address of a document, at a fact or at words where they are given."""
    name = document if isinstance(document, str) else document.id
    base = f"/document/{quote(name, safe=':')}"
    if fact is not None:
        return f"{base}?{urlencode({'fact': fact.id})}#here"
    return f"{base}?{urlencode({'at': f'{place[0]}-{place[1]}'})}#here" if place else base


def drawn(drawing: str, told: str) -> Markup:
    """A chart with the words that a screen reader says of it; a drawing holds numbers and our own words alone."""
    start, rest = drawing.split(">", 1)
    head = Markup('<svg role="img" aria-label="{}"').format(told)
    return Markup(start.replace("<svg", head, 1) + ">" + rest)  # noqa: S704 - see above


def same_page_as(request: Request, form: str) -> str:
    """The address of the same content as JSON or CSV, all of it."""
    path = "/overview" if request.url.path == "/" else request.url.path
    asked = urlencode([(name, value) for name, value in request.query_params.multi_items() if name not in ("page", "fact", "at", "counts")])
    return f"{quote(path, safe='/:@')}.{form}" + (f"?{asked}" if asked else "")
