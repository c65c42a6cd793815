"""Quotations in a text: paired marks, over sentences and paragraphs; apostrophes and inches are none."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import msgspec

# Where a paragraph ends: a blank line, or a line end between a stop and what can begin a sentence or a quotation.
_PARAGRAPH = re.compile(r"\n[ \t\r]*\n\s*|(?<=[.!?:…\"”’')])[ \t]*\r?\n(?=[ \t]*[\"“„«‘'A-ZÀ-ÖØ-Þ\[(])|\r?\n(?=[ \t]*[\"“„«])")
_CLOSERS = {"“": '”"', "„": "“”", "«": "»", '"': '"”', "''": "''", "``": "''\"", "”": '”"'}
_DOUBLE = re.compile(r"(?<!')''(?!')|``|[\"“”„«»]")
_SINGLE = re.compile(r"(?<![\w.,!?])['‘](?=[\w“\"$£€])|(?<=[\w.,!?…])['’](?!\w)")
# A straight mark opens after a space, a bracket or a dash.
_BEFORE_OPENING = frozenset(" \t\n\r([{-–—/\u00a0'‘:")


class Quotation(msgspec.Struct, frozen=True):
    """A quotation with its marks, by offsets of the text; `paragraph` is where it begins.

    `words` counts the words in it; `closed` is False where the mark that ends it is missing, as before a paragraph that carries the quotation on.
    """

    start: int
    end: int
    closed: bool
    paragraph: int
    double: bool
    words: int


def paragraphs_of(text: str) -> tuple[tuple[int, int], ...]:
    """Offsets of the paragraphs that hold any words, in order."""
    found: list[tuple[int, int]] = []
    place = 0
    for match in _PARAGRAPH.finditer(text):
        if text[place : match.start()].strip():
            found.append((place, match.start()))
        place = match.end()
    if text[place:].strip():
        found.append((place, len(text)))
    return tuple(found)


def find_quotations(text: str, paragraphs: Sequence[tuple[int, int]]) -> tuple[Quotation, ...]:
    """All outermost quotations in order; single marks count only outside double ones."""
    doubles = list(_doubles(text, paragraphs))
    found = list(doubles)
    for number, (start, end) in enumerate(paragraphs):
        taken = [(q.start, q.end) for q in doubles if q.start < end and start < q.end]
        found.extend(_singles(text, start, end, number, taken))
    return tuple(sorted(found, key=lambda quotation: quotation.start))


def _doubles(text: str, paragraphs: Sequence[tuple[int, int]]) -> Iterator[Quotation]:
    """Quotations in double marks; one left open at a blank line ends there, one at a mere line end may run on."""
    opened: tuple[int, str, int] | None = None
    for number, (start, end) in enumerate(paragraphs):
        first = True
        for match in _DOUBLE.finditer(text, start, end):
            leads = first and not text[start : match.start()].strip()
            first = False
            if opened is not None and leads and _opens(text, match, start):
                yield _left_open(text, opened, paragraphs[opened[2]][1])
                opened = None
            if opened is None:
                if _opens(text, match, start):
                    opened = (match.start(), match.group(), number)
            elif match.group() in _CLOSERS[opened[1]] and not _reopens(text, match, end):
                yield Quotation(
                    opened[0], match.end(), closed=True, paragraph=opened[2], double=True, words=_count(text, opened[0], match.end())
                )
                opened = None
            elif match.group() == "“":
                # A second opening mark without a closing one: the first was left open by mistake, or holds one quotation more.
                opened = (match.start(), "“", number) if opened[2] != number else opened
        last = number + 1 == len(paragraphs)
        if opened is not None and (last or text.count("\n", end, paragraphs[number + 1][0]) > 1 or opened[2] < number - 2):
            yield _left_open(text, opened, paragraphs[opened[2]][1])
            opened = None


def _left_open(text: str, opened: tuple[int, str, int], end: int) -> Quotation:
    """A quotation without its closing mark: to the end of its paragraph."""
    while end > opened[0] + 1 and text[end - 1].isspace():
        end -= 1
    return Quotation(opened[0], end, closed=False, paragraph=opened[2], double=True, words=_count(text, opened[0], end))


def _count(text: str, start: int, end: int) -> int:
    return len(text[start:end].split())


def _opens(text: str, match: re.Match[str], start: int) -> bool:
    """Whether a mark can open a quotation where it stands."""
    mark = match.group()
    after = text[match.end() : match.end() + 1]
    if mark in "“„«" or mark == "``":
        return True
    if mark == "»" or not after or after.isspace():
        return False
    before = text[match.start() - 1] if match.start() > start else " "
    return before in _BEFORE_OPENING


def _reopens(text: str, match: re.Match[str], end: int) -> bool:
    """Whether a straight mark inside a quotation opens one more: a space before it and a word right after it."""
    if match.group() not in ('"', "''") or match.end() >= end:
        return False
    return text[match.start() - 1].isspace() and text[match.end()].isalnum()


def _singles(text: str, start: int, end: int, paragraph: int, taken: Sequence[tuple[int, int]]) -> Iterator[Quotation]:
    """Quotations in single marks outside double ones; an apostrophe never opens one and must not close one too early."""
    opened: int | None = None
    for match in _SINGLE.finditer(text, start, end):
        if any(first <= match.start() < last for first, last in taken):
            continue
        before = text[match.start() - 1] if match.start() > start else " "
        opening = not (before.isalnum() or before in ".,!?…") and text[match.end() : match.end() + 1].strip() != ""
        if opened is None:
            opened = match.start() if opening else None
        elif not opening and not _possessive(text, match, end):
            yield Quotation(opened, match.end(), closed=True, paragraph=paragraph, double=False, words=_count(text, opened, match.end()))
            opened = None


def _possessive(text: str, match: re.Match[str], end: int) -> bool:
    """Whether a mark is a plural's apostrophe ("the ministers' plan") with the closing mark still to come."""
    following = text[match.end() : match.end() + 2]
    return (
        text[match.start() - 1] == "s"
        and following[:1] == " "
        and following[1:2].islower()
        and _SINGLE.search(text, match.end(), end) is not None
    )
