"""Units of figures: currencies by ISO 4217, shares, quantities and things counted."""

from __future__ import annotations

import functools
from typing import Literal

import msgspec

from servanda.vocabulary.tables import TableRow, data_file, read_csv

UnitKind = Literal["currency", "share", "quantity", "items", "persons"]

# Short scale, as in English of today; a milliard is not read.
SCALES: dict[str, float] = {
    "hundred": 1e2,
    "thousand": 1e3,
    "k": 1e3,
    "lakh": 1e5,
    "million": 1e6,
    "mln": 1e6,
    "mn": 1e6,
    "m": 1e6,
    "crore": 1e7,
    "billion": 1e9,
    "bln": 1e9,
    "bn": 1e9,
    "b": 1e9,
    "trillion": 1e12,
    "tn": 1e12,
}


class UnitWord(TableRow, frozen=True, kw_only=True):
    """One way to write a unit; `factor` brings a value to the unit of `code`."""

    word: str
    code: str
    factor: str
    kind: UnitKind
    note: str | None


class Unit(msgspec.Struct, frozen=True):
    """A unit read: its code, what to multiply the written number by, and its kind."""

    code: str
    factor: float
    kind: UnitKind


@functools.cache
def unit_words() -> dict[str, Unit]:
    """Every way to write a unit, in lower case unless it is an acronym or a sign."""
    return {row.word: Unit(row.code, float(row.factor), row.kind) for row in read_csv(data_file("units.csv"), UnitWord)}


def read_unit(words: str) -> Unit | None:
    """The unit of a table's cell, scale included ("USD billion", "percent", "mln tonnes"); None where it is not known."""
    table = unit_words()
    text = words.strip()
    if found := table.get(text) or table.get(text.lower()):
        return found
    scale = 1.0
    kept: list[str] = []
    for part in text.replace(",", " ").split():
        if part.lower() in SCALES:
            scale *= SCALES[part.lower()]
        else:
            kept.append(part)
    rest = " ".join(kept)
    found = table.get(rest) or table.get(rest.lower()) or table.get(rest.upper())
    return Unit(found.code, found.factor * scale, found.kind) if found else None


def check_units() -> list[str]:
    """Rows whose factor is no number, or whose word stands twice."""
    problems: list[str] = []
    seen: dict[str, str] = {}
    for row in read_csv(data_file("units.csv"), UnitWord):
        try:
            float(row.factor)
        except ValueError:
            problems.append(f"{row.place}: the factor is no number: {row.factor!r}")
        if row.word in seen:
            problems.append(f"{row.place}: {row.word!r} stands already at {seen[row.word]}")
        seen[row.word] = row.place
    return problems
