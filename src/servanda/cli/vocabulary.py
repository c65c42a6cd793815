"""`servanda vocabulary`: explain names, and run every example in the word lists."""

from __future__ import annotations

from pathlib import Path

import click

from servanda.cli.inputs import vocabulary_option
from servanda.cli.output import printable, say
from servanda.errors import UsageError, VocabularyError
from servanda.moments import Moment


@click.group()
def vocabulary() -> None:
    """The word lists: who is who, and whether every rule does what its examples say.

    Example: servanda vocabulary actors "the two Koreas" --on 2001-07-16
    """


@vocabulary.command()
@click.argument("name")
@click.option("--on", "day", help="The date on which the name was used: 1980, 1980-05 or 1980-05-04.")
def actors(name: str, day: str | None) -> None:
    """Say whom a name stands for on a date, and why; "ambiguous" and "unknown" are answers. Of a code, say what is known of it.

    Example: servanda vocabulary actors Germany --on 1970
    """
    from servanda.vocabulary.actors import describe, explain, load_actors

    try:
        on = Moment.parse(day) if day else None
    except ValueError as error:
        raise UsageError("--on is not a date", where=day or "", why=str(error), todo="write 1980, 1980-05 or 1980-05-04") from None
    table = load_actors()
    if table.knows(name.upper()) and name.isupper():
        click.echo(printable(describe(table, name)))
    else:
        click.echo(printable(explain(table.resolve(name, on))))


@vocabulary.command()
@vocabulary_option
@click.pass_context
def check(context: click.Context, overlay: Path | None) -> None:
    """Run every example and cross-reference in the word lists; exit status 4 where one fails.

    With --vocabulary the rows of that folder are checked too, and the bundled examples have to hold beside them.

    Example: servanda vocabulary check
    """
    from servanda.pipeline.checking import check_everything

    problems, count = check_everything(overlay)
    for problem in problems:
        say(problem)
    if problems:
        say(f"{len(problems)} problems in the word lists; mend the rows named, then run this again")
        context.exit(VocabularyError.exit_status)
    say(f"all holds: {count} examples")
