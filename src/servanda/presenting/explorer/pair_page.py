"""Two actors: what lies between them in time, to be narrowed by kind and period; the other sides of the pair are in `pair_parts`."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from typing import Any
from urllib.parse import urlencode

import msgspec
from starlette.requests import Request

from servanda.analysis.pair_record import on_each_other
from servanda.analysis.pair_treaties import treaties_between, treaties_shared
from servanda.law import Instrument, StatusReport
from servanda.presenting.dossier.wording import month_name
from servanda.presenting.explorer.answers import Answer
from servanda.presenting.explorer.bar_chart import BarChart, bar_chart
from servanda.presenting.explorer.desk import FACT_COLUMNS, KINDS_SHOWN, Desk, Paging, changed, fact_data, fact_rows
from servanda.presenting.explorer.pair_frame import frame, pair_of
from servanda.presenting.explorer.pair_parts import part_of
from servanda.presenting.explorer.searching import left_out, placed_query, titles_of
from servanda.presenting.texts import say
from servanda.records import Event
from servanda.store import FactQuery, KeptFact
from servanda.vocabulary.event_types import QUADS, event_types

# Up to so many facts of a pair, its state in brief is worked out with the page; of more, a moment after it.
BRIEF_AT_ONCE = 3000
# A screen of the timeline; it says of how many facts.
TIMELINE = 60
# A period up to this long is shown by months.
MONTHS_UP_TO = dt.timedelta(days=3 * 366)


def pair(desk: Desk, request: Request) -> Answer:
    """The first page of a pair; its address takes the same questions as the search does."""
    a, b = pair_of(desk, request)
    store = desk.store
    query = msgspec.structs.replace(placed_query(request), pair=(a, b), order="time")
    acts, treaties = _acts(desk, query), _treaties(desk, a, b)

    def shown() -> dict[str, Any]:
        framed = frame(desk, a, b, "")
        found = store.count(query)
        dated = store.count(msgspec.structs.replace(query, undated=False))
        paging = Paging(request, found, TIMELINE)
        page = list(store.kept(msgspec.structs.replace(query, limit=TIMELINE, offset=paging.offset)))
        # How many of each kind there would be, whatever kinds are chosen.
        kinds = store.tally(msgspec.structs.replace(query, kinds=()), "kind")
        return {
            **framed,
            "brief": part_of(desk, "subjects", a, b, desk.today()) if 0 < framed["total"] <= BRIEF_AT_ONCE else None,
            "query": query,
            "found": found,
            "dated": dated,
            "left_out": left_out(desk, request, query),
            "with_undated": changed(request, dated="any"),
            "kinds": {kind: kinds.get(kind, 0) for kind in KINDS_SHOWN},
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
            "left_out_undated": left_out(desk, request, query),
            "acts": [{"year": int(row["name"]), "cooperation": row["counts"][0] + row["counts"][1], "conflict": sum(row["counts"][2:])}
                     for row in _acts(desk, query, months=False)],
            "facts": facts,
        }  # fmt: skip

    return Answer(template="pair.html", shown=shown, data=data, rows=lambda: fact_rows(store.kept(query)), columns=FACT_COLUMNS)


def _by_months(query: FactQuery) -> bool:
    """Whether the period asked for is short enough to be shown by months."""
    return query.since is not None and query.until is not None and query.until - query.since <= MONTHS_UP_TO


def _acts(desk: Desk, query: FactQuery, *, months: bool | None = None) -> list[dict[str, Any]]:
    """For each year, or month, how many events between the two there are by quad class.

    Only what is told as done, and what they do to each other: what they do together to a third is no conflict of theirs. A time wider than the year, or month, belongs to none.
    """
    if (query.kinds and "event" not in query.kinds) or (query.certainty and "actual" not in query.certainty):
        return []
    by_months = _by_months(query) if months is None else months
    rows: dict[str, list[int]] = defaultdict(lambda: [0] * len(QUADS))
    for first, last, quad in _dated_acts(desk, query):
        if first.year == last.year and (not by_months or first.month == last.month):
            rows[f"{first:%Y-%m}" if by_months else f"{first.year:04}"][quad] += 1
    return [{"name": name, "counts": tuple(counts)} for name, counts in sorted(rows.items())]


def _dated_acts(desk: Desk, query: FactQuery) -> list[tuple[dt.date, dt.date, int]]:
    """First and last day, and quad class, of each event asked for that the two do to each other and that has both days."""
    every = FactQuery(pair=query.pair, kinds=("event",), certainty=("actual",), undated=False)
    sides = {code: code for code in query.pair or ()}

    def find() -> dict[str, tuple[dt.date, dt.date, int]]:
        found = {}
        for kept in desk.store.kept(every):
            claim, when = kept.fact.claim, kept.fact.when
            if isinstance(claim, Event) and when and when.earliest and when.latest and on_each_other(claim, sides):
                found[kept.fact.id] = when.earliest, when.latest, QUADS.index(event_types()[claim.type].quad)
        return found

    # Who does it to whom stands in the facts alone; it is read once for a pair, and narrowed by what the store finds quickly.
    known = desk.remembered.answer(("dated acts", query.pair), find, every)
    wanted = msgspec.structs.replace(query, kinds=("event",), certainty=("actual",), undated=False)
    return [known[sketch.id] for sketch in desk.store.sketches(wanted) if sketch.id in known]


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
        return [(say("pairs.zoom.all"), changed(request, since=None, until=None))] if query.since or query.until else []
    span = (query.until - query.since).days + 1
    days = dt.timedelta(days=span)
    found = []
    # The calendar ends somewhere; who asks for the year 9999 is led no further.
    if query.since.toordinal() > span:
        found.append((say("pairs.zoom.before"), _window(request, query.since - days, query.since - dt.timedelta(days=1))))
    if query.until.toordinal() + span < dt.date.max.toordinal():
        found.append((say("pairs.zoom.after"), _window(request, query.until + dt.timedelta(days=1), query.until + days)))
    if query.since.year > 2 and query.until.year < dt.MAXYEAR - 2:
        wider = max(1, span // 365)
        found.append((say("pairs.zoom.out"), changed(request, since=str(query.since.year - wider), until=str(query.until.year + wider))))
    return [*found, (say("pairs.zoom.all"), changed(request, since=None, until=None))]


def _window(request: Request, since: dt.date, until: dt.date) -> str:
    return changed(request, since=since.isoformat(), until=until.isoformat())


def _in_stretches(facts: Iterable[KeptFact], *, months: bool) -> list[tuple[str, list[KeptFact]]]:
    """Facts under the year, or month, in which they begin; those without a time last."""
    stretches: dict[str, list[KeptFact]] = {}
    for kept in facts:
        when = kept.fact.when
        day = (when.earliest or when.latest) if when else None
        if day is None:
            name = say("pairs.no_text_date")
        else:
            name = say("plain.month", month=month_name(day.month), year=f"{day.year:04}") if months else f"{day.year:04}"
        stretches.setdefault(name, []).append(kept)
    return list(stretches.items())


def _treaties(desk: Desk, a: str, b: str) -> list[dict[str, Any]]:
    """The treaties of these two, former states that they continue among them, then those with others; as they stand today.

    Of a treaty with others `since` is the day from which both have been bound, and empty where it does not bind the two.
    """
    on = desk.today()
    rows = [
        {**_treaty_row(one.instrument, one.report), "bilateral": True, "binds_both": one.report.status.startswith("in_force"), "stand": {}}
        for one in treaties_between(desk.register, a, b, on)
    ]
    for shared in treaties_shared(desk.register, a, b, on):
        row = _treaty_row(shared.instrument, shared.report) | {"since": shared.since}
        rows.append({**row, "bilateral": False, "binds_both": shared.binds_both, "stand": shared.words})
    return rows


def _treaty_row(one: Instrument, report: StatusReport) -> dict[str, Any]:
    return {"instrument": one.id, "name": one.called, "status": report.status, "since": report.since, "until": report.until}
