"""Actors that are called each other's allies, friends or partners: "Chad is a close ally of Mali", "the two are old friends"."""

from __future__ import annotations

from collections.abc import Iterator

from servanda.coding.noun_phrases import actors_of, subject_of
from servanda.coding.parsing import Parse
from servanda.coding.sentence import Sentence

ALLIES = frozenset({"ally", "friend", "partner"})
_CLOSE = frozenset(
    "close closest staunch old oldest good great trusted steadfast reliable firm strong strongest true key important vital crucial strategic special loyal "
    "longstanding long-standing traditional natural indispensable valued essential".split()
)
_OF = frozenset({"of", "to", "for"})


def pairs_called_allies(sentence: Sentence, parse: Parse, noun: int) -> Iterator[tuple[str, str]]:
    """The pairs, with sorted codes, of which a sentence says so of the one as of the other; none without an adjective of closeness."""
    if not any(parse.lowers[c] in _CLOSE for c in parse.of(noun, "amod")):
        return
    top = noun
    if parse.deps[noun] == "pobj" and parse.lowers[parse.heads[noun]] == "of":
        top = parse.heads[parse.heads[noun]]  # "one of our closest partners"
    verb = parse.heads[top]
    if parse.deps[top] != "attr" or parse.lemmas[verb] not in ("be", "remain") or parse.first(verb, "neg") is not None:
        return
    subject = subject_of(parse, verb)
    if subject is None:
        return
    ones = _codes(sentence, subject)
    others = [
        code
        for holder in (*parse.of(noun, "poss"), *(n for p in parse.of(noun, "prep") if parse.lowers[p] in _OF for n in parse.of(p, "pobj")))
        for code in _codes(sentence, holder)
    ]
    plural = parse.tags[noun] in ("NNS", "NNPS") and top == noun
    pairs = [(a, b) for a in ones for b in others] if others else [(ones[0], ones[1])] if plural and len(ones) == 2 else []
    yield from dict.fromkeys((min(pair), max(pair)) for pair in pairs if pair[0] != pair[1])


def _codes(sentence: Sentence, head: int) -> list[str]:
    return [actor.actor for actor in actors_of(sentence, head) if actor.actor]
