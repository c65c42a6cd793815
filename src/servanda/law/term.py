"""How long a treaty runs: first term, tacit renewal, extension by agreement, and the last day to say no (VCLT 54)."""

from __future__ import annotations

import msgspec

from servanda.law.acts import Act
from servanda.law.clauses import TermClause
from servanda.law.instruments import Instrument
from servanda.law.periods import Period
from servanda.law.reasons import Reason, clause_place
from servanda.law.succession import person
from servanda.moments import Day

_ONE_DAY = Period(days=1)


class Leg(msgspec.Struct, frozen=True):
    """One stretch of a treaty's life: the first term is number 0; `end` is the first day after it, None without end."""

    number: int
    start: Day
    end: Day | None


class NonRenewal(msgspec.Struct, frozen=True):
    """A notice against renewal: the act, and the day on which the treaty (or its giver's part) ends by it.

    `undone` is the day on which it was taken back, or on which the parties agreed to go on all the same; then it ends nothing.
    """

    act: Act
    ends: Day
    undone: Day | None = None


class Course(msgspec.Struct, frozen=True):
    """The whole course of a treaty's terms from entry into force on.

    `ends` are the ends that are laid down (first term, then each extension), `period` the length of each tacit renewal after the last of
    them. `lapses` is the day on which it expires, None where it runs on. `late_notices` came after the last day for the term then running.
    `gaps` are the stretches in which it had run out, before an extension agreed too late brought it back.
    """

    clause: TermClause
    start: Day
    ends: tuple[Day, ...]
    period: Period | None
    indefinite_since: Day | None
    lapses: Day | None
    nonrenewals: tuple[NonRenewal, ...]
    late_notices: tuple[Act, ...]
    gaps: tuple[tuple[Day, Day], ...] = ()

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
        # Without a period the last day is the last of the term: on its end the next has begun.
        return self.clause.notice.before(leg.end) if self.clause.notice else _ONE_DAY.before(leg.end)

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
    ends, indefinite, gaps = _laid_down(clause, first, [act for act in instrument.acts if act.kind == "extension"])
    period = clause.renewal_period if clause.renewal == "tacit" and indefinite is None else None
    whole = Course(clause, start, ends, period, indefinite, None, (), (), gaps)
    if not ends:
        return whole
    answered, late = _nonrenewals(instrument, whole)
    lapses = _lapse(instrument, whole, answered)
    return Course(clause, start, ends, period, indefinite, lapses, answered, late, gaps)


def lapse_reason(instrument: Instrument, lapsed: Day) -> Reason:
    """Why a treaty is no longer in force from a day on: its term ran out."""
    told = f"its term ran out ({clause_place(instrument.term)}): the first day without it is {lapsed.isoformat()}"
    return Reason(lapsed, told, "VCLT 54(a)", instrument.sources[0] if instrument.sources else instrument.id)


def _laid_down(
    clause: TermClause, first: Day | None, extensions: list[Act]
) -> tuple[tuple[Day, ...], Day | None, tuple[tuple[Day, Day], ...]]:
    """The ends that the clause and the extensions fix, the day from which the treaty was made indefinite, and the gaps between.

    An extension that takes effect only after the term has run out brings the treaty back from that day; a period then counts from it.
    """
    ends = [] if first is None else [first]
    gaps: list[tuple[Day, Day]] = []
    for act in sorted(extensions, key=lambda act: act.effective):
        over = _runs_out(clause, ends[-1]) if ends else None
        ran_out = over is not None and act.effective > over
        if over is not None and ran_out:
            gaps.append((over, act.effective))
        if act.indefinite:
            return tuple(ends), act.effective, tuple(gaps)
        if act.until:
            ends.append(_ONE_DAY.after(act.until))
        elif act.period and ends:
            ends.append(act.period.after(act.effective if ran_out else ends[-1]))
    return tuple(ends), None, tuple(gaps)


def _runs_out(clause: TermClause, last: Day) -> Day | None:
    """The day on which a treaty runs out whose last end laid down is `last`, None where it goes on by itself."""
    if clause.continues:
        return None
    if clause.renewal != "tacit":
        return last
    if clause.renewal_period is not None and clause.max_renewals is not None:
        return clause.renewal_period.times(clause.max_renewals).after(last)
    return None


def _nonrenewals(instrument: Instrument, whole: Course) -> tuple[tuple[NonRenewal, ...], tuple[Act, ...]]:
    """The end that each notice against renewal brings about; a notice too late for one term works at the end of the next."""
    extensions = [act for act in instrument.acts if act.kind == "extension"]
    answered: list[NonRenewal] = []
    late: list[Act] = []
    for act in instrument.acts:
        if not _says_no(instrument, act):
            continue
        # The terms as they stood when the notice was given: what is agreed later moves no end of before.
        ends, _, _ = _laid_down(whole.clause, whole.ends[0], [one for one in extensions if one.effective <= act.day])
        known = msgspec.structs.replace(whole, ends=ends)
        leg, last = known.leg_on(act.day), known.last_day_for_notice(act.day)
        if leg is None or leg.end is None:
            continue
        end = leg.end
        if last is not None and act.day > last:
            late.append(act)
            following = known.leg_on(leg.end)
            end = following.end if following and following.end else leg.end
        undone = [one.effective for one in extensions if act.day < one.effective < end]
        undone += [
            one.day
            for one in instrument.acts
            if one.kind == "withdrawal_revocation" and person(one.party) == person(act.party) and act.day <= one.day < end
        ]
        answered.append(NonRenewal(act, end, min(undone, default=None)))
    return tuple(answered), tuple(late)


def _says_no(instrument: Instrument, act: Act) -> bool:
    """Whether an act is a notice against renewal: a denunciation is one where a treaty renewed tacitly gives no other way out.

    Such a treaty provides for its own end, so that article 56 of the Vienna Convention leaves no room for an earlier one.
    """
    if act.kind == "withdrawal_notice" and act.effect is None and not act.disputed:
        return instrument.withdrawal is None and instrument.term is not None and instrument.term.renewal == "tacit"
    return act.kind == "nonrenewal_notice"


def _lapse(instrument: Instrument, whole: Course, answered: tuple[NonRenewal, ...]) -> Day | None:
    """The day on which the treaty as a whole expires."""
    said_no = [answer.ends for answer in answered if answer.undone is None] if instrument.bilateral else []
    ran_out = None if whole.indefinite_since is not None else _runs_out(whole.clause, whole.ends[-1])
    return min([*said_no, *([ran_out] if ran_out else [])], default=None)
