"""Options that name inputs, and the reading of them."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from servanda.errors import UsageError
from servanda.moments import Moment
from servanda.records import Document

if TYPE_CHECKING:
    from servanda.reading import Failed, ReadOptions

Command = TypeVar("Command", bound=Callable[..., Any])

# Formats of which one file holds many documents: how many is known only when it has been read.
_MANY = (".jsonl", ".ndjson", ".json", ".csv", ".tsv", ".zip")

FORMATS = ("txt", "md", "html", "pdf", "docx", "eml", "csv", "tsv", "json", "jsonl", "zip")


def input_options(command: Command) -> Command:
    """PATHS with `--input-format` and `--date`."""
    for option in (
        click.option("--date", help="The documents' date: 2001, 2001-07 or 2001-07-20; a bound for all that is dated in them."),
        click.option(
            "--input-format", type=click.Choice(FORMATS), help="Take the input as this format instead of telling by name and content."
        ),
        click.argument("paths", nargs=-1, required=True, metavar="PATH..."),
    ):
        command = option(command)
    return command


def vocabulary_option(command: Command) -> Command:
    """`--vocabulary FOLDER`, or SERVANDA_VOCABULARY: rows of one's own beside the bundled ones."""
    option: Callable[[Command], Command] = click.option(
        "--vocabulary",
        "overlay",
        envvar="SERVANDA_VOCABULARY",
        type=click.Path(exists=True, file_okay=False, path_type=Path),
        help="A folder of rows of your own, as `servanda teach` writes them; also read from SERVANDA_VOCABULARY.",
    )
    return option(command)


def read_options(input_format: str | None, date: str | None) -> ReadOptions:
    """What the options say; UsageError for a date that is none."""
    from servanda.reading import ReadOptions

    if date is None:
        return ReadOptions(input_format=input_format)
    try:
        moment = Moment.parse(date)
    except ValueError as error:
        raise UsageError("--date is not a date", where=date, why=str(error), todo="write 2001, 2001-07 or 2001-07-20") from None
    return ReadOptions(input_format=input_format, date=moment, date_words=date)


def read_inputs(paths: tuple[str, ...], input_format: str | None, date: str | None) -> Iterator[Document | Failed]:
    """Every document of the inputs, in order; `-` is stdin. Wrong options are told before anything is read."""
    return _read(paths, read_options(input_format, date))


def _read(paths: tuple[str, ...], options: ReadOptions) -> Iterator[Document | Failed]:
    from servanda.reading import read_path, read_stream

    for path in paths:
        if path == "-":
            yield from read_stream(sys.stdin.buffer, "-", options)
        else:
            yield from read_path(Path(path), options)


def count_inputs(paths: tuple[str, ...], input_format: str | None) -> int | None:
    """How many documents the inputs will give, one a file; None where only reading can tell."""
    count = 0
    if input_format and f".{input_format}" in _MANY:
        return None
    for path in paths:
        if path == "-":
            return None
        for name in _names_below(path):
            if not input_format and name.lower().endswith(_MANY):
                return None
            count += 1
    return count


def _names_below(path: str) -> Iterator[str]:
    """The files that a path names: itself, or all below it that are not hidden."""
    if not Path(path).is_dir():
        yield path
        return
    for _, below, names in os.walk(path):
        below[:] = [name for name in below if not name.startswith(".")]
        yield from (name for name in names if not name.startswith("."))
