"""What lists of words by role have in common."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol


class Listed(Protocol):
    """A row whose words, separated by blanks, play one role."""

    @property
    def id(self) -> str:
        """The row's name."""
        ...

    @property
    def role(self) -> str:
        """The part of speech that its words play."""
        ...

    @property
    def words(self) -> str:
        """Dictionary forms, separated by blanks."""
        ...

    @property
    def place(self) -> str:
        """Its file and line."""
        ...


def listed_twice(rows: Iterable[Listed]) -> list[str]:
    """Words that stand in two rows with the same role, each with the place of the second: only the first would ever be used."""
    owners: dict[tuple[str, str], str] = {}
    return [
        f"{row.place}: the {row.role} {word!r} already stands in {owners[row.role, word]!r}"
        for row in rows
        for word in row.words.split()
        if owners.setdefault((row.role, word), row.id) != row.id
    ]
