"""Ranks: "the second largest trading partner", "ranks third among the buyers"."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from servanda.coding.figures.amount import Amount
from servanda.coding.parsing import Parse
from servanda.coding.sentence import Sentence
from servanda.vocabulary.measures import load_measures

_ORDINALS = {
    word: number
    for number, word in enumerate("first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth".split(), 1)
}
_NTH = rf"(?P<nth>{'|'.join(_ORDINALS)}|\d{{1,2}}(?:st|nd|rd|th))"
_SUPERLATIVE = r"(?:largest|biggest|greatest|leading|most\s+important|main|top|chief|principal|highest|heaviest)"
_NTH_LARGEST = re.compile(rf"\b{_NTH}[\s-]+{_SUPERLATIVE}\b", re.IGNORECASE)
_LARGEST = re.compile(
    rf"\b(?:(?<!one of )the|its|their|'s|s'|[a-z]+'s)\s+(?P<first>{_SUPERLATIVE}|number\s+one|no\.\s?1)\b(?!\s+\w*\s*(?:among|of\s+which))",
    re.IGNORECASE,
)
_RANKS = re.compile(
    rf"\b(?:rank(?:s|ed)?|came|comes|placed|stands|stood)\s+(?P<place>{'|'.join(_ORDINALS)}|\d{{1,2}}(?:st|nd|rd|th))\b", re.IGNORECASE
)
_ONE_OF = re.compile(r"\b(?:one|some|two|three|several|many|among)\s+(?:of\s+)?$", re.IGNORECASE)


def find_ranks(sentence: Sentence, parse: Parse) -> Iterator[Amount]:
    """Every rank with the noun that is ranked; "one of the largest" is none."""
    text = sentence.plain
    nouns = ranked_nouns()
    for pattern in (_NTH_LARGEST, _LARGEST, _RANKS):
        for match in pattern.finditer(text):
            words = match.groupdict()
            nth = words.get("nth") or words.get("place")
            value = 1 if nth is None else _ORDINALS.get(nth.lower()) or int(nth[:-2])
            start, end = (match.start("first"), match.end("first")) if nth is None else match.span()
            if nth is None and any(
                one.end("nth") == start or (one.start() < end and start < one.end()) for one in _NTH_LARGEST.finditer(text)
            ):
                continue
            noun = _ranked(parse, sentence.start + end, nouns)
            if noun is None or _ONE_OF.search(text, 0, match.start()):
                continue
            yield Amount(start, end, float(value), "rank", "rank", approximate=False, bound=None, noun=noun)


def ranked_nouns() -> Collection[str]:
    """The nouns that are ranked, as dictionary forms, two in a row joined by _."""
    return frozenset(word for measure in load_measures() for word in measure.ranked.split())


def _ranked(parse: Parse, place: int, nouns: Collection[str]) -> str | None:
    """The noun among the next few words that is a known one to rank, with the measure's own words for it."""
    tokens = [t for t in range(len(parse)) if parse.starts[t] >= place][:6]
    for here, token in enumerate(tokens):
        if parse.words[token] in (".", ";", ","):
            return None
        pair = f"{parse.lemmas[token]}_{parse.lemmas[tokens[here + 1]]}" if here + 1 < len(tokens) else ""
        for word in (pair, parse.lemmas[token]):
            if word in nouns:
                return word
    return None
