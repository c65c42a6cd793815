"""Words for somebody by what he is to another: "his Chadian counterpart", "her hosts", "his country", "the North"."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence

import msgspec

from servanda.coding.mentions import Mention

_NOUN = r"(?:counterpart|opposite\s+number)"
_OF_A_PEOPLE = re.compile(rf"\s+(?:[a-z]+\s+)?{_NOUN}\b(?!s)")
_FROM = re.compile(rf"\b{_NOUN}\s+(?:from|of|in)\s+(?:the\s+)?$")
# What stands after "his" and makes of it another: the one met, the one visited, the one received.
_OTHER = re.compile(rf"\s+(?:own\s+|[a-z]+\s+)?(?P<noun>{_NOUN}s?|hosts?|guests?)\b")
_OWN_STATE = re.compile(r"\s+(?:own\s+)?(?:country|nation|homeland)\b(?!['’])")
_FOR = re.compile(r"\s+(?:for|of|at)\s+(?:the\s+(?:[A-Z][a-z]+\s+)?)?")
_KOREAS = re.compile(r"\b(?:The|the)\s+(?P<half>North|South)\b(?!\s+(?:of\b|[A-Z])|-|['’])")
_HALVES = {"North": "PRK", "South": "KOR"}
# Other states of which a north and a south are spoken.
_DIVIDED = frozenset({"SDN", "SSD", "YEM", "CYP", "VNM", "ITA", "NGA"})


def of_a_people(text: str, mentions: Sequence[Mention]) -> list[Mention]:
    """The mentions with "Chadian counterpart" and "counterpart from Chad" as the officers that they are."""
    found: list[Mention] = []
    for mention in mentions:
        after = _OF_A_PEOPLE.match(text, mention.end) if mention.form in ("adjective", "organisation") else None
        before = _FROM.search(text, max(0, mention.start - 40), mention.start) if mention.form in ("state", "organisation") else None
        if after is not None:
            mention = Mention(mention.start, after.end(), text[mention.start : after.end()], mention.actors, "GOV", "office")  # noqa: PLW2901
        elif before is not None and not any(m.end > before.start() for m in found):
            mention = Mention(before.start(), mention.end, text[before.start() : mention.end], mention.actors, "GOV", "office")  # noqa: PLW2901
        found.append(mention)
    return found


def speaking_for(text: str, mentions: Sequence[Mention]) -> list[Mention]:
    """The mentions with one who speaks for another given to that one: "a spokesman for the Serbian government"."""
    found = list(mentions)
    for place, (mention, after) in enumerate(itertools.pairwise(mentions)):
        if (
            not mention.actors
            and after.actors
            and mention.words.lower().startswith("spokes")
            and _FOR.fullmatch(text, mention.end, after.start)
        ):
            found[place] = msgspec.structs.replace(mention, actors=after.actors, sector=after.sector or mention.sector)
    return found


def other_after(text: str, end: int, taken: Sequence[Mention]) -> tuple[int, int] | None:
    """Where a word for another stands behind the owner that ends at `end`: "counterpart" behind "his"; None where another is named."""
    match = _OTHER.match(text, end)
    if match is None or any(m.start < match.end() and match.start() < m.end for m in taken):
        return None
    return match.span("noun")


def own_state_end(text: str, end: int) -> int | None:
    """Where "country" ends that follows an owner which ends at `end`; None where none follows."""
    match = _OWN_STATE.match(text, end)
    return match.end() if match is not None else None


def koreas(text: str, start: int, end: int, mentions: Sequence[Mention], named: set[str]) -> Iterator[Mention]:
    """Mentions of "the North" and "the South" in a text that names Koreans and no other divided country."""
    if not named & set(_HALVES.values()) or named & _DIVIDED:
        return
    # A sentence that has the whole name tells by it who does what; the half would only tell it again.
    whole = {actor for m in mentions if m.form == "state" for actor in m.actors}
    for match in _KOREAS.finditer(text, start, end):
        if _HALVES[match["half"]] not in whole and not any(m.start < match.end() and match.start() < m.end for m in mentions):
            yield Mention(match.start("half"), match.end("half"), match["half"], (_HALVES[match["half"]],), None, "pronoun")
