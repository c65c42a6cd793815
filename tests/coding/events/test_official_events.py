"""Events of official prose: whose acts a government tells, whom they are done to, and what is only asked, hoped or named as a purpose."""

from __future__ import annotations

import pytest

from servanda.coding.engine import Engine
from servanda.coding.events import EventCoder
from servanda.coding.events.examples import told_as
from servanda.records import Document
from servanda.vocabulary.actors import load_actors

SENTENCES = [
    ("Norway is deeply concerned by the detention of journalists in Eritrea.", "NOR ACCUSE ERI actual"),
    (
        "Since May, French aircraft have conducted nine strikes against ISIL fighters in Niger at the request of Chad.",
        "FRA ASSAULT ISIL actual",
    ),
    (
        "Canada designated five Yemeni nationals and two Iranian companies for supplying missile parts to the Houthis.",
        "CAN SANCTION IRN,YEM actual",
    ),
    ("Norway has suspended its training of the Burundian army.", "NOR SANCTION BDI actual"),
    ("Britain has given £90 million to Zimbabwe this year, none of it through the government.", "GBR AID ZWE actual"),
    ("President Obasanjo told Ghana that he was withdrawing his troops from Liberia.", "NGA RETREAT LBR actual"),
    ("Ghana has decided to send observers to Togo. Norway supports this decision.", "NOR SUPPORT GHA actual"),
    ("Chad pledged to withdraw its troops from Mali. Norway welcomed that pledge.", "NOR SUPPORT TCD actual"),
    ("North Korea fired nine missiles. Japan strongly protests against this reckless act.", "JPN ACCUSE PRK actual"),
    ("Norway welcomes the SADC communiqué.", "NOR SUPPORT SADC actual"),
    ("Italy sent paratroopers to Egypt for a joint exercise.", "EGY,ITA COOPERATE EGY,ITA actual"),
    ("In a speech in Berlin, the Kenyan president called for an end to the war.", "KEN REQUEST _ actual"),
    ("Norway pressed for Chad to use its influence and underlined the need for calm.", "NOR REQUEST TCD actual"),
    ("Kenya sent the Somali envoy home.", "KEN SANCTION SOM actual"),
    ("President Mahama assured Norway that Ghana would free the crew.", "GHA AGREE NOR actual"),
    ("The United States plans to train the Nigerien army and will deliver an aircraft in June.", "USA AGREE[AID] NER planned"),
    ("France has moved 900 troops to Mali and Germany will send two helicopters to MINUSMA.", "DEU AGREE[AID] UN planned"),
    (
        "Denmark spoke with Prime Minister Hailemariam of Ethiopia and with President Museveni of Uganda.",
        "DNK,ETH,UGA CONSULT DNK,ETH,UGA actual",
    ),
    ("Chile and Peru rejected any outside interference in the affairs of Nicaragua.", "CHL,PER REJECT _ actual"),
]

NOT_TOLD = [
    ("Chad has failed to honour its commitments under the Minsk agreements.", "BLR"),
    ("The UN Special Envoy for Yemen met Pakistani officials in Islamabad.", "YEM"),
    ("The Polish premier called the Greek president a liar.", "CONSULT"),
    ("Norway ordered the departure of embassy families from Tripoli.", "COOPERATE"),
    ("British forces destroyed a weapons store used by the Taliban.", "RETREAT"),
    ("In an address to the US Congress, President Zelensky urged restraint.", "USA"),
    ("Italy sent paratroopers to Egypt for a joint exercise.", "MOBILIZE"),
]


@pytest.fixture(scope="module")
def engine() -> Engine:
    return Engine([EventCoder()], load_actors())


def told(engine: Engine, text: str) -> set[str]:
    coded = next(iter(engine.code([Document(id="sha256:0", text=text, uri="x")])))
    return {reading for fact in coded.facts for reading in told_as(fact)}


@pytest.mark.parametrize(("text", "reading"), SENTENCES)
def test_what_a_government_tells(engine: Engine, text: str, reading: str) -> None:
    assert reading in told(engine, text)


@pytest.mark.parametrize(("text", "word"), NOT_TOLD)
def test_what_the_words_do_not_say(engine: Engine, text: str, word: str) -> None:
    assert not any(word in reading.replace(",", " ").split() for reading in told(engine, text))
