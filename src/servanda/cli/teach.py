"""`servanda teach` and `servanda agreement`: what people's judgements give besides a better record."""

from __future__ import annotations

from pathlib import Path

import click

from servanda.cli.output import printable, quiet_option, say
from servanda.cli.record import demand_store, store_option
from servanda.errors import UsageError

_HEAD = {
    "event_patterns.yml": "# Event patterns of one's own: they go before the bundled ones. See docs/vocabulary.md.\n",
    "not_coded.yml": "# Readings that are wrong: where a form fits, the row named by `rule` does not hold. See docs/vocabulary.md.\n",
    "other_readings.yml": "# Readings of other facts than events: where the words stand in what `rule` reads, it is otherwise. See docs/vocabulary.md.\n",
}


@click.command()
@store_option
@click.option(
    "-o", "--output", required=True, type=click.Path(file_okay=False, path_type=Path), help="The folder of your own rows; made if need be."
)
@click.option(
    "--key", type=click.Path(file_okay=False, path_type=Path), help="Also write the judged facts of every kind as an answer key, a folder."
)
@click.option(
    "--from",
    "least",
    type=click.IntRange(min=1),
    default=2,
    show_default=True,
    help="In how many different sentences a frame has to be rejected before it is taken away from a row.",
)
@quiet_option
def teach(store_path: Path, output: Path, key: Path | None, least: int, *, quiet: bool) -> None:
    """Turn what people judged into rows of your own, which the coders then use with --vocabulary FOLDER.

    Rejected, corrected and added events become patterns; rejected and corrected facts of other kinds, readings taken away or amended.
    Each row is tried on its sentence and on the bundled examples before it is written. Rows that the folder holds stay as they are.
    A reading is taken away from a frame when it was rejected in two sentences or more. What cannot be taught is told with the reason.

    Example: servanda teach --store record.duckdb -o my_rows
    """
    from servanda.analysis.judged_key import as_lines, judged_key
    from servanda.analysis.teaching import teach as learn
    from servanda.analysis.teaching import written
    from servanda.presenting.holding import open_to_read
    from servanda.vocabulary.overlay import FILES, Overlay, read_overlay

    known = read_overlay(output) if any((output / name).exists() for name in FILES) else Overlay()
    with open_to_read(demand_store(store_path)) as store:
        taught = learn(store, known, least=least)
        judged = judged_key(store) if key else None
    texts = written(taught.overlay, known)
    try:
        output.mkdir(parents=True, exist_ok=True)
        for name, text in texts.items():
            path = output / name
            before = path.read_text(encoding="utf-8") if path.exists() else _HEAD[name]
            path.write_text(before + ("" if before.endswith("\n") else "\n") + text, encoding="utf-8")
        if key and judged:
            key.mkdir(parents=True, exist_ok=True)
            for name, rows in (("documents", judged.documents), ("facts", judged.facts)):
                (key / f"{name}.jsonl").write_text(as_lines(rows), encoding="utf-8")
    except OSError as error:
        raise UsageError(
            "the folder cannot be written", where=str(error.filename or output), why=error.strerror or str(error), todo="name another"
        ) from None
    for one in taught.untaught:
        say(printable(f"not taught: {one.words}\n  why: {one.why}"), quiet=quiet)
    held = known.ids
    new = [(row.id, row.forms[0]) for row in (*taught.overlay.patterns, *taught.overlay.bars) if row.id not in held]
    new += [(row.id, f"{row.kind}: {row.words}") for row in taught.overlay.amendments if row.id not in held]
    for name, words in new:
        click.echo(printable(f"{name}  {words}"))
    idle = len(taught.untaught)
    ended = f"{len(new)} row{'' if len(new) == 1 else 's'} written to {output}"
    say(f"{ended}, {idle} judgement{' teaches' if idle == 1 else 's teach'} nothing", quiet=quiet)
    if key and judged:
        many = f"{len(judged.facts)} judged fact{'' if len(judged.facts) == 1 else 's'}"
        told = f", {len(judged.left_out)} left out: undecided, or their words stand more than once" if judged.left_out else ""
        say(f"{many} written to {key}{told}; measure with: servanda evaluate {key}", quiet=quiet)
    if new:
        say(f"check them with: servanda vocabulary check --vocabulary {output}", quiet=quiet)


@click.command()
@store_option
@click.option("--format", "form", type=click.Choice(["table", "json", "csv"]), default="table", show_default=True)
@click.option("--disagreements", is_flag=True, help="The facts on which people differ instead, one word of one person a line.")
def agreement(store_path: Path, form: str, *, disagreements: bool) -> None:
    """Tell how far people who judged the same facts agree: Krippendorff's alpha, for all facts and by kind.

    Example: servanda agreement --store record.duckdb
    """
    import csv
    import sys

    import msgspec

    from servanda.analysis import agreement as measuring
    from servanda.presenting.agreement_table import (
        AGREEMENT_COLUMNS,
        DISAGREEMENT_COLUMNS,
        agreement_data,
        agreement_rows,
        disagreement_rows,
    )
    from servanda.presenting.exports import guarded
    from servanda.presenting.holding import open_to_read

    with open_to_read(demand_store(store_path)) as store:
        given = list(store.judgements())
    found = measuring.agreement(given)
    differing = list(disagreement_rows(measuring.disagreements(given)))
    rows, columns = (differing, DISAGREEMENT_COLUMNS) if disagreements else (list(agreement_rows(found)), AGREEMENT_COLUMNS)
    if form == "json":
        data = {"disagreements": differing} if disagreements else agreement_data(found)
        sys.stdout.buffer.write(msgspec.json.format(msgspec.json.encode(data), indent=1) + b"\n")
    elif form == "csv":
        writer = csv.writer(sys.stdout)
        writer.writerow(columns)
        for row in rows:
            cells = ("; ".join(value) if isinstance(value, list) else value for value in (row[name] for name in columns))
            writer.writerow(["" if cell is None else guarded(str(cell)) for cell in cells])
    elif disagreements:
        for row in differing:
            click.echo(printable(f"{row['fact']}  {row['who']}: {row['verdict']} {row['corrected_to'] or ''}\n    {row['words']}"))
        say(f"{len({row['fact'] for row in differing})} facts on which people differ")
    else:
        for row in rows:
            alpha = "not defined" if row["alpha"] is None else f"{row['alpha']:.3f} ({row['told']})"
            told = f"{row['facts_judged_by_several']} facts judged by several, {row['facts_judged_by_one']} by one alone"
            click.echo(printable(f"{row['kind']:<11} {alpha:<24} {told}" + (f"; {row['why']}" if row["why"] else "")))
