"""Who a source is: the words resolved to actors, offices and names; unnamed sources stay words."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from servanda.coding.noun_phrases import actors_of
from servanda.records import Speaker

if TYPE_CHECKING:
    from servanda.coding.mentions import Mention
    from servanda.coding.prepared import Prepared, Sentence

_NAME = re.compile(
    r"(?:[A-ZÀ-ÖØ-Þ][\w'’.-]*|al-\w+|bin|de|von|van|el)(?:\s+(?:[A-ZÀ-ÖØ-Þ][\w'’.-]*|al-\w+|bin|de|von|van|el))+$|^[A-ZÀ-ÖØ-Þ][a-zß-ÿ'’-]+$"
)
_FIRST = frozenset({"we", "i", "us", "our", "my"})


def speakers_of(prepared: Prepared, sentence: Sentence, head: int | None, place: tuple[int, int]) -> tuple[Speaker, ...]:
    """The source at a place as speakers, one for each actor or joined person; one without a code where none is known."""
    words = prepared.document.text[place[0] : place[1]]
    found: list[Speaker] = []
    if head is not None and sentence.parse is not None:
        parse = sentence.parse
        for token in parse.conjuncts(head):
            if not (place[0] <= parse.starts[token] < place[1]):
                continue
            mention = sentence.mention_at(parse.starts[token], parse.ends[token])
            own = mention.words if mention is not None and mention.form == "person" and token != head else words
            for actor in actors_of(sentence, token):
                speaker = Speaker(actor.actor, actor.sector, _name(mention, own), words)
                if all((s.actor, s.name) != (speaker.actor, speaker.name) for s in found):
                    found.append(speaker)
    coded = [speaker for speaker in found if speaker.actor]
    if coded:
        return tuple(coded)
    inside = [m for m in sentence.mentions if m.start < place[1] and place[0] < m.end and m.actors and m.form == "person"]
    if inside:
        return tuple(Speaker(actor, m.sector, _name(m, words), words) for m in inside for actor in m.actors)
    sector = next((speaker.sector for speaker in found if speaker.sector), None)
    return (Speaker(None, sector, _name(None, words), words),)


def _name(mention: Mention | None, words: str) -> str | None:
    """A person's name: the one that the document gives in full, else capitalised words."""
    if mention is not None and (mention.person or mention.actors):
        return mention.person
    match = _NAME.search(words)
    return match.group() if match else None
