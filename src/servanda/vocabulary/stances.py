"""Words that tell for or against what somebody stands."""

from __future__ import annotations

import functools
from typing import Literal

import msgspec

from servanda.records import Stance
from servanda.vocabulary.listing import listed_twice
from servanda.vocabulary.tables import TableRow, data_file, read_yaml


class StanceRow(TableRow, frozen=True, kw_only=True):
    """Words of one role and one stance; an example is "sentence -> HOLDERS | stance | words of the target"."""

    id: str
    role: Literal["verb", "noun", "adjective", "preposition", "reversing"]
    stance: Stance
    words: str
    governs: str
    issue_only: Literal["yes", "no"]
    definition: str
    examples: tuple[str, ...]
    not_examples: tuple[str, ...]


class StanceWord(msgspec.Struct, frozen=True):
    """What one word tells, and where its target stands."""

    row: str
    stance: Stance
    governs: frozenset[str]
    issue_only: bool


class StanceWords(msgspec.Struct, frozen=True):
    """Stance words by role; a verb with a preposition is under (verb, preposition)."""

    verbs: dict[str, StanceWord]
    phrasal: dict[tuple[str, str], StanceWord]
    nouns: dict[str, StanceWord]
    adjectives: dict[str, StanceWord]
    prepositions: dict[tuple[str, ...], StanceWord]
    reversing: frozenset[str]


def stance_rows() -> tuple[StanceRow, ...]:
    """The rows as written."""
    return read_yaml(data_file("stance_words.yml"), StanceRow)


@functools.cache
def load_stances() -> StanceWords:
    """The words by role; read once."""
    rows = stance_rows()
    reversing = frozenset(word for row in rows if row.role == "reversing" for word in row.words.split())
    table = StanceWords({}, {}, {}, {}, {}, reversing)
    for row in rows:
        if row.role == "reversing":
            continue
        tells = StanceWord(row.id, row.stance, frozenset(row.governs.split()), row.issue_only == "yes")
        for word in row.words.split():
            parts = tuple(word.split("_"))
            if row.role == "preposition":
                table.prepositions.setdefault(parts, tells)
            elif row.role == "verb" and len(parts) == 2:
                table.phrasal.setdefault((parts[0], parts[1]), tells)
            else:
                {"verb": table.verbs, "noun": table.nouns, "adjective": table.adjectives}[row.role].setdefault(word, tells)
    return table


def check_stances() -> list[str]:
    """Problems of the stance words: a word in two rows, an example without its three parts."""
    problems = listed_twice(stance_rows())
    for row in stance_rows():
        problems += [
            f"{row.place}: {example!r} is not of the form sentence -> HOLDERS | stance | target"
            for example in row.examples
            if example.partition("->")[2].count("|") != len(("holders", "stance", "target")) - 1
        ]
    return problems


# Past forms that do not begin like their dictionary form.
_IRREGULAR = {
    "uphold": "upheld",
    "fight": "fought",
    "seek": "sought",
    "build": "built",
    "keep": "kept",
    "stand": "stood",
    "cling": "clung",
    "speak": "spok",
    "strive": "strov",
    "hold": "held",
    "come": "came",
    "deny": "deni",
    "decry": "decri",
    "rally": "ralli",
}


@functools.cache
def stance_cues() -> frozenset[str]:
    """Beginnings of words that make a sentence worth reading for stances."""
    words = load_stances()
    lemmas = {*words.verbs, *(verb for verb, _ in words.phrasal), *words.nouns, *words.adjectives}
    stems = {lemma[:-1] if len(lemma) > 3 and lemma.endswith(("e", "y")) else lemma for lemma in lemmas}
    irregular = {stem for lemma in lemmas for stem in _IRREGULAR.get(lemma, "").split()}
    return frozenset({*stems, *irregular, "against", "in favor", "in favour", "in support", "in opposition"})
