"""Facts as a notebook shows them: a table, a timeline, a frame."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

from servanda.presenting.fact_columns import COLUMNS, flat
from servanda.presenting.fact_words import what_words, when_words, who_words
from servanda.presenting.notebooks.markup import listed, said, table
from servanda.presenting.notebooks.rows import SHOWN, Framed, counted
from servanda.records import Fact
from servanda.store import KeptFact

_TYPES = {column.name: column.type for column in COLUMNS}
_HEADS = ("when", "what", "who", "certainty", "words", "where", "id")


class Facts(Framed, Sequence[Fact]):
    """Facts in the order of their texts; going over them gives `Fact` records, a frame has the columns of docs/record.md.

    `verdicts` tells by id what people last said of those that were judged.
    """

    def __init__(self, kept: Iterable[KeptFact]) -> None:
        self._kept = list(kept)
        self.verdicts = {one.fact.id: one.verdict for one in self._kept if one.verdict}
        super().__init__(_TYPES, (flat(one) for one in self._kept))

    def __len__(self) -> int:
        return len(self._kept)

    def __getitem__(self, place: Any) -> Any:
        """A fact by its number, or the facts of a slice."""
        return Facts(self._kept[place]) if isinstance(place, slice) else self._kept[place].fact

    def timeline(self) -> Timeline:
        """The same facts by the time of which they tell."""
        return Timeline(self)

    def __repr__(self) -> str:
        kinds = Counter(fact.kind for fact in self)
        told = ", ".join(f"{many} {kind}" for kind, many in sorted(kinds.items()))
        return f"<{len(self)} facts: {told}>" if kinds else "<0 facts>"

    def _repr_html_(self) -> str:
        """The first facts with their words, and how many there are."""
        return table(_HEADS, [_cells(fact) for fact in self[:SHOWN]], caption=counted(len(self), "facts"))


class Timeline:
    """Facts by year, those without a time last: `years()` gives them, a notebook shows them."""

    def __init__(self, facts: Facts) -> None:
        self._facts = facts

    def years(self) -> dict[str, list[Fact]]:
        """The facts of each year, in order; of one that covers several, `1992-2001`; `not known` for those without any time."""
        found: dict[str, list[Fact]] = {}
        for fact in sorted(self._facts, key=_time):
            found.setdefault(_period(fact), []).append(fact)
        return found

    def __repr__(self) -> str:
        return f"<timeline of {len(self._facts)} facts: {', '.join(f'{year} {len(facts)}' for year, facts in self.years().items())}>"

    def _repr_html_(self) -> str:
        """A list for each year; every fact is there."""
        parts = [f"<p>{said(f'{len(self._facts):,} facts by the time of which they tell')}</p>"]
        for year, facts in self.years().items():
            parts.append(listed(f"{year} ({len(facts)})", [_item(fact) for fact in facts]))
        return "".join(parts)


def _cells(fact: Fact) -> tuple[str, ...]:
    evidence = fact.spans[0]
    where = f"{fact.uri}:{evidence.start}-{evidence.end}"
    return when_words(fact), what_words(fact), who_words(fact), fact.certainty, evidence.words, where, fact.id


def _item(fact: Fact) -> str:
    certainty = "" if fact.certainty == "actual" else f" ({fact.certainty})"
    told = f"{when_words(fact) or 'no time given'}: {who_words(fact)}: {what_words(fact)}{certainty}"
    return f"{said(told)} — <q>{said(fact.spans[0].words)}</q>"


def _period(fact: Fact) -> str:
    when = fact.when
    first, last = (when.earliest, when.latest) if when else (None, None)
    if first is None and last is None:
        return "not known"
    one, other = (str(day.year) if day else "…" for day in (first, last))
    return one if one == other else f"{one}-{other}"


def _time(fact: Fact) -> tuple[dt.date, dt.date, str]:
    """By the first day on which it may have been, then the last; what has no time comes last."""
    when = fact.when
    first = when and (when.earliest or when.latest)
    return first or dt.date.max, (when and when.latest) or dt.date.max, fact.id
