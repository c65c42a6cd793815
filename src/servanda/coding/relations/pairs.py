"""Whose relation a noun such as "ties" or "tension" tells of."""

from __future__ import annotations

from collections.abc import Iterable

from servanda.coding.noun_phrases import actors_of, subject_of
from servanda.coding.parsing import Parse
from servanda.coding.prepared import Sentence

# Words that point at a pair named before: "bilateral ties", "their relations".
_MUTUAL = frozenset({"bilateral", "mutual", "two-way", "reciprocal"})
_WITH = frozenset({"with", "to", "toward", "towards", "for"})


def pairs_of(sentence: Sentence, parse: Parse, noun: int, context: tuple[str, ...]) -> list[tuple[str, str]]:
    """The pairs of actors whose relation a noun tells of; `context` is the pair in mind from before. Codes of a pair are sorted."""
    owners = _codes(sentence, [a for child in parse.of(noun, "amod", "compound", "nmod", "poss") for a in parse.conjuncts(child)])
    partners: list[str] = []
    for preposition in parse.of(noun, "prep"):
        target = parse.first(preposition, "pobj")
        if target is None:
            continue
        named = [actor.actor for actor in actors_of(sentence, target, loose=True) if actor.actor]
        if parse.lowers[preposition] in ("between", "among"):
            owners += [code for code in named if code not in owners]
        elif parse.lowers[preposition] in _WITH:
            partners += named
        elif parse.lowers[preposition] == "of" and not owners:
            owners += named
    if len(owners) >= 2 and not partners:
        return _all_pairs(owners)
    if not owners:
        owners = _doer(sentence, parse, noun)
    if partners:
        return [_sorted(a, b) for a in owners for b in partners if a != b]
    if len(owners) >= 2:
        return _all_pairs(owners)
    if len(context) == 2 and (not owners or owners[0] in context) and any(parse.lowers[c] in _MUTUAL for c in parse.of(noun, "amod")):
        return [_sorted(*context)]
    return []


def _doer(sentence: Sentence, parse: Parse, noun: int) -> list[str]:
    """The subject of the verb that the noun is the object of: "Russia is furthering ties with India"."""
    for above in parse.ancestors(noun):
        if parse.tags[above].startswith("V"):
            subject = subject_of(parse, above)
            if subject is not None and subject != noun:
                found = [actor.actor for actor in actors_of(sentence, subject) if actor.actor]
                return _without_places(sentence, found)
            return []
    return []


def _without_places(sentence: Sentence, codes: list[str]) -> list[str]:
    """The actors without regions where states are named too: "In East Asia, Russia and …" names a place first."""
    regions = {actor for m in sentence.mentions if m.form == "region" for actor in m.actors}
    states = [code for code in codes if code not in regions]
    return states or codes


def _codes(sentence: Sentence, tokens: Iterable[int]) -> list[str]:
    """Codes of the actors that tokens belong to, each once."""
    parse = sentence.parse
    found: list[str] = []
    if parse is None:
        return found
    for token in tokens:
        mention = sentence.mention_at(parse.starts[token], parse.ends[token])
        if mention is None:
            continue
        # "Sino-Indian": the prefix is a mention of its own just before.
        touching = [m for m in sentence.mentions if m.end == mention.start] if mention.form == "adjective" else []
        for one in (*touching, mention):
            found += [code for code in one.actors if code not in found]
    return found


def _all_pairs(codes: list[str]) -> list[tuple[str, str]]:
    return [_sorted(a, b) for i, a in enumerate(codes) for b in codes[i + 1 :]]


def _sorted(one: str, other: str) -> tuple[str, str]:
    return (one, other) if one <= other else (other, one)
