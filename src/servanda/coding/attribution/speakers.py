"""Who a source is: the words resolved to actors, offices and names; unnamed sources stay words."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from servanda.coding.noun_phrases import actors_of_one, antecedent
from servanda.records import Speaker

if TYPE_CHECKING:
    from servanda.coding.mentions import Mention
    from servanda.coding.parsing import Parse
    from servanda.coding.prepared import Prepared
from servanda.coding.sentence import Sentence

# A name before a colon: two capitalised words or more, or one in capitals throughout.
_NAME = re.compile(r"[A-ZÀ-ÖØ-Þ][\w'’.-]*(?:\s+(?:[A-ZÀ-ÖØ-Þ][\w'’.-]*|al-\w+|bin|de|von|van|el))+$|^[A-ZÀ-Þ]{3,}$")
# Who answers for the office that a talk written down is of: "A:", "MR. CARTER:".
_ANSWERS = frozenset({"answer", "a", "spokesperson", "spokesman", "spokeswoman", "the spokesperson", "the spokesman", "secretary"})
_TITLED = re.compile(
    r"(?:MR|MS|MRS|MISS|DR|SECRETARY|MINISTER|UNDER SECRETARY|DEPUTY SECRETARY|SPOKES\w+|PRESS SECRETARY)\b\.?\s+[A-ZÀ-Þ]", re.IGNORECASE
)
# Who asks and answers in a talk written down, without a name.
_ROLES = frozenset({"question", "answer", "interviewer", "journalist", "reporter", "moderator", "q", "a"})
_PROPER = frozenset({"NNP", "NNPS"})


def speakers_of(prepared: Prepared, sentence: Sentence, head: int | None, place: tuple[int, int]) -> tuple[Speaker, ...]:
    """The source at a place as speakers, one for each actor or joined person; one without a code where none is known."""
    words = prepared.document.text[place[0] : place[1]]
    parse = sentence.parse
    if head is None or parse is None:
        return _of_mentions(prepared, sentence, place, words)
    found: dict[tuple[str | None, str | None], Speaker] = {}
    sector = None
    for token in parse.conjuncts(head):
        if not place[0] <= parse.starts[token] < place[1]:
            continue
        mention = sentence.mention_at(parse.starts[token], parse.ends[token])
        name = _name(parse, token, mention)
        # A named person speaks for the own state alone, not for that of the person joined by "and".
        own = mention.actors if mention is not None and mention.person else ()
        for actor in actors_of_one(sentence, token):
            if own and actor.actor not in own:
                continue
            sector = sector or actor.sector
            if actor.actor:
                found.setdefault((actor.actor, name), Speaker(actor.actor, actor.sector, name, words))
    if found:
        return tuple(found.values())
    named = _stands_for(parse, head)
    mention = sentence.mention_at(parse.starts[named], parse.ends[named])
    return (Speaker(None, sector, _name(parse, named, mention), words),)


def _stands_for(parse: Parse, token: int) -> int:
    """The noun that a relative pronoun stands for; any other token itself."""
    if parse.tags[token] not in ("WP", "WDT"):
        return token
    noun = antecedent(parse, token)
    return token if noun is None else noun


def _name(parse: Parse, token: int, mention: Mention | None) -> str | None:
    """A person's name: the one that the document gives in full, else the proper nouns around the head."""
    if mention is not None and mention.person:
        return mention.person
    apposed = parse.first(token, "appos")
    if apposed is not None and parse.tags[apposed] in _PROPER:
        return _name(parse, apposed, None)
    if mention is not None and (mention.actors or mention.form in ("office", "agent")):
        return None
    if parse.tags[token] not in _PROPER:
        return None
    first = token
    while first > 0 and parse.tags[first - 1] in _PROPER and parse.heads[first - 1] == token:
        first -= 1
    return " ".join(parse.words[first : token + 1])


def _of_mentions(prepared: Prepared, sentence: Sentence, place: tuple[int, int], words: str) -> tuple[Speaker, ...]:
    """Speakers of words that stand outside grammar, before a colon."""
    inside = [m for m in sentence.mentions if m.start < place[1] and place[0] < m.end and m.actors]
    if inside:
        return tuple(Speaker(actor, m.sector, m.person, words) for m in inside for actor in m.actors)
    if words.lower() in _ANSWERS or (words.isupper() and _TITLED.match(words)):
        return (_of_talk(prepared, words),)
    named = None if words.lower() in _ROLES else _NAME.search(words)
    return (Speaker(None, None, named.group() if named else None, words),)


def _of_talk(prepared: Prepared, words: str) -> Speaker:
    """Who answers in a talk written down: a person of the text, a guest of its title, or an official of the government that issues it."""
    if not _TITLED.match(words):
        return Speaker(prepared.issuer, "GOV" if prepared.issuer else None, None, words)
    family = words.rsplit(maxsplit=1)[-1].lower()
    known = next(
        (
            m
            for s in prepared.sentences
            for m in s.mentions
            if m.form == "person" and m.person and m.actors and m.person.lower().endswith(family)
        ),
        None,
    )
    if known is not None:
        return Speaker(known.actors[0], known.sector, known.person, words)
    guest = family in prepared.document.title.lower().split() if prepared.document.title else False
    issuer = None if guest else prepared.issuer
    return Speaker(issuer, "GOV" if issuer else None, words.title(), words)
