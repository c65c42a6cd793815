"""Acts of which only the month or the year is known.

A life is laid out for the last and for the first day possible; where the two differ nobody can tell what holds.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import msgspec

from servanda.law.acts import Act
from servanda.law.instruments import Instrument
from servanda.law.periods import eve
from servanda.law.phases import RANKS, Life, Phase
from servanda.law.reasons import Reason
from servanda.moments import Day, Moment

_BOUND = frozenset({"bound", "withdrawal_pending", "nonrenewal_pending"})
# Not to know prevails over whatever one of the two lives says.
_RANK = max(RANKS.values()) + 1


def inexact_acts(instrument: Instrument, related: Mapping[str, Instrument]) -> tuple[Act, ...]:
    """The acts on which the instrument's life depends and whose day is not known; those of treaties that supersede it among them."""
    own = (instrument, *(other for other in related.values() if _supersedes(other, instrument)))
    return tuple(act for one in own for act in one.acts if not (act.done.exact and (act.effect is None or act.effect.exact)))


def at_earliest(instrument: Instrument) -> Instrument:
    """The instrument as it would be had each of its acts been done on the first day possible; what follows its conclusion is not before it."""
    begun = instrument.possibly_concluded()
    return msgspec.structs.replace(instrument, acts=tuple(_earliest(act, begun) for act in instrument.acts))


def successors_at_earliest(instrument: Instrument, related: Mapping[str, Instrument]) -> dict[str, Instrument]:
    """The related instruments, those that supersede this one as they would be at the earliest."""
    return {name: at_earliest(other) if _supersedes(other, instrument) else other for name, other in related.items()}


def either_way(late: Life, early: Life, inexact: tuple[Act, ...]) -> Life:
    """One life of two: what both say holds, and where they differ in more than how the treaty binds, the status is unknown."""
    return msgspec.structs.replace(late, phases=(*_told(late, early), *_unknown(late, early, inexact)))


def _unknown(late: Life, early: Life, inexact: tuple[Act, ...]) -> Iterator[Phase]:
    """The stretches in which nobody can tell what holds."""
    turns = sorted({*late.turns(), *early.turns()})
    known = " and ".join(dict.fromkeys(f"{act.kind} ({_moment(act).isoformat()})" for act in inexact))
    run: tuple[str, str] | None = None
    begun = turns[0] if turns else Day.min
    for turn in [*turns, None]:
        words = (late.word(turn), early.word(turn)) if turn else ("", "")
        differ = words if not _alike(*words) else None
        if differ == run:
            continue
        if run is not None:
            told = f"{run[1]} or still {run[0]}: the record tells no day for {known}".replace("_", " ")
            yield Phase("unknown", begun, turn, _RANK, Reason(begun, told, "unknown is not a guess", inexact[0].source))
        run, begun = differ, turn or begun


def _told(late: Life, early: Life) -> Iterator[Phase]:
    """The phases of the late life; a step counted from a day that is not known says from when it may be."""
    first: dict[str, list[Phase]] = {}
    for one in early.phases:
        first.setdefault(one.word, []).append(one)
    for one in late.phases:
        others = first.get(one.word, [])
        other = others.pop(0) if others else one
        if one.reason is None or other.since >= one.since:
            yield one
            continue
        told = f"{one.reason.what}; counted here from the last day possible, it may be as early as {other.since.isoformat()}"
        yield msgspec.structs.replace(one, reason=msgspec.structs.replace(one.reason, what=told))


def _alike(one: str, other: str) -> bool:
    """Whether two words say the same of whether it binds."""
    if one == other:
        return True
    if one.startswith("in_force") and other.startswith("in_force"):
        return ("suspended" in one) == ("suspended" in other)
    return one in _BOUND and other in _BOUND


def turn_in_words(before: str, after: str, turn: Day, early: Life | None) -> str:
    """What a day brings on which a status word turns into another; `early` is the life at the earliest where some day is not known."""
    if early is not None and before == "unknown":
        return f"{after} from this day at the latest"
    if early is not None and after == "unknown":
        return f"{before} may become {early.word(turn)} on any day from this one"
    if early is not None and early.word(eve(turn)) == after:
        return f"{before} becomes {after} by this day at the latest"
    return f"{before} becomes {after}"


def possible_since(act: Act, begun: Day | None) -> Day:
    """The first day on which an act may have been done to an instrument concluded on a day."""
    return _first(act.done, begun).earliest


def _earliest(act: Act, begun: Day | None) -> Act:
    effect = _first(act.effect, begun) if act.effect else None
    return msgspec.structs.replace(act, done=_first(act.done, begun), effect=effect)


def _first(moment: Moment, begun: Day | None) -> Moment:
    """The first day of a moment, not before the conclusion where the moment reaches to it."""
    day = max(moment.earliest, begun) if begun is not None and begun <= moment.latest else moment.earliest
    return Moment(day, day)


def _moment(act: Act) -> Moment:
    return act.done if not act.done.exact or act.effect is None else act.effect


def _supersedes(other: Instrument, instrument: Instrument) -> bool:
    return any(link.kind == "supersedes" and link.to == instrument.id for link in other.links)
