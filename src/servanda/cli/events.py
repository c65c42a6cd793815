"""`servanda events`: events counted once, however often they are told."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import get_args

import click

from servanda.cli.output import printable, quiet_option, say, write_json_line
from servanda.cli.record import demand_store, store_option
from servanda.records import CERTAINTIES, EventType

COLUMNS = ("when", "what", "certainty", "who", "reports", "documents", "words", "uri", "facts")


@click.command()
@store_option
@click.option("--pair", nargs=2, metavar="A B", help="Events in which both actors take part, by code or name.")
@click.option("--actor", help="Events in which an actor takes part, by code or name.")
@click.option("--type", "types", multiple=True, type=click.Choice(get_args(EventType)), help="Only this type; can be given again.")
@click.option("--since", help="Events that could lie on or after this date (2001, 2001-07 or 2001-07-16).")
@click.option("--until", help="Events that could lie on or before this date.")
@click.option("--certainty", "certainties", multiple=True, type=click.Choice(CERTAINTIES), help="Only this certainty; can be given again.")
@click.option(
    "--why", nargs=2, metavar="ID ID", help="Say whether two reports (ids of facts) tell one event, and which test of the rule says so."
)
@click.option("--format", "form", default="table", show_default=True, type=click.Choice(["table", "jsonl", "csv"]))
@quiet_option
def events(
    store_path: Path,
    pair: tuple[str, str] | None,
    actor: str | None,
    types: tuple[str, ...],
    since: str | None,
    until: str | None,
    certainties: tuple[str, ...],
    why: tuple[str, str] | None,
    form: str,
    *,
    quiet: bool,
) -> None:
    """Show events of the record, each once with all its reports; both counts are told. docs/same-event.md gives the rule.

    Example: servanda events --pair CHN RUS --since 2001
    """
    from servanda.presenting.event_rows import compare_reports, event_rows, flat, print_events, told_events
    from servanda.presenting.exports import write_table
    from servanda.presenting.holding import open_to_read
    from servanda.presenting.questions import fact_query

    query = fact_query(pair=pair, actor=actor, kind=("event",), type=types, since=since, until=until, certainty=certainties)
    with open_to_read(demand_store(store_path)) as store:
        if why:
            one, other, found = compare_reports(store, *why)
            for fact in (one, other):
                click.echo(printable(f"{fact.id}  {fact.uri}: {' '.join(fact.spans[0].words.split())}"))
            click.echo(f"{'one event' if found.same else 'two events'}: {found.why}")
            return
        told = told_events(store, query)
    rows = list(event_rows(told))
    if form == "jsonl":
        for row in rows:
            write_json_line(row)
    elif form == "csv":
        write_table(sys.stdout.buffer, COLUMNS, map(flat, rows))
    else:
        from rich.console import Console

        print_events(rows, Console(file=sys.stdout))
    reports = sum(len(row.reports) for row in rows)
    documents = len({fact.document for event in told for fact in event.reports})
    say(f"{len(rows)} events in {reports} reports of {documents} documents", quiet=quiet)
