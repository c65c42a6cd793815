"""Facts as rows: JSON Lines as in the reference, CSV and Parquet with the columns of docs/record.md."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import BinaryIO

import duckdb
import msgspec

from servanda import __version__
from servanda.presenting.exports.cells import write_table
from servanda.presenting.exports.source import Source, Written
from servanda.presenting.fact_columns import COLUMNS, flat
from servanda.records import fact_to_json
from servanda.store import KeptFact

_EXPECTED = 1 << 24  # bytes of a row of JSON for which DuckDB makes room anyway


def write_jsonl(source: Source, out: BinaryIO) -> Written:
    """One fact a line, with the verdict on it: the whole of it, to be read back by `fact_from_json`."""
    rows = 0
    for kept in source.facts():
        out.write(msgspec.json.encode({**fact_to_json(kept.fact), "verdict": kept.verdict}) + b"\n")
        rows += 1
    return Written(rows)


def write_csv(source: Source, out: BinaryIO) -> Written:
    """One flat row a fact; text that a spreadsheet would run is guarded unless it is to stay raw."""
    rows = (flat(kept) for kept in source.facts())
    return Written(write_table(out, (column.name for column in COLUMNS), rows, raw=source.raw))


def write_parquet(source: Source, out: BinaryIO) -> Written:
    """The same rows with their types."""
    with tempfile.TemporaryDirectory() as folder:
        whole = Path(folder) / "facts.parquet"
        rows = _write_parquet(source.facts(), whole)
        out.write(whole.read_bytes())
    return Written(rows)


def _write_parquet(facts: Iterable[KeptFact], path: Path) -> int:
    """Through a DuckDB of its own in memory, which reads the rows from a file: the store's own may not touch other files."""
    lines = path.with_suffix(".jsonl")
    rows = longest = 0
    with lines.open("wb") as out:
        for kept in facts:
            longest = max(longest, out.write(msgspec.json.encode(flat(kept)) + b"\n"))
            rows += 1
    connection = duckdb.connect(
        config={
            "autoinstall_known_extensions": False,
            "autoload_known_extensions": False,
            "python_enable_replacements": False,
            "threads": 1,
        }
    )
    columns = {column.name: column.type for column in COLUMNS}
    try:
        # A row longer than DuckDB expects would be refused.
        found = connection.read_json(str(lines), columns=columns, format="newline_delimited", maximum_object_size=max(longest, _EXPECTED))
        connection.register("facts", found)
        place = str(path).replace("'", "''")
        connection.execute(f"COPY facts TO '{place}' (FORMAT parquet, COMPRESSION zstd, KV_METADATA {{servanda: '{__version__}'}})")
    finally:
        connection.close()
    return rows
