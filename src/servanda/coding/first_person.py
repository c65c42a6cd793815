"""Whom "we" and "I" stand for: the speaker of the words, or the government in whose name a document speaks."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from servanda.coding.attribution import document_voice
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
    own = document_voice(prepared)
    for sentence, start, end in places:
        speaker = prepared.voice_at(start, end) or own
        if speaker is None or speaker.actor is None or sentence.mention_at(start, end) is not None:
            continue
        words = prepared.document.text[start:end]
        sentence.mentions.append(Mention(start, end, words, (speaker.actor,), speaker.sector, "pronoun", speaker.name))
    for sentence in {id(sentence): sentence for sentence, _, _ in places}.values():
        sentence.mentions.sort(key=lambda mention: mention.start)
