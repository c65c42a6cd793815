"""The dates ahead: what will happen to a treaty, and until when somebody may still say no."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from servanda.law.inexact import possible_since
from servanda.law.instrument_life import Lives, lives
from servanda.law.instruments import Instrument
from servanda.law.periods import eve
from servanda.law.reasons import NextDate, clause_place
from servanda.law.reservations import SILENCE
from servanda.law.withdrawal import earliest_exit
from servanda.moments import Day


def next_dates(instrument: Instrument, on: Day, related: Mapping[str, Instrument] | None = None) -> tuple[NextDate, ...]:
    """The legal dates after a day, as they could be foreseen on it: acts done later are left out."""
    known = foreseen(instrument, on, related)
    dates = [*_turns(known, on), *term_dates(known, on), *_exits(known, on)]
    dates += [one for one in (*silence_dates(known.instrument), *signing_dates(instrument)) if one.date >= on]
    return tuple(sorted(dict.fromkeys(dates), key=lambda one: (one.date, one.what)))


def foreseen(instrument: Instrument, on: Day, related: Mapping[str, Instrument] | None = None) -> Lives:
    """The lives of an instrument as they could be foreseen on a day: without the acts that were certainly done later."""
    begun = instrument.possibly_concluded()
    done = tuple(act for act in instrument.acts if possible_since(act, begun) <= on)
    return lives(msgspec.structs.replace(instrument, acts=done), related)


def _turns(foreseen: Lives, on: Day) -> list[NextDate]:
    """The days ahead on which the status itself changes by what has already been done."""
    told = [("", foreseen.whole, foreseen.early.whole if foreseen.early else None)]
    if not foreseen.instrument.bilateral:
        told += [
            (f"{state}: ", life, foreseen.early.parties[state] if foreseen.early else None) for state, life in foreseen.parties.items()
        ]
    dates = []
    for who, life, early in told:
        for turn in life.turns():
            if turn <= on or life.word(turn) == life.word(eve(turn)):
                continue
            if who == "" and foreseen.terms is not None and turn == foreseen.terms.lapses:
                continue
            latest = " at the latest" if early is not None and early.word(eve(turn)) == life.word(turn) else ""
            dates.append(NextDate(turn, f"{who}status becomes {life.word(turn)}{latest}"))
    return dates


def term_dates(foreseen: Lives, on: Day) -> list[NextDate]:
    """What is ahead of the running term; where the day is not known from which it counts, both reckonings are told."""
    late, early = _renewal(foreseen, on), _renewal(foreseen.early, on) if foreseen.early else []
    if foreseen.early is None or late == early:
        return late
    first = [NextDate(one.date, f"{one.what}; counted from the first day possible") for one in early]
    return [*first, *(NextDate(one.date, f"{one.what}; counted from the last day possible") for one in late)]


def _renewal(foreseen: Lives, on: Day) -> list[NextDate]:
    """The end of the running term, and the last day on which notice can stop its renewal."""
    terms = foreseen.terms
    if terms is None or not foreseen.whole.word(on).startswith("in_force") or (terms.lapses and terms.lapses <= on):
        return []
    leg = terms.leg_on(on)
    if leg is None or leg.end is None:
        return []
    place = clause_place(terms.clause)
    last = terms.last_day_for_notice(on)
    if terms.lapses == leg.end or last is None:
        expires = "; the treaty expires" if terms.lapses == leg.end else ""
        goes_on = "minimum term" if terms.clause.continues else "term"
        after = "; the treaty goes on until ended" if terms.clause.continues else ""
        return [NextDate(leg.end, f"end of the {goes_on} ({place}){expires}{after}")]
    following = terms.leg_on(leg.end)
    goes_on = f"to {following.end.isoformat()}" if following and following.end else "without end"
    if last >= on:
        open_end = f"end of the term; renewed {goes_on} unless notice is given by {last.isoformat()} ({place})"
        return [NextDate(last, f"last day to give notice against renewal ({place})"), NextDate(leg.end, open_end)]
    dates = [NextDate(leg.end, f"end of the term; to be renewed {goes_on}: no notice is recorded by {last.isoformat()} ({place})")]
    later = terms.last_day_for_notice(leg.end)
    if later is not None and following is not None and following.end is not None:
        dates.append(NextDate(later, f"last day to give notice against the following renewal, on {following.end.isoformat()} ({place})"))
    return dates


def _exits(foreseen: Lives, on: Day) -> list[NextDate]:
    """The first day on which a notice given on this day would end the treaty, or its giver's part."""
    entry, clause = foreseen.entry.day, foreseen.instrument.withdrawal
    if entry is None or on < entry or clause is None or not clause.allowed or clause.notice is None:
        return []
    if foreseen.whole.word(on) in ("expired", "superseded", "terminated"):
        return []
    condition = f", if {clause.conditional}" if clause.conditional else ""
    day = earliest_exit(foreseen.instrument, on, entry, entry)
    return [NextDate(day, f"earliest withdrawal, were notice given on {on.isoformat()} ({clause_place(clause)}{condition})")]


def signing_dates(instrument: Instrument) -> list[NextDate]:
    """The day on which the treaty closes for signature."""
    last = instrument.signature_until
    return [NextDate(last, "last day to sign; afterwards states accede")] if last is not None else []


def silence_dates(instrument: Instrument) -> list[NextDate]:
    """The days on which silence on a reservation becomes acceptance."""
    return [
        NextDate(SILENCE.after(act.day), f"last day to object to the reservation of {act.party} (VCLT 20(5))")
        for act in instrument.acts
        if act.kind == "reservation"
    ]
