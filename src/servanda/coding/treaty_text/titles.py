"""The title of a treaty where nobody gave it: the first lines that name an instrument."""

from __future__ import annotations

import re

from servanda.coding.treaty_text.structure import Skeleton

_KIND = re.compile(
    r"\b(?:treaty|convention|agreement|protocol|pact|charter|covenant|arrangement|memorandum|exchange\s+of\s+(?:notes|letters)|statute|accord|declaration|constitution)\b",
    re.IGNORECASE,
)
_LONGEST = 400


def title_of(text: str, parts: Skeleton) -> str | None:
    """The title as one line; None where the opening names no instrument."""
    head = text[: min(max(parts.body, 300), 1500)]
    for block in re.split(r"\n\s*\n", head):
        words = " ".join(block.replace("#", " ").replace("*", " ").split())
        if _KIND.search(words) and not words.startswith("<"):
            cut = re.search(r"\bThe\s+(?:Governments?|Parties|High|Contracting|States|President)\b", words)
            title = words[: cut.start()] if cut and cut.start() > 20 else words
            return title[:_LONGEST].strip(" .,;:") or None
    return None
