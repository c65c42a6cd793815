"""Which two actors "the two sides", "our two countries" or "both ministers" are: those who meet or speak, not the last two that were named."""

from __future__ import annotations

import re
from collections import Counter, deque
from collections.abc import Sequence

import msgspec

from servanda.coding.mentions import Mention
from servanda.coding.salience import is_oblique, opener_end

# Verbs and nouns by which one meets another or goes to see it.
_MEETING = re.compile(
    r"\b(?:meets?|met|meeting|receiv\w+|host(?:s|ed|ing)|welcom\w+|greet\w+|visit\w*|telephoned|phoned|calls?|called|spoke|speaks?|speaking|speech|talks?|remarks|"
    r"arriv\w+|flew|flies|travel\w*|trip|tour|counterparts?|guests?|hosts?|courtesy|credentials|dialogue|consultations|exercises?|sailed|partnership|"
    r"wrote|letter|conversation|discuss\w*|negotiat\w*|agree[sd]?|signed|deal|treaty)\b",
    re.IGNORECASE,
)
# A people's word that stands for some who take part: "a Chadian team", "his Chadian counterpart", "the Danish side".
_TAKING_PART = re.compile(
    r"\s+(?:[a-z]+\s+)?(?:teams?|delegations?|side|counterparts?|envoys?|officials?|negotiators?|officers?|forces|ships?|destroyer|frigate)\b"
)
# A topic of talk rather than one who takes part: "discussed Iran", "spoke about the war between Israel and Lebanon".
_TOPIC = re.compile(
    r"\b(?:about|over|on|concerning|regarding|between|discuss\w*|raised|unlike|like|including|against|condemn\w*|situation\s+in|developments\s+in|"
    r"(?:spoke|speak|speaks|talked|told)\s+of|(?:war|crisis|conflict|violence|fighting|tensions?|dispute|coup|elections?)\s+in)\s[^.;]{0,60}$"
)
# Where what somebody says begins: those named in it need not take part.
_TOLD = re.compile(r"\b(?:said|says|that|saying)\b|[\"“]")
_DISCUSSED = re.compile(r"\b(?:was|were|is|are|be|been)\s+(?:also\s+)?(?:discussed|raised|debated|mentioned|considered|reviewed|touched)\b")
_POSSESSIVE = re.compile(r"['’]s?(?=\s)")
_OF_STATES = frozenset({"state", "adjective", "person", "office"})
# A place or a way that a state is, not one who takes part or whom a text is about: "in Chad", "on Syria", "through Chad".
_PLACE = re.compile(r"\b(?:in|on|over|through|across|via|past|off|near|outside)\s+(?:the\s+)?$", re.IGNORECASE)
# What puts another on a par with those who act: a pause or conjunction before the subject of a clause, "voted with Chad", "joined Chad".
_BESIDE = re.compile(
    r"(?:^|[,;:(—–]\s*(?:and\s+)?|\b(?:and|or|but|while|whereas|as\s+did|nor|alongside|joined|joining|including|like|[a-z]+\s+with)\s+)(?:the\s+)?$",
    re.IGNORECASE,
)
# How many sentences back a pair is still in mind, and how far back one outweighs a pair that is only spoken of.
_REACH = 6
# How many sentences open a text and may tell who meets whom.
_OPENING = 2


class Pair(msgspec.Struct, frozen=True):
    """Two actors that a sentence joins; `firm` where they act together or meet, and are not merely spoken of.

    `crowded` where the sentence puts a third on a par with them, so that nobody knows which two it leaves in mind; `met` where it tells
    of a meeting or of their officials, and not of "the trade of Chad and Niger".
    """

    at: int
    actors: tuple[str, ...]
    firm: bool
    crowded: bool
    met: bool


class Dyads:
    """The pairs of actors that a reader of a document has in mind, fed sentence by sentence."""

    def __init__(
        self, sentences: Sequence[Sequence[Mention]], title: Sequence[Mention], text: str, issuer: str | None, words: str = ""
    ) -> None:
        named = [mention for mentions in [title, *sentences] for mention in mentions]
        told = [*title, *(m for mentions in sentences for m in mentions if not _PLACE.search(text, max(0, m.start - 16), m.start))]
        counts, everywhere = _counts(told), _counts(named)
        top = counts.most_common(3)
        # Actors that are no country: "the two countries" are never NATO and somebody.
        self._others = {actor for m in named if m.form in ("organisation", "group", "region") for actor in m.actors}
        alone = len(top) == 2  # where a text names two states and no third, they are the two
        third = top[2][1] if len(top) > 2 else 0
        self._main = tuple(sorted(actor for actor, _ in top[:2])) if len(top) >= 2 and (alone or top[1][1] > max(third, 1)) else ()
        # A pair that is spoken of twice as often as any third actor is what "the two sides" means, wherever it stands.
        rival = max([1, *(count for actor, count in everywhere.items() if actor not in self._main)])
        self._dominant = bool(self._main) and min(everywhere[actor] for actor in self._main) >= 2 * rival
        self._title = frozenset(actor for m in title for actor in m.actors)
        self._joined = alone
        self._pairs: deque[Pair] = deque(maxlen=12)
        self.issuer = issuer
        self.partner = _partner(sentences, title, issuer)
        self._principals = (issuer, self.partner) if issuer and self.partner and _bilateral(text, sentences, words) else ()
        self._common = next((actor for actor, _ in counts.most_common() if actor not in (issuer, *self._others)), None)

    def add(self, at: int, actors: tuple[str, ...], *, firm: bool = True, crowded: bool = False, met: bool = True) -> None:
        """Keep a pair that sentence `at` joins; `crowded` where that sentence puts a third beside them, `met` where the two meet."""
        self._pairs.append(Pair(at, actors, firm, crowded, met))
        self._joined = self._joined or set(actors) == set(self._main)

    def of(self, index: int, earlier: Sequence[Mention], *, states: bool, own: bool, speaker: str | None) -> tuple[str, ...]:
        """The two actors that "the two sides" stands for in sentence `index`; empty where nobody knows.

        `earlier` is what the sentence names before; `states` where only states are countries or governments; `own` where they are
        "our two countries", of which one is the speaker's: the issuer's, or `speaker`.
        """
        here = _two_of(earlier)
        speaking = self.issuer or speaker if own else None
        if speaking is not None:
            return self._own(index, here, speaking)
        if len(here) == 2:
            return here
        recent = [p for p in self._pairs if index - p.at <= _REACH and not (states and set(p.actors) & self._others)]
        firm = [p for p in recent if p.firm]
        if self._principals and not any(index - p.at <= 1 for p in firm):
            return self._principals
        if self._dominant:
            return self._main
        if (firm or recent) and not (firm or recent)[-1].crowded:
            return (firm or recent)[-1].actors
        told = self._joined or self._title >= set(self._main)
        return () if not told or (states and set(self._main) & self._others) else self._main

    def near(self, index: int, reach: int, earlier: Sequence[Mention]) -> tuple[str, ...]:
        """The pair to which a bare "the two" or "the ministers" may point: that of its own sentence, or else of the last ones."""
        here = _two_of(earlier)
        if len(here) > 1:
            return here if len(here) == 2 else ()
        near = [p for p in self._pairs if index - p.at <= reach]
        firm = [p for p in near if p.firm]
        if self._dominant and not any(p.met for p in firm):
            return self._main
        if not near:
            return ()
        return () if (firm or near)[-1].crowded else (firm or near)[-1].actors

    def other(self, index: int, one: tuple[str, ...]) -> str | None:
        """The other of the last two who meet, where `one` is one of them; else the issuer's partner."""
        if self._principals and one == (self.issuer,):
            return self.partner
        for pair in reversed(self._pairs):
            if pair.firm and len(pair.actors) == 2 and len(one) == 1 and one[0] in pair.actors and index - pair.at <= _REACH:
                return next(actor for actor in pair.actors if actor != one[0])
        return self.partner if one == (self.issuer,) else None

    def _own(self, index: int, here: tuple[str, ...], speaking: str) -> tuple[str, ...]:
        """The speaker and the other whom a sentence, a pair in mind, or the whole text joins to it."""
        if len(here) == 2 and speaking in here:
            return here
        mine = [p.actors for p in self._pairs if speaking in p.actors and len(p.actors) == 2 and index - p.at <= _REACH]
        others = [actor for pair in mine for actor in pair if actor != speaking and actor not in self._others]
        other = self.partner or (others[-1] if others else None) or self._common
        return (speaking, other) if other and other != speaking else ()


def _counts(mentions: Sequence[Mention]) -> Counter[str]:
    """How often each state is named, alone and not as an organisation."""
    return Counter(m.actors[0] for m in mentions if m.form in _OF_STATES and len(m.actors) == 1)


def _named(mentions: Sequence[Mention], *forms: str) -> tuple[str, ...]:
    """The single actors that mentions of these forms name, in order."""
    return tuple(dict.fromkeys(actor for m in mentions if m.form in forms and len(m.actors) == 1 for actor in m.actors))


def _two_of(mentions: Sequence[Mention]) -> tuple[str, ...]:
    """Whom a sentence names so far: its two people where they are two ("Putin met Bush in Genoa, and the two"), else states and people.

    Where it names none of these, those whom one word joins: "Chadian and Libyan troops".
    """
    people = _named(mentions, "person", "office")
    named = people if len(people) == 2 else _named(mentions, "state", "person")
    return named or next((m.actors for m in mentions if m.form in ("agent", "office") and len(m.actors) == 2), ())


def participants(text: str, start: int, end: int, mentions: Sequence[Mention], about: Mention | None) -> tuple[str, ...]:
    """The two who meet in a sentence that is `about` one of them, that one first; empty where it tells of no meeting or of more than two."""
    if about is None or len(about.actors) != 1 or not any(m.start > about.start and m.actors != about.actors for m in mentions):
        return ()
    if _MEETING.search(text, opener_end(text, start, end), end) is None or _DISCUSSED.search(text, start, end):
        return ()
    found = [about.actors[0]]
    told = _TOLD.search(text, about.end, end)
    for mention in mentions:
        if told is not None and mention.start >= told.end():
            break
        if mention.start <= about.start or len(mention.actors) != 1 or mention.actors[0] in found:
            continue
        if mention.form == "adjective" and not _TAKING_PART.match(text, mention.end):
            continue
        if mention.form in ("organisation", "group", "region", "pronoun") or _TOPIC.search(text[about.end : mention.start]):
            continue
        found.append(mention.actors[0])
    return tuple(found) if len(found) == 2 else ()


def is_crowded(text: str, start: int, first: int, pair: Sequence[str], mentions: Sequence[Mention]) -> bool:
    """Whether the sentence that begins at `start` puts a third on a par with a pair that begins at `first`.

    "China and Namibia voted with Russia" does; "Cuba criticised Canada and Mexico" does not: its subject stands over against the two.
    """
    acting = _BESIDE.search(text[max(start, first - 24) : first]) is not None
    for mention in mentions:
        if mention.form not in ("state", "person", "office") or len(mention.actors) != 1 or mention.actors[0] in pair:
            continue
        beside = _BESIDE.search(text[max(start, mention.start - 24) : mention.start])
        if beside is not None and (acting or beside.group().strip()) and not _POSSESSIVE.match(text, mention.end):
            return True
    return False


def is_firm(text: str, start: int, end: int, pair_start: int, mentions: Sequence[Mention]) -> bool:
    """Whether a joined pair that begins at `pair_start` takes part rather than being spoken of."""
    first = next((m for m in mentions if m.start >= pair_start), None)
    if first is None:
        return True
    if _DISCUSSED.search(text, pair_start, end) or (first.form == "agent" and first.sector not in ("GOV", "MIL", None)):
        return False  # "Iran and Iraq were discussed", "traders from Peru and Chile"
    before = any(m.end <= pair_start for m in mentions)
    topic = _TOPIC.search(text[start:pair_start]) is not None
    return not (before and topic) and not (is_oblique(text, start, first) and not _JOINS.search(text[start:pair_start]))


# "a deal between X and Y", "the borders of X and Y": prepositions whose pair is itself what a sentence is about.
_JOINS = re.compile(r"\b(?:between|both|of|to)\s+(?:the\s+)?$", re.IGNORECASE)


def _partner(sentences: Sequence[Sequence[Mention]], title: Sequence[Mention], issuer: str | None) -> str | None:
    """The only state beside the issuer that the title names, or else the opening of the text."""
    for mentions in (title, [m for sentence in sentences[:_OPENING] for m in sentence]):
        others = {m.actors[0] for m in mentions if m.form in _OF_STATES and len(m.actors) == 1 and m.actors[0] != issuer}
        if others:
            return others.pop() if len(others) == 1 else None
    return None


def _bilateral(text: str, sentences: Sequence[Sequence[Mention]], title: str) -> bool:
    """Whether a title or the opening of a text tells of a meeting, a call or a deal."""
    if _MEETING.search(title):
        return True
    opening = [m for mentions in sentences[:_OPENING] for m in mentions]
    return bool(opening) and _MEETING.search(text, 0, opening[-1].end) is not None
