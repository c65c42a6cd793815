"""`servanda figures`: figures against the user's own series."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from servanda.cli.inputs import FORMATS, read_inputs
from servanda.cli.output import quiet_option, say, write_json_line
from servanda.cli.record import demand_store, store_option
from servanda.cli.texts import Failures
from servanda.errors import InputError, UsageError
from servanda.records import Document, Fact

if TYPE_CHECKING:
    from servanda.analysis.series import Series, SeriesCheck

Command = TypeVar("Command", bound=Callable[..., Any])
_OUTCOMES = ("agrees", "contradicts", "no series")


def series_options(command: Command) -> Command:
    """What the caller says of series that their files do not."""
    for option in (
        click.option("--source", help="Who counts, where the file does not say; by default the file's name."),
        click.option(
            "--unit", help="Unit and scale where the file does not say, such as `USD million`; goes before what is known of the source."
        ),
        click.option("--measure", help="What is measured, where the file does not say: trade, aid, gdp …, as in the code book."),
    ):
        command = option(command)
    return command


@click.group()
def figures() -> None:
    """Figures: check what texts state against your own series, and look into files of series.

    Example: servanda figures check article.txt --series trade.csv
    """


@figures.command()
@click.argument("paths", nargs=-1, metavar="[PATH...]")
@click.option(
    "--series", "files", multiple=True, type=click.Path(path_type=Path), help="A CSV or Parquet file of series; can be given again."
)
@series_options
@click.option("--pair", nargs=2, metavar="A B", help="Only figures about both actors, by code or name.")
@click.option("--outcome", "outcomes", multiple=True, type=click.Choice(_OUTCOMES), help="Only these; can be given again.")
@click.option("--format", "form", default="table", show_default=True, type=click.Choice(["table", "jsonl", "csv"]))
@click.option("--date", help="The documents' date, as for `servanda code`.")
@click.option("--input-format", type=click.Choice(FORMATS), help="Take the input as this format instead of telling by name and content.")
@store_option
@quiet_option
@click.pass_context
def check(
    context: click.Context,
    paths: tuple[str, ...],
    files: tuple[Path, ...],
    measure: str | None,
    unit: str | None,
    source: str | None,
    pair: tuple[str, str] | None,
    outcomes: tuple[str, ...],
    form: str,
    date: str | None,
    input_format: str | None,
    store_path: Path,
    *,
    quiet: bool,
) -> None:
    """Check the figures of texts (PATH), or of the record where no PATH is given, against series.

    Each figure agrees, contradicts, or finds no series, with the reason. Like is compared with like: nothing is converted. Tables of figures
    among the PATHs, or in the record, are series too.

    Example: servanda figures check articles/ --series dots.csv --format csv > checked.csv
    """
    from servanda.analysis.series import series_from

    failures = Failures(quiet=quiet)
    known_measure(measure)
    wanted = _codes(pair)
    facts, documents = _coded(paths, input_format, date, failures) if paths else _kept(store_path)
    texts = [fact for fact in facts if documents[fact.document].reader != "record-table"]
    texts = [fact for fact in texts if wanted is None or wanted <= _about(fact)]
    actors = {code for fact in texts for code in _about(fact)}
    series = [*series_from(facts, documents), *load_all(files, measure, unit, source, actors, failures, quiet=quiet)]
    rows = [(fact, checked) for fact in texts if (checked := _checked(fact, series)).outcome in (outcomes or _OUTCOMES)]
    _write(rows, form)
    counts = {outcome: sum(one.outcome == outcome for _, one in rows) for outcome in _OUTCOMES}
    say(f"{len(rows)} figures: " + ", ".join(f"{count} {outcome}" for outcome, count in counts.items()), quiet=quiet)
    context.exit(failures.status())


@figures.command(name="series")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="FILE...")
@series_options
@click.option("--pair", nargs=2, metavar="A B", help="Only series of both actors together or of one of them, by code or name.")
@click.option("--format", "form", default="table", show_default=True, type=click.Choice(["table", "jsonl", "csv"]))
@quiet_option
@click.pass_context
def series_(
    context: click.Context,
    files: tuple[Path, ...],
    measure: str | None,
    unit: str | None,
    source: str | None,
    pair: tuple[str, str] | None,
    form: str,
    *,
    quiet: bool,
) -> None:
    """Show what files of series hold; as CSV they are a long table, which `servanda add` keeps in the record row by row.

    Example: servanda figures series cow_trade.csv --pair China Russia --format csv > trade_of_the_pair.csv
    """
    from servanda.presenting.figure_checks import print_series, series_row, write_series

    failures = Failures(quiet=quiet)
    known_measure(measure)
    series = load_all(files, measure, unit, source, _codes(pair), failures, quiet=quiet)
    if form == "table":
        from rich.console import Console

        print_series(series, Console(file=sys.stdout))
    elif form == "jsonl":
        for one in series:
            write_json_line(series_row(one))
    else:
        write_series(series, sys.stdout.buffer)
    say(f"{len(series)} series, {sum(len(one.points) for one in series)} values", quiet=quiet)
    context.exit(failures.status())


def load_all(
    files: Iterable[Path],
    measure: str | None,
    unit: str | None,
    source: str | None,
    actors: set[str] | None,
    failures: Failures,
    *,
    quiet: bool,
) -> list[Series]:
    """The series of all files that can be read; what could not be used is told with its place."""
    from servanda.analysis.series import load_series

    found: list[Series] = []
    for path in files:
        try:
            loaded = load_series(path, measure=measure, unit=unit, source=source, actors=actors)
        except InputError as error:
            failures.note(error.where or str(path), f"{error.what}: {error.why}", error.todo)
            continue
        say(f"{path}: read as {loaded.shape}, {len(loaded.series)} series of the actors asked for", quiet=quiet)
        for problem in loaded.problems:
            say(f"  not used: {problem}", quiet=quiet)
        found += loaded.series
    return found


def known_measure(measure: str | None) -> None:
    """UsageError for a measure that the code book does not have: no figure could ever meet it."""
    from servanda.vocabulary.measures import load_measures

    known = [row.id for row in load_measures()]
    if measure is not None and measure not in known:
        raise UsageError(f"there is no measure {measure!r}", why=f"there are {', '.join(sorted(known))}", todo="name one of these")


def _codes(pair: tuple[str, str] | None) -> set[str] | None:
    from servanda.presenting.questions import actor_code

    return {actor_code(name) for name in pair} if pair else None


def _about(fact: Fact) -> set[str]:
    from servanda.records import Figure

    return set(fact.claim.about) if isinstance(fact.claim, Figure) else set()


def _coded(
    paths: tuple[str, ...], input_format: str | None, date: str | None, failures: Failures
) -> tuple[list[Fact], dict[str, Document]]:
    """The figures of texts and tables, coded now."""
    from servanda.cli.texts import documents_of
    from servanda.pipeline import Broken, code_documents

    facts: list[Fact] = []
    documents: dict[str, Document] = {}
    for outcome in code_documents(documents_of(read_inputs(paths, input_format, date), failures), kinds=("figure",)):
        if isinstance(outcome, Broken):
            failures.note(outcome.document.uri, outcome.why, "report the text, or leave it out")
            continue
        documents[outcome.document.id] = outcome.document
        facts += outcome.facts
    return facts, documents


def _kept(store_path: Path) -> tuple[list[Fact], dict[str, Document]]:
    """The figures of the record, and its documents without their texts."""
    import msgspec

    from servanda.presenting.holding import open_to_read
    from servanda.store import FactQuery

    with open_to_read(demand_store(store_path)) as store:
        facts = list(store.facts(FactQuery(kinds=("figure",))))
        documents = {one.id: msgspec.structs.replace(one, text="", regions=()) for one in store.documents()}
    return facts, documents


def _checked(fact: Fact, series: list[Series]) -> SeriesCheck:
    """A figure told as fact is checked; one that is planned, expected or denied is no claim about what was."""
    from servanda.analysis.series import check_fact, unchecked

    return check_fact(fact, series) if fact.certainty == "actual" else unchecked(f"it is told as {fact.certainty}, not as a fact")


def _write(rows: list[tuple[Fact, SeriesCheck]], form: str) -> None:
    from servanda.presenting.figure_checks import check_row, print_checks, write_checks

    if form == "table":
        from rich.console import Console

        print_checks(rows, Console(file=sys.stdout))
    elif form == "jsonl":
        for fact, checked in rows:
            write_json_line(check_row(fact, checked))
    else:
        write_checks(rows, sys.stdout.buffer)
