"""Which version of a treaty holds between two of its parties (VCLT 39-41)."""

from __future__ import annotations

from collections.abc import Iterable

from servanda.law.instrument_life import lives
from servanda.law.instruments import Instrument
from servanda.law.succession import person
from servanda.moments import Day

# A state with one of these words is bound on the day.
_BOUND = frozenset({"bound", "withdrawal_pending", "nonrenewal_pending", "suspended"})


def amendments_between(instrument: Instrument, others: Iterable[Instrument], one: str, other: str, on: Day) -> tuple[Instrument, ...]:
    """The amending instruments that bind both of two parties on a day, in the order in which they entered into force.

    An amendment binds those that have accepted it; between a party to it and one that is none the unamended treaty stays
    (VCLT 40(4), 30(4)(b)). A state that joins after the amendment's entry is bound by the treaty as amended (VCLT 40(5)).
    """
    found = []
    for amending in others:
        if not any(link.kind == "amends" and link.to == instrument.id for link in amending.links):
            continue
        known = lives(amending)
        if known.entry.day is None or known.entry.day > on:
            continue
        if all(_bound(instrument, amending, state, on) for state in (one, other)):
            found.append((known.entry.day, amending))
    return tuple(amending for _, amending in sorted(found, key=lambda pair: (pair[0], pair[1].id)))


def _bound(instrument: Instrument, amending: Instrument, state: str, on: Day) -> bool:
    """Whether an amendment binds a state: by its own consent, or because it joined the treaty after the amendment's entry."""
    code = person(state) or state
    own = lives(amending)
    life = own.parties.get(code)
    if life is not None and life.word(on) in _BOUND:
        return True
    joined = lives(instrument).parties.get(code)
    if joined is None or own.entry.day is None or joined.word(on) not in _BOUND:
        return False
    # A party that left and came back became one anew.
    since = min((one.since for one in joined.phases if one.word == "bound" and one.covers(on)), default=None)
    return since is not None and since > own.entry.day
