"""Offices without a country: "the foreign secretary said" is whoever the document shows in that office."""

from __future__ import annotations

import re
from collections.abc import Sequence

import msgspec

from servanda.coding.mentions import Mention
from servanda.coding.people import FAMILY_FIRST
from servanda.vocabulary.actors import ActorTable
from servanda.vocabulary.home_offices import load_home_offices

# How many sentences back an office may look for its holder where several actors have one.
_REACH = 4
_INDEFINITE = re.compile(r"(?:\b(?:a|an|any|every|each|another|some|no|many|several|other|former|which|whose)\s+)$", re.IGNORECASE)
# The name that follows a title: "Minister for Europe, Ann Field," or "Foreign Office Minister Paul Wood".
_NAMED = re.compile(
    r"(?:,\s+|\s+)((?:(?:Sir|Dame|Lord|Baroness|Dr|Mr|Ms)\s+)?[A-ZÀ-ÖØ-Þ][\w'’-]+(?:\s+[A-ZÀ-ÖØ-Þ][\w'’.-]+){1,2})(?=,|\s+[a-z]|\s*$|\s*[:.\n])"
)
# A first name directly before a family name.
_FIRST_NAME = re.compile(r"(?<![\w.'’-])([A-ZÀ-ÖØ-Þ][a-zà-öø-ÿ'’-]+)\s+$")
# Words in capitals before a family name that are no first name: honorifics, ranks, and what opens a sentence.
_NO_FIRST_NAME = frozenset(
    "mr mrs ms dr sir lord lady madam comrade general gen colonel col admiral adm captain senator sen congressman representative rep governor gov mayor "
    "judge justice professor prof pope king queen prince princess sheikh emperor sultan but and or when while as if then now yesterday today tomorrow "
    "later meanwhile however still former late after before since although though because until unlike like under for with from to by at in on of the "
    "both either neither nor so yet also even only once why how what where who that this these those monday tuesday wednesday thursday friday saturday "
    "sunday january february march april may june july august september october november december about against between during without within".split()
)
# Departments by which a spokesman or ministry belongs to the minister of the same document.
_DEPARTMENTS = ("foreign", "defence", "defense", "finance", "interior")


class OfficeHolders:
    """Knows which offices the listed persons hold; made once, used for many documents."""

    def __init__(self, table: ActorTable) -> None:
        self._titles: dict[str, set[str]] = {}
        for leader in table.leaders():
            self._titles.setdefault(leader.person, set()).add(leader.office.lower())
        self._offices = {office.title.lower() for office in table.offices()}
        self._title_words = frozenset(word.lower() for office in table.offices() for word in office.title.split())
        self._home = load_home_offices()

    def resolve(self, text: str, sentences: Sequence[Sequence[Mention]]) -> list[list[Mention]]:
        """The mentions of a document's sentences with unowned offices given to the actor that the document shows in them.

        An office that two actors of the document hold goes to the one named last within a few sentences, else to nobody.
        """
        sentences = self._at_home(text, self._without_namesakes(text, sentences))
        holders = self._holders(sentences)
        if not holders:
            return [list(mentions) for mentions in sentences]
        settled: dict[str, set[str]] = {}
        resolved = [
            [self._owned(text, index, mention, holders, settled) if _unowned(mention) else mention for mention in mentions]
            for index, mentions in enumerate(sentences)
        ]
        return [[_of_department(mention, settled) if _unowned(mention) else mention for mention in mentions] for mentions in resolved]

    def _without_namesakes(self, text: str, sentences: Sequence[Sequence[Mention]]) -> Sequence[Sequence[Mention]]:
        """The mentions without those of listed people whose family name stands with another's first name.

        Where "Michael Johnson" is named, "Mr Johnson" is he and not the premier of that name, unless the text names that one too.
        """
        others: set[str] = set()
        whole: set[str] = set()
        for mention in (one for mentions in sentences for one in mentions if one.form == "person" and one.person):
            if " " in mention.words:
                whole.add(mention.person or "")
            elif self._another(text, mention):
                others.add(mention.words)
        if not others:
            return sentences
        return [
            [m for m in mentions if not (m.form == "person" and (self._another(text, m) or (m.words in others and m.person not in whole)))]
            for mentions in sentences
        ]

    def _another(self, text: str, mention: Mention) -> bool:
        """Whether a bare family name stands with a first name that is not its listed bearer's; other spellings begin alike."""
        if " " in mention.words or set(mention.actors) & FAMILY_FIRST:
            return False
        before = _FIRST_NAME.search(text[max(0, mention.start - 24) : mention.start])
        if before is None or before.group(1).lower() in _NO_FIRST_NAME | self._title_words or before.group(1).lower().endswith("ly"):
            return False
        names = (mention.person or "").split()
        return bool(names) and not any(name[0].lower() == before.group(1)[0].lower() for name in names if name != mention.words)

    def _at_home(self, text: str, sentences: Sequence[Sequence[Mention]]) -> Sequence[Sequence[Mention]]:
        """The mentions with offices given to the only actor of the text that has one under that name, and the people who hold them."""
        if not any(_unowned(mention) for mentions in sentences for mention in mentions):
            return sentences
        named = {mention.actors[0] for mentions in sentences for mention in mentions if len(mention.actors) == 1}
        return [self._home_mentions(text, mentions, named) for mentions in sentences]

    def _home_mentions(self, text: str, mentions: Sequence[Mention], named: set[str]) -> list[Mention]:
        found: list[Mention] = []
        for mention in mentions:
            if found and mention.start < found[-1].end:
                continue
            title = self._home.at(text, mention.start, mention.end) if _unowned(mention) else None
            owners = set() if title is None else title[2].actors if title[2].alone else title[2].actors & named
            if title is None or len(owners) != 1:
                found.append(mention)
                continue
            start, end = min(title[0], mention.start), max(title[1], mention.end)
            name = _NAMED.match(text, end)
            form, person = ("person", name.group(1)) if name is not None else (mention.form, None)
            end = name.end() if name is not None else end
            found.append(
                msgspec.structs.replace(
                    mention, start=start, end=end, words=text[start:end], actors=tuple(owners), form=form, person=person
                )
            )
        return found

    def _holders(self, sentences: Sequence[Sequence[Mention]]) -> dict[str, list[tuple[int, str]]]:
        """For each office the places at which the document names an actor's holder of it."""
        holders: dict[str, list[tuple[int, str]]] = {}
        for index, mentions in enumerate(sentences):
            for mention in mentions:
                if mention.form == "person" and len(mention.actors) == 1:
                    for title in self._titles_of(mention):
                        holders.setdefault(title, []).append((index, mention.actors[0]))
        return holders

    def _titles_of(self, mention: Mention) -> set[str]:
        """The offices that a person is named in here, and those listed for the name; each also by its last word ("minister")."""
        words = mention.words.split()
        named = {" ".join(words[i:j]).lower() for i in range(len(words)) for j in range(i + 1, min(i + 5, len(words) + 1))} & self._offices
        titles = (named or self._titles.get(mention.person or "", set())) - {""}
        return titles | {title.split()[-1] for title in titles}

    def _owned(
        self, text: str, index: int, mention: Mention, holders: dict[str, list[tuple[int, str]]], settled: dict[str, set[str]]
    ) -> Mention:
        """An office with the actor of its only holder, or of the one named last shortly before."""
        if mention.form != "office" or _INDEFINITE.search(text[max(0, mention.start - 10) : mention.start]):
            return mention
        title = mention.words.lower()
        places = holders.get(title, [])
        actors = {actor for _, actor in places}
        if len(actors) > 1:
            near = [actor for at, actor in places if index - _REACH <= at <= index]
            actors = {near[-1]} if near else set()
        if len(actors) != 1:
            return mention
        for department in _DEPARTMENTS:
            if department in title:
                settled.setdefault(department, set()).update(actors)
        return msgspec.structs.replace(mention, actors=tuple(actors))


def _unowned(mention: Mention) -> bool:
    return not mention.actors and mention.form in ("office", "agent")


def _of_department(mention: Mention, settled: dict[str, set[str]]) -> Mention:
    """A spokesman or ministry of a department whose minister the document has settled."""
    lower = mention.words.lower()
    for department, actors in settled.items():
        if lower.startswith(department) and len(actors) == 1:
            return msgspec.structs.replace(mention, actors=tuple(actors))
    return mention
