"""Dictionary forms of words, from the model's own tables, looked up once for each word and tag."""

from __future__ import annotations

import functools
from collections.abc import Callable
from pathlib import Path

# Penn tags whose words inflect, by the name of the model's table.
_CLASS = {"V": "verb", "N": "noun", "J": "adj"}
_UNINFLECTED = frozenset({"VB", "VBP", "NN", "NNP", "JJ", "MD"})
# Forms that the tables lack or read in another sense: auxiliaries, contractions and irregular political words.
_FIXED = {
    ("'s", "VBZ"): "be",
    ("'re", "VBP"): "be",
    ("'m", "VBP"): "be",
    ("'ve", "VBP"): "have",
    ("'d", "VBD"): "have",
    ("'d", "MD"): "would",
    ("'ll", "MD"): "will",
    ("wo", "MD"): "will",
    ("ca", "MD"): "can",
    ("n't", "RB"): "not",
    ("are", "VBP"): "be",
    ("am", "VBP"): "be",
    ("were", "VBD"): "be",
    ("found", "VBD"): "find",
    ("found", "VBN"): "find",
    ("bound", "VBN"): "bind",
    ("left", "VBD"): "leave",
    ("left", "VBN"): "leave",
    ("felt", "VBD"): "feel",
}


def lemmatizer(folder: Path) -> Callable[[str, str], str]:
    """A function from a lower-case word and its Penn tag to the dictionary form, for the model in `folder`."""
    from spacy.lookups import Lookups  # noqa: PLC0415 - a second to import: only when something is parsed

    tables = Lookups().from_disk(folder / "lemmatizer" / "lookups")
    rules = {kind: [tuple(pair) for pair in tables.get_table("lemma_rules").get(kind, [])] for kind in _CLASS.values()}
    exceptions = {kind: tables.get_table("lemma_exc").get(kind, {}) for kind in _CLASS.values()}
    index = {kind: frozenset(tables.get_table("lemma_index").get(kind, ())) for kind in _CLASS.values()}

    @functools.lru_cache(maxsize=200_000)
    def lemma(word: str, tag: str) -> str:
        fixed = _FIXED.get((word, tag))
        if fixed is not None:
            return fixed
        kind = _CLASS.get(tag[:1])
        if kind is None or tag in _UNINFLECTED:
            return word
        listed = exceptions[kind].get(word)
        if listed:
            return str(listed[0])
        guesses: list[str] = [word[: -len(old)] + new for old, new in rules[kind] if word.endswith(old) and len(word) > len(old) + 1]
        known = next((guess for guess in guesses if guess in index[kind]), None)
        if known is not None:
            return str(known)
        return guesses[0] if guesses and (kind == "verb" or tag in {"NNS", "NNPS"}) else word

    return lemma
