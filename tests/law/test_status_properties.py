"""What must hold for every record, made up at random: a status turns only for a cause, and the future never changes the past."""

import datetime as dt
import sys
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent))

from building import act
from hypothesis import given, settings
from hypothesis import strategies as st

from servanda.law import Act, Instrument, Link, Period, status
from servanda.law.clauses import EntryClause, EntryRule, LateJoiners, ProvisionalClause, TermClause, WithdrawalClause
from servanda.law.entry_into_force import entry_into_force
from servanda.law.periods import DelayFrom, delayed

D = dt.date.fromisoformat
FIRST = D("1999-01-01")
STATES = ("FRA", "ITA", "ESP")
DAYS = st.dates(D("1999-01-01"), D("2012-12-31"))
HOW: tuple[DelayFrom, ...] = ("date", "first_day_of_month_following", "first_day_of_year_following")
SHORT = st.sampled_from([None, Period(days=30), Period(months=3)])
KINDS = (
    "signature",
    "definitive_signature",
    "domestic_approval",
    "exchange_of_instruments",
    "notification",
    "ratification",
    "acceptance",
    "approval",
    "accession",
    "succession",
    "ratification_withdrawal",
    "signature_withdrawal",
    "provisional_application",
    "provisional_application_end",
    "reservation",
    "objection",
    "objection_withdrawal",
    "territorial_exclusion",
    "extension",
    "nonrenewal_notice",
    "withdrawal_notice",
    "withdrawal",
    "withdrawal_revocation",
    "suspension",
    "resumption",
    "termination",
    "breach_claim",
    "declaration",
    "announcement",
    "correction",
)
ENTRIES: st.SearchStrategy[EntryRule] = st.sampled_from(
    ["on_signature", "fixed_date", "exchange_of_instruments", "last_notification", "nth_deposit", "per_state_on_deposit"]
)


@st.composite
def acts(draw: st.DrawFn, kinds: tuple[str, ...] = KINDS, since: dt.date = FIRST) -> Act:
    kind = draw(st.sampled_from(kinds))
    day = draw(st.dates(since, D("2012-12-31")))
    more: dict[str, Any] = {}
    if kind == "extension":
        more |= draw(st.sampled_from([{"period": Period(months=24)}, {"until": dt.date(day.year + 3, 1, 1)}, {"indefinite": True}]))
    if kind.startswith("territorial"):
        more["territory"] = "Isles"
    if kind.startswith("objection"):
        more["about"] = "FRA"
    if draw(st.integers(0, 4)) == 0:
        more["effect"] = str(day + dt.timedelta(days=draw(st.integers(0, 500))))
    together = kind in ("extension", "termination")
    party = None if together else draw(st.sampled_from([*STATES, None]))
    return act(kind, str(day), party, **more)


@st.composite
def instruments(draw: st.DrawFn) -> Instrument:
    rule = draw(ENTRIES)
    between = draw(st.sampled_from([STATES[:2], STATES, ()]))
    entry = EntryClause(
        rule=rule,
        count=2 if rule == "nth_deposit" else None,
        on_date=D("2003-05-05") if rule == "fixed_date" else None,
        delay=draw(SHORT),
        delay_from=draw(st.sampled_from(["date", "first_day_of_month_following", "first_day_of_year_following"])),
        late_joiners=draw(st.sampled_from([None, LateJoiners(delay=Period(days=30))])),
    )
    term = draw(
        st.sampled_from(
            [
                None,
                TermClause(length=Period(months=24)),
                TermClause(length=Period(months=36), renewal="tacit", renewal_period=Period(months=24), notice=Period(months=6)),
                TermClause(length=Period(months=36), renewal="tacit", renewal_period=Period(months=24), max_renewals=1),
                TermClause(until=D("2005-12-31"), renewal="by_agreement"),
                TermClause(length=Period(months=24), continues=True),
            ]
        )
    )
    leaving = draw(
        st.sampled_from(
            [
                None,
                WithdrawalClause(notice=Period(months=6)),
                WithdrawalClause(notice=Period(months=12), not_before=Period(months=36), lock_bars="notice"),
                WithdrawalClause(notice=Period(months=12), not_before=Period(months=36), lock_bars="effect", lock_from="party"),
            ]
        )
    )
    provisional = draw(st.sampled_from([None, ProvisionalClause(begins="signature", delay=Period(days=10)), ProvisionalClause()]))
    return Instrument(
        id="one",
        title="One",
        parties=between,
        open=not between,
        acts=(act("opening_for_signature", "1999-01-01"), *draw(st.lists(acts(), max_size=7))),
        entry=entry,
        term=term,
        withdrawal=leaving,
        provisional=provisional,
        signature_until=draw(st.sampled_from([None, None, D("2002-06-30")])),
        signature_stays_open=draw(st.booleans()),
    )


def words(one: Instrument, on: dt.date) -> dict[str, str]:
    """The status of the whole and of each state, told on a day."""
    report = status(one, on)
    return {"": report.status} | {state: status(one, on, state).parties[state].status for state in STATES}


def causes(one: Instrument) -> set[dt.date]:
    """Every day that an act, or a clause counted from an act, can give, worked out apart from the law's own code."""
    done = {day for each in one.acts for day in (each.day, each.effective)}
    lengths = [one.entry.delay if one.entry else None, Period(days=30), one.provisional.delay if one.provisional else None]
    notices = [one.withdrawal.notice if one.withdrawal else None, Period(months=12)]
    begun = {delayed(day, length, how) for day in done for length in (*lengths, None) for how in HOW}
    begun |= {delayed(D("2003-05-05"), length, how) for length in (*lengths, None) for how in HOW}
    begun.add(D("2002-07-01"))
    locked = {Period(months=36).after(day) for day in begun}
    found = done | begun | {notice.after(day) for day in done | locked for notice in notices if notice} | locked
    entry = entry_into_force(one).day
    if one.term is not None and entry is not None:
        first = one.term.until + dt.timedelta(days=1) if one.term.until else one.term.length.after(entry) if one.term.length else None
        ends = {first} if first else set()
        ends |= {each.until + dt.timedelta(days=1) for each in one.acts if each.until}
        found |= {Period(months=24 * times).after(end) for end in ends for times in range(20)}
    return found


@settings(max_examples=200, deadline=None, derandomize=True)
@given(instruments(), st.data())
def test_no_status_turns_on_a_day_without_an_act_or_a_clause(one: Instrument, data: st.DataObject) -> None:
    given_days = causes(one)
    on = data.draw(DAYS)
    day = on
    before = words(one, on - dt.timedelta(days=1))
    for _ in range(40):
        now = words(one, day)
        if now != before:
            assert day in given_days, (before, now)
        before = now
        day += dt.timedelta(days=1)


@settings(max_examples=400, deadline=None, derandomize=True)
@given(instruments(), DAYS, st.data())
def test_an_act_of_a_later_day_never_changes_an_earlier_status(one: Instrument, on: dt.date, data: st.DataObject) -> None:
    if on >= D("2012-12-30"):
        return
    added = data.draw(acts(since=on + dt.timedelta(days=1)))
    more = Instrument(**{name: getattr(one, name) for name in one.__struct_fields__} | {"acts": (*one.acts, added)})
    assert words(one, on) == words(more, on)


@settings(max_examples=60, deadline=None, derandomize=True)
@given(instruments(), DAYS, st.dates(D("2004-01-01"), D("2011-12-31")))
def test_a_successor_ends_it_on_its_own_entry_and_on_no_other_day(one: Instrument, on: dt.date, entered: dt.date) -> None:
    if not one.parties:
        return
    after = Instrument(
        id="after",
        title="After",
        parties=one.parties,
        acts=(act("signature", str(entered)),),
        entry=EntryClause(rule="on_signature"),
        links=(Link(kind="supersedes", to="one"),),
    )
    alone, followed = status(one, on).status, status(one, on, related={"after": after}).status
    if on < entered:
        assert alone == followed
    elif alone.startswith("in_force") and status(one, entered - dt.timedelta(days=1)).status.startswith("in_force"):
        assert followed == "superseded"
