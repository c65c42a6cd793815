"""Both seed articles: what is coded, and what is read off the page around them."""

from pathlib import Path

import pytest

from servanda.moments import Moment
from servanda.reading import read_path
from servanda.records import Document


def only(path: Path) -> Document:
    answers = list(read_path(path))
    assert len(answers) == 1
    assert isinstance(answers[0], Document)
    return answers[0]


def coded(document: Document) -> str:
    marked = [False] * len(document.text)
    for region in document.regions:
        marked[region.start : region.end] = [True] * (region.end - region.start)
    return "".join(character for character, is_marked in zip(document.text, marked, strict=True) if not is_marked)


@pytest.fixture
def seeds(shared: Path) -> list[Path]:
    return sorted((shared / "corpus" / "seeds").glob("*.txt"))


def test_first_seed_heading_and_date(seeds: list[Path]) -> None:
    document = only(seeds[0])
    assert document.title is not None
    assert document.title.startswith("Friendship Pact")
    assert document.author == "Jiang Li"
    assert document.published is not None
    assert document.published.as_moment() == Moment.day(2001, 7, 20)
    assert document.published.words == "07/20/2001"
    assert document.language == "en"


def test_first_seed_codes_the_article_only(seeds: list[Path]) -> None:
    words = coded(only(seeds[0])).strip()
    assert words.startswith("China and Russia signed")
    assert words.endswith("new international relations.")


def test_second_seed_has_no_date_of_its_own(seeds: list[Path]) -> None:
    assert only(seeds[1]).published is None


def test_second_seed_codes_the_article_only(seeds: list[Path]) -> None:
    words = coded(only(seeds[1])).strip()
    assert words.startswith("On July 16th, 2001")
    assert words.endswith("even greater changes to come.")
    assert "group meeting" not in words
    assert "after signing the treaty" not in words
    assert "official visit with President Putin" in words


def test_the_text_is_the_file(seeds: list[Path]) -> None:
    for path in seeds:
        assert only(path).text == path.read_bytes().decode()
