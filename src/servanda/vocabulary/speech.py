"""Words that report what somebody says, thinks or intends, and where their content stands."""

from __future__ import annotations

import functools
from typing import Literal, get_args

import msgspec

from servanda.vocabulary.listing import listed_twice
from servanda.vocabulary.tables import TableRow, data_file, read_yaml

Frame = Literal["quote", "aside", "clause", "to", "gerund", "object", "as"]


class SpeechRow(TableRow, frozen=True, kw_only=True):
    """Words of one role that report in the same way; an example is "sentence -> source | cue | content"."""

    id: str
    role: Literal["verb", "noun", "adjective", "preposition"]
    tells: Literal["speech", "attitude"]
    words: str
    frames: str
    prepositions: str = ""
    objects: str = ""
    audience: Literal["yes", "no"]
    definition: str
    examples: tuple[str, ...]
    not_examples: tuple[str, ...]


class Reporting(msgspec.Struct, frozen=True):
    """How one word reports: the frames it takes, the prepositions before its content, whether its object is the hearer, and whether it is speech.

    `objects` are the only nouns with which it reports at all; empty where any will do.
    """

    row: str
    frames: frozenset[str]
    prepositions: frozenset[str]
    hearer: bool
    speech: bool
    objects: frozenset[str] = frozenset()


class SpeechWords(msgspec.Struct, frozen=True):
    """Reporting words by role; a verb with a particle is under (verb, particle)."""

    verbs: dict[str, Reporting]
    phrasal: dict[tuple[str, str], Reporting]
    nouns: dict[str, Reporting]
    adjectives: dict[str, Reporting]
    prepositions: tuple[tuple[tuple[str, ...], str], ...]


def speech_rows() -> tuple[SpeechRow, ...]:
    """The rows as written."""
    return read_yaml(data_file("speech_verbs.yml"), SpeechRow)


@functools.cache
def load_speech() -> SpeechWords:
    """The words by role; read once."""
    verbs: dict[str, Reporting] = {}
    phrasal: dict[tuple[str, str], Reporting] = {}
    nouns: dict[str, Reporting] = {}
    adjectives: dict[str, Reporting] = {}
    prepositions: list[tuple[tuple[str, ...], str]] = []
    for row in speech_rows():
        how = Reporting(
            row.id,
            frozenset(row.frames.split()),
            frozenset(row.prepositions.split()),
            row.audience == "yes",
            row.tells == "speech",
            frozenset(row.objects.split()),
        )
        for word in row.words.split():
            parts = tuple(word.split("_"))
            if row.role == "preposition":
                prepositions.append((parts, row.id))
            elif row.role == "verb" and len(parts) == 2:
                phrasal.setdefault((parts[0], parts[1]), how)
            else:
                {"verb": verbs, "noun": nouns, "adjective": adjectives}[row.role].setdefault(word, how)
    return SpeechWords(verbs, phrasal, nouns, adjectives, tuple(prepositions))


def check_speech() -> list[str]:
    """Problems of the reporting words: a word in two rows, an unknown frame, an example without its three parts."""
    problems = listed_twice(speech_rows())
    for row in speech_rows():
        problems += [f"{row.place}: unknown frame {frame!r}" for frame in row.frames.split() if frame not in get_args(Frame)]
        problems += [
            f"{row.place}: {example!r} is not of the form sentence -> source | cue | content"
            for example in row.examples
            if example.partition("->")[2].count("|") != len(("source", "cue", "content")) - 1
        ]
    return problems


# Past forms that do not begin like their dictionary form.
_IRREGULAR = {
    "say": "said",
    "tell": "told",
    "write": "wrot writ",
    "speak": "spok",
    "hold": "held",
    "think": "thought",
    "know": "knew",
    "see": "saw",
    "feel": "felt",
    "mean": "meant",
    "understand": "understood",
    "undertake": "undertook",
    "seek": "sought",
    "choose": "chos",
    "swear": "swor",
    "let": "let",
    "make": "mad",
    "find": "found",
    "foresee": "foresaw",
    "hear": "heard",
    "deny": "deni",
    "reply": "repli",
    "rely": "reli",
    "decry": "decri",
    "worry": "worri",
    "imply": "impli",
    "clarify": "clarifi",
    "specify": "specifi",
    "testify": "testifi",
    "signify": "signifi",
    "bring": "brought",
    "set": "set",
    "spell": "spel",
    "lay": "laid",
    "fight": "fought",
    "take": "took",
    "throw": "threw",
}


@functools.cache
def speech_cues() -> frozenset[str]:
    """Beginnings of words that make a sentence worth reading for speech; quotation marks are among them."""
    words = load_speech()
    lemmas = {*words.verbs, *(verb for verb, _ in words.phrasal), *words.nouns, *words.adjectives}
    stems = {lemma[:-1] if len(lemma) > 3 and lemma.endswith("e") else lemma for lemma in lemmas}
    irregular = {stem for lemma in lemmas for stem in _IRREGULAR.get(lemma, "").split()}
    return frozenset({*stems, *irregular, *(phrase[0] for phrase, _ in words.prepositions if phrase[0] != "in"), '"', "''"})
