"""Cases that a treaty office has to answer and a table gets wrong: one test a rule, with its article."""

import datetime as dt
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from building import act, many, pair

from servanda.law import Instrument, Link, Period, status, words_on
from servanda.law.amendments import amendments_between
from servanda.law.between import between
from servanda.law.clauses import EntryClause, LateJoiners, ProvisionalClause, SurvivalClause, TermClause, WithdrawalClause
from servanda.law.entry_into_force import entry_into_force
from servanda.law.explain import explain
from servanda.law.lint import check
from servanda.law.reservations import reservations_between

D = dt.date.fromisoformat
OPEN = act("opening_for_signature", "2000-01-01")
SIGNED = act("signature", "2000-03-01")
FIRST = EntryClause(rule="nth_deposit", count=1)
TWO = EntryClause(rule="nth_deposit", count=2)
ON_SIGNATURE = EntryClause(rule="on_signature")
YEAR = Period(months=12)
LEAVE = WithdrawalClause(notice=YEAR)
JOINED = [OPEN, *(act("ratification", "2001-01-01", state) for state in ("FRA", "ITA", "ESP"))]
RESERVED = act("reservation", "2001-01-01", "FRA")
TACIT = TermClause(length=Period(months=120), renewal="tacit", renewal_period=Period(months=60), notice=YEAR)


def words(one: Instrument, state: str, *days: str) -> list[str]:
    told = [status(one, D(day), state).parties[state].status for day in days]
    assert told == [words_on([one], D(day))[one.id].get(state, told[at]) for at, day in enumerate(days)]
    return told


def whole(one: Instrument, *days: str) -> list[str]:
    return [status(one, D(day)).status for day in days]


def effects(one: Instrument, other: str, *days: str) -> list[str]:
    return [each.effect for day in days for each in reservations_between(one, "FRA", other, D(day))]


@pytest.mark.parametrize("back_first", [True, False])
def test_article_54_who_denounces_and_joins_again_on_one_day_is_bound_anew_when_the_notice_has_run(back_first: bool) -> None:  # noqa: FBT001
    notice, back = act("withdrawal_notice", "2005-05-26", "ITA"), act("accession", "2005-05-26", "ITA", effect="2006-05-26")
    one = many(*JOINED, *([back, notice] if back_first else [notice, back]), entry=FIRST, withdrawal=LEAVE)
    assert words(one, "ITA", "2005-05-25", "2006-05-25", "2006-05-26") == ["bound", "withdrawal_pending", "bound"]


def test_article_24_3_who_joins_again_while_its_notice_runs_waits_for_its_own_delay() -> None:
    entry = EntryClause(rule="nth_deposit", count=1, late_joiners=LateJoiners(delay=Period(days=30)))
    acts = [act("withdrawal_notice", "2005-01-01", "ITA"), act("accession", "2005-12-20", "ITA")]
    one = many(*JOINED, *acts, entry=entry, withdrawal=LEAVE)
    assert words(one, "ITA", "2005-12-31", "2006-01-01", "2006-01-18", "2006-01-19") == [
        "withdrawal_pending",
        "consented",
        "consented",
        "bound",
    ]


def test_article_70_nobody_joins_a_treaty_that_has_ended() -> None:
    one = many(*JOINED, act("accession", "2010-01-01", "PRT"), entry=FIRST, term=TermClause(length=Period(months=60)))
    assert words(one, "PRT", "2011-01-01") == ["not_a_party"]
    assert words(one, "FRA", "2011-01-01") == ["expired"]
    assert any("had ended" in finding.what for finding in check(one))


def test_article_24_a_consent_before_entry_may_name_a_later_day_for_itself() -> None:
    one = many(OPEN, act("ratification", "2001-01-01", "FRA"), act("ratification", "2000-06-01", "ITA", effect="2003-01-01"), entry=FIRST)
    assert words(one, "ITA", "2002-12-31", "2003-01-01") == ["consented", "bound"]


def test_article_18_b_a_notice_before_the_treaty_can_enter_into_force_takes_the_consent_back_and_the_deposit_counts_no_more() -> None:
    acts = [act("ratification", "2001-01-01", "FRA"), act("accession", "2001-01-01", "PRT")]
    acts += [act("withdrawal_notice", "2002-01-01", state) for state in ("FRA", "PRT")]
    one = many(OPEN, *acts, act("ratification", "2003-01-01", "ITA"), entry=EntryClause(rule="nth_deposit", count=3), withdrawal=LEAVE)
    assert words(one, "FRA", "2001-06-01", "2002-06-01") == ["consented", "signatory"]
    assert words(one, "PRT", "2002-06-01") == ["open_for_signature"]
    assert entry_into_force(one).day is None
    assert any("before the treaty could enter into force" in finding.what for finding in check(one))


def test_article_54_a_notice_given_while_the_delay_runs_waits_until_the_treaty_binds() -> None:
    entry = EntryClause(rule="nth_deposit", count=1, delay=Period(days=90))
    one = many(OPEN, act("ratification", "2001-01-01", "FRA"), act("withdrawal_notice", "2001-02-01", "FRA"), entry=entry, withdrawal=LEAVE)
    assert words(one, "FRA", "2001-03-31", "2001-04-01", "2002-01-31", "2002-02-01") == [
        "consented",
        "withdrawal_pending",
        "withdrawal_pending",
        "withdrawn",
    ]


def test_article_24_1_a_side_that_takes_its_notification_back_must_notify_anew() -> None:
    acts = [SIGNED, act("notification", "2000-06-01", "FRA"), act("withdrawal_notice", "2000-07-01", "FRA")]
    acts += [act("notification", "2000-08-01", "ITA"), act("notification", "2001-02-01", "FRA")]
    assert entry_into_force(pair(*acts, entry=EntryClause(rule="last_notification"))).day == D("2001-02-01")


def test_article_24_1_two_notifications_at_different_times_and_the_delay_from_the_second() -> None:
    acts = [SIGNED, act("notification", "2000-06-01", "FRA"), act("notification", "2000-07-01", "FRA")]
    entry = EntryClause(rule="last_notification", delay=Period(days=30))
    assert entry_into_force(pair(*acts, entry=entry)).day is None
    one = pair(*acts, act("notification", "2000-09-15", "ITA"), entry=entry)
    assert words(one, "FRA", "2000-05-31", "2000-06-01", "2000-10-14", "2000-10-15") == ["signatory", "consented", "consented", "bound"]


def test_article_13_two_ratifications_without_their_exchange_bind_nobody() -> None:
    acts = [SIGNED, act("ratification", "2001-01-01", "FRA"), act("ratification", "2001-06-01", "ITA")]
    assert whole(pair(*acts, entry=EntryClause(rule="exchange_of_instruments")), "2002-01-01") == ["not_in_force"]


def test_articles_54_and_56_a_denunciation_of_a_treaty_renewed_tacitly_works_at_the_end_of_its_term() -> None:
    one = pair(SIGNED, act("withdrawal_notice", "2013-01-01", "ITA"), entry=ON_SIGNATURE, term=TACIT)
    assert whole(one, "2013-01-01", "2014-02-01", "2015-02-28", "2015-03-01") == [*["in_force_nonrenewal_pending"] * 3, "expired"]
    assert any("no other way out" in step.what for step in status(one, D("2014-01-01")).parties["ITA"].reasons)
    held = many(*JOINED, act("withdrawal_notice", "2009-06-01", "ITA"), act("accession", "2013-01-01", "ITA"), entry=FIRST, term=TACIT)
    assert words(held, "ITA", "2010-12-31", "2011-01-01", "2013-01-01") == ["nonrenewal_pending", "withdrawn", "bound"]


def test_article_54_leaving_a_fixed_term_without_a_clause_is_contested_until_the_term_ends() -> None:
    one = pair(SIGNED, act("withdrawal_notice", "2001-01-01", "FRA"), entry=ON_SIGNATURE, term=TermClause(length=Period(months=120)))
    assert whole(one, "2001-06-01", "2002-01-01", "2010-03-01") == ["in_force_withdrawal_pending", "contested", "expired"]


def test_article_54_notice_that_works_at_the_end_of_the_calendar_year() -> None:
    clause = WithdrawalClause(notice=Period(months=6), notice_from="first_day_of_year_following")
    one = pair(SIGNED, act("withdrawal_notice", "2003-05-05", "FRA"), entry=ON_SIGNATURE, withdrawal=clause)
    assert whole(one, "2003-12-31", "2004-01-01") == ["in_force_withdrawal_pending", "terminated"]
    late = pair(SIGNED, act("withdrawal_notice", "2003-08-05", "FRA"), entry=ON_SIGNATURE, withdrawal=clause)
    assert whole(late, "2004-12-31", "2005-01-01") == ["in_force_withdrawal_pending", "terminated"]


def test_article_54_a_lock_in_and_what_survives_the_notice_given_under_it() -> None:
    clause = WithdrawalClause(notice=YEAR, not_before=Period(months=60), lock_bars="notice")
    kept = SurvivalClause(what="protection of investments made", period=Period(months=240), article="47")
    one = many(*JOINED, act("withdrawal_notice", "2003-01-01", "FRA"), entry=FIRST, withdrawal=clause, survival=(kept,))
    assert words(one, "FRA", "2006-12-31", "2007-01-01") == ["withdrawal_pending", "withdrawn"]
    told = [
        any("protection" in step.what and step.rule == "VCLT 70(1)" for step in status(one, D(day), "FRA").parties["FRA"].reasons)
        for day in ("2006-06-01", "2007-01-01", "2026-12-31", "2027-01-01")
    ]
    assert told == [False, True, True, False]
    assert any("lock-in" in finding.what for finding in check(one))


def test_article_68_a_notice_taken_back_on_the_day_of_its_effect_comes_too_late_and_a_second_notice_counts_anew() -> None:
    notice = act("withdrawal_notice", "2005-01-01", "FRA")
    late = many(*JOINED, notice, act("withdrawal_revocation", "2006-01-01", "FRA"), entry=FIRST, withdrawal=LEAVE)
    assert words(late, "FRA", "2006-02-01") == ["withdrawn"]
    acts = [notice, act("withdrawal_revocation", "2005-03-01", "FRA"), act("withdrawal_notice", "2005-06-01", "FRA")]
    again = many(*JOINED, *acts, entry=FIRST, withdrawal=LEAVE)
    assert words(again, "FRA", "2005-04-01", "2006-01-01", "2006-06-01") == ["bound", "withdrawal_pending", "withdrawn"]


def test_article_2_1_a_a_closed_treaty_ends_when_a_single_party_is_left() -> None:
    acts = [SIGNED, act("withdrawal_notice", "2005-01-01", "FRA"), act("withdrawal_notice", "2006-01-01", "ITA")]
    one = Instrument(id="three", title="Of three", parties=("FRA", "ITA", "ESP"), acts=tuple(acts), entry=ON_SIGNATURE, withdrawal=LEAVE)
    assert whole(one, "2006-12-31", "2007-01-01") == ["in_force", "terminated"]
    assert words(one, "ESP", "2006-12-31", "2007-01-01") == ["bound", "terminated"]
    assert words(one, "FRA", "2007-01-01") == ["withdrawn"]


def test_vcssrt_34_a_treaty_between_two_of_which_one_has_ceased_is_unknown_and_not_in_force_for_ever() -> None:
    one = Instrument(id="old", title="Old", parties=("DDR", "FRA"), acts=(act("signature", "1980-01-01"),), entry=ON_SIGNATURE)
    assert whole(one, "1990-10-02", "1990-10-03") == ["in_force", "unknown"]
    assert words(one, "FRA", "1990-10-02", "1990-10-03") == ["bound", "unknown"]
    ended = Instrument(
        id="old",
        title="Old",
        parties=("DDR", "FRA"),
        acts=(act("signature", "1980-01-01"), act("termination", "1991-05-01")),
        entry=ON_SIGNATURE,
    )
    assert whole(ended, "1991-05-01") == ["terminated"]


def test_vcssrt_18_a_successor_may_take_over_a_signature_alone() -> None:
    one = many(OPEN, act("signature", "2000-02-01", "YUG"), act("signature", "2001-03-12", "SRB", effect="2000-04-27"), entry=TWO)
    assert words(one, "SRB", "2001-03-11", "2001-03-12") == ["open_for_signature", "signatory"]


def test_depositary_practice_a_predecessors_deposit_counts_and_its_successors_notifications_do_not() -> None:
    acts = [act("opening_for_signature", "1970-01-01"), act("ratification", "1971-01-01", "CSK")]
    acts += [act("succession", "1993-02-01", state) for state in ("CZE", "SVK")]
    assert entry_into_force(many(*acts, act("ratification", "1995-01-01", "FRA"), entry=TWO)).day == D("1995-01-01")


def test_article_25_2_to_make_clear_not_to_become_a_party_ends_provisional_application_and_the_duty_of_article_18() -> None:
    acts = [OPEN, act("signature", "2000-04-01", "ITA"), act("signature_withdrawal", "2009-08-20", "ITA")]
    one = many(*acts, entry=TWO, provisional=ProvisionalClause(begins="signature"))
    assert words(one, "ITA", "2009-08-19", "2009-08-20") == ["provisionally_applied", "signatory"]
    assert "VCLT 18(a), 25(2)" in {step.rule for step in status(one, D("2009-08-20"), "ITA").parties["ITA"].reasons}


def test_article_25_2_a_state_that_ends_provisional_application_stays_a_signatory() -> None:
    acts = [act("signature", "2000-04-01", "FRA"), act("provisional_application", "2000-05-01", "FRA")]
    one = many(OPEN, *acts, act("provisional_application_end", "2000-08-01", "FRA"), entry=TWO)
    assert words(one, "FRA", "2000-05-01", "2000-08-01") == ["provisionally_applied", "signatory"]


@pytest.mark.parametrize(
    ("clause", "open_on", "closed_on"),
    [
        ({}, "2000-12-31", "2001-01-01"),
        ({"signature_until": D("2000-06-30")}, "2000-06-30", "2000-07-01"),
        ({"signature_until": D("2002-06-30")}, "2002-06-30", "2002-07-01"),
        ({"signature_stays_open": True}, "2024-01-01", "1999-12-31"),
    ],
)
def test_article_12_a_treaty_may_be_signed_until_entry_or_to_its_own_closing_day_or_always(
    clause: dict[str, object], open_on: str, closed_on: str
) -> None:
    one = many(act("adoption", "1999-06-01"), *JOINED, entry=FIRST, **clause)
    assert words(one, "PRT", open_on, closed_on) == ["open_for_signature", "not_a_party"]


def test_article_12_a_signature_after_the_closing_day_is_told_by_the_lint() -> None:
    one = many(*JOINED, act("signature", "2003-01-01", "PRT"), entry=FIRST, signature_until=D("2002-06-30"))
    assert any("closed for signature" in finding.what for finding in check(one))


def test_article_19_a_a_reservation_that_the_treaty_forbids_is_without_effect() -> None:
    one = many(*JOINED, RESERVED, entry=FIRST, reservations="forbidden")
    assert effects(one, "ITA", "2003-01-01") == ["without_effect"]
    assert any("19(a)" in finding.rule for finding in check(one))


def test_article_20_4_b_the_treaty_is_in_force_between_the_two_until_the_objection_and_again_when_it_is_taken_back() -> None:
    acts = [act("objection_precluding", "2001-06-01", "ITA", about="FRA"), act("objection_withdrawal", "2005-01-01", "ITA", about="FRA")]
    one = many(*JOINED, RESERVED, *acts, entry=FIRST)
    told = [between(one, "FRA", "ITA", D(day)).in_force for day in ("2001-05-31", "2001-06-01", "2004-12-31", "2005-01-01")]
    assert told == [True, False, False, True]
    assert effects(one, "ITA", "2005-01-01") == ["accepted"]


def test_article_23_2_a_reservation_made_when_signing_must_be_confirmed() -> None:
    signed = [OPEN, act("signature", "2000-02-01", "FRA"), act("reservation", "2000-02-01", "FRA")]
    joined = [act("ratification", "2001-01-01", "FRA"), act("ratification", "2001-01-01", "ITA")]
    assert effects(many(*signed, *joined, entry=FIRST), "ITA", "2000-06-01", "2003-01-01") == ["open", "without_effect"]
    confirmed = many(*signed, *joined, act("reservation", "2001-01-01", "FRA"), entry=FIRST)
    assert effects(confirmed, "ITA", "2003-01-01") == ["accepted"]
    early = many(*signed, *joined, act("reservation", "2001-01-01", "FRA"), act("objection", "2000-09-01", "ITA", about="FRA"), entry=FIRST)
    assert effects(early, "ITA", "2003-01-01") == ["objected"]  # article 23(3): an objection need not be confirmed


def test_article_19_a_late_reservation_falls_when_a_single_party_opposes_it_in_time() -> None:
    late = act("reservation", "2005-01-01", "FRA")
    assert effects(many(*JOINED, late, entry=FIRST), "ITA", "2007-01-01") == ["accepted"]
    opposed = many(*JOINED, late, act("objection", "2005-06-01", "ESP", about="FRA"), entry=FIRST)
    assert effects(opposed, "ITA", "2005-05-31", "2007-01-01") == ["open", "without_effect"]


def test_article_40_5_a_party_that_left_and_came_back_after_the_amendment_is_bound_by_it() -> None:
    one = many(*JOINED, act("withdrawal_notice", "2006-01-01", "ESP"), act("accession", "2010-01-01", "ESP"), entry=FIRST, withdrawal=LEAVE)
    acts = (act("opening_for_signature", "2004-01-01"), *(act("acceptance", "2005-01-01", state) for state in ("FRA", "ITA")))
    changed = Instrument(id="changed", title="Amendment", open=True, acts=acts, entry=TWO, links=(Link(kind="amends", to="many"),))
    assert amendments_between(one, [changed], "FRA", "ESP", D("2005-06-01")) == ()
    assert [found.id for found in amendments_between(one, [changed], "FRA", "ESP", D("2011-01-01"))] == ["changed"]


def test_articles_57_and_72_a_suspension_ends_with_the_treaty_or_with_a_notice_of_its_author() -> None:
    term = TermClause(length=Period(months=60))
    one = pair(SIGNED, act("suspension", "2003-01-01", "FRA"), entry=ON_SIGNATURE, term=term)
    assert whole(one, "2003-01-01", "2005-02-28", "2005-03-01") == ["in_force_suspended", "in_force_suspended", "expired"]
    gone = many(
        *JOINED, act("suspension", "2003-01-01", "FRA"), act("withdrawal_notice", "2004-01-01", "FRA"), entry=FIRST, withdrawal=LEAVE
    )
    assert words(gone, "FRA", "2003-06-01", "2004-06-01", "2005-01-01") == ["suspended", "withdrawal_pending", "withdrawn"]


def test_article_79_a_correction_of_the_text_changes_no_status_and_is_told() -> None:
    one = many(*JOINED, act("correction", "2002-01-01", words="the depositary corrected the Spanish text"), entry=FIRST)
    report = status(one, D("2002-01-02"))
    assert (report.status, report.since) == ("in_force", D("2001-01-01"))
    assert "VCLT 79" in {step.rule for step in report.reasons}


def test_terms_and_notices_from_a_leap_day_do_not_drift() -> None:
    signed = act("signature", "2000-02-29")
    assert whole(pair(signed, entry=ON_SIGNATURE, term=TermClause(length=YEAR)), "2001-02-27", "2001-02-28") == ["in_force", "expired"]
    four = TermClause(length=Period(months=48), renewal="tacit", renewal_period=Period(months=48))
    assert status(pair(signed, entry=ON_SIGNATURE, term=four), D("2005-01-01")).until == D("2008-02-29")
    left = pair(SIGNED, act("withdrawal_notice", "2004-02-29", "FRA"), entry=ON_SIGNATURE, withdrawal=LEAVE)
    assert whole(left, "2005-02-27", "2005-02-28") == ["in_force_withdrawal_pending", "terminated"]


def test_article_24_1_the_first_day_of_the_third_month_following_is_counted_over_the_ends_of_short_months() -> None:
    two, three = (
        EntryClause(rule="nth_deposit", count=1, delay=Period(months=n), delay_from="first_day_of_month_following") for n in (2, 3)
    )
    assert entry_into_force(many(OPEN, act("ratification", "2001-01-31", "FRA"), entry=two)).day == D("2001-04-01")
    assert entry_into_force(many(OPEN, act("ratification", "2001-11-30", "FRA"), entry=three)).day == D("2002-03-01")


def test_an_explanation_tells_from_which_day_a_term_is_counted_and_whether_it_ends_or_goes_on() -> None:
    signed, exchanged = act("signature", "2001-07-16"), act("exchange_of_instruments", "2002-02-28")
    one = pair(signed, exchanged, entry=EntryClause(rule="exchange_of_instruments"), term=TACIT)
    told = explain(status(one, D("2013-01-01")))
    assert "10 years from entry into force on 2002-02-28 (not from signature on 2001-07-16), so to 2012-02-28" in told
    assert "the term that runs ends on 2017-02-28, and the next begins on that day unless notice was given in time" in told
    left = pair(
        signed, exchanged, act("nonrenewal_notice", "2015-01-01", "ITA"), entry=EntryClause(rule="exchange_of_instruments"), term=TACIT
    )
    assert "until 2017-02-28 (the first day on which that no longer holds)" in explain(status(left, D("2015-02-01")))


def test_article_54_without_a_notice_period_the_last_day_to_say_no_is_the_last_day_of_the_term() -> None:
    term = TermClause(length=Period(months=60), renewal="tacit", renewal_period=Period(months=60))
    one = pair(SIGNED, entry=ON_SIGNATURE, term=term)
    assert (D("2005-02-28"), "last day to give notice against renewal (its clause)") in [
        (n.date, n.what) for n in status(one, D("2004-01-01")).next
    ]
    said = pair(SIGNED, act("nonrenewal_notice", "2005-02-28", "ITA"), entry=ON_SIGNATURE, term=term)
    late = pair(SIGNED, act("nonrenewal_notice", "2005-03-01", "ITA"), entry=ON_SIGNATURE, term=term)
    assert (whole(said, "2005-03-01"), whole(late, "2005-03-01")) == (["expired"], ["in_force_nonrenewal_pending"])
