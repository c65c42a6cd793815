"""Whom "we" and "I" stand for: the speaker of the words, or the government in whose name a document speaks."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from servanda.coding.mentions import Mention

if TYPE_CHECKING:
    from servanda.coding.prepared import Prepared

FIRST_PERSON = re.compile(r"\b(?:[Ww]e|[Uu]s|[Oo]ur|I|[Mm]y|[Mm]e)\b")


def resolve_first_person(prepared: Prepared) -> None:
    """Add a mention for every "we", "our" and "I" whose speaker has an actor; the others stand for nobody that is known."""
    places = [
        (sentence, sentence.start + match.start(), sentence.start + match.end())
        for sentence in prepared.sentences
        if sentence.parse is not None
        for match in FIRST_PERSON.finditer(sentence.plain)
    ]
    if not places:
        return
    own = prepared.voices
    for sentence, start, end in places:
        attribution = prepared.attribution_at(start, end)
        speakers = [speaker for speaker in (own if attribution is None else attribution.speakers) if speaker.actor]
        actors = tuple(dict.fromkeys(speaker.actor for speaker in speakers if speaker.actor))
        if not actors or sentence.mention_at(start, end) is not None:
            continue
        words = prepared.document.text[start:end]
        name = speakers[0].name if len(speakers) == 1 else None
        sentence.mentions.append(Mention(start, end, words, actors, speakers[0].sector, "pronoun", name))
    for sentence in {id(sentence): sentence for sentence, _, _ in places}.values():
        sentence.mentions.sort(key=lambda mention: mention.start)
