"""Offices without a country: "the foreign secretary said" is whoever the document shows in that office."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence

import msgspec

from servanda.coding.issued import MET, of_issuer
from servanda.coding.mentions import Mention
from servanda.vocabulary.actors import ActorTable
from servanda.vocabulary.home_offices import load_home_offices

# How many sentences back an office may look for its holder where several actors have one.
_REACH = 4
# How many sentences may go before the office by which a text shows whose it is.
_OPENING = 3
# A ministry that a text begins with: "The Ministry of Foreign Affairs of Peru announces …".
_MINISTRY = re.compile(r"(?:Ministry|Department|Embassy|Government)\b")
_AT_ONCE = 8
_OF_OR_FOR = re.compile(r"\s+(?:of|for|to)\s+")
# What a government says of itself at the head of its own statements: "The United States strongly condemns", "Norway is deeply concerned".
_SAYS = re.compile(
    r"(?:['’]s\s+government|\s+government)?\s+(?:(?:\w+ly|once\s+again|is|are|remains?|stands?|today|has|have|will|been|also)\s+){0,4}"
    r"(?:condemns?|welcomes?|deplores?|regrets?|urges?|calls?\s+(?:up)?on|supports?|commends?|congratulates?|applauds?|reaffirms?|reiterates?|expresses|concerned|"
    r"alarmed|appalled|outraged|shocked|saddened|pleased|committed|notes?|rejects?|takes\s+note|joins|looks\s+forward|provid\w+|giv\w+|announc\w+|pledg\w+|contribut\w+|allocat\w+|impos\w+|deliver\w+|working)\b",
    re.IGNORECASE,
)
_WE = re.compile(r"\b(?:[Ww]e|[Oo]ur)\b")
_QUOTED = re.compile(r"[\"“][^\"”]*[\"”]")
_INDEFINITE = re.compile(r"(?:\b(?:a|an|any|every|each|another|some|no|many|several|other|former|which|whose)\s+)$", re.IGNORECASE)
# The name that follows a title: "Minister for Europe, Ann Field," or "Foreign Office Minister Paul Wood".
_NAMED = re.compile(
    r"(?:,\s+|\s+)((?:(?:Sir|Dame|Lord|Baroness|Dr|Mr|Ms)\s+)?[A-ZÀ-ÖØ-Þ][\w'’-]+(?:\s+[A-ZÀ-ÖØ-Þ][\w'’.-]+){1,2})(?=,|\s+[a-z]|\s*$|\s*[:.\n])"
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
        self._home = load_home_offices()

    def resolve(
        self,
        text: str,
        sentences: Sequence[Sequence[Mention]],
        issuer: str | None = None,
        title: Sequence[Mention] = (),
        home: str | None = None,
    ) -> list[list[Mention]]:
        """The mentions of a document's sentences with unowned offices given to the actor that the document shows in them.

        An office that two actors of the document hold goes to the one named last within a few sentences, else to nobody. What nobody
        nearby holds is the government's that issues the document, where that is known, else that of `home`, the state where a report is
        dated. `title` are the mentions of the title, which may tell whose ambassador speaks.
        """
        sentences = self._at_home(text, sentences, issuer, home)
        resolved = self._held(text, sentences, issuer, title)
        own = issuer or self._home_of(text, sentences) or home
        for index in range(len(resolved) if own is not None else 0):
            resolved[index] = of_issuer(text, index, resolved, own or "", strong=issuer is not None)
        return resolved

    def _home_of(self, text: str, sentences: Sequence[Sequence[Mention]]) -> str | None:
        """The state whose own names for its offices, or whose ministry, open a text: "the Foreign Secretary" of London."""
        opener = sentences[0][0] if sentences and sentences[0] else None
        if (
            opener is not None
            and opener.form == "agent"
            and _MINISTRY.match(opener.words)
            and len(opener.actors) == 1
            and opener.start < _AT_ONCE
        ):
            return opener.actors[0]
        if opener is not None and self._speaks(text, opener):
            return opener.actors[0]
        owners = {
            mention.actors[0]
            for mentions in sentences[:_OPENING]
            for mention in mentions
            if mention.form in ("office", "person")
            and len(mention.actors) == 1
            and self._home.at(text, mention.start, mention.end) is not None
        }
        return owners.pop() if len(owners) == 1 else None

    def _speaks(self, text: str, opener: Mention) -> bool:
        """Whether a text opens with a state or organisation that says what it thinks, and goes on as "we"."""
        named = opener.form in ("state", "organisation") and len(opener.actors) == 1 and opener.start < _AT_ONCE
        return named and _SAYS.match(text, opener.end) is not None and _WE.search(_QUOTED.sub("", text)) is not None

    def _held(self, text: str, sentences: Sequence[Sequence[Mention]], issuer: str | None, title: Sequence[Mention]) -> list[list[Mention]]:
        """The mentions with unowned offices given to those who hold them in the document."""
        holders = self._holders(sentences)
        for mention in title:
            if mention.form == "office" and len(mention.actors) == 1:
                for office in self._titles_of(mention):
                    holders.setdefault(office, [(-1, mention.actors[0])])
        holders = _without_met(text, sentences, holders)
        if not holders:
            return [list(mentions) for mentions in sentences]
        settled: dict[str, set[str]] = {}
        resolved = [
            [self._owned(text, index, mention, holders, settled, issuer) if _unowned(mention) else mention for mention in mentions]
            for index, mentions in enumerate(sentences)
        ]
        return [[_of_department(mention, settled) if _unowned(mention) else mention for mention in mentions] for mentions in resolved]

    def _at_home(
        self, text: str, sentences: Sequence[Sequence[Mention]], issuer: str | None, home: str | None
    ) -> Sequence[Sequence[Mention]]:
        """The mentions with offices given to the only actor of the text that has one under that name, and the people who hold them."""
        if not any(_unowned(mention, named=True) for mentions in sentences for mention in mentions):
            return sentences
        named = {mention.actors[0] for mentions in sentences for mention in mentions if len(mention.actors) == 1}
        return [self._home_mentions(text, mentions, named, issuer or home, own=issuer) for mentions in sentences]

    def _home_mentions(
        self, text: str, mentions: Sequence[Mention], named: set[str], issuer: str | None, *, own: str | None
    ) -> list[Mention]:
        """The mentions with offices given to `issuer` where it has one; `own` is the state that issues the text itself, where it is known."""
        found: list[Mention] = []
        for mention in mentions:
            if found and mention.start < found[-1].end:
                continue
            title = self._home.at(text, mention.start, mention.end) if _unowned(mention, named=True) else None
            owners = set() if title is None else title[2].actors if title[2].alone else title[2].actors & named
            if title is not None and issuer in title[2].actors:
                owners = {issuer}
            elif title is not None and title[2].common and own is not None:
                owners = set()
            if title is None or len(owners) != 1:
                found.append(mention)
                continue
            start, end = min(title[0], mention.start), max(title[1], mention.end)
            name = _NAMED.match(text, end) if mention.form != "person" else None
            form, person = ("person", name.group(1)) if name is not None else (mention.form, mention.person)
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
        # "Minister for Africa" is a minister.
        return titles | {_OF_OR_FOR.split(title)[0].split()[-1] for title in titles}

    def _owned(
        self,
        text: str,
        index: int,
        mention: Mention,
        holders: dict[str, list[tuple[int, str]]],
        settled: dict[str, set[str]],
        issuer: str | None,
    ) -> Mention:
        """An office with the actor of its only holder, or of the one named last shortly before."""
        if mention.form != "office" or _INDEFINITE.search(text[max(0, mention.start - 10) : mention.start]):
            return mention
        title = mention.words.lower()
        places = holders.get(title, [])
        actors = {actor for _, actor in places}
        if len(actors) > 1 or issuer is not None:
            near = [actor for at, actor in places if index - _REACH <= at <= index]
            actors = {near[-1]} if near else actors & {issuer}
        if len(actors) != 1:
            return mention
        for department in _DEPARTMENTS:
            if department in title:
                settled.setdefault(department, set()).update(actors)
        return msgspec.structs.replace(mention, actors=tuple(actors))


def _without_met(
    text: str, sentences: Sequence[Sequence[Mention]], holders: dict[str, list[tuple[int, str]]]
) -> dict[str, list[tuple[int, str]]]:
    """The holders without those whom an unowned office of the same title meets: "The President spoke with President Ito of Peru"."""
    met = {
        (bare.words.split()[-1].lower(), other.actors[0])
        for mentions in sentences
        for bare, other in itertools.pairwise(mentions)
        if bare.form == "office"
        and not bare.actors
        and other.form == "person"
        and len(other.actors) == 1
        and bare.words.split()[-1].lower() in other.words.lower().split()
        and MET.search(text, bare.end, other.start)
    }
    kept = {title: [(at, actor) for at, actor in places if (title.split()[-1], actor) not in met] for title, places in holders.items()}
    return {title: places for title, places in kept.items() if places}


def _unowned(mention: Mention, *, named: bool = False) -> bool:
    """Whether an office or organ has no owner; `named` takes people who bear one, too."""
    return not mention.actors and mention.form in ("office", "agent", "person" if named else "agent")


def _of_department(mention: Mention, settled: dict[str, set[str]]) -> Mention:
    """A spokesman or ministry of a department whose minister the document has settled."""
    lower = mention.words.lower()
    for department, actors in settled.items():
        if lower.startswith(department) and len(actors) == 1:
            return msgspec.structs.replace(mention, actors=tuple(actors))
    return mention
