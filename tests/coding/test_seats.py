"""A seat of a body in place of the body, where the text leaves no doubt."""

import pytest

from servanda.coding.default import default_engine
from servanda.records import Document
from servanda.vocabulary.seats import check_seats

ENGINE = default_engine(["event"])


def test_the_list_holds() -> None:
    assert check_seats() == []


@pytest.mark.parametrize(
    ("text", "actor"),
    [
        ("The European Union weighs its options. Serbia called on Brussels to speed up the talks.", "EU"),
        ("NATO met on Monday. Georgia looks to Brussels for an answer.", "NATO"),
        ("NATO and the European Union met. Georgia looks to Brussels for an answer.", "EU"),
        ("The European Union met in Belgium. Serbia called on Brussels to speed up the talks.", "BEL"),
        ("Serbia called on Brussels to return the painting.", "BEL"),
    ],
)
def test_brussels_is_the_body_that_the_text_names(text: str, actor: str) -> None:
    prepared = ENGINE.prepare(Document(id="sha256:x", text=text, uri="x"))
    found = [mention.actors for sentence in prepared.sentences for mention in sentence.mentions if mention.words == "Brussels"]
    assert found == [(actor,)]
