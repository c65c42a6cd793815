"""One actor: who it is, with whom the record shows it, and what it did, said and wanted."""

from __future__ import annotations

from typing import Any

import msgspec
from starlette.requests import Request

from servanda.law import status
from servanda.law.explain import meaning
from servanda.presenting.explorer.answers import Answer
from servanda.presenting.explorer.desk import FACT_COLUMNS, KINDS_SHOWN, Desk, fact_data, fact_rows
from servanda.presenting.explorer.searching import titles_of
from servanda.store import FactQuery
from servanda.vocabulary.actors import describe

# Facts of each kind shown on the page; the page names the rest and leads to them.
SHOWN_OF_A_KIND = 15


def actor(desk: Desk, request: Request) -> Answer:
    """The page of one actor."""
    code = desk.actor(request.path_params["code"])
    store, query = desk.store, FactQuery(actor=code)
    by = store.tallies(query, ("kind", "actor"))
    kinds = by["kind"]
    shown = {
        kind: list(store.kept(msgspec.structs.replace(query, kinds=(kind,), limit=SHOWN_OF_A_KIND)))
        for kind in KINDS_SHOWN
        if kind in kinds
    }
    others = {other: many for other, many in by["actor"].items() if other != code}
    treaties = _treaties(desk, code)

    def data() -> dict[str, Any]:
        every = fact_data(store.kept(query))
        return {"actor": code, "name": desk.label(code), "with": others, "treaties": treaties, "total": len(every), "facts": every}

    return Answer(
        template="actor.html",
        shown=lambda: {
            "code": code,
            "described": describe(desk.actors, code).splitlines()[1:],
            "kind_of_actor": desk.actors.kind(code),
            "kinds": kinds,
            "by_kind": shown,
            "others": list(others.items()),
            "treaties": treaties,
            "titles": titles_of(desk, [kept for own in shown.values() for kept in own]),
            "today": desk.today(),
        },
        data=data,
        rows=lambda: fact_rows(store.kept(query)),
        columns=FACT_COLUMNS,
    )


def _treaties(desk: Desk, code: str) -> list[dict[str, Any]]:
    """The register's instruments that name the actor, with how it stands to each today."""
    found = []
    for one in desk.register.instruments.values():
        if code in {*one.parties, *(act.party for act in one.acts if act.party)}:
            report = status(one, desk.today(), code, related=desk.register.instruments)
            word = report.parties[code].status if code in report.parties else "unknown"
            found.append({"instrument": one.id, "name": one.called, "status": report.status, "for_it": word, "means": meaning(word)})
    return sorted(found, key=lambda row: str(row["name"]))
