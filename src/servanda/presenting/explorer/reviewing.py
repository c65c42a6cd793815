"""Review: one fact after the other, the least confident first, each judged by one key.

A judgement is a record of its own with a name and a time; nothing is overwritten. Whoever has judged a fact since the page was
made is not overruled unseen: the second judgement is refused with 409 and shown the first.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any
from urllib.parse import parse_qsl, quote, unquote, urlencode

import msgspec
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from servanda.errors import UsageError
from servanda.presenting.explorer.answers import Answer
from servanda.presenting.explorer.correcting import Field, corrected, fields_of
from servanda.presenting.explorer.desk import FACT_COLUMNS, Desk, fact_data, fact_rows
from servanda.presenting.explorer.facts_page import fact_shown
from servanda.presenting.explorer.searching import query_of
from servanda.records import Fact
from servanda.store import FactQuery, KeptFact, Verdict

REVIEWER = "servanda_reviewer"
LONGEST_NAME, LONGEST_NOTE = 100, 4000
_VERDICTS: tuple[Verdict, ...] = ("confirm", "reject", "unsure", "withdraw")
_YEAR = 365 * 24 * 3600
# What of an address makes the queue: everything but where in it one stands.
_QUEUE = ("kind", "type", "certainty", "actor", "document", "a", "b", "since", "until", "order")


def queue(desk: Desk, request: Request) -> Answer:
    """The next fact of the queue that nobody has judged; `skip` passes over some of them."""
    query = _queue_query(request)
    waiting = desk.store.count(query)
    asked = request.query_params.get("skip", "0")
    skip = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 10 else 0
    found = list(desk.store.kept(msgspec.structs.replace(query, limit=1, offset=skip)))
    done = request.query_params.get("done", "")
    judged = list(desk.store.judgements(done)) if done else []
    return Answer(
        template="review.html",
        shown=lambda: {
            **_page(desk, request, found[0] if found else None),
            "waiting": waiting,
            "skip": skip,
            "judged": desk.store.count(msgspec.structs.replace(query, verdict=None, rejected=True)) - waiting,
            "done": judged[-1:],
            "done_seen": len(judged),
            "query": query,
        },
        data=lambda: {"waiting": waiting, "facts": fact_data(desk.store.kept(query))},
        rows=lambda: fact_rows(desk.store.kept(query)),
        columns=FACT_COLUMNS,
    )


def one(desk: Desk, request: Request) -> Answer:
    """The review of one fact by its id."""
    kept = desk.fact(request.path_params["fact"])
    return Answer(
        template="review.html",
        shown=lambda: {
            **_page(desk, request, kept),
            "waiting": None,
            "skip": 0,
            "judged": None,
            "done": [],
            "done_seen": 0,
            "query": FactQuery(),
        },
        data=lambda: fact_data([kept])[0],
        rows=lambda: fact_rows([kept]),
        columns=FACT_COLUMNS,
    )


def judge(desk: Desk, request: Request) -> Response:
    """Keep a judgement, then lead on to the next fact of the queue."""
    form: Mapping[str, str] = request.state.form
    fact, verdict = request.path_params["fact"], form.get("verdict", "")
    if verdict not in _VERDICTS:
        raise HTTPException(400, f"A verdict is one of {', '.join(_VERDICTS)}, not {verdict!r}.")
    who, why = _signed(form)
    with desk.writing:
        _refuse_stale(desk, fact, form)
        # One of the values checked above; mypy cannot see that through `in`.
        desk.store.judge(fact, msgspec.convert(verdict, Verdict), who=who, at=dt.datetime.now(dt.UTC), why=why)
    return _onward(form, fact, who)


def correction(desk: Desk, request: Request) -> Answer:
    """The form in which a fact is corrected."""
    kept = desk.fact(request.path_params["fact"])
    return _correction(desk, request, kept, fields_of(kept.fact), None)


def correct(desk: Desk, request: Request) -> Answer | Response:
    """Keep a correction; where it cannot be kept, the form again with everything that does not hold."""
    form: Mapping[str, str] = request.state.form
    kept = desk.fact(request.path_params["fact"])
    document = desk.store.document(kept.fact.document)
    try:
        who, why = _signed(form)
        right: Fact = corrected(kept.fact, document, form, desk.actors.knows)
    except UsageError as error:
        filled = [msgspec.structs.replace(field, value=form.get(field.name, field.value)) for field in fields_of(kept.fact)]
        return _correction(desk, request, kept, filled, error.why or error.what)
    with desk.writing:
        _refuse_stale(desk, kept.fact.id, form)
        desk.store.judge(kept.fact.id, "correct", who=who, at=dt.datetime.now(dt.UTC), why=why, corrected=right)
    return _onward(form, kept.fact.id, who)


def _correction(desk: Desk, request: Request, kept: KeptFact, fields: list[Field], problem: str | None) -> Answer:
    return Answer(
        template="correct.html",
        shown=lambda: {**_page(desk, request, kept), "fields": fields, "problem": problem},
        data=lambda: fact_data([kept])[0],
        rows=lambda: fact_rows([kept]),
        columns=FACT_COLUMNS,
        status=400 if problem else 200,
    )


def _queue_query(request: Request) -> FactQuery:
    """The facts that wait, in the order asked for."""
    by_place = request.query_params.get("order") == "document"
    return msgspec.structs.replace(query_of(request), verdict="not judged", order="document" if by_place else "confidence")


def _page(desk: Desk, request: Request, kept: KeptFact | None) -> dict[str, Any]:
    """What every page of the review shows."""
    shown = fact_shown(desk, kept) if kept else {"kept": None, "fact": None, "judgements": [], "undo": None}
    return {
        **shown,
        "reviewer": reviewer(request),
        "seen": len(shown["judgements"] or ()),
        "queue": queue_words(request.query_params.multi_items()),
    }


def reviewer(request: Request) -> str:
    """The name under which this browser has judged before."""
    return unquote(request.cookies.get(REVIEWER, ""))[:LONGEST_NAME]


def queue_words(asked: list[tuple[str, str]]) -> str:
    """The part of an address that makes the queue."""
    return urlencode([(name, value) for name, value in asked if name in _QUEUE and value])


def _signed(form: Mapping[str, str]) -> tuple[str, str | None]:
    """Who judges, and the note; UsageError without a name."""
    who, why = form.get("who", "").strip(), form.get("why", "").strip()
    if not who or len(who) > LONGEST_NAME or not who.isprintable():
        raise UsageError(what="a judgement needs your name", why=f"a name has 1 to {LONGEST_NAME} characters that can be read")
    if len(why) > LONGEST_NOTE:
        raise UsageError(what="the note is too long", why=f"it has {len(why):,} characters; {LONGEST_NOTE:,} are kept")
    return who, why or None


def _refuse_stale(desk: Desk, fact: str, form: Mapping[str, str]) -> None:
    """409 where the fact was judged since the page was made."""
    given = sum(1 for _ in desk.store.judgements(fact))
    if form.get("seen") != str(given):
        raise HTTPException(
            409, "Somebody has judged this fact since your page was made; nothing was kept. Look at it again and judge anew."
        )


def _onward(form: Mapping[str, str], fact: str, who: str) -> Response:
    """On to the next one; the name is kept for the next judgement."""
    held = [(name, value) for name, value in parse_qsl(form.get("queue", "")) if name in _QUEUE]
    answer = RedirectResponse(f"/review?{urlencode([*held, ('skip', _skip(form)), ('done', fact)])}", 303)
    answer.set_cookie(REVIEWER, quote(who), max_age=_YEAR, httponly=True, samesite="strict", path="/")
    return answer


def _skip(form: Mapping[str, str]) -> str:
    skip = form.get("skip", "0")
    return skip if skip.isascii() and skip.isdigit() and len(skip) < 10 else "0"
