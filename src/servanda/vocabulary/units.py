"""Units of figures: currencies by ISO 4217, shares, quantities and things counted."""

from __future__ import annotations

import functools
from collections.abc import Collection
from typing import Literal

import msgspec

from servanda.vocabulary.tables import TableRow, data_file, read_csv

UnitKind = Literal["currency", "share", "quantity", "items", "persons", "rank"]

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
    "trn": 1e12,
    "tn": 1e12,
}


class UnitWord(TableRow, frozen=True, kw_only=True):
    """One way to write a unit; `factor` brings a value to the unit of `code`, `actor` is the state where the word means this."""

    word: str
    code: str
    factor: str
    kind: UnitKind
    actor: str | None
    note: str | None


class Unit(msgspec.Struct, frozen=True):
    """A unit read: its code, what to multiply the written number by, and its kind."""

    code: str
    factor: float
    kind: UnitKind


@functools.cache
def unit_rows() -> tuple[UnitWord, ...]:
    """The rows as written."""
    return read_csv(data_file("units.csv"), UnitWord)


@functools.cache
def unit_words() -> dict[str, UnitKind]:
    """Every way to write a unit, as the list has it, with its kind."""
    return {row.word: row.kind for row in unit_rows()}


@functools.cache
def _readings() -> dict[str, dict[str | None, Unit]]:
    """Each word's unit, by the state where it means that; None is everywhere else."""
    readings: dict[str, dict[str | None, Unit]] = {}
    for row in unit_rows():
        readings.setdefault(row.word, {})[row.actor] = Unit(row.code, float(row.factor), row.kind)
    return readings


def unit_of(word: str, actors: Collection[str] = ()) -> Unit | None:
    """The unit that a word means in a sentence about some actors ("rupees" of Nepal); None where it is unknown or left open."""
    table = _readings()
    found = table.get(word) or table.get(word.lower()) or table.get(word.upper()) or {}
    local = {unit for actor, unit in found.items() if actor in actors}
    if len(local) == 1:
        return local.pop()
    return found.get(None)


def is_of_several_states(word: str) -> bool:
    """Whether a word names the moneys of several states, so that only the text can tell which: "shillings"."""
    found = _readings().get(word) or _readings().get(word.lower()) or {}
    return len({unit.code for unit in found.values()}) > 1


def read_unit(words: str) -> Unit | None:
    """The unit of a table's cell, scale included ("USD billion", "percent", "mln tonnes"); None where it is not known."""
    text = words.strip()
    if found := unit_of(text):
        return found
    scale = 1.0
    kept: list[str] = []
    for part in text.replace(",", " ").split():
        if part.lower() in SCALES:
            scale *= SCALES[part.lower()]
        else:
            kept.append(part)
    rest = unit_of(" ".join(kept))
    return Unit(rest.code, rest.factor * scale, rest.kind) if rest else None


def check_units() -> list[str]:
    """Rows whose factor is no number, or whose word stands twice for the same state."""
    problems: list[str] = []
    seen: dict[tuple[str, str | None], str] = {}
    for row in unit_rows():
        try:
            float(row.factor)
        except ValueError:
            problems.append(f"{row.place}: the factor is no number: {row.factor!r}")
        if (row.word, row.actor) in seen:
            problems.append(f"{row.place}: {row.word!r} stands already at {seen[row.word, row.actor]}")
        seen[row.word, row.actor] = row.place
    return problems
