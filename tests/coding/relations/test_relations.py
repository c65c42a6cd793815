"""Relations: whose they are, how they go, and how sure the text is of it."""

import datetime as dt

import pytest

from servanda.coding.coder import Declined
from servanda.coding.engine import Engine
from servanda.coding.relations import RelationCoder, check_examples
from servanda.records import Document, Fact, Relation
from servanda.vocabulary.actors import load_actors

ENGINE = Engine([RelationCoder()], load_actors())


def facts(text: str, title: str | None = None) -> list[Fact]:
    return list(next(ENGINE.code([Document(id="sha256:x", text=text, uri="x", title=title)])).facts)


def told(text: str) -> list[tuple[str, str, str]]:
    return [(*fact.claim.pair, fact.claim.trend) for fact in facts(text) if isinstance(fact.claim, Relation)]


def declined(text: str) -> list[Declined]:
    return list(next(ENGINE.code([Document(id="sha256:x", text=text, uri="x")])).declined)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Relations between Kenya and Ghana have improved.", ("GHA", "KEN", "improving")),
        ("The visit put ties between Chile and Peru on a new footing.", ("CHL", "PER", "improving")),
        ("US-Cuba ties are at their lowest point in decades.", ("CUB", "USA", "worsening")),
        ("Turkish-Greek relations remain tense.", ("GRC", "TUR", "tense")),
        ("Ties between Chad and Mali go back far and are stronger than ever.", ("MLI", "TCD", "improving")),
        ("Chad values its close partnership with Mali.", ("MLI", "TCD", "stable")),
        ("Chad is one of Mali's closest partners.", ("MLI", "TCD", "stable")),
        ("The two hailed the excellent state of relations between Chad and Mali.", ("MLI", "TCD", "stable")),
        ("Chad and Mali agreed to open a new chapter in their relations.", ("MLI", "TCD", "improving")),
        ("Sino-Indian relations are gradually improving.", ("CHN", "IND", "improving")),
        ("Oman is furthering ties with India and mending its relations with Pakistan.", ("OMN", "PAK", "improving")),
        ("Spain and Morocco opened a new chapter in their relations.", ("ESP", "MAR", "improving")),
        ("Saudi Arabia cut ties with Qatar in June 2017.", ("QAT", "SAU", "broken")),
        ("Iran and Egypt have had no diplomatic relations since 1979.", ("EGY", "IRN", "broken")),
        ("The visit marked the end of the rift between Mali and Niger.", ("MLI", "NER", "restored")),
        ("Tensions between Peru and Chile eased after the talks.", ("CHL", "PER", "improving")),
        ("It is too early to normalise relations between Iran and Oman.", ("IRN", "OMN", "tense")),
        ("The minister hailed the excellent relations between Oman and India.", ("IND", "OMN", "stable")),
        ("Algeria's relationship with France remains difficult.", ("DZA", "FRA", "tense")),
        ("Norway and Poland have moved closer.", ("NOR", "POL", "improving")),
        ("Kenya strengthened its ties with the EU.", ("EU", "KEN", "improving")),
    ],
)
def test_pair_and_trend(text: str, expected: tuple[str, str, str]) -> None:
    assert expected in told(text), told(text)


@pytest.mark.parametrize(
    "text",
    [
        "Kenya restored its road links with Ethiopia.",
        "Relations between Kenya and Ethiopia can boost the prosperity of both.",
        "Russia and China will set a model for new international relations.",
        "The two states keep close contact with and involvement in the forum.",
        "Poland has strategic relations with Romania.",
        "Peru and Chile improved their roads.",
        "Talks between Peru and Chile were tense.",
    ],
)
def test_what_is_no_course_of_a_relation(text: str) -> None:
    assert told(text) == []


def test_nobody_has_a_relation_with_itself() -> None:
    found = told("China and Japan restored normal relations between their states and their ruling parties.")
    assert found == [("CHN", "JPN", "restored")]


@pytest.mark.parametrize(
    ("text", "certainty"),
    [
        ("If relations between Iran and Iraq worsen, prices will rise.", "conditional"),
        ("Berlin wants better relations with Warsaw.", "planned"),
        ("Ethiopia and Eritrea agreed to restore diplomatic ties.", "planned"),
        ("Cuba does not want normal relations with the United States.", "denied"),
        ("Relations between Chad and Sudan may deteriorate.", "possible"),
        ("The minister told guests that ties between Chad and Sudan had improved.", "actual"),
        ("They signed a statement on deepening the partnership between Chad and Sudan.", "planned"),
        ("It was an opportunity to deepen relations between Chad and Sudan.", "planned"),
        ("Relations between Chad and Sudan have worsened.", "actual"),
        ("The reconciliation between Chad and Sudan is not aimed at any third country.", "actual"),
    ],
)
def test_certainty(text: str, certainty: str) -> None:
    assert [fact.certainty for fact in facts(text)] == [certainty], told(text)


def test_a_bare_relation_is_that_of_the_pair_in_mind() -> None:
    text = "Peru and Chile met. Peru and Chile talked for days. Relations have improved since, Peru says."
    assert told(text) == [("CHL", "PER", "improving")]


def test_without_a_pair_in_mind_it_is_declined_with_the_reason() -> None:
    assert told("Relations have worsened.") == []
    assert ["whose relation" in one.reason for one in declined("Kenya says that relations have worsened.")] == [True]


def test_the_dates_of_a_quarrel_are_not_those_of_its_end() -> None:
    found = facts("On 3 May 2004 they signed an accord, ending the rift between Mali and Niger from the 1980s.")
    assert [fact.claim.trend for fact in found if isinstance(fact.claim, Relation)] == ["restored"]
    assert all(fact.when is None or fact.when.latest is None or fact.when.latest >= dt.date(2004, 5, 3) for fact in found)


@pytest.mark.parametrize(
    ("word", "domain"), [("trade", "economic"), ("military", "military"), ("diplomatic", "diplomatic"), ("cultural", "cultural")]
)
def test_domains(word: str, domain: str) -> None:
    found = facts(f"Kenya expanded {word} relations with Ghana.")
    assert [fact.claim.domain for fact in found if isinstance(fact.claim, Relation)] == [domain]


def test_the_examples_of_the_word_list_hold() -> None:
    problems, count = check_examples(ENGINE.parser)
    assert problems == []
    assert count >= 25
