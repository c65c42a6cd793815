"""What every page of a pair has: who the two are, and the way to the other pages."""

from __future__ import annotations

from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import Request

from servanda.presenting.explorer.desk import Desk
from servanda.presenting.texts import say
from servanda.store import FactQuery

# What of the pair stands on a page of its own, by the end of its address, in the order of the tabs.
TABS = ("", "subjects", "promises", "positions", "figures", "disagreements", "outlook", "around")


def pair_of(desk: Desk, request: Request) -> tuple[str, str]:
    """The two codes of an address; 404 for an unknown one, 400 where both are one."""
    a, b = (desk.actor(request.path_params[side]) for side in ("a", "b"))
    if a == b:
        raise HTTPException(400, say("pairs.two_different"))
    return a, b


def frame(desk: Desk, a: str, b: str, tab: str) -> dict[str, Any]:
    """What every page of a pair shows: the two, and the way to the other pages."""
    return {
        "a": a,
        "b": b,
        "tab": tab,
        "tabs": TABS,
        "today": desk.today(),
        "total": desk.store.count(FactQuery(pair=(a, b))),
        "before": {code: _before(desk, code) for code in (a, b)},
    }


def _before(desk: Desk, code: str) -> list[str]:
    """The former states that a state continues in law: their facts stand under their own code."""
    table = desk.actors
    return [own for own in table.state_codes() if own != code and any(spell.continuator == code for spell in table.state(own))]
