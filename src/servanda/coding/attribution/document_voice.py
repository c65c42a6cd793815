"""Whose "we" a document speaks with: a government's statement in the first person."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from servanda.records import Speaker

if TYPE_CHECKING:
    from servanda.coding.attribution.finding import Attribution
    from servanda.coding.prepared import Prepared

_WE = re.compile(r"\b(?:[Ww]e|[Oo]ur|[Uu]s)\b")
# A statement names the government in whose name it speaks at once or not at all.
_OPENING = 3


def document_voice(prepared: Prepared) -> Speaker | None:
    """The actor that a document's own "we" stands for; None where nobody says "we" or nobody is known to speak.

    It is the government that published the document, else the state or organisation that is the subject of its opening.
    """
    return voice_among(prepared, prepared.attributions)


def voice_among(prepared: Prepared, attributions: Sequence[Attribution]) -> Speaker | None:
    """As `document_voice`, with the attributions given."""
    if not _says_we(prepared, attributions):
        return None
    if prepared.issuer is not None:
        return Speaker(prepared.issuer, "GOV", None, prepared.document.publisher)
    for sentence in prepared.sentences[:_OPENING]:
        parse = sentence.parse
        for token in range(len(parse) if parse is not None else 0):
            if parse is None or parse.deps[token] != "nsubj":
                continue
            mention = sentence.mention_at(parse.starts[token], parse.ends[token])
            if mention is None or mention.form not in ("state", "organisation") or len(mention.actors) != 1:
                continue
            voices = _voices(attributions, parse.starts[token], parse.ends[token])
            if not voices or mention.actors[0] in voices:
                return Speaker(mention.actors[0], mention.sector, None, mention.words)
    return None


def _says_we(prepared: Prepared, attributions: Sequence[Attribution]) -> bool:
    """Whether a document says "we" in its own voice."""
    return any(
        not _voices(attributions, sentence.start + match.start(), sentence.start + match.end())
        for sentence in prepared.sentences
        for match in _WE.finditer(sentence.plain)
    )


def _voices(attributions: Sequence[Attribution], start: int, end: int) -> set[str | None]:
    """The actors to whom the words of a stretch are attributed."""
    return {
        speaker.actor
        for attribution in attributions
        for first, last in attribution.content
        if first <= start and end <= last
        for speaker in attribution.speakers
    }
