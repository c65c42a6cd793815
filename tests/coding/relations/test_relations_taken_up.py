"""Relations that a pronoun takes up, and when they were cut where the text counts from another day."""

import datetime as dt

import pytest

from servanda.coding.engine import Engine
from servanda.coding.relations import RelationCoder
from servanda.records import Document, Relation, When
from servanda.vocabulary.actors import load_actors

ENGINE = Engine([RelationCoder()], load_actors())
TOLD = When(earliest=dt.date(2010, 6, 15), latest=dt.date(2010, 6, 15), words="2010-06-15")

Row = tuple[str, str, str, dt.date | None, dt.date | None]


def told(text: str) -> set[Row]:
    """Pair, trend and first and last day of every relation."""
    (coded,) = ENGINE.code([Document(id="sha256:x", text=text, uri="x", published=TOLD)])
    return {
        (*claim.pair, claim.trend, fact.when.earliest if fact.when else None, fact.when.latest if fact.when else None)
        for fact in coded.facts
        if isinstance(claim := fact.claim, Relation)
    }


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        (
            "Mali and Niger restored diplomatic relations in August 2009, eight months after Bamako cut them.",
            {
                ("MLI", "NER", "restored", dt.date(2009, 8, 1), dt.date(2009, 8, 31)),
                ("MLI", "NER", "broken", dt.date(2008, 11, 1), dt.date(2009, 1, 31)),
            },
        ),
        (
            "Peru and Cuba have had no relations since 1978, when Lima broke them off.",
            {
                ("CUB", "PER", "broken", dt.date(1978, 1, 1), dt.date(2010, 6, 15)),
                ("CUB", "PER", "broken", dt.date(1978, 1, 1), dt.date(1978, 12, 31)),
            },
        ),
        (
            "Ties between Peru and Cuba were cut in 2005; they were resumed in 2007.",
            {
                ("CUB", "PER", "broken", dt.date(2005, 1, 1), dt.date(2005, 12, 31)),
                ("CUB", "PER", "restored", dt.date(2007, 1, 1), dt.date(2007, 12, 31)),
            },
        ),
        (
            "Greece downgraded its ties with Albania. Those with Italy remain tense.",
            {("ALB", "GRC", "broken", None, None), ("GRC", "ITA", "tense", None, None)},
        ),
    ],
)
def test_a_pronoun_takes_up_a_relation(text: str, rows: set[Row]) -> None:
    assert told(text) == rows


@pytest.mark.parametrize(
    ("text", "trend"),
    [
        ("Mali and Niger cut their ties, and they blamed each other.", "broken"),
        ("Ties between Mali and Niger improved after they cut tariffs.", "improving"),
    ],
)
def test_they_who_act_are_the_two_and_no_relation(text: str, trend: str) -> None:
    assert {row[2] for row in told(text)} == {trend}
