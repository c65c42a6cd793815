"""A made language, of the English catalogues with ⟦brackets⟧ about every word: what stands without them went past the catalogues."""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from typing import Any

import yaml

from servanda.presenting import texts

MADE = "qps"
_WORD = re.compile(r"(\{[^}]*\}|\]\([^)]*\))|([A-Za-z][\w’'-]*)")
# What the catalogues hold that is no text to be read: a rule, words to look for, and the names of sections before their titles.
_NO_TEXT = ("plural_rule", "conjunctions")


def make_language(folder: Path) -> None:
    """Write the catalogues of the made language beside copies of the English ones."""
    english = texts.ASSETS
    for path in [english / "texts.en.yml", *sorted((english / "explorer.en").glob("*.yml"))]:
        own = folder / path.relative_to(english)
        made = Path(str(own).replace("explorer.en", f"explorer.{MADE}").replace("texts.en", f"texts.{MADE}"))
        for one in (own, made):
            one.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(path, own)
        told = yaml.safe_load(path.read_text(encoding="utf-8"))
        made.write_text(yaml.safe_dump(bracketed(told), allow_unicode=True, sort_keys=False), encoding="utf-8")


def bracketed(told: Any) -> Any:
    """The same texts with each word in brackets, places and addresses left as they are."""
    match told:
        case dict():
            return {key: value if key in _NO_TEXT else bracketed(value) for key, value in told.items()}
        case [str(), str()]:
            return [told[0], bracketed(told[1])]
        case list():
            return [bracketed(one) for one in told]
        case str():
            return _WORD.sub(lambda match: match[1] or f"⟦{match[2]}⟧", told)
        case _:
            return told
