"""Well-known turns in the lives of treaties: the day before, the day itself, the day after."""

import datetime as dt

import pytest

from servanda.analysis.register import load_register
from servanda.law import status

REGISTER = load_register()
ONE = dt.timedelta(days=1)


def word(name: str, day: dt.date, party: str | None) -> str:
    report = status(REGISTER.instruments[name], day, party, related=REGISTER.instruments)
    return report.parties[party].status if party else report.status


@pytest.mark.parametrize(
    ("name", "day", "party", "before", "after"),
    [
        ("cn-ru-2001", "2001-07-16", None, "not_yet_concluded", "not_in_force"),
        ("cn-ru-2001", "2002-02-28", None, "not_in_force", "in_force"),
        ("cn-ru-2001", "2022-02-28", None, "in_force", "in_force_extended"),
        ("abm-1972", "1972-10-03", None, "not_in_force", "in_force"),
        ("abm-1972", "2001-12-13", None, "in_force", "in_force_withdrawal_pending"),
        ("abm-1972", "2002-06-13", None, "in_force_withdrawal_pending", "terminated"),
        ("inf-1987", "2019-02-02", None, "in_force", "in_force_withdrawal_pending_suspended"),
        ("inf-1987", "2019-08-02", None, "in_force_withdrawal_pending_suspended", "terminated"),
        ("sort-2002", "2011-02-05", None, "in_force", "superseded"),
        ("new-start-2010", "2021-02-05", None, "in_force", "in_force_extended"),
        ("new-start-2010", "2023-02-21", "RUS", "bound", "suspended"),
        ("new-start-2010", "2023-02-21", None, "in_force_extended", "in_force_suspended"),
        ("new-start-2010", "2026-02-05", None, "in_force_suspended", "expired"),
        ("ru-ua-1997", "2009-04-01", None, "in_force", "in_force_extended"),
        ("ru-ua-1997", "2018-09-21", None, "in_force_extended", "in_force_nonrenewal_pending"),
        ("ru-ua-1997", "2019-04-01", None, "in_force_nonrenewal_pending", "expired"),
        ("open-skies-1992", "2002-01-01", None, "not_in_force", "in_force"),
        ("open-skies-1992", "2020-05-22", "USA", "bound", "withdrawal_pending"),
        ("open-skies-1992", "2020-11-22", "USA", "withdrawal_pending", "withdrawn"),
        ("open-skies-1992", "2021-12-18", "RUS", "withdrawal_pending", "withdrawn"),
        ("ctbt-1996", "2000-06-30", "RUS", "signatory", "consented"),
        ("ctbt-1996", "2023-11-03", "RUS", "unknown", "signatory"),
        ("paris-2015", "2016-11-04", "USA", "consented", "bound"),
        ("paris-2015", "2020-11-04", "USA", "withdrawal_pending", "withdrawn"),
        ("paris-2015", "2021-01-20", "USA", "withdrawn", "consented"),
        ("paris-2015", "2021-02-19", "USA", "consented", "bound"),
        ("paris-2015", "2026-01-27", "USA", "withdrawal_pending", "withdrawn"),
        ("npt-1968", "1995-05-11", None, "in_force", "in_force_indefinite"),
        ("npt-1968", "1993-06-11", "PRK", "withdrawal_pending", "bound"),
        ("npt-1968", "2003-01-10", "PRK", "bound", "withdrawal_pending"),
        ("npt-1968", "2003-04-10", "PRK", "withdrawal_pending", "contested"),
        ("su-cn-1950", "1980-04-11", None, "in_force_nonrenewal_pending", "expired"),
        ("start1-1991", "2009-12-05", None, "in_force", "expired"),
        ("us-jp-1951", "1960-06-23", None, "in_force", "superseded"),
        ("ottawa-1997", "2025-12-27", "EST", "withdrawal_pending", "withdrawn"),
        ("warsaw-1955", "1991-07-01", None, "in_force_extended", "terminated"),
        ("rome-1998", "2002-09-01", "GMB", "consented", "bound"),
        ("sco-2007", "2012-10-31", None, "not_in_force", "in_force"),
        ("cst-1992", "1999-04-20", "UZB", "bound", "withdrawn"),
        ("cst-1992", "1999-04-20", "ARM", "bound", "bound"),
        ("cfe-1990", "2023-12-07", "USA", "bound", "suspended"),
        ("un-charter-1945", "1945-10-24", None, "not_in_force", "in_force"),
    ],
)
def test_the_turns_of_well_known_treaties(name: str, day: str, party: str | None, before: str, after: str) -> None:
    turn = dt.date.fromisoformat(day)
    assert (word(name, turn - ONE, party), word(name, turn, party)) == (before, after)


def test_what_never_entered_into_force_never_does() -> None:
    for name in ("salt2-1979", "start2-1993", "ctbt-1996"):
        assert word(name, dt.date(2026, 11, 21), None) == "not_in_force"


def test_a_treaty_whose_day_of_entry_nobody_sourced_is_unknown() -> None:
    assert word("shanghai-1996", dt.date(2020, 1, 1), None) == "unknown"


def test_a_second_source_is_another_than_the_first_and_a_probable_act_has_none() -> None:
    acts = [act for one in REGISTER.instruments.values() for act in one.acts]
    assert all(act.confirmed_by != act.source for act in acts)
    assert [act.described() for act in acts if act.certainty == "probable" and act.confirmed_by] == []


def test_who_made_clear_not_to_become_a_party_stays_a_signatory_by_name_alone() -> None:
    told = status(REGISTER.find("att-2013"), dt.date(2020, 1, 1), "USA").parties["USA"]
    assert told.status == "signatory"
    assert "VCLT 18(a), 25(2)" in {step.rule for step in told.reasons}
