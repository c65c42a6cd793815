"""Duties that outlive a treaty (VCLT 70(1))."""

from __future__ import annotations

from servanda.law.instruments import Instrument
from servanda.law.reasons import Reason, clause_place
from servanda.moments import Day


def surviving(instrument: Instrument, ended: Day, on: Day) -> tuple[Reason, ...]:
    """The duties that still bind on a day after the treaty ended, each with the day until which it does."""
    reasons = []
    for clause in instrument.survival:
        until = clause.period.after(ended) if clause.period else None
        if until is not None and on >= until:
            continue
        told = (
            f"{clause.what} outlives the treaty"
            + (f" until {until.isoformat()}" if until else " without end")
            + f" ({clause_place(clause)})"
        )
        reasons.append(Reason(ended, told, "VCLT 70(1)", instrument.id))
    return tuple(reasons)
