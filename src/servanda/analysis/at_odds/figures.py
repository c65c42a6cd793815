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
        if record.names_both(figure.about):
            direction = figure.change.direction if figure.change else None
            side = (figure.flow.side, figure.flow.of) if figure.flow and figure.flow.side != "total" else None
            key = (figure.measure, figure.unit, when.earliest, when.latest, direction, side, figure.share_of)
            alike.setdefault(key, []).append(fact)
    for told in alike.values():
        facts = [fact for fact in told if figure_of(fact).bound is None]
        # "More than 2 billion" says nothing against 2.3, and much against 1.2.
        bounds = [fact for fact in told if figure_of(fact).bound and facts and all(_shuts_out(fact, other) for other in facts)]
        versions = (*_clusters(facts), *_clusters(bounds))
        if len(versions) > 1 and len(_voices((*facts, *bounds))) > 1:
            yield Disagreement(matter="figure", versions=versions)


def _shuts_out(bounded: Fact, other: Fact) -> bool:
    """Whether a value lies beyond a bound by more than the two are written to."""
    bound, value = figure_of(bounded), figure_of(other)
    if same_value(bound, value):
        return False
    return value.value < bound.value if bound.bound == "at_least" else value.value > bound.value


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
