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
