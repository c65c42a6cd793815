"""Facts from tables: a row of a series is a figure, a row of votes is a position of each state that voted."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from servanda.coding.coder import Declined
from servanda.coding.prepared import Prepared
from servanda.coding.sentence import Sentence
from servanda.coding.table_figures import table_figures
from servanda.coding.table_periods import read_when
from servanda.coding.table_rows import RECORD_TABLE, cells
from servanda.records import Change, Direction, Fact, Figure, Flow, FlowSide, Position, Speaker, Stance, Target, When
from servanda.vocabulary.units import read_unit

_VOTES: dict[str, Stance] = {
    "yes": "support",
    "y": "support",
    "no": "oppose",
    "n": "oppose",
    "veto": "oppose",
    "abstain": "neutral",
    "abstained": "neutral",
    "a": "neutral",
}
_SIDES: dict[str, FlowSide] = {"exports": "exports", "imports": "imports", "total": "total"}
_STATE = re.compile(r"[A-Z]{3}")
_PERIODS = ("date", "period", "month", "quarter", "year")


class TableCoder:
    """Reads tables of figures or votes, and the tables of figures that stand in other documents."""

    name = "tables"
    version = "2"
    cues: frozenset[str] = frozenset()
    needs_actor = False

    def code(self, prepared: Prepared) -> Iterator[Fact | Declined]:
        """The facts of each row, in order; a row that does not fit its header is declined with the reason."""
        if prepared.document.reader != RECORD_TABLE:
            yield from table_figures(prepared, (self.name, self.version))
            return
        if not prepared.sentences:
            return
        delimiter = "\t" if prepared.document.media_type == "text/tab-separated-values" else ","
        header, *rows = prepared.sentences
        names = [name.strip().lstrip("\ufeff") for name in cells(prepared.document.text[header.start : header.end], delimiter)]
        for row in rows:
            found = cells(prepared.document.text[row.start : row.end], delimiter)
            if len(found) != len(names):
                yield Declined(row.start, row.end, self.name, f"the row has {len(found)} cells, its header {len(names)}", None)
                continue
            values = {name: cell.strip() for name, cell in zip(names, found, strict=True)}
            lower = {name.lower(): cell for name, cell in values.items()}
            when = _period(lower)
            if when is None:
                yield Declined(row.start, row.end, self.name, "the row has no year or date that can be read", None)
            elif "value" in lower:
                yield self._figure(prepared, row, lower, when)
            else:
                yield from self._votes(prepared, row, values, when)

    def _figure(self, prepared: Prepared, row: Sentence, values: Mapping[str, str], when: When) -> Fact | Declined:
        number = values["value"].replace(" ", "").replace("\u00a0", "")
        unit = read_unit(values.get("unit", ""))
        try:
            value = float(number)
        except ValueError:
            return Declined(row.start, row.end, self.name, f"the value is no number: {values['value']!r}", None)
        if unit is None:
            return Declined(row.start, row.end, self.name, f"the unit is not known: {values.get('unit', '')!r}", None)
        about = tuple(values[name] for name in values if name.startswith("actor") and values[name])
        side = values.get("flow", "").lower()
        if side and side not in (*_SIDES, "growth"):
            return Declined(row.start, row.end, self.name, f"the flow is none of exports, imports, total, growth: {values['flow']!r}", None)
        flow, change = None, None
        if side == "growth":
            direction: Direction = "up" if value > 0 else "down" if value < 0 else "none"
            value, change = abs(value), Change(direction, None)
        elif side in _SIDES and about:
            two = len(about) > 1
            flow = Flow(_SIDES[side], *((None, None) if side == "total" else (about[0], about[1] if two else None)))
        figure = Figure(
            value=round(value * unit.factor, 6),
            unit=unit.code,
            measure=values.get("measure") or None,
            about=about,
            change=change,
            approximate="rounded" in values.get("note", ""),
            bound=None,
            flow=flow,
        )
        return self._fact(prepared, row, figure, when, values.get("source"))

    def _votes(self, prepared: Prepared, row: Sentence, values: Mapping[str, str], when: When) -> Iterator[Fact]:
        subject = next((values[name] for name in values if name.lower() in ("subject", "title", "resolution", "issue")), "")
        votes = {name: _VOTES.get(cell.lower()) for name, cell in values.items() if _STATE.fullmatch(name)}
        document = next((values[name] for name in values if name.lower() == "document"), "")
        # A vote is on a text, not on its subject: a no to one draft on a ceasefire is no stance against ceasefires, so no issue is given.
        words = f"draft {document}: {subject}" if document else subject
        for stance in ("support", "oppose", "neutral"):
            holders = tuple(state for state, vote in votes.items() if vote == stance)
            if holders and subject:
                position = Position(holders=holders, holder_words=None, stance=stance, target=Target(None, words))
                yield self._fact(prepared, row, position, when, values.get("source"))

    def _fact(self, prepared: Prepared, row: Sentence, claim: Figure | Position, when: When, source: str | None) -> Fact:
        return prepared.fact(
            claim,
            [(row.start, row.end)],
            certainty="actual",
            when=when,
            coder=(self.name, self.version),
            confidence=0.99,
            rule="table-row",
            asserted_by=Speaker(None, None, source, source) if source else None,
        )


def _period(values: Mapping[str, str]) -> When | None:
    """The time that a row measures or when it was cast, as exact as it is written."""
    return next((when for name in _PERIODS if (when := read_when(values.get(name, ""))) is not None), None)
