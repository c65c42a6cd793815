"""A life laid out as phases: each holds from a day to a day, and the highest that covers a day gives the status."""

from __future__ import annotations

import msgspec

from servanda.law.reasons import Reason
from servanda.moments import Day


class Phase(msgspec.Struct, frozen=True):
    """A stretch with a status word; `rank` tells which phase prevails where several cover a day.

    `until` is the first day after it, None without end. The instrument's own modifiers (suspended, notice pending) share
    the rank of what they modify and are joined by `Life.word`.
    """

    word: str
    since: Day
    until: Day | None
    rank: int
    reason: Reason | None = None

    def covers(self, day: Day) -> bool:
        """Whether it holds on a day."""
        return self.since <= day and (self.until is None or day < self.until)


# Which phase prevails. The gaps leave room for none: each number stands for a row of docs/law-of-treaties.md.
RANKS = {
    "not_yet_concluded": 0,
    "not_a_party": 1,
    "unknown": 1,
    "open_for_signature": 2,
    "not_in_force": 3,
    "signatory": 10,
    "consented": 20,
    "provisionally_applied": 25,
    "bound": 30,
    "in_force": 30,
    "in_force_extended": 31,
    "in_force_indefinite": 32,
    "nonrenewal_pending": 40,
    "suspended": 45,
    "withdrawal_pending": 50,
    "withdrawn": 60,
    "contested": 70,
    "expired": 80,
    "superseded": 81,
    "terminated": 82,
    "non_binding": 90,
}
_MODIFIERS = ("nonrenewal_pending", "withdrawal_pending", "suspended")


def phase(word: str, since: Day, until: Day | None = None, reason: Reason | None = None) -> Phase:
    """Make a phase with the rank of its word."""
    return Phase(word, since, until, RANKS[word], reason)


class Life(msgspec.Struct, frozen=True):
    """All phases of an instrument or of a state's part in it; `joined` joins modifiers to `in_force`."""

    phases: tuple[Phase, ...]
    joined: bool = False

    def word(self, day: Day) -> str:
        """The status on a day."""
        best: Phase | None = None
        for one in self.phases:
            if one.covers(day) and (best is None or one.rank >= best.rank):
                best = one
        if best is None:
            return "not_yet_concluded"
        if self.joined and best.word in _MODIFIERS:
            on = {one.word for one in self.phases if one.covers(day)}
            return "_".join(["in_force", *(word for word in _MODIFIERS if word in on)])
        return best.word

    def turns(self) -> list[Day]:
        """Every day on which the status may change, in order."""
        days = {one.since for one in self.phases} | {one.until for one in self.phases if one.until}
        return sorted(days)

    def stretch(self, day: Day) -> tuple[Day | None, Day | None]:
        """The first day of the status that holds on a day, and the first day after it."""
        word = self.word(day)
        since: Day | None = None
        until: Day | None = None
        for turn in self.turns():
            if turn <= day:
                if self.word(turn) != word:
                    since = None
                elif since is None:
                    since = turn
            elif self.word(turn) != word:
                until = turn
                break
        return since, until

    def reasons(self, day: Day) -> tuple[Reason, ...]:
        """The reasons of every phase that has begun by a day, in order of their dates."""
        told: dict[Reason, None] = {}
        for one in self.phases:
            if one.reason is not None and one.since <= day:
                told[one.reason] = None
        return tuple(sorted(told, key=lambda reason: (reason.date is None, reason.date)))
