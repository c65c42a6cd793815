"""Titles without the preamble, chapters that count anew, and first lines that are no titles: what thirty texts read side by side showed."""

import pytest

from servanda.coding.treaty_text import read_treaty
from servanda.coding.treaty_text.numerals import writes
from servanda.coding.treaty_text.structure import skeleton

BODY = "\n\nArticle 1\nThe boats shall be counted.\n\nArticle 2\nThe nets shall be mended.\n"


@pytest.mark.parametrize(
    ("opening", "title"),
    [
        ("TREATY ON KITES BETWEEN NORWAY AND PERU PREAMBLE The Kingdom of Norway and Peru,", "TREATY ON KITES BETWEEN NORWAY AND PERU"),
        ("PACT ON SNOW BETWEEN NORWAY AND PERU\nThe Kingdom of Norway and Peru,\nwish to ski.", "PACT ON SNOW BETWEEN NORWAY AND PERU"),
        ("CONVENTION ON GEESE\nWith a view to the peace of geese, Norway and Peru agree:", "CONVENTION ON GEESE"),
        ("Agreement between The Kingdom of Norway and Peru on Fog", "Agreement between The Kingdom of Norway and Peru on Fog"),
        ("AGREEMENT ON SALT\nBETWEEN\nNORWAY\n\nAND\nPERU\n\nThe two States,", "AGREEMENT ON SALT BETWEEN NORWAY AND PERU"),
        ("Protocol\n\nsetting out the rights to fish cod off Peru", "Protocol setting out the rights to fish cod off Peru"),
        ("TREATY ON THE RIVER TORNE - IV -\n\nNorway and Peru,", "TREATY ON THE RIVER TORNE"),
    ],
)
def test_a_title_ends_where_the_preamble_begins(opening: str, title: str) -> None:
    assert read_treaty(f"{opening}{BODY}").title == title


def test_chapters_that_count_their_articles_anew_are_told_apart() -> None:
    chapters = "".join(
        f"Chapter {number}\n{name}\n" + "".join(f"Article {at}\nThe {name.lower()} shall be kept as in year {at}.\n" for at in range(1, 5))
        for number, name in ((1, "WATERS"), (2, "LANDS"), (3, "ROADS"))
    )
    text = (
        f"AGREEMENT ON A FRONTIER\n\nNorway and Peru have agreed:\n{chapters}In witness whereof they signed.\nDone at Oslo on 4 May 1971.\n"
    )
    found = skeleton(text).articles
    assert [one.number for one in found] == [f"{chapter}:{at}" for chapter in (1, 2, 3) for at in range(1, 5)]
    assert [one.chapter for one in found[::4]] == ["Chapter 1. WATERS", "Chapter 2. LANDS", "Chapter 3. ROADS"]
    assert {one.title for one in found} == {None}


def test_chapters_after_the_words_of_signature_are_a_protocols_own() -> None:
    main = "TREATY ON KITES\n\nCHAPTER I\nArticle 1\nKites shall fly.\nArticle 2\nStrings shall hold.\nIn witness whereof they signed.\nDone at Oslo on 4 May 1971.\n"
    protocol = "PROTOCOL\nCHAPTER II\nArticle 1\nTails shall wave.\nArticle 2\nKnots shall hold.\n"
    assert [one.number for one in skeleton(main + protocol).articles] == ["1", "2"]


@pytest.mark.parametrize(
    "first",
    [
        "In all matters not named in the present\nTreaty, the nationals of both shall be free.",
        "Any State that was not at the Conference of\nOslo may accede to it.",
        "In order to watch the\nRiver, a council shall sit.",
        "The statute of the Frontier\nRivers Council is added to it.",
    ],
)
def test_the_first_line_of_a_sentence_is_no_title_though_a_capital_follows(first: str) -> None:
    one = skeleton(f"TREATY\n\nArticle 1\nBoats shall be counted.\n\nArticle 2\n{first}\n\nArticle 3\nIt ends here.\n").articles[1]
    assert one.title is None


def test_heads_of_pages_and_names_of_chapters_are_no_titles_of_articles() -> None:
    text = "TREATY\n\nArticle 1\nBoats shall be counted.\n\nPage 3\nArticle 2\nNets shall be mended.\n\nCHAPTER iv. SCOPE\nArticle 3\nIt holds at sea.\n"
    assert [one.title for one in skeleton(text).articles] == [None, None, None]


def test_a_numbered_list_of_plenipotentiaries_is_not_taken_for_the_articles() -> None:
    people = "(2) Sir John Smith, Chairman\n(3) Colonel Paul Jones, Member\n"
    paragraphs = "".join(f"{number}. The dam shall be kept in state {number}.\n" for number in range(2, 7))
    text = f"AGREEMENT ON A DAM\n\nhave appointed\n{people}who have agreed as follows\n{paragraphs}Done at Oslo on 4 May 1926.\n"
    assert [one.number for one in skeleton(text).articles] == ["2", "3", "4", "5", "6"]


def test_a_misread_numeral_and_the_number_of_a_note_before_its_place() -> None:
    assert writes("IL The", 2) == ("II", 2)
    notes = (
        "EXCHANGE OF NOTES BETWEEN PERU AND NORWAY CONCERNING COD\n\nNOTE I.\nOslo, 9 May 1967\nExcellency,\nI propose an agreement on cod.\n\n"
        "NOTE II.\nNo. 762 Oslo, 9 May 1967\nExcellency,\nI have the honour to acknowledge your note and to confirm that it is agreed.\n"
    )
    signed = read_treaty(notes).signed
    assert signed is not None
    assert (signed.date, signed.place) == ("1967-05-09", "Oslo")


@pytest.mark.parametrize(
    ("closing", "place"),
    [
        ("executed in the city of, oslo on july 3, 1978, in two copies.", "Oslo"),
        ("done in two copies.in witness whereof, they signed in the city of oslo on the third day of july 1978.", "Oslo"),
        ("Done at the City -f Oslo on the third day of July, 1978.", None),
    ],
)
def test_the_place_of_signature_is_a_city_and_not_the_words_around_it(closing: str, place: str | None) -> None:
    lead = "TREATY\n\nArticle 1\nBoats shall be counted.\n\nArticle 2\nNets shall be mended.\n\n"
    signed = read_treaty((lead if closing[0].isupper() else lead.lower().replace("article", "ARTICLE")) + closing).signed
    assert signed is not None
    assert (signed.date, signed.place) == ("1978-07-03", place)
