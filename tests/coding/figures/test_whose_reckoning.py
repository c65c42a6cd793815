"""Whether an amount is there or only aimed at, and who counted it."""

import pytest

from servanda.coding.engine import Engine
from servanda.coding.figures import FigureCoder
from servanda.records import Document
from servanda.vocabulary.actors import load_actors

ENGINE = Engine([FigureCoder()], load_actors())


def told(text: str) -> list[tuple[float, str, str | None]]:
    """The value of each figure, how sure it is, and the words for whoever counted it."""
    coded = next(ENGINE.code([Document(id="sha256:x", text=text, uri="x")]))
    facts = sorted(coded.facts, key=lambda fact: fact.spans[1].start)
    return [(fact.claim.value, fact.certainty, fact.asserted_by.words if fact.asserted_by else None) for fact in facts]  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("text", "certainty"),
    [
        ("Russia and China set a target of 200 million dollars in trade by 2024.", "planned"),
        ("Brazil missed its target of 200 million dollars of exports to China.", "planned"),
        ("The target for trade between Kenya and Uganda was set at 200 million dollars.", "planned"),
        ("A forecast of 200 million dollars in exports to Japan was published by Chile.", "expected"),
        ("Chile reached its export target of 200 million dollars to Japan in 2018.", "actual"),
        ("Chilean exports to Japan reached 200 million dollars.", "actual"),
        ("Peru's finance ministry expects fish exports to Japan of 200 million dollars next year.", "expected"),
        ("Kenya predicted a trade deficit with India of 200 million dollars.", "expected"),
        ("The bank sees Ghanaian exports to Italy of 200 million dollars.", "expected"),
        ("Ghana saw exports to Italy of 200 million dollars.", "actual"),
    ],
)
def test_a_target_is_not_what_was_reached(text: str, certainty: str) -> None:
    assert told(text) == [(2e8, certainty, None)]


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("Officials put the toll at 300 dead.", "Officials"),
        ("Niger's central bank put its trade with Chad at 300 dollars.", "Niger's central bank"),
        ("Chilean customs recorded exports to Japan of 300 dollars.", "Chilean customs"),
        ("Chile put up 300 dollars in aid to Peru.", None),
    ],
)
def test_who_counted_is_named(text: str, who: str | None) -> None:
    assert told(text) == [(300, "actual", who)]


def test_two_who_count_otherwise_make_two_claims() -> None:
    found = told("Lagos put its exports to Ghana at 3 billion dollars; Accra put them at 2 billion dollars.")
    assert found == [(3e9, "actual", "Lagos"), (2e9, "actual", "Accra")]
