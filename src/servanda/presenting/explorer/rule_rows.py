"""The row of a word list that made a coder speak: its name, the file and the line in it, and the row as it stands there."""

from __future__ import annotations

import functools
import re
from pathlib import PurePosixPath

import msgspec

from servanda.vocabulary.tables import data_file

# Rules of these kinds are named without their file, for all of them stand in one.
_LISTS = {"statement": "speech_verbs.yml", "position": "stance_words.yml"}
_NAMED = re.compile(r"(?P<name>.+) \((?P<file>[\w/-]+\.(?:yml|csv)):(?P<line>\d{1,6})\)")


class RuleRow(msgspec.Struct, frozen=True):
    """A rule; `place` is its file and line in the word lists, `text` its row there, both None where it is no row of a list."""

    name: str
    place: str | None
    text: str | None


def rule_row(kind: str, rule: str | None) -> RuleRow | None:
    """The row that a fact of a kind names; None where it names none."""
    if rule is None:
        return None
    named = _NAMED.fullmatch(rule)
    if named is not None:
        return _row(named["name"], named["file"], int(named["line"]))
    if kind in _LISTS:
        line = _lines_of_ids(_LISTS[kind]).get(rule)
        if line is not None:
            return _row(rule, _LISTS[kind], line)
    return RuleRow(rule, None, None)


def _row(name: str, file: str, line: int) -> RuleRow:
    lines = _lines(file)
    if not 0 < line <= len(lines):
        return RuleRow(name, f"{file}:{line}", None)
    first = lines[line - 1]
    row = [first]
    if PurePosixPath(file).suffix == ".yml":
        # A row of YAML goes on until the next one begins as far to the left.
        depth = len(first) - len(first.lstrip())
        for following in lines[line:]:
            if following.strip() and len(following) - len(following.lstrip()) <= depth:
                break
            row.append(following)
    return RuleRow(name, f"{file}:{line}", "\n".join(row).strip())


@functools.cache
def _lines(file: str) -> tuple[str, ...]:
    """The lines of a word list; none where there is no such file, as with a rule of another version."""
    path = data_file(*PurePosixPath(file).parts)
    return tuple(path.read_text(encoding="utf-8").splitlines()) if ".." not in file and path.is_file() else ()


@functools.cache
def _lines_of_ids(file: str) -> dict[str, int]:
    """The line on which each id of a list stands."""
    found = ((number, re.match(r"\s*- id: (\S+)", line)) for number, line in enumerate(_lines(file), 1))
    return {hit[1].strip("\"'"): number for number, hit in found if hit}
