"""The rows of `boilerplate.yml`: what a line of page furniture looks like."""

from __future__ import annotations

import functools
import re
from typing import Literal

import msgspec

from servanda.errors import VocabularyError
from servanda.vocabulary.tables import TableRow, data_file, read_yaml

Scope = Literal["line", "edge", "section", "rest", "caption", "name"]
_LONGEST = 300  # a longer line is running text; the bound also keeps every pattern quick on hostile input


class _Row(TableRow, frozen=True, kw_only=True):
    """A row as it stands in the file."""

    id: str
    scope: Scope
    reason: str
    pattern: str
    examples: tuple[str, ...]
    not_examples: tuple[str, ...]
    unless: str | None = None


class PageRule(msgspec.Struct, frozen=True):
    """One rule: which lines it marks, where they must stand for it, and the reason kept with them."""

    row: _Row
    pattern: re.Pattern[str]
    unless: re.Pattern[str] | None

    @property
    def id(self) -> str:
        """The rule's name in the file."""
        return self.row.id

    @property
    def scope(self) -> Scope:
        """Where its lines must stand; see the head of the file."""
        return self.row.scope

    @property
    def reason(self) -> str:
        """Why its lines are not coded."""
        return self.row.reason

    def fits(self, words: str) -> bool:
        """Whether the rule marks this line, however it is spaced."""
        return len(words) <= _LONGEST and self.fits_spaced(" ".join(words.split()))

    def fits_spaced(self, words: str) -> bool:
        """As `fits`, for a line of at most 300 characters with single spaces."""
        if self.pattern.fullmatch(words) is None:
            return False
        return self.unless is None or self.unless.search(words) is None


@functools.cache
def page_rules() -> tuple[PageRule, ...]:
    """All rules in the order of the file; VocabularyError naming every row that is wrong."""
    rules: list[PageRule] = []
    problems: list[str] = []
    for row in read_yaml(data_file("boilerplate.yml"), _Row):
        try:
            unless = re.compile(row.unless, re.IGNORECASE) if row.unless else None
            rules.append(PageRule(row, re.compile(row.pattern, re.IGNORECASE), unless))
        except re.error as error:
            problems.append(f"{row.place}: not a pattern: {error}")
    if problems:
        raise VocabularyError(problems)
    return tuple(rules)


def fitting(words: str, *scopes: Scope) -> PageRule | None:
    """The first rule of these scopes that marks a line."""
    if len(words) > _LONGEST:
        return None
    spaced = " ".join(words.split())
    return next((rule for rule in _rules_of(scopes) if rule.fits_spaced(spaced)), None)


@functools.cache
def _rules_of(scopes: tuple[Scope, ...]) -> tuple[PageRule, ...]:
    return tuple(rule for rule in page_rules() if rule.scope in scopes)


def check_page_rules() -> list[str]:
    """Run every row's examples; a sentence for each that does not hold."""
    problems: list[str] = []
    for rule in page_rules():
        row = rule.row
        if not row.examples or not row.not_examples:
            problems.append(f"{row.place}: the rule {row.id} needs examples and not_examples")
        problems += [f"{row.place}: the rule {row.id} must mark {line!r}" for line in row.examples if not rule.fits(line)]
        problems += [f"{row.place}: the rule {row.id} must not mark {line!r}" for line in row.not_examples if rule.fits(line)]
    return problems
