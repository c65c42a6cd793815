"""Acts that news tell in passing: signed by both ministers, left out to be joined, made known to a depositary, or only a term."""

import pytest

from servanda.coding.engine import Engine
from servanda.coding.treaty_acts import TreatyActCoder
from servanda.records import Document, TreatyAct
from servanda.vocabulary.actors import load_actors

ENGINE = Engine([TreatyActCoder()], load_actors())


def acts(text: str) -> set[tuple[str, str, str]]:
    """Act, parties and certainty of each."""
    (coded,) = ENGINE.code([Document(id="sha256:x", text=text, uri="x")])
    return {(claim.act, ",".join(claim.parties), fact.certainty) for fact in coded.facts if isinstance(claim := fact.claim, TreatyAct)}


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "Mali and Niger met. Under the memorandum, signed by both ministers, Mali opens the posts.",
            {("signature", "MLI,NER", "actual")},
        ),
        ("Togo denounced 22 agreements made in the bloc.", {("withdrawal", "TGO", "actual")}),
        (
            "Togo denounced 12 agreements and has begun the procedure for leaving a further 35.",
            {("withdrawal", "TGO", "actual"), ("withdrawal", "TGO", "planned")},
        ),
        ("The trade treaty between Chad and Mali expired.", {("termination", "MLI,TCD", "actual")}),
        ("The United States and Russia extended the Arms Treaty to 2026.", {("extension", "RUS,USA", "actual")}),
        (
            "The United Kingdom notified the depositary that it would withdraw from the Whaling Convention.",
            {("withdrawal_notice", "GBR", "actual")},
        ),
        (
            "The Minister of Trade of Peru, Ana Rojas, and the Foreign Minister of Chile, Luis Vega, signed a Protocol on Copper.",
            {("signature", "CHL,PER", "actual")},
        ),
        (
            "Peru and Chile signed a transit agreement. It will enter into force when both congresses have ratified it.",
            {("signature", "CHL,PER", "actual"), ("entry_into_force", "CHL,PER", "planned"), ("ratification", "CHL,PER", "conditional")},
        ),
        (
            "Peru and Chile exchanged the instruments of ratification of the Culture Agreement, which thereby entered into force.",
            {("exchange_of_instruments", "CHL,PER", "actual"), ("entry_into_force", "CHL,PER", "actual")},
        ),
    ],
)
def test_an_act_has_its_parties_and_certainty(text: str, told: set[tuple[str, str, str]]) -> None:
    assert acts(text) == told


@pytest.mark.parametrize(
    "text",
    [
        "The memorandum between Mali and Niger takes effect on signature.",
        "Togo praised the agreements concluded within the bloc.",
    ],
)
def test_a_term_and_a_description_are_no_acts(text: str) -> None:
    assert acts(text) == set()


def test_the_new_term_is_not_the_day_of_the_extension() -> None:
    (coded,) = ENGINE.code([Document(id="sha256:x", text="Peru and Chile extended the Trade Agreement until 31 December 2030.", uri="x")])
    assert [fact.when for fact in coded.facts] == [None]
