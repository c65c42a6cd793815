"""One state's part in a treaty from signature to leaving: its acts laid out as phases (VCLT 11-18, 24, 25, 54-57)."""

from __future__ import annotations

import msgspec

from servanda.law.acts import CONSENTS, Act
from servanda.law.entry_into_force import late_entry
from servanda.law.instruments import Instrument
from servanda.law.periods import delayed
from servanda.law.phases import Life, Phase, phase
from servanda.law.reasons import Reason, by_act
from servanda.law.succession import succession_effect
from servanda.law.term import Course, NonRenewal, lapse_reason
from servanda.law.withdrawal import departure
from servanda.moments import Day

_RULES = {
    "definitive_signature": "VCLT 12",
    "exchange_of_instruments": "VCLT 13, 16(a)",
    "notification": "VCLT 16(c)",
    "ratification": "VCLT 14, 16(b)",
    "acceptance": "VCLT 14(2), 16(b)",
    "approval": "VCLT 14(2), 16(b)",
    "accession": "VCLT 15, 16(b)",
    "succession": "VCSSRT 17, 23",
}


# With one of these words a state has no part in the treaty that the treaty's own end could change.
_OUTSIDE = ("withdrawn", "not_a_party", "not_yet_concluded", "open_for_signature", "unknown")


class Frame(msgspec.Struct, frozen=True):
    """What all parties of an instrument share: its conclusion, signing, entry into force, terms and end.

    `settled` is the day since which its entry into force could no longer be undone; from `opens` to before `closes` (None: without end)
    states may sign; `bereft` tells that a party of a treaty between two has ceased, and the record does not tell what became of it.
    """

    instrument: Instrument
    concluded: Day | None
    entry: Day | None
    terms: Course | None
    end: Phase | None
    settled: Day | None
    opens: Day | None
    closes: Day | None
    bereft: Phase | None

    @property
    def signing(self) -> bool:
        """Whether there is a time in which states may sign."""
        return self.instrument.open and self.opens is not None and (self.closes is None or self.closes > self.opens)


class Part:
    """Lays out the phases of one state; made once for an instrument and a state, then read through `life`."""

    def __init__(self, frame: Frame, acts: list[Act]) -> None:
        self.instrument, self.entry, self.terms, self.end = frame.instrument, frame.entry, frame.terms, frame.end
        self.concluded, self.acts, self.frame = frame.concluded, acts, frame
        self.answers = {answer.act: answer for answer in frame.terms.nonrenewals} if frame.terms else {}
        self.phases: list[Phase] = []
        self.bound: Day | None = None
        self.consent: Act | None = None
        self.left: Day | None = None

    def life(self, *, original: bool) -> Life:
        """The state's phases; an `original` party of a closed treaty is bound from entry though no act of its own is recorded."""
        self._begin(original=original)
        entry = self.entry if original and self._consents_untold() else None
        for act in self.acts:
            if entry is not None and act.day > entry:
                self._assume_bound(entry)
                entry = None
            self._take(act)
        if entry is not None:
            self._assume_bound(entry)
        self._close()
        return Life(tuple(self.phases))

    def _begin(self, *, original: bool) -> None:
        """What the state is before it does anything."""
        concluded = self.concluded
        if concluded is None:
            return
        known = self.instrument.acts_complete or original or bool(self.acts)
        self.phases.append(phase("not_a_party" if known else "unknown", concluded))
        if known and self.frame.signing and self.frame.opens is not None:
            self.phases.append(phase("open_for_signature", self.frame.opens, self.frame.closes))
        if not self.instrument.binding:
            self.phases.append(phase("non_binding", concluded))

    def _consents_untold(self) -> bool:
        """Whether the record leaves out the consents of single states: it is incomplete, or tells of the entry into force alone."""
        if self.instrument.bilateral or not self.instrument.acts_complete:
            return True
        return not any(self._consents(act) and act.party and self.entry and act.day <= self.entry for act in self.instrument.acts)

    def _assume_bound(self, entry: Day) -> None:
        """Bound from entry into force though no consent by then is recorded; so too where the treaty has effect from before (VCLT 28)."""
        if self.consent is None and self.bound is None:
            self._bind(entry, None)

    def _consents(self, act: Act) -> bool:
        """Whether an act binds by itself: a consent, or a signature where the treaty enters into force on signature."""
        clause = self.instrument.entry
        return act.kind in CONSENTS or (act.kind == "signature" and clause is not None and clause.rule == "on_signature")

    def _take(self, act: Act) -> None:
        """Lay out what one act changes."""
        over = self.end is not None and act.day >= self.end.since
        if over and (act.kind == "signature" or act.kind in CONSENTS):
            told = f"{act.described()}, but the treaty had ended by then: there was nothing left to join"
            self.phases.append(phase("not_a_party", act.day, None, by_act(act, told, "VCLT 54, 70")))
        elif act.kind == "signature" and self._consents(act):
            self._consented(msgspec.structs.replace(act, kind="definitive_signature"))
        elif act.kind == "signature":
            told = f"{act.party or 'the parties'} signed; not yet bound, but may not defeat object and purpose"
            self.phases.append(phase("signatory", act.day, None, by_act(act, told, "VCLT 14, 18(a)")))
            self._provisional_by_clause(act)
        elif act.kind in CONSENTS:
            self._consented(act)
        elif act.kind == "entry_into_force":
            self._entered(act)
        elif act.kind == "provisional_application":
            self._provisional(act)
        elif act.kind == "suspension":
            self._suspended(act)
        elif act.kind == "breach_claim":
            self.phases.append(phase("contested", act.effective, None, by_act(act, act.described(), "VCLT 60, 65")))
        else:
            self._take_back(act)

    def _take_back(self, act: Act) -> None:
        """Lay out what an act changes by which the state takes back what it did, or leaves."""
        if act.kind == "ratification_withdrawal":
            self._consent_taken_back(act)
        elif act.kind == "signature_withdrawal" and self.consent is None:
            told = f"{act.party or 'the signatories'} made clear not to become a party: no duty follows from the signature any more"
            self.phases.append(phase("signatory", act.day, None, by_act(act, told, "VCLT 18(a), 25(2)")))
        elif self.answers and act in self.answers:
            self._says_no(act)
        elif act.kind == "withdrawal_notice" and self.consent is not None and not self._settled_by(act.day):
            self._consent_taken_back(act)
        elif act.kind == "withdrawal_notice" and self.bound is not None:
            self._notice(act)
        elif act.kind == "withdrawal" and (self.bound is not None or self.consent is not None):
            self._leave(act.effective, act)

    def _consented(self, act: Act) -> None:
        """Consent to be bound, and the day on which it begins to bind."""
        if (self.consent is not None or self.bound is not None) and act.kind != "succession":
            return  # several depositaries, or exchange after ratification: the first consent binds
        self.consent = act
        told = f"{act.party or 'the parties'} consented to be bound by {act.kind.replace('_', ' ')}"
        reason = by_act(act, told, _RULES[act.kind])
        if not self.instrument.binding:
            return
        day: Day | None = None
        if self.entry is not None:
            if act.day <= self.entry and (act.party is None or self.instrument.bilateral):
                day = self.entry
            elif act.kind == "succession":
                day = succession_effect(act, None, self.entry)
            elif act.effect is not None:
                day = max(act.effective, self.entry)
            else:
                day = late_entry(self.instrument.entry, act.day, self.entry)
        if day is not None and self.left is not None:
            day = max(day, self.left)  # joining again while the notice of withdrawal still runs
        self.phases.append(phase("consented", act.day, max(day, act.day) if day else None, reason))
        if day is not None:
            self._bind(day, reason)

    def _bind(self, day: Day, reason: Reason | None) -> None:
        """Bound from a day on."""
        self.bound = day
        why = Reason(
            day,
            "bound from this day: every treaty in force binds its parties",
            "VCLT 24, 26",
            reason.source if reason else self._entry_source(),
        )
        self.phases.append(phase("bound", day, None, why))

    def _entered(self, act: Act) -> None:
        """The day on which the treaty entered into force for this state alone, as a source records it."""
        day, computed = act.effective, self.bound
        kept = [one for one in self.phases if not (one.word == "bound" and one.since == computed)]
        waits = ("consented", computed)
        self.phases = [msgspec.structs.replace(one, until=day) if (one.word, one.until) == waits else one for one in kept]
        self._bind(day, by_act(act, act.described(), "VCLT 24(3)"))

    def _consent_taken_back(self, act: Act) -> None:
        """Consent taken back: before the treaty binds the state is a signatory again; after, it is a claim only."""
        if self.bound is not None and self.bound <= act.day:
            self.phases.append(
                phase("contested", act.day, None, by_act(act, "took back its ratification of a treaty in force", "VCLT 54, 56"))
            )
            return
        self._cut(("consented", "bound"), act.day)
        if self.consent is not None and self.consent.kind in ("accession", "succession"):
            told, word = f"{act.party} took its consent back before entry into force: no party, and no signatory either", "not_a_party"
        else:
            told, word = f"{act.party} took its consent back before entry into force: a signatory again, no withdrawal", "signatory"
        self.phases.append(phase(word, act.day, None, by_act(act, told, "VCLT 18(b)")))
        self.consent, self.bound = None, None

    def _settled_by(self, day: Day) -> bool:
        """Whether by a day nothing was missing any more for the treaty to enter into force."""
        return self.frame.settled is not None and self.frame.settled <= day

    def _says_no(self, act: Act) -> None:
        """Notice against renewal by one of many: bound until the end of the term, then gone."""
        answer = self.answers[act]
        if not self.instrument.bilateral and self.bound is not None:
            self._pending(answer)
            if answer.undone is None:
                self._leave(answer.ends, act)

    def _pending(self, answer: NonRenewal) -> None:
        """A notice against renewal runs."""
        who, when = answer.act.party or "the parties", answer.ends.isoformat()
        told = f"{who} gave notice against renewal: ends on {when}"
        if answer.act.kind == "withdrawal_notice":
            told = f"{who} gave notice; the treaty offers no other way out than its term, so that it ends on {when}"
        step = by_act(answer.act, told, "VCLT 54(a)")
        self.phases.append(phase("nonrenewal_pending", answer.act.day, answer.undone or answer.ends, step))

    def _provisional(self, act: Act) -> None:
        """Applied provisionally as the state declares, until the treaty binds it or the application is ended."""
        clause = self.instrument.provisional
        begins = act.effective if act.effect or clause is None else delayed(act.effective, clause.delay, clause.delay_from)
        self._provisional_from(begins, act)

    def _provisional_by_clause(self, signature: Act) -> None:
        """Applied provisionally because the treaty itself says so: from signature, or from a day that it names."""
        clause = self.instrument.provisional
        if clause is None or clause.begins == "declaration" or not self.instrument.binding:
            return
        named = clause.on_date if clause.begins == "date" else None
        self._provisional_from(max(named, signature.day) if named else delayed(signature.day, clause.delay, clause.delay_from), signature)

    def _provisional_from(self, begins: Day, act: Act) -> None:
        """Applied provisionally from a day until a notice ends it (VCLT 25(2)); once bound the state is told as bound."""
        ending = ("provisional_application_end", "signature_withdrawal")
        until = min((a.effective for a in self.acts if a.kind in ending and a.effective >= begins), default=None)
        if until is None or until > begins:
            told = "applied provisionally before it is in force for the state"
            self.phases.append(phase("provisionally_applied", begins, until, by_act(act, told, "VCLT 25")))

    def _notice(self, act: Act) -> None:
        """A notice of withdrawal: pending, then gone, unless taken back or disputed."""
        assert self.entry is not None and self.bound is not None  # noqa: S101, PT018 - a bound state is bound by a treaty in force
        left = departure(self.instrument, act, self.entry, self.bound)
        # A notice given while the treaty was not yet in force for the state waits until it is.
        given, until = max(left.given, self.bound), max(left.until, self.bound)
        if left.revoked is not None:
            self.phases.append(phase("withdrawal_pending", given, left.revoked.day, left.reason))
            told = f"{act.party} took its notice back before it had effect"
            self.phases.append(phase("bound", left.revoked.day, None, by_act(left.revoked, told, "VCLT 68")))
            return
        self.phases.append(phase("withdrawal_pending", given, until, left.reason))
        if left.disputed:
            told = f"the notice of {act.party} would have had effect; whether it did is contested"
            self.phases.append(phase("contested", until, None, Reason(until, told, "VCLT 65", act.source)))
        else:
            self._leave(until, act)

    def _leave(self, day: Day, act: Act) -> None:
        """No longer a party from a day on; a later consent begins anew."""
        self._cut(("bound", "consented", "suspended"), day)
        # A state may join again, even on the day of its notice (so as to reserve what it had not).
        again = min((a.day for a in self.acts if a.kind in CONSENTS and a.day >= act.day), default=None)
        if again is None or max(day, again) > day:
            reason = Reason(day, f"{act.party or 'the party'} is no longer a party", "VCLT 54, 70(2)", act.source)
            self.phases.append(phase("withdrawn", day, again, reason))
        self.consent, self.bound, self.left = None, None, day

    def _suspended(self, act: Act) -> None:
        """Operation suspended by this state until it resumes; a disputed suspension is contested, the treaty stays in force."""
        resumed = min((a.effective for a in self.acts if a.kind == "resumption" and a.day >= act.day), default=None)
        word, rule = ("contested", "VCLT 60, 62, 65") if act.disputed else ("suspended", "VCLT 57, 65, 72")
        self.phases.append(phase(word, act.effective, resumed, by_act(act, act.described(), rule)))

    def _cut(self, words: tuple[str, ...], day: Day) -> None:
        """End the running phases of these words on a day."""
        kept: list[Phase] = []
        for one in self.phases:
            if one.word in words and (one.until is None or one.until > day):
                if one.since < day:
                    kept.append(phase(one.word, one.since, day, one.reason))
            else:
                kept.append(one)
        self.phases = kept

    def _close(self) -> None:
        """What the term and the end of the treaty itself mean for the state."""
        if self.bound is not None:
            self._cut(("provisionally_applied",), self.bound)
        if self.terms is not None:
            self._lapses(self.terms)
            for answer in self.terms.nonrenewals if self.instrument.bilateral else ():
                self._pending(answer)
        if self.frame.bereft is not None and Life(tuple(self.phases)).word(self.frame.bereft.since) not in _OUTSIDE:
            self.phases.append(self.frame.bereft)
        if self.end is not None:
            left = Life(tuple(self.phases)).word(self.end.since)
            if left not in _OUTSIDE:
                self.phases.append(self.end)

    def _lapses(self, terms: Course) -> None:
        """The stretches in which the treaty had run out, before its parties agreed to bring it back."""
        for since, until in terms.gaps:
            lapsed = max(since, self.entry or since)
            if lapsed < until and Life(tuple(self.phases)).word(lapsed) not in _OUTSIDE:
                self.phases.append(phase("expired", lapsed, until, lapse_reason(self.instrument, lapsed)))

    def _entry_source(self) -> str:
        """Where the entry into force is recorded."""
        return next((act.source for act in self.instrument.acts if act.kind == "entry_into_force"), f"{self.instrument.id}: its clause")


_SIMPLE = CONSENTS - {"succession"} | {"signature"}


def plain_word(frame: Frame, acts: list[Act], on: Day) -> str | None:
    """The status of a state that has only signed and consented, without laying out its life; None where more has happened.

    It gives what `Part.life` gives, for tables of hundreds of instruments and states.
    """
    one = frame.instrument
    if frame.concluded is None or not one.binding or not one.open or one.parties or (frame.end is not None and frame.end.since <= on):
        return None
    signed = consent = None
    for act in acts:
        if act.kind not in _SIMPLE or act.effect is not None or (one.entry is not None and one.entry.rule == "on_signature"):
            return None
        if act.kind != "signature":
            consent = consent or act.done.latest
        else:
            signed = signed or act.done.latest
    if on < frame.concluded:
        return "not_yet_concluded"
    if consent is not None and on >= consent:
        bound = None if frame.entry is None else late_entry(one.entry, consent, frame.entry)
        return "bound" if bound is not None and on >= bound else "consented"
    if signed is not None and on >= signed:
        return "signatory"
    opened = frame.signing and frame.opens is not None and frame.opens <= on and (frame.closes is None or on < frame.closes)
    return "open_for_signature" if opened else "not_a_party"
