"""Names that are somebody else's or nobody's: namesakes of leaders, seas that bear a country's name, owners in a relative clause."""

import pytest

from servanda.coding.engine import Engine
from servanda.coding.mentions import Mention
from servanda.records import Document
from servanda.vocabulary.actors import load_actors

ENGINE = Engine([], load_actors())


def mentions(text: str) -> list[Mention]:
    prepared = ENGINE.prepare(Document(id="sha256:x", text=text, uri="x"))
    return [mention for sentence in prepared.sentences for mention in sentence.mentions]


@pytest.mark.parametrize(
    "text",
    [
        "Ms Lee signed the letter.",
        "General Torrijos spoke first.",
        "Senator Putin left. Putin was tired.",
        "Deputy Minister Merkel left. Merkel was tired.",
        "Ambassador Macron handed it over.",
    ],
)
def test_a_family_name_with_another_rank_is_another_person(text: str) -> None:
    assert {actor for mention in mentions(text) for actor in mention.actors} == set()


@pytest.mark.parametrize(
    ("text", "actor"),
    [
        ("Mr Putin left.", "RUS"),
        ("General Musharraf spoke for Pakistan.", "PAK"),
        ("Deputy Minister Kari Holt of Norway left. Holt was tired.", "NOR"),
        ("Foreign Minister Kamau of Kenya left.", "KEN"),
    ],
)
def test_a_leader_or_a_person_introduced_is_known(text: str, actor: str) -> None:
    assert {found for mention in mentions(text) for found in mention.actors} == {actor}


@pytest.mark.parametrize(
    "sea",
    [
        "the Sea of Japan",
        "the Gulf of Oman",
        "the Indian Ocean",
        "the South China Sea",
        "the English Channel",
        "the Gulf of Mexico",
        "the Irish Sea",
    ],
)
def test_a_sea_is_no_actor(sea: str) -> None:
    assert {actor for mention in mentions(f"Ships met in {sea} at dawn.") for actor in mention.actors} == set()


def test_who_sails_a_sea_and_a_body_named_after_one_stay_actors() -> None:
    assert [m.actors for m in mentions("Russian Black Sea sailors met.") if m.actors] == [("RUS",)]
    assert [m.actors for m in mentions("The Indian Ocean Rim Association met.") if m.actors] == [("IORA",)]


def test_whose_is_the_one_right_before() -> None:
    found = [m for m in mentions("Turkey criticised Cyprus, whose president refused to come.") if m.words == "whose"]
    assert [m.actors for m in found] == [("CYP",)]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("President Quispe of Peru received President Prado of Chile. The Presidents spoke of trade.", "The Presidents"),
        ("Foreign Minister Quispe of Peru met Foreign Minister Prado of Chile. The two Ministers spoke of trade.", "The two Ministers"),
        (
            "Foreign Minister Quispe of Peru met Foreign Minister Prado of Chile. The Foreign Ministers spoke of trade.",
            "The Foreign Ministers",
        ),
        ("President Quispe of Peru received President Prado of Chile. They deplored the raid.", "They"),
        ("President Quispe of Peru received President Prado of Chile. Both undertook to open the pass.", "Both"),
        ("The President of Peru and the President of Chile met. Both met the press.", "Both"),
    ],
)
def test_a_plural_after_two_heads_is_the_two(text: str, words: str) -> None:
    assert [tuple(sorted(m.actors)) for m in mentions(text) if m.words == words] == [("CHL", "PER")]
