"""From what a treaty's text says to the clauses that the law computes with, each with the exact words."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

import msgspec

from servanda.coding.treaty_text import TreatyReading
from servanda.law import Act, Instrument, Period
from servanda.law.clauses import EntryClause, LateJoiners, ProvisionalClause, TermClause, WithdrawalClause
from servanda.moments import Moment

# The reading's rules that the law knows under another name; all others bear the same.
_RULES = {"other": "as_recorded", "absent": "as_recorded"}


def instrument_read(reading: TreatyReading, id_: str | None = None) -> Instrument:
    """An instrument with the clauses and the signature that the text gives; what else was done to it is not in its text.

    `acts_complete` is False: a state without an act here is `unknown`, and a treaty whose entry rests on acts is not in force until they are added.
    """
    title = reading.title or "Treaty"
    name = id_ or reading.source_id or re.sub(r"[^a-z0-9]+", "-", title.lower()).strip("-")[:60]
    acts: tuple[Act, ...] = ()
    if reading.signed is not None:
        day = dt.date.fromisoformat(reading.signed.date)
        acts = (
            Act(
                kind="opening_for_signature" if reading.open else "signature",
                done=Moment(day, day),
                source="the text",
                words=reading.signed.quote,
            ),
        )
    return Instrument(
        id=name,
        title=title,
        parties=reading.parties or (),
        open=reading.open,
        acts=acts,
        acts_complete=False,
        depositary=reading.depositary,
        entry=_entry(reading),
        term=_term(reading),
        withdrawal=_withdrawal(reading),
        provisional=_provisional(reading),
        reservations=reading.reservations,  # type: ignore[arg-type] # the same four words
        sources=("the text",),
    )


def register_draft(reading: TreatyReading, id_: str | None = None) -> dict[str, Any]:
    """The instrument as a draft of a register file: what the text gives, ready to be completed with acts and sources."""
    built = _plain(msgspec.to_builtins(instrument_read(reading, id_)))
    draft: dict[str, Any] = {name: value for name, value in built.items() if value not in (None, [], {}, "not_stated") or name == "acts"}
    draft["acts"] = [
        {"date": act["done"], "kind": act["kind"], "source": act["source"], "words": act.get("words")} for act in built["acts"]
    ]
    return draft


def _entry(reading: TreatyReading) -> EntryClause | None:
    """The rule of entry into force; None where the text is silent."""
    read = reading.entry_into_force
    if read.rule == "absent":
        return None
    late = read.late_joiners
    rule = "per_state_on_deposit" if read.per_state_on_deposit and read.rule == "other" else _RULES.get(read.rule, read.rule)
    return EntryClause(
        rule=rule,  # type: ignore[arg-type] # checked by the names of the rules
        count=read.count,
        named=read.named_states or (),
        delay=Period.parse(read.delay) if read.delay else None,
        delay_from=read.delay_from or "date",  # type: ignore[arg-type] # the same two words
        on_date=dt.date.fromisoformat(read.fixed_date) if read.fixed_date else None,
        late_joiners=LateJoiners(delay=_length(late.delay), delay_from=late.delay_from) if late else None,  # type: ignore[arg-type] # as above
        article=read.article,
        words=read.quote,
    )


def _term(reading: TreatyReading) -> TermClause | None:
    """How long the treaty lasts; None where it is indefinite or the text is silent."""
    read = reading.duration
    if read.initial is None and read.until is None:
        return None
    leaving = reading.withdrawal
    notice = leaving.notice if leaving is not None and leaving.notice_before_expiry else None
    endless = read.renewal_period == "indefinite"
    return TermClause(
        length=_length(read.initial),
        until=dt.date.fromisoformat(read.until) if read.until else None,
        renewal="none" if endless else read.renewal or "none",  # type: ignore[arg-type] # the same words
        renewal_period=None if endless else _length(read.renewal_period),
        notice=_length(notice),
        continues=endless,
        article=read.article,
        words=read.quote,
    )


def _withdrawal(reading: TreatyReading) -> WithdrawalClause | None:
    """How a party leaves; a notice that only stops renewal stands with the term."""
    read = reading.withdrawal
    if read is None or read.notice_before_expiry:
        return None
    return WithdrawalClause(
        allowed=read.allowed,
        notice=_length(read.notice),
        notice_from=read.notice_from or "date",  # type: ignore[arg-type] # the same two words
        not_before=_length(read.not_before),
        article=read.article,
        words=read.quote,
    )


def _provisional(reading: TreatyReading) -> ProvisionalClause | None:
    """Application before entry into force."""
    read = reading.provisional_application
    if read is None:
        return None
    dated = re.fullmatch(r"\d{4}-\d\d-\d\d", read.begins)
    return ProvisionalClause(
        begins="date" if dated else "signature" if read.begins == "signature" else "declaration",
        on_date=dt.date.fromisoformat(read.begins) if dated else None,
        delay=_length(read.delay),
        article=read.article,
        words=read.quote,
    )


def _length(words: str | None) -> Period | None:
    """A length of time; None where the text gives none."""
    return Period.parse(words) if words else None


def _plain(value: Any) -> Any:
    """Lengths and moments as the register's files write them, and nothing that is empty."""
    if isinstance(value, dict):
        if set(value) == {"months", "days"}:
            return str(Period(**value))
        if set(value) == {"earliest", "latest"}:
            return value["earliest"] if value["earliest"] == value["latest"] else f"{value['earliest']}/{value['latest']}"
        return {name: _plain(one) for name, one in value.items() if one is not None and one not in ({}, [])}
    return [_plain(one) for one in value] if isinstance(value, list) else value
