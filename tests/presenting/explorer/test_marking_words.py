"""Words of a document are marked with the mouse or by keys alone, and become a fact of any kind."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import Browser, Page
from small_record import document_of, fact_on, fill

from servanda.records import KINDS, Relation
from servanda.store import FactQuery

if TYPE_CHECKING:
    from exploring import Explorer

pytest_plugins = ("exploring",)
pytestmark = pytest.mark.browser

# Emoji count as one character here and as two in a browser; "Peru …" stands twice.
TEXT = "Наши 😀 слова\n\nPeru and Chile are friends. A paper said so twice. Peru and Chile are friends.\n\nNobody had asked it."
# What a person has to fill in of each kind, besides their name.
FORMS = {
    "event": {"sources": "PER: Peru", "type": "CONSULT"},
    "statement": {"speakers": "PER: Peru", "content": "they are friends"},
    "position": {"holders": "PER", "stance": "support", "target.words": "friendship"},
    "figure": {"value": "2", "unit": "persons", "about": "PER"},
    "relation": {"pair": "PER, CHL", "trend": "improving"},
    "provision": {"bearers": "PER", "toward": "CHL", "force": "must", "type": "consultation"},
    "treaty_act": {"parties": "PER, CHL", "act": "signature"},
}


@pytest.fixture
def page(chromium: Browser, desk: Explorer) -> Iterator[Page]:
    document = document_of(TEXT, uri="peru.txt", title="Peru")
    claim = Relation(pair=("PER", "CHL"), trend="stable", domain=None)
    fill(desk.store, (document, [fact_on(document, "Peru and Chile are friends.", claim)]))
    page = chromium.new_context(viewport={"width": 1280, "height": 900}).new_page()
    faults: list[str] = []
    page.on("console", lambda message: faults.append(message.text) if message.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.goto(f"{desk.root}/?token={desk.token}")
    page.wait_for_url(f"{desk.root}/")
    page.goto(f"{desk.root}/document/{document.id}")
    yield page
    assert faults == []
    page.context.close()


def chosen(page: Page) -> str:
    """The words that are marked, as the form has them."""
    page.wait_for_timeout(50)
    return page.input_value("#adding [name=words]")


def press(page: Page, key: str) -> None:
    with page.expect_navigation():
        page.keyboard.press(key)
    page.wait_for_load_state()


def test_marking_with_the_mouse_moves_no_word_and_shows_the_way_on(page: Page) -> None:
    ends = """() => { const walk = document.createTreeWalker(document.querySelector('section.text'), NodeFilter.SHOW_TEXT);
                      let node; while ((node = walk.nextNode())) { if (node.data.includes('Nobody')) break; }
                      const range = document.createRange(); const at = node.data.indexOf('Nobody');
                      range.setStart(node, at); range.setEnd(node, at + 'Nobody had asked it'.length);
                      const box = range.getBoundingClientRect(); return [box.left, box.right, box.top + box.height / 2]; }"""
    left, right, middle = page.evaluate(ends)
    assert not page.is_visible("button.marked")
    page.mouse.move(left + 0.5, middle)
    page.mouse.down()
    page.mouse.move((left + right) / 2, middle)
    page.wait_for_timeout(50)
    page.mouse.move(right - 0.5, middle)
    page.mouse.up()
    assert chosen(page) == "Nobody had asked it"
    assert page.evaluate(ends) == [left, right, middle]
    with page.expect_navigation():
        page.click("button.marked")
    assert page.inner_text("blockquote mark") == "Nobody had asked it"


def test_keys_alone_mark_sentence_after_sentence_and_less_of_one(page: Page) -> None:
    seen = []
    for key in "mmmmmmM":
        page.keyboard.press(key)
        seen.append(chosen(page))
    assert seen == [
        "Наши 😀 слова", "Peru and Chile are friends.", "A paper said so twice.", "Peru and Chile are friends.",
        "Nobody had asked it.", "Nobody had asked it.", "Peru and Chile are friends.",
    ]  # fmt: skip
    page.keyboard.press("Shift+ArrowLeft")
    assert chosen(page) == "Peru and Chile are friends"
    press(page, "a")
    start = TEXT.rindex("Peru and Chile")
    assert page.evaluate("document.querySelector('a[data-key=\"1\"]').search").startswith(f"?start={start}&end={start + 26}&")


def test_marking_begins_at_the_fact_that_one_has_come_to_and_leaves_fields_alone(page: Page) -> None:
    page.keyboard.press("j")
    page.keyboard.press("m")
    assert chosen(page) == "Peru and Chile are friends."
    page.click("#adding summary")
    page.focus("#adding [name=words]")
    page.keyboard.press("m")
    assert page.input_value("#adding [name=words]").count("m") == 1


@pytest.mark.parametrize("kind", KINDS)
def test_a_fact_of_every_kind_is_added_by_keys_alone(page: Page, desk: Explorer, kind: str) -> None:
    for _ in range(3):
        page.keyboard.press("m")
    press(page, "a")
    press(page, str([*KINDS].index(kind) + 1))
    for name, value in {**FORMS[kind], "who": "Ann Lee"}.items():
        page.focus(f"[name='{name}']")
        page.keyboard.press("Control+a")
        page.keyboard.type(value)
    press(page, "Control+Enter")
    (kept,) = desk.store.kept(FactQuery(verdict="add"))
    assert (kept.fact.kind, kept.fact.spans[0].words) == (kind, "A paper said so twice.")
    press(page, "z")
    assert list(desk.store.kept(FactQuery(verdict="add"))) == []
