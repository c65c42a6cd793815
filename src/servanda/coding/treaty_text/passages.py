"""The sentences of a treaty with the place that lawyers cite: article and paragraph."""

from __future__ import annotations

import re
from itertools import pairwise

import msgspec

from servanda.coding.treaty_text.structure import Skeleton

# Sentences end at a stop before a capital, a digit or a bracket; in a text that lost its lines and capitals, before any letter.
_END = re.compile(r"(?<=[.;:])\s+(?=[A-Z(“\"0-9*])|(?<=[a-z)]\.)(?=[A-Z])|\n\s*\n")
_END_FLAT = re.compile(r"(?<=[a-z)]{2}[.;])\s*(?=[a-z(0-9])")
_ABBREVIATION = re.compile(
    r"\b(?:No|Nos|Art|Arts|para|paras|Mr|Mrs|Dr|St|U\.S|e\.g|i\.e|vol|Vol|pp|p|cf|Rev|Ex|viz|H\.E|Messrs|\d|[A-Z])\.$"
)
QUOTE_LIMIT = 300


class Passage(msgspec.Struct, frozen=True):
    """A sentence of an article (`article` is "" outside of any) and its place in the text."""

    text: str
    start: int
    article: str
    paragraph: str | None
    title: str

    @property
    def cited(self) -> str:
        """The place as lawyers cite it: `12(1)`."""
        return f"{self.article}({self.paragraph})" if self.paragraph and self.article else self.article

    @property
    def end(self) -> int:
        """The first place after it."""
        return self.start + len(self.text)


def passages(text: str, parts: Skeleton) -> list[Passage]:
    """Every sentence of the articles in order; of a text without articles, every sentence before its closing."""
    found: list[Passage] = []
    for article in parts.articles:
        for paragraph in article.paragraphs:
            found += [
                Passage(text[a:b], a, article.number, paragraph.number, article.title or "")
                for a, b in sentences(text, paragraph.start, paragraph.end)
            ]
    if not parts.articles:
        found = [Passage(text[a:b], a, "", None, "") for a, b in sentences(text, 0, parts.closing)]
    return found


def sentences(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The places of the sentences between two places, without white space around them."""
    pattern = _END if any(c.isupper() for c in text[start : start + 400]) or end - start < 40 else _END_FLAT
    cuts = [start]
    for hit in pattern.finditer(text, start, end):
        before = text[cuts[-1] : hit.start()]
        if text[hit.start() - 1 : hit.start()] == ":" or _ABBREVIATION.search(before[-12:]):
            continue
        cuts.append(hit.end())
    cuts.append(end)
    found = []
    for a, b in pairwise(cuts):
        left = a + len(text[a:b]) - len(text[a:b].lstrip())
        right = a + len(text[a:b].rstrip())
        if right > left:
            found.append((left, right))
    return found


def quoted(words: str, first: int = 0, last: int | None = None) -> str:
    """An exact part of the words, at most 300 characters, cut between words."""
    part = words[first:last]
    if len(part) <= QUOTE_LIMIT:
        return part
    cut = part[: QUOTE_LIMIT + 1]
    return cut[: max(cut.rfind(" "), cut.rfind("\n"), 1)]
