"""Quotation marks in running text: which open, which close, and which are none."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from servanda.coding.attribution.quotations import find_quotations, paragraphs_of


def quoted(text: str) -> list[str]:
    return [text[q.start : q.end] for q in find_quotations(text, paragraphs_of(text))]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ('"We stay," she said. "For good."', ['"We stay,"', '"For good."']),
        ("“We stay,” she said.", ["“We stay,”"]),
        ("''We stay,'' she said.", ["''We stay,''"]),
        ("«We stay», she said.", ["«We stay»"]),
        ("„We stay“, she said.", ["„We stay“"]),
        ("'We all stay here for good,' she said.", ["'We all stay here for good,'"]),
        ("‘We all stay here for good,’ she said.", ["‘We all stay here for good,’"]),
        ("He said “the ‘red’ line” holds.", ["“the ‘red’ line”"]),
        ("It's the ministers' plan, isn't it?", []),
        ("The '90s were long, and the crew's boat leaked.", []),
        ('A 12" gun fired twice.', []),
        ("“First part.\n\n“Second part,” he said.", ["“First part.", "“Second part,”"]),
        ('He said "we\nstay here" twice.', ['"we\nstay here"']),
    ],
)
def test_marks_are_paired(text: str, found: list[str]) -> None:
    assert quoted(text) == found


def test_a_quotation_left_open_says_so() -> None:
    text = "“First part.\n\n“Second part,” he said."
    first, second = find_quotations(text, paragraphs_of(text))
    assert not first.closed
    assert second.closed
    assert (first.paragraph, second.paragraph) == (0, 1)


@given(st.text(alphabet="ab'\"“”‘’ .,\n", max_size=60))
def test_quotations_lie_in_the_text_in_order(text: str) -> None:
    found = find_quotations(text, paragraphs_of(text))
    assert [q.start for q in found] == sorted(q.start for q in found)
    for quotation in found:
        assert 0 <= quotation.start < quotation.end <= len(text)
    doubles = [q for q in found if q.double]
    assert all(a.end <= b.start for a, b in itertools.pairwise(doubles))
