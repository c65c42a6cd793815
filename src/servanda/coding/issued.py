"""Offices and organs without an owner in a document whose issuer is known: "the Minister", "the Government", "our Embassy"."""

from __future__ import annotations

import re
from collections.abc import Sequence

import msgspec

from servanda.coding.mentions import Mention

_DEFINITE = re.compile(
    r"(?:^|[\s\"“(])(?:[Tt]he|[Oo]ur|[Mm]y|[Tt]his)\s+"
    r"(?:(?:own|whole|present|current|entire|Foreign|Defen[cs]e|Interior|Finance|Trade|Health|Federal|Coalition|National)\s+){0,2}$"
)
_OUR = re.compile(r"\b(?:[Oo]ur|[Mm]y)\s+(?:[a-z]+\s+)?$")
# Organs of a government; other people and things are nobody's by grammar alone.
_ORGAN = re.compile(
    r"^(?:government|ministry|ministry of \w.*|department|embassy|cabinet|administration|delegation|parliament|consulate|high commission|mission|armed forces|navy|army|"
    r"air force|police|authorities)$",
    re.IGNORECASE,
)
# Offices of a minister's rank and below; a president or an ambassador in such a text is as often a guest.
_OFFICER = re.compile(r"\b(?:minister|secretary|spokes\w+|chancellor|undersecretary|chief of staff|press secretary)\b", re.IGNORECASE)
_HEAD = re.compile(r"\b(?:president|premier|king|queen|emperor|vice[- ]president)\b", re.IGNORECASE)
# Verbs by which one office has to do with another state's.
MET = re.compile(
    r"\b(?:meets?|met|meeting|receiv\w+|host(?:s|ed)|welcom\w+|greet\w+|thank\w+|visit\w+|saw|sees|telephoned|phoned|called|spoke|talks?|congratulat\w+|"
    r"invit\w+|summon\w+|assured?|told|urg\w+|deliver\w+|hand\w*)\b"
)
# "In Lima, the Minister met …": where, not whose.
_WHERE = re.compile(r"\b(?:[Ii]n|[Aa]t|[Tt]o|[Nn]ear|[Ff]rom)\s+(?:the\s+)?$")
# "the Minister of Defence of Peru", "the government in Bamako": an owner follows.
_OWNED_AFTER = re.compile(r"\s+(?:of|in|from)\s+(?:the\s+|that\s+|this\s+|his\s+|her\s+|their\s+)?[\w ]{0,30}$")


def of_issuer(text: str, index: int, sentences: Sequence[Sequence[Mention]], issuer: str, *, strong: bool) -> list[Mention]:
    """The mentions of sentence `index` with bare offices and organs given to the issuer, unless another owner is near.

    Another is near where the sentence names it before, or where the sentence before gives it the same organ. `strong` tells that the
    document itself names its issuer: then people with an office are its own, too.
    """
    before = sentences[max(0, index - 2) : index]
    here = list(sentences[index])
    for place, mention in enumerate(here):
        if not mention.actors and _may_be_own(text, mention, strong=strong) and _is_own(text, place, here, issuer):
            # "The Peruvian Minister came. The Minister thanked …": whose the sentence before says it is.
            settled = mention.words[0].isupper() and any(
                m.words == mention.words and m.actors == (issuer,) for s in sentences[:index] for m in s
            )
            owners = (issuer,) if settled else _just_named(mention, before, issuer) or (issuer,)
            here[place] = msgspec.structs.replace(mention, actors=owners if len(owners) == 1 else ())
    return here


def _is_own(text: str, place: int, here: Sequence[Mention], issuer: str) -> bool:
    """Whether the sentence itself names no other owner of an office or organ."""
    mention = here[place]
    if _OUR.search(text[max(0, mention.start - 24) : mention.start]):
        return True
    earlier = [m for m in here[:place] if m.actors]
    # "In Accra, the Minister met the Foreign Minister": the second is the host's.
    partners = [m for m in here[:place] if m.form in ("office", "person")]
    if mention.form == "office" and partners and MET.search(text, partners[-1].end, mention.start):
        return False
    if any(m.actors != (issuer,) and not _WHERE.search(text[max(0, m.start - 12) : m.start]) for m in earlier):
        return False
    after = next((m for m in here[place + 1 :] if m.actors), None)
    return after is None or _OWNED_AFTER.fullmatch(text, mention.end, after.start) is None


def _may_be_own(text: str, mention: Mention, *, strong: bool) -> bool:
    """Whether a mention is a definite office or organ, or a person who bears an office."""
    if mention.form == "person":
        held = mention.words.removesuffix(mention.person or "")
        return strong and mention.sector in ("GOV", "MIL") and _OFFICER.search(held) is not None and not _HEAD.search(held)
    before = text[max(0, mention.start - 24) : mention.start]
    if mention.form == "agent":
        return _ORGAN.match(mention.words) is not None and _DEFINITE.search(before) is not None
    if mention.form != "office" or mention.words.endswith("s"):
        return False
    official = _OFFICER.search(mention.words) is not None or (strong and _HEAD.search(mention.words) is not None)
    return official and mention.sector != "IGO" and (_DEFINITE.search(before) is not None or mention.words[0].isupper())


def _just_named(mention: Mention, before: Sequence[Sequence[Mention]], issuer: str) -> tuple[str, ...]:
    """The others to whom the sentence before gives the same organ or office; one in small letters is taken up from further away."""
    if mention.form == "person":
        return ()
    noun = mention.words.split()[-1].lower()
    prime = "prime" in mention.words.lower()
    owners = [
        m.actors
        for earlier in before[-1 if mention.words[0].isupper() else -2 :]
        for m in earlier
        if m.actors
        and m.form in ("agent", "office", "person")
        and noun in m.words.lower().split()
        and prime == ("prime" in m.words.lower())
    ]
    return owners[-1] if owners and (issuer,) not in owners else ()
