"""The title of a treaty where nobody gave it: the first lines that name an instrument."""

from __future__ import annotations

import re

from servanda.coding.treaty_text.structure import Skeleton

_KIND = re.compile(
    r"\b(?:treaty|convention|agreement|protocol|pact|charter|covenant|arrangement|memorandum|exchange\s+of\s+(?:notes|letters)|statute|accord|declaration|constitution)\b",
    re.IGNORECASE,
)
_LONGEST = 400
# With one of these the preamble, or a note, begins: its heading, "The" after a word that a title may end with, or a word of motive.
_PREAMBLE = re.compile(
    r"\bPREAMBLE\b|\b[Ss]ource:|\bNOTE\s+I\b|\bI\.\s|_{3,}"
    r"|(?<!\w[.])(?<!between)(?<!Between)(?<!BETWEEN)(?<!\bof)(?<!\bOf)(?<!\band)(?<!\bAnd)(?<!\bby)(?<!\bBy)(?<!\bto)(?<!\bTo)(?<!\bin)(?<!\bIn)(?<!\bon)(?<!\bOn)(?<!\bfor)(?<!\bFor)(?<!with)(?<!With)(?<!from)(?<!From)(?<!under)(?<!Under),?\s+The\s+(?=[A-Z])"
    r"|\bThe\s+following\s+text\b|(?<=[a-z])\s+THE\s+(?:STATES?|GOVERNMENTS?|HIGH|CONTRACTING|PARTIES)\b"
    r"|\b(?:Whereas|WHEREAS|Having|Recogni[sz]ing|Desiring|Desirous|Considering|With\s+a\s+view|Mindful|Noting|Convinced|Recalling|Conscious)\b"
)
# The head of a document that reprints the treaty.
_HEADER = re.compile(r"^WORLD\s+TRADE\s+ORGANIZATION\b.*?\bOriginal:\s*\w+\s+")
_JOINS = re.compile(r"(?:between|and|of|on|for|concerning|with|to|the)$", re.IGNORECASE)
_JOINED = re.compile(r"(?:between|and|of|on|concerning|relating|regarding|with)\b", re.IGNORECASE)


def title_of(text: str, parts: Skeleton) -> str | None:
    """The title as one line, without the preamble that may follow it; None where the opening names no instrument."""
    head = text[: min(max(parts.body, 300), 1500)]
    blocks = [" ".join(block.replace("#", " ").replace("*", " ").split()) for block in re.split(r"\n\s*\n", head)]
    for at, words in enumerate(blocks):
        if not _KIND.search(words) or words.startswith("<"):
            continue
        title = words
        for more in blocks[at + 1 : at + 4]:
            bare = len(title.split()) <= 2 and not re.match(r"(?:The|Article|ARTICLE|Whereas|WHEREAS|Preamble|PREAMBLE)\b", more)
            if not (bare or _JOINS.search(title) or _JOINED.match(more)):
                break
            title = f"{title} {more}"
        cut = next((hit for hit in _PREAMBLE.finditer(title) if hit.start() > 10), None)
        title = _HEADER.sub("", title[: cut.start()] if cut else title)
        return re.sub(r"\s+[-–]\s*[IVXLC\d]+\s*[-–]$", "", title)[:_LONGEST].strip(" .,;:") or None
    return None
