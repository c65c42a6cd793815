"""A number with its unit at a place of a sentence."""

from __future__ import annotations

from typing import Literal

import msgspec

from servanda.vocabulary.units import UnitKind

Bound = Literal["at_least", "at_most"]


class Amount(msgspec.Struct, frozen=True):
    """A number and its unit at a place of a sentence; `value` is in the unit of `unit`, `noun` is what is counted, where it is named."""

    start: int
    end: int
    value: float
    unit: str
    kind: UnitKind
    approximate: bool
    bound: Bound | None
    noun: str | None = None
