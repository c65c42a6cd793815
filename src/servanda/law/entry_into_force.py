"""The day on which a treaty enters into force: its clause, worked out over the acts (VCLT 24)."""

from __future__ import annotations

import msgspec

from servanda.law.acts import CONSENTS, Act
from servanda.law.clauses import EntryClause
from servanda.law.instruments import Instrument
from servanda.law.periods import delayed
from servanda.law.reasons import Reason, by_act, clause_place
from servanda.law.succession import person
from servanda.moments import Day

# A notice of withdrawal given before the treaty can enter into force takes the consent back: there is nothing yet to withdraw from.
TAKES_BACK = frozenset({"ratification_withdrawal", "withdrawal", "withdrawal_notice"})


class Entry(msgspec.Struct, frozen=True):
    """The day of entry into force with its reason; `day` is the recorded one where a source records it, else the computed.

    `settled` is the day since which it could not be undone by one state taking its consent back: that of the last act needed.
    """

    day: Day | None
    computed: Day | None
    recorded: Day | None
    reason: Reason | None
    settled: Day | None


def entry_into_force(instrument: Instrument) -> Entry:
    """Work out when an instrument enters into force; `day` is None where its conditions are not (yet) met.

    A non-binding instrument never does. A recorded day is preferred to the computed one, because the acts on record may be
    incomplete; `servanda treaty check` tells where the two differ.
    """
    if not instrument.binding:
        return Entry(None, None, None, None, None)
    record = next((act for act in instrument.acts if act.kind == "entry_into_force" and act.party is None and not act.territory), None)
    computed, why, settled = _computed(instrument)
    if record is None:
        return Entry(computed, computed, None, why, settled)
    told = f"entered into force ({_rule_words(instrument.entry)})" if instrument.entry else "entered into force, as recorded"
    reason = msgspec.structs.replace(by_act(record, told, "VCLT 24(1)"), date=record.effective)
    return Entry(record.effective, computed, record.effective, reason, settled or record.effective)


def _computed(instrument: Instrument) -> tuple[Day | None, Reason | None, Day | None]:
    """The day that the entry clause gives over the acts, with the reason, and the day on which that was settled."""
    clause = instrument.entry
    if clause is None or clause.rule == "as_recorded":
        return None, None, None
    if clause.rule == "fixed_date":
        day, source, settled = clause.on_date, f"{instrument.id}: text", instrument.concluded()
    else:
        trigger = _trigger(instrument, clause)
        day = None if trigger is None else delayed(trigger.day, clause.delay, clause.delay_from)
        source, settled = ("", None) if trigger is None else (trigger.source, trigger.day)
    if day is None:
        return None, None, None
    day = max(day, clause.earliest) if clause.earliest else day
    return day, Reason(day, f"entered into force under {clause_place(clause)}: {_rule_words(clause)}", "VCLT 24(1)", source), settled


def _trigger(instrument: Instrument, clause: EntryClause) -> Act | None:
    """The act that completes the conditions of the clause, None where they are not met."""
    if clause.rule == "on_signature":
        return _last_of_all(instrument, ("signature", "definitive_signature"))
    if clause.rule == "exchange_of_instruments":
        return _last_of_all(instrument, ("exchange_of_instruments",))
    if clause.rule == "last_notification":
        return _last_of_all(instrument, ("notification",))
    if clause.rule == "per_state_on_deposit":
        return min((act for act in instrument.acts if act.kind in CONSENTS), key=lambda act: act.day, default=None)
    return _completing_deposit(instrument.acts, clause)


def _last_of_all(instrument: Instrument, kinds: tuple[str, ...]) -> Act | None:
    """The act by which the last party did it: the first act of all together, or the last of the first acts of each.

    A party that takes its own step back before the other has done its part must do it anew.
    """
    own = {person(state) for state in instrument.parties}
    done: set[str | None] = set()
    for act in sorted(instrument.acts, key=lambda act: act.day):
        if act.kind in TAKES_BACK:
            done.discard(person(act.party))
        if act.kind not in kinds or act.territory:
            continue
        done.add(person(act.party))
        if act.party is None or (own and own <= done):
            return act
    return None


def _completing_deposit(acts: tuple[Act, ...], clause: EntryClause) -> Act | None:
    """The deposit with which number, named states and share are all reached, walking through the acts by day.

    A notification of succession does not count; a consent taken back before the number is reached counts no more; of several
    deposits of one state (several depositaries) the first counts. With the state's own deposit counted, later ones change nothing.
    """
    consented: set[str] = set()
    for act in sorted(acts, key=lambda act: (act.done.latest, act.kind in TAKES_BACK)):
        state = person(act.party)
        if state is None or act.territory:
            continue
        if act.kind in CONSENTS and act.kind != "succession":
            consented.add(state)
            if conditions_met(clause, consented):
                return act
        elif act.kind in TAKES_BACK:
            consented.discard(state)
    return None


def conditions_met(clause: EntryClause, consented: set[str]) -> bool:
    """Whether the states that have consented satisfy every condition of the clause; False where it has none."""
    named = {person(state) for state in clause.named}
    met = []
    if clause.count is not None:
        met.append(len(consented) >= clause.count)
    if named:
        met.append(len(named & consented) >= (clause.named_needed or len(named)))
    if clause.share is not None:
        held = sum(weight for state, weight in clause.weights.items() if person(state) in consented)
        met.append(held >= clause.share)
    return bool(met) and all(met)


def late_entry(clause: EntryClause | None, consent: Day, entry: Day) -> Day:
    """The day on which a state is bound that consents on `consent` to a treaty in force since `entry` (VCLT 24(3))."""
    if consent <= entry and (clause is None or clause.rule != "per_state_on_deposit"):
        # A consent given while the delay was running takes effect with the treaty, or after its own delay if that is later.
        late = clause.late_joiners if clause else None
        if (
            late is None
            or clause is None
            or clause.rule not in ("nth_deposit", "deposit_by_named_states", "conditions_combined", "weighted_share")
        ):
            return entry
        return max(entry, delayed(consent, late.delay, late.delay_from))
    late = clause.late_joiners if clause else None
    day = delayed(consent, late.delay, late.delay_from) if late else consent
    return max(entry, day)


def _rule_words(clause: EntryClause | None) -> str:
    """The rule of an entry clause in plain English."""
    if clause is None:
        return "as recorded"
    words = {
        "on_signature": "on signature",
        "fixed_date": "on the date that it names",
        "exchange_of_instruments": "on the exchange of the instruments of ratification",
        "last_notification": "on the last notification that domestic procedures are complete",
        "nth_deposit": f"on consent number {clause.count}",
        "deposit_by_named_states": f"on consent of all {len(clause.named)} states named"
        if clause.named
        else "on consent of the states named",
        "weighted_share": "when the share that it names is reached",
        "conditions_combined": f"when {clause.count} states, the named ones among them, have consented",
        "per_state_on_deposit": "for each state on its own deposit",
        "as_recorded": "as recorded",
    }[clause.rule]
    if clause.delay is None and clause.delay_from == "date":
        return words
    delay = f" and {clause.delay.in_words()} after" if clause.delay else ""
    following = {"date": "", "first_day_of_month_following": ", on the first day of the month following"}
    return f"{words}{delay}" + following.get(clause.delay_from, ", on the first day of the year following")
