"""Checks on an instrument's own record: dates that contradict each other and acts that the law does not know."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import get_args

import msgspec

from servanda.law.acts import CONSENTS
from servanda.law.clauses import EntryRule
from servanda.law.entry_into_force import entry_into_force
from servanda.law.instrument_life import lives
from servanda.law.instruments import Instrument
from servanda.law.succession import CONTINUITIES, ENDINGS, person
from servanda.law.term import course
from servanda.moments import Day


class Finding(msgspec.Struct, frozen=True):
    """What is wrong, how gravely, and by which rule; a `warning` may be right, an `error` cannot be."""

    instrument: str
    grade: str
    what: str
    rule: str


def check(instrument: Instrument, known_states: frozenset[str] | None = None, states_since: dict[str, Day] | None = None) -> list[Finding]:
    """Tell everything in an instrument's record that contradicts itself or the law of treaties.

    `known_states` are the codes that may stand as parties; `states_since` gives the first day of states that came into being.
    """
    found = [
        Finding(instrument.id, grade, what, rule)
        for rule_check in (_order, _consent, _binding, _entry_days, _ends, _signing, _reserving, _leaving, _doubles)
        for grade, what, rule in rule_check(instrument)
    ]
    found.extend(Finding(instrument.id, *row) for row in _states(instrument, known_states, states_since or {}))
    return found


Row = tuple[str, str, str]
# Under these rules a treaty enters into force by what its parties do after signing.
_NEED_CONSENTS = frozenset(get_args(EntryRule)) - {"on_signature", "fixed_date", "as_recorded"}
RuleCheck = Callable[[Instrument], Iterable[Row]]


def _order(one: Instrument) -> Iterable[Row]:
    """Entry before signature; consent before the text existed."""
    concluded, entry = one.possibly_concluded(), entry_into_force(one).day
    if concluded is None:
        yield "warning", "no signature, adoption or opening for signature is recorded", "VCLT 9, 10"
        return
    if entry is not None and entry < concluded:
        yield (
            "warning",
            f"in force on {entry} before it was concluded on {concluded}: right only where its text gives it earlier effect",
            "VCLT 24(1), 28",
        )
    for act in one.acts:
        if act.done.latest < concluded:
            yield "error", f"{act.described()} on {act.done.isoformat()}, before the text existed ({concluded})", "VCLT 9, 10"
        if (
            act.effect is not None
            and act.effect.latest < act.done.earliest
            and act.kind not in ("succession", "exchange_of_instruments", "entry_into_force")
        ):
            yield "warning", f"{act.described()} takes effect before it was done", "VCLT 28"


def _consent(one: Instrument) -> Iterable[Row]:
    """Force without consent; leaving without having joined."""
    consents = {person(act.party) for act in one.acts if act.kind in CONSENTS}
    signed = {person(act.party) for act in one.acts if act.kind == "signature"}
    entry = entry_into_force(one).day
    if entry is not None and one.acts_complete and not consents and one.entry is not None and one.entry.rule in _NEED_CONSENTS:
        # The record of a closed treaty may tell its entry into force alone.
        grade = "warning" if one.parties else "error"
        yield grade, f"in force on {entry} though no consent to be bound is recorded", "VCLT 11, 24"
    for act in one.acts:
        if act.kind == "entry_into_force" and act.party is not None and not consents & {person(act.party), None}:
            yield "warning", f"in force for {act.party} on {act.effective} though no consent of it is recorded", "VCLT 11, 24(3)"
    for act in one.acts:
        state = person(act.party)
        if act.kind in ("withdrawal_notice", "withdrawal", "ratification_withdrawal") and state is not None:
            joined = [a.day for a in one.acts if a.kind in CONSENTS and person(a.party) in (state, None)]
            original = state in {person(p) for p in one.parties} and (entry is not None)
            if not original and not any(day <= act.day for day in joined):
                yield "error", f"{act.described()}, but it never consented to be bound before", "VCLT 54, 56"
        if act.kind == "accession" and state in signed and one.open:
            yield "warning", f"{act.party} acceded after having signed: signatories ratify", "VCLT 14, 15"


def _binding(one: Instrument) -> Iterable[Row]:
    """A political commitment is never in force."""
    if not one.binding and (one.entry is not None or any(act.kind == "entry_into_force" or act.kind in CONSENTS for act in one.acts)):
        yield "error", "not binding, yet recorded with entry into force or consent to be bound", "VCLT 2(1)(a)"


def _entry_days(one: Instrument) -> Iterable[Row]:
    """The recorded day of entry against the computed one."""
    entry = entry_into_force(one)
    if entry.recorded and entry.computed and entry.recorded != entry.computed and one.acts_complete:
        yield "error", f"recorded as in force on {entry.recorded}, but its clause and acts give {entry.computed}", "VCLT 24(1)"


def _ends(one: Instrument) -> Iterable[Row]:
    """Ends before the beginning, and a term that ran out without anybody ending or renewing it."""
    entry = entry_into_force(one).day
    for act in one.acts:
        if act.kind in ("termination", "supersession") and entry is not None and act.effective < entry:
            yield "error", f"{act.described()} on {act.effective}, before entry into force on {entry}", "VCLT 54"
        if act.kind in ("nonrenewal_notice", "extension") and one.term is None:
            yield "error", f"{act.described()}, but the record gives the treaty no term", "VCLT 54"
        if act.kind == "supersession" and act.about is None:
            yield "error", "superseded, but by what is not told", "VCLT 59"
    yield from _renewals(one)
    if one.term is not None and one.term.until is not None and entry is not None and one.term.until < entry:
        yield "error", f"its term ends on {one.term.until}, before entry into force on {entry}", "VCLT 54(a)"


def _renewals(one: Instrument) -> Iterable[Row]:
    """More renewals than the clause allows, and an extension agreed when there was nothing left to extend."""
    agreed = [act for act in one.acts if act.kind == "extension"]
    allowed = one.term.max_renewals if one.term is not None and one.term.renewal == "by_agreement" else None
    if allowed is not None and len(agreed) > allowed:
        yield "warning", f"extended {len(agreed)} times, but its clause allows {allowed}: the others need an amendment", "VCLT 39, 54(b)"
    terms = course(one, entry_into_force(one).day)
    for since, until in terms.gaps if terms else ():
        yield "warning", f"extended on {until}, though its term had run out on {since}: nothing was left to extend", "VCLT 54"


def _signing(one: Instrument) -> Iterable[Row]:
    """Signatures after the closing day; signing or joining what has ended."""
    last, end = one.signature_until, lives(one).end
    for act in one.acts:
        if last is not None and act.kind == "signature" and act.done.earliest > last:
            yield "warning", f"{act.described()} on {act.done.isoformat()}, though it closed for signature on {last}", "VCLT 12, 15"
        joins = act.kind in CONSENTS or act.kind == "signature"
        if joins and end is not None and act.done.earliest >= end.since:
            yield "warning", f"{act.described()} on {act.done.isoformat()}, though the treaty had ended on {end.since}", "VCLT 54, 70"


def _reserving(one: Instrument) -> Iterable[Row]:
    """Reservations to a treaty that forbids them."""
    for act in one.acts:
        if act.kind == "reservation" and one.reservations == "forbidden":
            yield "warning", f"{act.described()}, though the treaty forbids reservations", "VCLT 19(a)"


def _leaving(one: Instrument) -> Iterable[Row]:
    """Notices of withdrawal given before there was a treaty in force to withdraw from, or while a lock-in barred them."""
    entry, clause = entry_into_force(one), one.withdrawal
    for act in one.acts:
        if act.kind != "withdrawal_notice":
            continue
        if entry.settled is None or act.day < entry.settled:
            yield (
                "warning",
                f"{act.described()} on {act.day}, before the treaty could enter into force: it takes the consent back",
                "VCLT 18(b), 54",
            )
        elif clause is not None and clause.not_before is not None and clause.lock_bars == "notice" and entry.day is not None:
            free = clause.not_before.after(entry.day)
            if clause.lock_from == "treaty" and act.day < free:
                yield "warning", f"{act.described()} on {act.day}, within the lock-in: it counts from {free}", "VCLT 54(a)"


def _doubles(one: Instrument) -> Iterable[Row]:
    """The same state consenting twice without having left between."""
    last: dict[str, Day] = {}
    for act in sorted(one.acts, key=lambda act: act.day):
        if act.party is None or act.territory:
            continue
        if act.kind in ("withdrawal_notice", "withdrawal", "ratification_withdrawal"):
            last.pop(act.party, None)
        elif act.kind in CONSENTS and act.depositary is None:
            if act.party in last:
                yield "warning", f"{act.party} consents on {act.day} though it had on {last[act.party]}", "VCLT 16"
            last.setdefault(act.party, act.day)


def _states(one: Instrument, known: frozenset[str] | None, since: dict[str, Day]) -> Iterable[Row]:
    """Unknown codes; acts of states before they existed or after they ended."""
    ended = {row.state: row.on for row in ENDINGS} | {row.predecessor: row.since for row in CONTINUITIES}
    codes = {act.party for act in one.acts if act.party} | set(one.parties)
    for code in sorted(codes):
        if known is not None and code not in known:
            yield "error", f"{code} is no state or organisation of the actor tables", "VCLT 6"
    for act in one.acts:
        if act.party is None:
            continue
        first = since.get(act.party)
        if first is not None and act.done.latest < first:
            told = f"{act.described()} on {act.done.isoformat()}, before {act.party} counts as a state ({first})"
            yield "warning", told, "VCLT 6; VCSSRT 2"
        end = ended.get(act.party)
        if end is not None and act.done.earliest >= end:
            yield (
                "error",
                f"{act.described()} on {act.done.isoformat()}, after {act.party} had ceased or was continued by another ({end})",
                "VCLT 6",
            )
