"""Leaving a treaty: when a notice takes effect, when it may be taken back, and what follows without a clause (VCLT 54-56, 65-68)."""

from __future__ import annotations

import msgspec

from servanda.law.acts import Act
from servanda.law.instruments import Instrument
from servanda.law.periods import Period, delayed
from servanda.law.reasons import Reason, clause_place
from servanda.law.succession import person
from servanda.moments import Day

# Where a treaty without a clause may be left at all, twelve months' notice is due (VCLT 56(2)).
WITHOUT_CLAUSE = Period(months=12)


class Departure(msgspec.Struct, frozen=True):
    """A notice of withdrawal worked out: pending from `given` to `until`, then effective unless `revoked` or disputed."""

    act: Act
    given: Day
    until: Day
    revoked: Act | None
    disputed: bool
    reason: Reason


def departure(instrument: Instrument, notice: Act, entry: Day, bound: Day) -> Departure:
    """Work out what a notice of withdrawal brings about for a state bound since `bound`.

    It takes effect at the latest of: notice period after the notice, the end of the lock-in, the later day that the notice itself
    names (VCLT 54(a), 56(2)). A notice that names an earlier day than the clause allows works on the clause's day. Without a
    clause the right to leave is itself open to doubt (VCLT 56(1)), so that the departure is disputed.
    """
    clause = instrument.withdrawal
    computed = earliest_exit(instrument, notice.day, entry, bound)
    until = max(computed, notice.effective) if notice.effect else computed
    revoked = _revocation(instrument, notice, until)
    without = clause is None or not clause.allowed
    period = WITHOUT_CLAUSE if clause is None or clause.notice is None else clause.notice
    rule = "VCLT 56" if without else "VCLT 54(a)"
    place = "no clause allows it; twelve months" if without else f"{clause_place(clause)}: {period.in_words()}"
    # An older act of withdrawal without any period in the clause works on the day that it names.
    told = f"{notice.party or 'a party'} gave notice of withdrawal, to take effect on {until.isoformat()} ({place} after notice)"
    return Departure(
        notice,
        notice.day,
        until,
        revoked,
        notice.disputed or (without and not notice.effect),
        Reason(notice.day, told, rule, notice.source),
    )


def earliest_exit(instrument: Instrument, given: Day, entry: Day, bound: Day) -> Day:
    """The first day on which a notice given on `given` can take effect."""
    clause = instrument.withdrawal
    if clause is None or clause.notice is None:
        return given if clause is not None else WITHOUT_CLAUSE.after(given)
    if clause.not_before is None:
        return delayed(given, clause.notice, clause.notice_from)
    lock = clause.not_before.after(bound if clause.lock_from == "party" else entry)
    if clause.lock_bars == "notice":
        return delayed(max(given, lock), clause.notice, clause.notice_from)
    return max(lock, delayed(given, clause.notice, clause.notice_from))


def _revocation(instrument: Instrument, notice: Act, until: Day) -> Act | None:
    """The act that takes a notice back before it takes effect (VCLT 68)."""
    for act in instrument.acts:
        if act.kind == "withdrawal_revocation" and person(act.party) == person(notice.party) and notice.day <= act.day < until:
            return act
    return None
