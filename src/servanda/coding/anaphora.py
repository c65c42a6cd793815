"""Words that stand for actors named before: "the two sides", "both countries", "either party", "they", "he"."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence

import msgspec

from servanda.coding.dyads import Dyads, is_crowded, is_firm, participants
from servanda.coding.mentions import Mention
from servanda.coding.partners import koreas, of_a_people, other_after, own_state_end, speaking_for
from servanda.coding.people import introduced, named_again
from servanda.coding.persons_in_mind import PersonsInMind
from servanda.coding.salience import is_oblique, opener_end, subject

_KINDS = (
    r"(?:sides|countries|nations|states|powers|neighbou?rs|peoples|governments|parties|partners|allies|capitals|"
    r"leaders|presidents|premiers|prime ministers|foreign ministers|ministers|heads of state|delegations|militaries|armies|navies|"
    r"giants|republics|rivals|economies)"
)
_KIND = r"(?:side|country|nation|state|power|neighbou?r|people|government|party|partner|leader|president|premier|prime minister|foreign minister|minister|delegation)"
# "Two states, Peru and Chile": without an article the two are new, unless something is between them.
_PAIR = re.compile(
    rf"\b(?:(?:the|these|those|our|their)\s+two|both(?:\s+the)?|(?<=\bbetween\s)two|two(?=\s+sides\b))\s+(?:of\s+(?:the\s+)?)?(?:(?!{_KINDS}\b)\w+\s+)?{_KINDS}\b"
    rf"|\b[Tt]he\s+two(?=\s+of\s+\w+ing\b)|\bboth\s+of\s+them\b|\beither\s+{_KIND}\b|\beach\s+other\b|\bone\s+another\b|\bneither\s+{_KIND}\b"
    rf"|\b(?:[Bb]oth|[Tt]he\s+two)(?=\s+(?:also\s+|have\s+|are\s+|were\s+|had\s+|will\s+)?(?:[a-z]+(?:ed|e)\b|(?:under|over|with|fore)?(?:took|met|spoke|stood|drew|saw|swore|went|held|found|put|knew)\b|agree|oppose|support|claimed|said|have|are|were|will|would|may|must|shall))",
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
_OWNERS = frozenset({"his", "her", "its", "their"})
_MANY = frozenset({"they", "their", "them"})
# "it" without a reference: weather, clefts and judgements.
_EMPTY_IT = re.compile(
    r"it(?:['’]s)?\s+(?:(?:is|was|will\s+be|would\s+be|remains?|seems?|appears?)\s+)?(?:(?:\w+ly|very|more|most|so|also|quite|now|still|of)\s+)*(?:clear|possible|likely|unlikely|important|necessary|essential|importance|"
    r"vital|crucial|unclear|hard|difficult|too|right|time|true|known|seems?|appears?|not|natural|obvious|unacceptable)\b"
    r"|it(?:['’]s|\s+(?:is|was|has\s+been|had\s+been|can\s+be|may\s+be))\s+(?:\w+ly\s+)?(?:expected|reported|said|believed|hoped|agreed|understood)\b",
    re.IGNORECASE,
)
_DEFINITE = re.compile(r"\b[Tt]he\s$")
# Organs that a text introduces with their state and then speaks of as "the regime"; offices are given out before (offices.py).
_ORGANS = re.compile(
    r"\b(?:regime|government|army|parliament|opposition|administration|authorities|military|embassy|delegation|navy|police|junta|cabinet|ministry)\b",
    re.IGNORECASE,
)
# "The announcement by Chad that it will help", "Chad's pledge that it will help": who announces is "it".
_ANNOUNCED = re.compile(r"(?:.{0,4}\bby\s+(?:the\s+)?[^,;]{2,40}|.{0,4}[^,;]{2,40}['’]s\s+(?:\w+\s+){1,3})\s*\bthat\s+", re.DOTALL)
# "said that Chad must pay, since it": what is said begins with whom it tells of, and a clause gives a reason or a time for it.
_SAID = re.compile(
    r"\b(?:said|says|say|argued?|argues|claim(?:s|ed)?|believe[sd]?|insist(?:s|ed)?|add(?:s|ed)|warn(?:s|ed)?|thinks?|held|holds|maintain(?:s|ed)?)\s+"
    r"(?P<noun>that\s+(?:(?:the|even|both|neither)\s+)*|(?:the|even|both|neither)\s+)?"
)
_REASON = re.compile(r"\b(?:since|because|as|after|before|when|once|until|till|unless|if|while|although|though|lest|where)\s+(?:only\s+)?$")
_SUBJECT_PRONOUN = re.compile(r"(?:it|they|he|she|we|I)\b")
_POSSESSIVE = re.compile(r"['’]s?(?=\s)")
# "It closed the port, and on Monday it opened it": the clause goes on about the same.
_AND_IT = re.compile(r"(?:[,;]\s+(?:and|but)|;|\band)\s+(?:(?:on|in|at|by|later|then|also|yet|so|since)\s+[^,;]{0,24})?$")
_EACH_OTHER = frozenset({"each other", "one another"})
_THEY = re.compile(r"\b[Tt]hey\b")
# Where another clause begins with its subject: "…, and Chad takes no side, although it".
_CLAUSE = re.compile(r"(?:[,;]\s+(?:and|but|while|whereas)|;|\bwhile|\bwhereas)\s+(?:the\s+)?$")
_ASKED = re.compile(
    r"\b(?:(?:call(?:s|ed|ing)?|urg(?:es?|ed|ing)|appeal(?:s|ed|ing)?|press(?:es|ed|ing)?)\s+(?:up)?(?:on|to)?|ask(?:s|ed|ing)?|encourag(?:es?|ed|ing)|"
    r"want(?:s|ed)?|expect(?:s|ed)?|invit(?:es?|ed|ing)|advis(?:es?|ed|ing))\s*(?:for\s+)?$"
)
# "Members of the Council": those who make a body up, whom "they" takes up.
_MEMBERS_OF = re.compile(r"[\s\"“]*(?:(?:The|All|Some|Several|Most|Many|Other)\s+)?(?:\w+\s+)?[Mm]embers\s+of\s+(?:the\s+)?")
_MEMBERS = re.compile(r"(?:['’]s?)?\s+members\b")
# A text that a sentence opens with and that the "it" of the next one takes up: "The treaty entered into force. It bans …".
_TEXT_FIRST = re.compile(
    r"(?:The|This|That|A|An|Its|Their|Our)\s+(?:[\w'’-]+\s+){0,3}?(?:treaty|agreement|convention|protocol|pact|accord|deal|resolution|declaration|communiqu[eé]|statement|"
    r"document|law|bill|act|report|plan|programme|program|project|memorandum|charter|contract|decree|budget|summit|conference|meeting|visit)\b",
    re.IGNORECASE,
)
_THING = re.compile(r"(?:The|This|That|A|An)\s+[a-z]")
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
_SUBJECTS = frozenset({"he", "she", "it", "they"})
# "…, its foreign ministry said": an aside of whom the main clause is about.
_ASIDE = re.compile(
    r"\s+(?:[\w’'-]+\s+){1,3}?(?:said|says|announced|added|reported|confirmed|told|stated|declared|insisted|warned|claimed|argued)\b"
)
# A title alone, without a state or people.
_TITLE = re.compile(
    r"(?:(?:Deputy|Vice|Prime|Foreign|Defen[cs]e|Interior|Finance|Trade|Health|State|First|Federal|Assistant|Permanent)[\s-]+)*"
    r"(?:Secretary|Minister|President|Ambassador|Chancellor|Premier|King|Queen|Emir|Sultan|Chairman|Governor|Commissioner|Envoy|Secretary of State|Taoiseach)",
    re.IGNORECASE,
)
_BARE = re.compile(r"(?:\s*[\"“]?(?:The\s+|Then\s+the\s+|Later\s+the\s+)?)$")
_OTHER_RULE = frozenset({"regime", "authorities", "junta"})


class Memory:
    """What a reader of the document has in mind; fed sentence by sentence, in order.

    `title` is what the title names, `heading` the title itself, `issuer` the actor that issues the document, where it is known.
    """

    def __init__(
        self,
        sentences: Sequence[Sequence[Mention]],
        title: Sequence[Mention] = (),
        text: str = "",
        issuer: str | None = None,
        heading: str | None = None,
    ) -> None:
        self._dyads = Dyads(sentences, title, text, issuer, heading or "")
        self._issuer = issuer
        self._named = {actor for mentions in [title, *sentences] for mention in mentions for actor in mention.actors}
        self._persons = PersonsInMind()
        self._last_actor: tuple[int, Mention] | None = None
        self._last_group: tuple[int, tuple[str, ...]] | None = None
        self._organs: dict[str, tuple[str, ...]] = _only_owners(text, sentences)
        self._bodies: dict[str, Mention] = {}
        self._text_first = False
        self._met: dict[str, Mention] = {}

    def resolve(self, index: int, text: str, start: int, end: int, mentions: list[Mention]) -> list[Mention]:
        """The mentions of sentence `index` with its anaphors added, in order; what cannot be resolved is left out."""
        mentions = named_again(text, start, end, [self._organ(index, text, mention) for mention in mentions], self._met)
        mentions = [self._bare(index, text, start, mention) for mention in of_a_people(text, speaking_for(text, mentions))]
        self._met.update(introduced(text, [mention for mention in mentions if mention.form == "person"]))
        found: list[Mention] = list(koreas(text, start, end, mentions, self._named))
        resolution = _RESOLUTION_AGAIN.match(text, start, end)
        if resolution is not None and (council := self._bodies.get("resolution")) is not None:
            first, last = resolution.span("words")
            found.append(Mention(first, last, resolution["words"], council.actors, council.sector, "organisation"))
        for match in _BODY.finditer(text, start, end):
            body = self._bodies.get(match["kind"].lower())
            if body is not None and not any(m.start < match.end() and match.start() < m.end for m in mentions):
                found.append(Mention(match.start(), match.end(), match.group(), body.actors, body.sector, "organisation"))
        found += self._pairs_of(index, text, start, end, mentions)
        mentions = [m for m in mentions if not any(a.start < m.end and m.start < a.end for a in found)]
        everything = sorted([*mentions, *found], key=lambda m: m.start)
        taken = self._taken_up(index, text, start, end, everything)
        owners = _relative_owners(text, start, end, everything)
        self._remember(index, text, start, end, everything, taken)
        self._text_first = (
            _is_of_a_thing(text, start, everything)
            or _TEXT_FIRST.match(text, start, end) is not None
            or (self._text_first and text[start:end].lstrip('“"').startswith("It "))
        )
        return sorted([*everything, *(m for m in taken if m.actors or m.person), *owners], key=lambda m: m.start)

    def _organ(self, index: int, text: str, mention: Mention) -> Mention:
        """A definite organ without an owner is the one spoken of before: "the regime"; those who rule another state are never the issuer's."""
        noun = _noun_of(mention.words)
        another = mention.words.lower() in _OTHER_RULE and mention.actors in ((), (self._issuer,))
        if mention.form != "agent" or (mention.actors and not another):
            return mention
        if not _DEFINITE.search(text[max(0, mention.start - 5) : mention.start]) and not mention.words[0].isupper():
            return mention
        actors = self._organs.get(noun)
        if another and actors is None:
            last = self._last_actor
            if last is not None and index - last[0] == 1 and last[1].form == "state" and last[1].actors != (self._issuer,):
                actors = last[1].actors
            elif self._issuer is not None and self._dyads.partner is not None:
                actors = (self._dyads.partner,)
        return mention if actors is None else msgspec.structs.replace(mention, actors=actors)

    def _bare(self, index: int, text: str, start: int, mention: Mention) -> Mention:
        """A bare title that a sentence opens with is the one spoken of, where that one bears it: "The Minister then left"."""
        if mention.form != "office" or not _TITLE.fullmatch(mention.words) or not _BARE.fullmatch(text, start, mention.start):
            return mention
        holder = self._persons.holder(index, mention.words)
        if holder is None or holder.actors == mention.actors or mention.sector == "IGO":
            return mention
        return msgspec.structs.replace(mention, actors=holder.actors)

    def _pairs_of(self, index: int, text: str, start: int, end: int, mentions: Sequence[Mention]) -> list[Mention]:
        """The mentions of "the two sides", "both" and "the ministers" in a sentence."""
        found: list[Mention] = []
        for match in _PAIR.finditer(text, start, end):
            words = match.group()
            earlier = [m for m in mentions if m.end <= match.start()]
            actors = self._dyads.of(
                index,
                earlier,
                states=_STATES.search(words) is not None,
                own=words[:3].lower() == "our",
                speaker=self._persons.topic_actor(index),
            )
            if actors and not _asked_by_one(text, start, match.start(), actors, earlier):
                found.append(Mention(match.start(), match.end(), words, actors, _sector(words), "anaphor"))
        for match in _NEAR_PAIR.finditer(text, start, end):
            earlier = [m for m in mentions if m.end <= match.start()]
            near = self._dyads.near(index, _NEAR, earlier)
            if _asked_by_one(text, start, match.start(), near, earlier):
                continue
            if near and not any(a.start < match.end() and match.start() < a.end for a in found):
                found.append(Mention(match.start(), match.end(), match.group(), near, "GOV", "anaphor"))
        return found

    def _taken_up(self, index: int, text: str, start: int, end: int, everything: Sequence[Mention]) -> list[Mention]:
        """The pronouns of a sentence, those included that nobody knows, and the partners whom they own: "his counterpart"."""
        found: list[Mention] = []
        for match in _PRONOUN.finditer(text, start, end):
            taken = [*everything, *found]
            if any(m.start < match.end() and match.start() < m.end for m in taken):
                continue
            pronoun = self._pronoun(index, text, start, match, [m for m in everything if m.end <= match.start()], found)
            if pronoun is None and match.group().lower() == "they":
                # "They will not aim missiles at each other": who is meant stands behind.
                actors = next((m.actors for m in everything if m.words.lower() in _EACH_OTHER), ())
                pronoun = Mention(match.start(), match.end(), match.group(), actors, None, "pronoun") if actors else None
            if pronoun is None:
                if match.group().lower() in ("he", "she"):
                    found.append(Mention(match.start(), match.end(), match.group(), (), None, "pronoun"))
                continue
            country = own_state_end(text, match.end()) if match.group().lower() in _OWNERS else None
            if country is not None:
                pronoun = msgspec.structs.replace(pronoun, end=country, words=text[pronoun.start : country], sector=None, person=None)
            found.append(pronoun)
            other = other_after(text, match.end(), taken) if match.group().lower() in _OWNERS else None
            actor = self._dyads.other(index, pronoun.actors) if other is not None else None
            if other is not None and actor is not None:
                found.append(Mention(*other, text[other[0] : other[1]], (actor,), "GOV", "office"))
        return found

    def _pronoun(
        self, index: int, text: str, start: int, match: re.Match[str], earlier: list[Mention], found: Sequence[Mention]
    ) -> Mention | None:
        word = match.group().lower()
        if word in _ONE:
            person = self._persons.of(index, text, start, match, earlier, [m for m in found if m.words.lower() in _ONE])
            if person is None or (person.form == "pronoun" and not person.actors):
                return None
            self._persons.learn(person, word)
            return Mention(match.start(), match.end(), match.group(), person.actors, person.sector, "pronoun", person.person)
        if word == "they" and (first := _THEY.search(text, start, match.start())) is not None:
            actors = next((m.actors for m in found if m.start == first.start()), ())  # "They came, and they left"
            return Mention(match.start(), match.end(), match.group(), actors, None, "pronoun") if actors else None
        if word in _MANY:
            actors = self._many(index, text, earlier)
            return Mention(match.start(), match.end(), match.group(), actors, None, "pronoun") if actors else None
        if _EMPTY_IT.match(text, match.start(), match.start() + 40):
            return None
        if self._text_first and not earlier:
            return None  # it is the treaty, the plan or the visit of the sentence before
        again = (
            next((m for m in found if m.words.lower() == "it"), None)
            if word == "it" and _AND_IT.search(text, start, match.start())
            else None
        )
        named = again or self._it(index, text, start, match, earlier)
        if named is None:
            return None
        return Mention(match.start(), match.end(), match.group(), named.actors, named.sector, "pronoun")

    def _it(self, index: int, text: str, start: int, match: re.Match[str], earlier: Sequence[Mention]) -> Mention | None:
        """The mention that "it" or "its" takes up."""
        # "The Iraqi government needs help, and it must": a single organ is taken up as its state is.
        named = [m for m in earlier if m.actors and (m.form in _NAMED or (m.form == "agent" and _ORGANS.search(m.words) is not None))]
        before = self._last_actor[1] if self._last_actor and index - self._last_actor[0] == 1 else None
        about = subject(text, start, match.start(), earlier)
        about = about if about in named else None
        its = match.group().lower() == "its"
        if not its and (said := _said_before(text, start, match.start())) is not None:
            told_of = next((m for m in earlier if m.start == said.end() and not _POSSESSIVE.match(text, m.end)), None)
            if told_of is not None or (said["noun"] and not _SUBJECT_PRONOUN.match(text, said.end())):
                return told_of if told_of in named else None  # "said that the plan failed because it": the plan
        reason = not its and _REASON.search(text, max(start, match.start() - 24), match.start()) is not None
        if reason and (clause := _clause_subject(text, start, named)) is not None:
            return clause
        aside = its and text[: match.start()].rstrip().endswith(",") and _ASIDE.match(text, match.end()) is not None
        # "its" belongs to the nearest actor ("Iran urged France to free its envoy"), "it" takes up the subject.
        own = its and _OWN.search(text, max(0, match.start() - 16), match.start()) is not None
        if its and not own and not aside and named:
            return named[-1]
        if not its and named and _ANNOUNCED.fullmatch(text, max(start, named[-1].start - 4), match.start()):
            return named[-1]
        if about is not None:
            return about
        leads = opener_end(text, start, match.end())
        if before is not None and leads > start and not text[leads : match.start()].strip():
            return before
        return named[0] if named else before

    def _many(self, index: int, text: str, earlier: list[Mention]) -> tuple[str, ...]:
        """The actors that "they" stands for: a pair or group in this sentence, else the last one."""
        joined = _coordinated(text, earlier)
        if joined:
            return joined[-1][1]
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

    def _remember(self, index: int, text: str, start: int, end: int, mentions: list[Mention], taken: Sequence[Mention]) -> None:
        """Keep what a sentence names; `taken` are its pronouns, without actors where nobody knows who that is."""
        everything = sorted([*mentions, *(m for m in taken if m.words.lower() in _SUBJECTS or m.form == "office")], key=lambda m: m.start)
        about = subject(text, start, end, everything)
        joined = _coordinated(text, mentions)
        for first, pair in joined:
            if len(pair) == 2:
                firm = is_firm(text, start, end, first, everything)
                self._dyads.add(index, pair, firm=firm, crowded=is_crowded(text, start, first, pair, mentions), met=False)
            self._last_group = (index, pair)
        officials = _ordered(actor for m in mentions if m.form in ("person", "office") for actor in m.actors)
        if len(officials) == 2:
            self._dyads.add(index, officials)
            if not any(m.form in ("agent", "group", "anaphor") and m.words.endswith("s") for m in mentions):
                self._last_group = (index, officials)  # "President X received President Y": they are the two
        elif meeting := participants(text, start, end, everything, about):
            self._dyads.add(index, meeting)
        elif about is not None and _are_many(about) and about.actors:
            self._last_group = (index, about.actors)  # "Peruvian officials came. They …"
        elif rebels := [m for m in mentions if m.form == "group" and m.words.endswith("s") and m.actors]:
            self._last_group = (index, rebels[-1].actors)  # "She urged the Houthis to stop. They …"
        leading = _leading(text, start, end, everything, joined)
        if leading:
            self._last_group = (index, leading)
        for mention in mentions:
            if mention.form == "anaphor":
                self._dyads.add(index, mention.actors)
                self._last_group = (index, mention.actors)
        self._remember_organs(mentions)
        adopted = _RESOLUTION.search(text, mentions[0].start, mentions[-1].end + 40) if mentions else None
        council = next(
            (m for m in mentions if m.form == "organisation" and m.words.endswith(("Security Council", "General Assembly"))), None
        )
        if adopted is not None and council is not None:
            self._bodies["resolution"] = council
        self._persons.remember(index, text, start, end, mentions, [m for m in taken if m.words.lower() in _ONE])
        self._remember_actor(index, text, start, everything, about)

    def _remember_actor(self, index: int, text: str, start: int, mentions: Sequence[Mention], about: Mention | None) -> None:
        """Keep whom "it" takes up in the sentence that follows: whom this one is `about`, else the first that no preposition brings in."""
        organ = about is not None and about.form == "agent" and _ORGANS.search(about.words) is not None
        ruling = about is not None and _are_many(about) and about.sector in ("GOV", "MIL") and len(about.actors) == 1
        side = about is not None and about.form == "agent" and about.words.lower().endswith(" side")
        if about is not None and about.actors and (about.form in _NAMED or about.words.lower() == "it" or organ or ruling or side):
            self._last_actor = (index, about)
            return
        named = [m for m in mentions if m.form in _NAMED and m.actors]
        first = next((m for m in named if not is_oblique(text, start, m)), named[0] if named else None)
        if first is not None:
            self._last_actor = (index, first)


def _said_before(text: str, start: int, end: int) -> re.Match[str] | None:
    """Where what somebody says begins, if a clause at `end` gives a reason or a time for it; None where it does not."""
    if _REASON.search(text, max(start, end - 24), end) is None:
        return None
    return next(reversed(list(_SAID.finditer(text, start, end))), None)


def _is_of_a_thing(text: str, start: int, mentions: Sequence[Mention]) -> bool:
    """Whether a sentence opens with a thing and only then brings in actors: "The exercise off Java began with Indonesian troops"."""
    opening = _THING.match(text, start)
    return opening is not None and all(m.start > opening.end() and is_oblique(text, start, m) for m in mentions[:1])


def _asked_by_one(text: str, start: int, place: int, pair: Sequence[str], earlier: Sequence[Mention]) -> bool:
    """Whether one of a pair asks something of the two that stand at `place`: "Chad called on the parties" means others than Chad."""
    asked = _ASKED.search(text, max(start, place - 24), place)
    asking = next((m for m in reversed(earlier) if asked is not None and m.end <= asked.start() and m.actors), None)
    return asking is not None and len(asking.actors) == 1 and asking.actors[0] in pair


def _clause_subject(text: str, start: int, named: Sequence[Mention]) -> Mention | None:
    """The subject of the last clause that a conjunction joins: Chad in "Mali left, and Chad stayed, although it"."""
    begun = (m for m in reversed(named) if _CLAUSE.search(text, max(start, m.start - 16), m.start) and not _POSSESSIVE.match(text, m.end))
    return next(begun, None)


def _leading(
    text: str, start: int, end: int, mentions: Sequence[Mention], joined: Sequence[tuple[int, tuple[str, ...]]]
) -> tuple[str, ...]:
    """The several whom a sentence is about: "Peru and Chile met …", "the members of the Council met …"; empty where it is one."""
    about = subject(text, start, end, mentions)
    if about is not None:
        group = next((group for first, group in joined if first == about.start), ())
        return group or (about.actors if _MEMBERS.match(text, about.end) else ())
    body = next((m for m in mentions if m.form == "organisation" and m.actors), None)
    main = opener_end(text, start, end)
    return body.actors if body is not None and _MEMBERS_OF.fullmatch(text, main, body.start) else ()


def _are_many(mention: Mention) -> bool:
    """Whether a mention names several who act for one: "Peruvian officials"."""
    return mention.form in ("agent", "office") and mention.words.endswith("s")


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


def _coordinated(text: str, mentions: Sequence[Mention]) -> list[tuple[int, tuple[str, ...]]]:
    """Groups of actors joined in the text, each with its start: "China and Russia", "Jiang and Putin", "Sino-Russian"."""
    groups: list[tuple[int, tuple[str, ...]]] = []
    run: list[Mention] = []
    for mention in mentions:
        if mention.form in ("pronoun", "anaphor") or not mention.actors:
            continue
        if run and (run[-1].end == mention.start or _AND.fullmatch(text, run[-1].end, mention.start)):
            run.append(mention)
            continue
        groups.append((run[0].start if run else 0, _ordered(actor for m in run for actor in m.actors)))
        run = [mention]
    groups.append((run[0].start if run else 0, _ordered(actor for m in run for actor in m.actors)))
    return [(first, group) for first, group in groups if len(group) >= 2]


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
