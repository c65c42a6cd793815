"""What an evaluation comes to: shares with the counts that they rest on, and the misses in words."""

from __future__ import annotations

import msgspec

from servanda.analysis.evaluation.keys import Kind


class Measure(msgspec.Struct, frozen=True, kw_only=True):
    """One line of a report.

    Of `coded` things `right` are in the key, of `keyed` ones `found` were coded. Where only the share of the key that came out
    right is asked for, `coded` is None.
    """

    name: str
    right: float
    found: float
    keyed: int
    coded: int | None = None
    note: str = ""

    @property
    def precision(self) -> float | None:
        """The share of what was coded that is right; None where that is not asked for."""
        if self.coded is None:
            return None
        return self.right / self.coded if self.coded else 0.0

    @property
    def recall(self) -> float:
        """The share of the key that was found."""
        return self.found / self.keyed if self.keyed else 0.0

    @property
    def f1(self) -> float | None:
        """The harmonic mean of precision and recall."""
        precision = self.precision
        if precision is None:
            return None
        total = precision + self.recall
        return 2 * precision * self.recall / total if total else 0.0


class Report(msgspec.Struct, frozen=True, kw_only=True):
    """A key's name and kind, its measures, and what was missed or coded beside it."""

    key: str
    kind: Kind
    documents: int
    measures: tuple[Measure, ...]
    misses: tuple[str, ...]


class Tally:
    """Counts of one measure while they are made."""

    def __init__(self) -> None:
        self.right = self.found = 0.0
        self.coded = self.keyed = 0

    def measure(self, name: str, *, coded: bool = True, note: str = "") -> Measure:
        """The counts as a measure; `coded=False` for one without precision."""
        return Measure(name=name, right=self.right, found=self.found, keyed=self.keyed, coded=self.coded if coded else None, note=note)
