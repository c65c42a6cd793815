"""The languages in which a treaty's text is authentic."""

from __future__ import annotations

import re
from functools import cache

from servanda.coding.treaty_text.passages import Passage, sentences
from servanda.coding.treaty_text.structure import Skeleton
from servanda.vocabulary.tables import TableRow, data_file, read_csv

_I = re.IGNORECASE


class Language(TableRow, frozen=True, kw_only=True):
    """A language and another word that treaties use for it."""

    name: str
    also: tuple[str, ...]


def languages(text: str, found: list[Passage], parts: Skeleton) -> tuple[str, ...] | None:
    """The authentic languages in the order of the text; None where none is named."""
    stop = min(len(text), parts.closing + 1200, max(parts.main_end, parts.closing + 600))
    words = [text[a:b] for a, b in sentences(text, parts.closing, stop)]
    words += [one.text for one in reversed(found[-25:])]
    for sentence in words:
        if not re.search(r"\blanguages?\b|\btexts?\b|\bversions?\b|\bcopies\b|\boriginals?\b|\bduplicate\b", sentence, _I):
            continue
        if not re.search(
            r"authentic|authoritative|valid|original|equal|done|duplicate|copies|force|signed|certified|concluded|deposited|execute|language",
            sentence,
            _I,
        ):
            continue
        named = _languages_in(sentence)
        if named and re.search(r"\blanguages?\b|authentic|authoritative|equal|valid|done\b|texts", sentence, _I):
            return named
    return None


def _languages_in(words: str) -> tuple[str, ...]:
    """The languages that a sentence names as those of the text; one that only decides between them ("shall prevail") counts with them."""
    main = re.split(r"\bin\s+case\s+of\b|\bin\s+the\s+event\s+of\b|\bshall\s+prevail\b", words, flags=_I)[0]
    places = [(hit.start(), name) for name, pattern in _language_patterns() if (hit := pattern.search(main))]
    return tuple(dict.fromkeys(name for _, name in sorted(places)))


@cache
def _language_patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Each language with the pattern of its words."""
    rows = read_csv(data_file("languages.csv"), Language)
    return tuple((row.name, re.compile(r"\b(?:" + "|".join(map(re.escape, (row.name, *row.also))) + r")\b", _I)) for row in rows)
