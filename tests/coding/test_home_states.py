"""Officers whose state a text never says: beside a counterpart, under a dateline; people named again; and organs whose names hold a people's word."""

import pytest

from servanda.coding.engine import Engine
from servanda.records import Document
from servanda.vocabulary.actors import load_actors

ENGINE = Engine([], load_actors())
DATELINE = "LIMA, 9 March 1987 - "


def owners(text: str, words: str) -> list[tuple[str, ...]]:
    """The actors of the mentions that hold these words."""
    prepared = ENGINE.prepare(Document(id="sha256:x", text=text, uri="x"))
    return [m.actors for sentence in prepared.sentences for m in sentence.mentions if words in m.words]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Ghana and Togo will share the lagoon. Interior Minister Kwame Sarbah met his Togolese counterpart.", ("GHA",)),
        ("Ghana and Togo will share the lagoon. Interior Minister Kwame Sarbah met his counterpart from Togo.", ("GHA",)),
        (f"{DATELINE}Chile and Peru agreed, Trade Minister Ana Solar said after talks with her Chilean counterpart.", ("PER",)),
        # three states and no dateline: whose he is stays open
        ("Ghana, Togo and Benin will share it. Interior Minister Kwame Sarbah met his Togolese counterpart.", ()),
    ],
)
def test_a_minister_is_not_of_his_counterparts_state(text: str, found: tuple[str, ...]) -> None:
    assert owners(text, "Minister")[0] == found


def test_the_name_alone_is_the_same_minister() -> None:
    text = "Ghana and Togo will share it, Interior Minister Kwame Sarbah told his Togolese counterpart. Later Mr Sarbah flew home."
    assert owners(text, "Sarbah")[-1] == ("GHA",)


@pytest.mark.parametrize(
    ("text", "words", "found"),
    [
        (f"{DATELINE}Trade Minister Ana Solar told reporters that the Peruvian port was shut.", "Solar", ("PER",)),
        ("A port is shut\n\nLima, 9 March 1987. Trade Minister Ana Solar said so. Peru has two ports.", "Solar", ("PER",)),
        (f"{DATELINE}The port is shut, a spokesman for the Foreign Ministry said in Lima.", "spokesman", ("PER",)),
        (f"{DATELINE}Trade Minister Ana Solar said Peru would recall its envoy from Chile.", "Solar", ("PER",)),
        (f"{DATELINE}Trade Minister Ana Solar accused Chile of spying. Lima will recall its envoy.", "Solar", ("PER",)),
        # agencies report on neighbours from one city: the dateline alone tells nothing
        (f"{DATELINE}Trade Minister Ana Solar told reporters that the port was shut.", "Solar", ()),
        (f"{DATELINE}Trade Minister Ana Solar accused Chile of raiding a Bolivian village.", "Solar", ()),
        (f"{DATELINE}Trade Minister Ana Solar accused Peru of raiding a Bolivian village.", "Solar", ()),
        (f"{DATELINE}Trade Minister Ana Solar told Peru that Bolivia would vote. Bolivia has no port.", "Solar", ()),
        # the paragraph speaks of another
        (f"{DATELINE}Bolivia shut the port. Trade Minister Ana Solar said so.", "Solar", ()),
        ("GENEVA, 9 March 1987 - Trade Minister Ana Solar told reporters that the port was shut.", "Solar", ()),
        (f"{DATELINE}Ambassador Ana Solar told reporters that the port was shut.", "Solar", ()),
        ("Lima has a port. Trade Minister Ana Solar said so.", "Solar", ()),
    ],
)
def test_an_officer_without_a_state_is_of_the_dateline(text: str, words: str, found: tuple[str, ...]) -> None:
    assert owners(text, words)[0] == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("The Ministry of Foreign Affairs and European Integration of Moldova closed.", ("MDA",)),
        ("The Minister of African Affairs of Norway closed.", ("NOR",)),
        ("The Department for Chinese Affairs closed.", ()),
    ],
)
def test_a_people_in_the_name_of_a_department_is_its_field(text: str, found: tuple[str, ...]) -> None:
    prepared = ENGINE.prepare(Document(id="sha256:x", text=text, uri="x"))
    assert tuple(actor for m in prepared.sentences[0].mentions for actor in m.actors) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Norway held three Danish trawlermen and two Danish sailors. Oslo freed the sailors.", [("DNK",), ("DNK",)]),
        ("Norway held two Danish sailors but freed the sailors.", [("DNK",), ("DNK",)]),
        # of two peoples' sailors nobody knows which
        ("Danish sailors met Swedish sailors. Norway thanked the sailors.", [("DNK",), ("SWE",), ()]),
        ("Norway held two Danish sailors. Sailors sing.", [("DNK",), ()]),
    ],
)
def test_people_named_again_are_the_same(text: str, found: list[tuple[str, ...]]) -> None:
    assert owners(text, "ailors") == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "Statement of the Ministry of Foreign Affairs of Kenya\n\nThe Secretary of State will lend. The United States has been told.",
            ("KEN",),
        ),
        ("The Secretary of State will lend. The United States has been told.", ("USA",)),
    ],
)
def test_an_office_that_others_have_too_is_the_issuers(text: str, found: tuple[str, ...]) -> None:
    assert owners(text, "Secretary")[0] == found
