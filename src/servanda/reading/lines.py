"""A text as lines with their places, and what kind of line each is."""

from __future__ import annotations

import re

import msgspec

_LINE = re.compile(r"[^\r\n\x0b\x0c\x85\u2028\u2029]+")
_BREAKS = re.compile(r"\r\n|[\r\n\x0b\x0c\x85\u2028\u2029]")
_ENDS_SENTENCE = re.compile(r"[.!?。！？][\"”’'»)\]]*\d{0,3}$")
_CUT_OFF = re.compile(r"(?:\.\.\.|…)[\"”’')\]]*$")
_PROSE_WORDS = 12
_SENTENCE_WORDS = 5


class Line(msgspec.Struct, frozen=True):
    """A line that is not blank, without the spaces around it: `text[start:end] == words`.

    `gap` tells whether a blank line, or the beginning of the text, stands before it.
    """

    start: int
    end: int
    words: str
    gap: bool

    @property
    def count(self) -> int:
        """How many words; a line without spaces (Chinese) counts each two characters as one."""
        spaced = len(self.words.split())
        return max(spaced, len(self.words) // 2) if self.words[:1] > "\u2e7f" else spaced

    @property
    def closed(self) -> bool:
        """Whether it ends as a sentence does."""
        return bool(_ENDS_SENTENCE.search(self.words[-8:])) and not self.cut_off

    @property
    def cut_off(self) -> bool:
        """Whether it ends in dots, as a teaser does."""
        return bool(_CUT_OFF.search(self.words[-8:]))

    @property
    def sentence(self) -> bool:
        """Whether it may be part of the running text."""
        return self.count >= _SENTENCE_WORDS and self.closed

    @property
    def prose(self) -> bool:
        """Whether it is running text beyond doubt: a long closed line, or a very long one."""
        return (self.count >= _PROSE_WORDS and self.closed) or (self.count >= 30 and not self.cut_off)


def lines_of(text: str) -> list[Line]:
    """The lines of a text that are not blank, in order."""
    found: list[Line] = []
    last = 0
    for match in _LINE.finditer(text):
        raw = match.group()
        words = raw.strip()
        if not words:
            continue
        start = match.start() + len(raw) - len(raw.lstrip())
        gap = not found or _blank_between(text, last, start)
        found.append(Line(start, start + len(words), words, gap))
        last = start + len(words)
    return found


def _blank_between(text: str, last: int, start: int) -> bool:
    """Whether two line ends or more stand between two lines."""
    first = _BREAKS.search(text, last, start)
    return first is not None and _BREAKS.search(text, first.end(), start) is not None
