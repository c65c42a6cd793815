"""`servanda dossier`: the dossier of two actors as one HTML file."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import click

from servanda.cli.language import language_option
from servanda.cli.output import quiet_option, say
from servanda.cli.record import demand_store, store_option
from servanda.errors import UsageError


@click.command()
@click.argument("a")
@click.argument("b")
@click.option("-o", "--output", type=click.Path(dir_okay=False, path_type=Path), help="The file; by default dossier-a-b.html here.")
@store_option
@click.option("--on", "day", help="The day as of which it is made, as 2026-11-21; today by default.")
@language_option
@quiet_option
def dossier(a: str, b: str, output: Path | None, store_path: Path, day: str | None, language: str, *, quiet: bool) -> None:
    """Write the dossier of two actors, named by code or name: one HTML file that needs no network.

    Example: servanda dossier China Russia -o china-russia.html
    """
    from servanda.presenting.dossier import write_dossier
    from servanda.presenting.holding import open_to_read
    from servanda.presenting.questions import actor_code
    from servanda.presenting.texts import speaking

    one, other = actor_code(a), actor_code(b)
    path = output or Path(f"dossier-{one.lower()}-{other.lower()}.html")
    with open_to_read(demand_store(store_path)) as store, speaking(language):
        report = write_dossier(store, one, other, path, on=_on(day))
    if not report.documents:
        say(
            f"no document of the record names {a} and {b} in one fact: the dossier tells what the register of treaties holds, and no more;"
            " add documents with: servanda add FILES…, or see what is there with: servanda facts --actor CODE"
        )
    if report.parts:
        say(
            f"the record of the two is too large to be listed on one page: {len(report.parts)} sections list a part and say how many of"
            f" how many; see the rest with: servanda facts --pair {one} {other}, or servanda serve"
        )
    say(
        f"{report.facts} facts of {report.documents} documents, {report.sentences} sentences cited, {report.size / 1000:.0f} kB",
        quiet=quiet,
    )
    click.echo(str(report.path))


def _on(words: str | None) -> dt.date:
    """The day asked for, or today."""
    if words is None:
        return dt.datetime.now(dt.UTC).astimezone().date()
    try:
        return dt.date.fromisoformat(words)
    except ValueError as error:
        raise UsageError("--on is not a day", where=words, why=str(error), todo="write the day in full: 2026-11-21") from None
