"""Acts in the life of instruments: whose an unnamed agreement is, and the year by which a treaty is called."""

import datetime as dt

import pytest

from servanda.coding.engine import Engine
from servanda.coding.parsing import Parser
from servanda.coding.treaty_acts import TreatyActCoder
from servanda.coding.treaty_acts.examples import check_examples
from servanda.records import Document, Fact, TreatyAct
from servanda.vocabulary.actors import load_actors

ENGINE = Engine([TreatyActCoder()], load_actors())


def acts(text: str) -> list[tuple[Fact, TreatyAct]]:
    (coded,) = ENGINE.code([Document(id="sha256:x", text=text, uri="x")])
    return [(fact, fact.claim) for fact in coded.facts if isinstance(fact.claim, TreatyAct)]


def test_all_examples() -> None:
    problems, count = check_examples(Parser())
    assert problems == []
    assert count > 0


@pytest.mark.parametrize(
    "text",
    [
        "Today, Kenya and Ghana signed a loan agreement that, once entered into force, will help Kenya.",
        "Kenya and Ghana signed a loan agreement. The agreement will enter into force in May.",
    ],
)
def test_an_agreement_without_a_name_is_that_of_its_signatories(text: str) -> None:
    assert [(claim.act, claim.parties) for _, claim in acts(text)] == [
        ("signature", ("GHA", "KEN")),
        ("entry_into_force", ("GHA", "KEN")),
    ]


def test_a_convention_of_many_is_not_that_of_two_signatories() -> None:
    found = acts("Norway and Sweden signed the Convention on Cluster Munitions. The Convention entered into force in 2010.")
    assert [claim.parties for _, claim in found if claim.act == "entry_into_force"] == [()]


def test_the_year_by_which_a_treaty_of_two_is_called_is_that_of_its_signature() -> None:
    ((fact, _),) = acts("Peru and Chile signed the 1929 treaty.")
    assert fact.when is not None
    assert (fact.when.earliest, fact.when.latest, fact.when.words) == (dt.date(1929, 1, 1), dt.date(1929, 12, 31), "1929")
    assert all(fact.when is None for fact, _ in acts("Peru ratified the 1929 treaty."))
    assert all(fact.when is None for fact, _ in acts("Peru signed the 1992 convention."))


@pytest.mark.parametrize(
    ("text", "act", "certainty"),
    [
        ("Fiji will hand over the islet in August, a year after the two signed the Suva accord.", "signature", "actual"),
        ("A week after they ratified the river treaty, Fiji will open the gates.", "ratification", "actual"),
        ("Fiji will open the gates after it ratified the river treaty.", "ratification", "actual"),
        # what may lie ahead is waited for, however long before
        ("The gates will open after both have ratified the river treaty.", "ratification", "conditional"),
        ("The gates will open ten days after both have ratified the river treaty.", "ratification", "conditional"),
        ("The gates will open after both ratify the river treaty.", "ratification", "conditional"),
    ],
)
def test_only_what_lies_ahead_is_waited_for(text: str, act: str, certainty: str) -> None:
    assert [(claim.act, fact.certainty) for fact, claim in acts(text)] == [(act, certainty)]


def test_the_day_to_which_a_treaty_is_extended_is_not_that_of_the_act() -> None:
    found = acts("On 4 May 2021 Peru and Chile extended the fishing treaty to 2026.")
    assert [fact.when.words for fact, claim in found if claim.act == "extension" and fact.when] == ["4 May 2021"]
