"""Issues of international politics, and the words that name them."""

from __future__ import annotations

import functools
import re
from typing import Literal

import ahocorasick_rs

from servanda.vocabulary.tables import TableRow, data_file, read_yaml

# Spellings are brought to one form before they are compared.
_SPELLINGS = (
    ("isation", "ization"),
    ("isations", "izations"),
    ("defence", "defense"),
    ("programme", "program"),
    ("organised", "organized"),
    ("favour", "favor"),
    ("labour", "labor"),
    ("neighbour", "neighbor"),
    ("centre", "center"),
)
_ARTICLES = re.compile(r"\b(?:the|an?) ")
_BREAKS = re.compile(r"[-\u2010-\u2015/]|\s+")
# A word ends here, a plural's or possessive's ending aside.
_ENDS_WORD = re.compile(r"(?:'s|s|es)?(?![a-z0-9])")
_OF = re.compile(r"(?:'s|s|es)?\s+of\s+(?:(?:any|all|its|their)\s+)?(?:\w+\s+)?")
# What only deals with an issue says nothing for or against it: "talks on X", "cooperation against X".
_DEALS_WITH = re.compile(r"\b(?:on|about|over|against|regarding|concerning|with|from|than)\b")
_MARKS = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"'})


class IssueRow(TableRow, frozen=True, kw_only=True):
    """An issue: its id, the wordings that name it, and words in which it is and is not found.

    `sided` is "no" for a matter ("the Taiwan question") that one cannot be for or against; `of_whom` is "yes" for an issue that
    is another one for each country it is about (sanctions).
    """

    id: str
    definition: str
    sided: Literal["yes", "no"] = "yes"
    of_whom: Literal["yes", "no"] = "no"
    wordings: tuple[str, ...]
    examples: tuple[str, ...]
    not_examples: tuple[str, ...]


class Issues:
    """Finds the issue that words speak of."""

    def __init__(self, rows: tuple[IssueRow, ...]) -> None:
        self.rows = rows
        self._ids: list[str] = []
        wordings: list[str] = []
        for row in rows:
            for wording in row.wordings:
                self._ids.append(row.id)
                wordings.append(_plain(wording))
        self._matters = frozenset(row.id for row in rows if row.sided == "no")
        self._of_whom = frozenset(row.id for row in rows if row.of_whom == "yes")
        self._automaton = ahocorasick_rs.AhoCorasick(wordings, ahocorasick_rs.MatchKind.Standard)

    def find(self, words: str) -> str | None:
        """The id of the issue that the words name; the longest wording decides, then the first; None where none is named."""
        found = self.all_in(words)
        return found[0] if found else None

    def all_in(self, words: str) -> list[str]:
        """The ids of all issues named, longest wording first, each once."""
        return list(
            dict.fromkeys(
                issue for _, _, issue in sorted((start - end, start, issue) for start, end, issue in self._matches(_plain(words)))
            )
        )

    def sided(self, issue: str) -> bool:
        """Whether being for or against an issue tells on which side somebody is."""
        return issue not in self._matters

    def of_whom(self, issue: str) -> bool:
        """Whether an issue is another one for each country it is about."""
        return issue in self._of_whom

    def about(self, words: str, head: tuple[int, int], *, close: bool = False, sided: bool = False) -> str | None:
        """The issue of a noun phrase whose head stands at `head` of the words: the one named at the head, else the nearest after it.

        With `close` nothing is taken that is not at the head, before it in the same phrase, or joined to it by "of"; with `sided`
        no mere matter that one cannot be for or against.
        """
        plain = _plain(words)
        first, last = (len(_plain(words[:place])) for place in head)
        ranked: list[tuple[int, int, int, str]] = []
        for start, end, issue in self._matches(plain):
            if sided and issue in self._matters:
                continue
            if start < last and first < end:
                rank = 0
            elif end <= first:
                rank = 1
            elif _OF.fullmatch(plain, last, start):
                rank = 2
            elif close or (sided and _DEALS_WITH.search(plain, last, start)):
                continue
            else:
                rank = 3
            ranked.append((rank, start if rank == 3 else 0, start - end, issue))
        return min(ranked)[3] if ranked else None

    def named_by(self, words: str, head: tuple[int, int]) -> set[str]:
        """The ids of the issues that the word at `head` is part of the name of."""
        plain = _plain(words)
        first, last = (len(_plain(words[:place])) for place in head)
        return {issue for start, end, issue in self._matches(plain) if start < last and first < end}

    def _matches(self, plain: str) -> list[tuple[int, int, str]]:
        """Where wordings stand as whole words, each with its issue."""
        return [
            (start, end, self._ids[index])
            for index, start, end in self._automaton.find_matches_as_indexes(plain, overlapping=True)
            if (start == 0 or not plain[start - 1].isalnum()) and _ENDS_WORD.match(plain, end)
        ]


def _plain(words: str) -> str:
    """Lower case, one spelling, spaces for hyphens, no articles."""
    plain = _ARTICLES.sub("", _BREAKS.sub(" ", words.translate(_MARKS).lower()))
    for one, other in _SPELLINGS:
        plain = plain.replace(one, other)
    return plain


def issue_rows() -> tuple[IssueRow, ...]:
    """The rows as written."""
    return read_yaml(data_file("issues.yml"), IssueRow)


@functools.cache
def load_issues() -> Issues:
    """The issues; read once."""
    return Issues(issue_rows())


def check_issues() -> list[str]:
    """Problems of the issue list: ids given twice, wordings of two issues, examples that do not come out."""
    issues = load_issues()
    problems: list[str] = []
    ids: set[str] = set()
    owners: dict[str, str] = {}
    for row in issues.rows:
        if row.id in ids:
            problems.append(f"{row.place}: the issue {row.id!r} stands twice")
        ids.add(row.id)
        for wording in row.wordings:
            plain = _plain(wording)
            if owners.setdefault(plain, row.id) != row.id:
                problems.append(f"{row.place}: {wording!r} already names {owners[plain]!r}")
        problems += [
            f"{row.place}: in {example!r} {issues.find(example)!r} is found, not {row.id!r}"
            for example in row.examples
            if issues.find(example) != row.id
        ]
        problems += [
            f"{row.place}: in {example!r} the issue is found but should not be"
            for example in row.not_examples
            if row.id in issues.all_in(example)
        ]
    return problems
