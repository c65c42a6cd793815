"""The coder of relations: nouns for a relation, and the words that tell its course."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from servanda.coding.certainty import certainty_of
from servanda.coding.coder import Declined
from servanda.coding.noun_phrases import actors_of
from servanda.coding.parsing import Parse
from servanda.coding.prepared import Prepared, Sentence
from servanda.coding.relations.pairs import pairs_of
from servanda.coding.timing import when_of
from servanda.records import Fact, Relation, Trend
from servanda.vocabulary.relation_words import load_relation_words

# Nouns that are a relation; those that are one only in a verb's company ("cooperation deepened") count less.
_NOUNS = frozenset({"relation", "relationship", "tie", "link", "bond", "rapport"})
_WEAKER = frozenset({"cooperation", "partnership", "friendship", "alliance", "collaboration", "contact", "dealings", "trust", "exchange"})
_DOMAINS = {
    "diplomatic": "diplomatic",
    "political": "political",
    "economic": "economic",
    "trade": "economic",
    "commercial": "economic",
    "business": "economic",
    "financial": "economic",
    "energy": "economic",
    "military": "military",
    "defence": "military",
    "defense": "military",
    "security": "military",
    "strategic": "strategic",
    "cultural": "cultural",
    "scientific": "scientific",
    "technological": "scientific",
}
_BARE = frozenset({"have", "enjoy", "maintain", "continue", "keep", "describe", "call", "be", "remain", "stay", "preserve", "hail"})


class _Reading(msgspec.Struct, frozen=True):
    """A trend read at a relation noun: the word that tells it and how sure the reading is."""

    trend: Trend
    token: int
    confidence: float


class RelationCoder:
    """Codes what a document says of the relation of two actors."""

    name = "relations"
    version = "1"
    needs_actor = True

    def __init__(self) -> None:
        self._words = load_relation_words()

    @property
    def cues(self) -> frozenset[str]:
        """Beginnings of the relation nouns, of nouns that name a state by themselves, and of the verbs of approach."""
        return frozenset(_NOUNS | _WEAKER | set(self._words.nouns) | set(self._words.pair_verbs))

    def code(self, prepared: Prepared) -> Iterator[Fact | Declined]:
        """The relations of a document in the order of the text."""
        context: tuple[str, ...] = ()
        for sentence in prepared.sentences:
            if self.name in sentence.cues and sentence.parse is not None:
                yield from self._sentence(prepared, sentence, sentence.parse, context)
            context = next((m.actors for m in reversed(sentence.mentions) if m.form == "anaphor" and len(m.actors) == 2), context)
            named = list(dict.fromkeys(a for m in sentence.mentions if m.form in ("state", "adjective") for a in m.actors))
            context = (named[0], named[1]) if len(named) == 2 else context

    def _sentence(self, prepared: Prepared, sentence: Sentence, parse: Parse, context: tuple[str, ...]) -> Iterator[Fact | Declined]:
        for token, lemma in enumerate(parse.lemmas):
            if not parse.tags[token].startswith("N"):
                if lemma in self._words.pair_verbs or parse.lowers[token] in self._words.pair_verbs:
                    yield from self._approach(prepared, sentence, parse, token)
                continue
            if lemma in _NOUNS or lemma in _WEAKER:
                reading = self._at_noun(parse, token, strong=lemma in _NOUNS)
            elif lemma in self._words.nouns and any(parse.lowers[p] in ("between", "with") for p in parse.of(token, "prep")):
                reading = _Reading(self._words.nouns[lemma], token, 0.7)
            else:
                continue
            if reading is None:
                continue
            pairs = pairs_of(sentence, parse, token, context)
            if not pairs:
                start, end = parse.starts[token], parse.ends[token]
                yield Declined(start, end, self.name, "whose relation it is cannot be told", f"relation:{reading.trend}")
            for pair in pairs:
                yield self._fact(prepared, sentence, parse, token, reading, pair)

    def _at_noun(self, parse: Parse, noun: int, *, strong: bool) -> _Reading | None:
        """What is said of a relation noun: by the verb it depends on, by a complement, by a noun above it, by an adjective."""
        dep, head = parse.deps[noun], parse.heads[noun]
        while dep == "conj":
            dep, head = parse.deps[head], parse.heads[head]
        confidence = 0.8 if strong else 0.6
        if parse.tags[head].startswith("V") and dep in ("nsubj", "nsubjpass", "dobj"):
            found = self._by_verb(parse, head, dep, noun)
            if found is not None:
                return _Reading(found[0], found[1], confidence)
        if dep == "pobj":
            above = parse.heads[head]
            trend = self._words.nouns.get(parse.lemmas[above])
            if trend is not None and parse.tags[above].startswith("N") and parse.lowers[head] in ("of", "in"):
                return _Reading(trend, above, confidence)
            if parse.tags[above].startswith("V") and parse.lowers[head] in ("in", "on") and parse.lemmas[above] in ("progress", "work"):
                return _Reading("improving", above, confidence - 0.1)
        if not strong:
            return None
        for child in parse.of(noun, "amod"):
            trend = self._words.adjectives.get(parse.lowers[child]) or self._words.adjectives.get(parse.lemmas[child])
            if trend is not None and (parse.lemmas[head] in _BARE or dep in ("ROOT", "pobj", "nsubj", "dobj")):
                return _Reading(trend, noun, confidence - (0.1 if parse.lemmas[head] in _BARE else 0.25))
        return None

    def _by_verb(self, parse: Parse, verb: int, dep: str, noun: int) -> tuple[Trend, int] | None:
        """The trend that a verb tells of its subject or object, complements and joined verbs included."""
        words = self._words
        complements = [c for c in parse.children[verb] if parse.deps[c] in ("acomp", "attr", "oprd", "advmod") and c != noun]
        for complement in complements:
            for one in parse.conjuncts(complement):
                trend = words.adjectives.get(parse.lowers[one]) or words.adjectives.get(parse.lemmas[one])
                if trend is not None and dep != "dobj":
                    return trend, verb
        for place in self._goals(parse, verb):
            trend = words.phrases.get(f"{parse.lemmas[verb]}_{parse.lemmas[place]}")
            if trend is not None and dep != "dobj":
                return trend, verb
        trend = words.verbs.get(parse.lemmas[verb])
        if trend is None:
            inner = parse.first(verb, "xcomp")
            return self._by_verb(parse, inner, dep, noun) if inner is not None and dep != "dobj" else None
        if trend == "stable" and dep == "dobj":
            described = [words.adjectives.get(parse.lowers[c]) for c in parse.of(noun, "amod")]
            return next((t for t in described if t), "stable"), verb
        return trend, verb

    @staticmethod
    def _goals(parse: Parse, verb: int) -> list[int]:
        """The objects of a verb and of its prepositions: what a relation entered, reached or made."""
        return [*parse.of(verb, "dobj", "attr"), *(g for p in parse.of(verb, "prep") for g in parse.of(p, "pobj"))]

    def _approach(self, prepared: Prepared, sentence: Sentence, parse: Parse, word: int) -> Iterator[Fact]:
        """Two actors that move closer or drift apart themselves."""
        verb = word if parse.tags[word].startswith("V") else parse.heads[word]
        subject = parse.first(verb, "nsubj")
        if subject is None or not parse.tags[verb].startswith("V") or parse.lemmas[verb] in ("be",):
            return
        codes = [actor.actor for actor in actors_of(sentence, subject) if actor.actor]
        for preposition in (*parse.of(verb, "prep"), *parse.of(word, "prep")):
            target = parse.first(preposition, "pobj")
            if target is not None and parse.lowers[preposition] in ("to", "with", "from"):
                codes += [actor.actor for actor in actors_of(sentence, target) if actor.actor]
        distinct = sorted(dict.fromkeys(codes))
        if len(distinct) == 2:
            trend = self._words.pair_verbs.get(parse.lowers[word]) or self._words.pair_verbs[parse.lemmas[word]]
            yield self._fact(prepared, sentence, parse, verb, _Reading(trend, verb, 0.7), (distinct[0], distinct[1]))

    def _fact(
        self, prepared: Prepared, sentence: Sentence, parse: Parse, noun: int, reading: _Reading, pair: tuple[str, str]
    ) -> Fact:
        domain = next((_DOMAINS[parse.lowers[c]] for c in parse.of(noun, "amod", "compound", "nmod") if parse.lowers[c] in _DOMAINS), None)
        low, high = min(noun, reading.token), max(noun, reading.token)
        return prepared.fact(
            Relation(pair=pair, trend=reading.trend, domain=domain),
            [(sentence.start, sentence.end), (parse.starts[low], parse.ends[high])],
            certainty=certainty_of(parse, reading.token),
            when=when_of(sentence, reading.token),
            coder=(self.name, self.version),
            confidence=reading.confidence,
            rule=f"relation:{reading.trend}",
            asserted_by=prepared.voice_at(parse.starts[low], parse.ends[high]),
        )
