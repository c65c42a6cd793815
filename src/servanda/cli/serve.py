"""`servanda serve`: the explorer in the browser."""

from __future__ import annotations

from pathlib import Path

import click

from servanda.cli.language import language_option
from servanda.cli.output import quiet_option, say
from servanda.cli.record import demand_store, store_option


@click.command()
@store_option
@click.option("--port", default=8765, show_default=True, type=click.IntRange(0, 65535), help="Where to listen; 0 takes any free port.")
@language_option
@quiet_option
def serve(store_path: Path, port: int, language: str, *, quiet: bool) -> None:
    """Open the explorer: look at a record, search it, check and correct its facts, in the browser.

    It answers on 127.0.0.1 alone, to whoever has the address that it prints. While it runs it owns the store: another command that
    wants the store ends with status 3 and says so. Stop it with Ctrl-C.

    Example: servanda serve --store record.duckdb
    """
    from servanda.presenting.explorer import run
    from servanda.store import Store

    with Store.open(demand_store(store_path), write=True) as store:
        say(f"The record {store_path} is open here until you stop this with Ctrl-C:", quiet=quiet)
        run(store, port=port, opened=click.echo, language=language)
    say("closed; every judgement is kept", quiet=quiet)
