"""Facts as files for other programs (JSON Lines, CSV, Parquet), each with a manifest beside it.

The same facts give the same bytes on any machine, and a file is there whole or not at all.
"""

from __future__ import annotations

import contextlib
import csv
import datetime as dt
import hashlib
import os
import re
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, BinaryIO

import duckdb
import msgspec
from rich.console import Console

from servanda import __version__
from servanda.errors import ServandaError, UsageError
from servanda.presenting.fact_columns import COLUMNS, Cell, flat
from servanda.presenting.fact_table import print_facts
from servanda.records import fact_to_json
from servanda.store import FactQuery, KeptFact, Store

FORMATS = ("jsonl", "csv", "parquet")

_BATCH = 2000  # rows handed to DuckDB at once: a few megabytes of JSON
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?")
# What makes spreadsheet programs read a cell as a formula, the full-width forms too, which some turn into the plain ones.
_FORMULA = re.compile(r"[\t\r\n]|[\s\u200b\u2060\ufeff]*[=@+\-＝＠＋－]")
_TEXT_COLUMNS = frozenset(column.name for column in COLUMNS if column.type == "VARCHAR")


def export_facts(store: Store, query: FactQuery, *, form: str, output: str, raw: bool = False) -> int:
    """Give out all the facts that a query has as `table`, `jsonl`, `csv` or `parquet`; gives the number of rows.

    `output` is a file, which gets `<file>.manifest.json` beside it, or `-` for standard output. `raw` leaves CSV cells as they are,
    formulas too. Raises UsageError for an unknown format and for one that has no place there, ServandaError where the file cannot be
    written; an older file then stays as it was.
    """
    if form == "table":
        if output != "-":
            raise UsageError(what="a table is for the terminal", where=output, todo="take --format csv, jsonl or parquet for a file")
        # Where there is no terminal to ask, columns as wide as a landscape page.
        return print_facts(store.kept(query), Console(width=None if sys.stdout.isatty() else 160))
    if form not in FORMATS:
        raise UsageError(what=f"there is no export format {form!r}", todo=f"take one of: table, {', '.join(FORMATS)}")
    if output != "-":
        return _to_file(store, query, Path(output), form, raw=raw)
    if form == "parquet" and sys.stdout.isatty():
        raise UsageError(what="Parquet is no text for a terminal", todo="name a file with -o FILE, or send standard output to one")
    return stream_facts(store.kept(query), sys.stdout.buffer, form, raw=raw)


def stream_facts(facts: Iterable[KeptFact], out: BinaryIO, form: str, *, raw: bool = False) -> int:
    """Write facts to an open stream; gives the number of rows. There is no manifest beside a stream."""
    if form != "parquet":
        rows = _LINES[form](facts, out, raw)
    else:
        with tempfile.TemporaryDirectory() as folder:
            whole = Path(folder) / "facts.parquet"
            rows = _write_parquet(facts, whole)
            out.write(whole.read_bytes())
    out.flush()
    return rows


def _to_file(store: Store, query: FactQuery, path: Path, form: str, *, raw: bool) -> int:
    """Write a file and its manifest."""
    documents: dict[str, str] = {}
    coders: set[tuple[str, str]] = set()

    def noted() -> Iterator[KeptFact]:
        for kept in store.kept(query):
            documents.setdefault(kept.fact.document, kept.fact.uri)
            coders.add((kept.fact.coder, kept.fact.coder_version))
            yield kept

    with _written(path) as unnamed:
        if form == "parquet":
            rows = _write_parquet(noted(), unnamed)
        else:
            with unnamed.open("wb") as out:
                rows = _LINES[form](noted(), out, raw)
        manifest = {
            "file": path.name,
            "format": form,
            "rows": rows,
            "sha256": _file_digest(unnamed),
            "servanda": __version__,
            **_created(),
            "query": msgspec.to_builtins(query),
            "options": {"formula_guard": not raw} if form == "csv" else {},
            "coders": [{"coder": name, "version": version} for name, version in sorted(coders)],
            "made_with": _made_with(store),
            "documents": _documents(store, documents),
            "columns": [] if form == "jsonl" else [column._asdict() for column in COLUMNS],
        }
        with _written(path.with_name(f"{path.name}.manifest.json")) as beside:
            beside.write_bytes(msgspec.json.format(msgspec.json.encode(manifest), indent=2) + b"\n")
    return rows


def guarded(value: str) -> str:
    """A cell that no spreadsheet program reads as a formula: with an apostrophe before it where it looks like one. Numbers stay."""
    return f"'{value}" if _FORMULA.match(value) and not _NUMBER.fullmatch(value) else value


def _write_jsonl(facts: Iterable[KeptFact], out: BinaryIO, _raw: bool) -> int:  # noqa: FBT001 - one shape for every format
    rows = 0
    for kept in facts:
        out.write(msgspec.json.encode({**fact_to_json(kept.fact), "verdict": kept.verdict}) + b"\n")
        rows += 1
    return rows


def _write_csv(facts: Iterable[KeptFact], out: BinaryIO, raw: bool) -> int:  # noqa: FBT001 - as above
    writer = csv.writer(_Utf8(out))
    writer.writerow([column.name for column in COLUMNS])
    rows = 0
    for kept in facts:
        writer.writerow([_cell(name, value, raw=raw) for name, value in flat(kept).items()])
        rows += 1
    return rows


class _Utf8:
    """Takes text and writes it as UTF-8 to a stream that stays the caller's, also when a write fails."""

    def __init__(self, out: BinaryIO) -> None:
        self._out = out

    def write(self, text: str) -> int:
        return self._out.write(text.encode())


_LINES: Mapping[str, Callable[[Iterable[KeptFact], BinaryIO, bool], int]] = {"jsonl": _write_jsonl, "csv": _write_csv}


def _cell(name: str, value: Cell, *, raw: bool) -> str:
    """A value as CSV text: empty for none, `true` and `false`, ISO 8601 days, numbers without a needless `.0`."""
    match value:
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case float() if value.is_integer() and abs(value) < 1e15:
            return str(int(value))
        case str() if name in _TEXT_COLUMNS and not raw:
            return guarded(value)
        case _:
            return str(value)


def _write_parquet(facts: Iterable[KeptFact], path: Path) -> int:
    """Through a DuckDB of its own in memory: the store's own may not touch other files."""
    columns = ", ".join(f'"{column.name}" {column.type}' for column in COLUMNS)
    shape = msgspec.json.encode([{column.name: column.type for column in COLUMNS}]).decode()
    connection = duckdb.connect(
        config={
            "autoinstall_known_extensions": False,
            "autoload_known_extensions": False,
            "python_enable_replacements": False,
            "threads": 1,
        }
    )
    try:
        connection.execute(f"CREATE TABLE facts ({columns})")
        rows = 0
        for batch in _batches(facts):
            connection.execute(
                f"INSERT INTO facts SELECT unnest(from_json_strict(?, '{shape}'), recursive := true)",
                [msgspec.json.encode([flat(kept) for kept in batch]).decode()],
            )
            rows += len(batch)
        place = str(path).replace("'", "''")
        connection.execute(f"COPY facts TO '{place}' (FORMAT parquet, COMPRESSION zstd, KV_METADATA {{servanda: '{__version__}'}})")
    finally:
        connection.close()
    return rows


def _batches(facts: Iterable[KeptFact]) -> Iterator[list[KeptFact]]:
    batch: list[KeptFact] = []
    for kept in facts:
        batch.append(kept)
        if len(batch) == _BATCH:
            yield batch
            batch = []
    if batch:
        yield batch


def _documents(store: Store, documents: Mapping[str, str]) -> list[dict[str, str]]:
    """The documents that the rows rest on, with the hashes of their texts, by name."""
    hashes = store.text_hashes() if documents else {}
    named = sorted((uri, document) for document, uri in documents.items())
    return [{"id": document, "uri": uri, "text_sha256": hashes[document]} for uri, document in named]


def _made_with(store: Store) -> list[dict[str, Any]]:
    """What the runs of the store were made with, each combination once and without the clock."""
    made = [msgspec.to_builtins(run) for run in store.runs()]
    kept = {msgspec.json.encode({name: run[name] for name in run if name != "started"}, order="deterministic") for run in made}
    return [msgspec.json.decode(one) for one in sorted(kept)]


def _created() -> dict[str, str]:
    """The time, only where SOURCE_DATE_EPOCH gives it: a clock would make equal exports differ."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    if epoch is None:
        return {}
    try:
        return {"created": dt.datetime.fromtimestamp(int(epoch), dt.UTC).isoformat()}
    except (ValueError, OverflowError, OSError) as error:
        raise UsageError(
            what="SOURCE_DATE_EPOCH is no number of seconds", where=epoch, todo="give seconds since 1970 or unset it"
        ) from error


def _file_digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


@contextlib.contextmanager
def _written(path: Path) -> Iterator[Path]:
    """A file to write that takes the name of `path` only when it is whole and on disk."""
    unnamed = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        yield unnamed
        with unnamed.open("rb") as file:
            os.fsync(file.fileno())
        unnamed.replace(path)
    except (OSError, duckdb.IOException) as error:
        raise ServandaError(
            what="the file could not be written", where=str(path), why=str(error), todo="mend the cause, or name another file"
        ) from error
    finally:
        unnamed.unlink(missing_ok=True)
