"""Acts of which the day is not known: what holds for certain, what nobody can tell, and terms that count from such a day."""

import datetime as dt

import pytest
from building import act, many, pair
from hypothesis import given, settings
from hypothesis import strategies as st

from servanda.analysis.register import load_register
from servanda.law import Act, Instrument, Link, Period, report_to_json, status
from servanda.law.calendar import calendar
from servanda.law.clauses import EntryClause, TermClause
from servanda.law.explain import explain
from servanda.law.lint import check
from servanda.law.stretches import stretches

D = dt.date.fromisoformat
TEN = TermClause(length=Period.parse("P10Y"), renewal="tacit", renewal_period=Period.parse("P5Y"), notice=Period.parse("P6M"))


def friends(*acts: Act, **more: object) -> Instrument:
    """A treaty signed in February 2000 of whose entry into force only the year is known."""
    more.setdefault("entry", EntryClause(rule="as_recorded"))
    return pair(act("signature", "2000-02-09"), act("entry_into_force", "2000"), *acts, **more)


@pytest.mark.parametrize(
    ("day", "word"),
    [
        ("2000-02-08", "not_yet_concluded"),
        ("2000-02-09", "unknown"),
        ("2000-07-01", "unknown"),
        ("2000-12-30", "unknown"),
        ("2000-12-31", "in_force"),
        ("2009-01-01", "in_force"),
    ],
)
def test_between_the_first_and_the_last_day_possible_the_status_is_unknown(day: str, word: str) -> None:
    report = status(friends(), D(day))
    assert report.status == word
    assert {part.status for part in report.parties.values()} == {{"in_force": "bound"}.get(word, word)}


def test_the_report_says_why_nobody_can_tell_and_keeps_both_bounds() -> None:
    text = explain(status(friends(), D("2000-07-01")))
    assert "in force or still not in force: the record tells no day for entry into force (2000)" in text
    assert "signature: the text exists, and binds nobody yet" in text
    report = status(friends(), D("2005-07-01"))
    assert (report.since_earliest, report.since) == (D("2000-02-09"), D("2000-12-31"))
    assert "so since some day from 2000-02-09 to 2000-12-31" in explain(report)
    assert report_to_json(report)["since_earliest"] == "2000-02-09"


def test_a_known_day_has_no_bounds() -> None:
    report = status(pair(act("signature", "2000-02-09"), entry=EntryClause(rule="on_signature"), term=TEN), D("2005-07-01"))
    assert (report.since_earliest, report.until_earliest, report.until) == (None, None, D("2010-02-09"))
    assert "since_earliest" not in report_to_json(report)


def test_a_term_that_counts_from_such_a_day_ends_between_two_days() -> None:
    report = status(friends(term=TEN), D("2005-07-01"))
    assert (report.until_earliest, report.until) == (D("2010-02-09"), D("2010-12-31"))
    ahead = [(one.date.isoformat(), one.what) for one in report.next]
    assert [(day, what.rpartition("; ")[2]) for day, what in ahead if what.startswith(("last day to give", "end of the term"))] == [
        ("2009-08-09", "counted from the first day possible"),
        ("2010-02-09", "counted from the first day possible"),
        ("2010-06-30", "counted from the last day possible"),
        ("2010-12-31", "counted from the last day possible"),
    ]


def test_a_treaty_whose_term_may_or_may_not_have_run_out_is_of_unknown_status() -> None:
    once = friends(term=TermClause(length=Period.parse("P10Y"), renewal="none"))
    words = [status(once, D(day)).status for day in ("2010-02-08", "2010-02-09", "2010-12-30", "2010-12-31")]
    assert words == ["in_force", "unknown", "unknown", "expired"]


def test_whether_the_first_or_the_second_term_runs_leaves_it_in_force() -> None:
    assert status(friends(term=TEN), D("2010-07-01")).status == "in_force"


def test_a_notice_and_a_successor_of_an_unknown_day() -> None:
    ended = friends(act("termination", "2004-05"))
    assert [status(ended, D(day)).status for day in ("2004-04-30", "2004-05-15", "2004-05-31")] == ["in_force", "unknown", "terminated"]
    later = Instrument(
        id="later", title="The next", parties=("FRA", "ITA"), acts=(act("signature", "2007-01-01"), act("entry_into_force", "2008-03")),
        links=(Link(kind="supersedes", to="pair"),), entry=EntryClause(rule="as_recorded"),
    )  # fmt: skip
    both = {"later": later}
    assert [status(friends(), D(day), related=both).status for day in ("2008-02-29", "2008-03-10", "2008-03-31")] == [
        "in_force",
        "unknown",
        "superseded",
    ]


def test_a_state_whose_deposit_has_no_day_is_of_unknown_status_alone() -> None:
    open_one = many(
        act("signature", "1999-01-01", "FRA"),
        act("ratification", "1999-02-01", "FRA"),
        act("ratification", "2001-06", "ITA"),
        entry=EntryClause(rule="nth_deposit", count=1),
    )
    report = status(open_one, D("2001-06-10"))
    assert (report.status, report.parties["FRA"].status, report.parties["ITA"].status) == ("in_force", "bound", "unknown")


def test_the_stretches_of_a_life_cover_it_without_a_gap() -> None:
    found = stretches(friends(term=TEN))
    assert [(one.word, one.binds, one.doubtful) for one in found] == [
        ("unknown", False, True),
        ("in_force", True, False),
        ("in_force_extended", True, False),
    ]
    assert [one.until for one in found] == [*(one.since for one in found[1:]), None]


@pytest.mark.parametrize(("day", "word"), [("2000-12-31", "not_yet_concluded"), ("2001-01-01", "unknown"), ("2001-06-01", "unknown"),
                                          ("2001-12-30", "unknown"), ("2001-12-31", "not_in_force"), ("2002-06-01", "not_in_force")])  # fmt: skip
def test_a_signature_of_which_the_year_alone_is_known_makes_no_day_exact(day: str, word: str) -> None:
    report = status(pair(act("signature", "2001"), entry=EntryClause(rule="exchange_of_instruments")), D(day))
    assert report.status == word
    assert {part.status for part in report.parties.values()} == {{"not_in_force": "signatory"}.get(word, word)}


def test_a_text_signed_in_some_year_tells_both_days_from_which_it_may_exist() -> None:
    report = status(pair(act("signature", "2001"), entry=EntryClause(rule="exchange_of_instruments")), D("2003-01-01"))
    assert (report.since_earliest, report.since) == (D("2001-01-01"), D("2001-12-31"))


def test_a_consent_of_a_known_day_comes_after_the_signature_of_that_year() -> None:
    signed = pair(act("signature", "2001"), act("entry_into_force", "2001-04-09"), entry=EntryClause(rule="as_recorded"))
    assert [status(signed, D(day)).status for day in ("2001-03-01", "2001-04-08", "2001-04-09")] == ["unknown", "unknown", "in_force"]
    assert "before it was concluded" not in explain(status(signed, D("2002-01-01")))


def test_a_term_from_a_signature_of_some_year_ends_between_two_days() -> None:
    term = TermClause(length=Period.parse("P10Y"), counts_from="signature", renewal="none")
    once = pair(act("signature", "2001"), act("entry_into_force", "2002-02-01"), term=term, entry=EntryClause(rule="as_recorded"))
    words = [status(once, D(day)).status for day in ("2010-12-31", "2011-01-01", "2011-12-30", "2011-12-31")]
    assert words == ["in_force", "unknown", "unknown", "expired"]


def test_an_act_of_the_year_of_a_signature_without_a_day_is_not_found_to_be_before_it() -> None:
    told = pair(act("signature", "2001"), act("announcement", "2001-05-01"), entry=EntryClause(rule="exchange_of_instruments"))
    assert not [found for found in check(told) if "before the text existed" in found.what]
    assert [one for one in status(told, D("2001-06-01")).next if one.date == D("2001-12-31")]


# --- the calendar


def test_the_calendar_makes_no_day_exact_that_is_not() -> None:
    entries = [(one.date.isoformat(), one.what) for one in calendar([friends()], D("2000-01-01"), D("2001-12-31"))]
    assert entries == [
        ("2000-02-09", "not_yet_concluded may become in_force on any day from this one"),
        ("2000-12-31", "in_force from this day at the latest"),
    ]


@settings(deadline=None, max_examples=40)
@given(
    first=st.dates(D("1995-01-01"), D("2027-12-31")),
    name=st.sampled_from(["cn-ru-2001", "ru-kp-2000", "su-kp-1961", "in-su-1971", "new-start-2010"]),
)
def test_a_date_is_told_alike_whichever_day_the_calendar_begins(first: dt.date, name: str) -> None:
    register = load_register()
    one, last = register.instruments[name], D("2032-12-31")
    whole = calendar([one], D("1990-01-01"), last, related=register.instruments)
    assert calendar([one], first, last, related=register.instruments) == [entry for entry in whole if entry.date >= first]
