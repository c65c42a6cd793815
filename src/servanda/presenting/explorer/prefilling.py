"""What the words of a fact to be added already say of its actors, so that nobody has to look codes up: a beginning, to be checked."""

from __future__ import annotations

import functools
from collections.abc import Sequence

from servanda.coding.mentions import Mention, MentionFinder
from servanda.presenting.explorer.claim_form import line_of
from servanda.records import Actor, Document, Span, Speaker
from servanda.vocabulary.actors import ActorTable

# Of each kind: the field of the one named first, and that of the others; the same field takes them all.
_FIELDS = {
    "event": ("sources", "targets"),
    "statement": ("speakers", "audience"),
    "position": ("holders", ""),
    "figure": ("about", "about"),
    "relation": ("pair", "pair"),
    "provision": ("bearers", "bearers"),
    "treaty_act": ("parties", "parties"),
}


@functools.lru_cache(maxsize=4)
def _finder(actors: ActorTable) -> MentionFinder:
    """The automaton over all names, made when it is first wanted: it takes a quarter of a second."""
    return MentionFinder(actors)


def prefilled(actors: ActorTable, document: Document, span: Span, kind: str) -> dict[str, str]:
    """Values of the fields that hold actors, by the name of the field, from the names in the words."""
    on = document.published.as_moment() if document.published else None
    found = _finder(actors).find(document.text, span.start, span.end, on)
    named = list({mention.actors: mention for mention in reversed(found) if mention.actors}.values())[::-1]
    first, rest = _FIELDS[kind]
    if kind in ("event", "statement"):
        return {first: _lines(named[:1], speaking=kind == "statement"), rest: _lines(named[1:] if kind == "event" else [], speaking=False)}
    codes = [actor for mention in named for actor in mention.actors]
    codes = list(dict.fromkeys(codes))[: {"position": 1, "relation": 2}.get(kind)]
    told = {first: ", ".join(codes)}
    return told | {"holder_words": named[0].words} if kind == "position" and named else told


def _lines(mentions: Sequence[Mention], *, speaking: bool) -> str:
    """Mentions as lines of a form; a speaker with the name of the person, where one is named."""
    made: list[Actor | Speaker] = []
    for mention in mentions:
        for actor in mention.actors:
            sector, words = mention.sector, mention.words
            made.append(Speaker(actor, sector, mention.person, words) if speaking else Actor(actor, sector, words))
    return "\n".join(map(line_of, made))
