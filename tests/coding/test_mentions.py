"""Mentions: neighbouring words joined into the actors that a reader sees."""

import datetime as dt

import pytest

from servanda.coding.engine import Engine
from servanda.coding.mentions import Mention
from servanda.records import Document, When
from servanda.vocabulary.actors import load_actors

ENGINE = Engine([], load_actors())


def mentions(text: str, year: int = 2010) -> list[Mention]:
    when = When(earliest=dt.date(year, 1, 1), latest=dt.date(year, 12, 31), words=str(year))
    prepared = ENGINE.prepare(Document(id="sha256:x", text=text, uri="x", published=when))
    return [mention for sentence in prepared.sentences for mention in sentence.mentions]


@pytest.mark.parametrize(
    ("text", "words", "actors", "sector"),
    [
        ("Chinese Foreign Minister Tang Jiaxuan flew home.", "Chinese Foreign Minister Tang Jiaxuan", ("CHN",), "GOV"),
        ("Chinese and Russian officials met.", "Chinese and Russian officials", ("CHN", "RUS"), "GOV"),
        ("Greek troops crossed the river.", "Greek troops", ("GRC",), "MIL"),
        ("Italy's foreign minister resigned.", "Italy's foreign minister", ("ITA",), "GOV"),
        ("The president of Kenya spoke.", "president of Kenya", ("KEN",), "GOV"),
        ("Sino-Indian ties improved.", "Sino-", ("CHN",), None),
        ("The U.S. welcomed it.", "U.S.", ("USA",), None),
        ("The Kremlin denied it.", "Kremlin", ("RUS",), "GOV"),
    ],
)
def test_words_stand_for_actors(text: str, words: str, actors: tuple[str, ...], sector: str | None) -> None:
    found = {m.words.removeprefix("The ").removeprefix("the "): m for m in mentions(text)}
    assert words in found, list(found)
    assert found[words].actors == actors
    assert found[words].sector == sector


@pytest.mark.parametrize("text", ["They told us to go.", "Pro-Russian rebels fled.", "It cost US$50.", "Turkeys fly badly."])
def test_words_that_only_look_like_actors_are_none(text: str) -> None:
    assert not [m for m in mentions(text) if {"USA", "RUS", "TUR"} & set(m.actors)]


def test_a_person_introduced_once_is_known_by_the_family_name() -> None:
    text = "Norwegian Trade Minister Kari Solheim visited Lima. Solheim praised the port."
    again = [m for m in mentions(text) if m.words == "Solheim"]
    assert [m.actors for m in again] == [("NOR",)]


def test_a_person_introduced_by_apposition_is_known() -> None:
    text = "Rosa Quiroga, the Peruvian trade minister, arrived on Monday. Quiroga met the press."
    assert [m.actors for m in mentions(text) if m.words == "Quiroga"] == [("PER",)]


@pytest.mark.parametrize(
    ("text", "words", "actors"),
    [
        ("Chile and Peru met. The two sides agreed to trade more.", "The two sides", ("CHL", "PER")),
        ("Chile and Peru met. Both countries were pleased.", "Both countries", ("CHL", "PER")),
        ("Chile and Peru trust each other.", "each other", ("CHL", "PER")),
        ("Chile and Peru met. They signed a pact.", "They", ("CHL", "PER")),
        ("Angela Merkel flew to Oslo. She met the king.", "She", ("DEU",)),
    ],
)
def test_words_that_point_back_are_resolved(text: str, words: str, actors: tuple[str, ...]) -> None:
    found = [m.actors for m in mentions(text) if m.words == words]
    assert [tuple(sorted(one)) for one in found] == [actors]


def test_a_plural_office_points_back_to_those_who_just_met() -> None:
    text = "Peruvian Foreign Minister Rosa Quiroga met Chilean Foreign Minister Luis Prado. The ministers discussed fisheries."
    assert [tuple(sorted(m.actors)) for m in mentions(text) if m.words == "The ministers"] == [("CHL", "PER")]


def test_a_plural_office_far_from_any_pair_points_at_nobody() -> None:
    assert not [m for m in mentions("The ministers discussed fisheries.") if m.actors]
