"""Rival readings: matters on which texts say opposite things of two states, and the words that tell the sides (`data/readings.yml`)."""

from __future__ import annotations

import functools
import re
from typing import Literal

from servanda.vocabulary.tables import TableRow, data_file, read_yaml
from servanda.vocabulary.word_patterns import compile_words, fits

Side = Literal["asserts", "denies"]


class Reading(TableRow, frozen=True, kw_only=True):
    """A matter, with the patterns of both sides."""

    id: str
    matter: str
    asserts: str
    denies: str
    of_others: str = ""
    examples: tuple[str, ...]
    not_examples: tuple[str, ...]

    def side(self, words: str) -> Side | None:
        """Which side a sentence takes; None where it does not speak of the matter, or tells how others read it."""
        if fits(self.denies, words):
            return "denies"
        if self.of_others and fits(self.of_others, words):
            return None
        return "asserts" if fits(self.asserts, words) else None


@functools.cache
def load_readings() -> tuple[Reading, ...]:
    """The matters; read once."""
    return read_yaml(data_file("readings.yml"), Reading)


def check_readings() -> list[str]:
    """Patterns that cannot be read, and examples that come out otherwise."""
    problems: list[str] = []
    for row in load_readings():
        try:
            compile_words(row.asserts)
            compile_words(row.denies)
            compile_words(row.of_others)
        except re.error as error:
            problems.append(f"{row.place}: a pattern cannot be read: {error}")
            continue
        for text, wanted in [*((one, True) for one in row.examples), *((one, False) for one in row.not_examples)]:
            side, _, words = text.partition(": ")
            if (row.side(words) == side) != wanted:
                problems.append(f"{row.place}: {text!r} should {'count' if wanted else 'not count'}")
    return problems
