"""Facts given out to a file with its manifest beside it, or to a stream.

The same facts give the same bytes on any machine, and a file is there whole or not at all.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import hashlib
import os
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, BinaryIO

import msgspec
from rich.console import Console

from servanda import __version__
from servanda.errors import ServandaError, UsageError
from servanda.presenting.exports.formats import FORMATS, Format
from servanda.presenting.exports.source import Source, Written
from servanda.presenting.fact_columns import COLUMNS
from servanda.presenting.fact_table import print_facts
from servanda.store import FactQuery, Store


def export_facts(store: Store, query: FactQuery, *, form: str, output: str, raw: bool = False) -> Written:
    """Give out all the facts that a query has as `table` or one of `FORMATS`; gives how many, and what found no place.

    `output` is a file, which gets `<file>.manifest.json` beside it, or `-` for standard output. `raw` leaves CSV cells as they are,
    formulas too. Raises UsageError for an unknown format and for one that has no place there, ServandaError where the file cannot be
    written; an older file then stays as it was.
    """
    source = Source(store, query, raw=raw)
    if form == "table":
        if output != "-":
            raise UsageError(what="a table is for the terminal", where=output, todo="take --format csv, or another format, for a file")
        # Where there is no terminal to ask, columns as wide as a landscape page.
        return Written(print_facts(source.facts(), Console(width=None if sys.stdout.isatty() else 160), source.head))
    chosen = known_format(form)
    if output != "-":
        return _to_file(source, Path(output), chosen)
    if not chosen.text and sys.stdout.isatty():
        raise UsageError(what=f"{chosen.title} is no text for a terminal", todo="name a file with -o FILE, or send standard output to one")
    return stream_facts(source, sys.stdout.buffer, form)


def stream_facts(source: Source, out: BinaryIO, form: str) -> Written:
    """Write facts to an open stream. There is no manifest beside a stream."""
    written = known_format(form).write(source, out)
    out.flush()
    return written


def known_format(name: str) -> Format:
    """A format by its name; UsageError for one that there is not."""
    if name not in FORMATS:
        raise UsageError(what=f"there is no export format {name!r}", todo=f"take one of: table, {', '.join(FORMATS)}")
    return FORMATS[name]


def _to_file(source: Source, path: Path, form: Format) -> Written:
    """Write a file and its manifest."""
    with written_whole(path) as unnamed:
        with unnamed.open("wb") as out:
            written = form.write(source, out)
        manifest = {
            "file": path.name,
            "format": form.name,
            "rows": written.facts,
            "sha256": _file_digest(unnamed),
            "servanda": __version__,
            **_created(),
            "query": msgspec.to_builtins(source.query),
            "options": {"formula_guard": not source.raw} if form.name == "csv" else {},
            "leaves_out": list(form.leaves_out),
            "left_out": dict(written.left_out),
            **_coders_and_documents(source),
            "made_with": _made_with(source.store),
            "columns": [column._asdict() for column in COLUMNS] if form.columns else [],
        }
        with written_whole(path.with_name(f"{path.name}.manifest.json")) as beside:
            beside.write_bytes(msgspec.json.format(msgspec.json.encode(manifest), indent=2) + b"\n")
    return written


def _coders_and_documents(source: Source) -> dict[str, list[dict[str, str]]]:
    """What found the facts, and the documents that they rest on with the hashes of their texts, by name."""
    hashes: Mapping[str, str] = source.store.text_hashes() if source.documents else {}
    named = sorted((uri, document) for document, uri in source.documents.items())
    return {
        "coders": [{"coder": name, "version": version} for name, version in sorted(source.coders)],
        "documents": [{"id": document, "uri": uri, "text_sha256": hashes[document]} for uri, document in named],
    }


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
def written_whole(path: Path) -> Iterator[Path]:
    """A file to write that takes the name of `path` only when it is whole and on disk."""
    unnamed = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        yield unnamed
        with unnamed.open("rb") as file:
            os.fsync(file.fileno())
        unnamed.replace(path)
    except OSError as error:
        raise ServandaError(
            what="the file could not be written", where=str(path), why=str(error), todo="mend the cause, or name another file"
        ) from error
    finally:
        unnamed.unlink(missing_ok=True)
