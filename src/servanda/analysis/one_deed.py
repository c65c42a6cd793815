"""Which facts tell one deed: reports of one event, readings of one sentence, an agreement told as an event and as an act of a treaty."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from servanda.analysis.pair_record import PairRecord, event_sides
from servanda.analysis.same_event import events_told
from servanda.records import Event, Fact, TreatyAct
from servanda.vocabulary.ledger import signs

# What an act in the life of a treaty is as a deed; an act that is not here says nothing about other promises.
TREATY_DEEDS = {
    "signature": "AGREE",
    "ratification": "AGREE",
    "exchange_of_instruments": "AGREE",
    "extension": "AGREE",
    "suspension": "SANCTION",
}
# The event pattern of signatures (`sign` in `event_patterns/support.yml`); PLOVER puts a signature under SUPPORT.
_SIGNING = re.compile(r"sign \(")


def as_own(record: PairRecord, codes: Iterable[str]) -> tuple[str, ...]:
    """Codes with those of states that one of the pair continues put as its own."""
    return tuple(record.side(code) or code for code in codes)


def kind_of_deed(fact: Fact) -> str:
    """The kind of deed that an event or an act in the life of a treaty is; to sign a paper is to agree, whatever type its words have.

    Empty of an act that says nothing about other promises, and of what is no deed.
    """
    claim = fact.claim
    if isinstance(claim, TreatyAct):
        return TREATY_DEEDS.get(claim.act, "")
    if not isinstance(claim, Event):
        return ""
    signed = _SIGNING.match(fact.rule or "") or (claim.type == "SUPPORT" and signs(fact.spans[0].words))
    return "AGREE" if signed else str(claim.type)


def deed_numbers(record: PairRecord, facts: Iterable[Fact]) -> dict[str, int]:
    """The number of the deed that each fact tells, by its id; facts with one number tell one deed."""
    listed = {fact.id: fact for fact in facts}
    told = events_told((fact for fact in listed.values() if isinstance(fact.claim, Event)), record.documents)
    event = {fact.id: number for number, one in enumerate(told) for fact in one.reports}
    # Which fact first showed each key; what two facts share joins them, and all that were joined with them.
    first: dict[tuple[object, ...], str] = {}
    joined = {name: name for name in listed}
    for fact in listed.values():
        keys: list[tuple[object, ...]] = [("sentence", fact.document, " ".join(fact.spans[0].words.split()))]
        if fact.id in event:
            keys.append(("event", event[fact.id]))
        if (agreed := _agreed(record, fact)) is not None:
            keys.append(agreed)
        for key in keys:
            joined[_end(joined, fact.id)] = _end(joined, first.setdefault(key, fact.id))
    known: dict[str, int] = {}
    return {name: known.setdefault(_end(joined, name), len(known)) for name in listed}


def _end(joined: dict[str, str], name: str) -> str:
    """The fact at which those joined with a fact end; what lies between is passed over the next time."""
    while joined[name] != name:
        joined[name] = joined[joined[name]]
        name = joined[name]
    return name


def by_deed(facts: Sequence[Fact], numbers: dict[str, int]) -> list[list[Fact]]:
    """Facts put together that tell one deed, in the order given; `numbers` are those of `deed_numbers`."""
    deeds: dict[int, list[Fact]] = {}
    for fact in facts:
        deeds.setdefault(numbers[fact.id], []).append(fact)
    return list(deeds.values())


def _agreed(record: PairRecord, fact: Fact) -> tuple[object, ...] | None:
    """What makes two tellings of an agreement one: done alike, on the same day, by the same of the two. None of anything else."""
    claim, when = fact.claim, fact.when
    if when is None or when.earliest is None or when.earliest != when.latest:
        return None
    if isinstance(claim, TreatyAct):
        codes = claim.parties
    elif isinstance(claim, Event):
        codes = tuple(code for side in event_sides(claim) for code in side)
    else:
        return None
    sides = record.touched(codes)
    return ("agreed", fact.certainty, when.earliest, frozenset(sides)) if kind_of_deed(fact) == "AGREE" and len(sides) > 1 else None
