"""Treaties that are denounced: left, or condemned."""

import pytest

from servanda.coding.engine import Engine
from servanda.coding.events import EventCoder
from servanda.coding.positions import PositionCoder
from servanda.coding.treaty_acts import TreatyActCoder
from servanda.records import Document, Event, Position, TreatyAct
from servanda.vocabulary.actors import load_actors

ENGINE = Engine([EventCoder(), PositionCoder(), TreatyActCoder()], load_actors())


@pytest.mark.parametrize(
    ("text", "events", "positions", "acts"),
    [
        ("Chile denounced the fishing convention with Peru.", ["SANCTION"], 0, ["withdrawal"]),
        ("Chile denounced nine agreements of the Andean Community.", ["SANCTION"], 0, ["withdrawal"]),
        ("Chile denounced the fishing pact with Peru.", ["SANCTION"], 0, ["withdrawal"]),
        ("Chile denounced the treaty as a fraud.", ["ACCUSE"], 1, []),
        ("Chile denounced Peru's agreement with Bolivia.", ["ACCUSE"], 1, []),
        ("Chile denounced the mining accord with Peru's rivals in Paris.", ["ACCUSE"], 1, []),
    ],
)
def test_to_denounce_a_treaty_of_ones_own_is_to_leave_it(text: str, events: list[str], positions: int, acts: list[str]) -> None:
    coded = next(iter(ENGINE.code([Document(id="sha256:0", text=text, uri="x")])))
    claims = [fact.claim for fact in coded.facts]
    assert [claim.type for claim in claims if isinstance(claim, Event)] == events
    assert sum(isinstance(claim, Position) for claim in claims) == positions
    assert [claim.act for claim in claims if isinstance(claim, TreatyAct)] == acts


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Chile denounced two treaties concluded by Peru with border tribes.", False),
        ("Chile denounced the convention which Peru signed with Bolivia.", False),
        ("Chile denounced two treaties concluded by Chile with Bolivia.", True),
        ("Chile denounced the convention it had signed with Bolivia.", True),
    ],
)
def test_what_others_concluded_is_condemned(text: str, *, left: bool) -> None:
    coded = next(iter(ENGINE.code([Document(id="sha256:0", text=text, uri="x")])))
    claims = [fact.claim for fact in coded.facts]
    assert any(isinstance(claim, TreatyAct) and claim.act == "withdrawal" for claim in claims) is left
    assert ("SANCTION" in [claim.type for claim in claims if isinstance(claim, Event)]) is left
    assert ("ACCUSE" in [claim.type for claim in claims if isinstance(claim, Event)]) is not left
