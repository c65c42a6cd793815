"""What a record holds on a pair of actors: the documents that join the two, and every fact in them, by kind."""

from __future__ import annotations

import functools
from collections.abc import Mapping

import msgspec

from servanda.records import Document, Event, Fact, Provision, Span
from servanda.store import FactQuery, Store
from servanda.vocabulary.actors import load_actors
from servanda.vocabulary.event_types import cooperative


class PairRecord(msgspec.Struct, frozen=True, kw_only=True, dict=True):
    """Everything that bears on a pair.

    `sides` maps each code that counts for one of the two (its own, and those of states that it continues) to that one's code.
    `documents` are those in which at least one fact names both; `facts` are all facts of these documents, by date of the document
    and place in the text, without those that a person rejected.
    """

    pair: tuple[str, str]
    sides: dict[str, str]
    documents: dict[str, Document]
    facts: tuple[Fact, ...]
    verdicts: dict[str, str]

    def of_kind(self, kind: str) -> tuple[Fact, ...]:
        """The facts of one kind, in order."""
        return self._kinds.get(kind, ())

    @functools.cached_property
    def _kinds(self) -> dict[str, tuple[Fact, ...]]:
        """The facts by kind: nearly every question begins there."""
        found: dict[str, list[Fact]] = {}
        for fact in self.facts:
            found.setdefault(fact.kind, []).append(fact)
        return {kind: tuple(facts) for kind, facts in found.items()}

    def side(self, code: str | None) -> str | None:
        """Which of the two a code counts for; None for anyone else."""
        return self.sides.get(code) if code else None

    def touched(self, codes: tuple[str, ...]) -> set[str]:
        """Those of the two that are among some codes."""
        return {self.sides[code] for code in codes if code in self.sides}

    def names_both(self, codes: tuple[str, ...]) -> bool:
        """Whether both are among some codes."""
        return len(self.touched(codes)) == len(set(self.pair))

    def published(self, fact: Fact) -> tuple[str, str]:
        """First and last day on which the fact's document may have been published, as ISO words; empty where that is not known."""
        when = self.documents[fact.document].published
        if when is None:
            return "", ""
        return (when.earliest.isoformat() if when.earliest else "", when.latest.isoformat() if when.latest else "")


def overlapping(one: Fact, other: Fact) -> bool:
    """Whether two facts rest on the same words, or one on a part of the other's."""
    first, second = one.spans[0], other.spans[0]
    return one.document == other.document and first.start < second.end and second.start < first.end


def happenings(record: PairRecord) -> tuple[Fact, ...]:
    """The events of a record without those read out of a treaty's articles: what is laid down is a promise, not a deed."""
    articles: dict[str, list[Span]] = {}
    for fact in record.of_kind("provision"):
        if isinstance(fact.claim, Provision) and fact.claim.article is not None:
            articles.setdefault(fact.document, []).append(fact.spans[0])
    return tuple(
        fact
        for fact in record.of_kind("event")
        if not any(one.start < fact.spans[0].end and fact.spans[0].start < one.end for one in articles.get(fact.document, ()))
    )


def gather_pair(store: Store, a: str, b: str) -> PairRecord:
    """Gather the record of a pair from a store; a state's facts include those of the state that it continues in law."""
    sides = {code: side for side in (a, b) for code in codes_of(side)}
    found: dict[str, None] = {}
    for one in codes_of(a):
        for other in codes_of(b):
            found.update(dict.fromkeys(store.tallies(FactQuery(pair=(one, other)), ("document",))["document"]))
    kept = list(store.kept(FactQuery(documents=tuple(found)))) if found else []
    documents = sorted(store.documents(found), key=_order)
    rank = {document.id: index for index, document in enumerate(documents)}
    kept.sort(key=lambda one: (rank[one.fact.document], one.fact.spans[0].start, one.fact.id))
    return PairRecord(
        pair=(a, b),
        sides=sides,
        documents={document.id: document for document in documents},
        facts=tuple(one.fact for one in kept),
        verdicts={one.fact.id: one.verdict for one in kept if one.verdict},
    )


@functools.cache
def codes_of(code: str) -> tuple[str, ...]:
    """The codes whose deeds count as an actor's own: its own, and that of a state that it continues (Russia: the USSR)."""
    table = load_actors()
    return (code, *(own for own in table.state_codes() if own != code and any(spell.continuator == code for spell in table.state(own))))


def event_sides(event: Event) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The codes of those who act and of those acted upon."""
    # Lists within, for this is asked of every event many times over: they are made in half the time.
    return tuple([one.actor for one in event.sources if one.actor]), tuple([one.actor for one in event.targets if one.actor])


def on_each_other(event: Event, sides: Mapping[str, str]) -> bool:
    """Whether the two act on each other, not together on others: a joint protest against a third is no conflict of theirs.

    `sides` maps each code that counts for one of the two to that one's code.
    """
    acting, acted_upon = event_sides(event)
    sources, targets = ({sides[code] for code in codes if code in sides} for codes in (acting, acted_upon))
    if event.reciprocal or (sources and targets and len(sources | targets) == 2):
        return event.reciprocal or not (len(sources) == 2 and not targets)
    return len(sources) == 2 and not acted_upon and cooperative(event.type)


def _order(document: Document) -> tuple[str, str, str]:
    published = document.published
    day = published.earliest.isoformat() if published and published.earliest else "9999"
    return day, document.uri, document.id
