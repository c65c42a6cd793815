"""Adding a fact that no coder found: words of a document, a kind, and a form with the fields of that kind.

The words come from what the reader marked on the page (the script fills in where they stand), or are written into the form, which then
asks which of several places is meant. What is kept always rests on words as they stand in the document.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator, Mapping
from itertools import islice
from typing import Any, get_type_hints
from urllib.parse import urlencode

import msgspec
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from servanda.errors import UsageError
from servanda.presenting.explorer.answers import Answer
from servanda.presenting.explorer.claim_form import actor_codes, fields_of_claim, fields_of_frame, read_claim, read_frame
from servanda.presenting.explorer.desk import Desk
from servanda.presenting.explorer.facts_page import context_around
from servanda.presenting.explorer.prefilling import prefilled
from servanda.presenting.explorer.signing import remembered, reviewer, signed
from servanda.presenting.explorer.telling import side_called
from servanda.presenting.texts import say
from servanda.records import KINDS, Document, Fact, Span, make_fact

REVIEWER = ("reviewer", "1")
# More places of the same words than anybody would choose from.
_MOST_PLACES = 50
_NUMBER = re.compile(r"\d{1,12}")


def form_of(desk: Desk, request: Request) -> Answer:
    """The form in which a fact is added: the words first, then the kind, then its fields."""
    document = desk.store.document(request.path_params["document"])
    return _form(desk, document, request, request.query_params, None)


def add(desk: Desk, request: Request) -> Answer | Response:
    """Keep an added fact and lead back to its words; where it cannot be kept, the form again with everything that does not hold."""
    form: Mapping[str, str] = request.state.form
    document = desk.store.document(request.path_params["document"])
    try:
        who, why = signed(form)
        fact = added_fact(document, form, desk.actors.knows)
        with desk.writing:
            desk.store.add_fact(fact, who=who, at=dt.datetime.now(dt.UTC), why=why)
    except UsageError as error:
        # The page itself says that nothing was kept.
        told = [part for part in (error.what, error.why) if part and part != say("fields.problems.fact_not_kept")]
        return _form(desk, document, request, form, ": ".join(told))
    return remembered(RedirectResponse(f"/document/{document.id}?{urlencode({'fact': fact.id, 'added': fact.id})}#here", 303), who)


def added_fact(document: Document, form: Mapping[str, str], knows: Callable[[str], bool]) -> Fact:
    """The fact that a form tells; UsageError that names every field that does not hold. `knows` tells whether an actor code is one."""
    problems: list[str] = []
    kind, span = form.get("kind", ""), _span(document, form)
    if span is None:
        problems.append(say("fields.problems.not_there"))
    if kind not in KINDS:
        problems.append(say("fields.problems.one_of", field=side_called("kind"), choices=", ".join(KINDS)))
        raise UsageError(what=say("fields.problems.fact_not_kept"), why="; ".join(problems), todo=say("fields.problems.mend"))
    claim_type = KINDS[kind]
    claim = read_claim(claim_type, set(get_type_hints(claim_type)), form, problems)
    codes = actor_codes(claim)
    problems += [say("fields.problems.no_code", code=code) for code in sorted(codes) if not knows(code)]
    if not codes and kind not in ("statement", "figure"):
        problems.append(say("fields.problems.no_actor"))
    certainty, when, said = read_frame(form, problems)
    inner = _trigger(document, span, form.get("trigger", ""), problems) if span else None
    if not problems and span is not None:
        try:
            return make_fact(
                document,
                msgspec.convert(claim, claim_type),
                (span, inner) if inner else (span,),
                certainty=certainty,  # type: ignore[arg-type]  # one of CERTAINTIES, or it were a problem
                when=when,
                asserted_by=said,
                coder=REVIEWER,
                confidence=1.0,
                rule=None,
            )
        except ValueError as error:
            problems.append(str(error))
    raise UsageError(what=say("fields.problems.fact_not_kept"), why="; ".join(problems), todo=say("fields.problems.mend"))


def places_of(text: str, words: str) -> list[tuple[int, int]]:
    """Where words stand in a text, blanks of any kind and length taken for alike; at most fifty places."""
    return list(islice(_found(text, words.split()), _MOST_PLACES))


def nearest(text: str, words: str, start: int) -> tuple[int, int] | None:
    """The place of words that is nearest to where a browser counted them: it shows line ends and blanks in its own way."""
    return min(_found(text, words.split()), key=lambda place: abs(place[0] - start), default=None)


def _found(text: str, parts: list[str]) -> Iterator[tuple[int, int]]:
    """Every place of some words, those that overlap too."""
    if not parts:
        return iter(())
    whole = r"\s+".join(map(re.escape, parts))
    return (match.span(1) for match in re.finditer(f"(?=({whole}))", text))


def _form(desk: Desk, document: Document, request: Request, asked: Mapping[str, str], problem: str | None) -> Answer:
    """The page with the form, filled in with what is known by now: what was written, at first the actors that the words name."""
    span = _span(document, asked)
    words = asked.get("words", "").strip()
    places = [] if span else places_of(document.text, words)
    kind = asked.get("kind", "") if asked.get("kind", "") in KINDS else ""
    fields = []
    if kind and span:
        empty = [*fields_of_claim(KINDS[kind], None), *fields_of_frame("actual", None, None)]
        known = prefilled(desk.actors, document, span, kind) if request.method == "GET" else {}
        fields = [msgspec.structs.replace(one, value=asked.get(one.name, known.get(one.name, one.value))) for one in empty]
    data = {
        "document": document.id,
        "kind": kind or None,
        "span": msgspec.to_builtins(span) if span else None,
        "places": [{"start": start, "end": end, "words": document.text[start:end]} for start, end in places],
        "fields": [{"name": field.name, "value": field.value, "choices": list(field.choices)} for field in fields],
    }
    shown: dict[str, Any] = {
        "document": document,
        "span": span,
        "context": context_around(document, (span,)) if span else None,
        "words": words,
        "places": [(start, end, context_around(document, (document.span(start, end),))) for start, end in places],
        "kind": kind,
        "fields": fields,
        "trigger": asked.get("trigger", ""),
        "why": asked.get("why", ""),
        "reviewer": asked.get("who", "") or reviewer(request),
        "problem": problem,
    }
    return Answer(
        template="add.html",
        shown=lambda: shown,
        data=lambda: data,
        rows=lambda: ({"field": field.name, "value": field.value, "choices": field.choices} for field in fields),
        columns=("field", "value", "choices"),
        status=400 if problem else 200,
    )


def _span(document: Document, asked: Mapping[str, str]) -> Span | None:
    """The words meant: those between start and end where they are the words given, else the nearest place of those words.

    Words alone are enough where they stand once.
    """
    words = asked.get("words", "")
    start, end = (int(text) if _NUMBER.fullmatch(text := asked.get(name, "").strip()) else None for name in ("start", "end"))
    if start is not None and end is not None and 0 <= start < end <= len(document.text):
        there = document.text[start:end]
        if not words.strip() or there.split() == words.split():
            return _trimmed(document, start, end)
    if start is not None and words.strip() and (place := nearest(document.text, words, start)):
        return document.span(*place)
    places = places_of(document.text, words)
    return document.span(*places[0]) if len(places) == 1 else None


def _trimmed(document: Document, start: int, end: int) -> Span | None:
    """The span without the blanks at its ends; None where nothing else is in it."""
    words = document.text[start:end]
    start, end = start + len(words) - len(words.lstrip()), end - (len(words) - len(words.rstrip()))
    return document.span(start, end) if start < end else None


def _trigger(document: Document, span: Span, words: str, problems: list[str]) -> Span | None:
    """The word that tells the fact, as a span inside the evidence; None where none was named."""
    if not words.strip():
        return None
    places = places_of(span.words, words)
    if not places:
        problems.append(say("fields.problems.no_trigger", words=repr(words.strip())))
        return None
    return document.span(span.start + places[0][0], span.start + places[0][1])
