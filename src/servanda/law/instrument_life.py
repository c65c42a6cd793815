"""The treaty's own life: concluded, in force, extended, and how it ends (VCLT 24, 42, 54-64)."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from servanda.law.acts import CONSENTS, Act
from servanda.law.entry_into_force import Entry, entry_into_force
from servanda.law.inexact import at_earliest, either_way, inexact_acts, successors_at_earliest
from servanda.law.instruments import CONCLUDING, Instrument
from servanda.law.party_life import Frame, Part, plain_word
from servanda.law.phases import RANKS, Life, Phase, phase
from servanda.law.reasons import Reason, by_act, clause_place
from servanda.law.succession import ended_on, person
from servanda.law.term import Course, course, lapse_reason
from servanda.law.withdrawal import departure
from servanda.moments import Day

# The acts by which a state goes, and the words for a state that a treaty binds.
_LEAVING = frozenset({"withdrawal_notice", "withdrawal"})
_HELD = frozenset({"bound", "suspended", "withdrawal_pending", "nonrenewal_pending", "contested"})


class Lives(msgspec.Struct, frozen=True):
    """Everything that is worked out once for an instrument: its entry, terms and end, its life and that of each party.

    `early` is the same had every act whose day is not known been done on the first day possible; None where all days are known. Entry,
    terms and end are then those of the last day possible, and the lives say "unknown" where the two differ.
    """

    instrument: Instrument
    entry: Entry
    terms: Course | None
    end: Phase | None
    whole: Life
    parties: dict[str, Life]
    early: Lives | None = None


def lives(instrument: Instrument, related: Mapping[str, Instrument] | None = None) -> Lives:
    """Lay out the life of an instrument and of every state that has done an act to it; `related` holds successors by id."""
    others = related or {}
    late, inexact = _lives(instrument, others), inexact_acts(instrument, others)
    if not inexact:
        return late
    early = _lives(at_earliest(instrument), successors_at_earliest(instrument, others))
    parties = {state: either_way(life, early.parties[state], inexact) for state, life in late.parties.items()}
    return msgspec.structs.replace(late, whole=either_way(late.whole, early.whole, inexact), parties=parties, early=early)


def _lives(instrument: Instrument, related: Mapping[str, Instrument]) -> Lives:
    """The lives with every act done on the last day possible."""
    entry = entry_into_force(instrument)
    terms = course(instrument, entry.day)
    end = _end(instrument, entry.day, terms, related)
    parties = _parts(instrument, frame_of(instrument, entry, terms, end))
    alone = _last_one_left(instrument, entry.day, end, parties)
    if alone is not None:
        end = alone
        parties = _parts(instrument, frame_of(instrument, entry, terms, end))
    return Lives(instrument, entry, terms, end, _whole(instrument, entry, terms, end, parties), parties)


def stranger(known: Lives) -> Life:
    """The part of a state that has done no act to the instrument."""
    return Part(frame_of(known.instrument, known.entry, known.terms, known.end), []).life(original=False)


def frame_of(instrument: Instrument, entry: Entry, terms: Course | None, end: Phase | None) -> Frame:
    """What the parties of an instrument share."""
    closes = None if instrument.signature_stays_open else entry.day
    closes = Day.fromordinal(instrument.signature_until.toordinal() + 1) if instrument.signature_until else closes
    if end is not None:
        closes = min(closes, end.since) if closes else end.since
    return Frame(
        instrument=instrument,
        concluded=instrument.concluded(),
        entry=entry.day,
        terms=terms,
        end=end,
        settled=entry.settled,
        opens=instrument.opened(),
        closes=closes,
        bereft=_bereft(instrument, entry.day),
    )


def _parts(instrument: Instrument, frame: Frame) -> dict[str, Life]:
    """The life of each state that has done an act."""
    originals = {person(state) for state in instrument.parties}
    return {state: Part(frame, acts).life(original=state in originals) for state, acts in acts_by_state(instrument).items()}


def _last_one_left(instrument: Instrument, entry: Day | None, end: Phase | None, parties: Mapping[str, Life]) -> Phase | None:
    """The end of a closed treaty of several when all but one have left: an agreement needs two (VCLT 2(1)(a))."""
    if entry is None or instrument.open or instrument.bilateral or len(instrument.parties) < 2:
        return None
    gone = sorted({one.since for life in parties.values() for one in life.phases if one.word == "withdrawn"})
    for day in gone:
        if sum(life.word(day) in _HELD for life in parties.values()) <= 1 and (end is None or day < end.since):
            told = "all parties but one have left: a treaty needs two, and others may not join this one"
            return phase("terminated", day, None, Reason(day, told, "VCLT 2(1)(a), 54(a)", _source(instrument)))
    return None


def _bereft(instrument: Instrument, entry: Day | None) -> Phase | None:
    """From when the record does not tell what holds, because one of two parties has ceased and none continues it."""
    days = [day for state in instrument.parties if (day := ended_on(state)) is not None]
    if not days or not instrument.bilateral or entry is None or entry >= min(days):
        return None
    gone = ", ".join(state for state in instrument.parties if ended_on(state) is not None)
    told = f"{gone} had ceased to exist, continued by none: whether its successors are bound follows from their acts, none of which is recorded"
    return Phase("unknown", min(days), None, RANKS["withdrawn"], Reason(min(days), told, "VCSSRT 31, 34, 35", _source(instrument)))


def party_words(instrument: Instrument, on: Day) -> dict[str, str]:
    """The status word of every state that has done an act to an instrument, the quick way where that suffices."""
    if not instrument.open or inexact_acts(instrument, {}):
        return {state: life.word(on) for state, life in lives(instrument).parties.items()}
    entry = entry_into_force(instrument)
    terms = course(instrument, entry.day)
    frame = frame_of(instrument, entry, terms, _end(instrument, entry.day, terms, {}))
    originals = {person(state) for state in instrument.parties}
    return {
        state: plain_word(frame, acts, on) or Part(frame, acts).life(original=state in originals).word(on)
        for state, acts in acts_by_state(instrument).items()
    }


def acts_by_state(instrument: Instrument) -> dict[str, list[Act]]:
    """The acts of each state in order, under the code of its continuator; what all do together stands with every original party."""
    named = [person(state) or state for state in instrument.parties]
    of_state: dict[str, list[Act]] = {state: [] for state in named}
    # On one day a state leaves before it joins again, as it does who comes back with a reservation.
    for act in sorted(instrument.acts, key=lambda act: (act.done.latest, act.kind not in _LEAVING, (act.effect or act.done).latest)):
        if act.territory or act.kind in ("termination", "supersession", "extension") or (act.kind == "entry_into_force" and not act.party):
            continue
        if act.party is None:
            for state in named:
                of_state[state].append(act)
        else:
            of_state.setdefault(person(act.party) or act.party, []).append(act)
    return of_state


def _end(instrument: Instrument, entry: Day | None, terms: Course | None, related: Mapping[str, Instrument]) -> Phase | None:
    """The way in which the treaty as a whole ends: whichever comes first."""
    if entry is None:
        return None
    ends: list[Phase] = []
    if terms is not None and terms.lapses is not None:
        ends.append(phase("expired", terms.lapses, None, lapse_reason(instrument, terms.lapses)))
    for act in instrument.acts:
        if act.territory or act.disputed:
            continue
        if act.kind == "termination":
            ends.append(phase("terminated", act.effective, None, by_act(act, act.described(), "VCLT 54(b), 60, 70")))
        elif act.kind == "supersession":
            ends.append(phase("superseded", act.effective, None, by_act(act, f"superseded by {act.about}", "VCLT 59")))
        elif act.kind in _LEAVING and instrument.bilateral and not _answered(act, terms) and _settled(entry_into_force(instrument), act):
            ended = _left(instrument, act, entry)
            if ended is not None:
                ends.append(ended)
    ends.extend(_successors(instrument, related))
    ended = min(ends, key=lambda one: (one.since, -one.rank), default=None)
    for since, until in terms.gaps if terms is not None else ():
        if ended is not None and since <= ended.since <= until:
            ended = phase("expired", since, None, lapse_reason(instrument, since))  # nothing was left to end, nor to extend later
    # What ends before it has begun was never in force: its end is told from the day on which it would have begun.
    return None if ended is None else msgspec.structs.replace(ended, since=max(ended.since, entry))


def _answered(act: Act, terms: Course | None) -> bool:
    """Whether a notice works as one against renewal."""
    return terms is not None and any(answer.act == act for answer in terms.nonrenewals)


def _settled(entry: Entry, act: Act) -> bool:
    """Whether nothing was missing any more for the treaty to enter into force when the act was done."""
    return act.kind == "withdrawal" or (entry.settled is not None and entry.settled <= act.day)


def _left(instrument: Instrument, act: Act, entry: Day) -> Phase | None:
    """One of two parties leaves: the treaty ends between both."""
    told = f"{act.party or 'a party'} left; a treaty between two ends when one leaves"
    if act.kind == "withdrawal":
        return phase("terminated", act.effective, None, by_act(act, told, "VCLT 54, 70(1)"))
    left = departure(instrument, act, entry, entry)
    if left.revoked is not None or left.disputed:
        return None
    return phase("terminated", left.until, None, Reason(left.until, told, "VCLT 54(a), 70(1)", act.source))


def _successors(instrument: Instrument, related: Mapping[str, Instrument]) -> list[Phase]:
    """A later treaty between the same parties that supersedes this one ends it when it enters into force."""
    ends = []
    mine = {person(state) for state in instrument.parties}
    for other in related.values():
        if other.id == instrument.id or not any(link.kind == "supersedes" and link.to == instrument.id for link in other.links):
            continue
        day = entry_into_force(other).day
        if day is not None and mine and mine <= {person(state) for state in other.parties}:
            reason = Reason(day, f"superseded by {other.called} on its entry into force", "VCLT 59(1)", _source(other))
            ends.append(phase("superseded", day, None, reason))
    return ends


def _whole(instrument: Instrument, entry: Entry, terms: Course | None, end: Phase | None, parties: Mapping[str, Life]) -> Life:
    """The phases of the treaty itself."""
    phases = [*_before_entry(instrument)]
    if not instrument.binding:
        concluded = instrument.concluded()
        why = Reason(
            concluded,
            "a political commitment: its authors did not mean it to be governed by treaty law",
            "VCLT 2(1)(a)",
            _source(instrument),
        )
        return Life((*phases, *((phase("non_binding", concluded, None, why),) if concluded else ())))
    phases.extend(_provisional_together(instrument, parties))
    if entry.day is None:
        return Life((*phases, *_entry_unknown(instrument)))
    phases.append(phase("in_force", entry.day, None, entry.reason))
    concluded = instrument.concluded()
    if concluded is not None and entry.day < concluded:
        told = f"it has effect from before it was concluded on {concluded.isoformat()}: so only because its parties so agreed"
        phases.append(phase("in_force", entry.day, None, Reason(concluded, told, "VCLT 24(1), 28", _source(instrument))))
    if terms is not None:
        # A term may have begun, or even run out, before the treaty is in force: what it means for the status begins with entry.
        phases.extend(msgspec.structs.replace(one, since=max(one.since, entry.day)) for one in _terms(instrument, terms))
        gaps = [(max(since, entry.day), until) for since, until in terms.gaps]
        phases.extend(phase("expired", since, until, lapse_reason(instrument, since)) for since, until in gaps if since < until)
    if instrument.bilateral:
        seen = ("withdrawal_pending", "nonrenewal_pending", "suspended", "contested")
        own = (msgspec.structs.replace(one, since=max(one.since, entry.day)) for life in parties.values() for one in life.phases)
        phases.extend(dict.fromkeys(one for one in own if one.word in seen and (one.until is None or one.since < one.until)))
    bereft = _bereft(instrument, entry.day)
    phases.extend(one for one in (bereft, end) if one is not None)
    return Life(tuple(phases), joined=True)


def _provisional_together(instrument: Instrument, parties: Mapping[str, Life]) -> list[Phase]:
    """The provisional application of a closed treaty by all of its parties at once (VCLT 25)."""
    own = [{one for one in parties[str(person(state))].phases if one.word == "provisionally_applied"} for state in instrument.parties]
    return sorted(set.intersection(*own), key=lambda one: one.since) if own else []


def _entry_unknown(instrument: Instrument) -> list[Phase]:
    """Where the record neither tells nor lets compute whether the treaty ever entered into force, its status is unknown."""
    concluded = instrument.concluded()
    if concluded is None or instrument.acts_complete or instrument.entry is None or instrument.entry.rule != "as_recorded":
        return []
    why = Reason(
        concluded,
        "the day of entry into force is not recorded, and the acts on record do not give it",
        "unknown is not a guess",
        _source(instrument),
    )
    return [Phase("unknown", concluded, None, RANKS["not_in_force"], why)]


def _before_entry(instrument: Instrument) -> list[Phase]:
    """Concluded but not in force; provisional application of all together."""
    concluded = instrument.concluded()
    if concluded is None:
        return []
    first = min((act for act in instrument.acts if act.kind in CONCLUDING), key=lambda act: act.done.latest)
    told = f"{first.kind.replace('_', ' ')}: the text exists, and binds nobody yet"
    phases = [phase("not_in_force", concluded, None, Reason(concluded, told, "VCLT 9, 10, 14", first.source))]
    for act in instrument.acts:
        if act.kind == "domestic_approval":
            told = f"{act.described()}: a step at home, no consent towards the other side"
            phases.append(phase("not_in_force", max(act.day, concluded), None, by_act(act, told, "VCLT 2(1)(b), 14")))
        elif act.kind == "announcement":
            told = f"{act.described()}: an announcement changes nothing by itself"
            phases.append(phase("not_in_force", max(act.day, concluded), None, by_act(act, told, "VCLT 54")))
        elif act.kind == "correction":
            told = f"{act.described()}: an error in the text put right, as from the beginning; no status changes"
            phases.append(phase("not_in_force", max(act.day, concluded), None, by_act(act, told, "VCLT 79")))
        elif act.kind in CONSENTS and (act.party is None or instrument.bilateral):
            told = "the parties exchanged their instruments of ratification" if _exchanged(act) else act.described()
            phases.append(phase("not_in_force", max(act.day, concluded), None, by_act(act, told, "VCLT 11, 16")))
    return phases


def _exchanged(act: Act) -> bool:
    """Whether an act is an exchange of instruments by all parties that the record does not describe itself."""
    return act.kind == "exchange_of_instruments" and act.party is None and act.words is None


def _terms(instrument: Instrument, terms: Course) -> list[Phase]:
    """In force beyond the first term, or without end."""
    phases: list[Phase] = []
    place = clause_place(instrument.term)
    since = terms.extended_since
    first_end = terms.first_end
    if first_end is not None and instrument.term is not None:
        begun = "entry into force" if terms.clause.counts_from == "entry_into_force" else "signature"
        length = (
            f"{terms.clause.length.in_words()} from {begun} on {terms.start.isoformat()}" if terms.clause.length else "a day that it names"
        )
        signed = instrument.signed()
        if terms.clause.length and begun == "entry into force" and signed is not None and signed != terms.start:
            length = f"{length} (not from signature on {signed.isoformat()})"
        what = "minimum term" if instrument.term.continues else "first term"
        told = f"{what} ({place}): {length}, so to {first_end.isoformat()}"
        phases.append(phase("in_force", terms.start, None, Reason(terms.start, told, "VCLT 54(a)", _source(instrument))))
    if terms.indefinite_since is not None:
        why = next(act for act in instrument.acts if act.kind == "extension" and act.indefinite)
        told = f"{why.described()}: in force without end"
        phases.append(phase("in_force_indefinite", terms.indefinite_since, None, by_act(why, told, "VCLT 54(b)")))
    if since is None:
        return phases
    agreed = sorted((act for act in instrument.acts if act.kind == "extension"), key=lambda act: act.effective)
    if not agreed or (terms.clause.renewal == "tacit" and agreed[0].effective > since):
        phases.append(phase("in_force_extended", since, None, _renewed(instrument, terms, since)))
    for act, ran_to, end in zip(agreed, terms.ends, terms.ends[1:], strict=False):
        told = f"by agreement it runs on from {ran_to.isoformat()} to {end.isoformat()} ({act.described()})"
        phases.append(phase("in_force_extended", max(since, act.effective), None, by_act(act, told, "VCLT 54(b)")))
    return phases


def _renewed(instrument: Instrument, terms: Course, since: Day) -> Reason:
    """Why the treaty runs on after its first term: nobody said no by the last day for it."""
    last = terms.clause.notice.before(since) if terms.clause.notice else None
    by = (
        f" by {last.isoformat()}, the last day for it ({since.isoformat()} less {terms.clause.notice.in_words()})"
        if last and terms.clause.notice
        else ""
    )
    length = f"{terms.period.in_words()} at a time" if terms.period else "without end"
    told = f"first term over, and no notice against renewal is on record{by}: renewed tacitly ({clause_place(instrument.term)}; {length})"
    return Reason(since, told, "VCLT 54(a)", _source(instrument))


def _source(instrument: Instrument) -> str:
    """Where the instrument itself is published."""
    return instrument.sources[0] if instrument.sources else instrument.id
