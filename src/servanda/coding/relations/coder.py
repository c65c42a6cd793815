"""The coder of relations: nouns for a relation, and the words that tell its course."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from servanda.coding.aims import stated_certainty
from servanda.coding.coder import Declined
from servanda.coding.noun_phrases import actors_of
from servanda.coding.pair_in_mind import main_actor, main_pair
from servanda.coding.parsing import Parse
from servanda.coding.prepared import Prepared
from servanda.coding.relations.allies import ALLIES, pairs_called_allies
from servanda.coding.relations.pairs import pairs_of
from servanda.coding.relations.taken_up import Antecedent, owner_of, pronouns_for, those_with, when_told
from servanda.coding.sentence import Sentence
from servanda.coding.timing import when_of
from servanda.records import Certainty, Fact, Relation, Trend, When
from servanda.vocabulary.relation_words import load_relation_words, relation_rows

# Nouns that are a relation; those that are one only in a verb's company ("cooperation deepened") count less.
_NOUNS = frozenset({"relation", "relationship", "tie", "link", "bond", "rapport"})
_WEAKER = frozenset({"cooperation", "partnership", "friendship", "alliance", "collaboration", "contact", "dealings", "trust", "exchange"})
# Of the weaker ones, those that an adjective alone may describe: "a historic friendship"; close cooperation is a deed.
_LASTING = frozenset({"friendship", "partnership", "alliance"})
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
# Verbs and nouns that end a quarrel, and those that make it milder.
_ENDS = frozenset({"end", "heal", "overcome", "settle", "bury", "resolve", "close", "bridge", "ending"})
_EASES = frozenset({"ease", "reduce", "lower", "defuse", "lessen", "calm", "subside", "abate", "fall", "decrease", "diffuse", "cool"})
# Superlatives of a time or state in which a relation is: "the best time in history for relations".
_HEIGHTS: dict[str, Trend] = {
    "best": "improving",
    "highest": "improving",
    "closest": "improving",
    "golden": "improving",
    "worst": "worsening",
    "lowest": "worsening",
}
_STATES = frozenset({"state", "condition", "level", "quality"})
_TIMES = frozenset({"time", "period", "point", "level", "state", "shape", "era", "age", "phase", "moment"})
# "Air links" and "road links" are roads: what stands before such a noun makes it a thing.
_THINGS = frozenset(
    "air rail road sea transport telephone telegraph land bus train flight ferry shipping communication data gas pipeline video family blood neck".split()
)
# Verbs of which a relation can be the subject with an object and still be what changes.
_BEARS = frozenset({"suffer", "see", "undergo", "experience", "show", "enter", "reach", "hit"})
_BARE = frozenset({"have", "enjoy", "maintain", "continue", "keep", "describe", "call", "be", "remain", "stay", "preserve", "hail"})


class _Reading(msgspec.Struct, frozen=True):
    """A trend read at a relation noun: the word that tells it, how sure the reading is, and its certainty where the words themselves say it.

    `described`: only an adjective tells it.
    """

    trend: Trend
    token: int
    confidence: float
    certainty: Certainty | None = None
    described: bool = False


class RelationCoder:
    """Codes what a document says of the relation of two actors."""

    name = "relations"
    version = "4"
    needs_actor = True

    def __init__(self) -> None:
        self._words = load_relation_words()
        self._rules = {row.trend: f"{row.trend} ({row.place})" for row in relation_rows()}

    @property
    def cues(self) -> frozenset[str]:
        """Beginnings of the relation nouns, of nouns that name a state by themselves, and of the verbs of approach."""
        return frozenset(_NOUNS | _WEAKER | ALLIES | set(self._words.nouns) | set(self._words.pair_verbs) | {"those with"})

    def code(self, prepared: Prepared) -> Iterator[Fact | Declined]:
        """The relations of a document in the order of the text."""
        context: tuple[str, ...] = ()
        before: list[Antecedent] = []
        main = main_pair(prepared)
        for sentence in prepared.sentences:
            if self.name in sentence.cues and sentence.parse is not None:
                yield from self._sentence(prepared, sentence, sentence.parse, context, main, before)
            context = next((m.actors for m in reversed(sentence.mentions) if m.form == "anaphor" and len(m.actors) == 2), context)
            named = list(dict.fromkeys(a for m in sentence.mentions if m.form in ("state", "adjective") for a in m.actors))
            context = (named[0], named[1]) if len(named) == 2 else context

    def _sentence(
        self,
        prepared: Prepared,
        sentence: Sentence,
        parse: Parse,
        context: tuple[str, ...],
        main: tuple[str, ...],
        before: list[Antecedent],
    ) -> Iterator[Fact | Declined]:
        """The relations of one sentence; `before` holds those that the last sentence with any told of, and then this one's."""
        told: list[Antecedent] = []
        # "Ties with Mali are excellent, the minister said": whose minister, a text on one state leaves unsaid.
        main_one = main_actor(prepared)
        topic = main_one if main_one in context else None
        for token, lemma in enumerate(parse.lemmas):
            if not parse.tags[token].startswith("N"):
                if lemma in self._words.pair_verbs or parse.lowers[token] in self._words.pair_verbs:
                    yield from self._approach(prepared, sentence, parse, token)
                continue
            if lemma in ALLIES:
                for pair in pairs_called_allies(sentence, parse, token):
                    yield self._fact(prepared, sentence, parse, token, _Reading("stable", token, 0.6, described=True), pair)
                continue
            reading = self._reading(sentence, parse, token)
            if reading is None:
                continue
            voice = prepared.voice_at(parse.starts[token], parse.ends[token])
            pairs = pairs_of(
                sentence,
                parse,
                token,
                context or main,
                understood=not reading.described,
                speaker=topic if voice is None else voice.actor or topic,
            )
            if not pairs:
                start, end = parse.starts[token], parse.ends[token]
                yield Declined(start, end, self.name, "whose relation it is cannot be told", self._rules[reading.trend])
            for pair in pairs:
                yield self._fact(prepared, sentence, parse, token, reading, pair)
            if pairs and (lemma in _NOUNS or lemma in _WEAKER):
                told.append(Antecedent(token, tuple(pairs), owner_of(sentence, parse, token, pairs)))
        yield from self._taken_up(prepared, sentence, parse, told, before)
        before[:] = told or before

    def _reading(self, sentence: Sentence, parse: Parse, noun: int) -> _Reading | None:
        """What a noun tells of a relation; None where it is no noun for one, or nothing is said of it."""
        lemma = parse.lemmas[noun]
        if lemma in _NOUNS or lemma in _WEAKER:
            return self._at_noun(parse, noun, strong=lemma in _NOUNS)
        if lemma not in self._words.nouns:
            return None
        if self._names_a_pair(sentence, parse, noun):
            return self._at_state(parse, noun)
        return _Reading(self._words.nouns[lemma], noun, 0.6) if self._is_made_between(parse, noun) else None

    def _taken_up(
        self, prepared: Prepared, sentence: Sentence, parse: Parse, told: list[Antecedent], before: list[Antecedent]
    ) -> Iterator[Fact]:
        """What is said of relations by a pronoun that takes them up: "restored ties after Chad cut them", "those with Niger are improving"."""
        ends = [*(one.noun for one in told[1:]), len(parse)]
        for one, end in zip(told, ends, strict=False):
            for token, verb, dep in pronouns_for(parse, one.noun, end):
                found = self._by_verb(parse, verb, dep, token)
                if found is None or found[0] == "stable":
                    continue
                for pair in one.pairs:
                    yield self._fact(prepared, sentence, parse, token, _Reading(found[0], found[1], 0.7), pair, like=one.noun)
        for token in those_with(parse):
            known = next((one for one in reversed((*before, *told)) if one.owner), None)
            reading = self._at_noun(parse, token, strong=True) if known is not None else None
            if known is None or reading is None:
                continue
            for pair in pairs_of(sentence, parse, token, (), understood=False, speaker=known.owner):
                yield self._fact(prepared, sentence, parse, token, reading, pair)

    @staticmethod
    def _names_a_pair(sentence: Sentence, parse: Parse, noun: int) -> bool:
        """Whether a noun for a state of affairs says between whom: "tension between", "the two countries' rift"."""
        if any(parse.lowers[p] in ("between", "with") for p in parse.of(noun, "prep")):
            return True
        owners = [sentence.mention_at(parse.starts[c], parse.ends[c]) for c in parse.of(noun, "poss")]
        return any(owner is not None and len(owner.actors) == 2 for owner in owners)

    @staticmethod
    def _is_made_between(parse: Parse, noun: int) -> bool:
        """Whether a noun is what a plain verb makes between two: "progress is being made between"."""
        verb = parse.heads[noun]
        made = parse.deps[noun] in ("nsubjpass", "dobj", "nsubj") and parse.lemmas[verb] in (
            "make",
            "achieve",
            "see",
            "reach",
            "develop",
            "grow",
            "rise",
            "arise",
        )
        return made and any(parse.lowers[p] in ("between", "with") for p in parse.of(verb, "prep"))

    def _at_state(self, parse: Parse, noun: int) -> _Reading:
        """A noun for a state of affairs by itself: its own trend, or the restoring where its end is told."""
        trend = self._words.nouns[parse.lemmas[noun]]
        head = parse.heads[noun]
        if trend in ("tense", "broken", "worsening"):
            if parse.deps[noun] == "pobj" and parse.lowers[head] in ("of", "to") and parse.lemmas[parse.heads[head]] in _ENDS:
                return _Reading("restored", parse.heads[head], 0.7)
            if parse.deps[noun] in ("dobj", "nsubjpass", "nsubj") and parse.lemmas[head] in _ENDS:
                return _Reading("restored", head, 0.7)
            if parse.deps[noun] in ("dobj", "nsubj", "nsubjpass") and parse.lemmas[head] in _EASES:
                return _Reading("improving", head, 0.7)
        return _Reading(trend, noun, 0.7)

    def _at_noun(self, parse: Parse, noun: int, *, strong: bool) -> _Reading | None:
        """What is said of a relation noun: by the verb it depends on, by a complement, by a noun above it, by an adjective."""
        dep, head = parse.deps[noun], parse.heads[noun]
        while dep == "conj":
            dep, head = parse.deps[head], parse.heads[head]
        if any(parse.lowers[c] in _THINGS for c in parse.of(noun, "compound", "amod")):
            return None
        confidence = 0.8 if strong else 0.6
        if (
            strong
            and dep == "dobj"
            and parse.lemmas[head] in ("have", "maintain")
            and any(parse.lowers[c] == "no" for c in parse.of(noun, "det", "neg"))
        ):
            return _Reading("broken", noun, confidence, "actual")
        if parse.tags[head].startswith("V") and dep in ("nsubj", "nsubjpass", "dobj"):
            found = self._by_verb(parse, head, dep, noun)
            if found is not None:
                return _Reading(found[0], found[1], confidence, "actual" if _never_more(parse, head) else None)
        if dep == "pobj":
            found = self._under(parse, head)
            if found is not None:
                return _Reading(found[0], found[1], confidence)
        for child in parse.of(noun, "acl"):
            # The parser takes an intransitive past for a participle: "ties deepened in 2010".
            trend = self._words.verbs.get(parse.lemmas[child])
            if trend is not None and parse.tags[child] in ("VBN", "VBD"):
                return _Reading(trend, child, confidence - 0.1)
        return self._by_adjective(parse, noun, head, confidence) if strong or parse.lemmas[noun] in _LASTING else None

    def _under(self, parse: Parse, preposition: int) -> tuple[Trend, int] | None:
        """The trend of the noun or verb that a relation stands under: "the normalisation of ties", "the best time for relations"."""
        above = parse.heads[preposition]
        if parse.tags[above].startswith("N"):
            if parse.lowers[preposition] in ("of", "in") and parse.lemmas[above] in self._words.nouns:
                return self._words.nouns[parse.lemmas[above]], above
            told = self._of_state(parse, above)
            if told is not None:
                return told
            # "for" may hang on "history" in "the best time in history for relations".
            for noun in (above, *parse.ancestors(above)):
                height = _height(parse, noun)
                if height is not None:
                    return height, noun
                if not parse.tags[noun].startswith(("N", "I")):
                    break
            return None
        if parse.tags[above].startswith("V") and parse.lowers[preposition] in ("in", "on", "for", "to"):
            heights = [(h, g) for g in parse.of(above, "dobj", "attr", "oprd") if (h := _height(parse, g)) is not None]
            if heights:
                return heights[0][0], above
            made = [g for g in parse.of(above, "dobj", "nsubjpass") if f"{parse.lemmas[above]}_{parse.lemmas[g]}" in self._words.phrases]
            if made:
                return self._words.phrases[f"{parse.lemmas[above]}_{parse.lemmas[made[0]]}"], above
            if parse.lowers[preposition] in ("in", "on") and parse.lemmas[above] in ("progress", "work"):
                return "improving", above
        return None

    def _of_state(self, parse: Parse, noun: int) -> tuple[Trend, int] | None:
        """The trend of "opened a new chapter in their relations" and of "the excellent state of relations"."""
        above = parse.heads[noun]
        opened = f"{parse.lemmas[above]}_{parse.lemmas[noun]}"
        if parse.deps[noun] == "dobj" and opened in self._words.phrases:
            return self._words.phrases[opened], above
        described = [self._words.adjectives.get(parse.lowers[c]) for c in parse.of(noun, "amod")] if parse.lemmas[noun] in _STATES else []
        return next(((trend, noun) for trend in described if trend), None)

    def _by_joined(self, parse: Parse, verb: int, dep: str, noun: int) -> tuple[Trend, int] | None:
        """The trend that a verb joined to that of the subject tells: "go back two centuries and are stronger than ever"."""
        joined = [c for c in parse.of(verb, "conj") if parse.first(c, "nsubj") is None and parse.tags[c].startswith("V")]
        inner = [] if dep == "dobj" else [*(joined if dep == "nsubj" else []), *parse.of(verb, "xcomp")[:1]]
        return next((told for c in inner if (told := self._by_verb(parse, c, dep, noun)) is not None), None)

    def _by_adjective(self, parse: Parse, noun: int, head: int, confidence: float) -> _Reading | None:
        """The trend of an adjective at the noun: "friendly relations", "closer ties"."""
        for child in parse.of(noun, "amod"):
            trend = self._words.adjectives.get(parse.lowers[child])
            if parse.lowers[child] == "established" and child > 1 and parse.lowers[child - 2 : child] == ("re", "-"):
                return _Reading("restored", child, confidence)  # the parser takes "re-established" for three words
            if trend is None and parse.tags[child] not in ("JJR", "JJS"):
                trend = self._words.adjectives.get(parse.lemmas[child])
            if trend is not None:
                return _Reading(trend, noun, confidence - (0.1 if parse.lemmas[head] in _BARE else 0.25), described=True)
        return None

    def _by_verb(self, parse: Parse, verb: int, dep: str, noun: int) -> tuple[Trend, int] | None:
        """The trend that a verb tells of its subject or object, complements and joined verbs included."""
        words = self._words
        if dep != "dobj":
            complements = [c for c in parse.children[verb] if parse.deps[c] in ("acomp", "attr", "oprd", "advmod") and c != noun]
            for complement in complements:
                for one in parse.conjuncts(complement):
                    trend = words.adjectives.get(parse.lowers[one]) or words.adjectives.get(parse.lemmas[one])
                    if trend is not None:
                        return trend, verb
        for place in self._goals(parse, verb):
            if place == noun:
                continue
            trend = _height(parse, place) or words.phrases.get(f"{parse.lemmas[verb]}_{parse.lemmas[place]}")
            trend = trend or words.phrases.get(f"{parse.lemmas[verb]}_{parse.lowers[place]}")
            if trend is not None:
                return trend, verb
        if dep == "nsubj" and parse.first(verb, "dobj") is not None and parse.lemmas[verb] not in _BEARS:
            # "Relations can boost prosperity": what they do to something else is not what happens to them.
            return None
        trend = words.verbs.get(parse.lemmas[verb])
        if trend is None:
            return self._by_joined(parse, verb, dep, noun)
        if trend in ("restored", "improving", "stable") and self._too_early(parse, verb):
            return "tense", parse.heads[verb]
        if trend == "stable" and dep == "dobj":
            described = [words.adjectives.get(parse.lowers[c]) for c in parse.of(noun, "amod")]
            return next((t for t in described if t), "stable"), verb
        return trend, verb

    @staticmethod
    def _too_early(parse: Parse, verb: int) -> bool:
        """Whether something is said to come too soon: "it is too early to normalise relations"."""
        head = parse.heads[verb]
        described = [head, *parse.of(head, "acomp")]
        early = [d for d in described if parse.lemmas[d] in ("early", "soon", "premature")]
        return parse.tags[verb] == "VB" and any(
            parse.lemmas[d] == "premature" or any(parse.lowers[c] == "too" for c in parse.children[d]) for d in early
        )

    @staticmethod
    def _goals(parse: Parse, verb: int) -> list[int]:
        """The objects of a verb and of its prepositions: what a relation entered, reached or made."""
        objects = [*parse.of(verb, "dobj", "attr"), *(g for p in parse.of(verb, "prep") for g in parse.of(p, "pobj"))]
        # "At their best", "at an all-time low": the parser takes the superlative for an adjective.
        return [*objects, *(g for p in parse.of(verb, "prep") for g in parse.of(p, "pcomp", "amod", "advmod", "acomp"))]

    def _approach(self, prepared: Prepared, sentence: Sentence, parse: Parse, word: int) -> Iterator[Fact]:
        """Two actors that move closer or drift apart themselves."""
        verb = word if parse.tags[word].startswith("V") else parse.heads[word]
        subject = parse.first(verb, "nsubj")
        if subject is None or not parse.tags[verb].startswith("V") or parse.lemmas[verb] == "be":
            return
        codes = [actor.actor for actor in actors_of(sentence, subject) if actor.actor]
        for preposition in (*parse.of(verb, "prep"), *parse.of(word, "prep")):
            target = parse.first(preposition, "pobj")
            if target is not None and parse.lowers[preposition] in ("to", "with", "from"):
                codes += [actor.actor for actor in actors_of(sentence, target) if actor.actor]
        distinct = sorted(dict.fromkeys(codes))
        if len(distinct) == 2 and parse.lemmas[verb] in ("remain", "stay", "stand"):
            yield self._fact(prepared, sentence, parse, verb, _Reading("tense", verb, 0.7), (distinct[0], distinct[1]))
        elif len(distinct) == 2:
            trend = self._words.pair_verbs.get(parse.lowers[word]) or self._words.pair_verbs[parse.lemmas[word]]
            yield self._fact(prepared, sentence, parse, verb, _Reading(trend, verb, 0.7), (distinct[0], distinct[1]))

    def _fact(
        self,
        prepared: Prepared,
        sentence: Sentence,
        parse: Parse,
        noun: int,
        reading: _Reading,
        pair: tuple[str, str],
        like: int | None = None,
    ) -> Fact:
        """One fact at a relation noun; `like` is the noun that a pronoun at `noun` takes up."""
        named = noun if like is None else like
        domain = next((_DOMAINS[parse.lowers[c]] for c in parse.of(named, "amod", "compound", "nmod") if parse.lowers[c] in _DOMAINS), None)
        low, high = min(noun, reading.token), max(noun, reading.token)
        return prepared.fact(
            Relation(pair=pair, trend=reading.trend, domain=domain),
            [(sentence.start, sentence.end), (parse.starts[low], parse.ends[high])],
            certainty=reading.certainty or stated_certainty(parse, reading.token),
            when=_when(prepared, sentence, parse, noun, reading),
            coder=(self.name, self.version),
            confidence=reading.confidence,
            rule=self._rules[reading.trend],
            asserted_by=prepared.voice_at(parse.starts[low], parse.ends[high]),
        )


# A date this near after a quarrel is the quarrel's own, wherever the parser hangs it: "the rift from the 1960s".
_NEAR = 12


def _when(prepared: Prepared, sentence: Sentence, parse: Parse, noun: int, reading: _Reading) -> When | None:
    """When a relation went so; the dates of a quarrel are not those of its end."""
    quarrel = parse.lemmas[noun] not in _NOUNS | _WEAKER and parse.tags[noun].startswith("N")
    if reading.token == noun or reading.trend != "restored" or not quarrel:
        return when_told(prepared, sentence, parse, reading.token)
    start, end = parse.extent(noun)
    kept = sentence.dates
    sentence.dates = tuple(date for date in kept if not start <= date.start < end + _NEAR)
    try:
        return when_of(sentence, reading.token)
    finally:
        sentence.dates = kept


def _never_more(parse: Parse, verb: int) -> bool:
    """Whether a height is told by denying a greater one: "have never been better"."""
    never = any(parse.lowers[c] == "never" for c in parse.of(verb, "neg", "advmod"))
    return never and any(parse.tags[c] in ("JJR", "RBR") for c in parse.of(verb, "acomp", "advmod"))


def _height(parse: Parse, noun: int) -> Trend | None:
    """What a superlative makes of a time or state in which a relation is."""
    if parse.lemmas[noun] not in _TIMES:
        return None
    return next((_HEIGHTS[parse.lowers[c]] for c in parse.of(noun, "amod", "nmod", "compound") if parse.lowers[c] in _HEIGHTS), None)
