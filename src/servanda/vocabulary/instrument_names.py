"""Treaties known by a name that has no word for a treaty in it: "New START", "UNCLOS"."""

from __future__ import annotations

import functools

from servanda.vocabulary.tables import TableRow, data_file, read_csv


class InstrumentName(TableRow, frozen=True, kw_only=True):
    """A name by which texts call an instrument, and its full title."""

    name: str
    full: str
    note: str | None


@functools.cache
def load_instrument_names() -> tuple[str, ...]:
    """The names, the longest first; read once."""
    return tuple(sorted((row.name for row in read_csv(data_file("instrument_names.csv"), InstrumentName)), key=len, reverse=True))


def check_instrument_names() -> list[str]:
    """Problems of the list: a name that stands in it twice."""
    rows = read_csv(data_file("instrument_names.csv"), InstrumentName)
    names = [row.name for row in rows]
    return [f"{row.place}: the name {row.name!r} stands in the list already" for at, row in enumerate(rows) if row.name in names[:at]]
