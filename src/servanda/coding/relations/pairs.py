"""Whose relation a noun such as "ties" or "tension" tells of."""

from __future__ import annotations

from collections.abc import Iterable

from servanda.coding.noun_phrases import actors_of, subject_of
from servanda.coding.parsing import Parse
from servanda.coding.sentence import Sentence

# Words that point at a pair named before: "bilateral ties", "their relations".
_MUTUAL = frozenset({"bilateral", "mutual", "two-way", "reciprocal"})
# Relations that are nobody's pair.
_OF_THE_WORLD = frozenset(
    "international global world foreign public regional human race racial industrial labour labor external interstate inter-state multilateral social sexual "
    "family property power personal such new".split()
)
# Nouns that are a relation by themselves even where no name stands by.
_BARE = frozenset({"relation", "relationship", "tie"})
_WITH = frozenset({"with", "to", "toward", "towards", "for"})


def pairs_of(
    sentence: Sentence, parse: Parse, noun: int, context: tuple[str, ...], *, understood: bool, speaker: str | None = None
) -> list[tuple[str, str]]:
    """The pairs of actors whose relation a noun tells of; `context` is the pair in mind from before, `speaker` whoever says so.

    `understood` lets a bare "relations" be those of the pair in mind. Codes of a pair are sorted.
    """
    owners = _own(sentence, parse, noun)
    partners: list[str] = []
    unread = False
    for preposition in _prepositions(parse, noun):
        word = parse.lowers[preposition]
        target = parse.first(preposition, "pobj")
        named = [] if target is None else [actor.actor for actor in actors_of(sentence, target, loose=True) if actor.actor]
        unread = unread or (word in ("between", "among", "with") and not named)
        if word in ("between", "among") or (word == "of" and not owners):
            owners += [code for code in named if code not in owners]
        elif word in _WITH:
            partners += named
    if len(owners) >= 2 and not partners:
        return _all_pairs(owners)
    if not owners:
        owners = [code for code in _doer(sentence, parse, noun) if code not in partners]
    if partners:
        if not owners and len(context) == 2 and set(partners) & set(context):
            owners = [code for code in context if code not in partners]
        if not owners and speaker is not None:
            # "Relations with Chad have cooled, the Sudanese minister said": the speaker's own.
            owners = [speaker]
        return _distinct(_sorted(a, b) for a in owners for b in partners)
    if unread:
        return []
    if len(owners) >= 2:
        return _all_pairs(owners)
    described = {parse.lowers[c] for c in parse.of(noun, "amod", "compound")}
    if len(context) == 2 and described & _MUTUAL and (not owners or owners[0] in context):
        return [_sorted(context[0], context[1])]
    return (
        _understood(sentence, context)
        if understood and not owners and not described & _OF_THE_WORLD and parse.lemmas[noun] in _BARE
        else []
    )


def _understood(sentence: Sentence, context: tuple[str, ...]) -> list[tuple[str, str]]:
    """The pair of "relations" without a name: that of "both countries" beside it, else the pair in mind where nobody else is named."""
    both = [m.actors for m in sentence.mentions if m.form == "anaphor" and len(m.actors) == 2]
    if both:
        return [_sorted(both[0][0], both[0][1])]
    others = {a for m in sentence.mentions if m.form in ("state", "adjective", "organisation", "group", "region") for a in m.actors} - set(
        context
    )
    return [_sorted(context[0], context[1])] if len(context) == 2 and not others else []


def _own(sentence: Sentence, parse: Parse, noun: int) -> list[str]:
    """The actors named right before a relation: "Sino-Indian", "Russia's", "its"."""
    owners = _codes(sentence, [a for child in parse.of(noun, "amod", "compound", "nmod", "poss") for a in parse.conjuncts(child)])
    if not any(parse.tags[child] == "PRP$" for child in parse.of(noun, "poss")):
        return owners
    # "Russia is modifying its relations with …": whose they are, the subject tells better than the nearest name.
    doers = _doer(sentence, parse, noun, named=True)
    return doers if doers and (len(owners) < 2 or len(doers) == 2) else _without_places(sentence, owners)


def _prepositions(parse: Parse, noun: int) -> list[int]:
    """The prepositions at a noun, and "between" at the verb that it is the subject or object of."""
    verb = parse.heads[noun]
    outer = [p for p in parse.of(verb, "prep") if parse.lowers[p] == "between"] if parse.tags[verb].startswith("V") else []
    return [*parse.of(noun, "prep"), *outer]


def _doer(sentence: Sentence, parse: Parse, noun: int, *, named: bool = False) -> list[str]:
    """The subject of the verb that the noun is the object of: "Russia is furthering ties with India"; `named` leaves pronouns out."""
    for above in parse.ancestors(noun):
        if parse.tags[above].startswith("V"):
            subject = subject_of(parse, above)
            if subject is not None and subject != noun and not (named and parse.tags[subject] == "PRP"):
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
        # "Sino-Indian", "US-China", "Turkish-Russian": the first is a mention of its own just before.
        touching = [
            m
            for m in sentence.mentions
            if m.end <= mention.start and sentence.plain[m.end - sentence.start : mention.start - sentence.start] in ("", "-", "/")
        ]
        for one in (*touching, mention):
            found += [code for code in one.actors if code not in found]
    return found


def _all_pairs(codes: list[str]) -> list[tuple[str, str]]:
    return _distinct(_sorted(a, b) for i, a in enumerate(codes) for b in codes[i + 1 :])


def _distinct(pairs: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    """Each pair once; nobody has a relation with itself."""
    return list(dict.fromkeys(pair for pair in pairs if pair[0] != pair[1]))


def _sorted(one: str, other: str) -> tuple[str, str]:
    return (one, other) if one <= other else (other, one)
