"""Words that make an act planned, expected, possible, conditional or denied."""

from __future__ import annotations

import functools
from typing import Literal

import msgspec

from servanda.records import Certainty
from servanda.vocabulary.tables import TableRow, data_file, read_yaml

Role = Literal["verb", "noun", "adjective", "modifier", "occurring", "carrying", "cancelling", "speaking", "before", "ending", "regarding"]


class CertaintyRow(TableRow, frozen=True, kw_only=True):
    """Words of one role and one effect; an example is "sentence -> the act's word"."""

    certainty: Certainty
    role: Role
    words: str
    definition: str
    examples: tuple[str, ...]
    not_examples: tuple[str, ...]
    aim: bool = False


class Effect(msgspec.Struct, frozen=True):
    """What a word makes of an act; `aim` where the act is only wished, asked for or aimed at."""

    certainty: Certainty
    aim: bool


class CertaintyWords(msgspec.Struct, frozen=True):
    """Dictionary forms and what they make of the act, by role."""

    verb: dict[str, Effect]
    noun: dict[str, Effect]
    adjective: dict[str, Effect]
    modifier: dict[str, Effect]
    occurring: dict[str, Effect]
    carrying: dict[str, Effect]
    cancelling: dict[str, Effect]
    speaking: dict[str, Effect]
    before: dict[str, Effect]
    ending: dict[str, Effect]
    regarding: dict[str, Effect]


def certainty_rows() -> tuple[CertaintyRow, ...]:
    """The rows as written."""
    return read_yaml(data_file("certainty.yml"), CertaintyRow)


@functools.cache
def load_certainty() -> CertaintyWords:
    """The words by role; read once."""
    tables: dict[str, dict[str, Effect]] = {role: {} for role in CertaintyWords.__struct_fields__}
    for row in certainty_rows():
        for word in row.words.split():
            tables[row.role].setdefault(word, Effect(row.certainty, row.aim))
    return CertaintyWords(**tables)
