"""The words that say what a sentence is about, in a form in which they are known again in another sentence."""

from __future__ import annotations

import functools
import re

from servanda.vocabulary.actors import load_actors

# Short words tell little, but for goods that states promise and cut off.
_WORD = re.compile(r"[^\W\d_]{4,}|\b(?:gas|oil|dam|tea|ore)\b", re.IGNORECASE)
# Enough letters to know "economic" in "economy" and "settle" in "settlement"; shorter stems joined "state" with "station".
_STEM = 6
# Beginnings of words that promises and reports have whatever they are about.
_EMPTY = frozenset(
    "shall should would could their there these those which while where whose being under after before about between with from into have been will "
    "this that they them both each other others same against through during sides party partie contra countr cooper develo promot streng agreem agreed "
    "relati states govern nation intern mutual joint great people people promis pledge pledgi undert first years other field fields activi said also only".split()
)


@functools.lru_cache(maxsize=1 << 15)
def telling_words(words: str) -> frozenset[str]:
    """The beginnings of the longer words in lower case; names of actors and words that say little are left out."""
    return frozenset(stem for word in _WORD.findall(words) if (stem := _stem(word)) is not None)


@functools.lru_cache(maxsize=1 << 16)
def _stem(word: str) -> str | None:
    """The beginning of a word; None of a name of an actor, and of a word that says little."""
    stem = word[:_STEM].casefold()
    if stem in _EMPTY or load_actors().named(word):
        return None
    # One word in both numbers: "supply" and "supplies".
    return f"{stem[:-1]}i" if len(stem) == _STEM and stem.endswith("y") else stem
