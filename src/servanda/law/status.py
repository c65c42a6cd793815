"""The question the whole package answers: what is the status of an instrument on a day, for whom, and why."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from servanda.law.ahead import next_dates
from servanda.law.instrument_life import Lives, lives, party_words, stranger
from servanda.law.instruments import Instrument
from servanda.law.phases import Life
from servanda.law.reasons import ClaimSaid, PartyStatus, Reason, StatusReport
from servanda.law.succession import ceased, continued, named_on, person
from servanda.law.survival import surviving
from servanda.moments import Day


def status(instrument: Instrument, on: Day, party: str | None = None, *, related: Mapping[str, Instrument] | None = None) -> StatusReport:
    """Tell the status of an instrument on a day, with reasons, claims and the dates ahead.

    `party` (ISO 3166 code) limits the parties told to one state, which may be a stranger to the treaty. `related` holds the instruments
    that may supersede this one, by id.
    """
    known = lives(instrument, related)
    states = [party] if party else sorted(known.parties)
    since, until = known.whole.stretch(on)
    word = known.whole.word(on)
    ends = [end for one in (known, known.early) if one is not None and (end := _term_ends(one, on, word)) is not None]
    earliest = min((day for day in (until, *ends) if day is not None), default=None)
    until = min((day for day in (until, max(ends, default=None)) if day is not None), default=None)
    return StatusReport(
        instrument=instrument.id,
        title=instrument.title,
        on=on,
        status=word,
        since=since,
        until=until,
        reasons=_in_order((*known.whole.reasons(on), *_running(known, on), *_surviving(known, on))),
        next=next_dates(instrument, on, related),
        claims=_claims(instrument, on),
        parties={party or named_on(state, on): _party(known, state, on) for state in states},
        since_earliest=_began(known.early.whole, on, word, since) if known.early else None,
        until_earliest=earliest if earliest != until else None,
    )


def _term_ends(known: Lives, on: Day, word: str) -> Day | None:
    """The first day after the term that runs on a day of which the status is this word; None where there is none, or it ends nothing."""
    leg = known.terms.leg_on(on) if known.terms and word.startswith("in_force") else None
    return None if leg is None or (known.terms and known.terms.clause.continues) else leg.end


def _began(early: Life, on: Day, word: str, since: Day | None) -> Day | None:
    """The first day on which a status may have begun, where that is before the day since which it certainly holds."""
    turns = [turn for turn in early.turns() if turn <= on]
    begun = None
    while turns and (early.word(turns[-1]) == word or (early.word(turns[-1]).startswith("in_force") and word == "in_force")):
        begun = turns.pop()
    return begun if begun is not None and since is not None and begun < since else None


def words_on(instruments: Iterable[Instrument], on: Day) -> dict[str, dict[str, str]]:
    """The status words of every state in every instrument on a day, without reasons: the quick form for tables and panels."""
    return {one.id: party_words(one, on) for one in instruments}


def _in_order(reasons: tuple[Reason, ...]) -> tuple[Reason, ...]:
    """The steps by their dates; those without one first."""
    return tuple(sorted(reasons, key=lambda step: step.date or Day.min))


def _surviving(known: Lives, on: Day) -> tuple[Reason, ...]:
    """The duties that outlive a treaty that has ended."""
    return surviving(known.instrument, known.end.since, on) if known.end is not None and known.end.since <= on else ()


def _party(known: Lives, asked: str, on: Day) -> PartyStatus:
    """One state's part."""
    state = person(asked) or asked
    life: Life = known.parties.get(state) or stranger(known)
    early = known.early.parties.get(state) if known.early else None
    since, until = life.stretch(on)
    reasons = life.reasons(on)
    change = continued(state, on)
    if change is not None and any(
        act.day < change.since for act in known.instrument.acts if person(act.party) == state or act.party is None
    ):
        told = f"{change.continuator} continues {change.predecessor}: the same state in law, its acts go on"
        reasons = (*reasons, Reason(change.since, told, "continuity of statehood; VCSSRT by contrast", known.instrument.id))
    if not reasons and life.word(on) == "unknown":
        told = f"no act of {asked} is recorded, and the record of acts is not complete"
        reasons = (Reason(None, told, "unknown is not a guess", known.instrument.id),)
    word = life.word(on)
    if ceased(state, on) and word in ("bound", "consented", "signatory"):
        told = f"{state} had ceased to exist by this day; its successors are bound only by their own acts"
        return PartyStatus("not_a_party", None, None, (*reasons, Reason(on, told, "VCSSRT 16, 17, 24", known.instrument.id)))
    if word == "withdrawn" and since is not None:
        reasons = (*reasons, *surviving(known.instrument, since, on))
    return PartyStatus(word, since, until, reasons, _began(early, on, word, since) if early else None)


def _running(known: Lives, on: Day) -> tuple[Reason, ...]:
    """The term that runs on the day, told as a step."""
    if known.terms is None or not known.whole.word(on).startswith("in_force"):
        return ()
    leg = known.terms.leg_on(on)
    if leg is None or leg.end is None or leg.number == 0:
        return ()
    which = f"renewal number {leg.number}"
    article = known.terms.clause.article
    place = f"article {article}" if article else "its clause on duration"
    told = f"{which} runs from {leg.start.isoformat()} to {leg.end.isoformat()} ({place})"
    early = known.early.terms.leg_on(on) if known.early and known.early.terms else None
    if early is not None and early != leg and early.end is not None:
        told += f"; counted from the last day possible, from the first it runs from {early.start.isoformat()} to {early.end.isoformat()}"
    return (Reason(leg.start, told, "VCLT 54(a)", known.instrument.sources[0] if known.instrument.sources else known.instrument.id),)


def _claims(instrument: Instrument, on: Day) -> tuple[ClaimSaid, ...]:
    """What has been claimed by the day, each with its source."""
    return tuple(
        ClaimSaid(claim.by, claim.says, act.day, claim.source) for act in instrument.acts if act.done.earliest <= on for claim in act.claims
    )
