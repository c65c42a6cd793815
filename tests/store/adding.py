"""Adds made-up documents to the store named on the command line and says each number once it is acknowledged."""

from __future__ import annotations

import datetime as dt
import hashlib
import sys

from servanda.records import Document, Fact, Figure, Relation, When, make_fact
from servanda.store import RunManifest, Store

CODERS = {"figures": "1", "relations": "1"}
MANIFEST = RunManifest(started=dt.datetime(2026, 1, 1, tzinfo=dt.UTC), servanda="0", coders=CODERS, vocabulary=None, model=None, options={})


def made_up(number: int) -> tuple[Document, list[Fact]]:
    """One document with two facts; the number decides everything."""
    first = f"Trade between the two neighbours came to {number} million dollars. "
    text = first + "Their ties are good. " * (number % 40 + 1)
    day = dt.date(2001, 1, 1) + dt.timedelta(days=number % 300)
    document = Document(
        id="sha256:" + hashlib.sha256(text.encode()).hexdigest(),
        text=text,
        uri=f"folder/{number:04}.txt",
        published=When(earliest=day, latest=day, words=day.isoformat()),
    )
    figure = Figure(value=number, unit="USD", measure="trade", about=("CHN", "RUS"), change=None, approximate=False, bound=None)
    relation = Relation(pair=("CHN", "RUS"), trend="stable", domain=None)
    return document, [
        _fact(document, figure, 0, "figures"),
        _fact(document, relation, len(first), "relations"),
    ]


def _fact(document: Document, claim: Figure | Relation, start: int, coder: str) -> Fact:
    return make_fact(
        document,
        claim,
        (document.span(start, start + 20),),
        certainty="actual",
        when=document.published,
        asserted_by=None,
        coder=(coder, "1"),
        confidence=0.5,
        rule=None,
    )


def main(path: str, count: int) -> None:
    """Add the documents that are not there yet."""
    with Store.open(path, write=True) as store:
        run = store.begin_run(MANIFEST)
        for number in range(count):
            document, facts = made_up(number)
            if not store.known(document.id, CODERS):
                store.add(run, document, facts, CODERS)
            sys.stdout.write(f"{number}\n")
            sys.stdout.flush()


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
