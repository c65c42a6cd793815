"""Figures out of tables in running text: what a cell counts is said by its column, its row and the table's caption."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

import msgspec

from servanda.coding.coder import Declined
from servanda.coding.mentions import Mention
from servanda.coding.prepared import Prepared
from servanda.coding.table_periods import read_when
from servanda.coding.tables_in_text import Cell, Row, TextTable, find_tables
from servanda.records import Change, Fact, Figure, Flow, FlowSide, When
from servanda.vocabulary.measures import Measure, measure_words
from servanda.vocabulary.units import Unit, read_unit

_IN_BRACKETS = re.compile(r"[(\[]([^()\[\]]{1,40})[)\]]")
_IN_WORDS = re.compile(
    r"\b(?:in\s+)?(?P<scale>thousand|million|billion)s?\s+(?:of\s+)?(?P<unit>[A-Za-z. ]{2,20}?)(?=[,.;)]|\s+(?:in|from|by|per)\b|$)",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"(?P<sign>[-+−])?\s*(?P<before>[^\d\s.+−-]{0,4})\s*(?P<digits>\d[\d,]*(?:\.\d+)?)\s*(?P<after>%)?")
_CHANGE = re.compile(r"\b(?:change|growth|increase|decrease|rise|year[- ]on[- ]year|y-o-y)\b", re.IGNORECASE)
_SIDE = re.compile(r"\b(?P<side>export|import)s?\b", re.IGNORECASE)
_TO = re.compile(r"\b(?:to|from|with)\s+(?:the\s+)?$", re.IGNORECASE)
_WORD = re.compile(r"[A-Za-z-]+")
_MOST_ACTORS = 4


class _Said(msgspec.Struct, frozen=True):
    """What the words of one place say of the numbers: a place is a column's head, a row's label or the caption."""

    unit: Unit | None
    measures: tuple[Measure, ...]
    actors: tuple[Mention, ...]
    words: str
    start: int


def table_figures(prepared: Prepared, coder: tuple[str, str]) -> Iterator[Fact | Declined]:
    """The figures of every table in a text that is coded; a cell whose unit, measure or actor nothing tells is declined with the reason."""
    barred = [(region.start, region.end) for region in prepared.document.regions]
    for table in find_tables(prepared.document.text):
        if any(first < table.rows[-1].end and table.header.start < last for first, last in barred):
            continue
        caption = _said(prepared, table.caption) if table.caption is not None else None
        heads = [_said(prepared, cell) for cell in table.header.cells]
        columns = [read_when(cell.words) for cell in table.header.cells]
        for row in table.rows:
            label, own = _said(prepared, row.cells[0]), read_when(row.cells[0].words)
            for place, cell in enumerate(row.cells[1:], 1):
                when = columns[place] or own
                if when is not None and any(c.isdigit() for c in cell.words):
                    said = [one for one in (heads[place], label, caption) if one is not None]
                    yield _figure(prepared, coder, table, row, cell, said, when)


def _said(prepared: Prepared, cell: Cell) -> _Said:
    """What the words of a cell or caption say."""
    table = measure_words()
    words = [word.lower() for word in _WORD.findall(cell.words)]
    forms = [*words, *(word.removesuffix("s") for word in words), *(f"{one}_{two}" for one, two in pairwise(words))]
    measures = tuple(dict.fromkeys(measure for form in forms for measure in table.get(form, ())))
    sentence = prepared.sentence_at(cell.start)
    actors = tuple(m for m in sentence.mentions if m.actors and cell.start <= m.start < cell.end) if sentence is not None else ()
    return _Said(_unit(cell.words), measures, actors, cell.words, cell.start)


def _unit(words: str) -> Unit | None:
    """The unit that words name, in brackets, as "millions of euros", or alone."""
    bracketed = [found[1] for found in _IN_BRACKETS.finditer(words)]
    for phrase in (*bracketed, words):
        tidy = phrase.strip().removeprefix("in ").strip()
        if unit := read_unit(tidy):
            return unit
        told = _IN_WORDS.search(phrase)
        if told and (unit := read_unit(f"{told['scale']} {told['unit'].strip()}")):
            return unit
    return None


def _figure(
    prepared: Prepared, coder: tuple[str, str], table: TextTable, row: Row, cell: Cell, said: Sequence[_Said], when: When
) -> Fact | Declined:
    number = _NUMBER.fullmatch(cell.words)
    if number is None:
        return Declined(cell.start, cell.end, coder[0], f"the cell is no number: {cell.words!r}", None)
    own = read_unit(number["before"]) if number["before"] else read_unit("%") if number["after"] else None
    scaled = next((one.unit for one in said if one.unit is not None), None)
    unit = own if own is not None and (scaled is None or own.code != scaled.code) else scaled
    if unit is None:
        return Declined(cell.start, cell.end, coder[0], "nothing in the table tells the unit", None)
    measure = next((m for one in said for m in one.measures if unit.kind in m.units.split() or unit.code in m.units.split()), None)
    about = tuple(dict.fromkeys(code for one in said for mention in one.actors for code in mention.actors))
    if measure is None or not about or len(about) > _MOST_ACTORS:
        lacking = "what is measured" if measure is None else "whom it is about"
        return Declined(cell.start, cell.end, coder[0], f"nothing in the table tells {lacking}", None)
    value = float(number["digits"].replace(",", "")) * unit.factor
    down = number["sign"] in ("-", "−")
    change = Change("down" if down else "up", None) if unit.kind == "share" and _CHANGE.search(said[0].words) else None
    figure = Figure(
        value=round(-value if down and change is None else value, 6),
        unit=unit.code,
        measure=measure.id,
        about=about,
        change=change,
        approximate=False,
        bound=None,
        flow=_flow(measure, said),
    )
    places = [(row.start, row.end), (cell.start, cell.end)]
    if table.caption is not None:
        places.append((table.caption.start, table.caption.end))
    return prepared.fact(figure, places, certainty="actual", when=when, coder=coder, confidence=0.8, rule="table-in-text")


def _flow(measure: Measure, said: Sequence[_Said]) -> Flow | None:
    """The side that the nearest words tell; the partner stands after "to", "from" or "with", the other is whose they are."""
    if measure.id not in ("trade", "energy", "arms"):
        return None
    told = next((found for one in said if (found := _SIDE.search(one.words))), None)
    if told is None:
        return Flow("total", None, None) if measure.id == "trade" and any("trade" in one.words.lower() for one in said) else None
    side: FlowSide = "exports" if told["side"].lower() == "export" else "imports"
    mentions = [(mention, one) for one in said for mention in one.actors]
    partners = {code for mention, one in mentions if _TO.search(one.words[: mention.start - one.start]) for code in mention.actors}
    owners = {code for mention, _ in mentions for code in mention.actors} - partners
    return Flow(side, *(next(iter(codes)) if len(codes) == 1 else None for codes in (owners, partners)))
