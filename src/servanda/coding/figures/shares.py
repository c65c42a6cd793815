"""Shares in words: "a third of", "by a quarter", "seven in ten"."""

from __future__ import annotations

import re
from collections.abc import Iterator

import msgspec

from servanda.coding.figures.numbers import FRACTIONS, small_number

_FRACTION = re.compile(
    rf"\b(?<!\bfirst )(?<!\bsecond )(?<!\blatter )(?<!\bother )(?<!ern )(?P<words>{'|'.join(sorted(FRACTIONS, key=len, reverse=True))})\s+of\s+"
    r"(?!\d|it\b|them\b|this\b|that\b|which\b|us\b|a\b|an\b|(?:the\s+)?(?:year|month|century|decade|city|island|country)\b)",
    re.IGNORECASE,
)
_BY_FRACTION = re.compile(
    rf"\bby\s+(?:(?:about|almost|nearly|more than|over|around|some)\s+)*(?P<words>{'|'.join(sorted(FRACTIONS, key=len, reverse=True))})\b",
    re.IGNORECASE,
)
# "Seven in ten Poles", "one out of every five": a share where no time is told ("two in three years").
_IN = re.compile(
    r"\b(?P<few>one|two|three|four|five|six|seven|eight|nine|\d{1,2})\s+(?:in|out\s+of)\s+(?:every\s+)?"
    r"(?P<all>two|three|four|five|six|seven|eight|nine|ten|twenty|a\s+hundred|\d{1,3})\b(?!\s*(?:%|percent|per\s+cent|million|billion|thousand))"
    r"(?=\s+(?:of\s+(?:the\s+)?)?[A-Za-z])(?!\s+(?:days?|weeks?|months?|years?|hours?|minutes?|decades?|cases|cities|countries|states|places|rounds)\b)",
    re.IGNORECASE,
)


class Share(msgspec.Struct, frozen=True):
    """A share in percent at a place of a sentence; `replaces` tells that numbers within it are none by themselves."""

    start: int
    end: int
    value: float
    replaces: bool


def find_shares(text: str) -> Iterator[Share]:
    """Every share in words; they are round, and so vague."""
    for match in _IN.finditer(text):
        few, every = small_number(match["few"]), small_number(match["all"])
        if 0 < few < every:
            yield Share(*match.span(), round(100 * few / every, 3), replaces=True)
    for pattern in (_FRACTION, _BY_FRACTION):
        for match in pattern.finditer(text):
            yield Share(*match.span("words"), round(FRACTIONS[match["words"].lower()], 3), replaces=False)
