"""What hangs on a fact: weight, treaties between its actors, and promises that an event can decide."""

from __future__ import annotations

from servanda.analysis.consequence import Weighing
from servanda.analysis.register import load_register
from servanda.records import KINDS
from servanda.store import FactSketch
from servanda.vocabulary.ledger import load_ledger
from servanda.vocabulary.review_weights import check_review_weights, review_weights

WEIGHING = Weighing(load_register())


def sketch(kind: str, of_type: str | None = None, *actors: str, confidence: float = 0.5, name: str = "x") -> FactSketch:
    return FactSketch(id=name, kind=kind, type=of_type, actors=actors, confidence=confidence)


def test_every_kind_has_a_weight_and_the_list_is_whole() -> None:
    assert check_review_weights() == []
    for kind in KINDS:
        assert WEIGHING.of(sketch(kind, "a type that no list has")).weight in range(1, 6)


def test_an_event_counts_the_treaties_between_its_actors_and_the_promises_it_can_decide() -> None:
    found = WEIGHING.of(sketch("event", "ASSAULT", "CHN", "RUS"))
    assert "cn-ru-2001" in found.treaties
    assert "nonaggression" in found.promises
    assert set(found.promises) <= {row.type for row in load_ledger().values()}
    assert found.score == found.weight * (1 + len(found.treaties) + len(found.promises))
    assert found.weight == int(review_weights()["event", "ASSAULT"].weight)


def test_without_a_treaty_between_its_actors_the_weight_alone_counts() -> None:
    assert WEIGHING.of(sketch("event", "ASSAULT", "CHN")).score == 5
    assert WEIGHING.of(sketch("event", "ASSAULT", "CHN", "RUS")).score > WEIGHING.of(sketch("event", "AGREE", "CHN", "RUS")).score
    assert WEIGHING.of(sketch("statement", None, "CHN", "NATO")).score == 1


def test_the_order_is_by_consequence_then_by_doubt_then_as_given() -> None:
    facts = [
        sketch("statement", None, "CHN", name="talk"),
        sketch("event", "CONSULT", "CHN", "RUS", confidence=0.9, name="sure"),
        sketch("event", "CONSULT", "CHN", "RUS", confidence=0.2, name="doubtful"),
        sketch("event", "CONSULT", "RUS", "CHN", confidence=0.2, name="later"),
        sketch("event", "ASSAULT", "CHN", "RUS", name="war"),
    ]
    assert WEIGHING.order(facts) == ["war", "doubtful", "later", "sure", "talk"]
    assert WEIGHING.order(facts, 2) == ["war", "doubtful"]
    assert WEIGHING.order([], 1) == []
