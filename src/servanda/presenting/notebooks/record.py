"""A record opened in a notebook: it is asked with the filters of the command line, and answers with tables."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Iterable, Sequence
from pathlib import Path
from types import TracebackType
from typing import Self

import msgspec

from servanda.errors import ServandaError, UsageError
from servanda.presenting.exports import export_facts
from servanda.presenting.exports.judgements import JUDGEMENT_COLUMNS, judgement_rows
from servanda.presenting.notebooks.facts import Facts
from servanda.presenting.notebooks.markup import said, table
from servanda.presenting.notebooks.rows import Rows
from servanda.presenting.questions import fact_query
from servanda.records import Document
from servanda.store import Counts, FactQuery, Store

_HITS = {
    "document": "VARCHAR",
    "uri": "VARCHAR",
    "title": "VARCHAR",
    "start": "INTEGER",
    "end": "INTEGER",
    "words": "VARCHAR",
    "score": "DOUBLE",
}
_DOCUMENTS = {
    "id": "VARCHAR",
    "uri": "VARCHAR",
    "title": "VARCHAR",
    "author": "VARCHAR",
    "publisher": "VARCHAR",
    "earliest": "DATE",
    "latest": "DATE",
    "published_words": "VARCHAR",
    "language": "VARCHAR",
    "media_type": "VARCHAR",
    "status": "VARCHAR",
    "kept_on": "DATE",
}


class Record:
    """An open record; use it in a `with` block, or call `close`. `store` is the store beneath it, for all that is not told here.

    What it has given stays when it is closed.
    """

    def __init__(self, store: Store) -> None:
        self.store = store

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Let another process have the file."""
        self.store.close()

    def facts(
        self,
        *,
        pair: tuple[str, str] | None = None,
        actor: str | None = None,
        kind: str | Sequence[str] = (),
        type: str | Sequence[str] = (),  # noqa: A002 - as the option is called
        since: str | dt.date | None = None,
        until: str | dt.date | None = None,
        certainty: str | Sequence[str] = (),
        dated: bool = False,
        rejected: bool = False,
    ) -> Facts:
        """The facts that meet every condition; actors by code or name, dates as "2001", "2001-07" or "2001-07-16".

        As on the command line, facts without a date of their own are among those of every period unless `dated`, and facts that a person
        rejected are left out unless `rejected`. UsageError for a name, type or date that no fact can have.
        """
        query = _query(pair, actor, kind, type, since, until, certainty, dated=dated, rejected=rejected)
        return Facts(self.store.kept(query))

    def export(
        self,
        path: str | os.PathLike[str],
        *,
        format: str,  # noqa: A002 - as the option is called
        pair: tuple[str, str] | None = None,
        actor: str | None = None,
        kind: str | Sequence[str] = (),
        type: str | Sequence[str] = (),  # noqa: A002 - as above
        since: str | dt.date | None = None,
        until: str | dt.date | None = None,
        certainty: str | Sequence[str] = (),
        dated: bool = False,
        rejected: bool = False,
    ) -> int:
        """Write the facts to a file in one of the formats of docs/exports.md, with a manifest beside it; gives their number."""
        query = _query(pair, actor, kind, type, since, until, certainty, dated=dated, rejected=rejected)
        return export_facts(self.store, query, form=format, output=os.fspath(path)).facts

    def search(self, words: str, limit: int = 20) -> Rows:
        """The sentences that hold the words, best first: all words, "phrases", begin* and -without."""
        if limit < 0:
            raise UsageError("fewer than no sentences cannot be shown", where=f"limit={limit}", todo="give a limit of 0 or more")
        hits = [msgspec.structs.asdict(hit) for hit in self.store.search(words, limit)]
        total = self.store.total_hits(words)
        return Rows(_HITS, hits, called=f"sentences of {total:,} that hold the words" if total > len(hits) else "sentences")

    def documents(self) -> Rows:
        """The documents without their texts, by date."""
        rows = []
        for head in self.store.heads().values():
            when = head.published
            dates = {
                "earliest": when.earliest if when else None,
                "latest": when.latest if when else None,
                "published_words": when.words if when else None,
            }
            rows.append({**msgspec.structs.asdict(head), **dates})
        return Rows(_DOCUMENTS, rows, called="documents")

    def document(self, document: str) -> Document:
        """One document by its id, with its text; UsageError where the record has none of that id."""
        return self.store.document(document)

    def judgements(self) -> Rows:
        """What people said of facts, in the order given."""
        rows = [{**row, "at": dt.datetime.fromisoformat(row["at"])} for row in judgement_rows(self.store.judgements())]
        return Rows({name: "TIMESTAMP" if name == "at" else "VARCHAR" for name in JUDGEMENT_COLUMNS}, rows, called="judgements")

    def counts(self) -> Counts:
        """How much the record holds."""
        return self.store.counts()

    def __repr__(self) -> str:
        try:
            counts = self.counts()
        except ServandaError:  # a notebook that shows a record whose block has ended is to say so, not to fail
            return f"<record {Path(self.store.path).name}: closed>"
        return f"<record {Path(self.store.path).name}: {counts.documents} documents, {sum(counts.facts.values())} facts>"

    def _repr_html_(self) -> str:
        """How much of what there is."""
        try:
            counts = self.counts()
        except ServandaError:
            return f"<p>{said(repr(self))}</p>"
        rows = [("documents", counts.documents), *counts.facts.items(), ("judgements", counts.judgements), ("runs", counts.runs)]
        return table(
            ("what", "how many"), [(name.replace("_", " "), f"{many:,}") for name, many in rows], caption=Path(self.store.path).name
        )


def _query(
    pair: tuple[str, str] | None,
    actor: str | None,
    kind: str | Iterable[str],
    type_: str | Iterable[str],
    since: str | dt.date | None,
    until: str | dt.date | None,
    certainty: str | Iterable[str],
    *,
    dated: bool,
    rejected: bool,
) -> FactQuery:
    several = [(one,) if isinstance(one, str) else tuple(one) for one in (kind, type_, certainty)]
    return fact_query(
        pair=pair,
        actor=actor,
        kind=several[0],
        type=several[1],
        since=since,
        until=until,
        certainty=several[2],
        dated=dated,
        rejected=rejected,
    )
