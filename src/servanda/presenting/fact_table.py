"""Facts as a table for people at a terminal: every row, nothing shortened, and no text that steers the terminal."""

from __future__ import annotations

from collections.abc import Iterable

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table
from rich.text import Text

from servanda.presenting.fact_words import what_words, when_words, who_words
from servanda.store import KeptFact

# Control characters by their pictures; those that turn the direction of writing, and C1, by the replacement character.
_HARMLESS = {
    **{code: chr(0x2400 + code) for code in range(32)},
    0x7F: "␡",
    **dict.fromkeys((*range(0x80, 0xA0), *range(0x202A, 0x202F), *range(0x2066, 0x206A), 0x200E, 0x200F), "\ufffd"),
}


def print_facts(facts: Iterable[KeptFact], console: Console) -> int:
    """Print facts as a table; gives the number of rows."""
    table = Table(box=SIMPLE_HEAD, pad_edge=False, expand=True)
    for heading, ratio in (("when", 3), ("what", 4), ("who", 4), ("words", 12), ("where", 4)):
        table.add_column(heading, ratio=ratio, overflow="fold")
    for kept in facts:
        table.add_row(*(Text(harmless(cell)) for cell in _cells(kept)))
    console.print(table)
    return table.row_count


def harmless(text: str) -> str:
    """The text on one line, with every character that could steer a terminal shown instead of sent."""
    return " ".join(text.split()).translate(_HARMLESS)


def _cells(kept: KeptFact) -> tuple[str, str, str, str, str]:
    fact = kept.fact
    certainty = "" if fact.certainty == "actual" else f", {fact.certainty}"
    verdict = f" [{kept.verdict}]" if kept.verdict else ""
    evidence = fact.spans[0]
    return (
        when_words(fact),
        f"{what_words(fact)}{certainty}{verdict}",
        who_words(fact),
        evidence.words,
        f"{fact.uri}:{evidence.start}-{evidence.end}",
    )
