"""The texts of the catalogue as parts of a page, and the values by which lists are narrowed, as people say them."""

from __future__ import annotations

import functools
import re

from markupsafe import Markup, escape

from servanda.presenting.plain_words import value_called
from servanda.presenting.texts import say, wording

# In a catalogue `[words]({place})` is a link to the address that the place is filled with.
_LINK = re.compile(r"\[([^\]]+)\]\((\{\w+\})\)")
# Sides whose values are few and have words of their own, with where these stand.
_WORDED = {"kind": "frame.kind", "certainty": "frame.certainty", "verdict": "frame.verdict"}
_SIDES = (
    "kind",
    "type",
    "certainty",
    "verdict",
    "year",
    "actor",
    "publisher",
    "published",
    "document",
    "a",
    "b",
    "since",
    "until",
    "dated",
)
# What the searches call a value that a document does not give.
_NOT_GIVEN = {"not known": "frame.not_known", "no date": "plain.no_date"}


def told(key: str, /, **values: object) -> Markup:
    """A wording as part of a page: its places filled in, what is no markup escaped, its links made."""
    text = _as_html(wording(key, values))
    filled = {name: value if isinstance(value, int | float) else escape(value) for name, value in values.items()}
    return Markup(text.format(**filled))  # noqa: S704 - all is escaped by now that is no markup


@functools.lru_cache(maxsize=4096)
def _as_html(text: str) -> str:
    """A text of the catalogue, escaped, with its links made and its places still open."""
    return _LINK.sub(r'<a href="\2">\1</a>', str(escape(text)))


def tag(name: str, words: object) -> Markup:
    """Words in an element of their own, to stand in a wording."""
    return Markup(f"<{name}>{escape(words)}</{name}>")  # noqa: S704 - a name of ours; the words are escaped


def called(side: str, value: str) -> str:
    """A value by which a list is narrowed, in words."""
    if value in _NOT_GIVEN and side in ("publisher", "published"):
        return say(_NOT_GIVEN[value])
    return say(f"{_WORDED[side]}.{value}") if side in _WORDED else value_called(side, value)


def side_called(side: str) -> str:
    """What a list is narrowed by, in words; as the address has it where it is none of ours."""
    return say(f"frame.side.{side}") if side in _SIDES else side
