"""The rows of `boilerplate.yml`: what a line of page furniture looks like."""

from __future__ import annotations

import functools
import re
from importlib import resources

import msgspec
import yaml

from servanda.errors import VocabularyError

SCOPES = ("line", "edge", "section", "rest", "caption", "name")
_LONGEST = 300  # a longer line is running text; the bound also keeps every pattern quick on hostile input


class PageRule(msgspec.Struct, frozen=True):
    """One row: which lines it marks, where, and the reason kept with them."""

    id: str
    scope: str
    reason: str
    pattern: re.Pattern[str]
    unless: re.Pattern[str] | None
    examples: tuple[str, ...]
    not_examples: tuple[str, ...]

    def fits(self, words: str) -> bool:
        """Whether the rule marks this line."""
        if len(words) > _LONGEST or self.pattern.fullmatch(words) is None:
            return False
        return self.unless is None or self.unless.search(words) is None


@functools.cache
def page_rules() -> tuple[PageRule, ...]:
    """All rows in the order of the file; VocabularyError naming every row that is wrong."""
    text = resources.files("servanda.vocabulary").joinpath("data/boilerplate.yml").read_text(encoding="utf-8")
    rules, problems = [], []
    for row in yaml.safe_load(text):
        try:
            rules.append(_rule(row))
        except (KeyError, TypeError, re.error) as error:
            problems.append(f"boilerplate.yml, row {row.get('id', '?')}: {error!r}")
    problems += [f"boilerplate.yml, row {rule.id}: unknown scope {rule.scope!r}" for rule in rules if rule.scope not in SCOPES]
    if problems:
        raise VocabularyError(problems)
    return tuple(rules)


def fitting(words: str, *scopes: str) -> PageRule | None:
    """The first rule of these scopes that marks a line."""
    return next((rule for rule in page_rules() if rule.scope in scopes and rule.fits(words)), None)


def check_page_rules() -> list[str]:
    """Run every row's examples; a sentence for each that does not hold."""
    problems = []
    for rule in page_rules():
        if not rule.examples or not rule.not_examples:
            problems.append(f"boilerplate.yml, row {rule.id}: needs examples and not_examples")
        problems += [f"boilerplate.yml, row {rule.id}: must mark {line!r}" for line in rule.examples if not rule.fits(line)]
        problems += [f"boilerplate.yml, row {rule.id}: must not mark {line!r}" for line in rule.not_examples if rule.fits(line)]
    return problems


def _rule(row: dict[str, object]) -> PageRule:
    unless = row.get("unless")
    return PageRule(
        id=str(row["id"]),
        scope=str(row["scope"]),
        reason=str(row["reason"]),
        pattern=re.compile(str(row["pattern"]), re.IGNORECASE),
        unless=re.compile(str(unless), re.IGNORECASE) if unless else None,
        examples=_lines(row["examples"]),
        not_examples=_lines(row["not_examples"]),
    )


def _lines(value: object) -> tuple[str, ...]:
    if not isinstance(value, list):
        msg = "examples and not_examples are lists of lines"
        raise TypeError(msg)
    return tuple(str(line) for line in value)
