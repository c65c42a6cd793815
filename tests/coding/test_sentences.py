"""Sentences: cut where a reader would, offsets true for any text."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from servanda.coding.sentences import sentence_spans
from servanda.records import Document, Region


def sentences(text: str, regions: tuple[Region, ...] = ()) -> list[str]:
    document = Document(id="sha256:x", text=text, uri="x", regions=regions)
    return [text[start:end] for start, end in sentence_spans(document)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The envoys met. They agreed on little.", ["The envoys met.", "They agreed on little."]),
        ("The U.S. envoy met Gen. Haro on Jan. 5 in St. Kitts.", ["The U.S. envoy met Gen. Haro on Jan. 5 in St. Kitts."]),
        ("He flew to the U.S. The talks went on.", ["He flew to the U.S.", "The talks went on."]),
        ("“We shall sign.” The minister left.", ["“We shall sign.”", "The minister left."]),
        ("It rose by 3.5 percent. Trade fell.", ["It rose by 3.5 percent.", "Trade fell."]),
        ("J. B. Holt resigned. He gave no reason.", ["J. B. Holt resigned.", "He gave no reason."]),
        ("Was it a threat? Perhaps! Nobody knows.", ["Was it a threat?", "Perhaps!", "Nobody knows."]),
        ("A heading\n\nThe text begins here.", ["A heading", "The text begins here."]),
        ("1. The Parties shall consult. 2. They shall meet.", ["1. The Parties shall consult.", "2. They shall meet."]),
        ("A wrapped line goes on\nin the next line. Then it ends.", ["A wrapped line goes on\nin the next line.", "Then it ends."]),
        ("条约已签署。双方表示满意。", ["条约已签署。", "双方表示满意。"]),
        ("   \n\n  ", []),
    ],
)
def test_sentences_are_cut_where_a_reader_would(text: str, expected: list[str]) -> None:
    assert sentences(text) == expected


def test_nothing_of_a_marked_region_is_a_sentence() -> None:
    text = "The pact holds. Read more. The pact was renewed."
    start = text.index("Read")
    assert sentences(text, (Region(start, start + 10, "link"),)) == ["The pact holds.", "The pact was renewed."]


@given(st.text(max_size=300))
def test_spans_are_in_order_do_not_overlap_and_hold_every_letter(text: str) -> None:
    spans = list(sentence_spans(Document(id="sha256:x", text=text, uri="x")))
    assert all(0 <= start < end <= len(text) for start, end in spans)
    assert all(one[1] <= other[0] for one, other in pairwise(spans))
    covered = {place for start, end in spans for place in range(start, end)}
    assert all(place in covered for place, letter in enumerate(text) if letter.isalnum())
