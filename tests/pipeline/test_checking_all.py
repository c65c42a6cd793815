"""Every check of a word list that was written is one that is run."""

from __future__ import annotations

import re
from pathlib import Path

import servanda
from servanda.pipeline.checking import EXAMPLES
from servanda.vocabulary.checking import CHECKS

SOURCE = Path(servanda.__file__).parent


def written(folder: str, name: str) -> set[str]:
    """The modules and functions below a folder whose function matches."""
    return {
        f"{path.relative_to(SOURCE).with_suffix('').as_posix()}:{found}"
        for path in sorted((SOURCE / folder).rglob("*.py"))
        for found in re.findall(rf"^def ({name})\(", path.read_text(encoding="utf-8"), re.MULTILINE)
    }


def test_the_examples_of_every_coder_are_run() -> None:
    run = {f"{one.__module__.removeprefix('servanda.').replace('.', '/')}:{one.__name__}" for one in EXAMPLES}
    assert run == written("coding", "check_examples")


def test_every_check_of_a_table_is_run() -> None:
    run = {f"{one.__module__.removeprefix('servanda.').replace('.', '/')}:{one.__name__}" for one in CHECKS}
    assert run == written("vocabulary", "check_[a-z_]+")
