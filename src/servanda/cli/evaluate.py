"""`servanda evaluate`: how well the coders do on texts whose right coding is known."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from servanda.cli.inputs import vocabulary_option
from servanda.cli.output import printable, quiet_option, say, tracked, write_json_line

if TYPE_CHECKING:
    from servanda.analysis.evaluation import Report


@click.command()
@click.argument("gold", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="GOLD...")
@click.option("--misses", is_flag=True, help="Name what was missed, and what was coded beside the key.")
@click.option(
    "--format", "form", type=click.Choice(["table", "jsonl"]), default="table", show_default=True, help="jsonl: one report a line."
)
@click.option("--jobs", default=1, show_default=True, type=click.IntRange(1, 256), help="How many processes; the output is the same.")
@vocabulary_option
@quiet_option
def evaluate(gold: tuple[Path, ...], form: str, jobs: int, overlay: Path | None, *, misses: bool, quiet: bool) -> None:
    """Score the coders against answer keys, a file or folder each: precision, recall and F1 for each measure.

    The forms of a key are told in docs/vocabulary.md; your own sentences in one of them are a key.

    Example: servanda evaluate my_sentences.jsonl --misses
    """
    import msgspec

    from servanda.analysis.evaluation import evaluate as score
    from servanda.analysis.evaluation import read_key

    keys = [read_key(path) for path in gold]
    for key in tracked(keys, label="evaluating", total=len(keys), quiet=quiet, beside_data=True):
        report = score(key, jobs=jobs, overlay=overlay)
        if form == "jsonl":
            lines = [
                {**msgspec.to_builtins(one), "precision": one.precision, "recall": one.recall, "f1": one.f1} for one in report.measures
            ]
            write_json_line({**msgspec.to_builtins(report), "measures": lines, "misses": list(report.misses) if misses else None})
            continue
        click.echo(printable(as_table(report)))
        if misses:
            for miss in report.misses:
                click.echo(printable(f"- {miss}"))
    say(f"{len(keys)} keys scored", quiet=quiet)


def as_table(report: Report) -> str:
    """A report as lines for people."""
    from servanda.analysis.evaluation.keys import KINDS

    lines = [f"{report.key}: {KINDS[report.kind]}, {report.documents} texts"]
    for one in report.measures:
        if one.coded is None:
            told = f"right {one.recall:.3f}   ({one.found:g} of {one.keyed}"
        else:
            told = f"precision {one.precision:.3f}  recall {one.recall:.3f}  F1 {one.f1:.3f}   ({one.right:g} right of {one.coded} coded, {one.found:g} found of {one.keyed} keyed"
        lines.append(f"  {one.name:<16} {told}{'; ' + one.note if one.note else ''})")
    return "\n".join(lines)
