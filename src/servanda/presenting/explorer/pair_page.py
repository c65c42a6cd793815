"""Two actors: what lies between them, year by year and kind by kind."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from typing import Any
from urllib.parse import urlencode

import msgspec
from starlette.exceptions import HTTPException
from starlette.requests import Request

from servanda.law import status
from servanda.presenting.explorer.answers import Answer
from servanda.presenting.explorer.bar_chart import BarChart, bar_chart
from servanda.presenting.explorer.desk import FACT_COLUMNS, KIND_NAMES, PAGE_SIZE, Desk, Paging, fact_data, fact_rows
from servanda.presenting.explorer.searching import query_of, titles_of
from servanda.records import Event, Figure
from servanda.store import KeptFact

# PLOVER's sixteen types by the sign of the act: the last nine stand for conflict, words and deeds alike.
COOPERATION = frozenset({"AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT"})


# A timeline of this length fills some twenty screens; what is longer is shown in pages.
TIMELINE = 200
# Facts of each kind shown below the timeline; the page names the rest and leads to them.
SHOWN_OF_A_KIND = 15


def pair(desk: Desk, request: Request) -> Answer:
    """The page of a pair; its address takes the same questions as the search does."""
    a, b = (desk.actor(request.path_params[side]) for side in ("a", "b"))
    if a == b:
        raise HTTPException(400, "A pair is of two different actors.")
    query = msgspec.structs.replace(query_of(request), pair=(a, b))
    facts = list(desk.store.kept(query))
    acts, treaties = _acts(facts), _treaties(desk, a, b)

    def shown() -> dict[str, Any]:
        dated = sorted((kept for kept in facts if _days(kept)), key=lambda kept: (_days(kept), kept.fact.id))
        paging = Paging(request, len(dated), TIMELINE)
        on_page = dated[paging.offset : paging.last]
        by_kind = {kind: [kept for kept in facts if kept.fact.kind == kind] for kind in KIND_NAMES}
        some = {kind: (len(own), own[:SHOWN_OF_A_KIND]) for kind, own in by_kind.items() if own}
        figures = [(name, len(series), series[:PAGE_SIZE]) for name, series in _series(by_kind["figure"])]
        named = [*on_page, *(kept for _, own in some.values() for kept in own), *(kept for _, _, own in figures for kept in own)]
        return {
            "a": a,
            "b": b,
            "query": query,
            "total": len(facts),
            "timeline": _by_year(on_page),
            "paging": paging,
            "by_kind": some,
            "chart": _chart(acts),
            "acts": acts,
            "figures": figures,
            "bilateral": [row for row in treaties if row["bilateral"]],
            "multilateral": [row for row in treaties if not row["bilateral"]],
            "titles": titles_of(desk, named),
            "today": desk.today(),
            "before": {code: _before(desk, code) for code in (a, b)},
            # The same questions asked of the search, for the lists that are longer than what is shown.
            "asked": urlencode(
                [("a", a), ("b", b), *((n, v) for n, v in request.query_params.multi_items() if v and n not in ("page", "kind"))]
            ),
        }

    return Answer(
        template="pair.html",
        shown=shown,
        data=lambda: {
            "pair": [a, b],
            "treaties": treaties,
            "query": msgspec.to_builtins(query),
            "total": len(facts),
            "acts": acts,
            "facts": fact_data(facts),
        },
        rows=lambda: fact_rows(facts),
        columns=FACT_COLUMNS,
    )


def _days(kept: KeptFact) -> tuple[dt.date, dt.date] | None:
    """First and last day on which a fact may lie, for the order of a timeline; None where the text gives neither."""
    when = kept.fact.when
    if when is None:
        return None
    first, last = when.earliest or when.latest, when.latest or when.earliest
    return (first, last) if first and last else None


def _by_year(dated: list[KeptFact]) -> dict[int, list[KeptFact]]:
    years: dict[int, list[KeptFact]] = {}
    for kept in dated:
        days = _days(kept)
        if days:
            years.setdefault(days[0].year, []).append(kept)
    return years


def _acts(facts: list[KeptFact]) -> list[dict[str, Any]]:
    """For each year how many events stand for cooperation and how many for conflict.

    Only what happened: neither denied nor merely possible. A time wider than one year belongs to no year.
    """
    counts: Counter[tuple[int, bool]] = Counter()
    for kept in facts:
        days = _days(kept)
        if isinstance(kept.fact.claim, Event) and kept.fact.certainty == "actual" and days and days[0].year == days[1].year:
            counts[days[0].year, kept.fact.claim.type in COOPERATION] += 1
    years = sorted({year for year, _ in counts})
    return [{"year": year, "cooperation": counts[year, True], "conflict": counts[year, False]} for year in years]


def _chart(acts: list[dict[str, Any]]) -> BarChart | None:
    if not acts:
        return None
    first, last = acts[0]["year"], acts[-1]["year"]
    by_year = {row["year"]: row for row in acts}
    empty = {"cooperation": 0, "conflict": 0}
    rows = [(str(year), by_year.get(year, empty)) for year in range(first, last + 1)]
    return bar_chart([(name, row["cooperation"], row["conflict"]) for name, row in rows])


def _series(figures: list[KeptFact]) -> list[tuple[str, list[KeptFact]]]:
    """Figures by what they measure and in which unit, the longest series first."""
    series: dict[str, list[KeptFact]] = {}
    for kept in figures:
        if isinstance(kept.fact.claim, Figure):
            series.setdefault(f"{kept.fact.claim.measure or 'no measure'}, {kept.fact.claim.unit}", []).append(kept)
    return sorted(series.items(), key=lambda item: (-len(item[1]), item[0]))


def _treaties(desk: Desk, a: str, b: str) -> list[dict[str, Any]]:
    """The register's instruments whose parties or acts name both, as they stand today."""
    found = []
    for one in desk.register.instruments.values():
        if {a, b} <= {*one.parties, *(act.party for act in one.acts if act.party)}:
            report = status(one, desk.today(), related=desk.register.instruments)
            row = {"instrument": one.id, "name": one.called, "status": report.status, "since": report.since, "until": report.until}
            found.append({**row, "bilateral": one.bilateral})
    return sorted(found, key=lambda row: str(row["name"]))


def _before(desk: Desk, code: str) -> list[str]:
    """The former states that a state continues in law: their facts stand under their own code."""
    table = desk.actors
    return [own for own in table.state_codes() if own != code and any(spell.continuator == code for spell in table.state(own))]
