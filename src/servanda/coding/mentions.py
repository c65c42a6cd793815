"""Where a text names actors: states, organisations, groups, people in office, and nouns that stand for them.

One pass of an automaton over the text finds every listed name, office and noun of agency; neighbouring hits are then
joined into one mention ("Chinese Foreign Minister Tang Jiaxuan", "Russia's troops", "Chinese and Russian representatives").
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal

import ahocorasick_rs
import msgspec

from servanda.coding.parsing import NORMAL
from servanda.moments import Moment
from servanda.vocabulary.actors import ActorTable, NameEntry

Form = Literal["state", "adjective", "organisation", "group", "region", "person", "office", "agent", "anaphor", "pronoun"]


class Mention(msgspec.Struct, frozen=True):
    """A stretch of the text that stands for actors; `actors` is empty where the words leave them open.

    `adjective` forms ("Chinese", "Sino-") name an actor but are not one by themselves; `person` is a full name where known.
    """

    start: int
    end: int
    words: str
    actors: tuple[str, ...]
    sector: str | None
    form: Form
    person: str | None = None


class _Hit(msgspec.Struct, frozen=True):
    """A listed word at a place, before neighbours are joined."""

    start: int
    end: int
    kind: Literal["name", "adjective", "person", "office", "agent"]
    actors: tuple[str, ...]
    sector: str | None
    form: Form
    person: str | None


_ADJECTIVES = frozenset({"adjective", "prefix"})
_FOUNDED = frozenset({"organisation", "group"})
# Acronyms that are words of English: in a headline in capitals they are the word.
_ENGLISH = frozenset({"IS", "WHO", "CARE", "US", "IT", "ECO", "PACE", "SHAPE", "AID", "AIM", "ALL", "STATES", "NATIONAL"})
_AFFINITY = re.compile(r"(?:\b(?:pro|anti|non|ex|un|mid|trans)-)$", re.IGNORECASE)
# What may stand between an adjective or possessive and the office or noun it belongs to: plain modifiers, no verb, no comma.
_BETWEEN = re.compile(r"(?:'s|')?\s+(?:(?:[a-z][a-z-]+|[A-Z][a-z]+)\s+){0,3}")
_STOP_MODIFIERS = re.compile(
    r"\b(?:and|or|but|is|are|was|were|has|have|had|will|would|to|of|in|on|at|by|for|from|with|that|which|who|the|a|an|its|his|their|said|says|as)\b"
)
_JOIN = re.compile(r"\s*(?:,\s*(?:and\s+)?|\s+and\s+|\s+or\s+|/|-|\s*&\s*)\s*")
_PLACE = re.compile(r"\b(?:in|at|to|from|near|inside|outside|across|via)\s+(?:the\s+)?$", re.IGNORECASE)
_OF = re.compile(r"\s+(?:of|from|for)\s+(?:the\s+)?")
# Whose field a region or country is, and not whose office: "the Special Envoy for Syria", "the Minister for Asia".
_FIELD = re.compile(r"\s+for\s+(?:the\s+)?")
_OWN_VOICE = re.compile(r"\b(?:spokes\w+|secretary|speaker)s?$", re.IGNORECASE)
_OF_STATE = re.compile(r"\s+of\s+(?:the\s+)?(?:Republic\s+of\s+)?")
# "Ministry of Foreign Affairs of Japan": the department stands before the owner.
_DEPARTMENT_OF = re.compile(
    r"\s+(?:of|for)\s+(?:the\s+)?[A-Z][\w-]+(?:(?:,|\s+and)?\s+[A-Z][\w-]+){0,5}\s+of\s+(?:the\s+)?(?:Republic\s+of\s+)?"
)
_HAS_DEPARTMENT = re.compile(r"^(?:ministry|department|directorate)|(?:minister|secretary)$", re.IGNORECASE)
_RULERS = re.compile(r"(?:authorities|government|regime|junta)$", re.IGNORECASE)
# Organs that are one person's office by their last word: "NATO Secretary General", "EU High Representative".
_OFFICE_OF_ORGAN = re.compile(
    r"\s(?:Secretary[\s-]General|High\s+Representative|High\s+Commissioner|Chairperson|President|Director[\s-]General|[Cc]hief)$"
)
_IN = re.compile(r"\s+(?:in|of|from)\s+(?:the\s+)?")
_PERSON = re.compile(
    r"\s+((?:[A-ZÀ-ÖØ-Þ][\w'’.-]*|al-\w+|(?:bin|de|von|van|el|ibn|ul)\b)(?:\s+(?:[A-ZÀ-ÖØ-Þ][\w'’-]+|al-\w+|(?:bin|de|von|van|el|ibn|ul)\b)){0,3})"
)
_NAME = re.compile(r"[A-ZÀ-ÖØ-Þ][\w'’-]+(?:\s+(?:al-|bin |de |von |van |el-|ibn )?[A-ZÀ-ÖØ-Þ][\w'’.-]+){1,3}$")
# Waters that bear a country's name are places that nobody speaks or acts for: "the Sea of Japan", "the South China Sea".
_WATERS = re.compile(
    r"\b(?:(?:[Ss]eas?|SEA|[Gg]ulf|GULF|[Bb]ay|BAY|[Ss]traits?|STRAITS?)\s+(?:of|OF)\s+(?:the\s+)?[A-Z][\w-]+"
    r"|(?:(?:South|East|North|West|SOUTH|EAST|NORTH|WEST)\s+)?[A-Z][\w-]+\s+(?:Oceans?|Seas?|Channel|OCEANS?|SEAS?|CHANNEL))(?![\w-])"
)
# A people within a department's own name is its field and no owner: "the Ministry of Foreign Affairs and European Integration".
_DEPARTMENTS = re.compile(
    r"\b(?:Ministry|Minister|Department|Secretary|Secretariat|State\s+Secretary|Committee|Commission|Commissioner|Directorate|Bureau|Office|Council|Undersecretary)"
    r"\s+(?:of|for|on)\s+(?:the\s+)?(?P<field>(?:[A-Z][\w-]+(?:,|\s+and)?\s+){1,6}"
    r"(?:Affairs|Integration|Relations|Cooperation|Co-operation|Issues|Policy|Matters|Languages|Neighbourhood|Solidarity|Unity))\b"
)
# A city before these names a text or a process that began there, and nobody: "the Minsk agreements", "the Geneva Communiqué".
_NAMED_FOR = re.compile(
    r"\s+(?:[Pp]eace\s+|[Cc]easefire\s+|[Ff]inal\s+)?(?:[Aa]greements?|[Aa]ccords?|[Pp]rotocols?|[Cc]ommuniqu[eé]s?|[Dd]eclarations?|Conventions?|[Pp]rocess|[Ff]ormat"
    r"|Principles|Memorandum|Treaty|Charter|Initiative|Conference)\b"
)
# The same the other way round: "the Treaty of Paris", "the Congress of Berlin".
_NAMING_A_TEXT = re.compile(
    r"\b(?:Treaty|Treaties|Peace|Truce|Convention|Agreements?|Accords?|Protocol|Pact|Declaration|Charter|Statute|Congress|Conference|Communiqu[eé]|Edict)\s+of\s+$"
)
_OF_OPEN_TEXT = re.compile(r"\b(?:[Cc]harter|Covenant|Statute|Constitution)\s+of\s+(?:the\s+)?$")
_CITIES = frozenset({"capital", "place"})
# An organisation before these names a text that is open to states: who joins "the UN Convention on …" deals with no organisation.
_OPEN_TEXT = re.compile(
    r"\s+(?:[A-Z]\w+\s+){0,2}(?:[Cc]onventions?|[Cc]harter|[Cc]ovenants?|[Ss]tatute|Status\s+of\s+Forces\s+Agreement)\b(?!['’])"
)
# Offices below those of the listed leaders: with them a family name alone is somebody else's.
_LESSER = re.compile(
    r"(?:deputy|assistant|under|parliamentary|permanent|shadow)[\s-](?!(?:prime|premier|chair))|.*\b(?:spokes\w+|ambassador|mayor|senator|judge|minister of state|cabinet secretary)$",
    re.IGNORECASE,
)
# Words that are offices themselves, and before another office lower it.
_LOWERING = frozenset({"Deputy", "deputy", "Vice", "vice", "Assistant", "assistant"})
# Sectors of people who are of the place that they are in; soldiers in a country need not be its own.
_LOCAL = frozenset({"CVL", "OPP", "REB", "LAB", "EDU", "MED", "BUS", "REF", "COP", "JUD", "LEG"})


class MentionFinder:
    """Finds mentions with a table of actors; made once, used for many texts."""

    def __init__(self, table: ActorTable) -> None:
        self.table = table
        self._entries: list[list[NameEntry]] = []
        self._titles: dict[int, tuple[str, str | None]] = {}
        self._owners: dict[int, tuple[str, ...]] = {}
        patterns: dict[str, int] = {}

        def add(word: str) -> int:
            if word not in patterns:
                patterns[word] = len(patterns)
                self._entries.append([])
            return patterns[word]

        for entry in table.entries():
            name = entry.name.translate(NORMAL)
            self._entries[add(name)].append(entry)
            if len(name) > 4 and name[0].isupper() and not name.isupper():
                self._entries[add(name.upper())].append(entry)
        for title in table.offices():
            for word in filter(None, (title.title, title.plural)):
                for form in {word, word.lower(), word[0].upper() + word[1:]}:
                    self._titles.setdefault(add(form), ("office", title.sector))
                    if title.sector == "IGO" and (owner := self._owner_in(form)):
                        self._owners[add(form)] = owner
        for noun in table.agents():
            for word in filter(None, (noun.word, noun.plural)):
                for form in {word, word.lower(), word[0].upper() + word[1:]}:
                    self._titles.setdefault(add(form), ("agent", noun.sector))
        self._automaton = ahocorasick_rs.AhoCorasick(list(patterns), ahocorasick_rs.MatchKind.Standard)
        self._resolved: dict[tuple[int, Moment | None], _Hit | None] = {}

    def find(self, text: str, start: int, end: int, on: Moment | None) -> list[Mention]:
        """The mentions of one sentence at `start:end` of a text, in order, without overlaps."""
        sentence = text[start:end].translate(NORMAL)
        hits = list(self._hits(sentence, on))
        mentions = list(_joined(sentence, hits))
        return [
            Mention(start + m.start, start + m.end, text[start + m.start : start + m.end], m.actors, m.sector, m.form, m.person)
            for m in mentions
        ]

    def _hits(self, sentence: str, on: Moment | None) -> Iterator[_Hit]:
        """Listed words at word boundaries: the longest at each place, left to right."""
        found = self._automaton.find_matches_as_indexes(sentence, overlapping=True)
        found.sort(key=lambda match: (match[1], -match[2]))
        shouted = sentence.isupper()
        waters = [match.span() for match in _WATERS.finditer(sentence)]
        fields = [match.span("field") for match in _DEPARTMENTS.finditer(sentence)]
        place = 0
        for index, start, end in found:
            if start < place or not _stands_alone(sentence, start, end) or (shouted and sentence[start:end] in _ENGLISH):
                continue
            if any(first <= start and end <= last and (first, last) != (start, end) for first, last in waters):
                continue
            entries = self._entries[index]
            if entries and any(first <= start and end <= last for first, last in fields):
                continue
            if entries and all(entry.form in _CITIES for entry in entries) and _names_a_text(sentence, start, end):
                continue
            hit = self._hit(index, sentence, start, end, on)
            if hit is not None and hit.form == "organisation" and _names_an_open_text(sentence, start, end):
                place = end
                continue
            if hit is not None:
                place = end
                yield hit

    def _hit(self, index: int, sentence: str, start: int, end: int, on: Moment | None) -> _Hit | None:
        key = (index, on)
        if key not in self._resolved:
            self._resolved[key] = self._resolve(index, on)
        made = self._resolved[key]
        if made is None or (made.kind == "adjective" and _AFFINITY.search(sentence[max(0, start - 6) : start])):
            return None
        return msgspec.structs.replace(made, start=start, end=end)

    def _resolve(self, index: int, on: Moment | None) -> _Hit | None:
        """What a listed word stands for on a date, wherever it stands."""
        entries = self._entries[index]
        if not entries:
            kind, sector = self._titles[index]
            form: Form = "office" if kind == "office" else "agent"
            return _Hit(0, 0, "office" if kind == "office" else "agent", self._owners.get(index, ()), sector, form, None)
        if on is not None and all(e.form in _FOUNDED and e.since is not None and e.since.earliest > on.latest for e in entries):
            return None  # nobody writes of a body before it is founded: the letters are another word
        resolution = self.table.resolve(entries[0].name, on)
        choices = {candidate.actors for candidate in resolution.candidates}
        if not choices:
            return None
        best = resolution.candidates[0]
        actors = best.actors if len(choices) == 1 else ()
        people = {candidate.person for candidate in resolution.candidates}
        written = {entry.form for entry in entries}
        if best.person is not None:
            return _Hit(0, 0, "person", actors, best.sector, "person", best.person if len(people) == 1 else None)
        if written & _ADJECTIVES and not written & {"name", "official"}:
            return _Hit(0, 0, "adjective", actors, best.sector, "adjective", None)
        return _Hit(0, 0, "name", actors, best.sector, self._form(best.actors), None)

    def _owner_in(self, title: str) -> tuple[str, ...]:
        """The organisation that a title itself begins with: "UN envoy", "NATO Secretary General"."""
        first = title.split(maxsplit=1)[0]
        codes = (
            {entry.actors for entry in self.table.named(first) if entry.form == "organisation"}
            if " " in title and first.isupper()
            else set()
        )
        return next(iter(codes)) if len(codes) == 1 else ()

    def _form(self, actors: tuple[str, ...]) -> Form:
        kind = self.table.kind(actors[0]) if actors else "state"
        forms: dict[str, Form] = {"organisation": "organisation", "group": "group", "region": "region"}
        return forms.get(kind, "state")


def _names_a_text(sentence: str, start: int, end: int) -> bool:
    """Whether a city only tells a text or a process apart: "the Minsk agreements", "the Treaty of Paris"."""
    return _NAMED_FOR.match(sentence, end) is not None or _NAMING_A_TEXT.search(sentence, max(0, start - 16), start) is not None


def _names_an_open_text(sentence: str, start: int, end: int) -> bool:
    """Whether an organisation only tells apart a text that states join: "the UN Convention on …", "the Charter of the United Nations"."""
    return _OPEN_TEXT.match(sentence, end) is not None or _OF_OPEN_TEXT.search(sentence, max(0, start - 24), start) is not None


def _stands_alone(sentence: str, start: int, end: int) -> bool:
    """Whether a match is whole words; a prefix such as "Sino-" ends in its hyphen."""
    before = sentence[start - 1] if start else " "
    after = sentence[end] if end < len(sentence) else " "
    if before.isalnum() or before in "_@" or (before == "-" and sentence[max(0, start - 3) : start] in ("Al-", "al-", "El-", "el-")):
        return False  # the Sabah of "Al-Sabah" is a family
    return sentence[end - 1] == "-" or not (after.isalnum() or after in "_$")


def _joined(sentence: str, hits: list[_Hit]) -> Iterator[_Hit]:
    """Join neighbouring hits into mentions of people, offices and organs of named actors."""
    place = 0
    while place < len(hits):
        group, step = _group(sentence, hits, place)
        yield group
        place += step


def _group(sentence: str, hits: list[_Hit], place: int) -> tuple[_Hit, int]:
    """The mention that begins with a hit, and how many hits it takes up."""
    first = hits[place]
    if first.kind in ("name", "adjective"):
        owners, upto = _owners(sentence, hits, place)
        noun = upto + 1
        nouns = ("office", "agent", "person")
        if noun < len(hits) and hits[noun].kind in nouns and _modifies(sentence, hits[upto], hits[noun]):
            return _owned(sentence, hits, place, owners, noun)
    if first.kind in ("office", "agent"):
        return _office(sentence, hits, place)
    if first.form == "organisation" and _OFFICE_OF_ORGAN.search(sentence[first.start : first.end]):
        named = _PERSON.match(sentence, first.end)
        if named and _is_name(named.group(1)):
            return _office(sentence, [*hits[:place], msgspec.structs.replace(first, kind="office"), *hits[place + 1 :]], place)
    return first, 1


def _owners(sentence: str, hits: list[_Hit], place: int) -> tuple[tuple[str, ...], int]:
    """The actors of joined adjectives or names ("Chinese and Russian …"), and the last hit of them."""
    actors = list(hits[place].actors)
    last = place
    while (
        last + 1 < len(hits)
        and hits[last + 1].kind == "adjective"
        and hits[place].kind == "adjective"
        and _JOIN.fullmatch(sentence, hits[last].end, hits[last + 1].start)
    ):
        last += 1
        actors.extend(actor for actor in hits[last].actors if actor not in actors)
    return tuple(actors), last


def _modifies(sentence: str, owner: _Hit, noun: _Hit) -> bool:
    """Whether nothing but plain modifiers stands between an owner and a noun."""
    between = sentence[owner.end : noun.start]
    if not _BETWEEN.fullmatch(between) or _STOP_MODIFIERS.search(between):
        return False
    # "In Turkey Minister Smith met …": a place where somebody is, not whose minister he is.
    if owner.kind == "name" and not between.startswith("'") and sentence[: owner.start].endswith(("In ", "in ")):
        return False
    # "Russia troops" is headline language, "Russia foreign policy officials" is not an organ of Russia by grammar alone.
    if owner.kind == "adjective" or between.startswith("'"):
        return True
    # "In Turkey Minister Ellwood met …": a place before a title is where, not whose.
    return between.strip() == "" and not _PLACE.search(sentence[: owner.start])


def _owned(sentence: str, hits: list[_Hit], place: int, owners: tuple[str, ...], noun: int) -> tuple[_Hit, int]:
    """An owner with its office, organ or person, and the person's name after the office."""
    held = hits[noun]
    taken = noun - place + 1
    if held.kind == "person":
        return _Hit(hits[place].start, held.end, "person", held.actors or owners, held.sector or "GOV", "person", held.person), taken
    end, person = held.end, None
    sector = held.sector
    if held.kind == "office":
        nearby = hits[noun + 1] if noun + 1 < len(hits) else None
        # "Defence Minister and Deputy Premier X": offices in a row are one person's.
        while nearby is not None and nearby.kind == "office" and re.fullmatch(r"\s+(?:and\s+)?", sentence[end : nearby.start]):
            taken += 1
            end = nearby.end
            nearby = hits[place + taken] if place + taken < len(hits) else None
        if nearby is not None and nearby.kind == "person" and sentence[end : nearby.start].strip() == "":
            return _Hit(hits[place].start, nearby.end, "person", owners or nearby.actors, sector, "person", nearby.person), taken + 1
        named = _PERSON.match(sentence, end)
        if named and _is_name(named.group(1)):
            stop = named.end(1)
            while place + taken < len(hits) and hits[place + taken].start < stop:
                taken += 1
            end, person = stop, named.group(1)
            if person.endswith("'s"):
                end, person = end - 2, person[:-2]
    form: Form = "person" if person else ("office" if held.kind == "office" else "agent")
    return _Hit(hits[place].start, end, "person" if person else held.kind, owners, sector, form, person), taken


def _office(sentence: str, hits: list[_Hit], place: int) -> tuple[_Hit, int]:
    """An office or organ without an owner before it: one after it ("president of Russia"), or a name ("President Putin")."""
    first = hits[place]
    following = hits[place + 1] if place + 1 < len(hits) else None
    if following is not None:
        between = sentence[first.end : following.start]
        if following.kind == "person" and between.strip() == "" and first.kind == "office":
            name = sentence[following.start : following.end]
            if " " not in name and _LESSER.match(_title_before(sentence, first)):
                return _Hit(first.start, following.end, "person", (), first.sector, "person", name), 2
            return _Hit(
                first.start, following.end, "person", following.actors, first.sector or following.sector, "person", following.person
            ), 2
        if first.kind == "office" == following.kind and between == " " and sentence[first.start : first.end] in _LOWERING:
            second, taken = _office(sentence, hits, place + 1)
            return msgspec.structs.replace(second, start=first.start), taken + 1
        local = first.sector in _LOCAL or _RULERS.search(sentence[first.start : first.end]) is not None
        joins = _IN if first.kind == "agent" and local else _OF
        named_after = joins.fullmatch(between) or (
            _HAS_DEPARTMENT.search(sentence[first.start : first.end]) and _DEPARTMENT_OF.fullmatch(between)
        )
        if first.kind == "office" and _FIELD.fullmatch(between):
            # "the Foreign Secretary for the NATO summit": no secretary of an organisation is called so.
            voice = _OWN_VOICE.search(sentence[first.start : first.end])
            if voice is None or (following.form == "organisation" and not voice.group().lower().startswith("spokes")):
                return first, 1
        if following.kind == "name" and following.form in ("state", "organisation", "group") and named_after:
            return _Hit(first.start, following.end, first.kind, following.actors, first.sector, first.form, None), 2
    if first.kind == "office":
        named = _PERSON.match(sentence, first.end)
        if named and _is_name(named.group(1)) and sentence[first.start].isupper():
            taken = 1
            while place + taken < len(hits) and hits[place + taken].start < named.end(1):
                taken += 1
            person = named.group(1).removesuffix("'s")
            end = named.start(1) + len(person)
            # "Foreign Minister Kamau of Kenya": the state after the name, which stays a mention of its own.
            state = hits[place + taken] if place + taken < len(hits) else None
            of = state is not None and state.kind == "name" and state.form in ("state", "organisation")
            owners = state.actors if state is not None and of and _OF_STATE.fullmatch(sentence, end, state.start) else ()
            # "UN Special Envoy Lars Holm of Sweden": the office is the organisation's, wherever its holder comes from.
            owners = first.actors or owners
            return _Hit(first.start, end, "person", owners, first.sector, "person", person), taken
    return first, 1


def _title_before(sentence: str, office: _Hit) -> str:
    """An office with the word before it, which may lower it: the deputy in "Deputy Secretary"."""
    before = re.search(r"(?:[A-Z][a-z]+[\s-])?$", sentence[: office.start])
    return (before.group() if before else "") + sentence[office.start : office.end]


_NOT_NAMES = frozenset(
    "The A An On In At And But For With After Before When While If Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
)


def _is_name(words: str) -> bool:
    """Whether capitalised words can be a person's name."""
    parts = words.split()
    return bool(parts) and parts[0] not in _NOT_NAMES and parts[0][0].isupper() and not parts[0].isupper()
