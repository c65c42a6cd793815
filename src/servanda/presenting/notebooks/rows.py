"""Rows with named and typed columns: a table in a notebook, and a frame of Arrow, Polars or pandas where it is wanted.

The frame libraries are no part of the plain installation; each is imported when it is asked for.
"""

from __future__ import annotations

import importlib
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from servanda.errors import UsageError
from servanda.presenting.notebooks.markup import table

if TYPE_CHECKING:
    import pandas as pd
    import polars as pl
    import pyarrow as pa

SHOWN = 50  # rows that a notebook shows of a longer table; it says of how many
# A column's type in DuckDB's words, and what Arrow, Polars and pandas call it.
_ARROW = {"VARCHAR": "string", "INTEGER": "int32", "DOUBLE": "float64", "DATE": "date32", "BOOLEAN": "bool_", "TIMESTAMP": "timestamp"}
_POLARS = {"VARCHAR": "String", "INTEGER": "Int32", "DOUBLE": "Float64", "DATE": "Date", "BOOLEAN": "Boolean", "TIMESTAMP": "Datetime"}
_PANDAS = {
    "VARCHAR": "string",
    "INTEGER": "Int32",
    "DOUBLE": "Float64",
    "DATE": "datetime64[s]",
    "BOOLEAN": "boolean",
    "TIMESTAMP": "datetime64[us, UTC]",
}


class Framed:
    """What can become a data frame: columns with their types (`VARCHAR`, `INTEGER`, `DOUBLE`, `DATE`, `BOOLEAN`, `TIMESTAMP`), and rows."""

    def __init__(self, columns: Mapping[str, str], rows: Iterable[Mapping[str, Any]]) -> None:
        self.columns = dict(columns)
        self._rows = list(rows)

    def rows(self) -> list[Mapping[str, Any]]:
        """The flat rows, by column."""
        return list(self._rows)

    def to_arrow(self) -> pa.Table:
        """An Arrow table; UsageError where pyarrow is not installed."""
        arrow = library("pyarrow")
        types = {
            name: arrow.timestamp("us", "UTC") if kind == "TIMESTAMP" else getattr(arrow, _ARROW[kind])()
            for name, kind in self.columns.items()
        }
        return arrow.table({name: arrow.array([row.get(name) for row in self._rows], kind) for name, kind in types.items()})

    def to_polars(self) -> pl.DataFrame:
        """A Polars frame; UsageError where Polars is not installed."""
        polars = library("polars")
        kinds = {
            name: polars.Datetime("us", "UTC") if kind == "TIMESTAMP" else getattr(polars, _POLARS[kind])
            for name, kind in self.columns.items()
        }
        frame: pl.DataFrame = polars.DataFrame({name: [row.get(name) for row in self._rows] for name in self.columns}, schema=kinds)
        return frame

    def to_pandas(self) -> pd.DataFrame:
        """A pandas frame with types that know what is missing; UsageError where pandas is not installed."""
        pandas = library("pandas")
        frame: pd.DataFrame = pandas.DataFrame(
            {name: pandas.Series([row.get(name) for row in self._rows], dtype=_PANDAS[kind]) for name, kind in self.columns.items()}
        )
        return frame


class Rows(Framed, Sequence[Mapping[str, Any]]):
    """An answer as rows; `called` names what they are."""

    def __init__(self, columns: Mapping[str, str], rows: Iterable[Mapping[str, Any]], *, called: str) -> None:
        super().__init__(columns, rows)
        self.called = called

    def __len__(self) -> int:
        return len(self._rows)

    def __getitem__(self, place: Any) -> Any:
        """A row by its number, or the rows of a slice."""
        return Rows(self.columns, self._rows[place], called=self.called) if isinstance(place, slice) else self._rows[place]

    def __repr__(self) -> str:
        return f"<{len(self)} {self.called}: {', '.join(self.columns)}>"

    def _repr_html_(self) -> str:
        """The first rows as a table, with how many there are; text is text, nothing runs."""
        shown = [[row.get(name) for name in self.columns] for row in self._rows[:SHOWN]]
        return table(list(self.columns), shown, caption=counted(len(self), self.called))


def counted(total: int, called: str) -> str:
    """How many there are, and how many of them are shown."""
    return f"{SHOWN} of {total:,} {called} shown; all are there" if total > SHOWN else f"{total:,} {called}"


def library(name: str) -> Any:
    """An optional library; UsageError that says how to get it."""
    try:
        return importlib.import_module(name)
    except ImportError as error:
        raise UsageError(
            f"this needs {name}, which is not installed", why=str(error), todo="install it with: pip install 'servanda[frames]'"
        ) from None
