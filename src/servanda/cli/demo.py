"""`servanda demo`: the main job on the bundled collection, from documents to dossiers."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from servanda.cli.output import quiet_option, say, tracked
from servanda.errors import InputError

if TYPE_CHECKING:
    from servanda.reading import Failed
    from servanda.records import Document
    from servanda.store import Store

# The two sets of documents, with the pair that each is about and the file of its dossier.
SETS = (("china_russia", "CHN", "RUS", "dossier.html"), ("india_pakistan", "IND", "PAK", "dossier-india-pakistan.html"))
_KINDS = {
    "event": "events", "statement": "statements", "position": "positions", "figure": "figures", "relation": "accounts of relations",
    "provision": "provisions", "treaty_act": "treaty acts",
}  # fmt: skip


@click.command()
@click.argument("folder", default="servanda-demo", type=click.Path(file_okay=False, path_type=Path))
@quiet_option
def demo(folder: Path, *, quiet: bool) -> None:
    """Build a record from the bundled collection in FOLDER and write its dossiers; it can be run again at any time.

    Example: servanda demo my-first-record
    """
    from servanda.pipeline.ingest import add_inputs
    from servanda.presenting.dossier import write_dossier
    from servanda.store import Store

    folder.mkdir(parents=True, exist_ok=True)
    say("Reading and coding the bundled collection (its texts were written for this project, after the public record) …", quiet=quiet)
    with Store.open(folder / "servanda.duckdb", write=True) as store:
        inputs = list(_collection())
        ended = list(tracked(add_inputs(store, inputs), label="documents", total=len(inputs), quiet=quiet))
        say(
            "Documents: " + ", ".join(f"{count} {status}" for status, count in sorted(Counter(one.status for one in ended).items())),
            quiet=quiet,
        )
        for one in ended:
            if one.status == "failed":
                raise InputError("a bundled document could not be coded", where=one.uri, why=one.reason or "", todo="reinstall Servanda")
        say(_found(store), quiet=quiet)
        today = dt.datetime.now(dt.UTC).astimezone().date()
        reports = [write_dossier(store, a, b, folder / name, on=today) for _, a, b, name in SETS]
    say("Try next:", quiet=quiet)
    say(f"  servanda facts --store {folder / 'servanda.duckdb'} --pair China Russia --kind provision", quiet=quiet)
    say(f"  servanda treaty status cn-ru-2001 --on {today} --explain", quiet=quiet)
    say(f"The second dossier is {reports[1].path.resolve()}", quiet=quiet)
    say("Open this file in a browser; it needs no network:", quiet=quiet)
    click.echo(str(reports[0].path.resolve()))


def _collection() -> Iterator[Document | Failed]:
    """Every document of both sets, in order of their names."""
    from servanda.reading import ReadOptions, read_path

    home = Path(__file__).resolve().parents[1] / "collection"
    for name, *_ in SETS:
        for path in sorted((home / name).iterdir()):
            yield from read_path(path, ReadOptions())


def _found(store: Store) -> str:
    """What the record holds, in a sentence."""
    counts = store.counts()
    kinds = ", ".join(f"{counts.facts[kind]} {words}" for kind, words in _KINDS.items() if counts.facts.get(kind))
    return f"Found {sum(counts.facts.values())} facts in {counts.documents} documents: {kinds}."
