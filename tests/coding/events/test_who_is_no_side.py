"""Who is named in a sentence without being a side of its event, and what never came to pass."""

import pytest

from servanda.coding.engine import Engine
from servanda.coding.events import EventCoder
from servanda.coding.events.examples import told_as
from servanda.records import Document
from servanda.vocabulary.actors import load_actors


@pytest.fixture(scope="module")
def engine() -> Engine:
    return Engine([EventCoder()], load_actors())


def told(engine: Engine, text: str) -> set[str]:
    coded = next(engine.code([Document(id="sha256:test", text=text, uri="test")]))
    return {reading for fact in coded.facts for reading in told_as(fact)}


@pytest.mark.parametrize(
    ("text", "events"),
    [
        ("Norway backs the fight against Hezbollah in Lebanon.", set()),
        ("Russia vetoed a draft resolution on Syria.", {"RUS REJECT _ actual"}),
        ("Peru vetoed a Chilean draft.", {"PER REJECT CHL actual"}),
        ("Peru opposes sanctions that the Security Council has not approved.", {"PER REJECT _ actual", "UN SANCTION _ denied"}),
        ("Russia agreed to send food through Kazakhstan.", {"RUS AGREE _ actual", "RUS AGREE[AID] _ actual"}),
        ("Japan and Peru oppose strikes without a mandate of the United Nations.", {"JPN,PER REJECT _ actual"}),
        ("Russia broke the UN Charter, Estonia said.", set()),
        ("Fiji has joined the UN Convention on the Law of the Sea.", set()),
        ("Canada doubled its tariffs on Chad for buying Malian gold.", {"CAN SANCTION TCD actual"}),
        ("Rebels killed nine Libyan soldiers, according to Tunis.", {"_ ASSAULT LBY actual"}),
        ("Russia marked the anniversary of the end of the war against Japan.", set()),
        ("Spain ceded Guam to America by the Treaty of Paris.", {"ESP RETREAT USA actual"}),
    ],
)
def test_who_is_only_named_is_no_side(engine: Engine, text: str, events: set[str]) -> None:
    assert told(engine, text) == events


@pytest.mark.parametrize(
    "text",
    [
        "Had Egypt not purchased the Russian jets, Washington would have paid for its tanks.",
        "If Chad had attacked Libya, France would have sent troops.",
        "Without the treaty, Peru would have invaded Ecuador.",
        "The treaty does not oblige China to support a Russian claim.",
    ],
)
def test_what_never_came_to_pass_is_no_event(engine: Engine, text: str) -> None:
    assert told(engine, text) == set()


def test_who_no_longer_aims_at_another_threatens_nobody(engine: Engine) -> None:
    assert told(engine, "Kenya will no longer point guns at Somalia.") == {"KEN AGREE SOM planned"}
