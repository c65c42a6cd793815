"""Events counted once, however often they are told: rows for tables and files, and why two reports are or are not one event."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import msgspec
from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table
from rich.text import Text

from servanda.analysis.same_event import Comparison, ToldEvent, compared, dates_of, events_told
from servanda.errors import UsageError
from servanda.presenting.fact_table import harmless
from servanda.presenting.fact_words import what_words, when_words, who_words
from servanda.records import Event, Fact
from servanda.store import FactQuery, Store


class EventRow(msgspec.Struct, frozen=True, kw_only=True):
    """One event: what its fullest report says of it, and all its reports. `reports` are ids of facts, the fullest first."""

    when: str
    what: str
    certainty: str
    who: str
    reports: tuple[str, ...]
    documents: int
    words: str
    uri: str


def told_events(store: Store, query: FactQuery) -> tuple[ToldEvent, ...]:
    """The events that a question finds, in the order of their documents' dates and places in the text; other kinds are left out."""
    facts = [fact for fact in store.facts(query) if isinstance(fact.claim, Event)]
    rank = {fact.id: place for place, fact in enumerate(facts)}
    return tuple(
        sorted(
            events_told(facts, store.heads({fact.document for fact in facts})),
            key=lambda event: min(rank[fact.id] for fact in event.reports),
        )
    )


def event_rows(events: Sequence[ToldEvent]) -> Iterator[EventRow]:
    """A row an event."""
    for event in events:
        fact = event.fullest
        yield EventRow(
            when=when_words(fact),
            what=what_words(fact),
            certainty=fact.certainty,
            who=who_words(fact),
            reports=tuple(report.id for report in event.reports),
            documents=event.documents,
            words=fact.spans[0].words,
            uri=fact.uri,
        )


def compare_reports(store: Store, one: str, other: str) -> tuple[Fact, Fact, Comparison]:
    """Two reports given by the ids of their facts, and what the rule says of them; UsageError where there are no such events."""
    wanted: dict[str, Fact] = {fact.id: fact for fact in store.facts(FactQuery(kinds=("event",))) if fact.id in (one, other)}
    for name in (one, other):
        if name not in wanted:
            raise UsageError("no event on record has this id", where=name, todo="see the ids with: servanda events --format jsonl")
    first, second = wanted[one], wanted[other]
    return first, second, compared(first, second, dates_of(store.heads({first.document, second.document})))


def flat(row: EventRow) -> dict[str, Any]:
    """A row for a table of plain cells: the number of reports, and their ids in a cell of their own."""
    return {**msgspec.to_builtins(row), "reports": len(row.reports), "facts": list(row.reports)}


def print_events(rows: Iterable[EventRow], console: Console) -> None:
    """Print events as a table for people, every row."""
    table = Table(box=SIMPLE_HEAD, pad_edge=False, expand=True)
    for heading, ratio in (("when", 3), ("what", 3), ("who", 4), ("reports", 3), ("words of the fullest", 12)):
        table.add_column(heading, ratio=ratio, overflow="fold")
    for row in rows:
        certainty = "" if row.certainty == "actual" else f", {row.certainty}"
        told = f"{len(row.reports)} in {row.documents}"
        table.add_row(*(Text(harmless(cell)) for cell in (row.when, f"{row.what}{certainty}", row.who, told, row.words)))
    console.print(table)
