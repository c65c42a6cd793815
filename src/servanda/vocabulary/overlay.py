"""A folder of rows of one's own beside the bundled word lists: what people's judgements taught, or what a project adds.

`event_patterns.yml` holds rows as those of the bundled files; a row here goes before a bundled one that fits as well. `not_coded.yml`
takes readings of events away: where one of its forms fits, the row that it names does not hold there. `other_readings.yml` does so for the
other kinds of fact, or says what is to be read instead: where its words stand in what a row has read. Each is optional, and all are edited
by hand as the bundled ones are.
"""

from __future__ import annotations

import functools
import hashlib
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

import msgspec

from servanda.errors import VocabularyError
from servanda.records import KINDS
from servanda.vocabulary.event_patterns import PatternRow, bundled_pattern_rows, index_patterns
from servanda.vocabulary.forms import FormIndex, FormRow, index_forms
from servanda.vocabulary.tables import TableRow, read_yaml
from servanda.vocabulary.word_patterns import compile_words

PATTERNS, BARS, AMENDMENTS = "event_patterns.yml", "not_coded.yml", "other_readings.yml"
FILES = (PATTERNS, BARS, AMENDMENTS)
# What a row may say instead, by kind of fact: fields that hold one word of a list, or a name.
AMENDED: dict[str, tuple[str, ...]] = {
    "statement": (),
    "position": ("stance", "target.issue"),
    "figure": ("measure",),
    "relation": ("trend",),
    "provision": ("type", "force"),
    "treaty_act": ("act", "instrument"),
}


class OwnRow(PatternRow, frozen=True, kw_only=True):
    """A pattern of the folder, with the ids of the facts whose judgement gave it."""

    facts: tuple[str, ...] = ()


class BarRow(FormRow, frozen=True, kw_only=True):
    """A reading that is wrong: `rule` is the id of the row that must not hold where one of the forms fits, `at` the place of that row."""

    rule: str
    not_examples: tuple[str, ...]
    at: str = ""
    facts: tuple[str, ...] = ()


class AmendRow(TableRow, frozen=True, kw_only=True):
    """What a row of another kind than events reads wrongly: where `words` stand in what `rule` has read, it is not so, or as `becomes` says.

    `words` are in the pattern language of the other lists. `becomes` gives fields of the fact with their right value; without any the
    reading does not hold. In `not_examples` it must not come out as it was, in `examples` it must come out as it becomes.
    """

    id: str
    kind: str
    rule: str
    words: str
    becomes: dict[str, str] = msgspec.field(default_factory=dict)
    definition: str
    examples: tuple[str, ...] = ()
    not_examples: tuple[str, ...] = ()
    facts: tuple[str, ...] = ()


class Overlay(msgspec.Struct, frozen=True):
    """The rows of a folder, in order."""

    patterns: tuple[OwnRow, ...] = ()
    bars: tuple[BarRow, ...] = ()
    amendments: tuple[AmendRow, ...] = ()

    @property
    def ids(self) -> set[str]:
        """The ids of all its rows."""
        return {row.id for row in self.patterns} | {row.id for row in self.bars} | {row.id for row in self.amendments}


def read_overlay(folder: Path) -> Overlay:
    """The rows of a folder; VocabularyError where the folder or all files are missing, naming every row that cannot be read."""
    paths = [folder / name for name in FILES]
    if not any(path.is_file() for path in paths):
        raise VocabularyError([f"{folder}: none of {', '.join(FILES)} is in this folder"])
    patterns = read_yaml(paths[0], OwnRow) if paths[0].is_file() else ()
    bars = read_yaml(paths[1], BarRow) if paths[1].is_file() else ()
    amendments = read_yaml(paths[2], AmendRow) if paths[2].is_file() else ()
    if problems := [problem for row in amendments for problem in _wrong(row)]:
        raise VocabularyError(problems)
    return Overlay(patterns, bars, amendments)


def _wrong(row: AmendRow) -> Iterator[str]:
    """What is wrong with a row of other readings."""
    if row.kind not in AMENDED:
        told = "events have files of their own" if row.kind in KINDS else f"a kind is one of {', '.join(AMENDED)}"
        yield f"{row.place}: {row.kind!r} cannot stand here: {told}"
    elif unknown := sorted(set(row.becomes) - set(AMENDED[row.kind])):
        yield f"{row.place}: {', '.join(unknown)} cannot be set for a {row.kind}; what can: {', '.join(AMENDED[row.kind]) or 'nothing'}"
    if not (row.examples if row.becomes else row.not_examples):
        yield f"{row.place}: the row needs {'examples' if row.becomes else 'not_examples'}"
    try:
        compile_words(row.words)
    except re.error as error:
        yield f"{row.place}: the words {row.words!r} cannot be read: {error}"


@functools.cache
def load_overlay(folder: Path) -> tuple[FormIndex[PatternRow], FormIndex[BarRow]]:
    """The bundled patterns with those of the folder before them, and the readings that the folder takes away; read once."""
    return index_overlay(read_overlay(folder))


@functools.cache
def load_amendments(folder: Path) -> tuple[AmendRow, ...]:
    """What the folder says of readings of other kinds; read once."""
    return read_overlay(folder).amendments


def index_overlay(overlay: Overlay) -> tuple[FormIndex[PatternRow], FormIndex[BarRow]]:
    """The same for rows that are at hand; VocabularyError names every row that is wrong."""
    patterns = index_patterns((*overlay.patterns, *bundled_pattern_rows()))
    known = {row.id for row in patterns.rows}
    return patterns, index_forms(overlay.bars, _unknown(overlay.bars, known))


def overlay_fingerprint(folder: Path) -> str:
    """A hash of the rows of a folder, which names them in the record: a changed row codes anew."""
    whole = hashlib.sha256()
    for name in FILES:
        if (folder / name).is_file():
            whole.update(name.encode() + b"\0" + (folder / name).read_bytes())
    return whole.hexdigest()[:16]


def _unknown(bars: Iterable[BarRow], known: set[str]) -> list[str]:
    return [f"{row.place}: no row of the event patterns is called {row.rule!r}" for row in bars if row.rule not in known]
