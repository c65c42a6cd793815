"""What the articles lay down: for every operative sentence its type, bearer, force, trigger and words."""

from __future__ import annotations

import re

import msgspec

from servanda.coding.treaty_text.parties import named_in
from servanda.coding.treaty_text.passages import Passage, quoted
from servanda.records import Force
from servanda.vocabulary.provision_types import classify


class ProvisionRead(msgspec.Struct, frozen=True, kw_only=True):
    """One thing that a sentence lays down; `bearer` is `all`, or the words of a class that alone owes it."""

    article: str
    type: str
    bearer: str
    force: Force
    trigger: str | None
    quote: str
    rule: str


_BEARER = re.compile(
    r"^(?:\W*(?:\d+|\(\w\))\W*)?(?:in\s+[^,]{3,120},\s*)?(?P<who>(?:the\s+|each\s+|any\s+|every\s+|either\s+|both\s+|neither\s+)?[\w\s’'-]{2,90}?)\s+(?:shall|will|may|undertakes?|must|agrees?|is\s+to|are\s+to|has\s+the|have\s+the|is\s+obliged|are\s+obligated|is\s+obligated|are\s+required|are\s+allowed|are\s+permitted)\b",
    re.IGNORECASE,
)
_EVERYBODY = re.compile(
    r"^(?:the|each|any|every|either|both|all|neither)?\s*(?:of\s+)?(?:the\s+)?(?:two\s+|high\s+)?(?:state\s+|contracting\s+)?(?:parties|party|states?|sides?|countries|governments|they|it)(?:\s+party|\s+parties)?(?:\s+to\s+(?:the|this)\s+\w+)?$",
    re.IGNORECASE,
)
# Only such words owe something; a dispute, a treaty or an amendment that "shall be" something owes nothing.
_CAN_OWE = re.compile(
    r"\b(?:part(?:y|ies)|states?|governments?|sides?|countr(?:y|ies)|authorit\w+|members?|councils?|commissions?|committees?|secretar\w+|depositar\w+"
    r"|observers?|personnel|commanders?|forces|republics?|kingdom|federation|union|agency|organi[sz]ations?|courts?|ministers?|heads|nationals|director)\b",
    re.IGNORECASE,
)
# At most so many types for one sentence: a long sentence may hold several duties, but a rule list hits chance words too.
_MOST = 3
_FINAL_TITLE = re.compile(
    r"entry\s+into|duration|denunc|withdraw|amend|depositar|ratif|authentic|final|accession|signature|terminat|languages", re.IGNORECASE
)


def provisions(found: list[Passage], states: tuple[str, ...] | None) -> tuple[ProvisionRead, ...]:
    """The provisions of the articles, in order; a sentence of which no rule knows the type gives none."""
    read: list[ProvisionRead] = []
    for one in found:
        matches = classify(one.text)
        if _FINAL_TITLE.search(one.title):
            matches = [match for match in matches if match.type == "final_clause"] or matches
        kept = [match for at, match in enumerate(matches) if at == 0 or match.strength >= max(2, matches[0].strength - 1)][:_MOST]
        read += [
            ProvisionRead(
                article=one.cited,
                type=match.type,
                bearer=_bearer(one.text, states),
                force=match.force,
                trigger=match.trigger,
                quote=quoted(one.text),
                rule=match.rule,
            )
            for match in kept
        ]
    return tuple(read)


def _bearer(words: str, states: tuple[str, ...] | None) -> str:
    """Who owes what a sentence lays down: `all`, one party's code, or the class in the words of the text."""
    hit = _BEARER.search(words)
    if hit is None:
        return "all"
    who = " ".join(hit["who"].split())
    if _EVERYBODY.match(who) or not _CAN_OWE.search(who):
        return "all"
    codes = [code for code in named_in(who) if states is None or code in states]
    if len(codes) == 1:
        return codes[0]
    return who if re.match(r"(?:the|each|any|every|either)\s", who, re.IGNORECASE) and len(who) < 80 else "all"
