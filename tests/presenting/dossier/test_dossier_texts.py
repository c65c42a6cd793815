"""The dossier's own words stand in the catalogue alone, each of them is used, and each that is asked for is there."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from servanda.presenting.texts import ASSETS, catalogue, say

DOSSIER = ASSETS.parent / "dossier"
TEMPLATE = (ASSETS.parent / "templates" / "dossier.html.j2").read_text(encoding="utf-8")
MODULES = sorted(DOSSIER.glob("*.py"))
WORDS_OF_PEOPLE = re.compile(r"[A-Za-z]{2,},? [a-z]{2,}")
# Values that only look like words: lists of words to find in others' texts, values of records, names of the program's parts.
NOT_SHOWN = {
    "he she it they both we i a an the former the latter", "nothing on record", "no date", "not reached", "kept so far", "not triggered",
    "no evidence", "not in force", "no series", "one side only", "treaty act", "entered into force",
}  # fmt: skip


def keys(found: Any, before: str = "") -> Iterator[str]:
    for name, value in found.items():
        if isinstance(value, dict) and set(value) != {"one", "other"}:
            yield from keys(value, f"{before}{name}.")
        else:
            yield f"{before}{name}"


def texts_of(path: Path) -> Iterator[str]:
    """The texts in a module that a reader could see: no docstrings, no messages of errors, no paths of templates."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    hidden: set[int] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            hidden.add(id(node.value))
        if isinstance(node, ast.Raise) or (isinstance(node, ast.Assign) and getattr(node.targets[0], "id", "") == "msg"):
            hidden.update(id(one) for one in ast.walk(node))
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in hidden:
            yield node.value


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.stem)
def test_no_module_speaks_past_the_catalogue(path: Path) -> None:
    assert [text for text in texts_of(path) if WORDS_OF_PEOPLE.search(text) and text not in NOT_SHOWN and "<" not in text] == []


def test_every_text_is_used_and_every_text_used_is_there() -> None:
    source = "\n".join(path.read_text(encoding="utf-8") for path in MODULES)
    asked = set(re.findall(r'say\(\s*"([\w.-]+)"', source + TEMPLATE)) | set(re.findall(r'"((?:\w+\.)+[\w-]+)" (?:if|else)', source))
    asked |= set(re.findall(r'else "((?:\w+\.)+[\w-]+)"', source)) | set(re.findall(r"\bt\.([a-z_]+(?:\.[a-z_]+)?)", TEMPLATE))
    open_ended = (
        set(re.findall(r'f"(\w+(?:\.\w+)*)\.\{', source))
        | set(re.findall(r"f'(\w+)\.\{", source))
        | set(re.findall(r"t\.(\w+)\[", TEMPLATE))
    )
    open_ended |= set(re.findall(r'catalogue\(\)\["(\w+)"\]', source))
    known = set(keys(catalogue()))
    heads = set(re.findall(r'"(\w+)"', source[source.index("figure_head") : source.index("figure_head") + 300]))
    used = {
        key
        for key in known
        if key in asked or key in heads or any(key == one or key.startswith(f"{one}.") for one in open_ended | {"sections", "plural_rule"})
    }
    assert known - used == set()
    assert {key for key in asked if key not in known and not any(one.startswith(f"{key}.") for one in known)} == set()


def test_a_text_with_a_number_has_its_two_forms() -> None:
    assert say("state.doubts", n=1) == "Sources disagree on 1 point."
    assert say("state.doubts", n=3) == "Sources disagree on 3 points."
    with pytest.raises(KeyError):
        say("state.doubts")
    with pytest.raises(KeyError):
        say("state.unheard")
