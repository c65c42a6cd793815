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
def stems(pattern: str) -> tuple[tuple[str, ...], ...]:
    """Runs of letters without which no words fit a pattern: of each group one must stand in them; a quick look before the slow one.

    Every word of the pattern that is not optional gives a group: its own letters, or those of each of its choices.
    """
    outer = _split(pattern, "|")
    if len(outer) > 1:
        return _together([stems(choice) for choice in outer])
    groups = [group for part in _split(pattern, " .") if (group := _needed(part))]
    return tuple(dict.fromkeys(groups))


def may_fit(pattern: str, lowered: str) -> bool:
    """Whether a pattern can fit words that are given in lower case; False is certain, True is not."""
    for group in stems(pattern):
        for run in group:
            if run in lowered:
                break
        else:
            return False
    return True


def _needed(part: str) -> tuple[str, ...]:
    """The letters of one word of a pattern, or of each choice that stands for it; () where it needs none for certain."""
    outside, inside, depth = "", "", 0
    for char in part:
        depth += char == "("
        if depth:
            inside += char
        else:
            outside += char
        depth -= char == ")"
        if char == ")" and not depth:
            outside += " "
    # What a question mark, a class or a repetition follows may be missing or be another letter.
    runs = re.findall(r"[^\W\d_]+", re.sub(r"\[[^\]]*\]|\\\w|\{[^}]*\}|\w\?", " ", outside))
    if runs:
        return (max(runs, key=len).lower(),)
    whole = re.fullmatch(r"\s*\((?!\?)(?P<choices>.*)\)\s*", part)
    if whole is None or inside != part.strip():
        return ()
    return next(iter(_together([stems(choice) for choice in _split(whole["choices"], "|")])), ())


def _together(choices: list[tuple[tuple[str, ...], ...]]) -> tuple[tuple[str, ...], ...]:
    """The one group that holds for several choices: of each its surest, the one with the longest letters; none where a choice has none."""
    if not all(choices):
        return ()
    surest = [max(groups, key=lambda group: min(map(len, group))) for groups in choices]
    return (tuple(dict.fromkeys(run for group in surest for run in group)),)


def _split(pattern: str, at: str) -> list[str]:
    """The parts of a pattern between any of some characters that stand outside of brackets."""
    parts, depth = [""], 0
    for char in pattern:
        depth += char in "(["
        depth -= char in ")]"
        if depth == 0 and char in at:
            parts.append("")
        else:
            parts[-1] += char
    return [part for part in parts if part.strip()]
