"""The instruments of the register: how each stands today and on any day, and every step that leads there."""

from __future__ import annotations

import datetime as dt
from typing import Any

import msgspec
from starlette.exceptions import HTTPException
from starlette.requests import Request

from servanda.law import Instrument, report_to_json, status
from servanda.law.clauses import Clause
from servanda.law.explain import meaning
from servanda.law.periods import Period
from servanda.presenting.explorer.answers import Answer
from servanda.presenting.explorer.desk import Desk, fact_data
from servanda.store import FactQuery, KeptFact, Kind

ACT_COLUMNS = ("instrument", "kind", "done", "effect", "party", "words", "certainty", "source")
_CLAUSES = ("entry", "term", "withdrawal", "provisional")


def treaties(desk: Desk, request: Request) -> Answer:
    """Every instrument of the register with its status on a day, today where none is asked for."""
    on = day_on(desk, request)
    rows = []
    for one in desk.register.instruments.values():
        report = status(one, on, related=desk.register.instruments)
        rows.append(
            {
                "instrument": one.id,
                "name": one.called,
                "signed": one.signed(),
                "status": report.status,
                "since": report.since,
                "until": report.until,
                "means": meaning(report.status),
            }
        )
    rows.sort(key=lambda row: (str(row["signed"] or ""), str(row["instrument"])))
    columns = ("instrument", "name", "signed", "status", "since", "until", "means")
    return Answer(
        template="treaties.html",
        shown=lambda: {"rows": rows, "on": on, "today": desk.today()},
        data=lambda: {"on": on, "instruments": rows},
        rows=lambda: rows,
        columns=columns,
    )


def treaty(desk: Desk, request: Request) -> Answer:
    """The page of one instrument."""
    one = desk.register.instruments.get(request.path_params["treaty"])
    if one is None:
        raise HTTPException(404, f"The register has no instrument with the id {request.path_params['treaty']!r}.")
    on = day_on(desk, request)
    report = status(one, on, related=desk.register.instruments)
    facts = _facts_on(desk, one)
    acts = [_act(one, number) for number in range(len(one.acts))]
    return Answer(
        template="treaty.html",
        shown=lambda: {
            "instrument": one,
            "report": report,
            "meaning": meaning,
            "on": on,
            "today": desk.today(),
            "acts": acts,
            "turns": _turns(one, on),
            "clauses": [(name, clause_words(getattr(one, name))) for name in _CLAUSES if getattr(one, name)],
            "survival": [clause_words(clause) for clause in one.survival],
            "facts": facts,
            "links": [(link, desk.register.instruments.get(link.to)) for link in one.links],
        },
        data=lambda: {
            "instrument": msgspec.to_builtins(one),
            "report": report_to_json(report),
            "facts": fact_data(facts),
        },
        rows=lambda: acts,
        columns=ACT_COLUMNS,
    )


def day_on(desk: Desk, request: Request) -> dt.date:
    """The day that the address asks about; 400 for what is no day."""
    words = request.query_params.get("on", "").strip()
    if not words:
        return desk.today()
    try:
        return dt.date.fromisoformat(words)
    except ValueError:
        raise HTTPException(400, f"{words!r} is not a day. Write it in full, as 2001-07-16.") from None


def clause_words(clause: Clause) -> list[tuple[str, str]]:
    """What a clause lays down, as (name, value); what it leaves unsaid is left out."""
    told = []
    for name in clause.__struct_fields__:
        value = getattr(clause, name)
        if value not in (None, (), {}, False, ""):
            told.append((name.replace("_", " "), _value(value)))
    return told


def _value(value: Any) -> str:
    match value:
        case Period():
            return value.in_words()
        case Clause():
            return ", ".join(f"{name}: {told}" for name, told in clause_words(value))
        case tuple() | list():
            return ", ".join(str(one) for one in value)
        case dict():
            return ", ".join(f"{name} {one}" for name, one in value.items())
        case True:
            return "yes"
        case str():
            return value.replace("_", " ")
        case _:
            return str(value)


def _act(one: Instrument, number: int) -> dict[str, Any]:
    act = one.acts[number]
    return {
        "instrument": one.id,
        "kind": act.kind,
        "done": act.done.isoformat(),
        "effect": act.effect.isoformat() if act.effect else None,
        "party": act.party,
        "words": act.words,
        "certainty": act.certainty,
        "source": act.source,
    }


def _turns(one: Instrument, on: dt.date) -> tuple[dt.date | None, dt.date | None]:
    """The last day before, and the first after, on which an act was done or took effect."""
    days = {moment.latest for act in one.acts for moment in (act.done, act.effect) if moment}
    return max((day for day in days if day < on), default=None), min((day for day in days if day > on), default=None)


def _facts_on(desk: Desk, one: Instrument) -> list[KeptFact]:
    """The record's provisions and acts that name the instrument."""
    kinds: tuple[Kind, ...] = ("provision", "treaty_act")
    return [kept for kept in desk.store.kept(FactQuery(kinds=kinds)) if desk.instrument(kept.fact) == one.id]
