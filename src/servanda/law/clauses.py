"""Final clauses as data: when a treaty begins to bind, how long, how it goes on, and how one leaves it."""

from __future__ import annotations

from typing import Literal

import msgspec

from servanda.law.periods import DelayFrom, Period
from servanda.moments import Day

EntryRule = Literal[
    "on_signature",
    "fixed_date",
    "exchange_of_instruments",
    "last_notification",
    "nth_deposit",
    "deposit_by_named_states",
    "weighted_share",
    "conditions_combined",
    "per_state_on_deposit",
    "as_recorded",
]


class Clause(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Where a rule stands in the treaty: its article, and the words where they are kept."""

    article: str | None = None
    words: str | None = None


class LateJoiners(Clause, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """When the treaty binds a state that joins after entry into force (VCLT 24(3)); no delay means on the day."""

    delay: Period | None = None
    delay_from: DelayFrom = "date"


class EntryClause(Clause, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """When the treaty enters into force (VCLT 24).

    `count` states must have consented; `named` ones among them, all or `named_needed` of them; together they must hold
    `share` (0-1) of the `weights`. All conditions that are given must be met. The `delay` runs from the day on which they are.
    `on_date` is the fixed date; `earliest` is a day before which the treaty cannot enter into force.
    """

    rule: EntryRule
    count: int | None = None
    named: tuple[str, ...] = ()
    named_needed: int | None = None
    share: float | None = None
    weights: dict[str, float] = {}
    delay: Period | None = None
    delay_from: DelayFrom = "date"
    on_date: Day | None = None
    earliest: Day | None = None
    late_joiners: LateJoiners | None = None


class TermClause(Clause, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How long the treaty lasts (VCLT 54(a)).

    A first term of `length` or to the day `until` (included), counted from `counts_from`. At its end the treaty expires,
    unless `renewal` is tacit (then it runs on for `renewal_period` again and again, or without end where that is None, unless
    notice is given at least `notice` before the end), or it simply `continues` (a minimum term). `max_renewals` bounds renewals.
    """

    length: Period | None = None
    until: Day | None = None
    counts_from: Literal["entry_into_force", "signature"] = "entry_into_force"
    renewal: Literal["none", "tacit", "by_agreement"] = "none"
    renewal_period: Period | None = None
    max_renewals: int | None = None
    notice: Period | None = None
    continues: bool = False


class WithdrawalClause(Clause, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How a party leaves (VCLT 54, 56).

    `notice` lies between the notice and its effect. `not_before` is a lock-in counted from entry into force, for the treaty or for
    that party (`lock_from`), that bars the giving of notice or its effect (`lock_bars`). `conditional` tells the
    event that must come first.
    """

    allowed: bool = True
    notice: Period | None = None
    notice_from: DelayFrom = "date"
    not_before: Period | None = None
    lock_from: Literal["treaty", "party"] = "treaty"
    lock_bars: Literal["notice", "effect"] = "notice"
    conditional: str | None = None


class ProvisionalClause(Clause, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Application before entry into force (VCLT 25): from signature, from a date, or as each party declares."""

    begins: Literal["signature", "date", "declaration"] = "declaration"
    on_date: Day | None = None
    delay: Period | None = None
    delay_from: DelayFrom = "date"


class SurvivalClause(Clause, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Duties that outlive the treaty, for a period or (None) without end (VCLT 70(1))."""

    what: str
    period: Period | None = None
