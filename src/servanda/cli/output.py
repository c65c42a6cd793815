"""What commands share in talking: data on stdout, words and progress on stderr."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from typing import Any, TypeVar

import click
import msgspec

from servanda.cli.printing import printable

__all__ = ["counted", "printable", "quiet_option", "say", "tracked", "write_json_line"]

Item = TypeVar("Item")
Command = TypeVar("Command", bound=Callable[..., Any])

_encoder = msgspec.json.Encoder()


def quiet_option(command: Command) -> Command:
    """`--quiet`: no words and no progress, only data and errors."""
    option: Callable[[Command], Command] = click.option("-q", "--quiet", is_flag=True, help="No progress and no summary on stderr.")
    return option(command)


def write_json_line(row: Any) -> None:
    """One JSON object and a line feed to stdout, as UTF-8 whatever the locale says."""
    sys.stdout.buffer.write(_encoder.encode(row) + b"\n")


def say(message: str, *, quiet: bool = False) -> None:
    """A line for the person at the terminal."""
    if not quiet:
        click.echo(printable(message), err=True)


def counted(many: int, thing: str) -> str:
    """A number with its thing: 1 fact, 2 facts."""
    return f"{many} {thing}" if many == 1 else f"{many} {thing}s"


def tracked(items: Iterable[Item], *, label: str, total: int | None, quiet: bool, beside_data: bool = False) -> Iterator[Item]:
    """The items, with a progress bar on stderr, and the time left where the total is known.

    Nothing is drawn where stderr is no terminal, nor `beside_data` that goes to the same terminal.
    """
    if quiet or not sys.stderr.isatty() or (beside_data and sys.stdout.isatty()):
        yield from items
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn(), TimeRemainingColumn())
    # Data on stdout is none of the bar's business, also where both end on one screen.
    with Progress(*columns, console=Console(stderr=True), transient=True, redirect_stdout=False) as progress:
        task = progress.add_task(label, total=total)
        for item in items:
            yield item
            progress.advance(task)
