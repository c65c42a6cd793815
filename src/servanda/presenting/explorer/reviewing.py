"""Review: one fact after the other, each judged by one key, the least confident or the most consequential first.

A judgement is a record of its own with a name and a time; nothing is overwritten. Whoever has judged a fact since the page was
made is not overruled unseen: the second judgement is refused with 409 and shown the first. In the second queue, of facts that others have
judged, nobody sees what the others said before they have judged themselves.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any
from urllib.parse import parse_qsl, quote, urlencode

import msgspec
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from servanda.analysis.agreement import disagreements as differing
from servanda.analysis.agreement import judged_by_others, last_words
from servanda.analysis.consequence import Consequence
from servanda.errors import UsageError
from servanda.presenting.explorer.answers import Answer, Refusal
from servanda.presenting.explorer.claim_form import Field
from servanda.presenting.explorer.correcting import corrected, fields_of
from servanda.presenting.explorer.desk import FACT_COLUMNS, Desk, fact_data, fact_rows
from servanda.presenting.explorer.facts_page import fact_shown
from servanda.presenting.explorer.searching import query_of
from servanda.presenting.explorer.signing import remembered, reviewer, signed
from servanda.presenting.explorer.telling import side_called
from servanda.presenting.texts import say
from servanda.records import Fact
from servanda.store import FactQuery, Judgement, KeptFact, Verdict

_VERDICTS: tuple[Verdict, ...] = ("confirm", "reject", "unsure", "note", "withdraw")
# What the form says to take a note back, which is no verdict.
_UNNOTE = "unnote"
# What of an address makes the queue: everything but where in it one stands.
_QUEUE = ("kind", "type", "certainty", "actor", "document", "a", "b", "since", "until", "order")


def queue(desk: Desk, request: Request) -> Answer:
    """The next fact of the queue that nobody has judged; `skip` passes over some of them."""
    query = _queue_query(request)
    by_consequence = request.query_params.get("order") == "consequence"
    waiting = desk.store.count(query)
    skip = int(_whole(request.query_params.get("skip", "0")))

    def kept(asked: FactQuery) -> list[KeptFact]:
        return list(desk.store.weightiest(asked, desk.weighing.score) if by_consequence else desk.store.kept(asked))

    def shown() -> dict[str, Any]:
        found = kept(msgspec.structs.replace(query, limit=1, offset=skip))
        return {
            **_page(desk, request, found[0] if found else None),
            "waiting": waiting,
            "skip": skip,
            "judged": desk.store.count(msgspec.structs.replace(query, verdict=None, rejected=True)) - waiting,
            **_done(desk, request),
            "query": query,
            "order": request.query_params.get("order", "confidence"),
        }

    return Answer(
        template="review.html",
        shown=shown,
        data=lambda: {"waiting": waiting, "facts": fact_data(kept(query))},
        rows=lambda: fact_rows(kept(query)),
        columns=FACT_COLUMNS,
    )


def second(desk: Desk, request: Request) -> Answer:
    """The next fact that others have judged and this person has not, as the others saw it and without what they said."""
    who = request.query_params.get("who", "").strip() or reviewer(request)
    skip = int(_whole(request.query_params.get("skip", "0")))
    kinds = query_of(request).kinds
    waiting = [one for one in judged_by_others(desk.store.judgements(), who) if not kinds or one.snapshot.kind in kinds] if who else []
    chosen = waiting[skip] if skip < len(waiting) else None
    seen = [KeptFact(one.snapshot, None) for one in waiting]

    def shown() -> dict[str, Any]:
        page = _page(desk, request, KeptFact(chosen.snapshot, None) if chosen else None)
        return {
            **page,
            # What the others said, and what hangs on it, would lead the second person; how often the fact was judged must be known all the same.
            "judgements": [],
            "undo": None,
            "seen": sum(1 for _ in desk.store.judgements(chosen.fact)) if chosen else 0,
            "waiting": len(waiting),
            "skip": skip,
            "judged": None,
            **_done(desk, request),
            "query": FactQuery(kinds=kinds),
            "second": True,
            "reviewer": who,
            "told_apart": len(differing(desk.store.judgements())),
        }

    return Answer(
        template="review.html",
        shown=shown,
        data=lambda: {"reviewer": who or None, "waiting": len(waiting), "facts": fact_data(seen)},
        rows=lambda: fact_rows(seen),
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
            **_done(desk, request),
            "query": FactQuery(),
        },
        data=lambda: _weighed(desk, kept),
        rows=lambda: fact_rows([kept]),
        columns=FACT_COLUMNS,
    )


def judge(desk: Desk, request: Request) -> Answer | Response:
    """Keep a judgement, then lead on to the next fact of the queue; where it cannot be kept, the same fact again with the reason."""
    form: Mapping[str, str] = request.state.form
    fact, verdict = request.path_params["fact"], form.get("verdict", "")
    if verdict not in (*_VERDICTS, _UNNOTE):
        raise HTTPException(400, say("frame.one_of", name=side_called("verdict"), choices=", ".join(_VERDICTS), value=repr(verdict)))
    try:
        who, why = signed(form)
        with desk.writing:
            _refuse_stale(desk, fact, form)
            if verdict == _UNNOTE:
                desk.store.take_back_note(fact, who=who, at=dt.datetime.now(dt.UTC))
            else:
                # One of the values checked above; mypy cannot see that through `in`.
                desk.store.judge(fact, msgspec.convert(verdict, Verdict), who=who, at=dt.datetime.now(dt.UTC), why=why)
    except UsageError as error:
        kept = _still_there(desk, fact, form)
        if kept is None:
            raise
        return _again(desk, request, kept, f"{error.what}: {error.why}" if error.why else error.what)
    return _onward(form, fact, who)


def _still_there(desk: Desk, fact: str, form: Mapping[str, str]) -> KeptFact | None:
    """The fact as the page showed it whose form this is; None where the record does not have it now."""
    if form.get("to") == "second":
        return next((KeptFact(given.snapshot, None) for given in desk.store.judgements(fact)), None)
    return next(desk.store.kept(FactQuery(id=fact, rejected=True, limit=1)), None)


def _again(desk: Desk, request: Request, kept: KeptFact, problem: str) -> Answer:
    """The page from which a judgement came that was not kept, with the reason and with what was written."""
    form: Mapping[str, str] = request.state.form
    second = form.get("to") == "second"

    def shown() -> dict[str, Any]:
        page = _page(desk, request, kept)
        # A second person is still not told what the others said.
        hidden: dict[str, Any] = (
            {"judgements": [], "undo": None, "seen": sum(1 for _ in desk.store.judgements(kept.fact.id))} if second else {}
        )
        return {
            **page,
            **hidden,
            "waiting": None,
            "skip": int(_whole(form.get("skip", "0"))),
            "judged": None,
            "done": [],
            "done_seen": 0,
            "before": None,
            "query": FactQuery(),
            "queue": queue_words(parse_qsl(form.get("queue", ""))),
            "second": second,
            "reviewer": form.get("who", "").strip() or reviewer(request),
            "note": form.get("why", ""),
            "problem": problem,
        }

    return Answer(
        template="review.html",
        shown=shown,
        data=lambda: _weighed(desk, kept),
        rows=lambda: fact_rows([kept]),
        columns=FACT_COLUMNS,
        status=400,
    )


def correction(desk: Desk, request: Request) -> Answer:
    """The form in which a fact is corrected."""
    kept = _to_correct(desk, request)
    return _correction(desk, request, kept, fields_of(kept.fact), None)


def correct(desk: Desk, request: Request) -> Answer | Response:
    """Keep a correction; where it cannot be kept, the form again with everything that does not hold."""
    form: Mapping[str, str] = request.state.form
    kept = _to_correct(desk, request)
    document = desk.store.document(kept.fact.document)
    try:
        who, why = signed(form)
        right: Fact = corrected(kept.fact, document, form, desk.actors.knows)
    except UsageError as error:
        filled = [msgspec.structs.replace(field, value=form.get(field.name, field.value)) for field in fields_of(kept.fact)]
        return _correction(desk, request, kept, filled, error.why or error.what)
    with desk.writing:
        _refuse_stale(desk, kept.fact.id, form)
        desk.store.judge(kept.fact.id, "correct", who=who, at=dt.datetime.now(dt.UTC), why=why, corrected=right)
    return _onward(form, kept.fact.id, who)


def _to_correct(desk: Desk, request: Request) -> KeptFact:
    """The fact as it stands; for a second person the fact as the first one saw it."""
    fact = request.path_params["fact"]
    if request.query_params.get("as") == "judged":
        for given in desk.store.judgements(fact):
            return KeptFact(given.snapshot, None)
    return desk.fact(fact)


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
    shown = fact_shown(desk, kept, reviewer(request)) if kept else {"kept": None, "fact": None, "judgements": [], "undo": None}
    return {
        **shown,
        "consequence": _consequence(desk, kept) if kept else None,
        "reviewer": reviewer(request),
        "seen": len(shown["judgements"] or ()),
        "queue": queue_words(request.query_params.multi_items()),
        "second": False,
        "order": "confidence",
        "told_apart": 0,
        "note": "",
        "problem": None,
    }


def _done(desk: Desk, request: Request) -> dict[str, Any]:
    """What was judged last, to be told and taken back; where it is itself no word to take back, the one that this person gave before."""
    done = request.query_params.get("done", "")
    judged = list(desk.store.judgements(done)) if done else []
    mine: list[Judgement] = [given for given in judged[-1:] if reviewer(request) in ("", given.who)]
    before = _word_before(desk, mine[0].who) if mine and mine[0].verdict in ("withdraw", "note") else None
    return {"done": mine, "done_seen": len(judged), "before": before}


def _word_before(desk: Desk, who: str) -> tuple[Judgement, int] | None:
    """The last word of a person that still stands, and how many judgements its fact has; None where nothing is left to undo."""
    standing = [said[who] for said in last_words(desk.store.judgements()).values() if who in said]
    last = max(standing, key=lambda one: one.seq, default=None)
    return (last, sum(1 for _ in desk.store.judgements(last.fact))) if last else None


def _consequence(desk: Desk, kept: KeptFact) -> Consequence | None:
    """What hangs on a fact; None for one that is no longer among those kept."""
    for sketch in desk.store.sketches(FactQuery(id=kept.fact.id, rejected=True)):
        return desk.weighing.of(sketch.kind, sketch.type, sketch.actors)
    return None


def _weighed(desk: Desk, kept: KeptFact) -> dict[str, Any]:
    """A fact as JSON with what hangs on it."""
    found = _consequence(desk, kept)
    return {**fact_data([kept])[0], "consequence": {**msgspec.to_builtins(found), "score": found.score} if found else None}


def queue_words(asked: list[tuple[str, str]]) -> str:
    """The part of an address that makes the queue."""
    return urlencode([(name, value) for name, value in asked if name in _QUEUE and value])


def _refuse_stale(desk: Desk, fact: str, form: Mapping[str, str]) -> None:
    """409 where the fact was judged since the page was made."""
    given = sum(1 for _ in desk.store.judgements(fact))
    if form.get("seen") == str(given):
        return
    second, held = form.get("to") == "second", [(name, value) for name, value in parse_qsl(form.get("queue", "")) if name in _QUEUE]
    again = f"/review/second?{urlencode(held)}" if second else f"/review/{quote(fact, safe='')}?{urlencode(held)}"
    written = form.get("why", "").strip()
    raise Refusal(
        409,
        say("review.stale"),
        todo=" ".join([say("review.look_again"), *([say("review.your_note", note=written)] if written else [])]),
        links=(
            (again, say("review.next_second" if second else "review.as_it_stands")),
            (f"/fact/{quote(fact, safe='')}", say("frame.what_people_said_of_it")),
            (f"/review?{urlencode(held)}", say("review.on_with")),
        ),
    )


def _onward(form: Mapping[str, str], fact: str, who: str) -> Response:
    """On to the next one, or back to the same after a note alone; the name is kept for the next judgement."""
    held = [(name, value) for name, value in parse_qsl(form.get("queue", "")) if name in _QUEUE]
    if form.get("to") == "document":
        return remembered(RedirectResponse(f"/document/{quote(form.get('document', ''), safe=':')}", 303), who)
    place = "/review/second" if form.get("to") == "second" else "/review"
    return remembered(RedirectResponse(f"{place}?{urlencode([*held, ('skip', _whole(form.get('skip', '0'))), ('done', fact)])}", 303), who)


def _whole(text: str) -> str:
    """A number as an address has it; 0 for anything else."""
    return text if text.isascii() and text.isdigit() and len(text) < 10 else "0"
