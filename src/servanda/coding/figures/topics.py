"""The state that a passage is about where its figures name none: "Exports fell to 4 percent" in a text on Moldova."""

from __future__ import annotations

import functools

from servanda.coding.mentions import Mention
from servanda.coding.prepared import Prepared
from servanda.coding.sentence import Sentence

# What a state has by itself; who was killed, asked or paid is told at the amount.
OF_A_STATE = frozenset(
    "trade gdp inflation unemployment budget loan production population emissions energy reserves tourism remittances military_spending investment".split()
)
_FORMS = frozenset({"state", "adjective", "person", "office", "agent"})
# Of a text without a title the first line is one if it is no longer than this.
_LONGEST_HEADING = 120


def topic_at(prepared: Prepared, sentence: Sentence) -> str | None:
    """The state that the paragraph's first words name, if the text is about it; else the one that the text's title or issuer tells."""
    about = _about(prepared)
    paragraph = _first_of_paragraph(prepared, sentence)
    named = [m for m in paragraph.mentions if m.form in _FORMS and len(m.actors) == 1]
    lead = named[0].actors[0] if named else None
    return lead if lead is not None and lead in (about, prepared.issuer) else about


@functools.lru_cache(maxsize=1)
def _about(prepared: Prepared) -> str | None:
    """The one state of the title or heading, else that of whoever issues the text."""
    first = prepared.sentences[0] if prepared.sentences else None
    heading = first.mentions if first is not None and first.end - first.start <= _LONGEST_HEADING else ()
    return _only(prepared.title) or (None if prepared.title else _only(heading)) or prepared.issuer


def _only(mentions: tuple[Mention, ...] | list[Mention]) -> str | None:
    """The one actor that some mentions name; None where they name none or several."""
    codes = {actor for m in mentions if m.form in _FORMS for actor in m.actors}
    return codes.pop() if len(codes) == 1 else None


def _first_of_paragraph(prepared: Prepared, sentence: Sentence) -> Sentence:
    """The first sentence of the paragraph of a sentence."""
    index = sentence.index
    while index > 0 and same_paragraph(prepared, index - 1, prepared.sentences[index]):
        index -= 1
    return prepared.sentences[index]


def same_paragraph(prepared: Prepared, index: int, sentence: Sentence) -> bool:
    """Whether the sentence at an index stands in the paragraph of a later one."""
    return "\n\n" not in prepared.document.text[prepared.sentences[index].end : sentence.start]
