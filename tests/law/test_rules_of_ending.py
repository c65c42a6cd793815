"""Terms, renewal, leaving, suspension, succession: one test a rule."""

import datetime as dt
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from building import act, many, pair
from hypothesis import given
from hypothesis import strategies as st

from servanda.law import Instrument, Link, Period, RivalClaim, status
from servanda.law.clauses import EntryClause, TermClause, WithdrawalClause
from servanda.law.instrument_life import lives

D = dt.date.fromisoformat
ON_SIGNATURE = EntryClause(rule="on_signature")
SIGNED = act("signature", "2000-03-01")
TACIT = TermClause(length=Period(months=120), renewal="tacit", renewal_period=Period(months=60), notice=Period(months=12))


def test_article_54_a_fixed_term_expires_on_the_day_of_the_same_number() -> None:
    one = pair(SIGNED, entry=ON_SIGNATURE, term=TermClause(length=Period(months=60)))
    assert status(one, D("2005-02-28")).status == "in_force"
    assert status(one, D("2005-03-01")).status == "expired"


def test_a_day_until_which_a_treaty_lasts_is_its_last_day() -> None:
    one = pair(SIGNED, entry=ON_SIGNATURE, term=TermClause(until=D("2004-12-31")))
    assert status(one, D("2004-12-31")).status == "in_force"
    assert status(one, D("2005-01-01")).status == "expired"


def test_tacit_renewal_goes_on_and_tells_the_last_day_to_say_no() -> None:
    one = pair(SIGNED, entry=ON_SIGNATURE, term=TACIT)
    report = status(one, D("2012-01-01"))
    assert (report.status, report.since, report.until) == ("in_force_extended", D("2010-03-01"), D("2015-03-01"))
    assert (D("2014-03-01"), "last day to give notice against renewal (its clause)") in [(n.date, n.what) for n in report.next]


def test_notice_against_renewal_in_time_ends_the_treaty_with_its_term() -> None:
    one = pair(SIGNED, act("nonrenewal_notice", "2014-02-28", "ITA"), entry=ON_SIGNATURE, term=TACIT)
    assert status(one, D("2014-06-01")).status == "in_force_nonrenewal_pending"
    assert status(one, D("2015-03-01")).status == "expired"


def test_notice_a_day_too_late_works_only_at_the_end_of_the_next_term() -> None:
    one = pair(SIGNED, act("nonrenewal_notice", "2014-03-02", "ITA"), entry=ON_SIGNATURE, term=TACIT)
    assert status(one, D("2015-03-01")).status.startswith("in_force")
    assert status(one, D("2020-03-01")).status == "expired"


def test_renewal_by_agreement_extends_and_then_it_expires() -> None:
    term = TermClause(length=Period(months=60), renewal="by_agreement", max_renewals=1)
    one = pair(SIGNED, act("extension", "2005-02-01", period=Period(months=60)), entry=ON_SIGNATURE, term=term)
    assert status(one, D("2005-03-01")).status == "in_force_extended"
    assert status(one, D("2010-03-01")).status == "expired"


def test_a_minimum_term_is_no_term() -> None:
    one = pair(SIGNED, entry=ON_SIGNATURE, term=TermClause(length=Period(months=120), continues=True))
    assert status(one, D("2030-01-01")).status == "in_force"


def test_article_54_one_of_two_that_leaves_ends_the_treaty_after_its_notice() -> None:
    one = pair(
        SIGNED, act("withdrawal_notice", "2003-01-31", "FRA"), entry=ON_SIGNATURE, withdrawal=WithdrawalClause(notice=Period(months=1))
    )
    assert status(one, D("2003-02-27")).status == "in_force_withdrawal_pending"
    assert status(one, D("2003-02-28")).status == "terminated"


def test_one_of_many_that_leaves_ends_it_for_itself_alone_and_may_come_back() -> None:
    acts = [act("opening_for_signature", "2000-01-01"), *(act("ratification", "2001-01-01", s) for s in ("FRA", "ITA"))]
    acts += [act("withdrawal_notice", "2005-01-01", "FRA"), act("accession", "2010-01-01", "FRA")]
    one = many(*acts, entry=EntryClause(rule="nth_deposit", count=2), withdrawal=WithdrawalClause(notice=Period(months=12)))
    words = [status(one, D(day), "FRA").parties["FRA"].status for day in ("2004-12-31", "2005-06-01", "2006-01-01", "2010-01-01")]
    assert words == ["bound", "withdrawal_pending", "withdrawn", "bound"]
    assert status(one, D("2006-01-01")).status == "in_force"


def test_article_68_a_notice_taken_back_in_time_has_no_effect() -> None:
    acts = [act("opening_for_signature", "2000-01-01"), act("ratification", "2001-01-01", "FRA")]
    acts += [act("withdrawal_notice", "2005-01-01", "FRA"), act("withdrawal_revocation", "2005-08-01", "FRA")]
    one = many(*acts, entry=EntryClause(rule="nth_deposit", count=1), withdrawal=WithdrawalClause(notice=Period(months=12)))
    assert status(one, D("2005-07-31"), "FRA").parties["FRA"].status == "withdrawal_pending"
    assert status(one, D("2006-01-02"), "FRA").parties["FRA"].status == "bound"


def test_a_lock_in_delays_the_effect_of_an_early_notice() -> None:
    clause = WithdrawalClause(notice=Period(months=12), not_before=Period(months=36), lock_bars="notice")
    one = pair(SIGNED, act("withdrawal_notice", "2000-06-01", "FRA"), entry=ON_SIGNATURE, withdrawal=clause)
    assert status(one, D("2004-02-29")).status == "in_force_withdrawal_pending"
    assert status(one, D("2004-03-01")).status == "terminated"


def test_a_later_day_stated_in_the_notice_governs() -> None:
    one = pair(
        SIGNED,
        act("withdrawal_notice", "2003-01-01", "FRA", effect="2004-07-01"),
        entry=ON_SIGNATURE,
        withdrawal=WithdrawalClause(notice=Period(months=6)),
    )
    assert status(one, D("2004-06-30")).status == "in_force_withdrawal_pending"
    assert status(one, D("2004-07-01")).status == "terminated"


def test_article_56_without_a_clause_leaving_is_contested() -> None:
    acts = [
        act("opening_for_signature", "2000-01-01"),
        act("ratification", "2001-01-01", "FRA"),
        act("withdrawal_notice", "2005-01-01", "FRA"),
    ]
    one = many(*acts, entry=EntryClause(rule="nth_deposit", count=1))
    assert status(one, D("2006-01-01"), "FRA").parties["FRA"].status == "contested"


def test_article_57_suspension_by_one_side_leaves_the_treaty_in_force() -> None:
    one = pair(SIGNED, act("suspension", "2004-01-01", "FRA"), act("resumption", "2005-01-01", "FRA"), entry=ON_SIGNATURE)
    report = status(one, D("2004-06-01"))
    assert (report.status, report.parties["FRA"].status, report.parties["ITA"].status) == ("in_force_suspended", "suspended", "bound")
    assert status(one, D("2005-01-01")).status == "in_force"


def test_article_65_rival_claims_stand_side_by_side() -> None:
    claims = (RivalClaim(by="FRA", says="it is over", source="note"), RivalClaim(by="ITA", says="it binds", source="note"))
    one = pair(SIGNED, act("suspension", "2004-01-01", "FRA", certainty="disputed", claims=claims), entry=ON_SIGNATURE)
    report = status(one, D("2004-06-01"))
    assert report.status == "contested"
    assert [claim.by for claim in report.claims] == ["FRA", "ITA"]


def test_article_59_a_successor_treaty_ends_the_old_one_on_its_own_entry() -> None:
    old = pair(SIGNED, entry=ON_SIGNATURE)
    new = Instrument(
        id="new",
        title="The new one",
        parties=("FRA", "ITA"),
        acts=(act("signature", "2008-01-01"), act("exchange_of_instruments", "2009-01-01")),
        entry=EntryClause(rule="exchange_of_instruments"),
        links=(Link(kind="supersedes", to="pair"),),
    )
    assert status(old, D("2008-06-01"), related={"new": new}).status == "in_force"
    assert status(old, D("2009-01-01"), related={"new": new}).status == "superseded"


def test_a_continuator_keeps_the_act_and_a_state_that_ceased_is_no_party() -> None:
    acts = [act("opening_for_signature", "1970-01-01"), act("ratification", "1971-01-01", "SUN"), act("ratification", "1971-01-01", "DDR")]
    one = many(*acts, entry=EntryClause(rule="nth_deposit", count=2))
    assert status(one, D("1980-01-01"), "SUN").parties["SUN"].status == "bound"
    assert status(one, D("2000-01-01"), "RUS").parties["RUS"].status == "bound"
    assert status(one, D("2000-01-01"), "DDR").parties["DDR"].status == "not_a_party"


def test_article_55_a_treaty_does_not_end_when_its_parties_fall_below_the_number() -> None:
    acts = [act("opening_for_signature", "2000-01-01"), *(act("ratification", "2001-01-01", s) for s in ("FRA", "ITA"))]
    acts += [act("withdrawal", "2005-01-01", "FRA")]
    one = many(*acts, entry=EntryClause(rule="nth_deposit", count=2))
    assert status(one, D("2006-01-01")).status == "in_force"


DAYS = st.dates(min_value=dt.date(2000, 1, 1), max_value=dt.date(2040, 12, 31))
KINDS = st.sampled_from(["nonrenewal_notice", "withdrawal_notice", "suspension", "resumption", "termination", "withdrawal_revocation"])


@given(st.lists(st.tuples(KINDS, DAYS, st.sampled_from(["FRA", "ITA"])), max_size=4), DAYS)
def test_a_status_changes_only_on_a_day_that_an_act_or_clause_gives(acts: list[tuple[str, dt.date, str]], on: dt.date) -> None:
    one = pair(
        SIGNED,
        *(act(k, str(d), p) for k, d, p in acts),
        entry=ON_SIGNATURE,
        term=TACIT,
        withdrawal=WithdrawalClause(notice=Period(months=6)),
    )
    known = lives(one)
    before = on - dt.timedelta(days=1)
    if known.whole.word(on) != known.whole.word(before):
        assert on in known.whole.turns()


@given(st.lists(st.tuples(KINDS, DAYS, st.sampled_from(["FRA", "ITA"])), max_size=3), DAYS, DAYS, KINDS)
def test_an_act_done_later_never_changes_an_earlier_status(
    acts: list[tuple[str, dt.date, str]], on: dt.date, later: dt.date, kind: str
) -> None:
    if later <= on:
        return
    base = [SIGNED, *(act(k, str(d), p) for k, d, p in acts)]
    rest = {"entry": ON_SIGNATURE, "term": TACIT, "withdrawal": WithdrawalClause(notice=Period(months=6))}
    added = act(kind, str(later), "FRA")
    if kind == "withdrawal_revocation" and any(k.endswith("notice") for k, _, _ in acts):
        return  # taking a notice back changes how its past is told from then on only; the notice itself was pending
    assert status(pair(*base, **rest), on).status == status(pair(*base, added, **rest), on).status
