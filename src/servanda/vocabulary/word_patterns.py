"""The pattern language of the rule lists: plain words, stems, gaps and choices, compiled to regular expressions.

`prohibit*` is a stem, `...` skips up to fifteen words of the same sentence, `(a|b c)` is a choice, a space is any white space.
Case does not matter, curly apostrophes and hyphens count as plain ones.
"""

from __future__ import annotations

import re
from functools import cache

# The widest gap: in a sample of treaty sentences, verb and object that belong together stood at most fifteen words apart.
# Its parts match possessively: a scanned text may hold hundreds of blanks in a row, and no part may be tried twice.
GAP = r"(?:\W++\w[\w'’-]*+){0,15}?\W++"
_PART = re.compile(r"\s*\.\.\.\s*|\s+|[^\s.]+|\.")


@cache
def compile_words(pattern: str) -> re.Pattern[str]:
    """The regular expression of a pattern; re.error where its brackets do not match."""
    built = ""
    for part in _PART.findall(pattern.strip()):
        if "..." in part:
            built += GAP
        elif part.isspace():
            built += r"\s+"
        else:
            built += part.replace("'", "['’]").replace("*", r"[\w'’-]*")
    return re.compile(rf"(?<![\w-])(?:{built})(?![\w])", re.IGNORECASE)


def fits(pattern: str, words: str) -> bool:
    """Whether a pattern stands anywhere in the words."""
    return compile_words(pattern).search(words) is not None


@cache
def stems(pattern: str) -> tuple[str, ...]:
    """Letters of which at least one run must stand in any words that the pattern fits: a quick look before the slow one.

    Taken from the words before the first gap, the longest run of letters of each choice; () where a choice has none.
    """
    runs = []
    for choice in _before_first_gap(pattern).split("|"):
        letters = re.findall(r"[^\W\d_]+", re.sub(r"\[[^\]]*\]\??|\([^()|]*\)\?|\w\?", " ", choice.split("...", maxsplit=1)[0]))
        if not letters:
            return ()
        runs.append(max(letters, key=len).lower())
    return tuple(dict.fromkeys(runs))


def _before_first_gap(pattern: str) -> str:
    """The pattern up to its first gap that stands outside of brackets."""
    depth = 0
    for at, char in enumerate(pattern):
        depth += (char == "(") - (char == ")")
        if depth == 0 and pattern.startswith("...", at):
            return pattern[:at]
    return pattern


def may_fit(pattern: str, lowered: str) -> bool:
    """Whether a pattern can fit words that are given in lower case; False is certain, True is not."""
    letters = stems(pattern)
    return not letters or any(run in lowered for run in letters)
