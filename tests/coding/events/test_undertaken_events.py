"""Press reports: what clauses forbid and agreements provide for is undertaken; who will not sign with another refuses alone; whose help is thanked for."""

import pytest

from servanda.coding.engine import Engine
from servanda.coding.events import EventCoder
from servanda.coding.events.examples import told_as
from servanda.records import Document, Event
from servanda.vocabulary.actors import load_actors

ENGINE = Engine([EventCoder()], load_actors())


def told(text: str) -> set[str]:
    """The events of a text, as the examples of the vocabulary write them."""
    coded = next(iter(ENGINE.code([Document(id="sha256:0", text=text, uri="x")])))
    return {reading for fact in coded.facts for reading in told_as(fact)}


@pytest.mark.parametrize(
    ("text", "reading"),
    [
        ("Under the accord, Fiji is to station police in Samoa.", "FJI AGREE WSM planned"),
        ("In accordance with the treaty, Fiji will deploy two warships near Samoa.", "FJI AGREE WSM planned"),
        ("Under the pact Samoa opens a port, and Fiji will send troops to Samoa.", "FJI AGREE WSM planned"),
        # pressure is no agreement
        ("Under pressure from the treaty's foes, Fiji will deploy two warships near Samoa.", "FJI THREATEN[MOBILIZE] WSM planned"),
        ("Fiji shall not allow Tongan rebels to use its territory.", "FJI AGREE TON planned"),
        ("Fiji and Samoa met. Neither side shall allow its territory to be used by rebels.", "FJI,WSM AGREE FJI,WSM planned"),
        # who speaks refuses
        ("We shall not open a border with Samoa, the Fijian premier said.", "FJI REJECT[RETREAT] WSM actual"),
        ("Fiji will not ratify the fishing treaty with Samoa.", "FJI REJECT[SUPPORT] WSM actual"),
        ("Fiji and Samoa will not sign the fishing treaty.", "FJI,WSM REJECT[SUPPORT] FJI,WSM actual"),
    ],
)
def test_what_is_laid_down_is_no_threat_and_no_refusal(text: str, reading: str) -> None:
    assert reading in told(text)


@pytest.mark.parametrize(
    ("text", "reading"),
    [
        ("The Tongan side expressed gratitude for the tents that Fiji had given to the victims.", "TON SUPPORT FJI actual"),
        ("The Tongan side expressed appreciation for the assistance given by Fiji after the storm.", "TON SUPPORT FJI actual"),
        ("Tonga rejected the plan that Fiji had proposed.", "TON REJECT FJI actual"),
    ],
)
def test_whoever_made_a_thing_is_meant_by_what_is_said_of_it(text: str, reading: str) -> None:
    assert reading in told(text)


def test_what_another_says_of_a_thing_does_not_make_it_his() -> None:
    assert not any("FJI" in reading for reading in told("Tonga welcomed the report, which Fiji had called unfair."))


@pytest.mark.parametrize(
    ("text", "reading"),
    [
        ("The Tongan premier is expected to travel to Fiji in May.", "TON AGREE[CONSULT] FJI expected"),
        ("Tonga is expected to release two Fijian sailors.", "TON AGREE[RETREAT] FJI expected"),
        ("The Fijian envoy was summoned to the Tongan foreign ministry.", "TON ACCUSE FJI actual"),
    ],
)
def test_who_is_expected_to_act_and_who_summons(text: str, reading: str) -> None:
    assert reading in told(text)


def test_where_somebody_is_summoned_by_another_does_not_summon() -> None:
    assert not any("TON ACCUSE" in reading for reading in told("The chairman summoned the Fijian envoy to Nuku'alofa."))


def test_what_is_taken_up_again_is_not_told_again() -> None:
    text = "Tonga calls on Fiji to withdraw its troops from Tonga, as it undertook to do at the Suva summit of the OECD."
    assert {reading.split()[1].partition("[")[0] for reading in told(text)} == {"REQUEST"}


def test_an_office_of_somebody_acts_for_him_and_a_time_before_a_subject_is_not_of_it() -> None:
    assert "DEU ACCUSE FJI actual" in told("Chancellor Angela Merkel's office condemned Fiji.")
    coded = next(iter(ENGINE.code([Document(id="sha256:0", text="Last October the Court's Tongan ruling was rejected by Fiji.", uri="x")])))
    targets = [actor.words or "" for fact in coded.facts if isinstance(fact.claim, Event) for actor in fact.claim.targets]
    assert targets
    assert not any("October" in words for words in targets)


@pytest.mark.parametrize(
    ("text", "readings"),
    [
        ("Fiji agreed to send no more ships to Samoa.", {"FJI AGREE WSM actual"}),
        ("Fiji pledged not to support rebels in Samoa.", {"FJI AGREE WSM actual"}),
        # whom it does not help is no fighter
        ("Fiji vowed not to help Samoa.", {"FJI REJECT[AID] WSM actual", "FJI REJECT WSM actual"}),
        ("Fiji regretted nothing.", set()),
        ("Had Fiji helped Samoa, the war would have ended.", set()),
    ],
)
def test_who_agrees_not_to_act_binds_itself(text: str, readings: set[str]) -> None:
    assert told(text) == readings
