"""Reading anything: a file, a folder, an archive or a stream ends as documents, each input as at least one answer."""

from __future__ import annotations

import importlib
import io
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import BinaryIO

from servanda.errors import ServandaError, UsageError
from servanda.reading.archives import Budget, read_members
from servanda.reading.assembly import document_of_file, document_of_row
from servanda.reading.formats import FORMATS, guess_format, unreadable
from servanda.reading.options import Extracted, Failed, ReadOptions, Source
from servanda.reading.record_tables import read_record_table
from servanda.reading.rows import Row, read_csv, read_json, read_jsonl
from servanda.records import Document

Answer = Document | Failed
Extract = Callable[[Source], Extracted | Failed]

# Modules by name: the libraries for HTML, PDF and Word take a second to load, and a folder of texts needs none of them.
_READERS = {
    "txt": ("plain_text", "extract"),
    "md": ("plain_text", "extract_markdown"),
    "html": ("web_page", "extract"),
    "pdf": ("portable_document", "extract"),
    "docx": ("word_document", "extract"),
    "eml": ("mail_message", "extract"),
}
_MARKUP = ("html", "eml")


def read_path(path: Path, options: ReadOptions | None = None) -> Iterator[Answer]:
    """Read a file, or all files below a folder in the order of their names; hidden files (`.name`) are no input.

    Raises UsageError for an unknown `input_format`; everything else that can go wrong is a `Failed` among the answers.
    """
    options = _checked(options)
    return _folder(path, options) if path.is_dir() else _file(path, options)


def read_stream(stream: BinaryIO, name: str, options: ReadOptions | None = None) -> Iterator[Answer]:
    """Read an open stream of bytes, such as standard input; JSON Lines are answered line by line while they come."""
    options = _checked(options)
    return _guarded(_stream(stream, name, options), name)


def read_bytes(data: bytes, name: str, options: ReadOptions | None = None) -> Iterator[Answer]:
    """Read bytes in memory; `name` gives the uri and, by its ending, a hint of the format."""
    options = _checked(options)
    return _guarded(_bytes(data, name, options, Budget(options.limits), depth=0), name)


def _checked(options: ReadOptions | None) -> ReadOptions:
    options = options or ReadOptions()
    if options.input_format is not None and options.input_format not in FORMATS:
        what = "unknown input format"
        raise UsageError(what, where=options.input_format, todo=f"use one of {', '.join(FORMATS)}")
    return options


def _folder(path: Path, options: ReadOptions) -> Iterator[Answer]:
    any_file = False
    for folder, below, names in os.walk(path, onerror=None):
        below[:] = sorted(name for name in below if not name.startswith("."))
        for name in sorted(names + [one for one in below if Path(folder, one).is_symlink()]):
            if name.startswith("."):
                continue
            any_file = True
            one = Path(folder, name)
            if one.is_symlink() and not one.resolve().is_relative_to(path.resolve()):
                why = "it is a link to something outside the folder"
                yield Failed(_uri(one), "the link is not followed", why, "name the file itself, if you mean it")
                continue
            yield from _file(one, options)
    if not any_file:
        yield Failed(_uri(path), "no files in the folder", "it is empty, or holds hidden files only", "name another folder")


def _file(path: Path, options: ReadOptions) -> Iterator[Answer]:
    uri = _uri(path)
    try:
        if not path.exists():
            yield Failed(uri, "no such file", "nothing lies at this path", "check the spelling")
            return
        if not path.is_file():
            why = "it is a link to a folder" if path.is_dir() else "it is a pipe or a device"
            yield Failed(uri, "not a file", f"{why}, which is not followed", "name the file or folder itself")
            return
        with path.open("rb") as stream:
            yield from _guarded(_stream(stream, uri, options), uri)
    except OSError as error:
        yield Failed(uri, "the file cannot be read", error.strerror or str(error), "check the file and its permissions")


def _uri(path: Path) -> str:
    """A path as text; a file's name is bytes, and those that are no UTF-8 are shown by their codes."""
    return os.fsencode(path.as_posix()).decode(errors="backslashreplace")


def _stream(stream: BinaryIO, name: str, options: ReadOptions) -> Iterator[Answer]:
    if (options.input_format or guess_format(name, b"")) == "jsonl":
        yield from _documents(read_jsonl(stream, name, options), options)
        return
    most = options.limits.max_bytes
    data = stream.read(most + 1)
    if len(data) > most:
        yield Failed(name, "the file is too large", f"the limit is {most} bytes", "split it, or raise the limit")
        return
    yield from _bytes(data, name, options, Budget(options.limits), depth=0)


def _bytes(data: bytes, name: str, options: ReadOptions, budget: Budget, depth: int) -> Iterator[Answer]:
    if not data.strip():
        yield Failed(name, "no text in the file", "the file is empty", "check the file")
        return
    known = None if options.input_format else unreadable(data)
    if known:
        yield Failed(name, "the format is not read", f"it is {known}", "save it as text, HTML, PDF or .docx")
        return
    form = options.input_format or guess_format(name, data)
    if form == "zip":
        yield from _archive(data, name, options, budget, depth)
    elif form == "jsonl":
        yield from _documents(read_jsonl(io.BytesIO(data), name, options), options)
    elif form == "json":
        yield from _documents(read_json(data, name), options)
    elif form in ("csv", "tsv"):
        table = read_record_table(data, name, tabs=form == "tsv")
        if table is not None:
            yield table
            return
        yield from _documents(read_csv(data, name, tabs=form == "tsv"), options)
    else:
        yield _single(data, name, form, options)


def _single(data: bytes, name: str, form: str, options: ReadOptions) -> Answer:
    most = options.limits.max_markup_bytes
    if form in _MARKUP and len(data) > most:
        return Failed(name, "the page is too large", f"the limit for HTML and mail is {most} bytes", "save it as text")
    module, function = _READERS[form]
    extract: Extract = getattr(importlib.import_module(f"servanda.reading.{module}"), function)
    found = extract(Source(data, name, options))
    if isinstance(found, Failed):
        return found
    if not found.text.strip():
        return Failed(name, "no text in the file", "it holds blanks only", "check the file")
    return document_of_file(found, data, name, options)


def _archive(data: bytes, name: str, options: ReadOptions, budget: Budget, depth: int) -> Iterator[Answer]:
    if depth >= options.limits.max_depth:
        yield Failed(name, "the archive is refused", f"archives are nested deeper than {options.limits.max_depth}", "unpack it yourself")
        return
    within = ReadOptions(date=options.date, date_words=options.date_words, limits=options.limits)
    for member in read_members(data, name, budget):
        if isinstance(member, Failed):
            yield member
        else:
            yield from _guarded(_bytes(member[1], member[0], within, budget, depth + 1), member[0])


def _documents(rows: Iterator[Row | Failed], options: ReadOptions) -> Iterator[Answer]:
    for row in rows:
        yield from (row,) if isinstance(row, Failed) else _guarded(map(document_of_row, (row,), (options,)), row.uri)


def _guarded(answers: Iterator[Answer], uri: str) -> Iterator[Answer]:
    """The boundary: whatever a foreign parser raises on a foreign file becomes a row, so that the other files go on.

    An input that holds no document at all (a table of one header line) is answered too.
    """
    silent = True
    try:
        for answer in answers:
            silent = False
            yield answer
        if silent:
            yield Failed(uri, "no documents in the file", "it is empty, or holds no rows or members", "check the file")
    except ServandaError:
        raise
    except Exception as error:  # noqa: BLE001 - parsers of others raise what they like; see above
        yield Failed(uri, "the file cannot be read", f"{type(error).__name__}: {str(error)[:300]}", "check the file, or save it as text")
