"""`servanda read` and `servanda code`: from files to JSON lines, without a store."""

from __future__ import annotations

import gc
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from servanda.cli.inputs import count_inputs, input_options, read_inputs, vocabulary_option
from servanda.cli.output import quiet_option, say, tracked, write_json_line
from servanda.records import CERTAINTIES, KINDS, Document, fact_to_json

if TYPE_CHECKING:
    from servanda.pipeline import Outcome
    from servanda.reading import Failed


@click.command()
@input_options
@quiet_option
@click.pass_context
def read(context: click.Context, paths: tuple[str, ...], input_format: str | None, date: str | None, *, quiet: bool) -> None:
    """Read files, folders or stdin (`-`): one document a line, as JSON, with its text, title, date, language and status.

    Example: servanda read articles/ > documents.jsonl
    """
    import msgspec

    failures = Failures(quiet=quiet)
    total = None if quiet else count_inputs(paths, input_format)
    for outcome in tracked(read_inputs(paths, input_format, date), label="reading", total=total, quiet=quiet, beside_data=True):
        if not isinstance(outcome, Document):
            failures.note(outcome.uri, f"{outcome.what}: {outcome.why}", outcome.todo)
            write_json_line({"uri": outcome.uri, "status": "failed", "problems": [f"{outcome.what}: {outcome.why}"]})
            continue
        write_json_line(msgspec.to_builtins(outcome))
    context.exit(failures.status())


@click.command()
@input_options
@vocabulary_option
@click.option("--kind", "kinds", multiple=True, type=click.Choice(list(KINDS)), help="Only facts of this kind; can be given again.")
@click.option("--certainty", "certainties", multiple=True, type=click.Choice(CERTAINTIES), help="Only facts of this certainty.")
@click.option("--jobs", default=1, show_default=True, type=click.IntRange(1, 256), help="How many processes; the output is the same.")
@click.option(
    "--explain", is_flag=True, help="Tell for each sentence what was coded by which rule, or why nothing was; on stdout, for reading."
)
@quiet_option
@click.pass_context
def code(
    context: click.Context,
    paths: tuple[str, ...],
    input_format: str | None,
    date: str | None,
    overlay: Path | None,
    kinds: tuple[str, ...],
    certainties: tuple[str, ...],
    jobs: int,
    *,
    explain: bool,
    quiet: bool,
) -> None:
    """Read and code files, folders or stdin (`-`) without a store: one fact a line, as JSON.

    Example: servanda code --date 2001-07-20 article.txt
    """
    from servanda.pipeline import Broken, code_documents

    failures = Failures(quiet=quiet)
    documents = documents_of(read_inputs(paths, input_format, date), failures)
    total = None if quiet else count_inputs(paths, input_format)
    count = facts = 0
    coding = _without_sweeping_tables(code_documents(documents, jobs=jobs, kinds=kinds, overlay=overlay))
    for outcome in tracked(coding, label="coding", total=total, quiet=quiet, beside_data=True):
        if isinstance(outcome, Broken):
            failures.note(outcome.document.uri, outcome.why, "report the text, or leave it out")
            continue
        count += 1
        if explain:
            from servanda.presenting.explaining import explained

            sys.stdout.buffer.write((explained(outcome) + "\n").encode())
            continue
        for fact in outcome.facts:
            if not certainties or fact.certainty in certainties:
                facts += 1
                write_json_line(fact_to_json(fact))
    if not explain:
        say(f"{facts} facts from {count} documents" + (f", {failures.count} failed" if failures.count else ""), quiet=quiet)
    context.exit(failures.status())


def _without_sweeping_tables(outcomes: Iterator[Outcome]) -> Iterator[Outcome]:
    """The same outcomes, a twentieth sooner: what is made up to the first are tables and a model, which stay and hold no garbage."""
    gc.disable()
    try:
        for number, outcome in enumerate(outcomes):
            if not number:
                gc.freeze()
                gc.enable()
            yield outcome
    finally:
        gc.enable()


class Failures:
    """Inputs that gave nothing: told as they come, counted for the exit status."""

    def __init__(self, *, quiet: bool) -> None:
        self.quiet, self.count = quiet, 0

    def note(self, uri: str, why: str, todo: str) -> None:
        """Tell of one input that failed; errors are told even where progress is not wanted."""
        self.count += 1
        say(f"failed: {uri}: {why}" + (f" (what to do: {todo})" if todo else ""))

    def status(self) -> int:
        """1 where anything failed, else 0."""
        return 1 if self.count else 0


def documents_of(outcomes: Iterable[Document | Failed], failures: Failures) -> Iterator[Document]:
    """The documents among what was read; failures and partial readings are told on the way."""
    for outcome in outcomes:
        if isinstance(outcome, Document):
            if outcome.status == "partial":
                say(f"partial: {outcome.uri}: {'; '.join(outcome.problems)}", quiet=failures.quiet)
            yield outcome
        else:
            failures.note(outcome.uri, f"{outcome.what}: {outcome.why}", outcome.todo)
