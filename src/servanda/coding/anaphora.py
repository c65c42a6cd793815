"""Words that stand for actors named before: "the two sides", "both countries", "either party", "they", "he"."""

from __future__ import annotations

import itertools
import re
from collections import Counter, deque
from collections.abc import Sequence

import msgspec

from servanda.coding.mentions import Mention
from servanda.coding.people import introduced, named_again

_KIND = (
    r"(?:sides?|countr(?:y|ies)|nations?|states?|powers?|neighbou?rs?|peoples?|governments?|parties|party|partners?|allies|capitals|"
    r"leaders?|presidents?|premiers?|prime ministers?|foreign ministers?|ministers?|heads of state|delegations?|militaries|armies|navies|"
    r"giants|republics|rivals|economies)"
)
_PAIR = re.compile(
    rf"\b(?:(?:the|these|those|our|their)\s+)?(?:two|both)\s+(?:of\s+(?:the\s+)?)?(?:\w+\s+)?{_KIND}\b"
    rf"|\b[Tt]he\s+two(?=\s+(?:also\s+)?(?:[a-z]+ed|agree|took|met|spoke|held|have|had|will|were|are|would)\b)"
    rf"|\bboth\s+of\s+them\b|\beither\s+{_KIND}\b|\beach\s+other\b|\bone\s+another\b|\bneither\s+{_KIND}\b"
    rf"|\b[Bb]oth(?=\s+(?:also\s+|have\s+|are\s+|were\s+|had\s+|will\s+)?(?:[a-z]+(?:ed|e)\b|(?:under|over|with|fore)?(?:took|met|spoke|stood|drew|saw|swore|went|held|found|put|knew)\b|agree|oppose|support|claimed|said|have|are|were|will|would|may|must|shall))",
    re.IGNORECASE,
)
# "The ministers discussed …" just after two of them met: the plural alone points back, but only from nearby.
_NEAR_PAIR = re.compile(
    r"\b[Tt]he\s+(?:(?:[Ff]oreign|[Pp]rime|[Dd]efen[cs]e)\s+)?(?:[Mm]inisters|[Pp]residents|[Pp]remiers|[Ll]eaders|[Ss]ecretaries|[Ss]ides|[Dd]elegations|[Pp]arties|"
    r"[Hh]eads\s+of\s+(?:[Ss]tate|[Gg]overnment))\b(?!\s+(?:of|from)\b)"
)
_STATES = re.compile(
    r"\b(?:countr|nation|state|neighbou?r|government|capital|republic|econom|head of state|prime minister|foreign minister)", re.IGNORECASE
)
_PRONOUN = re.compile(r"\b(?:[Hh]e|[Ss]he|[Hh]is|[Hh]im|[Hh]er|[Tt]hey|[Tt]heir|[Tt]hem|[Ii]t|[Ii]ts)\b")
# "Cyprus, whose president refused": the owner stands right before.
_WHOSE = re.compile(r"\bwhose\b")
_BEFORE_WHOSE = re.compile(r"\s*,?\s+")
_ONE = frozenset({"he", "she", "his", "him", "her"})
_MANY = frozenset({"they", "their", "them"})
# "it" without a reference: weather, clefts and judgements.
_EMPTY_IT = re.compile(
    r"it(?:'s|’s)?\s+(?:(?:is|was|will\s+be|would\s+be|remains?|seems?|appears?)\s+)?(?:\w+ly\s+)?(?:clear|possible|likely|unlikely|important|necessary|expected|essential|"
    r"vital|crucial|unclear|hard|difficult|too|right|time|reported|said|believed|true|known|seems?|appears?|not|hoped|natural|obvious|unacceptable)\b",
    re.IGNORECASE,
)
_DEFINITE = re.compile(r"\b[Tt]he\s$")
# Organs that a text introduces with their state and then speaks of as "the regime"; offices are given out before (offices.py).
_ORGANS = re.compile(
    r"\b(?:regime|government|army|parliament|opposition|administration|authorities|military|embassy|delegation|navy|police|junta|cabinet|ministry)\b",
    re.IGNORECASE,
)
# A text that a sentence opens with and that the "it" of the next one takes up: "The treaty entered into force. It bans …".
_TEXT_FIRST = re.compile(
    r"(?:The|This|That|A|An|Its|Their|Our)\s+(?:[\w'’-]+\s+){0,3}?(?:treaty|agreement|convention|protocol|pact|accord|deal|resolution|declaration|communiqu[eé]|statement|"
    r"document|law|bill|act|report|plan|programme|program|project|memorandum|charter|contract|decree|budget|summit|conference|meeting|visit)\b",
    re.IGNORECASE,
)
# Bodies spoken of by their kind alone once they have been named: "the Council", "the Coalition".
_BODY = re.compile(
    r"\b[Tt]he\s+(?P<kind>Council|Commission|Committee|Coalition|Fund|Group|Quartet|Alliance|Union|Assembly|Court|Agency|Organi[sz]ation|Tribunal|League|Mission|Bank|Bloc)\b(?!\s+(?:of|on|for|[A-Z]))"
)
# Verbs by which one moves or speaks for what is one's own: "urged its citizens", "recalled its envoy", "informed Chad that its troops".
_OWN = re.compile(
    r"\b(?:urg|advis|instruct|order|recall|withdrew|withdraw|sent|send|deploy|clos|open|announc|reaffirm|reiterat|renew|express|pledg|expand|press|redeploy|evacuat)(?:e[ds]?|ing|s|ed)?\s$|\bthat\s$"
)
# "The Resolution demands", once a council's numbered resolution has been named: the council does.
_RESOLUTION = re.compile(r"\b[Rr]esolution\s+\d{2,4}")
_RESOLUTION_AGAIN = re.compile(r"[\s\"“]*(?P<words>(?:The|This)\s+[Rr]esolution)(?=\s+(?:also\s+|further\s+)?[a-z]+(?:s|ed)\b)")
_OWNED = re.compile(r"(?:['’]s?)?\s+(?:[a-z-]+\s+){0,2}")
_AND = re.compile(r"\s*(?:,?\s+and|\s+with|\s*-|\s*/|,|\s+between)\s+(?:the\s+)?", re.IGNORECASE)
_NAMED = frozenset({"state", "organisation", "group"})
# How many sentences back "the ministers" may point.
_NEAR = 2
# How many sentences back a pair or a person is still in mind.
_REACH = 6


class Memory:
    """What a reader of the document has in mind; fed sentence by sentence, in order."""

    def __init__(self, sentences: Sequence[Sequence[Mention]], title: Sequence[Mention] = (), text: str = "") -> None:
        counts: Counter[str] = Counter()
        for mentions in [title, *sentences]:
            for mention in mentions:
                if mention.form in ("state", "adjective", "person", "office") and len(mention.actors) == 1:
                    counts[mention.actors[0]] += 1
        top = counts.most_common(3)
        named = [mention for mentions in [title, *sentences] for mention in mentions]
        # Actors that are no country: "the two countries" are never NATO and somebody.
        self._others = {actor for m in named if m.form in ("organisation", "group", "region") for actor in m.actors}
        self._main = tuple(sorted(actor for actor, _ in top[:2])) if len(top) >= 2 and top[1][1] >= 2 else ()
        third = top[2][1] if len(top) > 2 else 0
        # A pair that is spoken of twice as often as any third actor is what "the two sides" means, wherever it stands.
        self._dominant = bool(self._main) and top[1][1] >= 2 * max(third, 1)
        self._pairs: deque[tuple[int, tuple[str, ...]]] = deque(maxlen=8)
        self._last_person: tuple[int, Mention] | None = None
        self._last_actor: tuple[int, Mention] | None = None
        self._last_group: tuple[int, tuple[str, ...]] | None = None
        self._organs: dict[str, tuple[str, ...]] = _only_owners(text, sentences)
        self._bodies: dict[str, Mention] = {}
        self._text_first = False
        self._met: dict[str, Mention] = {}

    def resolve(self, index: int, text: str, start: int, end: int, mentions: list[Mention]) -> list[Mention]:
        """The mentions of sentence `index` with its anaphors added, in order; what cannot be resolved is left out."""
        mentions = named_again(text, start, end, [self._organ(text, mention) for mention in mentions], self._met)
        self._met.update(introduced(text, [mention for mention in mentions if mention.form == "person"]))
        found: list[Mention] = []
        resolution = _RESOLUTION_AGAIN.match(text, start, end)
        if resolution is not None and (council := self._bodies.get("resolution")) is not None:
            first, last = resolution.span("words")
            found.append(Mention(first, last, resolution["words"], council.actors, council.sector, "organisation"))
        for match in _BODY.finditer(text, start, end):
            body = self._bodies.get(match["kind"].lower())
            if body is not None and not any(m.start < match.end() and match.start() < m.end for m in mentions):
                found.append(Mention(match.start(), match.end(), match.group(), body.actors, body.sector, "organisation"))
        for match in _PAIR.finditer(text, start, end):
            actors = self._pair(index, [m for m in mentions if m.end <= match.start()], states=_STATES.search(match.group()) is not None)
            if actors:
                found.append(Mention(match.start(), match.end(), match.group(), actors, _sector(match.group()), "anaphor"))
        for match in _NEAR_PAIR.finditer(text, start, end):
            near = [pair for at, pair in self._pairs if index - at <= _NEAR] or ([self._main] if self._dominant else [])
            if near and not any(a.start < match.end() and match.start() < a.end for a in found):
                found.append(Mention(match.start(), match.end(), match.group(), near[-1], "GOV", "anaphor"))
        mentions = [m for m in mentions if not any(a.start < m.end and m.start < a.end for a in found)]
        everything = sorted([*mentions, *found], key=lambda m: m.start)
        taken_up: Mention | None = None
        for match in _PRONOUN.finditer(text, start, end):
            if any(m.start < match.end() and match.start() < m.end for m in everything):
                continue
            pronoun = self._pronoun(index, text, match, [m for m in everything if m.end <= match.start()])
            if pronoun is not None:
                found.append(pronoun)
            if taken_up is None and match.group().lower() in ("he", "she"):
                taken_up = pronoun or Mention(match.start(), match.end(), match.group(), (), None, "pronoun")
        found += _relative_owners(text, start, end, everything)
        self._remember(index, text, everything, taken_up)
        self._text_first = _TEXT_FIRST.match(text, start, end) is not None or (
            self._text_first and text[start:end].lstrip('“"').startswith("It ")
        )
        return sorted([*mentions, *found], key=lambda m: m.start)

    def _organ(self, text: str, mention: Mention) -> Mention:
        """A definite organ without an owner is the one spoken of before: "the regime"."""
        if mention.form != "agent" or mention.actors:
            return mention
        if not _DEFINITE.search(text[max(0, mention.start - 5) : mention.start]) and not mention.words[0].isupper():
            return mention
        actors = self._organs.get(_noun_of(mention.words))
        return mention if actors is None else msgspec.structs.replace(mention, actors=actors)

    def _pair(self, index: int, earlier: list[Mention], *, states: bool) -> tuple[str, ...]:
        """The two actors that "the two sides" stands for here; `states` where only states are countries or governments."""
        here = _ordered(actor for m in earlier if m.form in ("state", "person") and len(m.actors) == 1 for actor in m.actors)
        if len(here) == 2:
            return here
        if self._dominant:
            return self._main
        recent = [pair for at, pair in self._pairs if index - at <= _REACH and not (states and set(pair) & self._others)]
        return recent[-1] if recent else () if states and set(self._main) & self._others else self._main

    def _pronoun(self, index: int, text: str, match: re.Match[str], earlier: list[Mention]) -> Mention | None:
        word = match.group().lower()
        if word in _ONE:
            person = next((m for m in reversed(earlier) if m.form == "person"), None)
            person = person or next((m for m in earlier if m.form == "office" and len(m.actors) == 1 and not m.words.endswith("s")), None)
            if person is None and self._last_person and index - self._last_person[0] <= 3:
                person = self._last_person[1]
            if person is None:
                return None
            return Mention(match.start(), match.end(), match.group(), person.actors, person.sector, "pronoun", person.person)
        if word in _MANY:
            actors = self._many(index, text, earlier)
            return Mention(match.start(), match.end(), match.group(), actors, None, "pronoun") if actors else None
        if _EMPTY_IT.match(text, match.start(), match.start() + 40):
            return None
        if self._text_first and not earlier:
            return None  # it is the treaty, the plan or the visit of the sentence before
        # "The Iraqi government needs help, and it must": a single organ is taken up as its state is.
        named = [m for m in earlier if m.actors and (m.form in _NAMED or (m.form == "agent" and _ORGANS.search(m.words) is not None))]
        # "its" belongs to the nearest actor ("Iran urged France to free its envoy"), "it" takes up the subject.
        own = word == "its" and _OWN.search(text, max(0, match.start() - 16), match.start()) is not None
        subject = (named[-1] if word == "its" and not own else named[0]) if named else None
        if subject is None and self._last_actor and index - self._last_actor[0] == 1:
            subject = self._last_actor[1]
        if subject is None:
            return None
        return Mention(match.start(), match.end(), match.group(), subject.actors, subject.sector, "pronoun")

    def _many(self, index: int, text: str, earlier: list[Mention]) -> tuple[str, ...]:
        """The actors that "they" stands for: a pair or group in this sentence, else the last one."""
        joined = _coordinated(text, earlier)
        if joined:
            return joined[-1]
        group = next((m for m in reversed(earlier) if m.form in ("anaphor", "agent", "group") and m.actors), None)
        if group is not None:
            return group.actors
        if self._last_group and index - self._last_group[0] <= 2:
            return self._last_group[1]
        return ()

    def _remember_organs(self, mentions: Sequence[Mention]) -> None:
        """Keep the organs that a sentence names with their owner, and the bodies by their kind."""
        for mention in mentions:
            if mention.form in ("office", "agent", "person") and mention.actors and mention.person != mention.words:
                for organ in _ORGANS.findall(mention.words):
                    self._organs[organ.lower()] = mention.actors
            if mention.form == "organisation" and mention.actors:
                for kind in mention.words.lower().split():
                    self._bodies[kind] = mention

    def _remember(self, index: int, text: str, mentions: list[Mention], taken_up: Mention | None) -> None:
        """Keep what a sentence names; `taken_up` is its first "he" or "she", without actors where nobody knows who that is."""
        for pair in _coordinated(text, mentions):
            if len(pair) == 2:
                self._pairs.append((index, pair))
            self._last_group = (index, pair)
        officials = _ordered(actor for m in mentions if m.form in ("person", "office") for actor in m.actors)
        if len(officials) == 2:
            self._pairs.append((index, officials))
            if not any(m.form in ("agent", "group", "anaphor") and m.words.endswith("s") for m in mentions):
                self._last_group = (index, officials)  # "President X received President Y": they are the two
        for mention in mentions:
            if mention.form == "anaphor":
                self._pairs.append((index, mention.actors))
                self._last_group = (index, mention.actors)
        self._remember_organs(mentions)
        adopted = _RESOLUTION.search(text, mentions[0].start, mentions[-1].end + 40) if mentions else None
        council = next(
            (m for m in mentions if m.form == "organisation" and m.words.endswith(("Security Council", "General Assembly"))), None
        )
        if adopted is not None and council is not None:
            self._bodies["resolution"] = council
        people = [m for m in mentions if m.form == "person" or (m.form == "office" and len(m.actors) == 1 and not m.words.endswith("s"))]
        if people and (taken_up is None or people[0].start < taken_up.start):
            self._last_person = (index, people[0])
        elif taken_up is not None:
            # "He met the premier. Later he said …": who was spoken of first is spoken of still.
            self._last_person = (index, taken_up) if taken_up.actors else None
        named = [m for m in mentions if m.form in _NAMED and m.actors]
        if named:
            self._last_actor = (index, named[0])


def _relative_owners(text: str, start: int, end: int, mentions: Sequence[Mention]) -> list[Mention]:
    """A mention for each "whose" of a sentence that follows its owner: "Cyprus, whose president …"."""
    found: list[Mention] = []
    for match in _WHOSE.finditer(text, start, end):
        owner = next((m for m in reversed(mentions) if m.actors and _BEFORE_WHOSE.fullmatch(text, m.end, match.start())), None)
        if owner is not None:
            found.append(Mention(match.start(), match.end(), match.group(), owner.actors, None, "pronoun"))
    return found


def _only_owners(text: str, sentences: Sequence[Sequence[Mention]]) -> dict[str, tuple[str, ...]]:
    """The actor of each organ that a text gives to one actor alone, wherever it does so: "the regime" before "Assad's brutal regime"."""
    owners: dict[str, set[tuple[str, ...]]] = {}
    for mentions in sentences:
        for mention in mentions:
            if mention.actors and mention.form in ("office", "agent", "person") and mention.person != mention.words:
                for organ in _ORGANS.findall(mention.words):
                    owners.setdefault(organ.lower(), set()).add(mention.actors)
        for owner, organ in itertools.pairwise(mentions):
            if owner.actors and organ.form == "agent" and not organ.actors and text and _OWNED.fullmatch(text, owner.end, organ.start):
                owners.setdefault(_noun_of(organ.words), set()).add(owner.actors)
    return {organ: next(iter(found)) for organ, found in owners.items() if len(found) == 1 and organ in ("regime", "junta", "dictatorship")}


def _noun_of(words: str) -> str:
    """The noun of an organ."""
    found = _ORGANS.findall(words)
    return str(found[-1]).lower() if found else words.lower()


def _coordinated(text: str, mentions: Sequence[Mention]) -> list[tuple[str, ...]]:
    """Groups of actors joined in the text: "China and Russia", "Jiang and Putin", "Sino-Russian"."""
    groups: list[tuple[str, ...]] = []
    run: list[Mention] = []
    for mention in mentions:
        if mention.form in ("pronoun", "anaphor") or not mention.actors:
            continue
        if run and (run[-1].end == mention.start or _AND.fullmatch(text, run[-1].end, mention.start)):
            run.append(mention)
            continue
        groups.append(_ordered(actor for m in run for actor in m.actors))
        run = [mention]
    groups.append(_ordered(actor for m in run for actor in m.actors))
    return [group for group in groups if len(group) >= 2]


def _ordered(actors: object) -> tuple[str, ...]:
    """Distinct actors in order of first mention."""
    return tuple(dict.fromkeys(actors))  # type: ignore[call-overload]


def _sector(words: str) -> str | None:
    """The sector that an anaphor's noun tells: leaders and governments are GOV, armies MIL."""
    last = words.lower().split()[-1]
    if last.startswith(("leader", "president", "premier", "minister", "government", "delegation")) or (
        last == "state" and "heads" in words
    ):
        return "GOV"
    return "MIL" if last in {"militaries", "armies", "navies"} else None
