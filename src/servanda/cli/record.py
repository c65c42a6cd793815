"""`servanda add`, `facts`, `search` and `verify`: the record and what it answers."""

from __future__ import annotations

import contextlib
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from servanda.cli.inputs import count_inputs, input_options, read_inputs, vocabulary_option
from servanda.cli.output import counted, printable, quiet_option, say, tracked, write_json_line
from servanda.errors import IntegrityError, UsageError
from servanda.records import CERTAINTIES, KINDS

if TYPE_CHECKING:
    from servanda.pipeline.ingest import InputEnded

Command = TypeVar("Command", bound=Callable[..., Any])

# The names of presenting.exports.FORMATS, which takes a while to load; a test holds the two equal.
FACT_FORMATS = ["table", "jsonl", "csv", "parquet", "stata", "csl", "bibtex", "ris", "ftm", "jsonld", "graphml"]


def store_option(command: Command) -> Command:
    """`--store PATH`, or SERVANDA_STORE, or `servanda.duckdb` in the working folder."""
    option: Callable[[Command], Command] = click.option(
        "--store",
        "store_path",
        envvar="SERVANDA_STORE",
        default="servanda.duckdb",
        show_default=True,
        type=click.Path(dir_okay=False, path_type=Path),
        help="The record's file; also read from SERVANDA_STORE.",
    )
    return option(command)


def demand_store(path: Path) -> Path:
    """The path of a store that exists; UsageError that tells how to make one."""
    if not path.exists():
        raise UsageError(
            "there is no record here yet", where=str(path), todo="make one with: servanda add FILES…, or name another with --store PATH"
        )
    return path


@click.command()
@input_options
@vocabulary_option
@store_option
@click.option("--jobs", default=1, show_default=True, type=click.IntRange(1, 256), help="How many processes; the result is the same.")
@click.option(
    "--log",
    envvar="SERVANDA_LOG",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Append a JSON line for each input to this file: uri, status, reason, facts, seconds since the start; also SERVANDA_LOG.",
)
@quiet_option
@click.pass_context
def add(
    context: click.Context,
    paths: tuple[str, ...],
    input_format: str | None,
    date: str | None,
    overlay: Path | None,
    store_path: Path,
    jobs: int,
    log: Path | None,
    *,
    quiet: bool,
) -> None:
    """Read, code and store files or folders; every file ends as done, partial, failed or unchanged, with the reason.

    It can be run again at any time: what is kept is not done twice, and what was interrupted goes on.

    Example: servanda add --store record.duckdb articles/
    """
    from servanda.pipeline.ingest import add_inputs
    from servanda.presenting.holding import open_to_write

    inputs = read_inputs(paths, input_format, date)
    total = None if quiet else count_inputs(paths, input_format)
    counts: Counter[str] = Counter()
    with contextlib.ExitStack() as open_files:
        note = open_files.enter_context(_log(log))
        store = open_files.enter_context(open_to_write(store_path))
        options = {"input_format": input_format or "", "date": date or ""}
        adding = add_inputs(store, inputs, jobs=jobs, options=options, overlay=overlay)
        for one in tracked(adding, label="adding", total=total, quiet=quiet):
            counts[one.status] += 1
            note(one)
            say(f"{one.status:<9} {one.uri}" + _told(one), quiet=quiet and one.status != "failed")
    say(", ".join(f"{count} {status}" for status, count in sorted(counts.items())) or "nothing to add", quiet=quiet)
    context.exit(1 if counts["failed"] else 0)


def _told(one: InputEnded) -> str:
    """What is to be said of an input besides how it ended."""
    facts = counted(one.facts, "fact") if one.status in ("done", "partial") else ""
    todo = f"what to do: {one.todo}" if one.todo else ""
    told = "; ".join(part for part in (facts, one.reason, todo) if part)
    return f"  ({told})" if told else ""


@contextlib.contextmanager
def _log(path: Path | None) -> Iterator[Callable[[InputEnded], None]]:
    """A function that appends a line on each input to a file; without a path it does nothing."""
    if path is None:
        yield lambda _: None
        return
    import msgspec

    begun = time.monotonic()
    try:
        file = path.open("ab")
    except OSError as error:
        raise UsageError("the log cannot be written", where=str(path), why=error.strerror or str(error), todo="name another file") from None

    def note(one: InputEnded) -> None:
        row = {"uri": one.uri, "status": one.status, "reason": one.reason, "facts": one.facts, "document": one.document}
        file.write(msgspec.json.encode(row | {"seconds": round(time.monotonic() - begun, 3)}) + b"\n")
        file.flush()

    with file:
        yield note


@click.command()
@store_option
@click.option("--pair", nargs=2, metavar="A B", help="Facts in which both actors take part, by code or name.")
@click.option("--actor", help="Facts in which an actor takes part, by code or name.")
@click.option("--kind", "kinds", multiple=True, type=click.Choice(list(KINDS)), help="Only this kind; can be given again.")
@click.option("--type", "types", multiple=True, help="Event or provision type, stance, trend, treaty act or measure; can be given again.")
@click.option("--since", help="Facts that could lie on or after this date (2001, 2001-07 or 2001-07-16).")
@click.option("--until", help="Facts that could lie on or before this date.")
@click.option("--certainty", "certainties", multiple=True, type=click.Choice(CERTAINTIES), help="Only this certainty; can be given again.")
@click.option("--dated", is_flag=True, help="Leave out facts that have no date of their own.")
@click.option("--rejected", is_flag=True, help="Also facts that a person rejected.")
@click.option(
    "--format",
    "form",
    default="table",
    show_default=True,
    type=click.Choice(FACT_FORMATS),
    help="table is for reading, the others are for programs: Stata, citations, FollowTheMoney, linked data, graphs.",
)
@click.option("-o", "--output", default="-", show_default=True, help="A file, with a manifest beside it; `-` is stdout.")
@click.option("--raw", is_flag=True, help="CSV without the guard against spreadsheet formulas.")
@quiet_option
def facts(
    store_path: Path,
    pair: tuple[str, str] | None,
    actor: str | None,
    kinds: tuple[Any, ...],
    types: tuple[str, ...],
    since: str | None,
    until: str | None,
    certainties: tuple[str, ...],
    form: str,
    output: str,
    *,
    dated: bool,
    rejected: bool,
    raw: bool,
    quiet: bool,
) -> None:
    """Ask the record for facts: as a table to read, or as a file for another program. All that fit are given, none is cut off.

    Example: servanda facts --pair CHN RUS --kind event --since 2001 --format csv -o events.csv
    """
    import msgspec

    from servanda.presenting.exports import export_facts
    from servanda.presenting.holding import open_to_read
    from servanda.presenting.questions import fact_query

    query = fact_query(
        pair=pair, actor=actor, kind=kinds, type=types, since=since, until=until, certainty=certainties, dated=dated, rejected=rejected
    )
    with open_to_read(demand_store(store_path)) as store:
        written = export_facts(store, query, form=form, output=output, raw=raw)
        undated = written.facts - store.count(msgspec.structs.replace(query, undated=False)) if since or until else 0
        held = "" if written.facts else f"; the record holds {counted(sum(store.counts().facts.values()), 'fact')} in all"
    say(f"{counted(written.facts, 'fact')}{held}", quiet=quiet)
    if undated:
        say(f"{undated} of them have no date of their own, and so could lie in the period; leave them out with --dated", quiet=quiet)
    for told, many in written.left_out.items():
        say(f"{many} of them: {told}", quiet=quiet)


@click.command()
@store_option
@click.option("--format", "form", default="jsonl", show_default=True, type=click.Choice(["jsonl", "csv"]), help="How to write them.")
@click.option("-o", "--output", default="-", show_default=True, help="A file; `-` is stdout.")
@click.option("--raw", is_flag=True, help="CSV without the guard against spreadsheet formulas.")
@quiet_option
def judgements(store_path: Path, form: str, output: str, *, raw: bool, quiet: bool) -> None:
    """Give out what people said of facts: who, when, why, the fact as it then stood and as it was corrected.

    Example: servanda judgements --format csv -o judgements.csv
    """
    from servanda.presenting.exports.judgements import export_judgements
    from servanda.presenting.holding import open_to_read

    with open_to_read(demand_store(store_path)) as store:
        many = export_judgements(store, form=form, output=output, raw=raw)
    say(counted(many, "judgement"), quiet=quiet)


@click.command()
@click.argument("words", nargs=-1, required=True)
@store_option
@click.option("--limit", default=20, show_default=True, type=click.IntRange(1), help="How many hits to show; the count of all is told.")
@click.option("--json", "as_json", is_flag=True, help="Hits as JSON lines.")
@quiet_option
def search(words: tuple[str, ...], store_path: Path, limit: int, *, as_json: bool, quiet: bool) -> None:
    """Find the sentences of the stored texts that hold all the words, best first.

    "Quoted words" are a phrase, begin* is a beginning, -word a word that must not stand there (put -- before the words then).

    Example: servanda search missile defence
    """
    import msgspec

    from servanda.presenting.fact_words import time_words
    from servanda.presenting.holding import open_to_read

    wanted = " ".join(words)
    with open_to_read(demand_store(store_path)) as store:
        total = store.total_hits(wanted)
        shown = 0
        for hit in store.search(wanted, limit):
            shown += 1
            if as_json:
                write_json_line(msgspec.to_builtins(hit))
            else:
                day = time_words(hit.published)
                where = f"{hit.title or hit.uri}{f' ({day})' if day else ''}  [{hit.start}:{hit.end}]"
                click.echo(printable(f"{where}\n    {' '.join(hit.words.split())}"))
    if not total:
        say("no sentence holds all these words; fewer words, or the beginning of one with * after it, may find some", quiet=quiet)
    else:
        say(f"{shown} of {counted(total, 'hit')} shown" + ("; more with --limit" if shown < total else ""), quiet=quiet)


@click.command()
@store_option
def verify(store_path: Path) -> None:
    """Check the hashes, spans and counts of everything kept; exit status 4 where something does not hold.

    Example: servanda verify --store record.duckdb
    """
    from servanda.presenting.holding import open_to_read

    with open_to_read(demand_store(store_path)) as store:
        problems = store.verify()
        counts = store.counts()
    for problem in problems:
        say(f"{problem.where}: {problem.what}")
    if problems:
        raise IntegrityError(
            f"{len(problems)} things in the record do not hold",
            where=str(store_path),
            todo="restore a copy, or add the documents named again to a new store",
        )
    sys.stdout.write(f"all holds: {counts.documents} documents, {sum(counts.facts.values())} facts, {counts.judgements} judgements\n")
