"""How much a dossier lists: a page of hundreds of megabytes opens in no browser, so that the rest is counted and its place told."""

from __future__ import annotations

import heapq
from collections.abc import Callable, Sequence
from typing import TypeVar

# A record of so many facts is listed whole, on a page of some ten megabytes.
WHOLE = 20_000
# Of a larger one, the entries of a kind that a section lists, and the facts that it lists beside all its promises, stances or versions.
LISTED = 600
BESIDE = 4000
# However many of these there are, so many facts beside each are listed at least, and at most.
FEWEST, MOST = 5, 200
Item = TypeVar("Item")


class Parts:
    """Which part of a record a page lists, where it cannot list all."""

    def __init__(self, facts: int = 0) -> None:
        """Of a record of so many facts."""
        self._listed = LISTED if facts > WHOLE else None
        self._told: dict[str, tuple[int, int]] = {}

    def of(self, section: str, items: Sequence[Item], weight: Callable[[Item], float]) -> Sequence[Item]:
        """The items of most weight, in the order given; all where they are not too many."""
        if self._listed is None or len(items) <= self._listed:
            chosen = items
        else:
            heaviest = heapq.nlargest(self._listed, range(len(items)), key=lambda number: (weight(items[number]), -number))
            chosen = [items[number] for number in sorted(heaviest)]
        shown, every = self._told.get(section, (0, 0))
        self._told[section] = shown + len(chosen), every + len(items)
        return chosen

    def last(self, section: str, items: Sequence[Item], groups: int) -> Sequence[Item]:
        """Of items in order of time, one of so many groups of a section, those told last; all where the record is not too large."""
        most = self.beside(groups)
        chosen = items if most is None else items[-most:]
        shown, every = self._told.get(section, (0, 0))
        self._told[section] = shown + len(chosen), every + len(items)
        return chosen

    def told(self) -> dict[str, tuple[int, int]]:
        """By section how many entries of how many are listed, where not all are."""
        return {section: (shown, every) for section, (shown, every) in self._told.items() if shown < every}

    def beside(self, groups: int) -> int | None:
        """How many facts of a kind are listed beside each of so many promises, stances or versions; None lists all."""
        return None if self._listed is None else min(MOST, max(FEWEST, BESIDE // max(1, groups)))
