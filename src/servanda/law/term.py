"""How long a treaty runs: first term, tacit renewal, extension by agreement, and the last day to say no (VCLT 54)."""

from __future__ import annotations

import msgspec

from servanda.law.acts import Act
from servanda.law.clauses import TermClause
from servanda.law.instruments import Instrument
from servanda.law.periods import Period
from servanda.moments import Day

_ONE_DAY = Period(days=1)


class Leg(msgspec.Struct, frozen=True):
    """One stretch of a treaty's life: the first term is number 0; `end` is the first day after it, None without end."""

    number: int
    start: Day
    end: Day | None


class NonRenewal(msgspec.Struct, frozen=True):
    """A notice against renewal: the act, and the day on which the treaty (or its giver's part) ends by it."""

    act: Act
    ends: Day


class Course(msgspec.Struct, frozen=True):
    """The whole course of a treaty's terms from entry into force on.

    `ends` are the ends that are laid down (first term, then each extension), `period` the length of each tacit renewal after the last of
    them. `lapses` is the day on which it expires, None where it runs on. `late_notices` came after the last day for the term then running.
    """

    clause: TermClause
    start: Day
    ends: tuple[Day, ...]
    period: Period | None
    indefinite_since: Day | None
    lapses: Day | None
    nonrenewals: tuple[NonRenewal, ...]
    late_notices: tuple[Act, ...]

    @property
    def first_end(self) -> Day | None:
        """The first day after the first term."""
        return self.ends[0] if self.ends else None

    @property
    def extended_since(self) -> Day | None:
        """The day from which the treaty runs beyond its first term, None where it does not or its term was a minimum."""
        if self.first_end is None or self.clause.continues or self.lapses == self.first_end:
            return None
        return self.first_end

    def leg_on(self, day: Day) -> Leg | None:
        """The term that runs on a day, None before the first and where there are no terms."""
        if day < self.start or not self.ends:
            return None
        begins = self.start
        for number, end in enumerate(self.ends):
            if day < end:
                return Leg(number, begins, end)
            begins = end
        return self._renewed(day)

    def last_day_for_notice(self, day: Day) -> Day | None:
        """The last day on which notice can stop the renewal at the end of the term running on `day` (may have passed)."""
        leg = self.leg_on(day)
        if leg is None or leg.end is None or self.clause.renewal != "tacit":
            return None
        if self.period is None and leg.number >= len(self.ends):
            return None
        return self.clause.notice.before(leg.end) if self.clause.notice else leg.end

    def _renewed(self, day: Day) -> Leg:
        """The tacitly renewed term, or the open stretch, that runs on a day after the last end laid down."""
        last = self.ends[-1]
        if self.period is None:
            return Leg(len(self.ends), last, None)
        # Counted from the end laid down, not step by step, so that the day of the month never drifts.
        guess = max(0, ((day.year - last.year) * 12 + day.month - last.month) // max(1, self.period.months or self.period.days // 28) - 1)
        while self.period.times(guess + 1).after(last) <= day:
            guess += 1
        return Leg(len(self.ends) + guess, self.period.times(guess).after(last), self.period.times(guess + 1).after(last))


def course(instrument: Instrument, entry: Day | None) -> Course | None:
    """Work out the terms of an instrument in force since `entry`; None without a term clause or entry.

    A date "until" that a clause names is the last day in force; a length of years ends on the day of the same number, which is
    the first day on which the treaty is no longer in force.
    """
    clause = instrument.term
    start = entry if clause is None or clause.counts_from == "entry_into_force" else instrument.signed()
    if clause is None or entry is None or start is None:
        return None
    first = _ONE_DAY.after(clause.until) if clause.until else clause.length.after(start) if clause.length else None
    ends, indefinite = _laid_down(first, [act for act in instrument.acts if act.kind == "extension"])
    period = clause.renewal_period if clause.renewal == "tacit" and indefinite is None else None
    whole = Course(clause, start, ends, period, indefinite, None, (), ())
    if not ends:
        return whole
    answered, late = _nonrenewals(instrument, whole)
    lapses = _lapse(instrument, whole, answered)
    return Course(clause, start, ends, period, indefinite, lapses, answered, late)


def _laid_down(first: Day | None, extensions: list[Act]) -> tuple[tuple[Day, ...], Day | None]:
    """The ends that the clause and the extensions fix, and the day from which the treaty was made indefinite."""
    ends = [] if first is None else [first]
    for act in sorted(extensions, key=lambda act: act.effective):
        if act.indefinite:
            return tuple(ends), act.effective
        if act.until:
            ends.append(_ONE_DAY.after(act.until))
        elif act.period and ends:
            ends.append(act.period.after(ends[-1]))
    return tuple(ends), None


def _nonrenewals(instrument: Instrument, whole: Course) -> tuple[tuple[NonRenewal, ...], tuple[Act, ...]]:
    """The end that each notice against renewal brings about; a notice too late for one term works at the end of the next."""
    revoked = {act.party: act.day for act in instrument.acts if act.kind == "withdrawal_revocation"}
    answered: list[NonRenewal] = []
    late: list[Act] = []
    for act in instrument.acts:
        if act.kind != "nonrenewal_notice":
            continue
        leg = whole.leg_on(act.day)
        last = whole.last_day_for_notice(act.day)
        if leg is None or leg.end is None:
            continue
        end = leg.end
        if last is not None and act.day > last:
            late.append(act)
            following = whole.leg_on(leg.end)
            end = following.end if following and following.end else leg.end
        taken_back = revoked.get(act.party)
        if taken_back is None or not act.day <= taken_back < end:
            answered.append(NonRenewal(act, end))
    return tuple(answered), tuple(late)


def _lapse(instrument: Instrument, whole: Course, answered: tuple[NonRenewal, ...]) -> Day | None:
    """The day on which the treaty as a whole expires."""
    clause, last = whole.clause, whole.ends[-1]
    if whole.indefinite_since is not None:
        return None
    if answered and instrument.bilateral:
        return min(answer.ends for answer in answered)
    if clause.continues:
        return None
    if clause.renewal == "tacit":
        if whole.period is not None and clause.max_renewals is not None:
            return whole.period.times(clause.max_renewals).after(last)
        return None
    return last
