"""Words that tell for or against what somebody stands."""

from __future__ import annotations

import functools
from typing import Literal

import msgspec

from servanda.records import Stance
from servanda.vocabulary.listing import listed_twice
from servanda.vocabulary.tables import TableRow, data_file, read_yaml


class StanceRow(TableRow, frozen=True, kw_only=True):
    """Words of one role and one stance; an example is "sentence -> HOLDERS | stance | words of the target".

    `near` are words of which one stands in every sentence with the set phrase, parted by `|`.
    """

    id: str
    role: Literal["verb", "noun", "adjective", "preposition", "due", "existence", "lasting", "phrase", "reversing", "treating", "affair"]
    stance: Stance
    words: str
    near: str = ""
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
    """Stance words by role; a verb with a preposition is under (verb, preposition).

    `due` are verbs that tell a stance only where their act is demanded, `existence` nouns of "there is no …", `lasting` verbs of
    what somebody wishes a thing to do. `phrases` are the words of set phrases by the id of their row. `reversing` nouns undo what
    follows them, `treating` nouns only deal with it, `affairs` are what one worries about without being against it.
    """

    verbs: dict[str, StanceWord]
    phrasal: dict[tuple[str, str], StanceWord]
    nouns: dict[str, StanceWord]
    adjectives: dict[str, StanceWord]
    prepositions: dict[tuple[str, ...], StanceWord]
    due: dict[tuple[str, ...], StanceWord]
    existence: dict[str, StanceWord]
    lasting: dict[str, StanceWord]
    phrases: dict[str, tuple[StanceWord, frozenset[str]]]
    reversing: frozenset[str]
    treating: frozenset[str]
    affairs: frozenset[str]


def stance_rows() -> tuple[StanceRow, ...]:
    """The rows as written."""
    return read_yaml(data_file("stance_words.yml"), StanceRow)


# Roles whose words tell no stance of their own.
_BARE = ("reversing", "treating", "affair")


@functools.cache
def load_stances() -> StanceWords:
    """The words by role; read once."""
    rows = stance_rows()
    undoing, treating, affairs = (frozenset(word for row in rows if row.role == role for word in row.words.split()) for role in _BARE)
    table = StanceWords({}, {}, {}, {}, {}, {}, {}, {}, {}, undoing, treating, affairs)
    for row in rows:
        if row.role in _BARE:
            continue
        tells = StanceWord(row.id, row.stance, frozenset(row.governs.split()), row.issue_only == "yes")
        if row.role == "phrase":
            table.phrases[row.id] = tells, frozenset(row.words.split())
            continue
        for word in row.words.split():
            parts = tuple(word.split("_"))
            if row.role == "preposition":
                table.prepositions.setdefault(parts, tells)
            elif row.role == "due":
                table.due.setdefault(parts, tells)
            elif row.role == "verb" and len(parts) == 2:
                table.phrasal.setdefault((parts[0], parts[1]), tells)
            else:
                {
                    "verb": table.verbs,
                    "noun": table.nouns,
                    "adjective": table.adjectives,
                    "existence": table.existence,
                    "lasting": table.lasting,
                }[row.role].setdefault(word, tells)
    return table


def check_stances() -> list[str]:
    """Problems of the stance words: a word in two rows, an example without its three parts."""
    # The words of a set phrase belong to it alone.
    problems = listed_twice(row for row in stance_rows() if row.role != "phrase")
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
    "give": "gave given",
    "throw": "threw",
    "get": "got",
}


# Words of which one stands near a verb whose act is demanded, a noun of "there is no …", or a wish that a thing last.
_DEMANDING = (
    "must|should|shall|ought|need|has to|have to|urg|call|demand|insist|press|ask|want|refus|declin|appeal|expect|encourag|request|invit"
)
_REFUSING = "will not|shall not|won't"
_WISHING = "so that|hop|wish|want|ensur|must|should|trust|pray"
_LACKING = "no|never|not|n't|nor"


@functools.cache
def stance_cues() -> frozenset[str]:
    """Beginnings of words that make a sentence worth reading for stances; "lift&must|should" wants one of the second beside it."""
    words = load_stances()
    alone = _stems({*words.verbs, *(verb for verb, _ in words.phrasal), *words.nouns, *words.adjectives})
    paired = {
        *(f"{stem}&{_DEMANDING}|{_REFUSING}" for stem in _stems({parts[0] for parts in words.due})),
        *(f"{stem}&{_WISHING}" for stem in _stems(set(words.lasting))),
        *(f"{stem}&{_LACKING}" for stem in _stems(set(words.existence))),
        "only&way|solution|settlement|path|answer|option|route|can|could|will",
        *(f"{stem}&{row.near}" for row in stance_rows() if row.near for stem in _stems(set(row.words.split()))),
    }
    return frozenset(
        {
            *alone,
            *paired,
            "against",
            "in favor",
            "in favour",
            "in support",
            "in opposition",
            "without&no",
            "there must be",
            "there should be",
            "there has to be",
            "there needs to be",
            "vote&against",
            "restraint&urg",
            "calm&urg",
            "best&way|solution|settlement|path|answer|option|route",
            "one way",
            "internal affair",
            "domestic affair",
            "internal matter",
            "domestic matter",
        }
    )


def _stems(lemmas: set[str]) -> set[str]:
    """Beginnings under which the forms of dictionary words are found."""
    stems = {lemma[:-1] if len(lemma) > 3 and lemma.endswith(("e", "y")) else lemma for lemma in lemmas}
    return stems | {stem for lemma in lemmas for stem in _IRREGULAR.get(lemma, "").split()}
