"""What a treaty holds between two of its parties: whether it is in force between them, as reserved and as amended (VCLT 20-22, 40)."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from servanda.law.amendments import amendments_between
from servanda.law.instrument_life import lives, stranger
from servanda.law.instruments import Instrument
from servanda.law.reasons import Reason
from servanda.law.reservations import ReservationEffect, in_force_between, reservations_between
from servanda.law.succession import person
from servanda.moments import Day

# With one of these words a state is bound, though it may be about to leave or may have suspended its part.
_BOUND = frozenset({"bound", "withdrawal_pending", "nonrenewal_pending", "suspended"})


class Between(msgspec.Struct, frozen=True):
    """The treaty between two states on a day; `amendments` are the ids of the amending instruments that bind both."""

    states: tuple[str, str]
    in_force: bool
    reservations: tuple[ReservationEffect, ...]
    amendments: tuple[str, ...]
    reasons: tuple[Reason, ...]


def between(instrument: Instrument, one: str, other: str, on: Day, others: Iterable[Instrument] = ()) -> Between:
    """Tell how a treaty stands between two states on a day; `others` are instruments that may amend it."""
    effects = reservations_between(instrument, one, other, on)
    words = {state: _word(instrument, state, on) for state in (one, other)}
    bound = all(word in _BOUND for word in words.values())
    told = " and ".join(f"{state} is {word}" for state, word in words.items())
    both = Reason(on, f"{told} on this day", "VCLT 26, 34", instrument.id)
    amending = amendments_between(instrument, others, one, other, on) if bound else ()
    accepted = tuple(Reason(on, f"as amended by {found.called}: both are bound by it", "VCLT 40(4), (5)", found.id) for found in amending)
    return Between(
        states=(one, other),
        in_force=bound and in_force_between(instrument, one, other, on),
        reservations=effects,
        amendments=tuple(found.id for found in amending),
        reasons=(both, *(effect.reason for effect in effects), *accepted),
    )


def in_words(told: Between) -> list[str]:
    """The answer for people, line by line."""
    one, other = told.states
    lines = [f"Between {one} and {other}: {'in force' if told.in_force else 'not in force'}"]
    return [*lines, *(f"  {step.date}  {step.what} [{step.rule}; {step.source}]" for step in told.reasons)]


def _word(instrument: Instrument, state: str, on: Day) -> str:
    """The status of one state."""
    known = lives(instrument)
    return (known.parties.get(person(state) or state) or stranger(known)).word(on)
