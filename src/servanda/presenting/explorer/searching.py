"""Search: words in the texts, and facts by their sides; each hit with its sentence."""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Mapping
from typing import Any, Literal, NamedTuple

import msgspec
from starlette.exceptions import HTTPException
from starlette.requests import Request

from servanda.presenting.explorer.answers import Answer
from servanda.presenting.explorer.desk import FACT_COLUMNS, PAGE_SIZE, Desk, Paging, changed, day_asked, fact_data, fact_rows
from servanda.presenting.explorer.telling import side_called
from servanda.presenting.texts import say
from servanda.records import CERTAINTIES, KINDS
from servanda.store import Counted, DocumentHead, FactQuery, Hit, KeptFact, Kind

FACETS: tuple[Counted, ...] = ("kind", "type", "certainty", "verdict", "year", "actor", "publisher")
_HIT_COLUMNS = ("document", "uri", "title", "published", "start", "end", "words", "score")
_HIT_SIDES = ("published", "publisher", "document")
# Values of a facet that are shown; it says of how many.
FACET = 30
# To rank this many sentences takes some 20 ms; ten times as many take the tenth part of a second, and nobody reads them all.
RANKED = 5000
# To count this many by their documents takes some 10 ms; more are counted once the page is there, or when that is asked for.
COUNTED = 2000
_VERDICTS = ("confirm", "correct", "reject", "unsure", "add", "not judged")


class Choice(NamedTuple):
    """A value of a facet: how many have it, whether the address asks for it, and the address that changes that."""

    value: str
    many: int
    on: bool
    address: str


class Facet(NamedTuple):
    """A side by which a list can be narrowed: its most frequent values, and how many values there are."""

    name: str
    choices: tuple[Choice, ...]
    values: int


def search(desk: Desk, request: Request) -> Answer:
    """Sentences that hold the words asked for; without words, the facts that have the sides asked for."""
    words = request.query_params.get("q", "").strip()
    return _sentences(desk, request, words) if words else _facts(desk, request)


def query_of(request: Request) -> FactQuery:
    """The facts that an address asks for; 400 for a value that no fact can have, and for a period that ends before it begins."""
    asked = request.query_params
    _demand_known(request)
    verdict = asked.get("verdict") or None
    a, b = asked.get("a", ""), asked.get("b", "")
    since, until = day_asked(request, "since"), day_asked(request, "until", latest=True)
    if since and until and since > until:
        raise HTTPException(400, say("frame.ends_before", since=asked["since"], until=asked["until"]))
    return FactQuery(
        pair=(a, b) if a and b else None,
        actor=asked.get("actor") or None,
        kinds=msgspec.convert([value for value in asked.getlist("kind") if value], tuple[Kind, ...]),
        types=tuple(value for value in asked.getlist("type") if value),
        certainty=tuple(value for value in asked.getlist("certainty") if value),
        since=since,
        until=until,
        undated=asked.get("dated") != "only",
        document=asked.get("document") or None,
        verdict=verdict,  # type: ignore[arg-type]  # checked above
    )


def _demand_known(request: Request) -> None:
    """400 where the address names a kind, certainty or verdict that no fact can have."""
    for name, allowed in (("kind", tuple(KINDS)), ("certainty", CERTAINTIES), ("verdict", _VERDICTS)):
        for value in request.query_params.getlist(name):
            if value and value not in allowed:
                raise HTTPException(400, say("frame.one_of", name=side_called(name), choices=", ".join(allowed), value=repr(value)))


def placed_query(request: Request) -> FactQuery:
    """The same for a page that can say what it leaves out: in a period stands what the texts place there, the rest when it is asked for.

    `dated=any` asks for facts without a time too, which may lie in the period or not.
    """
    query = query_of(request)
    placed = (query.since or query.until) and request.query_params.get("dated") != "any"
    return msgspec.structs.replace(query, undated=query.undated and not placed)


def left_out(desk: Desk, request: Request, query: FactQuery) -> int:
    """How many facts without a time of their own the period leaves out; none where the address itself asks for dated ones alone."""
    if query.undated or request.query_params.get("dated") == "only":
        return 0
    return desk.store.count(msgspec.structs.replace(query, undated=True)) - desk.store.count(query)


def _facts(desk: Desk, request: Request) -> Answer:
    """Facts by their sides, with how many there are on each."""
    query = placed_query(request)
    store = desk.store
    paging = Paging(request, store.count(query))

    def shown() -> dict[str, Any]:
        page = list(store.kept(msgspec.structs.replace(query, limit=PAGE_SIZE, offset=paging.offset)))
        counts = store.tallies(query, FACETS)
        return {
            "query": query,
            "words": "",
            "paging": paging,
            "facts": page,
            "left_out": left_out(desk, request, query),
            "with_undated": changed(request, dated="any"),
            "facets": [facet(request, side, counts[side]) for side in FACETS],
            "actor_names": {code: desk.label(code) for code in counts["actor"]},
            "filters": _filters(request),
            "titles": titles_of(desk, page),
        }

    return Answer(
        template="facts.html",
        shown=shown,
        data=lambda: {
            "query": msgspec.to_builtins(query),
            "total": paging.total,
            "left_out_undated": left_out(desk, request, query),
            "facts": fact_data(store.kept(query)),
        },
        rows=lambda: fact_rows(store.kept(query)),
        columns=FACT_COLUMNS,
    )


def _sentences(desk: Desk, request: Request, words: str) -> Answer:
    """Sentences, with the facts that rest on them; facets by the document, its publisher and its year, counted over all hits.

    Where very many match, they are neither ranked nor counted by document before that is asked for.
    """
    store, asked = desk.store, request.query_params
    _demand_known(request)
    every_total = store.total_hits(words)
    narrowed = any(asked.get(side) for side in _HIT_SIDES)
    counted = narrowed or every_total <= COUNTED or asked.get("counts") == "all"
    found = store.hits_by_document(words) if counted else {}
    heads = store.heads(found)
    kept = {document: many for document, many in found.items() if _wanted(request, heads[document])} if narrowed else found
    total = sum(kept.values()) if counted else every_total
    among = list(kept) if narrowed else None
    ranked = total <= RANKED

    def shown() -> dict[str, Any]:
        paging = Paging(request, total)
        order: Literal["best", "as read"] = "best" if ranked else "as read"
        page = list(store.search(words, paging.size, offset=paging.offset, documents=among, order=order)) if total else []
        titled = heads if counted else store.heads({hit.document for hit in page})
        resting = store.facts_at([(hit.document, hit.start, hit.end) for hit in page])
        return {
            "words": words,
            "paging": paging,
            "ranked": ranked,
            "counts_address": None if counted else changed(request, counts="all"),
            "hits": [(hit, marked(hit), facts) for hit, facts in zip(page, resting, strict=True)],
            "facets": [facet(request, side, counts) for side, counts in _by_sides(kept, heads).items()],
            "filters": _filters(request),
            "titles": {document: head.title or head.uri for document, head in titled.items()},
        }

    def every() -> Iterable[Hit]:
        return store.search(words, total, documents=among) if total else ()

    return Answer(
        template="sentences.html",
        shown=shown,
        data=lambda: {"words": words, "total": total, "hits": [msgspec.to_builtins(hit) for hit in every()]},
        rows=lambda: ({**msgspec.structs.asdict(hit), "published": hit.published.words if hit.published else None} for hit in every()),
        columns=_HIT_COLUMNS,
    )


def _by_sides(kept: dict[str, int], heads: dict[str, DocumentHead]) -> dict[str, dict[str, int]]:
    """The hits in each document, counted by its sides; in one pass, for there may be thousands."""
    years: dict[str, int] = {}
    publishers: dict[str, int] = {}
    for document, many in kept.items():
        head = heads[document]
        year, publisher = _year(head), head.publisher or "not known"
        years[year] = years.get(year, 0) + many
        publishers[publisher] = publishers.get(publisher, 0) + many
    return {"published": years, "publisher": publishers, "document": kept}


def _year(head: DocumentHead) -> str:
    """The year in which a document was published at the earliest."""
    return str(head.published.earliest.year) if head.published and head.published.earliest else "no date"


def _side(head: DocumentHead, side: str) -> str:
    """The year in which a document was published at the earliest, who published it, or the document itself."""
    match side:
        case "published":
            return _year(head)
        case "publisher":
            return head.publisher or "not known"
        case _:
            return head.id


def _wanted(request: Request, head: DocumentHead) -> bool:
    """Whether the address asks for a document's hits."""
    return all(not (asked := request.query_params.get(side)) or _side(head, side) == asked for side in _HIT_SIDES)


def marked(hit: Hit) -> list[tuple[str, bool]]:
    """A hit's sentence in pieces, each with whether it matches."""
    pieces, at = [], 0
    for start, end in hit.marks:
        pieces += [(hit.words[at:start], False), (hit.words[start:end], True)]
        at = end
    return [piece for piece in [*pieces, (hit.words[at:], False)] if piece[0]]


def titles_of(desk: Desk, facts: Iterable[KeptFact]) -> dict[str, str]:
    """The title of each document on which facts rest; where it has none, where it is from."""
    heads = desk.store.heads({kept.fact.document for kept in facts})
    return {document: head.title or head.uri for document, head in heads.items()}


def facet(request: Request, side: str, counts: Mapping[str, int]) -> Facet:
    """The most frequent values of a side, each with its count and the address that takes it or lets it go, and how many there are."""
    held = request.query_params.getlist(side)
    most = heapq.nsmallest(FACET, counts.items(), key=lambda item: (-item[1], item[0]))
    most += [(value, counts[value]) for value in held if value in counts and value not in {one for one, _ in most}]
    choices = [Choice(value, many, value in held, changed(request, **{side: None if value in held else value})) for value, many in most]
    return Facet(side, tuple(choices), len(counts))


def _filters(request: Request) -> list[tuple[str, str, str]]:
    """The sides that the address asks for, each with the address without it."""
    asked = request.query_params.multi_items()
    return [(name, value, changed(request, **{name: None})) for name, value in asked if value and name not in ("q", "page", "counts")]
