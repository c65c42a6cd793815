"""The date of a text, with bounds no narrower than its words; the story's dates are not the text's."""

import pytest

from servanda.reading.datelines import find_published, read_date


@pytest.mark.parametrize(
    ("words", "bounds"),
    [
        ("2001-07-16", "2001-07-16"),
        ("2001-07", "2001-07"),
        ("2001", "2001"),
        ("07/20/2001", "2001-07-20"),
        ("20/07/2001", "2001-07-20"),
        ("05/05/2001", "2001-05-05"),
        ("03/04/2001", "2001-03-04/2001-04-03"),
        ("20.07.2001", "2001-07-20"),
        ("16 July 2001", "2001-07-16"),
        ("July 16th, 2001", "2001-07-16"),
        ("Monday, 16 July 2001, 10:30 GMT", "2001-07-16"),
        ("Sept. 3, 2001", "2001-09-03"),
        ("July 2001", "2001-07"),
        ("2001-07-16T23:59:59+08:00", "2001-07-16"),
        ("Published: July 16, 2001", "2001-07-16"),
        ("Moscow, 16 July 2001", "2001-07-16"),
    ],
)
def test_a_field_is_read_as_it_stands(words: str, bounds: str) -> None:
    when = read_date(words)
    assert when is not None
    moment = when.as_moment()
    assert moment is not None
    assert moment.isoformat() == bounds


@pytest.mark.parametrize(
    "words", ["", "30 February 2001", "13/13/2001", "2001-02-30", "0000-01-01", "16 July", "the 1960s", "07/20/01", "2001-13", "tomorrow"]
)
def test_what_is_no_date_is_none(words: str) -> None:
    assert read_date(words) is None


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Title\n\nThe two sides met.\n\n(NNA 07/20/2001)\n\nLinks\nA\nB\nC\nD\nE\nF\nG\nH\nI\n", "07/20/2001"),
        ("Title\nMay 3, 2004\nThe two sides met.", "May 3, 2004"),
        ("MOSCOW, July 16, 2001 (Agency) — The two sides met.", "July 16, 2001"),
        ("NORTHPORT, 4 September 1994. The two sides met.", "4 September 1994"),
        ("NORTHPORT/EASTPORT, Monday, Sept. 4, 1994 (Agency) - The two sides met.", "Sept. 4, 1994"),
        ("Published 7 June 2019 · Updated 9:41 · 4 min read\nThe two sides met.", "7 June 2019"),
        ("Interview. 2 March 2023\nThe two sides met.", "2 March 2023"),
        ("MOSCOW, July 16 (Agency) — The two sides met.", None),
        ("Title\n\nOn July 16th, 2001, the two sides met.\n", None),
        ("The treaty of 2001 was short.\n", None),
        ("Title\n2001\nThe two sides met.", None),
    ],
)
def test_only_a_date_of_the_text_itself_is_taken(text: str, words: str | None) -> None:
    when = find_published(text)
    assert (when.words if when else None) == words
