"""What figures measure: trade, aid, troops, polls and the like."""

from __future__ import annotations

import functools

from servanda.vocabulary.tables import TableRow, data_file, read_yaml


class Measure(TableRow, frozen=True, kw_only=True):
    """A measure with the dictionary forms that name it and the kinds of unit it takes, both separated by blanks."""

    id: str
    definition: str
    words: str
    units: str
    examples: tuple[str, ...]
    not_examples: tuple[str, ...]


@functools.cache
def load_measures() -> tuple[Measure, ...]:
    """The measures in order: an earlier one wins where a clause names two equally near."""
    return read_yaml(data_file("measures.yml"), Measure)


@functools.cache
def measure_words() -> dict[str, tuple[Measure, ...]]:
    """The measures that each dictionary form names."""
    words: dict[str, tuple[Measure, ...]] = {}
    for measure in load_measures():
        for word in measure.words.split():
            words[word] = (*words.get(word, ()), measure)
    return words
