"""What clauses forbid and agreements provide for is undertaken; who will not sign with another refuses alone."""

import pytest

from servanda.coding.engine import Engine
from servanda.coding.events import EventCoder
from servanda.coding.events.examples import told_as
from servanda.records import Document
from servanda.vocabulary.actors import load_actors

ENGINE = Engine([EventCoder()], load_actors())


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
    coded = next(iter(ENGINE.code([Document(id="sha256:0", text=text, uri="x")])))
    assert reading in {told for fact in coded.facts for told in told_as(fact)}
