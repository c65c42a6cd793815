"""Who judges: the name that goes with every judgement, and the browser's memory of it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeVar
from urllib.parse import quote, unquote

from starlette.requests import Request
from starlette.responses import Response

from servanda.errors import UsageError
from servanda.presenting.texts import say

REVIEWER = "servanda_reviewer"
LONGEST_NAME, LONGEST_NOTE = 100, 4000
_YEAR = 365 * 24 * 3600

Sent = TypeVar("Sent", bound=Response)


def reviewer(request: Request) -> str:
    """The name under which this browser has judged before; empty where it has not."""
    name = unquote(request.cookies.get(REVIEWER, ""), errors="replace")
    return name if 0 < len(name) <= LONGEST_NAME and name.isprintable() else ""


def signed(form: Mapping[str, str]) -> tuple[str, str | None]:
    """Who judges, and the note; UsageError without a name."""
    who, why = form.get("who", "").strip(), form.get("why", "").strip()
    if not who or len(who) > LONGEST_NAME or not who.isprintable():
        raise UsageError(what=say("fields.problems.needs_name"), why=say("fields.problems.name_length", most=LONGEST_NAME))
    if len(why) > LONGEST_NOTE:
        raise UsageError(what=say("fields.problems.note_too_long"), why=say("fields.problems.note_length", n=len(why), most=LONGEST_NOTE))
    return who, why or None


def remembered(answer: Sent, who: str) -> Sent:
    """The same answer, with the name kept for the next judgement."""
    answer.set_cookie(REVIEWER, quote(who), max_age=_YEAR, httponly=True, samesite="strict", path="/")
    return answer
