"""Pages of different shapes, in our own words: what must stay coded begins with the mark `[coded]`, which is taken off."""

import re
from pathlib import Path

import pytest

from servanda.reading import read_bytes
from servanda.reading.assembly import coded_text
from servanda.records import Document
from servanda.vocabulary.page_rules import check_page_rules, page_rules

PAGES = Path(__file__).parent / "pages"
MARKED = ("agency", "inline_box", "government", "portal", "cards", "comments", "scholarly", "interview")
# The lead of these two is known by its words: a mark in front of it would hide its dateline or its place below the byline.
LEADS = {"agency": ("NORTHPORT, March 5",), "portal": ("Trade across the southern",)}
OPEN = {"scholarly": {"Abstract", "Conclusion"}, "government": {"Foreign ministers meet on the border question", "Further information"}}


def read_page(name: str) -> tuple[Document, list[str]]:
    written = (PAGES / f"{name}.txt").read_text(encoding="utf-8")
    wanted = [line.removeprefix("[coded] ") for line in written.splitlines() if line.startswith(("[coded] ", *LEADS.get(name, ())))]
    text = re.sub(r"(?m)^\[coded\] ", "", written)
    (document,) = read_bytes(text.encode(), f"{name}.txt")
    assert isinstance(document, Document)
    assert document.text == text
    return document, wanted


@pytest.mark.parametrize("name", MARKED)
def test_the_article_and_nothing_else_is_coded(name: str) -> None:
    document, wanted = read_page(name)
    coded = [line.strip() for line in coded_text(document.text, document.regions).splitlines() if line.strip()]
    assert [line for line in coded if line not in OPEN.get(name, set())] == wanted


def test_a_treaty_has_no_boilerplate() -> None:
    document, _ = read_page("accord")
    assert document.regions == ()
    assert document.title == "ACCORD ON THE SHARED LAKE"


@pytest.mark.parametrize(
    ("name", "title", "author", "published"),
    [
        ("agency", "Two Neighbours Reopen the Northern Rail Bridge", "Ada Reed and Omar Silva", "2004-03-05"),
        ("inline_box", "What the River Treaty Left Open", "Jonas Weber", None),
        ("government", "Foreign ministers meet on the border question", None, "2016-05-03"),
        ("portal", "Border Trade Grows for a Third Year", "Li Na", "2005-09-14"),
        ("cards", "The Day the Fence Came Down", None, None),
        ("comments", "Why Nobody Signed in Spring", "Mara Lind", "2011-04-02"),
    ],
)
def test_title_author_and_date_are_read_off_the_page(name: str, title: str, author: str | None, published: str | None) -> None:
    document, _ = read_page(name)
    moment = document.published.as_moment() if document.published else None
    assert (document.title, document.author, moment.isoformat() if moment else None) == (title, author, published)


@pytest.mark.parametrize(
    "text",
    [
        "Treaty Signed in Northport",
        "Read more",
        "The two ministers met in Northport on Friday.",
        "Follow us\nShare this\nContact us",
        "Ministers discussed the lake\nThe ministers met on the shore. They spoke for an hour.",
    ],
)
def test_a_short_text_stays_coded(text: str) -> None:
    (document,) = read_bytes(text.encode(), "short.txt")
    assert isinstance(document, Document)
    assert document.regions == ()


def test_every_rule_keeps_its_examples() -> None:
    assert check_page_rules() == []
    assert len({rule.id for rule in page_rules()}) == len(page_rules())


@pytest.mark.parametrize("unit", ["a ", "read more ", "A", " - ", "by A. ", "(", "home > ", "x|", "share this ", "\u00a9 ", "1/", "photo "])
def test_no_rule_is_slow_on_hostile_lines(unit: str) -> None:
    import time  # noqa: PLC0415 - only this test measures

    line = (unit * 300)[:299] + "!"
    begin = time.perf_counter()
    for rule in page_rules():
        rule.fits(line)
    assert time.perf_counter() - begin < 0.1
