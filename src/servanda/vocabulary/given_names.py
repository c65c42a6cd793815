"""Given names that tell a woman from a man: whether "she" can be Kari Solheim."""

from __future__ import annotations

import functools
from typing import Literal

from servanda.vocabulary.tables import TableRow, data_file, read_csv

Gender = Literal["woman", "man"]


class NameRow(TableRow, frozen=True, kw_only=True):
    """A given name that is borne by women or by men, and hardly ever by both."""

    name: str
    gender: Gender


@functools.cache
def load_given_names() -> dict[str, Gender]:
    """The gender that each name tells; read once."""
    return {row.name: row.gender for row in read_csv(data_file("given_names.csv"), NameRow)}


def check_given_names() -> list[str]:
    """Problems of the list: a name that stands in it twice."""
    rows = read_csv(data_file("given_names.csv"), NameRow)
    names = [row.name for row in rows]
    return [f"{row.place}: the name {row.name!r} stands in the list already" for at, row in enumerate(rows) if row.name in names[:at]]
