"""Figures at odds: one measure, unit and period told with values that do not round to each other."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from servanda.analysis.at_odds.versions import Disagreement, Version
from servanda.analysis.figures_checked import figure_of, same_value
from servanda.analysis.pair_record import PairRecord
from servanda.records import Fact


def figures(record: PairRecord) -> Iterator[Disagreement]:
    """One measure, unit and period with several values."""
    alike: dict[tuple[object, ...], list[Fact]] = {}
    for fact in record.of_kind("figure"):
        figure, when = figure_of(fact), fact.when
        if fact.certainty != "actual" or figure.measure is None or when is None or when.earliest is None or when.latest is None:
            continue
        if record.names_both(figure.about) and figure.bound is None:
            direction = figure.change.direction if figure.change else None
            side = (figure.flow.side, figure.flow.of) if figure.flow and figure.flow.side != "total" else None
            key = (figure.measure, figure.unit, when.earliest, when.latest, direction, side, figure.share_of)
            alike.setdefault(key, []).append(fact)
    for facts in alike.values():
        versions = _clusters(facts)
        if len(versions) > 1 and len(_voices(facts)) > 1:
            yield Disagreement(matter="figure", versions=versions)


def _clusters(facts: list[Fact]) -> tuple[Version, ...]:
    """Facts by value, those that round to each other together; the value with most digits stands for its cluster."""
    clusters: list[list[Fact]] = []
    for fact in sorted(facts, key=lambda one: -len(f"{figure_of(one).value:.15g}".strip("0."))):
        home = next((own for own in clusters if same_value(figure_of(fact), figure_of(own[0]))), None)
        if home is None:
            clusters.append([fact])
        else:
            home.append(fact)
    return tuple(Version(tuple(own)) for own in sorted(clusters, key=lambda own: figure_of(own[0]).value))


def _voices(facts: Iterable[Fact]) -> set[str]:
    """Who tells: a document, or the source that it names."""
    return {f"{fact.document} {fact.asserted_by.words if fact.asserted_by else ''}" for fact in facts}
