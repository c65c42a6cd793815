"""States that go on under another name, and states that end: who stands in whose place.

A continuator is the same person in law: its predecessor's acts are its own (no new act is needed). A successor is
a new person: it is bound by its own notification of succession, as a rule from the day of succession (Vienna Convention
on Succession of States in respect of Treaties, 1978, articles 17, 18 and 23).
"""

from __future__ import annotations

import msgspec

from servanda.law.acts import Act
from servanda.moments import Day


class Continuity(msgspec.Struct, frozen=True):
    """One state that goes on as another from a day."""

    predecessor: str
    continuator: str
    since: Day


class Ending(msgspec.Struct, frozen=True):
    """A state that ceased to exist on a day without a continuator."""

    state: str
    on: Day


CONTINUITIES: tuple[Continuity, ...] = (
    Continuity("SUN", "RUS", Day(1991, 12, 26)),
    Continuity("SCG", "SRB", Day(2006, 6, 3)),
    Continuity("BUR", "MMR", Day(1989, 6, 18)),
    Continuity("ZAR", "COD", Day(1997, 5, 17)),
    # ISO 3166-3 gives VDR to the Democratic Republic of Viet-Nam, which went on as the united state.
    Continuity("VDR", "VNM", Day(1976, 7, 2)),
)
ENDINGS: tuple[Ending, ...] = (
    Ending("DDR", Day(1990, 10, 3)),
    Ending("YMD", Day(1990, 5, 22)),
    Ending("CSK", Day(1993, 1, 1)),
    Ending("YUG", Day(1992, 4, 27)),
    Ending("RVN", Day(1976, 7, 2)),
)
_PERSON = {row.predecessor: row.continuator for row in CONTINUITIES}
_CEASED = {row.state: row.on for row in ENDINGS}


def person(state: str | None) -> str | None:
    """The code under which a state's acts are counted: that of its continuator where there is one."""
    return state if state is None else _PERSON.get(state, state)


def named_on(state: str, on: Day) -> str:
    """The code that a state bore on a day: `SUN` for Russia before the end of 1991."""
    for row in CONTINUITIES:
        if person(state) == row.continuator and on < row.since:
            return row.predecessor
    return person(state) or state


def ceased(state: str, on: Day) -> bool:
    """Whether a state had ceased to exist by a day, with nobody continuing it."""
    end = ended_on(state)
    return end is not None and on >= end


def ended_on(state: str) -> Day | None:
    """The day on which a state ceased to exist with nobody continuing it; None where it did not."""
    return _CEASED.get(state)


def continued(state: str, on: Day) -> Continuity | None:
    """The change of name that a state has undergone by a day, None where there was none."""
    for row in CONTINUITIES:
        if row.continuator == person(state) and on >= row.since:
            return row
    return None


def succession_effect(act: Act, succeeded_on: Day | None, entry: Day | None) -> Day:
    """The day from which a successor is bound: its stated date of effect, else the day of succession, not before entry.

    Rule: VCSSRT 23(1). Where the day of succession is not known the day of the notification is taken.
    """
    day = act.effective if act.effect else (succeeded_on or act.day)
    return max(day, entry) if entry else day
