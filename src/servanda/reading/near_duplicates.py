"""Texts that are nearly the same: one agency report printed by several papers, or one article with and without its page."""

from __future__ import annotations

import re

from rensa import RMinHash, RMinHashLSH  # type: ignore[import-untyped]

# rensa (MIT, one wheel of 1 MB without dependencies) rather than datasketch, which brings scipy (about 100 MB).
_SLOTS = 126  # the estimate's standard error is then at most 0.045
_BANDS = 42  # of three slots: a pair of similarity 0.5 meets in some band with a chance of 0.996, one of 0.1 with 0.04
_SEED = 2001  # any fixed number: the same texts in the same order give the same links
_SHINGLE = 3  # words; shorter runs are shared by texts of one subject, longer ones break at each edit
# Measured on one article: cut to half 0.54, to four fifths 0.77, with another page's furniture unmarked 0.86;
# of 84 news articles on one election no two reach 0.1.
ALIKE = 0.5

_WORD = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]|\w+")


class NearDuplicates:
    """An index of texts by likeness, in memory; similarity is the share of three-word runs that two texts have in common."""

    def __init__(self, alike: float = ALIKE) -> None:
        """Make an empty index that links texts of at least this similarity (0-1)."""
        self._alike = alike
        self._index = RMinHashLSH(alike, _SLOTS, _BANDS)
        self._known: list[tuple[str, RMinHash]] = []
        self._ids: set[str] = set()

    def add(self, document_id: str, text: str) -> list[tuple[str, float]]:
        """Add a text, and name the earlier ones that are nearly the same, the likest first; estimates, rounded to hundredths.

        Give the coded text alone (`coded_text`), so that two papers' menus do not make their articles alike. An id that
        is known is compared, not added again. A text without words is like no other.
        """
        shingles = _shingles(text)
        if not shingles:
            return []
        sketch = RMinHash(_SLOTS, _SEED)
        sketch.update(sorted(shingles))
        found = []
        for number in self._index.query(sketch):
            other, known = self._known[number]
            similarity = round(sketch.jaccard(known), 2)
            if other != document_id and similarity >= self._alike:
                found.append((other, similarity))
        if document_id not in self._ids:
            self._index.insert(len(self._known), sketch)
            self._known.append((document_id, sketch))
            self._ids.add(document_id)
        return sorted(found, key=lambda pair: (-pair[1], pair[0]))


def _shingles(text: str) -> set[str]:
    words = _WORD.findall(text.casefold())
    if len(words) <= _SHINGLE:
        return {" ".join(words)} if words else set()
    return {" ".join(words[place : place + _SHINGLE]) for place in range(len(words) - _SHINGLE + 1)}
