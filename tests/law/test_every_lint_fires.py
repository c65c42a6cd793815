"""Every check of `treaty check` on a table made for it: it fires, names its rule, and nothing fires on a sound record."""

import datetime as dt
import inspect
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from building import act, many, pair

from servanda.analysis.treaty_tables import check_file
from servanda.law import Instrument, Period, lint
from servanda.law.clauses import EntryClause, TermClause, WithdrawalClause
from servanda.law.lint import check

D = dt.date.fromisoformat
OPEN = act("opening_for_signature", "2000-01-01")
SIGNED = act("signature", "2000-03-01")
FIRST = EntryClause(rule="nth_deposit", count=1)
ON_SIGNATURE = EntryClause(rule="on_signature")
JOINED = act("ratification", "2001-01-01", "FRA")
TEN = TermClause(length=Period(months=120))
SINCE = {"SVN": D("1991-06-25")}
KNOWN = frozenset({"FRA", "ITA", "SVN", "SUN"})

RECORDS: list[tuple[str, str, Instrument]] = [
    ("no signature", "VCLT 9, 10", many(act("ratification", "2001-01-01", "FRA"))),
    ("before it was concluded", "VCLT 24(1), 28", pair(SIGNED, act("entry_into_force", "1999-01-01"))),
    ("before the text existed", "VCLT 9, 10", many(OPEN, act("ratification", "1999-01-01", "FRA"))),
    ("takes effect before it was done", "VCLT 28", many(OPEN, act("ratification", "2001-01-01", "FRA", effect="2000-06-01"), entry=FIRST)),
    ("no consent to be bound is recorded", "VCLT 11, 24", many(OPEN, act("signature", "2000-02-01", "FRA"), act("entry_into_force", "2001-01-01"), entry=FIRST)),
    ("no consent of it is recorded", "VCLT 11, 24(3)", many(OPEN, JOINED, act("signature", "2000-02-01", "ITA"), act("entry_into_force", "2003-01-01", "ITA"), entry=FIRST)),
    ("never consented", "VCLT 54, 56", many(OPEN, JOINED, act("withdrawal_notice", "2003-01-01", "ITA"), entry=FIRST)),
    ("signatories ratify", "VCLT 14, 15", many(OPEN, act("signature", "2000-02-01", "FRA"), act("accession", "2001-01-01", "FRA"), entry=FIRST)),
    ("not binding", "VCLT 2(1)(a)", pair(SIGNED, act("entry_into_force", "2001-01-01"), binding=False)),
    ("its clause and acts give", "VCLT 24(1)", many(OPEN, JOINED, act("entry_into_force", "2009-01-01"), entry=FIRST)),
    ("before entry into force", "VCLT 54", many(OPEN, JOINED, act("termination", "2000-06-01"), entry=FIRST)),
    ("gives the treaty no term", "VCLT 54", pair(SIGNED, act("nonrenewal_notice", "2003-01-01", "FRA"), entry=ON_SIGNATURE)),
    ("superseded, but by what", "VCLT 59", pair(SIGNED, act("supersession", "2003-01-01"), entry=ON_SIGNATURE)),
    ("its term ends on", "VCLT 54(a)", pair(SIGNED, entry=ON_SIGNATURE, term=TermClause(until=D("1999-12-31")))),
    ("but its clause allows 1", "VCLT 39, 54(b)", pair(SIGNED, *(act("extension", f"200{n}-01-01", period=Period(months=12)) for n in (2, 3)), entry=ON_SIGNATURE, term=TermClause(length=Period(months=60), renewal="by_agreement", max_renewals=1))),
    ("nothing was left to extend", "VCLT 54", pair(SIGNED, act("extension", "2012-01-01", period=Period(months=12)), entry=ON_SIGNATURE, term=TEN)),
    ("closed for signature", "VCLT 12, 15", many(OPEN, JOINED, act("signature", "2004-01-01", "ITA"), entry=FIRST, signature_until=D("2002-01-01"))),
    ("the treaty had ended", "VCLT 54, 70", many(OPEN, JOINED, act("accession", "2012-01-01", "ITA"), entry=FIRST, term=TEN)),
    ("forbids reservations", "VCLT 19(a)", many(OPEN, JOINED, act("reservation", "2001-01-01", "FRA"), entry=FIRST, reservations="forbidden")),
    ("it takes the consent back", "VCLT 18(b), 54", many(OPEN, JOINED, act("withdrawal_notice", "2002-01-01", "FRA"), entry=EntryClause(rule="nth_deposit", count=9))),
    ("within the lock-in", "VCLT 54(a)", many(OPEN, JOINED, act("withdrawal_notice", "2002-01-01", "FRA"), entry=FIRST, withdrawal=WithdrawalClause(notice=Period(months=6), not_before=Period(months=60)))),
    ("though it had on", "VCLT 16", many(OPEN, JOINED, act("accession", "2004-01-01", "FRA"), entry=FIRST)),
    ("is no state or organisation", "VCLT 6", many(OPEN, act("ratification", "2001-01-01", "ZZZ"), entry=FIRST)),
    ("counts as a state", "VCLT 6; VCSSRT 2", many(act("opening_for_signature", "1970-01-01"), act("succession", "1985-01-01", "SVN"), entry=FIRST)),
    ("had ceased or was continued", "VCLT 6", many(OPEN, act("ratification", "2001-01-01", "SUN"), entry=FIRST)),
]  # fmt: skip


@pytest.mark.parametrize(("what", "rule", "one"), RECORDS, ids=[row[0] for row in RECORDS])
def test_every_check_of_a_record_fires_on_its_case_and_names_its_rule(what: str, rule: str, one: Instrument) -> None:
    assert (rule, True) in {(finding.rule, what in finding.what) for finding in check(one, KNOWN, SINCE)}


def test_no_check_of_a_record_is_without_a_case() -> None:
    source = inspect.getsource(lint)
    told = source.count("yield (") + source.count('yield "') + source.count("yield grade")
    assert told == len(RECORDS)


def test_a_sound_record_has_no_findings() -> None:
    acts = [OPEN, act("signature", "2000-02-01", "FRA"), act("ratification", "2001-01-01", "FRA"), act("succession", "1992-01-01", "SVN")]
    assert check(many(*acts[:3], entry=FIRST), KNOWN, SINCE) == []


TABLE = """id,title,adopted,signed,in_force,ends,status,binding,parties
early,In force before signature,,2001-05-01,2000-05-01,,in force,yes,FRA;ITA
young,Signed before it was adopted,2002-01-01,2001-05-01,,,,yes,FRA;ITA
over,Ended before it began,,2001-05-01,2002-01-01,2001-12-01,expired,yes,FRA;ITA
adopted,In force on its adoption,2001-05-01,,2001-05-01,,in force,yes,FRA;ITA
soft,A commitment in force,,2001-05-01,2001-05-01,,in force,no,FRA;ITA
ghost,In force though it ended,,1990-05-01,1991-01-01,2001-01-01,in force,yes,FRA;ITA
dayless,In force from an unknown day,,1990-05-01,,,in force,yes,FRA;ITA
ahead,In force before its day,,2020-05-01,2030-01-01,,in force,yes,FRA;ITA
never,Expired though it never began,,1990-05-01,,,expired,yes,FRA;ITA
endless,Ended on an unknown day,,1990-05-01,1991-01-01,,terminated,yes,FRA;ITA
strange,With a party that no table lists,,1990-05-01,1991-01-01,,in force,yes,FRA;Ruritania
unborn,With a state that did not exist yet,,1980-05-01,1981-01-01,,in force,yes,FRA;Slovenia
sound,Nothing is wrong,,2001-05-01,2002-01-01,,in force,yes,FRA;ITA
"""
TOLD = {
    "early": ("before signature", "VCLT 24(1), 28"),
    "young": ("before it was adopted", "VCLT 9, 10"),
    "over": ("before it was in force", "VCLT 54"),
    "adopted": ("adoption binds nobody", "VCLT 9, 24"),
    "soft": ("not binding", "VCLT 2(1)(a)"),
    "ghost": ("though it ended", "VCLT 54"),
    "dayless": ("no day of entry into force", "VCLT 24"),
    "ahead": ("told to be in force before", "VCLT 24"),
    "never": ("never entered into force", "VCLT 54"),
    "endless": ("no day of its end", "VCLT 54"),
    "strange": ("Ruritania", "VCLT 6"),
    "unborn": ("counts as a state", "VCLT 6"),
}


def test_every_check_of_a_table_fires_on_its_row_and_on_no_other(tmp_path: Path) -> None:
    path = tmp_path / "treaties.csv"
    path.write_text(TABLE, encoding="utf-8")
    found = check_file(path, D("2026-01-01"))
    assert {finding.instrument for finding in found} == set(TOLD)
    for name, (what, rule) in TOLD.items():
        assert any(what in finding.what and finding.rule == rule for finding in found if finding.instrument == name), name
