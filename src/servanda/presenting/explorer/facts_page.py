"""One fact: what it says, the words it rests on, why it was coded, and what people said of it."""

from __future__ import annotations

import itertools
from typing import Any

import msgspec
from starlette.exceptions import HTTPException
from starlette.requests import Request

from servanda.analysis.agreement import last_words, notes_taken_back, standing_notes
from servanda.presenting.explorer.answers import Answer
from servanda.presenting.explorer.claim_form import field_called
from servanda.presenting.explorer.desk import FACT_COLUMNS, Desk, fact_data, fact_rows
from servanda.presenting.explorer.signing import reviewer
from servanda.presenting.plain_words import type_called
from servanda.presenting.texts import say
from servanda.records import Document, Fact, Span
from servanda.store import Judgement, KeptFact
from servanda.vocabulary.actors import load_actors
from servanda.vocabulary.event_types import event_types

CONTEXT = 240  # characters shown on either side of the evidence: about two sentences


def fact(desk: Desk, request: Request) -> Answer:
    """The page of one fact; also of one that somebody added, or made by correcting another, and took back."""
    kept, held = _kept_or_taken_back(desk, request.path_params["fact"])
    return Answer(
        template="fact.html",
        shown=lambda: {**fact_shown(desk, kept, reviewer(request)), "held": held},
        data=lambda: {**fact_data([kept])[0], "judgements": judgement_data(desk, kept.fact.id), "held": held},
        rows=lambda: fact_rows([kept]),
        columns=FACT_COLUMNS,
    )


def _kept_or_taken_back(desk: Desk, fact_id: str) -> tuple[KeptFact, bool]:
    """A fact, and whether the record holds it now; 404 where it never held it."""
    try:
        return desk.fact(fact_id), True
    except HTTPException:
        for judged in desk.store.judgements():
            for known in (judged.snapshot, judged.corrected):
                if known is not None and known.id == fact_id:
                    return KeptFact(known, None), False
        raise


def fact_shown(desk: Desk, kept: KeptFact, who: str) -> dict[str, Any]:
    """What the templates need to show a fact with its words and its history; `who` looks at it and may take their own word back."""
    document = desk.store.document(kept.fact.document)
    judgements = list(desk.store.judgements(kept.fact.id))
    return {
        "kept": kept,
        "fact": kept.fact,
        "document": document,
        "context": context_of(document, kept.fact),
        "claim": claim_fields(kept.fact),
        "judgements": judgements,
        "undo": to_undo(desk, kept, judgements, who),
        "notes_back": notes_taken_back(judgements),
        "my_note": next((one for one in reversed(standing_notes(judgements)) if one.who == who), None),
    }


def to_undo(desk: Desk, kept: KeptFact, judgements: list[Judgement], who: str) -> tuple[str, int] | None:
    """The fact on which this person's word is to be taken back, and how many judgements it has; None where they said nothing.

    A correction is a judgement on the fact as it was before, whose id may differ.
    """
    if kept.fact.id in last_words(judgements) and who in last_words(judgements)[kept.fact.id]:
        return kept.fact.id, len(judgements)
    if kept.verdict == "correct":
        for made in desk.store.judgements():
            if made.who == who and made.corrected is not None and made.corrected.id == kept.fact.id != made.fact:
                return made.fact, sum(1 for _ in desk.store.judgements(made.fact))
    return None


def judgement_data(desk: Desk, fact_id: str) -> list[dict[str, Any]]:
    """What people said of a fact, in the order given, as JSON."""
    return [
        {name: value for name, value in msgspec.to_builtins(one).items() if name in ("verdict", "who", "at", "why")}
        for one in desk.store.judgements(fact_id)
    ]


def context_of(document: Document, fact: Fact) -> dict[str, Any]:
    """The words of a fact with the text around them."""
    return context_around(document, fact.spans)


def context_around(document: Document, spans: tuple[Span, ...]) -> dict[str, Any]:
    """The first span in pieces (words, whether a further span marks them), with the text before and after it."""
    evidence = spans[0]
    before, after = max(0, evidence.start - CONTEXT), min(len(document.text), evidence.end + CONTEXT)
    inner = [span for span in spans[1:] if evidence.start <= span.start and span.end <= evidence.end]
    return {
        "cut_before": before > 0,
        "before": document.text[before : evidence.start],
        "pieces": pieces(document.text, evidence, inner),
        "after": document.text[evidence.end : after],
        "cut_after": after < len(document.text),
        "elsewhere": [span for span in spans[1:] if span not in inner],
    }


def pieces(text: str, whole: Span, inner: list[Span]) -> list[tuple[str, bool]]:
    """A stretch of text cut where spans begin and end, each piece with whether a span covers it."""
    cuts = sorted({whole.start, whole.end, *(span.start for span in inner), *(span.end for span in inner)})
    return [(text[start:end], any(span.start <= start and end <= span.end for span in inner)) for start, end in itertools.pairwise(cuts)]


def claim_fields(fact: Fact) -> list[tuple[str, str]]:
    """The parts of a claim as (name, value) for a list of terms; what a text leaves open is told as such."""
    return [(field_called(name), _told(value)) for name, value in msgspec.to_builtins(fact.claim).items()]


def _told(value: Any) -> str:
    match value:
        case None:
            return say("reading.not_stated")
        case [] | ():
            return say("frame.none")
        case bool():
            return say("reading.yes" if value else "reading.no")
        case dict():
            return ", ".join(_told(one) for one in value.values() if one is not None) or say("reading.not_stated")
        case list() | tuple():
            return "; ".join(_told(one) for one in value)
        case float():
            return f"{value:,.15g}"
        case str():
            return _named(value)
        case _:
            return str(value)


def _named(value: str) -> str:
    """A code with its name before it, any other text as it is."""
    if value in event_types():
        return f"{type_called(value)} ({value})"
    return f"{load_actors().label(value)} ({value})" if value in load_actors().state_codes() else value
