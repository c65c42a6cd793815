"""What texts are about, to look things up by: `data/subjects.yml`, which gathers issues, types of provision and measures."""

from __future__ import annotations

import functools
import re
from collections import Counter
from collections.abc import Iterable

from servanda.vocabulary.issues import load_issues
from servanda.vocabulary.measures import load_measures
from servanda.vocabulary.provision_types import types as provision_types
from servanda.vocabulary.tables import TableRow, data_file, read_yaml
from servanda.vocabulary.word_patterns import compile_words, fits, may_fit


class SubjectRow(TableRow, frozen=True, kw_only=True):
    """A subject: what it is called, what stands under it, and words in which it is and is not found."""

    id: str
    name: str
    definition: str
    issues: tuple[str, ...]
    provisions: tuple[str, ...] = ()
    measures: tuple[str, ...] = ()
    words: str | None = None
    examples: tuple[str, ...]
    not_examples: tuple[str, ...]


class Subjects:
    """Finds the subjects of issues, provisions, measures and words."""

    def __init__(self, rows: tuple[SubjectRow, ...]) -> None:
        self.rows = {row.id: row for row in rows}
        self._issues = {issue: row.id for row in rows for issue in row.issues}
        self._provisions = {kind: row.id for row in rows for kind in row.provisions}
        self._measures = {measure: row.id for row in rows for measure in row.measures}
        # One sentence often is that of several facts.
        self._found = functools.lru_cache(maxsize=1 << 14)(self._found_in)

    def of_issue(self, issue: str) -> str | None:
        """The subject that an issue stands under."""
        return self._issues.get(issue)

    def of_provision(self, kind: str) -> str | None:
        """The subject that a type of provision stands under; None for what is about no matter of its own (final clauses)."""
        return self._provisions.get(kind)

    def of_measure(self, measure: str) -> str | None:
        """The subject that a measure stands under."""
        return self._measures.get(measure)

    def of_words(self, words: str) -> tuple[str, ...]:
        """Every subject that the words name, in the order of the list."""
        return self._found(words)

    def _found_in(self, words: str) -> tuple[str, ...]:
        named, lowered = {self._issues[issue] for issue in load_issues().all_in(words)}, words.lower()
        return tuple(row.id for row in self.rows.values() if row.id in named or _worded(row, words, lowered))

    def joined(self, *found: str | Iterable[str] | None) -> tuple[str, ...]:
        """Subjects found in several ways, each once, in the order of the list."""
        known = {one for each in found if each is not None for one in ((each,) if isinstance(each, str) else each)}
        return tuple(name for name in self.rows if name in known)


def _worded(row: SubjectRow, words: str, lowered: str) -> bool:
    return row.words is not None and may_fit(row.words, lowered) and fits(row.words, words)


@functools.cache
def load_subjects() -> Subjects:
    """The subjects; read once."""
    return Subjects(read_yaml(data_file("subjects.yml"), SubjectRow))


def check_subjects() -> list[str]:
    """Everything that is wrong with the list: an issue under no subject or two, unknown names, examples that do not come out."""
    subjects = load_subjects()
    known = {
        "issue": {row.id for row in load_issues().rows},
        "type of provision": {row.type for row in provision_types()},
        "measure": {row.id for row in load_measures()},
    }
    held: dict[str, list[tuple[str, str]]] = {"issue": [], "type of provision": [], "measure": []}
    problems: list[str] = []
    for row in subjects.rows.values():
        for what, names in (("issue", row.issues), ("type of provision", row.provisions), ("measure", row.measures)):
            problems += [f"{row.place}: unknown {what} {name!r}" for name in names if name not in known[what]]
            held[what] += [(name, row.place) for name in names]
        problems += _tried(subjects, row)
    for what, pairs in held.items():
        twice = [name for name, many in Counter(name for name, _ in pairs).items() if many > 1]
        problems += [f"subjects.yml: the {what} {name!r} stands under two subjects" for name in twice]
    under = {name for name, _ in held["issue"]}
    return problems + [f"subjects.yml: the issue {name!r} stands under no subject" for name in sorted(known["issue"] - under)]


def _tried(subjects: Subjects, row: SubjectRow) -> list[str]:
    """The examples of a row that come out otherwise."""
    if row.words is not None:
        try:
            compile_words(row.words)
        except re.error as error:
            return [f"{row.place}: the pattern {row.words!r} cannot be read: {error}"]
    if not row.examples or not row.not_examples:
        return [f"{row.place}: a row needs examples and not_examples"]
    missed = [f"{row.place}: {row.id!r} is not found in {text!r}" for text in row.examples if row.id not in subjects.of_words(text)]
    return missed + [
        f"{row.place}: {row.id!r} is found in {text!r} but should not be" for text in row.not_examples if row.id in subjects.of_words(text)
    ]
