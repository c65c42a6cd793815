"""The two actors that a text has in mind where it names none: those of the sentences before, or those that it names most."""

from __future__ import annotations

import functools
from collections import Counter

from servanda.coding.prepared import Prepared
from servanda.coding.sentence import Sentence

_PAIR = 2
# How many sentences back a pair is still the one in mind.
_REACH = 3


def main_actor(prepared: Prepared) -> str | None:
    """The one state that a document names more than any other; None where none stands out."""
    top = _named(prepared).most_common(2)
    return top[0][0] if top and top[0][1] > 1 and (len(top) == 1 or top[0][1] > top[1][1]) else None


@functools.lru_cache(maxsize=1)
def _named(prepared: Prepared) -> Counter[str]:
    """How often a document names each actor."""
    return Counter(
        actor for s in prepared.sentences for m in s.mentions if m.form in ("state", "adjective", "person", "office") for actor in m.actors
    )


def main_pair(prepared: Prepared) -> tuple[str, ...]:
    """The two states that a document names more than any other; empty where no two stand out."""
    top = _named(prepared).most_common(3)
    plain = len(top) >= _PAIR and top[1][1] >= _PAIR and (len(top) == _PAIR or top[1][1] > top[2][1])
    return tuple(actor for actor, _ in top[:2]) if plain else ()


def pair_in_mind(prepared: Prepared, sentence: Sentence) -> tuple[str, ...]:
    """The pair that "both ministers" or "the two" means: the last two actors named together, else those that the document names most."""
    for one in reversed(prepared.sentences[max(0, sentence.index - _REACH) : sentence.index + 1]):
        both = next((m.actors for m in one.mentions if m.form == "anaphor" and len(m.actors) == _PAIR), ())
        named = tuple(dict.fromkeys(actor for m in one.mentions if m.form in ("state", "adjective") for actor in m.actors))
        if both or len(named) == _PAIR:
            return both or named
    return main_pair(prepared)
