"""Words that make an act planned, expected, possible or denied."""

from __future__ import annotations

import functools
from typing import Literal

import msgspec

from servanda.records import Certainty
from servanda.vocabulary.tables import TableRow, data_file, read_yaml


class CertaintyRow(TableRow, frozen=True, kw_only=True):
    """Words of one role and one effect; an example is "sentence -> the act's word"."""

    certainty: Certainty
    role: Literal["verb", "noun", "adjective", "modifier", "cancelling"]
    words: str
    definition: str
    examples: tuple[str, ...]
    not_examples: tuple[str, ...]


class CertaintyWords(msgspec.Struct, frozen=True):
    """Dictionary forms and what they make of the act, by role."""

    verbs: dict[str, Certainty]
    nouns: dict[str, Certainty]
    adjectives: dict[str, Certainty]
    modifiers: dict[str, Certainty]
    cancelling: dict[str, Certainty]


def certainty_rows() -> tuple[CertaintyRow, ...]:
    """The rows as written."""
    return read_yaml(data_file("certainty.yml"), CertaintyRow)


@functools.cache
def load_certainty() -> CertaintyWords:
    """The words by role; read once."""
    tables: dict[str, dict[str, Certainty]] = {role: {} for role in ("verb", "noun", "adjective", "modifier", "cancelling")}
    for row in certainty_rows():
        for word in row.words.split():
            tables[row.role].setdefault(word, row.certainty)
    return CertaintyWords(tables["verb"], tables["noun"], tables["adjective"], tables["modifier"], tables["cancelling"])
