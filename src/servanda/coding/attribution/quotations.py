"""Quotations in a text: paired marks, over sentences and paragraphs; apostrophes and inches are none."""

from __future__ import annotations

import re
from collections.abc import Iterator

import msgspec

# Where a paragraph ends: a blank line, or a line end before an opening mark.
_PARAGRAPH = re.compile(r"\n[ \t\r]*\n|\r?\n(?=[ \t]*[\"“„«‘'])|\r?\n")
_CLOSER = {"“": "”", "„": "“”", "«": "»", "‘": "’"}
_DOUBLE = re.compile(r"''|``|[\"“”„«»]")
_SINGLE = re.compile(r"(?<![\w.,!?])['‘](?=[\w“\"$£€])|(?<=[\w.,!?…])['’](?![\w])")
# A straight mark opens after a space or bracket and closes after a word or stop.
_BEFORE_OPENING = frozenset(" \t\n\r([{-–—/\u00a0'‘")


class Quotation(msgspec.Struct, frozen=True):
    """A quotation with its marks, by offsets of the text; `inner` are the words between the marks.

    `closed` is False where the mark that ends it is missing, as before a paragraph that carries the quotation on.
    """

    start: int
    end: int
    inner: tuple[int, int]
    closed: bool
    paragraph: int
    double: bool

    @property
    def words(self) -> int:
        """A rough count of its words, from its length."""
        return (self.inner[1] - self.inner[0] + 1) // 6 + 1


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


def find_quotations(text: str, paragraphs: tuple[tuple[int, int], ...]) -> tuple[Quotation, ...]:
    """All quotations, outermost only, in order; single marks count only outside double ones."""
    found: list[Quotation] = []
    for number, (start, end) in enumerate(paragraphs):
        here = list(_doubles(text, start, end, number))
        found.extend(here)
        if not here or not all(quotation.closed for quotation in here):
            here_ends = [(q.start, q.end) for q in here]
        else:
            here_ends = [(q.start, q.end) for q in here]
        found.extend(_singles(text, start, end, number, here_ends))
    return tuple(sorted(found, key=lambda quotation: quotation.start))


def _doubles(text: str, start: int, end: int, paragraph: int) -> Iterator[Quotation]:
    """Quotations in double marks within one paragraph."""
    opened: re.Match[str] | None = None
    for match in _DOUBLE.finditer(text, start, end):
        mark = match.group()
        if opened is None:
            if _opens(text, match, start):
                opened = match
            continue
        if _closes(text, opened.group(), match, end):
            yield Quotation(opened.start(), match.end(), (opened.end(), match.start()), closed=True, paragraph=paragraph, double=True)
            opened = None
        elif mark == "“" and opened.group() == "“":
            # A second opening mark without a closing one: the first quotation was left open by mistake.
            opened = match
    if opened is not None:
        last = end
        while last > opened.end() and text[last - 1].isspace():
            last -= 1
        if last > opened.end():
            yield Quotation(opened.start(), last, (opened.end(), last), closed=False, paragraph=paragraph, double=True)


def _opens(text: str, match: re.Match[str], start: int) -> bool:
    mark = match.group()
    if mark in "“„«" or mark == "``":
        return True
    if mark == "»":
        return False
    after = text[match.end() : match.end() + 1]
    before = text[match.start() - 1 : match.start()] if match.start() > start else " "
    if mark == "”":
        return before in _BEFORE_OPENING and after.isalnum()
    return before in _BEFORE_OPENING and bool(after) and not after.isspace()


def _closes(text: str, opener: str, match: re.Match[str], end: int) -> bool:
    mark = match.group()
    if opener in _CLOSER and mark in _CLOSER[opener] and mark != "“":
        return True
    if mark in '"”' or mark == "''":
        after = text[match.end() : match.end() + 1] if match.end() < end else " "
        before = text[match.start() - 1]
        # An inch mark follows a number and is followed by a space, as a closing mark may be: digits alone do not close.
        return not (before.isspace() and after.isalnum())
    return opener == "„" and mark == "“"


def _singles(text: str, start: int, end: int, paragraph: int, taken: list[tuple[int, int]]) -> Iterator[Quotation]:
    """Quotations in single marks outside double ones; an apostrophe never opens one and must not close one too early."""
    opened: int | None = None
    for match in _SINGLE.finditer(text, start, end):
        if any(first <= match.start() < last for first, last in taken):
            continue
        opening = match.group() == "‘" or (
            match.group() == "'"
            and (match.start() == start or not text[match.start() - 1].isalnum())
            and text[match.end() : match.end() + 1].isalnum()
        )
        if opened is None:
            if opening:
                opened = match.start()
            continue
        if opening:
            continue
        # "the ministers' plan": a plural's apostrophe is followed by a space and a small letter, and no stop precedes it.
        before = text[match.start() - 1]
        following = text[match.end() : match.end() + 2]
        if before == "s" and following[:1] == " " and following[1:2].islower() and _SINGLE.search(text, match.end(), end):
            continue
        yield Quotation(opened, match.end(), (opened + 1, match.start()), closed=True, paragraph=paragraph, double=False)
        opened = None
