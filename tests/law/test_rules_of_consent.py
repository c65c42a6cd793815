"""How a state comes to be bound, one test a way, and what holds of succession, provisional application and several depositaries."""

import datetime as dt
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from building import act, many, pair

from servanda.law import Act, Instrument, Link, Period, status
from servanda.law.clauses import EntryClause, LateJoiners, ProvisionalClause, TermClause, WithdrawalClause
from servanda.law.entry_into_force import entry_into_force
from servanda.law.lint import check
from servanda.law.reservations import reservations_between

D = dt.date.fromisoformat
OPEN = act("opening_for_signature", "2000-01-01")
FIRST = EntryClause(rule="nth_deposit", count=1)
SIGNED = act("signature", "2000-01-10")
ON_SIGNATURE = EntryClause(rule="on_signature")


def word(one: Instrument, day: str, state: str) -> str:
    return status(one, D(day), state).parties[state].status


@pytest.mark.parametrize(
    ("kind", "rule"),
    [
        ("definitive_signature", "VCLT 12"),
        ("ratification", "VCLT 14, 16(b)"),
        ("acceptance", "VCLT 14(2), 16(b)"),
        ("approval", "VCLT 14(2), 16(b)"),
        ("accession", "VCLT 15, 16(b)"),
        ("notification", "VCLT 16(c)"),
        ("exchange_of_instruments", "VCLT 13, 16(a)"),
    ],
)
def test_articles_12_to_16_each_way_of_consent_binds_from_its_own_day_and_cites_its_article(kind: str, rule: str) -> None:
    one = many(OPEN, act("ratification", "2000-02-01", "FRA"), act(kind, "2003-04-05", "ITA"), entry=FIRST)
    assert word(one, "2003-04-04", "ITA") == "not_a_party"
    assert word(one, "2003-04-05", "ITA") == "bound"
    assert rule in {step.rule for step in status(one, D("2003-04-05"), "ITA").parties["ITA"].reasons}


def test_article_18_signature_alone_does_not_bind_but_keeps_from_defeating_the_treaty() -> None:
    one = many(OPEN, act("ratification", "2000-02-01", "FRA"), act("signature", "2000-01-02", "ITA"), entry=FIRST)
    assert word(one, "2001-01-01", "ITA") == "signatory"
    assert "VCLT 14, 18(a)" in {step.rule for step in status(one, D("2001-01-01"), "ITA").parties["ITA"].reasons}


def test_article_12_definitive_signatures_count_towards_entry_into_force_and_plain_ones_do_not() -> None:
    two = EntryClause(rule="nth_deposit", count=2)
    plain = many(OPEN, act("signature", "2000-01-02", "FRA"), act("ratification", "2000-05-01", "ITA"), entry=two)
    final = many(OPEN, act("definitive_signature", "2000-01-02", "FRA"), act("ratification", "2000-05-01", "ITA"), entry=two)
    assert entry_into_force(plain).day is None
    assert entry_into_force(final).day == D("2000-05-01")


def test_article_24_1_when_all_the_named_states_have_deposited() -> None:
    clause = EntryClause(rule="deposit_by_named_states", named=("GBR", "SUN", "USA"))
    acts = [
        OPEN,
        act("ratification", "2000-02-01", "USA"),
        act("ratification", "2000-02-02", "FRA"),
        act("ratification", "2000-03-01", "GBR"),
    ]
    assert entry_into_force(many(*acts, entry=clause)).day is None
    assert entry_into_force(many(*acts, act("ratification", "2000-04-01", "RUS"), entry=clause)).day == D("2000-04-01")


def test_article_24_1_on_the_first_day_of_the_third_month_following() -> None:
    clause = EntryClause(rule="last_notification", delay=Period(months=2), delay_from="first_day_of_month_following")
    one = pair(SIGNED, act("notification", "2000-05-20", "FRA"), act("notification", "2000-11-15", "ITA"), entry=clause)
    assert entry_into_force(one).day == D("2001-02-01")


def test_article_24_3_entry_for_one_state_that_a_source_records_goes_before_the_computed_day() -> None:
    recorded = act("entry_into_force", "2004-01-01", "ITA")
    late = EntryClause(rule="nth_deposit", count=1, late_joiners=LateJoiners(delay=Period(days=30)))
    one = many(OPEN, act("ratification", "2000-02-01", "FRA"), act("accession", "2003-06-01", "ITA"), recorded, entry=late)
    assert (word(one, "2003-12-31", "ITA"), word(one, "2004-01-01", "ITA")) == ("consented", "bound")


def test_article_24_a_state_that_joins_a_treaty_between_two_later_is_bound_from_its_own_act_only() -> None:
    one = pair(SIGNED, act("accession", "2005-01-01", "ESP"), entry=ON_SIGNATURE)
    assert (word(one, "2004-12-31", "ESP"), word(one, "2005-01-01", "ESP")) == ("not_a_party", "bound")


def test_article_25_1_provisional_application_by_the_clause_itself_from_signature() -> None:
    one = pair(
        SIGNED,
        act("exchange_of_instruments", "2001-01-01"),
        entry=EntryClause(rule="exchange_of_instruments"),
        provisional=ProvisionalClause(begins="signature", delay=Period(days=30)),
    )
    words = [status(one, D(day)).status for day in ("2000-02-08", "2000-02-09", "2001-01-01")]
    assert words == ["not_in_force", "provisionally_applied", "in_force"]


def test_article_25_1_provisional_application_goes_on_for_a_state_for_which_the_treaty_is_not_yet_in_force() -> None:
    one = many(OPEN, act("provisional_application", "2000-02-01", "ITA"), act("ratification", "2001-01-01", "FRA"), entry=FIRST)
    assert word(one, "2002-01-01", "ITA") == "provisionally_applied"
    joined = many(*one.acts, act("ratification", "2003-01-01", "ITA"), entry=FIRST)
    assert word(joined, "2003-01-01", "ITA") == "bound"


def test_article_25_2_notice_ends_provisional_application() -> None:
    ended = act("provisional_application_end", "2002-01-01", "ITA", effect="2002-03-02")
    one = many(OPEN, act("signature", "2000-01-02", "ITA"), act("provisional_application", "2000-02-01", "ITA"), ended, entry=FIRST)
    assert (word(one, "2002-03-01", "ITA"), word(one, "2002-03-02", "ITA")) == ("provisionally_applied", "signatory")


def test_article_16_of_several_depositaries_the_first_deposit_binds() -> None:
    deposits = [act("ratification", f"2001-0{n}-01", "FRA", depositary=where) for n, where in enumerate(("Moscow", "London"), 3)]
    one = many(OPEN, *deposits, entry=FIRST)
    assert (word(one, "2001-02-28", "FRA"), word(one, "2001-03-01", "FRA")) == ("open_for_signature", "bound")
    assert [finding for finding in check(one) if finding.grade == "error"] == []


def test_vcssrt_23_a_successor_is_bound_from_the_day_of_succession_that_it_states() -> None:
    notified = act("succession", "1993-05-28", "SVK", effect="1993-01-01")
    one = many(act("opening_for_signature", "1970-01-01"), act("ratification", "1971-01-01", "CSK"), notified, entry=FIRST)
    assert word(one, "1992-12-31", "CSK") == "bound"
    assert word(one, "1993-01-01", "CSK") == "not_a_party"
    assert word(one, "1993-01-01", "SVK") == "bound"
    assert "VCSSRT 17, 23" in {step.rule for step in status(one, D("1993-06-01"), "SVK").parties["SVK"].reasons}


def test_vcssrt_16_a_new_state_is_not_bound_by_what_its_predecessor_did() -> None:
    one = many(act("opening_for_signature", "1970-01-01"), act("ratification", "1971-01-01", "CSK"), entry=FIRST)
    assert word(one, "2000-01-01", "CZE") == "not_a_party"


def test_the_deposit_of_a_state_that_has_ceased_still_counts_towards_entry_into_force() -> None:
    deposits = [act("ratification", "1971-01-01", "DDR"), act("ratification", "1972-01-01", "FRA")]
    one = many(act("opening_for_signature", "1970-01-01"), *deposits, entry=EntryClause(rule="nth_deposit", count=2))
    assert entry_into_force(one).day == D("1972-01-01")


def test_a_continuator_is_counted_as_its_predecessor_and_never_twice() -> None:
    acts: list[Act] = [act("ratification", "1971-01-01", "SUN"), act("ratification", "1995-01-01", "RUS", depositary="London")]
    one = many(act("opening_for_signature", "1970-01-01"), *acts, entry=EntryClause(rule="nth_deposit", count=2))
    assert entry_into_force(one).day is None


def test_article_20_5_who_joins_after_the_twelve_months_may_object_until_its_consent_and_no_longer() -> None:
    acts = [OPEN, act("ratification", "2001-01-01", "FRA"), act("reservation", "2001-01-01", "FRA"), act("accession", "2010-01-01", "ITA")]
    one = many(*acts, entry=FIRST)
    before, after = (reservations_between(one, "FRA", "ITA", D(day)) for day in ("2009-12-31", "2010-01-02"))
    assert [(each.effect, each.until) for each in before] == [("open", None)]
    assert [each.effect for each in after] == ["accepted"]


def test_article_21_2_a_reservation_changes_nothing_between_two_others() -> None:
    acts = [OPEN, *(act("ratification", "2001-01-01", state) for state in ("FRA", "ITA", "ESP")), act("reservation", "2001-01-01", "FRA")]
    assert reservations_between(many(*acts, entry=FIRST), "ITA", "ESP", D("2003-01-01")) == ()


def test_the_last_day_to_object_to_a_reservation_is_a_date_ahead() -> None:
    acts = [OPEN, act("ratification", "2001-01-01", "FRA"), act("reservation", "2001-01-01", "FRA")]
    ahead = status(many(*acts, entry=FIRST), D("2001-06-01")).next
    assert (D("2002-01-01"), "last day to object to the reservation of FRA (VCLT 20(5))") in [(one.date, one.what) for one in ahead]


def test_article_28_effect_from_before_signature_is_warned_of_and_told_as_a_step() -> None:
    one = pair(SIGNED, entry=EntryClause(rule="fixed_date", on_date=D("1999-06-01")))
    assert any(finding.grade == "warning" and "28" in finding.rule for finding in check(one))
    assert "VCLT 24(1), 28" in {step.rule for step in status(one, D("2001-01-01")).reasons}


def test_article_54_b_renewal_by_agreement_again_and_a_renewal_more_than_the_clause_allows_is_warned_of() -> None:
    five = Period(months=60)
    agreed = [act("extension", "2004-12-01", period=five), act("extension", "2009-12-01", period=five)]
    again = pair(SIGNED, *agreed, entry=ON_SIGNATURE, term=TermClause(length=five, renewal="by_agreement"))
    assert (status(again, D("2014-01-01")).status, status(again, D("2015-01-10")).status) == ("in_force_extended", "expired")
    assert check(again) == []
    once = pair(SIGNED, *agreed, entry=ON_SIGNATURE, term=TermClause(length=five, renewal="by_agreement", max_renewals=1))
    assert any("allows 1" in finding.what and finding.grade == "warning" for finding in check(once))


def test_article_54_b_an_extension_agreed_after_the_end_brings_the_treaty_back_from_its_own_day_only() -> None:
    five = Period(months=60)
    late = act("extension", "2006-01-10", period=five)
    one = pair(SIGNED, late, entry=ON_SIGNATURE, term=TermClause(length=five, renewal="by_agreement"))
    words = [status(one, D(day)).status for day in ("2005-01-09", "2005-01-10", "2006-01-09", "2006-01-10", "2011-01-10")]
    assert words == ["in_force", "expired", "expired", "in_force_extended", "expired"]
    assert word(one, "2005-06-01", "FRA") == "expired"
    assert any("had run out" in finding.what for finding in check(one))


def test_article_54_a_tacit_renewal_may_be_allowed_a_number_of_times_only() -> None:
    once = TermClause(length=Period(months=60), renewal="tacit", renewal_period=Period(months=24), max_renewals=1)
    one = pair(SIGNED, entry=ON_SIGNATURE, term=once)
    assert (status(one, D("2007-01-09")).status, status(one, D("2007-01-10")).status) == ("in_force_extended", "expired")


def test_article_54_an_agreement_to_go_on_undoes_a_notice_against_renewal() -> None:
    tacit = TermClause(length=Period(months=60), renewal="tacit", renewal_period=Period(months=60), notice=Period(months=12))
    acts = [SIGNED, act("nonrenewal_notice", "2003-06-01", "ITA"), act("extension", "2004-06-01", period=Period(months=60))]
    one = pair(*acts, entry=ON_SIGNATURE, term=tacit)
    words = [status(one, D(day)).status for day in ("2004-01-01", "2004-06-01", "2005-01-10")]
    assert words == ["in_force_nonrenewal_pending", "in_force", "in_force_extended"]


def test_article_55_the_others_stay_bound_when_one_of_many_leaves() -> None:
    acts = [OPEN, *(act("ratification", "2001-01-01", s) for s in ("FRA", "ITA")), act("withdrawal_notice", "2005-01-01", "FRA")]
    one = many(*acts, entry=FIRST, withdrawal=WithdrawalClause(notice=Period(months=6)))
    assert (word(one, "2005-07-01", "FRA"), word(one, "2005-07-01", "ITA")) == ("withdrawn", "bound")


def test_article_54_a_lock_in_that_bars_the_effect_only_lets_notice_run_before_its_end() -> None:
    clause = WithdrawalClause(notice=Period(months=12), not_before=Period(months=36), lock_bars="effect", lock_from="party")
    acts = [
        OPEN,
        act("ratification", "2000-02-01", "FRA"),
        act("accession", "2002-06-01", "ITA"),
        act("withdrawal_notice", "2003-01-01", "ITA"),
    ]
    one = many(*acts, entry=FIRST, withdrawal=clause)
    assert (word(one, "2005-05-31", "ITA"), word(one, "2005-06-01", "ITA")) == ("withdrawal_pending", "withdrawn")


def test_article_59_a_later_treaty_between_some_of_the_parties_does_not_end_the_old_one() -> None:
    old = Instrument(id="old", title="Old", parties=("FRA", "ITA", "ESP"), acts=(SIGNED,), entry=ON_SIGNATURE)
    new = Instrument(
        id="new",
        title="New",
        parties=("FRA", "ITA"),
        acts=(act("signature", "2005-01-01"),),
        entry=ON_SIGNATURE,
        links=(Link(kind="supersedes", to="old"),),
    )
    assert status(old, D("2006-01-01"), related={"new": new}).status == "in_force"


def test_article_60_a_claim_of_breach_ends_nothing_but_makes_the_status_contested() -> None:
    one = pair(SIGNED, act("breach_claim", "2004-01-01", "FRA"), entry=ON_SIGNATURE)
    assert status(one, D("2004-06-01")).status == "contested"
    assert word(one, "2004-06-01", "ITA") == "bound"
    assert "VCLT 60, 65" in {step.rule for step in status(one, D("2004-06-01")).reasons}


def test_article_60_termination_for_breach_ends_the_treaty_on_the_day_of_its_effect() -> None:
    over = act("termination", "2004-01-01", effect="2004-04-01")
    one = pair(SIGNED, act("breach_claim", "2003-06-01", "FRA"), over, entry=ON_SIGNATURE)
    assert [status(one, D(day)).status for day in ("2004-03-31", "2004-04-01")] == ["contested", "terminated"]
