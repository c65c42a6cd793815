"""Entry into force, consent and late joiners: one test a rule, with its article of the Vienna Convention."""

import datetime as dt
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from building import act, many, pair
from hypothesis import given
from hypothesis import strategies as st

from servanda.law import Period, status, words_on
from servanda.law.clauses import EntryClause, LateJoiners, ProvisionalClause
from servanda.law.entry_into_force import entry_into_force
from servanda.law.instrument_life import lives
from servanda.law.periods import delayed

D = dt.date.fromisoformat
SIGNED = act("signature", "2000-01-10")


def test_article_24_on_signature() -> None:
    one = pair(SIGNED, entry=EntryClause(rule="on_signature"))
    assert entry_into_force(one).day == D("2000-01-10")
    assert status(one, D("2000-01-10")).parties["FRA"].status == "bound"


def test_article_24_on_a_date_that_the_treaty_names() -> None:
    one = pair(SIGNED, entry=EntryClause(rule="fixed_date", on_date=D("2001-01-01")))
    assert status(one, D("2000-12-31")).status == "not_in_force"
    assert status(one, D("2001-01-01")).status == "in_force"


def test_article_13_on_the_exchange_of_instruments_with_delay() -> None:
    one = pair(
        SIGNED, act("exchange_of_instruments", "2001-03-15"), entry=EntryClause(rule="exchange_of_instruments", delay=Period(days=30))
    )
    assert entry_into_force(one).day == D("2001-04-14")


def test_article_16_on_the_last_notification() -> None:
    first, last = act("notification", "2000-05-01", "FRA"), act("notification", "2000-09-01", "ITA")
    clause = EntryClause(rule="last_notification")
    assert entry_into_force(pair(SIGNED, first, entry=clause)).day is None
    assert entry_into_force(pair(SIGNED, first, last, entry=clause)).day == D("2000-09-01")


def test_article_24_on_the_nth_deposit_and_the_thirtieth_day_after() -> None:
    deposits = [act("ratification", f"2001-0{n}-01", state) for n, state in enumerate(("FRA", "ITA", "ESP"), 1)]
    one = many(act("opening_for_signature", "2000-01-01"), *deposits, entry=EntryClause(rule="nth_deposit", count=3, delay=Period(days=30)))
    assert entry_into_force(one).day == D("2001-03-31")


def test_a_succession_is_no_deposit_that_counts() -> None:
    acts = [act("opening_for_signature", "2000-01-01"), act("ratification", "2001-01-01", "FRA"), act("succession", "2001-02-01", "SVN")]
    assert entry_into_force(many(*acts, entry=EntryClause(rule="nth_deposit", count=2))).day is None


def test_several_depositaries_count_a_state_once() -> None:
    acts = [act("ratification", f"2001-01-0{n}", "FRA", depositary=where) for n, where in enumerate(("London", "Moscow", "Washington"), 1)]
    one = many(act("opening_for_signature", "2000-01-01"), *acts, entry=EntryClause(rule="nth_deposit", count=2))
    assert entry_into_force(one).day is None


def test_named_states_and_a_number_must_both_be_there() -> None:
    clause = EntryClause(rule="conditions_combined", count=2, named=("ITA",))
    acts = [act("opening_for_signature", "2000-01-01"), act("ratification", "2001-01-01", "FRA"), act("ratification", "2001-02-01", "ESP")]
    assert entry_into_force(many(*acts, entry=clause)).day is None
    assert entry_into_force(many(*acts, act("ratification", "2001-05-01", "ITA"), entry=clause)).day == D("2001-05-01")


def test_a_weighted_share_must_be_reached() -> None:
    clause = EntryClause(rule="weighted_share", share=0.55, weights={"FRA": 0.3, "ITA": 0.2, "ESP": 0.5})
    acts = [act("opening_for_signature", "2000-01-01"), act("ratification", "2001-01-01", "FRA"), act("ratification", "2001-02-01", "ITA")]
    assert entry_into_force(many(*acts, entry=clause)).day is None
    assert entry_into_force(many(*acts, act("accession", "2002-01-01", "ESP"), entry=clause)).day == D("2002-01-01")


def test_article_24_3_a_late_joiner_waits_for_its_own_delay() -> None:
    clause = EntryClause(rule="nth_deposit", count=1, late_joiners=LateJoiners(delay=Period(days=30)))
    one = many(
        act("opening_for_signature", "2000-01-01"),
        act("ratification", "2000-02-01", "FRA"),
        act("accession", "2005-06-01", "ITA"),
        entry=clause,
    )
    assert status(one, D("2005-06-30"), "ITA").parties["ITA"].status == "consented"
    assert status(one, D("2005-07-01"), "ITA").parties["ITA"].status == "bound"


def test_article_14_domestic_approval_is_no_consent() -> None:
    one = pair(SIGNED, act("domestic_approval", "2000-06-01", "FRA"), entry=EntryClause(rule="exchange_of_instruments"))
    assert status(one, D("2001-01-01")).parties["FRA"].status == "signatory"


def test_article_18_a_state_that_takes_its_ratification_back_before_entry_is_a_signatory_again() -> None:
    acts = [
        act("opening_for_signature", "2000-01-01"),
        act("signature", "2000-01-02", "FRA"),
        act("ratification", "2001-01-01", "FRA"),
        act("ratification_withdrawal", "2003-01-01", "FRA"),
    ]
    one = many(*acts, entry=EntryClause(rule="nth_deposit", count=2))
    assert status(one, D("2002-01-01"), "FRA").parties["FRA"].status == "consented"
    assert status(one, D("2003-01-01"), "FRA").parties["FRA"].status == "signatory"


def test_article_25_provisional_application_ends_on_entry() -> None:
    one = pair(
        SIGNED,
        act("provisional_application", "2000-02-01"),
        act("exchange_of_instruments", "2001-01-01"),
        entry=EntryClause(rule="exchange_of_instruments"),
        provisional=ProvisionalClause(begins="date"),
    )
    assert status(one, D("2000-03-01")).status == "provisionally_applied"
    assert status(one, D("2001-01-01")).status == "in_force"


def test_article_28_effect_before_signature_is_computed_and_only_warned_of() -> None:
    one = pair(SIGNED, entry=EntryClause(rule="fixed_date", on_date=D("1999-06-01")))
    assert status(one, D("1999-07-01")).status == "in_force"


def test_article_2_a_political_commitment_is_never_in_force() -> None:
    one = pair(SIGNED, binding=False, entry=EntryClause(rule="on_signature"))
    assert status(one, D("2010-01-01")).status == "non_binding"


def test_before_its_conclusion_there_is_nothing() -> None:
    assert status(pair(SIGNED), D("1999-01-01")).status == "not_yet_concluded"


def test_a_stranger_is_no_party_and_where_the_record_is_incomplete_unknown() -> None:
    acts = (act("opening_for_signature", "2000-01-01"), act("ratification", "2000-02-01", "FRA"))
    clause = EntryClause(rule="nth_deposit", count=1)
    assert status(many(*acts, entry=clause), D("2005-01-01"), "JPN").parties["JPN"].status == "not_a_party"
    assert status(many(*acts, entry=clause, acts_complete=False), D("2005-01-01"), "JPN").parties["JPN"].status == "unknown"


SIMPLE = st.lists(
    st.tuples(st.sampled_from(["signature", "ratification", "accession"]), st.dates(D("2000-01-01"), D("2012-12-31"))), max_size=3
)


@given(SIMPLE, st.dates(D("1999-06-01"), D("2015-01-01")), st.booleans())
def test_the_quick_way_for_tables_gives_what_the_life_gives(acts: list[tuple[str, dt.date]], on: dt.date, reached: bool) -> None:  # noqa: FBT001
    others = [act("ratification", "2005-01-01", "ESP")] if reached else []
    one = many(
        act("opening_for_signature", "2000-01-01"),
        *(act(kind, str(day), "FRA") for kind, day in acts),
        *others,
        entry=EntryClause(
            rule="nth_deposit", count=1, named=("ESP",), delay=Period(days=30), late_joiners=LateJoiners(delay=Period(months=3))
        ),
    )
    life = lives(one).parties.get("FRA")
    assert words_on([one], on)["many"].get("FRA") == (life.word(on) if life else None)


@pytest.mark.parametrize(
    ("delay", "counted", "expected"),
    [
        (Period(days=30), "date", "2001-03-02"),
        (Period(months=1), "date", "2001-02-28"),
        (Period(months=1), "first_day_of_month_following", "2001-03-01"),
        (None, "first_day_of_month_following", "2001-02-01"),
    ],
)
def test_delays_are_counted_as_lawyers_count(delay: Period | None, counted: str, expected: str) -> None:
    assert delayed(D("2001-01-31"), delay, counted) == D(expected)  # type: ignore[arg-type]
