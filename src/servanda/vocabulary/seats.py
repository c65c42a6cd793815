"""Cities that news names for the body that sits there rather than for their country: "Brussels"."""

from __future__ import annotations

import functools

from servanda.vocabulary.actors import load_actors
from servanda.vocabulary.tables import TableRow, data_file, read_csv


class SeatRow(TableRow, frozen=True, kw_only=True):
    """A city, the country that its name stands for otherwise, and the bodies that it may stand for, the likeliest first."""

    city: str
    country: str
    bodies: tuple[str, ...]
    note: str


@functools.cache
def load_seats() -> dict[str, SeatRow]:
    """The rows by city; read once."""
    return {row.city: row for row in read_csv(data_file("seats.csv"), SeatRow)}


def check_seats() -> list[str]:
    """Problems of the list: a code that no table of actors has."""
    table = load_actors()
    return [
        f"{row.place}: no actor has the code {code!r}"
        for row in load_seats().values()
        for code in (row.country, *row.bodies)
        if not table.knows(code)
    ]
