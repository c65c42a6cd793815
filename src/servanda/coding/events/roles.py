"""Who fills the sides of an event: from heads of phrases to actors."""

from __future__ import annotations

from collections.abc import Iterable

from servanda.coding.forms import arguments
from servanda.coding.forms.matching import Match
from servanda.coding.noun_phrases import actors_of
from servanda.coding.parsing import Parse
from servanda.coding.prepared import Sentence
from servanda.records import Actor
from servanda.vocabulary.forms import RowT

_CLAUSES = frozenset({"relcl", "acl", "advcl", "appos", "parataxis", "ccomp", "xcomp", "punct", "cc", "mark"})
# Prepositions that lead to whom an act concerns where the form names none, in the order in which they are tried.
_TOWARD = ("against", "on", "upon", "to", "with", "for", "toward", "towards", "into", "from", "at", "over", "in", "inside", "near")
_PLACES = frozenset({"in", "near", "inside", "at", "into", "across", "throughout", "outside", "off", "around"})
_DEEP = 5


def source_actors(sentence: Sentence, match: Match[RowT]) -> tuple[Actor, ...]:
    """Who does it."""
    parse = sentence.parse
    if parse is None:
        return ()
    found: tuple[Actor, ...] = ()
    if match.source is not None:
        found = actors_of(sentence, arguments.relative_head(parse, match.source), loose=True)
    if not found and match.form.noun:
        found = owners(sentence, parse, match.token)
    return found


def target_actors(sentence: Sentence, match: Match[RowT]) -> tuple[Actor, ...]:
    """Whom it is done to: the part that the form names, what lies in it, else the phrases that lead to somebody."""
    parse = sentence.parse
    if parse is None:
        return ()
    for head in match.targets:
        found = named_in(sentence, parse, head)
        if found:
            return found
    if match.form.target is not None and match.form.target.necessary:
        return ()
    return fallback_targets(sentence, parse, match)


def fallback_targets(sentence: Sentence, parse: Parse, match: Match[RowT]) -> tuple[Actor, ...]:
    """Actors in the phrases round the trigger and its object, where the form's own place names none."""
    phrases = arguments.all_phrases(parse, match.token, None if match.form.noun else match.thing)
    if match.carrier is not None:
        phrases += arguments.phrases_of(parse, match.carrier)
    taken = set(match.contents) | ({match.source} if match.source is not None else set())
    if match.thing is not None and match.thing not in match.targets and match.thing not in taken and not match.form.noun:
        found = owners(sentence, parse, match.thing)
        if found:
            return found
    for wanted in _TOWARD:
        for word, _, head in phrases:
            if word == wanted and head not in taken:
                found = named_in(sentence, parse, head)
                if found:
                    return found
    return ()


def named_in(sentence: Sentence, parse: Parse, head: int) -> tuple[Actor, ...]:
    """The actors of a phrase, or those named inside it: the nearest to its head first."""
    head = arguments.relative_head(parse, head)
    found = actors_of(sentence, head, loose=True)
    if any(actor.actor for actor in found):
        return found
    level = parse.conjuncts(head)
    for _ in range(_DEEP):
        below = [c for token in level for c in parse.children[token] if parse.deps[c] not in _CLAUSES]
        inner: dict[str | None, Actor] = {}
        for child in below:
            for actor in actors_of(sentence, child, loose=True) if parse.tags[child][:1] in "NPJ" else ():
                if actor.actor:
                    inner.setdefault(actor.actor, actor)
        if not inner:
            inner = _adjectives(sentence, parse, below)
        if inner:
            return tuple(inner.values())
        level = below
    return found


def _adjectives(sentence: Sentence, parse: Parse, tokens: Iterable[int]) -> dict[str | None, Actor]:
    """Actors that adjectives among the tokens name."""
    found: dict[str | None, Actor] = {}
    for token in tokens:
        mention = sentence.mention_at(parse.starts[token], parse.ends[token])
        if mention is not None and parse.tags[token][:1] in "NPJ":
            for actor in mention.actors:
                found.setdefault(actor, Actor(actor, mention.sector, mention.words))
    return found


def owners(sentence: Sentence, parse: Parse, noun: int) -> tuple[Actor, ...]:
    """Actors before a noun: "Israeli air strikes", "Moscow's offer"; and the mention that a noun of action is part of."""
    found: dict[str | None, Actor] = {}
    for child in parse.of(noun, "poss", "amod", "compound", "nmod"):
        for token in parse.conjuncts(child):
            mention = sentence.mention_at(parse.starts[token], parse.ends[token])
            if mention is not None:
                for actor in mention.actors:
                    found.setdefault(actor, Actor(actor, mention.sector, mention.words))
    return tuple(found.values())


def place_of(sentence: Sentence, match: Match[RowT]) -> str | None:
    """The place that the text names for the event, in its words."""
    parse = sentence.parse
    if parse is None:
        return None
    anchors = [match.token, *([match.carrier] if match.carrier is not None else [])]
    for anchor in anchors:
        for word, _, head in arguments.all_phrases(parse, anchor, match.thing):
            if word in _PLACES and parse.tags[head] in ("NNP", "NNPS"):
                start, end = parse.extent(head, without=("relcl", "acl", "appos", "advcl", "prep", "punct", "cc", "conj", "det"))
                return sentence.plain[start - sentence.start : end - sentence.start]
    return None
