"""Whose "we" a document speaks with: a government's statement in the first person."""

from __future__ import annotations

from typing import TYPE_CHECKING

from servanda.records import Speaker

if TYPE_CHECKING:
    from servanda.coding.prepared import Prepared

_WE = frozenset({"we", "our", "us"})
# A statement names the government in whose name it speaks at once or not at all.
_OPENING = 3


def document_voice(prepared: Prepared) -> Speaker | None:
    """The actor that a document's own "we" stands for: the subject of its opening sentences; None where nobody says "we"."""
    if not any(_says_we(prepared, index) for index in range(len(prepared.sentences))):
        return None
    for sentence in prepared.sentences[:_OPENING]:
        parse = sentence.parse
        if parse is None:
            continue
        for token in range(len(parse)):
            if parse.deps[token] != "nsubj":
                continue
            mention = sentence.mention_at(parse.starts[token], parse.ends[token])
            voice = prepared.voice_at(parse.starts[token], parse.ends[token])
            if mention is None or mention.form not in ("state", "organisation") or len(mention.actors) != 1:
                continue
            if voice is None or voice.actor == mention.actors[0]:
                return Speaker(mention.actors[0], mention.sector, None, mention.words)
    return None


def _says_we(prepared: Prepared, index: int) -> bool:
    """Whether a sentence says "we" in the document's own voice."""
    parse = prepared.sentences[index].parse
    if parse is None:
        return False
    return any(lower in _WE and prepared.voice_at(parse.starts[i], parse.ends[i]) is None for i, lower in enumerate(parse.lowers))
