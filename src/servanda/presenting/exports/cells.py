"""A value as a cell of a CSV file that no spreadsheet program runs."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Mapping
from typing import Any, BinaryIO

_NUMBER = re.compile(r"-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?")
# What makes spreadsheet programs read a cell as a formula, the full-width forms too, which some turn into the plain ones.
_FORMULA = re.compile(r"[\t\r\n]|[\s\u200b\u2060\ufeff]*[=@+\-＝＠＋－]")


def guarded(value: str) -> str:
    """A cell that no spreadsheet program reads as a formula: with an apostrophe before it where it looks like one. Numbers stay."""
    return f"'{value}" if _FORMULA.match(value) and not _NUMBER.fullmatch(value) else value


def cell_text(value: Any, *, raw: bool = False) -> str:
    """A value as CSV text: empty for none, `true` and `false`, ISO 8601 days, numbers without a needless `.0`, lists joined by "; "."""
    match value:
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case float() if value.is_integer() and abs(value) < 1e15:
            return str(int(value))
        case int() | float():
            return str(value)
        case list() | tuple():
            joined = "; ".join(str(one) for one in value)
            return joined if raw else guarded(joined)
        case _:
            return str(value) if raw else guarded(str(value))


def write_table(out: BinaryIO, columns: Iterable[str], rows: Iterable[Mapping[str, Any]], *, raw: bool = False) -> int:
    """Write rows as a CSV file in UTF-8 with a heading; gives their number."""
    names = list(columns)
    writer = csv.writer(_Utf8(out))
    writer.writerow(names)
    many = 0
    for row in rows:
        writer.writerow([cell_text(row.get(name), raw=raw) for name in names])
        many += 1
    return many


class _Utf8:
    """Takes text and writes it as UTF-8 to a stream that stays the caller's, also when a write fails."""

    def __init__(self, out: BinaryIO) -> None:
        self._out = out

    def write(self, text: str) -> int:
        return self._out.write(text.encode())
