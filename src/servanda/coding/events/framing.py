"""Writes the frame of one told event as forms of the pattern language: its verb or noun, and what stands by it.

The frame is as narrow as it takes to mean the same thing elsewhere: the word itself, the thing done or the word before the noun, and the
prepositions that lead to the other side.
"""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from servanda.coding.events import roles
from servanda.coding.forms import arguments
from servanda.coding.forms.surroundings import Phrase, round_noun, round_verb
from servanda.coding.noun_phrases import actors_of
from servanda.coding.parsing import Parse
from servanda.coding.sentence import Sentence
from servanda.vocabulary.forms import PREPOSITIONS

_PLAIN_WORD = frozenset("abcdefghijklmnopqrstuvwxyz-")


class Frame(msgspec.Struct, frozen=True, kw_only=True):
    """A frame as forms of two uses: `forms` with the sides of the event, for a row that codes it, the best first; `bar` with its words alone.

    `bar` is None where nothing but the verb or noun itself tells the frame apart: to take that away would take away the whole row.
    """

    forms: tuple[str, ...]
    bar: str | None


class Sides(msgspec.Struct, frozen=True):
    """The codes of those who act and of those acted upon."""

    sources: frozenset[str]
    targets: frozenset[str]

    def of(self, codes: frozenset[str]) -> str | None:
        """`S`, `T` or None for a phrase that names these."""
        if codes & self.targets and not codes & self.sources:
            return "T"
        if codes & self.sources:
            return "S"
        return "T" if codes & self.targets else None


def frame_at(
    sentence: Sentence, parse: Parse, token: int, sides: Sides, support: tuple[frozenset[str], frozenset[str]], *, narrow: bool
) -> Frame | None:
    """The frame of the event that a token tells; None where the token is no verb or noun that a form can name.

    `support` are the lists of verbs that carry nouns of action and of verbs of occurring. `narrow` is for frames of which another reading
    was wrong: what describes the thing done is then part of the frame ("a charm offensive").
    """
    lemma = parse.lemmas[token]
    if not lemma or not set(lemma) <= _PLAIN_WORD or lemma in PREPOSITIONS:
        return None
    if parse.tags[token].startswith("V"):
        return _of_verb(sentence, parse, token, sides, narrow=narrow)
    return _of_noun(sentence, parse, token, sides, support) if parse.tags[token].startswith("N") else None


def tellers(parse: Parse, sentence: Sentence, sides: Sides) -> list[int]:
    """The words that may tell an event between two sides, where nobody says which: verbs first whose doer is one of them."""
    verbs = [t for t in range(len(parse)) if parse.tags[t].startswith("V") and parse.deps[t] not in ("aux", "auxpass", "amod", "compound")]
    nouns = [t for t in range(len(parse)) if parse.tags[t] in ("NN", "NNS") and parse.deps[t] in ("nsubj", "dobj", "nsubjpass", "ROOT")]

    def distance(verb: int) -> int:
        doer = arguments.doer_of(parse, verb)
        return 0 if doer is not None and sides.of(_codes(sentence, parse, doer)) else 1

    return [*sorted(verbs, key=distance), *nouns]


def _of_verb(sentence: Sentence, parse: Parse, verb: int, sides: Sides, *, narrow: bool) -> Frame | None:
    around = round_verb(parse, verb)
    doer = arguments.doer_of(parse, verb)
    subject = (sides.of(_codes(sentence, parse, doer)) if doer is not None else None) or "S"
    particle = next((f" +{parse.lowers[p]}" for p in parse.of(verb, "prt") if set(parse.lowers[p]) <= _PLAIN_WORD), "")
    head, wanted = f"{parse.lemmas[verb]}{particle}", {"S", "T"} - {subject}
    parts: list[str] = []
    words: list[str] = []
    thing = around.thing
    if thing is not None:
        side = sides.of(frozenset(a.actor for a in actors_of(sentence, thing) if a.actor))
        if side in wanted:
            parts.append(f"{side}!")
            wanted -= {side}
        elif (word := _word(parse, thing)) is not None:
            words.append(" ".join(f"<{one}>" for one in (word, *_described(sentence, parse, thing, narrow=narrow))))
            parts.append(words[0])
    if arguments.complement_of(parse, verb) is not None:
        parts.append("do")
    led = [tuple(_led(sentence, around.phrases, sides, wanted)), tuple(_led(sentence, around.phrases, sides, wanted, parse))]
    told = [f"{word} <{inner}>" for word, _, head_ in around.phrases if (inner := _phrase_word(sentence, parse, word, head_)) is not None]
    if not words and told:
        words.append(told[0])
        if not led[1] and thing is None:
            parts.append(told[0])
    bar = " ".join([head, *words]) if words or particle else None
    if bar is None and doer is not None and subject == "S" and not _codes(sentence, parse, doer) and (word := _word(parse, doer)):
        bar = f"<{word}> {head}"  # "the storm hit": what does it tells the frame apart
    return Frame(forms=tuple(dict.fromkeys(" ".join([subject, head, *parts, *one]) for one in led)), bar=bar)


def _of_noun(sentence: Sentence, parse: Parse, noun: int, sides: Sides, support: tuple[frozenset[str], frozenset[str]]) -> Frame:
    around = round_noun(parse, noun, *support)
    before = next(
        (
            f"<{parse.lemmas[child]}> "
            for child in parse.of(noun, "amod", "compound", "nmod")
            if set(parse.lemmas[child]) <= _PLAIN_WORD and sentence.mention_at(parse.starts[child], parse.ends[child]) is None
        ),
        "",
    )
    led = [tuple(_led(sentence, around.phrases, sides, {"T"})), tuple(_led(sentence, around.phrases, sides, {"T"}, parse))]
    head = f"n {before}{parse.lemmas[noun]}"
    return Frame(forms=tuple(dict.fromkeys(" ".join([head, *one]) for one in led)), bar=head if before else None)


def _led(sentence: Sentence, phrases: list[Phrase], sides: Sides, wanted: set[str], deep: Parse | None = None) -> Iterator[str]:
    """The prepositions that lead to a side which is still wanted, with it.

    A phrase that only mentions its owner ("through its accounts") leads to nobody, unless a parse is given to look into it.
    """
    for word, _, head in phrases:
        direct = [actor.actor for actor in actors_of(sentence, head, loose=True) if actor.actor and not roles.is_pronoun(actor)]
        side = sides.of(_codes(sentence, deep, head) if deep else frozenset(direct)) if word in PREPOSITIONS else None
        if side in wanted:
            wanted = wanted - {side}
            yield f"{word} {side}"


def _codes(sentence: Sentence, parse: Parse, head: int) -> frozenset[str]:
    """The codes of those whom a phrase names."""
    return frozenset(actor.actor for actor in roles.named_in(sentence, parse, head) if actor.actor)


def _described(sentence: Sentence, parse: Parse, thing: int, *, narrow: bool) -> list[str]:
    """What stands before a thing and makes it another: "a charm offensive"; adjectives only for a narrow frame."""
    deps = ("compound", "amod") if narrow else ("compound",)
    told = [
        parse.lemmas[child]
        for child in parse.of(thing, *deps)
        if child < thing
        and parse.tags[child][:2] in ("NN", "JJ")
        and parse.tags[child] not in ("NNP", "NNPS")
        and set(parse.lemmas[child]) <= _PLAIN_WORD
        and sentence.mention_at(parse.starts[child], parse.ends[child]) is None
    ]
    return told[-1:]


def _word(parse: Parse, token: int) -> str | None:
    """The dictionary form of a common noun; None for a name, a pronoun or a number."""
    lemma = parse.lemmas[token]
    return lemma if parse.tags[token] in ("NN", "NNS", "VBG") and lemma and set(lemma) <= _PLAIN_WORD else None


def _phrase_word(sentence: Sentence, parse: Parse, preposition: str, head: int) -> str | None:
    """The common noun that a preposition governs; None where it names an actor."""
    if preposition not in PREPOSITIONS or sentence.mention_at(parse.starts[head], parse.ends[head]) is not None:
        return None
    return _word(parse, head)
