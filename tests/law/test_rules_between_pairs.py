"""Reservations, amendments, territories, survival, lint, calendar and explanation."""

import datetime as dt
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from building import act, many, pair

from servanda.analysis.register import load_register
from servanda.law import Instrument, Link, Period, status
from servanda.law.amendments import amendments_between
from servanda.law.calendar import as_icalendar, calendar
from servanda.law.claimed_status import ClaimedTreaty, check_claimed
from servanda.law.clauses import EntryClause, SurvivalClause, TermClause
from servanda.law.explain import MEANINGS, explain
from servanda.law.lint import check
from servanda.law.phases import RANKS
from servanda.law.reservations import in_force_between, reservations_between
from servanda.law.territories import territory_status
from servanda.moments import Moment

D = dt.date.fromisoformat
ON_SIGNATURE = EntryClause(rule="on_signature")
OPEN = act("opening_for_signature", "2000-01-01")
FIRST = EntryClause(rule="nth_deposit", count=1)
JOINED = [OPEN, *(act("ratification", "2001-01-01", state) for state in ("FRA", "ITA", "ESP"))]
RESERVED = act("reservation", "2001-01-01", "FRA", words="reserves article 9")


def test_article_20_5_silence_for_twelve_months_is_acceptance() -> None:
    one = many(*JOINED, RESERVED, entry=FIRST)
    assert [e.effect for e in reservations_between(one, "FRA", "ITA", D("2001-06-01"))] == ["open"]
    assert [e.effect for e in reservations_between(one, "FRA", "ITA", D("2002-01-01"))] == ["open"]
    assert [e.effect for e in reservations_between(one, "FRA", "ITA", D("2002-01-02"))] == ["accepted"]


def test_article_21_3_a_plain_objection_takes_the_provision_out_between_the_two() -> None:
    one = many(*JOINED, RESERVED, act("objection", "2001-05-01", "ITA", about="FRA"), entry=FIRST)
    assert [e.effect for e in reservations_between(one, "FRA", "ITA", D("2003-01-01"))] == ["objected"]
    assert in_force_between(one, "FRA", "ITA", D("2003-01-01"))


def test_article_20_4_an_objection_may_keep_the_treaty_from_being_in_force_between_the_two_alone() -> None:
    one = many(*JOINED, RESERVED, act("objection_precluding", "2001-05-01", "ITA", about="FRA"), entry=FIRST)
    assert not in_force_between(one, "FRA", "ITA", D("2003-01-01"))
    assert in_force_between(one, "FRA", "ESP", D("2003-01-01"))


def test_an_objection_after_the_twelve_months_changes_nothing_and_a_withdrawn_reservation_is_gone() -> None:
    one = many(*JOINED, RESERVED, act("objection", "2002-05-01", "ITA", about="FRA"), entry=FIRST)
    assert [e.effect for e in reservations_between(one, "FRA", "ITA", D("2003-01-01"))] == ["accepted"]
    gone = many(*JOINED, RESERVED, act("reservation_withdrawal", "2004-01-01", "FRA"), entry=FIRST)
    assert reservations_between(gone, "FRA", "ITA", D("2004-01-01")) == ()


def test_article_40_an_amendment_holds_between_those_that_accepted_it() -> None:
    one = many(*JOINED, act("accession", "2010-01-01", "PRT"), entry=FIRST)
    amending = Instrument(
        id="amendment",
        title="Amendment",
        open=True,
        acts=(act("opening_for_signature", "2004-01-01"), act("acceptance", "2005-01-01", "FRA"), act("acceptance", "2005-01-01", "ITA")),
        entry=EntryClause(rule="nth_deposit", count=2),
        links=(Link(kind="amends", to="many"),),
    )
    assert [i.id for i in amendments_between(one, [amending], "FRA", "ITA", D("2006-01-01"))] == ["amendment"]
    assert amendments_between(one, [amending], "FRA", "ESP", D("2006-01-01")) == ()
    assert [i.id for i in amendments_between(one, [amending], "FRA", "PRT", D("2011-01-01"))] == ["amendment"]


def test_article_29_a_territory_may_be_excluded_and_taken_in_later() -> None:
    out = act("territorial_exclusion", "2001-01-01", "FRA", territory="Réunion")
    taken = act("territorial_extension", "2006-01-01", "FRA", territory="Réunion")
    one = many(*JOINED, out, taken, entry=FIRST)
    assert territory_status(one, "FRA", "Réunion", D("2003-01-01")).status == "not_a_party"
    assert territory_status(one, "FRA", "Réunion", D("2006-01-01")).status == "bound"
    assert territory_status(one, "FRA", "Corsica", D("2003-01-01")).status == "bound"


def test_article_70_duties_may_outlive_the_treaty() -> None:
    clause = SurvivalClause(what="secrecy", period=Period(months=60), article="8")
    one = pair(act("signature", "2000-01-01"), entry=ON_SIGNATURE, term=TermClause(length=Period(months=12)), survival=(clause,))
    assert any("secrecy" in reason.what for reason in status(one, D("2003-01-01")).reasons)
    assert not any("secrecy" in reason.what for reason in status(one, D("2007-01-01")).reasons)


def test_lint_finds_what_cannot_be() -> None:
    binding = pair(act("signature", "2000-01-01"), binding=False, entry=ON_SIGNATURE)
    assert any("not binding" in finding.what for finding in check(binding))
    stranger = many(OPEN, act("withdrawal_notice", "2003-01-01", "FRA"))
    assert any("never consented" in finding.what for finding in check(stranger))
    early = many(OPEN, act("ratification", "1999-01-01", "FRA"))
    assert any("before the text existed" in finding.what for finding in check(early))
    ghost = many(OPEN, act("ratification", "1995-01-01", "SUN"))
    assert any("ceased" in finding.what for finding in check(ghost))
    unknown = many(OPEN, act("ratification", "2001-01-01", "ZZZ"))
    assert any("ZZZ" in finding.what for finding in check(unknown, frozenset({"FRA"})))
    wrong = many(*JOINED, act("entry_into_force", "2009-01-01"), entry=FIRST)
    assert any("its clause and acts give 2001-01-01" in finding.what for finding in check(wrong))


def test_lint_of_a_table_tells_a_status_that_its_own_dates_do_not_bear_out() -> None:
    def found(**more: object) -> list[str]:
        return [f"{f.grade}: {f.what}" for f in check_claimed(ClaimedTreaty(id="x", title="x", **more), D("2020-01-01"))]  # type: ignore[arg-type]

    assert any("though it ended" in w for w in found(status="in force", in_force=Moment.parse("2000"), ends=Moment.parse("2010")))
    assert any("not binding" in w for w in found(status="in force", binding=False))
    assert any(w.startswith("warning: in force") for w in found(signed=Moment.parse("2001"), in_force=Moment.parse("2000")))
    assert any("never entered" in w for w in found(status="expired", signed=Moment.parse("2001")))
    assert found(signed=Moment.parse("2001"), in_force=Moment.parse("2001")) == []


def test_the_bundled_register_has_no_error() -> None:
    assert [f for one in load_register().instruments.values() for f in check(one) if f.grade == "error"] == []


def test_the_bundled_register_is_wide_and_sourced() -> None:
    register = load_register()
    assert len(register.instruments) >= 60
    assert all(one.sources and all(a.source for a in one.acts) for one in register.instruments.values())
    for one in register.instruments.values():
        assert {link.to for link in one.links} <= set(register.instruments), one.id


def test_the_calendar_tells_notice_windows_and_ends() -> None:
    register = load_register()
    entries = calendar(register.instruments.values(), D("2026-01-01"), D("2027-12-31"), related=register.instruments)
    told = [(str(entry.date), entry.instrument) for entry in entries]
    assert ("2026-02-05", "new-start-2010") in told
    assert ("2026-02-28", "cn-ru-2001") in told
    assert ("2027-02-28", "cn-ru-2001") in told


def test_the_calendar_foresees_nothing_of_a_treaty_that_had_ended_by_then() -> None:
    register = load_register()
    entries = calendar(register.instruments.values(), D("2024-01-01"), D("2025-12-31"), related=register.instruments)
    told = [(str(entry.date), entry.what) for entry in entries if entry.instrument == "ru-kp-2000"]
    assert told == [("2024-12-04", "in_force_extended becomes superseded")]


def test_the_calendar_tells_when_single_parties_of_a_treaty_of_many_leave_and_who_may_still_sign() -> None:
    register = load_register()
    told = {
        (str(entry.date), entry.instrument, entry.what)
        for entry in calendar(register.instruments.values(), D("2025-12-01"), D("2026-03-01"))
    }
    assert ("2025-12-27", "ottawa-1997", "EST, LTU, LVA: withdrawal_pending becomes withdrawn") in told
    assert ("2026-02-20", "ottawa-1997", "POL: withdrawal_pending becomes withdrawn") in told
    paris = calendar([register.find("paris-2015")], D("2017-01-01"), D("2017-12-31"))
    assert [str(one.date) for one in paris if one.what.startswith("last day to sign")] == ["2017-04-21"]


def test_icalendar_lines_are_folded_and_ended_as_the_standard_says() -> None:
    register = load_register()
    text = as_icalendar(calendar(register.instruments.values(), D("2026-01-01"), D("2027-12-31")))
    lines = text.split("\r\n")
    assert lines[0] == "BEGIN:VCALENDAR"
    assert lines[-2] == "END:VCALENDAR"
    assert all(len(line.encode()) <= 75 for line in lines)


def test_every_status_word_has_a_meaning_and_the_explanation_gives_the_sums() -> None:
    assert set(RANKS) <= set(MEANINGS)
    register = load_register()
    told = explain(status(register.find("cn-ru-2001"), D("2026-02-01"), related=register.instruments))
    assert "2002-02-28" in told
    assert "last day to give notice against renewal" in told
    assert "2027-02-28" in told
