"""Series out of facts: the rows of tables that the record holds, or that were coded just now."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from servanda.analysis.series.points import Flow, Period, Series
from servanda.coding.table_rows import RECORD_TABLE
from servanda.records import Document, Fact, Figure

_FLOWS: dict[str, Flow] = {"exports": "exports", "imports": "imports"}
Key = tuple[str, Flow | None, str, tuple[str, ...], str]


def series_from(facts: Iterable[Fact], documents: Mapping[str, Document], *, side: Callable[[str], str] = str) -> tuple[Series, ...]:
    """The series that rows of tables make up, the longest first; each point has its fact. Of two values for one period the first stands.

    `side` maps a code to the one under which it is counted: the Soviet Union to Russia in a record of Russia.
    """
    made: dict[Key, dict[Period, Fact]] = {}
    for fact in facts:
        document, when = documents[fact.document], fact.when
        if document.reader != RECORD_TABLE or when is None or when.earliest is None or when.latest is None:
            continue
        figure = fact.claim
        if not isinstance(figure, Figure) or figure.measure is None:
            continue
        source = (fact.asserted_by and fact.asserted_by.words) or document.title or fact.uri
        flow = "growth" if figure.change else _FLOWS.get(figure.flow.side) if figure.flow else None
        actors = tuple(side(code) for code in figure.about)
        key = (figure.measure, flow, figure.unit, actors if flow else tuple(sorted(set(actors))), source)
        made.setdefault(key, {}).setdefault((when.earliest, when.latest), fact)
    series = [_series(key, dict(sorted(found.items()))) for key, found in made.items()]
    return tuple(sorted(series, key=lambda one: (-len(one.points), one.measure, one.flow or "", one.unit, one.actors, one.source)))


def _series(key: Key, found: dict[Period, Fact]) -> Series:
    measure, flow, unit, actors, source = key
    points = {days: _signed(fact.claim) for days, fact in found.items() if isinstance(fact.claim, Figure)}
    return Series(measure=measure, flow=flow, unit=unit, actors=actors, source=source, points=points, evidence=found)


def _signed(figure: Figure) -> float:
    """A rate of growth with its sign, any other value as it is."""
    return -figure.value if figure.change and figure.change.direction == "down" else figure.value
