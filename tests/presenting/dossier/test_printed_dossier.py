"""The dossier on paper: every source with its citation, numbered pages without gaps, and nothing cut off at an edge."""

from __future__ import annotations

import re
from pathlib import Path

import pypdfium2 as pdfium
import pytest
from playwright.sync_api import Browser

from presenting.dossier.pair_of_states import ON, REGISTER, TREATY, document, event, fact, facts, on, small_store, store_of
from servanda.presenting.dossier import write_dossier
from servanda.store import Store

pytestmark = pytest.mark.browser
# Letters of a page of running text; a dossier has tables and charts beside it.
LETTERS_OF_A_PAGE = 1800
# The width of a page of A4 between its margins, in the pixels of a browser.
PAPER = round((210 - 26) / 25.4 * 96)


@pytest.fixture(scope="module")
def long_dossier(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A dossier with folds: 130 meetings in 13 documents, beside the small record."""
    folder = tmp_path_factory.mktemp("paper")
    small_store(folder / "small.duckdb")
    with Store.open(folder / "small.duckdb", write=False) as store:
        documents = list(store.documents())
    found = facts()
    for year in range(13):
        sentences = [f"In {2003 + year} envoys of China and Russia met in city number {number} of that year." for number in range(10)]
        one = document(" ".join(sentences), f"Meetings of {2003 + year}", None, publisher="A list of meetings")
        documents.append(one)
        for number, sentence in enumerate(sentences):
            found.append(fact(one, event("CONSULT", "CHN RUS", "CHN RUS"), sentence, when=on(2003 + year, number + 1, 3)))
    with Store.open(store_of(folder / "record.duckdb", tuple(documents), found), write=False) as store:
        return write_dossier(store, "CHN", "RUS", folder / "dossier.html", on=ON, register=REGISTER).path


@pytest.fixture(scope="module", params=[True, False], ids=["with scripts", "without"])
def pages(request: pytest.FixtureRequest, chromium: Browser, long_dossier: Path) -> list[str]:
    """The text of each printed page."""
    context = chromium.new_context(java_script_enabled=request.param)
    page = context.new_page()
    page.goto(long_dossier.as_uri())
    printed = pdfium.PdfDocument(page.pdf(prefer_css_page_size=True))
    context.close()
    return [one.get_textpage().get_text_range() for one in printed]


def _plain(text: str) -> str:
    """Letters and digits alone: where a line is broken is no matter."""
    return re.sub(r"[\W_]+", "", text)


def test_every_source_is_on_paper_with_its_citation(pages: list[str], long_dossier: Path) -> None:
    told = _plain("".join(pages))
    titles = [TREATY.title or "", "A meeting in Moscow", "Another count", *(f"Meetings of {2003 + year}" for year in range(13))]
    assert [title for title in titles if _plain(title) not in told] == []
    hashes = re.findall(r'title="SHA-256 ([0-9a-f]{64})"', long_dossier.read_text(encoding="utf-8"))
    assert len(hashes) == 4 + 13
    assert [one for one in hashes if one[:12] not in told] == []
    assert all(_plain(words) in told for words in ("The Evening Courier", "https://example.org/another-count", "16 July 2001"))


def test_what_is_folded_on_a_screen_is_on_paper(pages: list[str]) -> None:
    told = _plain("".join(pages))
    missing = [
        (year, number) for year in range(13) for number in range(10)
        if told.count(_plain(f"In {2003 + year} envoys of China and Russia met in city number {number} of that year")) < 2
    ]  # fmt: skip
    assert missing == []


def test_pages_are_numbered_full_and_no_more_than_needed(pages: list[str]) -> None:
    # A printed page shows its number last; what else it holds is its content.
    assert [number for number, text in enumerate(pages, 1) if f"{number}/{len(pages)}" not in "".join(text.split())] == []
    assert min(len(_plain(text)) for text in pages[:-1]) > 300
    assert len(pages) <= 2 + sum(map(len, pages)) / LETTERS_OF_A_PAGE


def test_nothing_to_click_on_is_printed(pages: list[str]) -> None:
    told = "\n".join(pages)
    assert "Save the bibliography" not in told
    assert "Skip to" not in told
    assert "a word, a name, a year" not in told


def test_nothing_is_cut_off_at_the_edge_of_the_paper(chromium: Browser, long_dossier: Path) -> None:
    page = chromium.new_page(viewport={"width": PAPER, "height": 1000})
    page.goto(long_dossier.as_uri())
    page.emulate_media(media="print")
    wide = page.evaluate(
        "width => [...document.querySelectorAll('main *')].filter(one => one.getBoundingClientRect().right > width + 1)"
        ".map(one => one.tagName + ' ' + one.textContent.slice(0, 60))",
        PAPER,
    )
    assert wide == []
    page.close()
