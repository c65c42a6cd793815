"""The rows of `treaty_acts.yml`: which words tell which act in the life of an instrument (forms as in `forms.py`)."""

from __future__ import annotations

import functools

from servanda.vocabulary.forms import FormIndex, FormRow, index_forms
from servanda.vocabulary.tables import data_file, read_yaml


class TreatyActRow(FormRow, frozen=True, kw_only=True):
    """One act; `S` of its forms is the party, `T` the instrument. An example ends in `-> act PARTY,PARTY certainty`.

    Of the words in `beside`, where there are any, one must hang on the verb: "applied provisionally".
    """

    act: str
    beside: str = ""
    examples: tuple[str, ...]
    not_examples: tuple[str, ...] = ()


@functools.cache
def load_treaty_acts() -> FormIndex[TreatyActRow]:
    """Read the rows once; VocabularyError naming every one that is wrong."""
    return index_forms(read_yaml(data_file("treaty_acts.yml"), TreatyActRow))
