"""People named again by their noun alone: "three Peruvian fishermen were held … the fishermen were freed"."""

from __future__ import annotations

import re
from collections.abc import Sequence

import msgspec

from servanda.coding.mentions import Mention

_DEFINITE = re.compile(r"\b(?:[Tt]he|[Tt]hese|[Tt]hose|[Bb]oth)\s+$")
# "the fishermen of Chad", "the troops in Chad": whose they are is told here.
_OWNED_AFTER = re.compile(r"\s+(?:of|from|in)\s+(?:the\s+)?[A-Z]")
# How many sentences back people are still the ones spoken of.
_REACH = 4


def with_same_people(text: str, sentences: list[list[Mention]]) -> list[list[Mention]]:
    """The mentions with definite nouns for people given to the actor whose people the text has just called by that noun.

    Where the sentences before give the noun to two actors, it stays open; organs of government are told apart elsewhere.
    """
    found = sentences
    for index, mentions in enumerate(sentences):
        for place, mention in enumerate(mentions):
            if not _is_bare(text, mention):
                continue
            before = [m for earlier in found[max(0, index - _REACH) : index] for m in earlier] + found[index][:place]
            owners = _called(mention, before)
            if len(owners) == 1:
                if found is sentences:
                    found = [list(one) for one in sentences]
                found[index][place] = msgspec.structs.replace(mention, actors=owners.pop())
    return found


def _is_bare(text: str, mention: Mention) -> bool:
    """Whether a mention is a definite noun for people of whom nothing tells whose they are."""
    return (
        mention.form == "agent"
        and not mention.actors
        and mention.sector not in (None, "GOV")
        and _DEFINITE.search(text[max(0, mention.start - 8) : mention.start]) is not None
        and _OWNED_AFTER.match(text, mention.end) is None
    )


def _called(mention: Mention, before: Sequence[Mention]) -> set[tuple[str, ...]]:
    """The actors of the people whom a noun has stood for."""
    noun = mention.words.rsplit(maxsplit=1)[-1].lower()
    return {m.actors for m in before if m.form == "agent" and m.actors and m.words.rsplit(maxsplit=1)[-1].lower() == noun}
