"""`servanda treaty list`, `parties` and `acts`: the register as tables for other programs."""

from __future__ import annotations

import datetime as dt
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from servanda.cli.output import printable, say
from servanda.errors import UsageError

if TYPE_CHECKING:
    from servanda.analysis.register import Register
    from servanda.law import Instrument

Command = TypeVar("Command", bound=Callable[..., Any])


def named_and_formed(command: Command) -> Command:
    """NAMES of instruments, and `--format csv|json`."""
    for option in (
        click.option("--format", "form", type=click.Choice(["csv", "json"]), default="csv", show_default=True, help="CSV, or JSON lines."),
        click.argument("names", nargs=-1),
    ):
        command = option(command)
    return command


@click.command(name="list")
@click.option("--on", "day", help="Also the status on this day, as 2001-07-16.")
@click.option(
    "--format", "form", type=click.Choice(["text", "csv", "json"]), default="text", show_default=True, help="Words, CSV or JSON lines."
)
def list_(day: str | None, form: str) -> None:
    """List the instruments of the register: id, day of signature and name; as CSV or JSON also parties, sources and what law knows of it.

    Example: servanda treaty list --on 2026-01-01 --format csv
    """
    from servanda.presenting.exports.treaties import INSTRUMENT_COLUMNS, instrument_rows, write_rows

    register, instruments = _asked(())
    rows = instrument_rows(instruments, full_day(day, "--on") if day else None, register.instruments)
    if form != "text":
        write_rows(sys.stdout.buffer, INSTRUMENT_COLUMNS, rows, form)
        return
    for row in rows:
        told = [row["instrument"], str(row["signed"] or ""), *([row["status"]] if day else []), row["short_title"] or row["title"]]
        click.echo(printable("\t".join(told)))


@click.command()
@named_and_formed
@click.option("--on", "day", required=True, help="The day, as 2001-07-16.")
def parties(names: tuple[str, ...], day: str, form: str) -> None:
    """Give out how each state stands to each instrument on a day, with the steps; of all instruments, or of those named by id or title.

    Example: servanda treaty parties "New START" --on 2023-03-01 --format csv
    """
    from servanda.presenting.exports.treaties import PARTY_COLUMNS, party_rows, write_rows

    register, instruments = _asked(names)
    many = write_rows(sys.stdout.buffer, PARTY_COLUMNS, party_rows(instruments, full_day(day, "--on"), register.instruments), form)
    say(f"{many} states in {len(instruments)} instruments")


@click.command()
@named_and_formed
def acts(names: tuple[str, ...], form: str) -> None:
    """Give out the acts of the register, each with its source; of all instruments, or of those named by id or title.

    Example: servanda treaty acts abm-1972 --format json
    """
    from servanda.presenting.exports.treaties import ACT_COLUMNS, act_rows, write_rows

    _, instruments = _asked(names)
    many = write_rows(sys.stdout.buffer, ACT_COLUMNS, act_rows(instruments), form)
    say(f"{many} acts of {len(instruments)} instruments")


def find_instrument(register: Register, name: str) -> Instrument:
    """The instrument that is meant: by the path of its file, or by name."""
    from servanda.analysis.register import load_instrument

    path = Path(name)
    if path.suffix in (".yml", ".yaml") or (path.is_file() and "/" in name):
        return load_instrument(path)
    return register.find(name)


def full_day(words: str, option: str) -> dt.date:
    """A day from an option; UsageError for anything but a full date."""
    try:
        return dt.date.fromisoformat(words)
    except ValueError as error:
        what = f"{option} is not a day"
        raise UsageError(what, where=words, why=str(error), todo="write the day in full: 2001-07-16") from None


def _asked(names: tuple[str, ...]) -> tuple[Register, list[Instrument]]:
    """The register, and the instruments named, in their order; without names all of them, by id."""
    from servanda.analysis.register import load_register

    register = load_register()
    named = [find_instrument(register, name) for name in names]
    return register, named or sorted(register.instruments.values(), key=lambda one: one.id)
