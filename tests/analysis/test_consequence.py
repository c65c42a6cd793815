"""What hangs on a fact: weight, treaties between its actors, and promises that an event can decide."""

from __future__ import annotations

import pytest

from servanda.analysis.consequence import Consequence, Weighing
from servanda.analysis.register import load_register
from servanda.records import KINDS
from servanda.vocabulary.ledger import load_ledger
from servanda.vocabulary.review_weights import check_review_weights, review_weights

WEIGHING = Weighing(load_register())


def asked(kind: str, of_type: str | None = None, *actors: str) -> Consequence:
    return WEIGHING.of(kind, of_type, actors)


def test_every_kind_has_a_weight_and_the_list_is_whole() -> None:
    assert check_review_weights() == []
    for kind in KINDS:
        assert asked(kind, "a type that no list has").weight in range(1, 6)


def test_an_event_counts_the_treaties_between_its_actors_and_the_promises_it_can_decide() -> None:
    found = asked("event", "ASSAULT", "CHN", "RUS")
    assert "cn-ru-2001" in found.treaties
    assert "nonaggression" in found.promises
    assert set(found.promises) <= {row.type for row in load_ledger().values()}
    assert found.score == found.weight * (1 + len(found.treaties) + len(found.promises))
    assert found.weight == int(review_weights()["event", "ASSAULT"].weight)


def test_without_a_treaty_between_its_actors_the_weight_alone_counts() -> None:
    assert asked("event", "ASSAULT", "CHN").score == 5
    assert asked("event", "ASSAULT", "CHN", "RUS").score > asked("event", "AGREE", "CHN", "RUS").score
    assert asked("statement", None, "CHN", "NATO").score == 1


@pytest.mark.parametrize("actors", [("CHN", "RUS"), ("CHN",), ()])
@pytest.mark.parametrize(("kind", "of_type"), [("event", "ASSAULT"), ("event", "CONSULT"), ("statement", None)])
def test_the_score_alone_is_the_same_number(kind: str, of_type: str | None, actors: tuple[str, ...]) -> None:
    assert WEIGHING.score(kind, of_type, actors) == asked(kind, of_type, *actors).score
