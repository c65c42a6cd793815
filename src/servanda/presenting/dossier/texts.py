"""The words of the dossier's own voice, from a catalogue: `assets/texts.en.yml`. A further language is a file beside it."""

from __future__ import annotations

import functools
from pathlib import Path
from typing import Any

import yaml

ASSETS = Path(__file__).resolve().parents[1] / "assets"


@functools.cache
def catalogue() -> dict[str, Any]:
    """The whole catalogue, read once."""
    texts: dict[str, Any] = yaml.safe_load((ASSETS / "texts.en.yml").read_text(encoding="utf-8"))
    return texts


def say(key: str, /, **values: object) -> str:
    """The wording of a dotted key with its places filled in.

    A wording that changes with a number has the forms `one` and `other`; the value `n` chooses. KeyError for a key or a place that is
    not there: a text is never left out silently.
    """
    found: Any = catalogue()
    for part in key.split("."):
        found = found[part]
    if isinstance(found, dict):
        found = found["one" if values["n"] == 1 else "other"]
    return str(found).format(**values)
