"""What news says about treaties, against the register; the sentences are made up."""

import datetime as dt

import pytest

from servanda.analysis.register import load_register
from servanda.analysis.treaty_claims import check_treaty_act
from servanda.records import Actor, Document, Event, Fact, TreatyAct, When, make_fact

REGISTER = load_register()
TOLD = dt.date(2021, 7, 1)


def fact(
    text: str, act: str, parties: tuple[str, ...] = ("CHN", "RUS"), instrument: str | None = "cn-ru-2001", day: str | None = None
) -> Fact:
    document = Document(id="sha256:0", text=text, uri="made-up")
    when = When(earliest=dt.date.fromisoformat(day), latest=dt.date.fromisoformat(day), words=day) if day else None
    claim = TreatyAct(instrument=instrument, parties=parties, act=act)
    return make_fact(
        document,
        claim,
        (document.span(0, len(text)),),
        certainty="actual",
        when=when,
        asserted_by=None,
        coder=("made", "1"),
        confidence=1,
        rule=None,
    )


def test_an_extension_to_the_wrong_year_is_contradicted_with_the_sums() -> None:
    check = check_treaty_act(fact("The two extended their treaty until 2026.", "extension"), REGISTER, TOLD)
    assert check is not None
    assert (check.verdict, check.expected) == ("contradicts", "2027-02-28")
    assert "2002-02-28 + 20 years = 2022-02-28" in check.arithmetic
    assert "2022-02-28 + 5 years = 2027-02-28" in check.arithmetic
    assert "2027-02-28 - one year = 2026-02-28, the last day for notice" in check.arithmetic


def test_an_extension_to_the_computed_year_agrees() -> None:
    check = check_treaty_act(fact("The two extended their treaty until 2027.", "extension"), REGISTER, TOLD)
    assert check is not None
    assert check.verdict == "agrees"


def test_the_day_of_signature_agrees_or_is_contradicted() -> None:
    right = check_treaty_act(fact("They signed it.", "signature", day="2001-07-16"), REGISTER, TOLD)
    wrong = check_treaty_act(fact("They signed it.", "signature", day="2001-07-17"), REGISTER, TOLD)
    assert right is not None
    assert wrong is not None
    assert (right.verdict, wrong.verdict) == ("agrees", "contradicts")


def test_what_the_register_does_not_hold_is_added_and_strange_instruments_are_left_alone() -> None:
    added = check_treaty_act(fact("It denounced the treaty.", "suspension", ("CHN",)), REGISTER, TOLD)
    assert added is not None
    assert added.verdict == "adds"
    assert check_treaty_act(fact("They signed a lease.", "signature", instrument="Lease of the Blue House"), REGISTER, TOLD) is None


def membership(text: str, state: str, organisation: str, day: str) -> Fact:
    document = Document(id="sha256:0", text=text, uri="made-up")
    event = Event(
        sources=(Actor(actor=state, sector=None, words=state),),
        targets=(Actor(actor=organisation, sector="IGO", words=organisation),),
        type="SUPPORT",
        of=None,
        mode=None,
        contexts=(),
        cameo=None,
        reciprocal=False,
        location=None,
    )
    when = When(earliest=dt.date.fromisoformat(day), latest=dt.date.fromisoformat(day), words=day)
    spans = (document.span(0, len(text)),)
    return make_fact(document, event, spans, certainty="actual", when=when, asserted_by=None, coder=("made", "1"), confidence=1, rule=None)


@pytest.mark.parametrize(
    ("text", "state", "organisation", "day", "verdict"),
    [
        ("Sweden became the 32nd member of NATO.", "SWE", "NATO", "2024-03-07", "agrees"),
        ("Sweden became the 30th member of NATO.", "SWE", "NATO", "2024-03-07", "contradicts"),
        ("Finland joined NATO.", "FIN", "NATO", "2022-04-04", "contradicts"),
        ("India joined the organisation of Shanghai.", "IND", "SCO", "2017-06-09", "agrees"),
        ("Ireland joined NATO.", "IRL", "NATO", "2024-03-07", "adds"),
        ("Georgia withdrew from the commonwealth.", "GEO", "CIS", "2008-08-18", "agrees"),
    ],
)
def test_joining_and_leaving_an_organisation_is_checked_against_the_treaty_that_founds_it(
    text: str, state: str, organisation: str, day: str, verdict: str
) -> None:
    check = check_treaty_act(membership(text, state, organisation, day), REGISTER, TOLD)
    assert check is not None
    assert check.verdict == verdict


def test_an_event_that_is_no_joining_is_left_alone() -> None:
    assert check_treaty_act(membership("Sweden thanked NATO.", "SWE", "NATO", "2024-03-07"), REGISTER, TOLD) is None


@pytest.mark.parametrize(
    ("text", "act", "instrument", "parties", "day", "verdict", "expected"),
    [
        # A withdrawal is dated by its notice or by its effect.
        ("It left.", "withdrawal", "paris-2015", ("USA",), "2020-11-04", "agrees", "2019-11-04"),
        ("It left.", "withdrawal", "paris-2015", ("USA",), "2019-11-04", "agrees", "2019-11-04"),
        ("It left.", "withdrawal", "paris-2015", ("USA",), "2020-11-05", "contradicts", "2019-11-04"),
        ("It left.", "withdrawal", "open-skies-1992", ("USA",), "2020-11-22", "agrees", "2020-05-22"),
        ("It left.", "withdrawal", "abm-1972", ("USA",), "2002-06-13", "agrees", "2001-12-13"),
        # The end is computed: the first day without the treaty, or its last day.
        ("It ran out.", "expiry", "ru-ua-1997", ("RUS", "UKR"), "2019-04-01", "agrees", "2019-04-01"),
        ("It ran out.", "expiry", "ru-ua-1997", ("RUS", "UKR"), "2019-03-31", "agrees", "2019-04-01"),
        ("It ran out.", "expiry", "ru-ua-1997", ("RUS", "UKR"), "2017-05-31", "contradicts", "2019-04-01"),
        ("It ran out.", "expiry", "new-start-2010", ("RUS", "USA"), "2026-02-05", "agrees", "2026-02-05"),
        ("It ran out.", "expiry", "new-start-2010", ("RUS", "USA"), "2025-02-05", "contradicts", "2026-02-05"),
        ("It ended.", "termination", "inf-1987", ("RUS", "USA"), "2019-08-02", "agrees", "2019-08-02"),
        ("It ended.", "termination", "cn-ru-2001", ("CHN", "RUS"), "2026-11-01", "adds", None),
        # What all did together leaves room for the steps of one.
        ("It ratified.", "ratification", "abm-1972", ("SUN",), "1972-09-29", "adds", None),
        ("It ratified.", "ratification", "abm-1972", ("SUN",), "1972-10-04", "contradicts", "1972-10-03"),
        ("It signed.", "signature", "tpnw-2017", ("ISL",), "2021-01-22", "adds", None),
        ("It signed.", "signature", "tpnw-2017", ("ISL",), "2017-01-22", "contradicts", "2017-09-20"),
        ("It ratified.", "ratification", "paris-2015", ("USA",), "2016-09-03", "agrees", "2016-09-03"),
        ("It ratified.", "ratification", "paris-2015", ("USA",), "2017-09-03", "contradicts", "2016-09-03"),
        ("In force.", "entry_into_force", "npt-1968", (), "1970-03-05", "agrees", "1970-03-05"),
        ("In force.", "entry_into_force", "npt-1968", (), "1975-03-05", "contradicts", "1970-03-05"),
        ("Extended to 2026.", "extension", "new-start-2010", ("RUS", "USA"), "2021-02-03", "agrees", "2026-02-05"),
        ("Extended to 2031.", "extension", "new-start-2010", ("RUS", "USA"), "2021-02-03", "contradicts", "2026-02-05"),
    ],
)
def test_what_is_told_of_well_known_treaties_agrees_adds_or_contradicts(
    text: str, act: str, instrument: str, parties: tuple[str, ...], day: str, verdict: str, expected: str | None
) -> None:
    check = check_treaty_act(fact(text, act, parties, instrument, day), REGISTER, TOLD)
    assert check is not None
    assert (check.verdict, check.expected) == (verdict, expected)
    assert check.arithmetic or verdict == "adds"


@pytest.mark.parametrize(
    ("text", "instrument", "parties", "day", "verdict", "expected"),
    [
        ("Both sides extended New START to 2026.", "New START", ("RUS", "USA"), None, "agrees", "2026-02-05"),
        ("Both sides extended New START to 5 February 2026.", "New START", ("RUS", "USA"), "2026-02-05", "agrees", "2026-02-05"),
        ("Both sides extended New START to 5 February 2027.", "New START", ("RUS", "USA"), "2027-02-05", "contradicts", "2026-02-05"),
        ("New START expired on 5 February 2026.", "the New START Treaty", (), "2026-02-05", "agrees", "2026-02-05"),
        ("New START expired in February 2021.", "New START", (), "2021-02-05", "contradicts", "2026-02-05"),
        ("The treaty between China and Russia expired in 2021.", "the treaty", (), "2021-06-30", "contradicts", "2022-02-28"),
        ("The friendship treaty between China and Russia expired in 2022.", "the friendship treaty", (), "2022-02-28", "contradicts", "2027-02-28"),
    ],
)  # fmt: skip
def test_what_is_told_of_the_end_of_a_treaty(
    text: str, instrument: str, parties: tuple[str, ...], day: str | None, verdict: str, expected: str
) -> None:
    check = check_treaty_act(fact(text, "extension" if "extended" in text else "termination", parties, instrument, day), REGISTER, TOLD)
    assert check is not None
    assert (check.verdict, check.expected) == (verdict, expected)


def test_a_treaty_told_to_have_ended_is_one_that_was_alive_by_then() -> None:
    text = "The treaty between India and the Soviet Union expired in 1991."
    check = check_treaty_act(fact(text, "termination", (), "the treaty", "1991-08-18"), REGISTER, dt.date(1996, 8, 1))
    assert check is not None
    assert (check.instrument, check.verdict) == ("in-su-1971", "contradicts")


def test_a_name_that_could_be_of_many_treaties_is_none_of_the_register() -> None:
    assert (
        check_treaty_act(fact("It entered into force.", "entry_into_force", (), "the friendship treaty", "2001-07-16"), REGISTER, TOLD)
        is None
    )
    strange = fact("The treaty between Ruritania and Graustark expired.", "termination", (), "the treaty", "2001-07-16")
    assert check_treaty_act(strange, REGISTER, TOLD) is None
