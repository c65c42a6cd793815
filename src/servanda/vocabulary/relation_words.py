"""Words that tell how a relation is going."""

from __future__ import annotations

import functools

import msgspec

from servanda.records import Trend
from servanda.vocabulary.tables import TableRow, data_file, read_yaml


class RelationRow(TableRow, frozen=True, kw_only=True):
    """The words of one trend, dictionary forms separated by blanks; an example is "sentence -> A B trend"."""

    trend: Trend
    definition: str
    verbs: str
    adjectives: str
    nouns: str
    phrases: str
    pair_verbs: str
    examples: tuple[str, ...]
    not_examples: tuple[str, ...]


class RelationWords(msgspec.Struct, frozen=True):
    """Dictionary form to trend, by the role of the word."""

    verbs: dict[str, Trend]
    adjectives: dict[str, Trend]
    nouns: dict[str, Trend]
    phrases: dict[str, Trend]
    pair_verbs: dict[str, Trend]


@functools.cache
def relation_rows() -> tuple[RelationRow, ...]:
    """The rows as written."""
    return read_yaml(data_file("relation_words.yml"), RelationRow)


@functools.cache
def load_relation_words() -> RelationWords:
    """The words by role; where two trends claim a word the earlier row has it."""
    tables: dict[str, dict[str, Trend]] = {role: {} for role in ("verbs", "adjectives", "nouns", "phrases", "pair_verbs")}
    for row in relation_rows():
        for role, table in tables.items():
            for word in getattr(row, role).split():
                table.setdefault(word, row.trend)
    return RelationWords(**tables)
