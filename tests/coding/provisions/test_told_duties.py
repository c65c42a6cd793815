"""Duties and rights of an agreement that news tell one after another, each with its own bearer, and the agreement's own terms."""

import pytest

from servanda.coding.engine import Engine
from servanda.coding.provisions import ProvisionCoder
from servanda.records import Document, Provision
from servanda.vocabulary.actors import load_actors

ENGINE = Engine([ProvisionCoder()], load_actors())

Row = tuple[str, str, str, str | None]


def laid(text: str) -> set[Row]:
    """Bearers, force, type and condition of every provision."""
    facts = next(ENGINE.code([Document(id="sha256:x", text=text, uri="x")])).facts
    return {
        (",".join(sorted(claim.bearers)), claim.force, claim.type, claim.trigger)
        for fact in facts
        if isinstance(claim := fact.claim, Provision)
    }


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        (
            "Under the accord, ratified in May, Togo undertakes to supply power, and Ghana is to release the prisoners.",
            {("TGO", "must", "economic", None), ("GHA", "must", "human_rights", None)},
        ),
        (
            "Togo and Ghana signed a pact. Under it Togo is to reopen the crossings, while Ghana undertakes to pay half the cost of the road.",
            {("TGO", "must", "territory", None), ("GHA", "must", "economic", None)},
        ),
        (
            "Oman and Yemen signed a pact. Neither party may station foreign troops near the line.",
            {("OMN,YEM", "must_not", "military_cooperation", None)},
        ),
        (
            "Oman and Yemen signed a memorandum. Neither side shall allow its territory to be used by gangs against the other.",
            {("OMN,YEM", "must_not", "no_hostile_alliance", None)},
        ),
        (
            "The Protocol obliges Peru to deliver copper ore; Chile will supply wheat.",
            {("PER", "must", "economic", None), ("CHL", "must", "economic", None)},
        ),
        (
            "Peru and Chile signed a convention which allows vessels of Peru to fish off the cape.",
            {("PER", "may", "economic", None)},
        ),
        (
            "Mali and Niger signed a pact. It is valid for ten years and will be renewed automatically unless one of them gives notice.",
            {("MLI,NER", "declares", "final_clause", None), ("MLI,NER", "declares", "final_clause", "unless one of them gives notice")},
        ),
        (
            "The pact between Mali and Niger takes effect on signature, and either party may end it by giving a year's notice.",
            {("MLI,NER", "declares", "final_clause", None), ("MLI,NER", "may", "final_clause", None)},
        ),
        (
            (
                "Chad and Sudan pledged to settle their dispute by negotiation. If the two fail, the dispute is to be submitted to arbitration. "
                "Sudan may keep a garrison in the valley until the court has ruled."
            ),
            {
                ("SDN,TCD", "must", "dispute_settlement", None),
                ("SDN", "may", "military_cooperation", "until the court has ruled"),
            },
        ),
        (
            "Under the draft accord, Oman would be bound to release its prisoners.",
            {("OMN", "must", "human_rights", None)},
        ),
    ],
)
def test_each_duty_has_its_own_bearer_and_force(text: str, rows: set[Row]) -> None:
    assert rows <= laid(text)


@pytest.mark.parametrize(
    "text",
    [
        "Chad says that Sudan must stop attacks on its villages.",
        "Oman and Yemen signed a pact. Oman will hold elections and raise trade next year.",
        "Peru is to reopen its embassy in Quito, the newspaper reported.",
        '"We shall not open a border through which our people are murdered," the Kenyan minister said of the accord.',
        "The treaty entered into force in 1990 between Mali and Niger.",
        "The treaty between Mali and Niger enters into force on 15 May.",
        "Togo may release its prisoners, an official said before the treaty was signed.",
    ],
)
def test_what_no_instrument_stands_behind_is_no_provision(text: str) -> None:
    assert laid(text) == set()


def test_how_long_it_holds_is_no_condition() -> None:
    assert laid("The pact between Mali and Niger remains in force until 2015.") == {("MLI,NER", "declares", "final_clause", None)}


def test_how_an_instrument_is_named_tells_no_type() -> None:
    rows = laid("Under the memorandum, signed by both ministers, Togo undertakes to release the prisoners of Ghana.")
    assert {row[2] for row in rows} == {"human_rights"}
