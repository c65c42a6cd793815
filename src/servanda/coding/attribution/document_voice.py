"""Whose "we" a document speaks with: a government's statement in the first person."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from servanda.records import Speaker
from servanda.vocabulary.government_sites import site_owner

if TYPE_CHECKING:
    from servanda.coding.attribution.finding import Attribution
    from servanda.coding.mentions import Mention
    from servanda.coding.parsing import Parse
    from servanda.coding.prepared import Prepared
    from servanda.coding.sentence import Sentence

_WE = re.compile(r"\b(?:[Ww]e|[Oo]ur|[Uu]s)\b")
# What a government has of its own: "the U.S. commitment", "the UK Government's position".
_OWN = frozenset({"government", "commitment", "position", "policy", "support", "administration"})
# A statement names the government in whose name it speaks at once or not at all.
_OPENING = 3


def document_voice(prepared: Prepared) -> Speaker | None:
    """The actor in whose name a document speaks; None where nobody is known to speak.

    It is the government that issues the document (`issuers.py` tells by what), else the state or organisation that is the subject of the opening of a text that says "we".
    """
    return voice_among(prepared, prepared.attributions)


def voice_among(prepared: Prepared, attributions: Sequence[Attribution]) -> Speaker | None:
    """As `document_voice`, with the attributions given."""
    official = _official(prepared)
    if official is not None:
        return official
    if not _says_we(prepared, attributions):
        return None
    for number, sentence in enumerate(prepared.sentences):
        parse = sentence.parse
        for token in range(len(parse) if parse is not None else 0):
            if parse is None or parse.deps[token] not in ("nsubj", "nsubjpass"):
                continue
            mention = _speaks(sentence, parse, token, opening=number < _OPENING)
            if mention is None:
                continue
            voices = _voices(attributions, mention.start, mention.end)
            if not voices or mention.actors[0] in voices:
                return Speaker(mention.actors[0], mention.sector, None, mention.words)
    return None


def _speaks(sentence: Sentence, parse: Parse, subject: int, *, opening: bool) -> Mention | None:
    """The state or organisation in whose name a subject speaks: itself where a text opens, or its government's policy anywhere."""
    mention = sentence.mention_at(parse.starts[subject], parse.ends[subject])
    if opening and mention is not None and mention.form in ("state", "organisation") and len(mention.actors) == 1:
        return mention
    if parse.lemmas[subject] not in _OWN:
        return None
    owners = [
        sentence.mention_at(parse.starts[one], parse.ends[one])
        for child in parse.of(subject, "poss", "compound", "amod", "nmod")
        for one in (child, *parse.of(child, "compound", "amod", "poss"))
    ]
    return next((one for one in owners if one is not None and one.form in ("state", "adjective") and len(one.actors) == 1), None)


def _official(prepared: Prepared) -> Speaker | None:
    """The government or organisation that issues a document, by what its head tells and what is known besides its text."""
    document = prepared.document
    if prepared.issuer is None:
        return None
    sector = None if site_owner(document.uri) == prepared.issuer else "GOV"
    return Speaker(prepared.issuer, sector, None, document.publisher or document.author)


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
