"""The sides of a pair that take more than finding facts: promises beside deeds, positions, figures, disagreements, outlook, others.

What is worked out here is what the dossier tells, by the same functions; every cell leads to its sentences.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from typing import Any

import msgspec
from starlette.exceptions import HTTPException
from starlette.requests import Request

from servanda.analysis.pair_record import PairRecord, codes_of, gather_pair
from servanda.analysis.pair_treaties import treaties_between
from servanda.analysis.same_event import events_told
from servanda.presenting.dossier import around, doubts, happenings, numbers, promises, summary, voices
from servanda.presenting.dossier.citing import Citations
from servanda.presenting.dossier.context import Context
from servanda.presenting.dossier.network import DRAWN
from servanda.presenting.dossier.subjects import subject_index
from servanda.presenting.explorer.answers import Answer
from servanda.presenting.explorer.desk import Desk, Paging
from servanda.presenting.explorer.pair_frame import frame, pair_of
from servanda.presenting.explorer.treaty_page import day_on
from servanda.presenting.texts import say
from servanda.store import FactQuery

# Promises on a screen; it says of how many.
PROMISES = 40
Shown = dict[str, Any]
Rows = list[dict[str, Any]]


class Part(msgspec.Struct, frozen=True):
    """A side of the pair: what its template reads, and the same as the rows of a table."""

    shown: Callable[[Context], Shown]
    rows: Callable[[Shown], Iterable[Mapping[str, Any]]]
    columns: tuple[str, ...]


def page_of(name: str) -> Callable[[Desk, Request], Answer]:
    """The page of one side of a pair."""
    part = PARTS[name]

    def page(desk: Desk, request: Request) -> Answer:
        a, b = pair_of(desk, request)
        on = day_on(desk, request)
        found = part_of(desk, name, a, b, on)
        found = {**found, **_chosen(request, found)}
        return Answer(
            template=f"pair_{name}.html",
            shown=lambda: {**frame(desk, a, b, name), "on": on, **found, **_paged(request, found)},
            data=lambda: {"pair": [a, b], "on": on, name: [dict(row) for row in part.rows(found)]},
            rows=lambda: part.rows(found),
            columns=part.columns,
        )

    return page


def part_of(desk: Desk, name: str, a: str, b: str, on: dt.date) -> Shown:
    """What a side of the pair shows on a day; it is kept until the facts change that join the two."""
    return desk.remembered.answer((name, a, b, on), lambda: PARTS[name].shown(context_of(desk, a, b, on)), *_joined(a, b))


def _chosen(request: Request, found: Shown) -> Shown:
    """Of the subjects, the one that the address asks for; 404 where nothing is on record on it."""
    asked = request.query_params.get("subject")
    if "subjects" not in found:
        return {}
    chosen = [one for one in found["subjects"] if one.id == asked]
    if asked and not chosen:
        raise HTTPException(404, say("pairs.no_subject", subject=repr(asked)))
    return {"chosen": chosen[0] if chosen else None}


def _paged(request: Request, found: Shown) -> Shown:
    """A screen of the promises, for each brings its deeds along; nothing where the side has none."""
    if "entries" not in found:
        return {}
    entries = sorted(found["entries"], key=lambda one: bool(one.silent))
    paging = Paging(request, len(entries), PROMISES)
    return {"paging": paging, "entries": entries[paging.offset : paging.last], "silent": sum(1 for one in entries if one.silent)}


def context_of(desk: Desk, a: str, b: str, on: dt.date) -> Context:
    """What the sides of a pair are worked out from; the record of the pair is the same for all of them."""
    record: PairRecord = desk.remembered.answer(("record", a, b), lambda: gather_pair(desk.store, a, b), *_joined(a, b))
    return Context(record=record, treaties=treaties_between(desk.register, a, b, on), citations=Citations(record.documents), on=on)


def _joined(a: str, b: str) -> list[FactQuery]:
    """The facts that join the two, states that they continue in law among them."""
    return [FactQuery(pair=(one, other)) for one in codes_of(a) for other in codes_of(b)]


def _titled(context: Context, shown: Shown) -> Shown:
    """The same with the titles of all documents, by which links to sentences are called."""
    return {**shown, "sources": {key: one.title or one.uri for key, one in context.record.documents.items()}}


def _subjects(context: Context) -> Shown:
    ledger, verdicts = promises.ledger_rows(context)
    issues, _ = voices.issues(context)
    figures, _ = numbers.figure_rows(context)
    apart = doubts.disagreement_rows(context)
    groups = [event.reports for event in events_told(happenings.pair_events(context), context.record.documents)]
    cards, _ = summary.summary(context, groups, verdicts, (issues, voices.votes(context)), (figures, apart))
    index = subject_index(ledger, promises.provision_groups(context), voices.stands(context), figures, apart)
    return _titled(context, {"cards": cards, "subjects": index})


def _subject_rows(shown: Shown) -> Rows:
    rows: Rows = []
    for one in [shown["chosen"]] if shown["chosen"] else shown["subjects"]:
        found: list[tuple[str, str, str, str, str, Iterable[tuple[str, int, int]]]] = [
            *(("promise", row.who, row.verdict, row.promise, row.since, row.places) for row in one.promises),
            *(("provision", row.who, row.force, row.words, "", row.places) for row in one.declared),
            *(("position", row.who, f"{row.stance} {row.what}", row.words, row.day, row.places) for row in one.stands),
            *(("figure", row.voice, row.outcome, f"{row.what}: {row.value}", row.period, row.places) for row in one.figures),
            *(("disagreement", row.about, row.matter, words, "", places) for row in one.disagreements for words, places in row.versions),
        ]
        rows += [
            {"subject": one.id, "kind": kind, "who": who, "outcome": outcome, "words": words, "when": when, "sentences": _where(places)}
            for kind, who, outcome, words, when, places in found
        ]
    return rows


def _promises(context: Context) -> Shown:
    entries, verdicts = promises.ledger_rows(context)
    return _titled(
        context,
        {"entries": entries, "verdicts": verdicts, "groups": promises.provision_groups(context), "treaties": context.treaties},
    )


def _promise_rows(shown: Shown) -> Rows:
    rows = []
    for one in shown["entries"]:
        row = {"promise": one.promise, "where": one.heading, "verdict": one.verdict, "why": one.why, "claimed_by": one.claimed_by}
        for name in ("kept", "broken", "denied", "triggered"):
            row[name] = [f"{each.when}: {each.words}" for each in getattr(one, name)]
        rows.append({**row, "undated": _where(one.undated), "sentences": _where(one.places)})
    return rows


def _positions(context: Context) -> Shown:
    first, more = voices.issues(context)
    places = {place for issue in (*first, *more) for side in (issue.a, issue.b) for stance in side for place in stance.places}
    words = {(key, start, end): context.record.documents[key].text[start:end] for key, start, end in places}
    groups, groups_more = voices.by_subject(first, more)
    return _titled(context, {"issues": groups, "issues_more": groups_more, "votes": voices.votes(context), "words": words})


def _position_rows(shown: Shown) -> Rows:
    rows = []
    issues = [(group.subject, one) for group in (*shown["issues"], *shown["issues_more"]) for one in group.issues]
    for subject, one in issues:
        for side, stances in (("first", one.a), ("second", one.b)):
            rows += [
                {
                    "subject": subject,
                    "about": one.name,
                    "outcome": one.outcome,
                    "side": side,
                    "stance": each.stance,
                    "when": each.days,
                    "sentences": _where(each.places),
                }
                for each in stances
            ]
    for vote in shown["votes"]:
        rows += [
            {"subject": "", "about": vote.subject, "outcome": "alike" if vote.alike else "apart", "side": side, "stance": cast[0], "when": vote.day,
             "sentences": _where(vote.places)}
            for side, cast in (("first", vote.a), ("second", vote.b))
        ]  # fmt: skip
    return rows


def _figures(context: Context) -> Shown:
    checked, others = numbers.figure_rows(context)
    return _titled(context, {"series": numbers.series_tables(context), "checked": checked, "others": others})


def _figure_rows(shown: Shown) -> Rows:
    rows = [
        {
            "what": one.title,
            "value": value,
            "period": str(year),
            "said_by": one.source,
            "outcome": "series",
            "why": "",
            "sentences": _where(places),
        }
        for one in shown["series"]
        for year, value, places in one.rows
    ]
    return rows + [
        {"what": one.what, "value": one.value, "period": one.period, "said_by": one.voice, "outcome": one.outcome, "why": one.why,
         "sentences": _where(one.places)}
        for one in (*shown["checked"], *shown["others"])
    ]  # fmt: skip


def _disagreements(context: Context) -> Shown:
    return _titled(context, {"rows": doubts.disagreement_rows(context)})


def _disagreement_rows(shown: Shown) -> Rows:
    return [
        {"matter": one.matter, "about": one.about, "version": words, "sentences": _where(places)}
        for one in shown["rows"]
        for words, places in one.versions
    ]


def _outlook(context: Context) -> Shown:
    firm, possible = doubts.prospect_rows(context)
    return _titled(context, {"firm": firm, "possible": possible})


def _outlook_rows(shown: Shown) -> Rows:
    return [
        {"told": one.told, "by": one.by, "words": one.words, "certainty": one.certainty, "outcome": one.outcome,
         "after": [words for words, _ in one.after], "sentences": _where(one.places)}
        for one in (*shown["firm"], *shown["possible"])
    ]  # fmt: skip


def _around(context: Context) -> Shown:
    others, between = around.neighbours(context)
    world = around.pair_map(context, others)
    drawing = around.network(context, others, between)
    return _titled(context, {"others": others, "network": drawing, "drawn": DRAWN, "world": world, "own": _own(context)})


def _own(context: Context) -> dict[str, str]:
    """Which of the two each code counts for."""
    return {code: side for side in context.record.pair for code in codes_of(side)}


def _around_rows(shown: Shown) -> Rows:
    rows = []
    for one in shown["others"]:
        row: dict[str, Any] = {"actor": one.code, "name": one.name}
        for side, tie in (("first", one.a), ("second", one.b)):
            row |= {f"cooperation_with_{side}": tie.cooperation if tie else 0, f"conflict_with_{side}": tie.conflict if tie else 0}
        rows.append({**row, "sentences": _where(one.places)})
    return rows


def _where(places: Iterable[tuple[str, int, int]]) -> list[str]:
    """Sentences by document and place, as a permalink names them."""
    return [f"{document}:{start}-{end}" for document, start, end in places]


PARTS = {
    "promises": Part(
        _promises,
        _promise_rows,
        ("promise", "where", "verdict", "why", "claimed_by", "kept", "broken", "denied", "triggered", "undated", "sentences"),
    ),
    "subjects": Part(_subjects, _subject_rows, ("subject", "kind", "who", "outcome", "words", "when", "sentences")),
    "positions": Part(_positions, _position_rows, ("subject", "about", "outcome", "side", "stance", "when", "sentences")),
    "figures": Part(_figures, _figure_rows, ("what", "value", "period", "said_by", "outcome", "why", "sentences")),
    "disagreements": Part(_disagreements, _disagreement_rows, ("matter", "about", "version", "sentences")),
    "outlook": Part(_outlook, _outlook_rows, ("told", "by", "words", "certainty", "outcome", "after", "sentences")),
    "around": Part(
        _around,
        _around_rows,
        ("actor", "name", "cooperation_with_first", "conflict_with_first", "cooperation_with_second", "conflict_with_second", "sentences"),
    ),
}
