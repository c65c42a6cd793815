"""Search: words in the texts, and facts by their sides; each hit with its sentence."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Any

import msgspec
from starlette.exceptions import HTTPException
from starlette.requests import Request

from servanda.presenting.explorer.answers import Answer
from servanda.presenting.explorer.desk import FACT_COLUMNS, PAGE_SIZE, Desk, Paging, changed, day_asked, fact_data, fact_rows
from servanda.records import CERTAINTIES, KINDS
from servanda.store import Counted, DocumentHead, FactQuery, Hit, KeptFact, Kind

FACETS: tuple[Counted, ...] = ("kind", "type", "certainty", "verdict", "year", "actor", "publisher")
_HIT_COLUMNS = ("document", "uri", "title", "published", "start", "end", "words", "score")
_VERDICTS = ("confirm", "correct", "reject", "unsure", "not judged")


def search(desk: Desk, request: Request) -> Answer:
    """Sentences that hold the words asked for; without words, the facts that have the sides asked for."""
    words = request.query_params.get("q", "").strip()
    return _sentences(desk, request, words) if words else _facts(desk, request)


def query_of(request: Request) -> FactQuery:
    """The facts that an address asks for; 400 for a value that no fact can have."""
    asked = request.query_params
    for name, allowed in (("kind", tuple(KINDS)), ("certainty", CERTAINTIES), ("verdict", _VERDICTS)):
        for value in asked.getlist(name):
            if value and value not in allowed:
                raise HTTPException(400, f"{name} is one of {', '.join(allowed)}, not {value!r}.")
    verdict = asked.get("verdict") or None
    a, b = asked.get("a", ""), asked.get("b", "")
    return FactQuery(
        pair=(a, b) if a and b else None,
        actor=asked.get("actor") or None,
        kinds=msgspec.convert([value for value in asked.getlist("kind") if value], tuple[Kind, ...]),
        types=tuple(value for value in asked.getlist("type") if value),
        certainty=tuple(value for value in asked.getlist("certainty") if value),
        since=day_asked(request, "since"),
        until=day_asked(request, "until", latest=True),
        undated=asked.get("dated") != "only",
        document=asked.get("document") or None,
        verdict=verdict,  # type: ignore[arg-type]  # checked above
    )


def _facts(desk: Desk, request: Request) -> Answer:
    """Facts by their sides, with how many there are on each."""
    query = query_of(request)
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
            "facets": [(side, _choices(request, side, counts[side])) for side in FACETS],
            "actor_names": {code: desk.label(code) for code in counts["actor"]},
            "filters": _filters(request),
            "titles": titles_of(desk, page),
        }

    return Answer(
        template="facts.html",
        shown=shown,
        data=lambda: {"query": msgspec.to_builtins(query), "total": paging.total, "facts": fact_data(store.kept(query))},
        rows=lambda: fact_rows(store.kept(query)),
        columns=FACT_COLUMNS,
    )


def _sentences(desk: Desk, request: Request, words: str) -> Answer:
    """Sentences, with the facts that rest on them; facets by the document and its year, counted over all hits."""
    store = desk.store
    found = store.hits_by_document(words)
    heads = store.heads(found)
    kept = {document: many for document, many in found.items() if _wanted(request, heads[document])}
    total = sum(kept.values())
    among = None if len(kept) == len(found) else list(kept)

    def shown() -> dict[str, Any]:
        paging = Paging(request, total)
        page = list(store.search(words, paging.size, offset=paging.offset, documents=among)) if total else []
        years: Counter[str] = Counter()
        for document, many in kept.items():
            years[_year(heads[document])] += many
        return {
            "words": words,
            "paging": paging,
            "hits": [(hit, marked(hit), facts) for hit, facts in zip(page, _resting_on(desk, page), strict=True)],
            "facets": [("published", _choices(request, "published", years)), ("document", _choices(request, "document", kept))],
            "filters": _filters(request),
            "titles": {document: head.title or head.uri for document, head in heads.items()},
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


def _wanted(request: Request, head: DocumentHead) -> bool:
    """Whether the address asks for a document's hits."""
    year, document = request.query_params.get("published"), request.query_params.get("document")
    return (not year or _year(head) == year) and (not document or head.id == document)


def _year(head: DocumentHead) -> str:
    """The year in which a document was published at the earliest."""
    return str(head.published.earliest.year) if head.published and head.published.earliest else "no date"


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


def _resting_on(desk: Desk, hits: list[Hit]) -> list[list[KeptFact]]:
    """For each hit the facts whose evidence overlaps the sentence."""
    by_document: dict[str, list[KeptFact]] = {hit.document: [] for hit in hits}
    for kept in desk.store.kept(FactQuery(documents=tuple(by_document))) if hits else ():
        by_document[kept.fact.document].append(kept)
    return [
        [kept for kept in by_document[hit.document] if kept.fact.spans[0].start < hit.end and hit.start < kept.fact.spans[0].end]
        for hit in hits
    ]


def _choices(request: Request, side: str, counts: dict[str, int]) -> list[dict[str, Any]]:
    """The values of a facet, each with its count and the address that takes it or lets it go."""
    held = request.query_params.getlist(side)
    return [
        {"value": value, "many": many, "on": value in held, "address": changed(request, **{side: None if value in held else value})}
        for value, many in sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    ]


def _filters(request: Request) -> list[tuple[str, str, str]]:
    """The sides that the address asks for, each with the address without it."""
    asked = request.query_params.multi_items()
    return [(name, value, changed(request, **{name: None})) for name, value in asked if value and name not in ("q", "page")]
