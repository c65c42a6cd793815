"""A folder of rows of one's own beside the bundled event patterns: what people's judgements taught, or what a project adds.

`event_patterns.yml` holds rows as those of the bundled files; a row here goes before a bundled one that fits as well. `not_coded.yml`
takes readings away: where one of its forms fits, the row that it names does not hold there. Both are optional, and both are edited by
hand as the bundled ones are.
"""

from __future__ import annotations

import functools
import hashlib
from collections.abc import Iterable
from pathlib import Path

import msgspec

from servanda.errors import VocabularyError
from servanda.vocabulary.event_patterns import PatternRow, bundled_pattern_rows, index_patterns
from servanda.vocabulary.forms import FormIndex, FormRow, index_forms
from servanda.vocabulary.tables import read_yaml

PATTERNS, BARS = "event_patterns.yml", "not_coded.yml"


class OwnRow(PatternRow, frozen=True, kw_only=True):
    """A pattern of the folder, with the ids of the facts whose judgement gave it."""

    facts: tuple[str, ...] = ()


class BarRow(FormRow, frozen=True, kw_only=True):
    """A reading that is wrong: `rule` is the id of the row that must not hold where one of the forms fits, `at` the place of that row."""

    rule: str
    not_examples: tuple[str, ...]
    at: str = ""
    facts: tuple[str, ...] = ()


class Overlay(msgspec.Struct, frozen=True):
    """The rows of a folder, in order."""

    patterns: tuple[OwnRow, ...] = ()
    bars: tuple[BarRow, ...] = ()


def read_overlay(folder: Path) -> Overlay:
    """The rows of a folder; VocabularyError where the folder or both files are missing, naming every row that cannot be read."""
    paths = (folder / PATTERNS, folder / BARS)
    if not any(path.is_file() for path in paths):
        raise VocabularyError([f"{folder}: neither {PATTERNS} nor {BARS} is in this folder"])
    patterns = read_yaml(paths[0], OwnRow) if paths[0].is_file() else ()
    return Overlay(patterns, read_yaml(paths[1], BarRow) if paths[1].is_file() else ())


@functools.cache
def load_overlay(folder: Path) -> tuple[FormIndex[PatternRow], FormIndex[BarRow]]:
    """The bundled patterns with those of the folder before them, and the readings that the folder takes away; read once."""
    return index_overlay(read_overlay(folder))


def index_overlay(overlay: Overlay) -> tuple[FormIndex[PatternRow], FormIndex[BarRow]]:
    """The same for rows that are at hand; VocabularyError names every row that is wrong."""
    patterns = index_patterns((*overlay.patterns, *bundled_pattern_rows()))
    known = {row.id for row in patterns.rows}
    return patterns, index_forms(overlay.bars, _unknown(overlay.bars, known))


def overlay_fingerprint(folder: Path) -> str:
    """A hash of the rows of a folder, which names them in the record: a changed row codes anew."""
    whole = hashlib.sha256()
    for name in (PATTERNS, BARS):
        if (folder / name).is_file():
            whole.update(name.encode() + b"\0" + (folder / name).read_bytes())
    return whole.hexdigest()[:16]


def _unknown(bars: Iterable[BarRow], known: set[str]) -> list[str]:
    return [f"{row.place}: no row of the event patterns is called {row.rule!r}" for row in bars if row.rule not in known]
