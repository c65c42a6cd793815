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
