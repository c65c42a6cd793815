"""A document: its text with every fact marked where it stands, and why each was coded."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence

import msgspec
from starlette.requests import Request

from servanda.presenting.explorer.answers import Answer
from servanda.presenting.explorer.desk import FACT_COLUMNS, Desk, fact_data, fact_rows
from servanda.presenting.explorer.facts_page import claim_fields
from servanda.records import Document
from servanda.store import FactQuery, KeptFact

_PLACE = re.compile(r"(\d{1,12})-(\d{1,12})")


class Piece(msgspec.Struct, frozen=True, kw_only=True):
    """A stretch of text over which the same facts lie.

    `kind` is that of the fact with the fewest words here, `begins` numbers the facts (from 1) whose evidence begins here,
    `covering` those that lie over it; `here` is whether the reader was sent to these words, `arrival` whether they begin here.
    """

    words: str
    kind: str | None
    begins: tuple[int, ...]
    covering: tuple[int, ...]
    here: bool
    arrival: bool
    left_out: str | None


def document(desk: Desk, request: Request) -> Answer:
    """The page of one document."""
    one = desk.store.document(request.path_params["document"])
    kept = list(desk.store.kept(FactQuery(document=one.id, rejected=True)))
    kept.sort(key=lambda each: (each.fact.spans[0].start, each.fact.spans[0].end, each.fact.id))
    wanted = request.query_params.get("fact", "")
    here = next((each.fact.spans[0] for each in kept if each.fact.id == wanted), None)
    place = _PLACE.fullmatch(request.query_params.get("at", ""))
    at = (here.start, here.end) if here else ((int(place[1]), int(place[2])) if place else None)
    standing = [each for each in kept if each.verdict != "reject"]
    return Answer(
        template="document.html",
        shown=lambda: {
            "document": one,
            "pieces": cut_up(one, standing, at),
            "facts": [(number, each, claim_fields(each.fact)) for number, each in enumerate(standing, start=1)],
            "rejected": len(kept) - len(standing),
            "wanted": wanted,
            "counts": {
                kind: sum(each.fact.kind == kind for each in standing) for kind in dict.fromkeys(each.fact.kind for each in standing)
            },
            "near": [
                (other if first == one.id else first, alike)
                for first, other, alike in desk.store.near_duplicates()
                if one.id in (first, other)
            ],
        },
        data=lambda: {"document": msgspec.to_builtins(one), "facts": fact_data(kept)},
        rows=lambda: fact_rows(kept),
        columns=FACT_COLUMNS,
    )


def cut_up(one: Document, facts: Sequence[KeptFact], at: tuple[int, int] | None) -> list[Piece]:
    """The whole text in pieces, in order and without a gap."""
    cuts = {0, len(one.text)}
    spans = [(span.start, span.end, number) for number, kept in enumerate(facts, start=1) for span in kept.fact.spans]
    for start, end in (
        [(start, end) for start, end, _ in spans] + [(region.start, region.end) for region in one.regions] + ([at] if at else [])
    ):
        cuts.update(cut for cut in (start, end) if 0 <= cut <= len(one.text))
    places = sorted(cuts)
    begins: dict[int, list[int]] = {}
    for number, kept in enumerate(facts, start=1):
        begins.setdefault(kept.fact.spans[0].start, []).append(number)
    covered = _covered(places, spans)
    left_out = _covered(places, [(region.start, region.end, number) for number, region in enumerate(one.regions)])
    pieces = []
    for start, end in itertools.pairwise(places):
        over = covered.get(start, ())
        outside = left_out.get(start, ())
        pieces.append(
            Piece(
                words=one.text[start:end],
                kind=facts[over[0] - 1].fact.kind if over else None,
                begins=tuple(begins.get(start, ())),
                covering=tuple(dict.fromkeys(over)),
                here=at is not None and at[0] <= start and end <= at[1],
                arrival=at is not None and at[0] == start < at[1],
                left_out=one.regions[outside[0]].reason if outside else None,
            )
        )
    return pieces


def _covered(places: Sequence[int], spans: Sequence[tuple[int, int, int]]) -> dict[int, tuple[int, ...]]:
    """For each place where a piece begins, the numbers of the spans that lie over it, the shortest first; one pass over the text."""
    starting: dict[int, list[tuple[int, int]]] = {}
    ending: dict[int, list[tuple[int, int]]] = {}
    for start, end, number in spans:
        starting.setdefault(start, []).append((end - start, number))
        ending.setdefault(end, []).append((end - start, number))
    open_now: list[tuple[int, int]] = []
    found: dict[int, tuple[int, ...]] = {}
    for place in places:
        for one in ending.get(place, ()):
            open_now.remove(one)
        open_now += starting.get(place, [])
        if open_now:
            found[place] = tuple(number for _, number in sorted(open_now))
    return found
