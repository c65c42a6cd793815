"""Facts as a table for people at a terminal: every row and all its words, and no text that steers the terminal."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table
from rich.text import Text

from servanda.presenting.fact_words import time_words, what_words, when_words, who_words
from servanda.presenting.origins import source_name
from servanda.presenting.plain_line import harmless
from servanda.store import DocumentHead, KeptFact

__all__ = ["harmless", "print_facts"]


def print_facts(facts: Iterable[KeptFact], console: Console, head: Callable[[str], DocumentHead] | None = None) -> int:
    """Print facts as a table; gives the number of rows.

    `head` tells when a document was published, for facts that have no date of their own. A file is named without its folders: other
    formats have them.
    """
    table = Table(box=SIMPLE_HEAD, pad_edge=False, expand=True)
    for heading, ratio in (("when", 3), ("what", 5), ("who", 3), ("words", 12), ("where", 5)):
        table.add_column(heading, ratio=ratio, overflow="fold")
    for kept in facts:
        table.add_row(*(Text(harmless(cell)) for cell in _cells(kept, head)))
    console.print(table)
    return table.row_count


def _cells(kept: KeptFact, head: Callable[[str], DocumentHead] | None) -> tuple[str, str, str, str, str]:
    fact = kept.fact
    certainty = "" if fact.certainty == "actual" else f", {fact.certainty}"
    verdict = f" [{kept.verdict}]" if kept.verdict else ""
    evidence = fact.spans[0]
    return (
        when_words(fact) or _told(head(fact.document) if head else None),
        f"{what_words(fact)}{certainty}{verdict}",
        who_words(fact),
        evidence.words,
        f"{source_name(fact.uri)}:{evidence.start}-{evidence.end}",
    )


def _told(head: DocumentHead | None) -> str:
    """Of a fact without a date of its own, when its document told it."""
    published = time_words(head.published) if head else ""
    return f"told {published}" if published else "no date"
