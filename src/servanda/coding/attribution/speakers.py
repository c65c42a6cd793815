"""Who a source is: the words resolved to actors, offices and names; unnamed sources stay words."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import msgspec

from servanda.coding.attribution.self_named import self_named
from servanda.coding.noun_phrases import actors_of_one, antecedent
from servanda.records import Speaker

if TYPE_CHECKING:
    from servanda.coding.attribution.finding import Attribution
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
_UNNAMED = re.compile(r"\bofficial\b")
# Whom a title says to answer: "Foreign Ministry Spokesman Shen Guofang's press conference".
_IN_TITLE = re.compile(
    r"(?:Spokes(?:man|woman|person)|Minister|Secretary|Ambassador|President|Director|Envoy|Representative)\s+((?:[A-ZÀ-Þ][a-zß-ÿ-]+\s+){1,2}[A-ZÀ-Þ][a-zß-ÿ-]+)(?=['’]|\s|$)"
)
# Sectors of people who speak for a state or an organisation.
_OFFICIAL = frozenset({"GOV", "MIL", "LEG", "IGO"})


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
        name = _name(sentence, parse, token, mention)
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
    return (Speaker(None, sector, _name(sentence, parse, named, mention), words),)


def _stands_for(parse: Parse, token: int) -> int:
    """The noun that a relative pronoun stands for; any other token itself."""
    if parse.tags[token] not in ("WP", "WDT"):
        return token
    noun = antecedent(parse, token)
    return token if noun is None else noun


def _name(sentence: Sentence, parse: Parse, token: int, mention: Mention | None) -> str | None:
    """A person's name: the one that the document gives in full, else the proper nouns around the head."""
    if mention is not None and mention.person:
        return mention.person
    apposed = parse.first(token, "appos")
    if apposed is not None and parse.tags[apposed] in _PROPER:
        return _name(sentence, parse, apposed, sentence.mention_at(parse.starts[apposed], parse.ends[apposed]))
    if mention is not None and (mention.actors or mention.form in ("office", "agent")):
        return None
    if parse.tags[token] not in _PROPER:
        return None
    first = token
    while first > 0 and parse.tags[first - 1] in (*_PROPER, "HYPH") and parse.heads[first - 1] == token:
        first -= 1
    return sentence.plain[parse.starts[first] - sentence.start : parse.ends[token] - sentence.start]


def _of_mentions(prepared: Prepared, sentence: Sentence, place: tuple[int, int], words: str) -> tuple[Speaker, ...]:
    """Speakers of words that stand outside grammar, before a colon."""
    inside = [m for m in sentence.mentions if m.start < place[1] and place[0] < m.end and m.actors]
    if inside:
        return tuple(Speaker(actor, m.sector, m.person, words) for m in inside for actor in m.actors)
    if words.lower() in _ANSWERS or (words.isupper() and _TITLED.match(words)):
        return (_of_talk(prepared, words),)
    named = None if words.lower() in _ROLES else _NAME.search(words)
    return (Speaker(None, None, named.group() if named else None, words),)


def name_themselves(prepared: Prepared, found: list[Attribution]) -> list[Attribution]:
    """The attributions with officials of no known state given to the one that they name as their own in what they say."""
    told: dict[str, list[tuple[int, int]]] = {}
    official = {_one(a.speakers[0]) for a in found if _of_no_state(a) and _is_official(a.speakers[0])}
    for attribution in found:
        if attribution.direct and _of_no_state(attribution) and _one(attribution.speakers[0]) in official:
            told.setdefault(_one(attribution.speakers[0]), []).extend(attribution.content)
    named = {who: mention for who, places in told.items() if (mention := self_named(prepared, places)) is not None}
    return [_for_state(attribution, named) for attribution in found] if named else found


def _one(speaker: Speaker) -> str:
    """By what a text tells one speaker from another: the family name, else the words."""
    words = (speaker.name or speaker.words or "").lower()
    # "SENIOR ADMINISTRATION OFFICIAL TWO" is of the government that his colleague names.
    return "official" if _UNNAMED.search(words) else words.rsplit(maxsplit=1)[-1]


def _of_no_state(attribution: Attribution) -> bool:
    return len(attribution.speakers) == 1 and attribution.speakers[0].actor is None and bool(attribution.speakers[0].words)


def _is_official(who: Speaker) -> bool:
    """Whether a speaker bears an office or answers for one."""
    words = who.words or ""
    return (
        who.sector in _OFFICIAL
        or (words.isupper() and _UNNAMED.search(words.lower()) is not None)
        or words.lower() in _ANSWERS
        or (words.isupper() and _TITLED.match(words) is not None)
    )


def _for_state(attribution: Attribution, named: dict[str, Mention]) -> Attribution:
    who = attribution.speakers[0]
    mention = named.get(_one(who)) if _of_no_state(attribution) else None
    if mention is None:
        return attribution
    speaker = Speaker(mention.actors[0], who.sector or "GOV", who.name, who.words)
    return msgspec.structs.replace(attribution, speakers=(speaker,))


def _of_talk(prepared: Prepared, words: str) -> Speaker:
    """Who answers in a talk written down: a person of the text, a guest of its title, or an official of the government that issues it."""
    if not _TITLED.match(words):
        title = _IN_TITLE.search(prepared.document.title or "")
        return Speaker(prepared.issuer, "GOV" if prepared.issuer else None, title.group(1) if title is not None else None, words)
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
