"""Two actors: what lies between them in time, to be narrowed by kind and period; the other sides of the pair are in `pair_parts`."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from typing import Any
from urllib.parse import urlencode

import msgspec
from starlette.exceptions import HTTPException
from starlette.requests import Request

from servanda.law import status
from servanda.presenting.explorer.answers import Answer
from servanda.presenting.explorer.bar_chart import BarChart, bar_chart
from servanda.presenting.explorer.desk import FACT_COLUMNS, KIND_NAMES, Desk, Paging, changed, fact_data, fact_rows
from servanda.presenting.explorer.searching import query_of, titles_of
from servanda.store import Counted, FactQuery, KeptFact
from servanda.vocabulary.event_types import QUADS, event_types

# What of the pair stands on a page of its own: the end of its address, and its name in the row of tabs.
TABS = (
    ("", "Timeline"),
    ("promises", "Promises and deeds"),
    ("positions", "Positions"),
    ("figures", "Figures"),
    ("disagreements", "Disagreements"),
    ("outlook", "Outlook"),
    ("around", "Network and map"),
)
# A screen of the timeline; it says of how many facts.
TIMELINE = 60
# A period up to this long is shown by months.
MONTHS_UP_TO = dt.timedelta(days=3 * 366)


def pair_of(desk: Desk, request: Request) -> tuple[str, str]:
    """The two codes of an address; 404 for an unknown one, 400 where both are one."""
    a, b = (desk.actor(request.path_params[side]) for side in ("a", "b"))
    if a == b:
        raise HTTPException(400, "A pair is of two different actors.")
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


def pair(desk: Desk, request: Request) -> Answer:
    """The first page of a pair; its address takes the same questions as the search does."""
    a, b = pair_of(desk, request)
    asked, store = query_of(request), desk.store
    # In a period stands what the texts place there; what they place nowhere is counted, and shown when it is asked for.
    undated = asked.undated and (not (asked.since or asked.until) or request.query_params.get("dated") == "any")
    query = msgspec.structs.replace(asked, pair=(a, b), order="time", undated=undated)
    acts, treaties = _acts(desk, query), _treaties(desk, a, b)

    def shown() -> dict[str, Any]:
        found = store.count(query)
        dated = store.count(msgspec.structs.replace(query, undated=False))
        paging = Paging(request, found, TIMELINE)
        page = list(store.kept(msgspec.structs.replace(query, limit=TIMELINE, offset=paging.offset)))
        # How many of each kind there would be, whatever kinds are chosen.
        kinds = store.tally(msgspec.structs.replace(query, kinds=()), "kind")
        return {
            **frame(desk, a, b, ""),
            "query": query,
            "found": found,
            "dated": dated,
            "left_out": 0 if undated else store.count(msgspec.structs.replace(query, undated=True)) - found,
            "with_undated": changed(request, dated="any"),
            "kinds": {kind: kinds.get(kind, 0) for kind in KIND_NAMES},
            "timeline": _in_stretches(page, months=_by_months(query)),
            "paging": paging,
            "chart": _chart(acts, query),
            "quads": QUADS,
            "acts": acts,
            "windows": _windows(request, query),
            "bilateral": [row for row in treaties if row["bilateral"]],
            "multilateral": [row for row in treaties if not row["bilateral"]],
            "titles": titles_of(desk, page),
            # The same questions asked of the search.
            "asked": urlencode([("a", a), ("b", b), *((n, v) for n, v in request.query_params.multi_items() if v and n != "page")]),
        }

    def data() -> dict[str, Any]:
        facts = fact_data(store.kept(query))
        return {
            "pair": [a, b],
            "treaties": treaties,
            "query": msgspec.to_builtins(query),
            "total": len(facts),
            "acts": [{"year": int(row["name"]), "cooperation": row["counts"][0] + row["counts"][1], "conflict": sum(row["counts"][2:])}
                     for row in _acts(desk, query, months=False)],
            "facts": facts,
        }  # fmt: skip

    return Answer(template="pair.html", shown=shown, data=data, rows=lambda: fact_rows(store.kept(query)), columns=FACT_COLUMNS)


def _by_months(query: FactQuery) -> bool:
    """Whether the period asked for is short enough to be shown by months."""
    return query.since is not None and query.until is not None and query.until - query.since <= MONTHS_UP_TO


def _acts(desk: Desk, query: FactQuery, *, months: bool | None = None) -> list[dict[str, Any]]:
    """For each year, or month, how many events there are by quad class.

    Only what is told as done. A time wider than the year, or month, belongs to none.
    """
    side: Counted = "single_month" if (_by_months(query) if months is None else months) else "single_year"
    if (query.kinds and "event" not in query.kinds) or (query.certainty and "actual" not in query.certainty):
        return []
    counted = desk.store.crossed(msgspec.structs.replace(query, kinds=("event",), certainty=("actual",)), (side, "type"))
    rows: dict[str, list[int]] = defaultdict(lambda: [0] * len(QUADS))
    for (name, kind), many in counted.items():
        if name is not None and kind is not None:
            rows[name][QUADS.index(event_types()[kind].quad)] += many
    return [{"name": name, "counts": tuple(counts)} for name, counts in sorted(rows.items())]


def _chart(acts: list[dict[str, Any]], query: FactQuery) -> BarChart | None:
    """The chart of the whole period asked for, or from the first year to the last; empty places are drawn empty."""
    if not acts:
        return None
    counts = {row["name"]: row["counts"] for row in acts}
    if _by_months(query) and query.since and query.until:
        first, last = query.since.year * 12 + query.since.month - 1, query.until.year * 12 + query.until.month - 1
        names = [f"{month // 12:04}-{month % 12 + 1:02}" for month in range(first, last + 1)]
    else:
        names = [f"{year:04}" for year in range(int(acts[0]["name"]), int(acts[-1]["name"]) + 1)]
    return bar_chart([(name, name, name, counts.get(name, (0, 0, 0, 0))) for name in names])


def _windows(request: Request, query: FactQuery) -> list[tuple[str, str]]:
    """Ways to other periods: back, forward and out of the one shown; none where all is shown."""
    if query.since is None or query.until is None:
        return [("Show all years", changed(request, since=None, until=None))] if query.since or query.until else []
    span = (query.until - query.since).days + 1
    days = dt.timedelta(days=span)
    found = []
    # The calendar ends somewhere; who asks for the year 9999 is led no further.
    if query.since.toordinal() > span:
        found.append(("← Before", _window(request, query.since - days, query.since - dt.timedelta(days=1))))
    if query.until.toordinal() + span < dt.date.max.toordinal():
        found.append(("After →", _window(request, query.until + dt.timedelta(days=1), query.until + days)))
    if query.since.year > 2 and query.until.year < dt.MAXYEAR - 2:
        wider = max(1, span // 365)
        found.append(("Zoom out", changed(request, since=str(query.since.year - wider), until=str(query.until.year + wider))))
    return [*found, ("Show all years", changed(request, since=None, until=None))]


def _window(request: Request, since: dt.date, until: dt.date) -> str:
    return changed(request, since=since.isoformat(), until=until.isoformat())


def _in_stretches(facts: Iterable[KeptFact], *, months: bool) -> list[tuple[str, list[KeptFact]]]:
    """Facts under the year, or month, in which they begin; those without a time last."""
    stretches: dict[str, list[KeptFact]] = {}
    for kept in facts:
        when = kept.fact.when
        day = (when.earliest or when.latest) if when else None
        name = "No date in the text" if day is None else day.strftime("%B %Y") if months else f"{day.year:04}"
        stretches.setdefault(name, []).append(kept)
    return list(stretches.items())


def _treaties(desk: Desk, a: str, b: str) -> list[dict[str, Any]]:
    """The register's instruments whose parties or acts name both, as they stand today."""
    found = []
    for one in desk.register.instruments.values():
        if {a, b} <= {*one.parties, *(act.party for act in one.acts if act.party)}:
            report = status(one, desk.today(), related=desk.register.instruments)
            row = {"instrument": one.id, "name": one.called, "status": report.status, "since": report.since, "until": report.until}
            found.append({**row, "bilateral": one.bilateral})
    return sorted(found, key=lambda row: (not str(row["status"]).startswith("in_force"), str(row["name"])))


def _before(desk: Desk, code: str) -> list[str]:
    """The former states that a state continues in law: their facts stand under their own code."""
    table = desk.actors
    return [own for own in table.state_codes() if own != code and any(spell.continuator == code for spell in table.state(own))]
