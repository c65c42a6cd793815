"""Where a parsed sentence tells a stance: in verbs, nouns, adjectives and prepositions."""

from __future__ import annotations

from collections.abc import Iterator

from servanda.coding.parsing import Parse
from servanda.coding.positions.by_adjectives import by_adjective
from servanda.coding.positions.by_judgement import by_judgement
from servanda.coding.positions.by_nouns import by_noun
from servanda.coding.positions.by_prepositions import by_preposition
from servanda.coding.positions.by_set_phrases import by_set_phrase
from servanda.coding.positions.by_verbs import by_verb
from servanda.coding.positions.reading import Reading
from servanda.vocabulary.stances import StanceWords

_FIRST_PREPOSITIONS = frozenset({"against", "in"})


def readings_in(parse: Parse, words: StanceWords) -> Iterator[Reading]:
    """The stances of one sentence, in order of their words."""
    for token, lemma in enumerate(parse.lemmas):
        tag = parse.tags[token]
        yield from by_judgement(parse, token, words)
        yield from by_set_phrase(parse, token, words)
        if tag == "VBN" and parse.lowers[token] in words.adjectives and not _done(parse, token, words):
            yield from _unworried(parse, words, by_adjective(parse, token, words.adjectives[parse.lowers[token]]))
        elif tag.startswith("V"):
            yield from by_verb(parse, token, lemma, words)
        elif tag == "NN" and any(parse.lowers[c] == "to" for c in parse.of(token, "aux")):
            # "an alliance to battle terrorism": the tagger takes the infinitive for a noun.
            yield from by_verb(parse, token, parse.lowers[token], words)
        elif tag.startswith("N"):
            if lemma in words.nouns:
                yield from by_noun(parse, token, words.nouns[lemma], words.affairs)
            elif lemma in words.adjectives and parse.lowers[parse.heads[token]] == "as":
                yield from by_adjective(parse, token, words.adjectives[lemma])
        elif tag.startswith("J"):
            if lemma in words.adjectives:
                yield from _unworried(parse, words, by_adjective(parse, token, words.adjectives[lemma]))
        elif tag == "IN" and parse.lowers[token] in _FIRST_PREPOSITIONS:
            yield from by_preposition(parse, token, words)


def _unworried(parse: Parse, words: StanceWords, readings: Iterator[Reading]) -> Iterator[Reading]:
    """Readings without those of worry about a state of affairs: "concerned about the safety of the crew", "about its seats"."""
    for reading in readings:
        target = reading.targets[0]
        own = any(parse.tags[child] == "PRP$" for child in parse.of(target, "poss"))
        if reading.word.row != "appalled" or not (own or parse.lemmas[target] in words.affairs):
            yield reading


def _done(parse: Parse, token: int, words: StanceWords) -> bool:
    """Whether a participle is a verb's: "has opposed the plan", "was opposed by X", but not "was appalled by X"."""
    by = "by" in words.adjectives[parse.lowers[token]].governs
    return parse.first(token, "dobj") is not None or (not by and parse.first(token, "agent") is not None)
