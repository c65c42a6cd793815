"""Codes documents in batches: mentions and dates first, parses only where a coder can use one, then the coders."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import ahocorasick_rs
import msgspec

from servanda.coding.anaphora import Memory
from servanda.coding.coder import Coder, Declined
from servanda.coding.first_person import FIRST_PERSON, resolve_first_person
from servanda.coding.home_states import dateline_state, with_home_states
from servanda.coding.issuers import issuer_of
from servanda.coding.mentions import Mention, MentionFinder
from servanda.coding.namesakes import Namesakes
from servanda.coding.offices import OfficeHolders
from servanda.coding.parsing import Parser
from servanda.coding.people import introduced, named_again
from servanda.coding.prepared import Prepared
from servanda.coding.same_people import with_same_people
from servanda.coding.seats import at_seat
from servanda.coding.sentence import Sentence
from servanda.coding.sentences import sentence_spans
from servanda.coding.table_rows import RECORD_TABLE, row_spans
from servanda.dating import Anchor, DateMention, find_dates, settles_order
from servanda.moments import Moment
from servanda.records import Document, Fact
from servanda.vocabulary.actors import ActorTable

# Documents are coded in groups of at least this many sentences: the parser is a third faster on hundreds than on tens.
BATCH_SENTENCES = 1024


class Coded(msgspec.Struct, frozen=True):
    """One document's outcome: its facts in the order of the text, what was declined, and the sentences' offsets.

    `parsed` counts the sentences that needed a parse. `seen` tells of each sentence whether it names an actor, and which coders
    found a word of theirs in it.
    """

    document: Document
    facts: tuple[Fact, ...]
    declined: tuple[Declined, ...]
    sentences: tuple[tuple[int, int], ...]
    parsed: int
    seen: tuple[tuple[bool, frozenset[str]], ...] = ()


class Engine:
    """Holds the coders and the tables they share; one per process."""

    def __init__(self, coders: Sequence[Coder], actors: ActorTable, parser: Parser | None = None) -> None:
        self.coders = tuple(coders)
        self.parser = parser or Parser()
        self._finder = MentionFinder(actors)
        self._namesakes = Namesakes(actors)
        self._offices = OfficeHolders(actors)
        self._cues = _CueFinder(self.coders)

    @property
    def versions(self) -> dict[str, str]:
        """Each coder's name and version."""
        return {coder.name: coder.version for coder in self.coders}

    def code(self, documents: Iterable[Document]) -> Iterator[Coded]:
        """Code documents one after another, in order; what one yields never depends on its neighbours."""
        waiting: list[Prepared] = []
        size = 0
        for document in documents:
            prepared = self.prepare(document)
            waiting.append(prepared)
            size += len(prepared.sentences)
            if size >= BATCH_SENTENCES:
                yield from self._finish(waiting)
                waiting, size = [], 0
        yield from self._finish(waiting)

    def prepare(self, document: Document) -> Prepared:
        """Sentences, mentions and dates of a document; its parses come later, in batches."""
        if document.reader == RECORD_TABLE:
            return Prepared(
                document, [Sentence(index, start, end, document.text) for index, (start, end) in enumerate(row_spans(document.text))]
            )
        text = document.text
        sentences = [Sentence(index, start, end, text) for index, (start, end) in enumerate(sentence_spans(document))]
        prepared = Prepared(document, sentences)
        on = prepared.on
        found = [self._finder.find(text, s.start, s.end, on) for s in sentences]
        found = [list(mentions) for mentions in self._namesakes.without(text, found)]
        prepared.issuer = issuer_of(document, self._finder, on)
        prepared.title = title = tuple(self._title_mentions(document, on))
        home = dateline_state(text, self._finder, on)
        found = with_home_states(text, found, title, home, prepared.issuer)
        people = introduced(text, [mention for mentions in found for mention in mentions])
        found = [named_again(text, s.start, s.end, mentions, people) for s, mentions in zip(sentences, found, strict=True)]
        found = with_same_people(text, self._offices.resolve(text, at_seat(found), prepared.issuer, title, home))
        memory = Memory(found, title, text, prepared.issuer, document.title)
        order = settles_order(text)
        context: Moment | None = None
        for sentence, mentions in zip(sentences, found, strict=True):
            sentence.mentions = memory.resolve(sentence.index, text, sentence.start, sentence.end, mentions)
            anchor = Anchor(published=on, context=context, order=order)
            sentence.dates = tuple(_placed(date, sentence.start, on) for date in find_dates(sentence.plain, anchor))
            for date in sentence.dates:
                if date.kind in _NARRATIVE and date.earliest is not None and date.latest is not None:
                    context = Moment(date.earliest, date.latest)
            sentence.cues = self._cues.find(sentence.plain, has_actor=_may_name_actor(sentence))
        return prepared

    def _title_mentions(self, document: Document, on: Moment | None) -> list[Mention]:
        """What the title names: it tells what a document is about even where the title itself is not coded."""
        return self._finder.find(document.title, 0, len(document.title), on) if document.title else []

    def _finish(self, batch: Sequence[Prepared]) -> Iterator[Coded]:
        wanted = [sentence for prepared in batch for sentence in prepared.sentences if sentence.cues]
        parses = self.parser.parse([(sentence.plain, sentence.start) for sentence in wanted]) if wanted else []
        for sentence, parse in zip(wanted, parses, strict=True):
            sentence.parse = parse
        for prepared in batch:
            resolve_first_person(prepared)
            yield self._coded(prepared)

    def _coded(self, prepared: Prepared) -> Coded:
        facts: dict[str, Fact] = {}
        declined: list[Declined] = []
        for coder in self.coders:
            for result in coder.code(prepared):
                if isinstance(result, Declined):
                    declined.append(result)
                else:
                    facts.setdefault(result.id, result)
        ordered = sorted(facts.values(), key=lambda fact: (fact.spans[0].start, fact.spans[0].end, fact.kind, fact.id))
        return Coded(
            prepared.document,
            tuple(ordered),
            tuple(declined),
            tuple((s.start, s.end) for s in prepared.sentences),
            sum(s.parse is not None for s in prepared.sentences),
            tuple((any(mention.actors for mention in s.mentions), s.cues) for s in prepared.sentences),
        )


def _may_name_actor(sentence: Sentence) -> bool:
    """Whether a sentence names an actor, or says "we", whose speaker is known only after parsing."""
    return any(mention.actors for mention in sentence.mentions) or FIRST_PERSON.search(sentence.plain) is not None


def _placed(date: DateMention, offset: int, on: Moment | None) -> DateMention:
    """A date with offsets in the document; "since 2001" reaches to the day on which it is told, where that is known."""
    told = on.latest if on is not None and date.held and date.latest is None and date.earliest is not None else date.latest
    latest = told if date.earliest is None or told is None or told >= date.earliest else date.latest
    return msgspec.structs.replace(date, start=date.start + offset, end=date.end + offset, latest=latest)


# Kinds of date that a narrative moves along; "since 2001" or a decade does not set the scene for "that year".
_NARRATIVE = frozenset({"day", "month", "year", "range", "relative"})


class _CueFinder:
    """Which coders find a word of theirs in a sentence: one automaton over all coders' cues."""

    def __init__(self, coders: Sequence[Coder]) -> None:
        owners: dict[str, set[str]] = {}
        lists: dict[tuple[str, str], set[str]] = {}
        for coder in coders:
            for cue in coder.cues:
                first, _, second = cue.partition("&")
                owners.setdefault(first, set()).add(coder.name)
                if second:
                    lists.setdefault((first, coder.name), set()).add(second)
            for cue in coder.cues:
                lists.pop((cue, coder.name), None)  # a cue that also stands alone needs no partner
        # Thousands of cues share some hundred lists of partners: each list is taken apart once.
        shared = {key: frozenset(own) for key, own in lists.items()}
        partners = {own: frozenset("|".join(own).split("|")) for own in set(shared.values())}
        for word in frozenset().union(*partners.values()):
            owners.setdefault(word, set())
        place = {cue: index for index, cue in enumerate(owners)}
        places = {own: frozenset(place[word] for word in words) for own, words in partners.items()}
        self._alone: list[frozenset[str]] = []
        self._paired: dict[int, list[tuple[str, frozenset[int]]]] = {}
        for cue, names in owners.items():
            self._alone.append(frozenset(name for name in names if (cue, name) not in shared))
            for name in names:
                if (own := shared.get((cue, name))) is not None:
                    self._paired.setdefault(place[cue], []).append((name, places[own]))
        self._all = frozenset(coder.name for coder in coders if coder.cues)
        self._needing = frozenset(coder.name for coder in coders if coder.needs_actor)
        self._automaton = ahocorasick_rs.AhoCorasick(list(owners) or ["\0"], ahocorasick_rs.MatchKind.Standard)

    def find(self, sentence: str, *, has_actor: bool) -> frozenset[str]:
        """Names of the coders that may code the sentence."""
        lower = sentence.lower()
        if len(lower) != len(sentence):
            # A few letters grow when lowered; positions do not matter here, only presence.
            lower = sentence.casefold()
        barred = frozenset() if has_actor else self._needing
        wanted = self._all - barred
        found: set[str] = set()
        there: set[int] = set()
        for index, start, _ in self._automaton.find_matches_as_indexes(lower, overlapping=True):
            if index not in there and (start == 0 or not lower[start - 1].isalnum()):
                there.add(index)
                if not self._alone[index] <= found:
                    found |= self._alone[index]
                    if found >= wanted:
                        return wanted
        for index in there & self._paired.keys():
            found.update(name for name, partners in self._paired[index] if partners & there)
        return frozenset(found & wanted)
