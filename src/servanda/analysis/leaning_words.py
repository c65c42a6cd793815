"""Words that say what they mean only beside others: "the plan", "such fears", "the threat to use them"."""

from __future__ import annotations

import re

_LEANING = re.compile(
    r"(?:the|this|that|these|those|such|any|its|their|his|her|our)\s+[\w-]+|.*\b(?:it|them|its|their|this|that|such|those)\b.*",
    re.IGNORECASE | re.DOTALL,
)


def leaning(words: str) -> bool:
    """Whether words say what they mean only beside others."""
    return _LEANING.fullmatch(words.strip()) is not None


def bare(words: str) -> bool:
    """Whether words name a thing that is known from the text alone, so that in another text they name another: "the plan"."""
    return len(words.split()) <= 2 and words == words.lower() and leaning(words)
