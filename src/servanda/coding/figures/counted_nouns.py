"""The noun that a number counts: "26 people", "18 coast guard ships", "12 of its soldiers", "three Pakistani and two Afghan guards"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from servanda.coding.parsing import Parse
from servanda.vocabulary.units import unit_of

if TYPE_CHECKING:
    from servanda.coding.figures.numbers import Number
    from servanda.coding.sentence import Sentence

# Tags of words that may stand between a number and the noun that it counts.
_INSIDE = frozenset({"JJ", "JJR", "JJS", "NN", "NNS", "NNP", "NNPS", "VBN", "VBG", "HYPH", "POS", "CD", "RB", "AFX"})
_NOUN = frozenset({"NN", "NNS", "NNP", "NNPS"})
_PLURAL = frozenset({"NNS", "NNPS"})
# A noun phrase longer than this after a number is not counted by it: the parser lost its way.
_LONGEST_PHRASE = 7
# Participles and adjectives that count people by themselves: "200 dead and 6,000 wounded".
_NOMINAL = frozenset({"dead", "wounded", "injured", "killed", "displaced", "hurt", "missing"})


def counted_noun(sentence: Sentence, parse: Parse, number: Number) -> int | None:
    """The head of the noun phrase that a number counts: "26 people", "18 coast guard ships", "12 of its soldiers"."""
    tokens = [i for i in range(len(parse)) if parse.starts[i] >= sentence.start + number.end]
    if tokens and parse.lowers[tokens[0]] == "of":
        tokens = tokens[1:]
        if tokens and parse.lowers[tokens[0]] in ("the", "its", "their", "his", "these", "those", "all"):
            tokens = tokens[1:]
    head: int | None = None
    for count, token in enumerate(tokens):
        tag = parse.tags[token]
        joined = (
            tag == "CC"
            and head is not None
            and count + 1 < len(tokens)
            and parse.tags[tokens[count + 1]] in ("JJ", "NNP", "CD")
            and _leads_on(parse, tokens, count + 1)
        )
        joined = joined or (tag == "CC" and head is None and _joins_adjectives(parse, tokens, count))
        if not (tag in _INSIDE or joined) or count > _LONGEST_PHRASE:
            break
        hyphened = parse.tags[token - 1] == "HYPH"  # "two military-controlled companies"
        if head is not None and tag in ("VBN", "VBG", "RB") and not hyphened:
            break
        if tag in _NOUN:
            head = token
            if _ends_phrase(parse, tokens, count):
                break
        elif unit_of(parse.lowers[token]) is not None and parse.lowers[token] in _NOMINAL and parse.first(token, "dobj") is None:
            return token
    return head


def _ends_phrase(parse: Parse, tokens: list[int], count: int) -> bool:
    """Whether a plural noun that is a unit ends the phrase: what follows is no noun of the same phrase."""
    following = tokens[count + 1] if count + 1 < len(tokens) else None
    if parse.tags[tokens[count]] in _PLURAL and following is not None and parse.tags[following] == "NN":
        # "1.1 million Afghans home": more than one of a thing is told in the plural, which comes last.
        return not any(parse.tags[t] in _PLURAL for t in tokens[count + 1 : count + 4])
    return following is None or parse.tags[following] not in _NOUN | {"HYPH", "POS", "CC"}


def _joins_adjectives(parse: Parse, tokens: list[int], place: int) -> bool:
    """Whether an "and" joins two adjectives before the noun: "800 deployed and non-deployed launchers"."""
    ends = (tokens[place - 1], tokens[place + 1]) if 0 < place < len(tokens) - 1 else ()
    return bool(ends) and all(parse.tags[t] in ("JJ", "VBN", "AFX", "VBG") for t in ends)


def _leads_on(parse: Parse, tokens: list[int], place: int) -> bool:
    """Whether what follows an "and" still counts the same noun: "three Pakistani and two Afghan guards"."""
    rest = [parse.tags[t] for t in tokens[place : place + 4]]
    head = parse.tags[tokens[place - 2]] if place >= 2 else ""
    return head in ("JJ", "NNP") and "NNS" in rest
