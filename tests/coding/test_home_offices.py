"""Offices that only some states have under that name, the sites of governments, and whom "he" and "we" stand for."""

from typing import Any

import pytest

from servanda.coding.engine import Engine
from servanda.coding.positions import PositionCoder
from servanda.coding.statements import StatementCoder
from servanda.records import Document, Position, Statement
from servanda.vocabulary.actors import load_actors
from servanda.vocabulary.government_sites import site_owner
from servanda.vocabulary.home_offices import check_home_offices, home_office_rows

ENGINE = Engine([StatementCoder(), PositionCoder()], load_actors())
EXAMPLES = [example for row in home_office_rows() for example in row.examples]
NOT_EXAMPLES = [example for row in home_office_rows() for example in row.not_examples]


def offices(text: str) -> set[tuple[str, ...]]:
    """The actors of the first office or person of a text."""
    prepared = ENGINE.prepare(Document(id="sha256:x", text=text, uri="x"))
    first = next((m for s in prepared.sentences for m in s.mentions if m.form in ("office", "agent", "person")), None)
    return {first.actors} if first is not None else {()}


def test_the_list_is_sound() -> None:
    assert check_home_offices() == []


@pytest.mark.parametrize("example", EXAMPLES)
def test_the_only_state_of_the_text_that_has_such_an_office(example: str) -> None:
    text, _, code = example.partition("->")
    assert offices(text.strip()) == {(code.strip(),)}


@pytest.mark.parametrize("text", NOT_EXAMPLES)
def test_nobody_is_guessed(text: str) -> None:
    assert offices(text) == {()}


def speakers(text: str) -> list[str | None]:
    (coded,) = ENGINE.code([Document(id="sha256:x", text=text, uri="x")])
    return [fact.claim.speakers[0].actor for fact in coded.facts if isinstance(fact.claim, Statement)]


def test_he_is_whoever_was_spoken_of_first() -> None:
    opening = "The Minister for Europe, Ann Field, flew to Serbia for the UK. "
    assert speakers(opening + "In Belgrade she met Prime Minister Vucic. She said that the talks were frank.") == ["GBR"]
    assert speakers("A guest came. In Moscow he met President Putin. He said that the talks were frank.") == [None]
    assert speakers("The Chinese foreign minister left. He said that the talks were frank.") == ["CHN"]


@pytest.mark.parametrize(
    ("address", "actor"),
    [
        ("https://www.gov.uk/government/news/a", "GBR"),
        ("https://2009-2017.state.gov/r/pa/x.htm", "USA"),
        ("https://notgov.uk/a", None),
        ("https://news.example/gov.uk", None),
        ("/home/x/state.gov.txt", None),
    ],
)
def test_whose_site_an_address_is(address: str, actor: str | None) -> None:
    assert site_owner(address) == actor


@pytest.mark.parametrize(
    "known", [{"uri": "https://www.gov.uk/a"}, {"uri": "x", "author": "Foreign and Commonwealth Office"}, {"uri": "x", "publisher": "FCDO"}]
)
def test_we_is_the_government_that_published_it(known: dict[str, Any]) -> None:
    (coded,) = ENGINE.code([Document(id="sha256:x", text="We welcome the ceasefire in Gaza.", **known)])
    assert [fact.claim.holders for fact in coded.facts if isinstance(fact.claim, Position)] == [("GBR",)]


def people(text: str) -> list[tuple[str, str | None]]:
    prepared = ENGINE.prepare(Document(id="sha256:x", text=text, uri="x"))
    return [(m.words, m.person) for s in prepared.sentences for m in s.mentions if m.form == "person"]


def test_another_first_name_is_another_person() -> None:
    assert people("Priya Modi left. Mr Modi was tired.") == []
    assert people("Yesterday Putin left.") == [("Putin", "Vladimir Putin")]
    assert people("Mahmud Abbas left.") == [("Mahmud Abbas", "Mahmoud Abbas")]


def test_a_policy_of_its_own_names_the_government_that_speaks() -> None:
    text = "The Department met. It was late. All left. It rained. We call for a ceasefire. The U.S. commitment to peace is firm."
    (coded,) = ENGINE.code([Document(id="sha256:x", text=text, uri="x")])
    held = [fact.claim for fact in coded.facts if isinstance(fact.claim, Position)]
    assert ("USA",) in [claim.holders for claim in held if claim.target.issue == "ceasefire"]
