"""Where sources disagree: the same thing told with other values, other dates, or as done and as not done."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Literal

import msgspec

from servanda.analysis.figures_checked import figure_of, same_value
from servanda.analysis.pair_record import PairRecord, event_sides
from servanda.records import Event, Fact, Figure, Position, TreatyAct

# Two undated deeds of one type between the same two are taken for one only where their sentences share this many longer words;
# with two, unrelated sentences of one commentary were joined.
SHARED = 4

Matter = Literal["figure", "treaty act", "deed", "stance"]


class Version(msgspec.Struct, frozen=True):
    """One way in which a thing is told, and the facts that tell it so."""

    facts: tuple[Fact, ...]


class Disagreement(msgspec.Struct, frozen=True, kw_only=True):
    """One thing told in at least two ways; `matter` says what kind of thing it is."""

    matter: Matter
    versions: tuple[Version, ...]


def disagreements(record: PairRecord) -> tuple[Disagreement, ...]:
    """Every contradiction about the pair that the record shows, figures first."""
    return (*_figures(record), *_treaty_acts(record), *_deeds(record), *_stances(record))


def _figures(record: PairRecord) -> Iterator[Disagreement]:
    """One measure, unit and period with several values."""
    alike: dict[tuple[object, ...], list[Fact]] = {}
    for fact in record.of_kind("figure"):
        figure, when = figure_of(fact), fact.when
        if fact.certainty != "actual" or figure.measure is None or when is None or when.earliest is None or when.latest is None:
            continue
        if record.names_both(figure.about) and figure.bound is None:
            direction = figure.change.direction if figure.change else None
            key = (figure.measure, figure.unit, when.earliest, when.latest, direction)
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


def _treaty_acts(record: PairRecord) -> Iterator[Disagreement]:
    """The same act to the same named instrument on days that cannot be one."""
    alike: dict[tuple[str, str], list[Fact]] = {}
    for fact in record.of_kind("treaty_act"):
        if isinstance(fact.claim, TreatyAct) and fact.claim.instrument and fact.when and fact.when.as_moment():
            plain = fact.claim.instrument.casefold().removeprefix("the ")
            if any(word[:1].isupper() for word in fact.claim.instrument.split()[1:]):
                alike.setdefault((plain, fact.claim.act), []).append(fact)
    for facts in alike.values():
        versions: list[list[Fact]] = []
        for fact in facts:
            home = next((own for own in versions if _could_be_one(fact, own[0])), None)
            if home is None:
                versions.append([fact])
            else:
                home.append(fact)
        if len(versions) > 1:
            yield Disagreement(matter="treaty act", versions=tuple(Version(tuple(own)) for own in versions))


def _could_be_one(one: Fact, other: Fact) -> bool:
    first = one.when.as_moment() if one.when else None
    second = other.when.as_moment() if other.when else None
    return first is None or second is None or first.overlaps(second)


def _deeds(record: PairRecord) -> Iterator[Disagreement]:
    """The same act between the same actors, told as done and as not done."""
    alike: dict[tuple[object, ...], dict[str, list[Fact]]] = {}
    for fact in record.of_kind("event"):
        if not isinstance(fact.claim, Event) or fact.certainty not in ("actual", "denied"):
            continue
        sources, targets = (tuple(sorted({record.side(code) or code for code in side})) for side in event_sides(fact.claim))
        if record.names_both((*sources, *targets)) and targets:
            key = (fact.claim.type, fact.claim.of, fact.claim.mode, sources, targets)
            alike.setdefault(key, {}).setdefault(fact.certainty, []).append(fact)
    for told in alike.values():
        done = [one for one in told.get("actual", []) if any(_same_time(one, other) for other in told.get("denied", []))]
        if done:
            yield Disagreement(matter="deed", versions=(Version(tuple(done)), Version(tuple(told["denied"]))))


def _same_time(one: Fact, other: Fact) -> bool:
    """Whether two facts tell of one thing as far as they say: both dated and overlapping, or both undated and in much the same words."""
    if one.when is None and other.when is None:
        return one.document != other.document and len(_content(one) & _content(other)) >= SHARED
    return one.when is not None and other.when is not None and _could_be_one(one, other)


def _content(fact: Fact) -> set[str]:
    """The beginnings of the longer words of the evidence: enough to know a word again in another form."""
    return {word[:6] for word in re.findall(r"[^\W\d_]{5,}", fact.spans[0].words.casefold())}


def _stances(record: PairRecord) -> Iterator[Disagreement]:
    """One holder for and against one issue: a change of mind, or sources at odds; the dates tell which."""
    alike: dict[tuple[str, str], dict[str, list[Fact]]] = {}
    for fact in record.of_kind("position"):
        if isinstance(fact.claim, Position) and fact.claim.target.issue and fact.certainty == "actual" and fact.rule != "table-row":
            for holder in sorted(record.touched(fact.claim.holders)):
                alike.setdefault((holder, fact.claim.target.issue), {}).setdefault(fact.claim.stance, []).append(fact)
    for told in alike.values():
        if "support" in told and "oppose" in told:
            yield Disagreement(matter="stance", versions=tuple(Version(tuple(told[stance])) for stance in ("support", "oppose")))


def values_of(disagreement: Disagreement) -> tuple[Figure, ...]:
    """The first value of each version of a figure; () for any other matter."""
    return tuple(figure_of(version.facts[0]) for version in disagreement.versions if version.facts[0].kind == "figure")
