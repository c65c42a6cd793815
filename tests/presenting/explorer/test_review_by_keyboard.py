"""Every act of the review by the keyboard alone, in Chromium: its key is shown, does one thing, and leads on."""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import Browser, Page
from small_record import document_of, fact_on, fill

from servanda.records import Relation
from servanda.store import FactQuery

if TYPE_CHECKING:
    from exploring import Explorer

pytest_plugins = ("exploring",)
pytestmark = pytest.mark.browser

LONG = "Наши 😀 слова.\n\nPeru and Chile are friends.\nPeru and  Chile are friends, a <b>paper</b> said.\n\nNo fact stands here."


@pytest.fixture
def page(chromium: Browser, desk: Explorer) -> Iterator[Page]:
    page = chromium.new_context(viewport={"width": 1280, "height": 900}).new_page()
    faults: list[str] = []
    page.on("console", lambda message: faults.append(message.text) if message.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("request", lambda request: None if request.url.startswith(desk.root) else faults.append(request.url))
    page.goto(f"{desk.root}/?token={desk.token}")
    page.wait_for_url(f"{desk.root}/")
    yield page
    assert faults == []
    page.context.close()


def begin(page: Page, desk: Explorer, path: str = "/review", who: str = "Ann Lee") -> None:
    """Open a page and give a name by the keyboard."""
    page.goto(desk.root + path)
    page.focus("[name=who]:not([type=hidden])")
    page.keyboard.type(who)
    page.evaluate("document.activeElement.blur()")


def press(page: Page, key: str) -> None:
    with page.expect_navigation():
        page.keyboard.press(key)
    page.wait_for_load_state()


def said(desk: Explorer) -> list[tuple[str, str, str | None]]:
    return [(one.verdict, one.who, one.why) for one in desk.store.judgements()]


def shot(page: Page, name: str) -> None:
    """A picture to look at, where SERVANDA_SHOTS names a folder."""
    if folder := os.environ.get("SERVANDA_SHOTS"):
        page.screenshot(path=f"{folder}/{name}.png", full_page=True)


def test_every_key_is_shown_beside_what_it_does(page: Page, desk: Explorer) -> None:
    begin(page, desk)
    press(page, "u")
    for label, keys in (
        ("Confirm", "c"), ("Correct", "e"), ("Reject", "r"), ("Unsure", "u"), ("Skip", "s"), ("Undo", "z"), ("Note", "n"),
        ("Keep the note alone", "CtrlEnter"),
    ):  # fmt: skip
        hints = page.locator(f":is(button, a.button, label):has-text('{label}') kbd")
        assert hints.first.is_visible(), label
        assert keys in ("".join(hints.all_inner_texts()), *hints.all_inner_texts()), label
    shot(page, "review")
    declared = page.evaluate("Array.from(document.querySelectorAll('[data-key]'), one => one.dataset.key)")
    assert len(declared) == len(set(declared))


@pytest.mark.parametrize(("key", "verdict"), [("c", "confirm"), ("r", "reject"), ("u", "unsure")])
def test_one_key_judges_and_shows_the_next(page: Page, desk: Explorer, key: str, verdict: str) -> None:
    begin(page, desk)
    before = page.get_attribute("form.judge", "action")
    press(page, key)
    assert page.get_attribute("form.judge", "action") != before
    assert said(desk) == [(verdict, "Ann Lee", None)]
    press(page, key)
    assert [one[0] for one in said(desk)] == [verdict, verdict]
    assert "2 are judged" in page.inner_text("main")


def test_a_note_goes_with_the_verdict_or_stands_alone(page: Page, desk: Explorer) -> None:
    begin(page, desk)
    first = page.get_attribute("form.judge", "action")
    page.keyboard.press("n")
    page.keyboard.type("ask the embassy: c, r, u, z")
    press(page, "Control+Enter")
    assert said(desk) == [("note", "Ann Lee", "ask the embassy: c, r, u, z")]
    assert page.get_attribute("form.judge", "action") == first
    assert "Noted" in page.inner_text("[role=status]")
    page.keyboard.press("n")
    page.keyboard.type("they said no")
    page.keyboard.press("Escape")
    press(page, "r")
    assert said(desk)[1:] == [("reject", "Ann Lee", "they said no")]


def test_enter_in_the_name_leads_back_to_the_keys_and_judges_nothing(page: Page, desk: Explorer) -> None:
    page.goto(f"{desk.root}/review")
    page.focus("form.judge [name=who]")
    page.keyboard.type("Ann Lee")
    page.keyboard.press("Enter")
    page.wait_for_timeout(100)
    assert said(desk) == []
    assert page.evaluate("document.activeElement.tagName") == "BODY"
    press(page, "r")
    assert said(desk) == [("reject", "Ann Lee", None)]


def test_enter_in_a_field_judges_nothing_without_script_either(chromium: Browser, desk: Explorer) -> None:
    page = chromium.new_context(java_script_enabled=False).new_page()
    page.goto(f"{desk.root}/?token={desk.token}")
    page.wait_for_url(f"{desk.root}/")
    page.goto(f"{desk.root}/review")
    for name in ("who", "why"):
        page.fill(f"form.judge [name={name}]", "Ann Lee")
        page.press(f"form.judge [name={name}]", "Enter")
        page.wait_for_timeout(100)
    assert said(desk) == []
    page.click("form.judge button:has-text('Reject')")
    assert said(desk) == [("reject", "Ann Lee", "Ann Lee")]
    page.context.close()


def test_a_note_without_words_comes_back_with_the_reason_and_the_keys_go_on(chromium: Browser, desk: Explorer) -> None:
    page = chromium.new_context().new_page()
    page.goto(f"{desk.root}/?token={desk.token}")
    page.wait_for_url(f"{desk.root}/")
    begin(page, desk, "/review?kind=event")
    first = page.get_attribute("form.judge", "action")
    page.keyboard.press("n")
    press(page, "Control+Enter")
    assert "a note without a verdict needs its words" in page.inner_text("[role=alert]")
    assert page.get_attribute("form.judge", "action") == first
    assert page.input_value("form.judge [name=who]") == "Ann Lee"
    assert said(desk) == []
    page.keyboard.press("n")
    page.keyboard.type("now with words")
    press(page, "Control+Enter")
    assert said(desk) == [("note", "Ann Lee", "now with words")]
    assert "kind=event" in page.url
    page.context.close()


def test_a_second_undo_takes_back_the_word_before_until_none_is_left(page: Page, desk: Explorer) -> None:
    begin(page, desk)
    press(page, "r")
    press(page, "c")
    press(page, "z")
    assert "Your last word that stands: Rejected" in page.inner_text("[role=status]")
    press(page, "z")
    assert [one[0] for one in said(desk)] == ["reject", "confirm", "withdraw", "withdraw"]
    assert "Nothing is left to undo" in page.inner_text("[role=status]")
    assert desk.store.count(FactQuery(verdict="not judged")) == 7


def test_undo_goes_no_further_than_the_words_of_the_same_person(page: Page, desk: Explorer) -> None:
    begin(page, desk)
    press(page, "r")
    begin(page, desk, who="")
    page.fill("form.judge [name=who]", "Bo Berg")
    page.evaluate("document.activeElement.blur()")
    press(page, "c")
    press(page, "z")
    assert "Nothing is left to undo" in page.inner_text("[role=status]")
    assert [one[:2] for one in said(desk)] == [("reject", "Ann Lee"), ("confirm", "Bo Berg"), ("withdraw", "Bo Berg")]


def test_undo_skip_and_the_way_to_the_text_and_back(page: Page, desk: Explorer) -> None:
    begin(page, desk)
    first = page.get_attribute("form.judge", "action")
    press(page, "r")
    press(page, "z")
    assert page.get_attribute("form.judge", "action") == first
    assert [one[0] for one in said(desk)] == ["reject", "withdraw"]
    press(page, "s")
    assert page.get_attribute("form.judge", "action") != first
    press(page, "d")
    assert "/document/" in page.url
    assert page.locator("#here, .here").first.is_visible()


def test_a_correction_is_made_kept_and_taken_back_by_keys(page: Page, desk: Explorer) -> None:
    begin(page, desk, "/review?kind=relation")
    press(page, "e")
    shot(page, "correct")
    press(page, "Escape")
    press(page, "e")
    page.focus("[name=trend]")
    page.keyboard.type("worsening")
    page.focus("[name=who]")
    page.keyboard.press("Control+a")
    page.keyboard.type("Ann Lee")
    press(page, "Control+Enter")
    (kept,) = desk.store.kept(FactQuery(kinds=("relation",)))
    assert isinstance(kept.fact.claim, Relation)
    assert (kept.fact.claim.trend, kept.verdict) == ("worsening", "correct")
    press(page, "z")
    assert [kept.verdict for kept in desk.store.kept(FactQuery(kinds=("relation",)))] == [None]


def test_a_second_person_judges_by_keys_without_seeing_what_was_said(page: Page, desk: Explorer) -> None:
    begin(page, desk)
    press(page, "r")
    press(page, "c")
    page.context.clear_cookies(name="servanda_reviewer")
    page.goto(f"{desk.root}/review/second")
    page.keyboard.press("Tab")
    page.focus("main [name=who]")
    page.keyboard.type("Bo Berg")
    press(page, "Enter")
    assert "2 facts wait for your word" in page.inner_text("main")
    assert page.locator(".verdict").count() == 0
    shot(page, "second")
    press(page, "c")
    press(page, "c")
    assert "you have judged all that others have judged" in page.inner_text("main")
    assert [one[:2] for one in said(desk)][2:] == [("confirm", "Bo Berg")] * 2
    page.goto(f"{desk.root}/disagreements")
    assert page.locator(".beside-each-other section").count() == 2
    shot(page, "disagreements")
    page.goto(f"{desk.root}/agreement")
    shot(page, "agreement")


def marked(page: Page, words: str, *, occurrence: int = 0) -> None:
    """Mark words of the text as a reader does with the mouse, whatever elements lie between."""
    page.evaluate(
        """([words, occurrence]) => {
             const section = document.querySelector('section.text');
             const walker = document.createTreeWalker(section, NodeFilter.SHOW_TEXT, { acceptNode: node =>
                 node.parentElement.closest('a.at') ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT });
             const nodes = []; let whole = '';
             while (walker.nextNode()) { nodes.push([walker.currentNode, whole.length]); whole += walker.currentNode.data; }
             let at = -1; for (let n = 0; n <= occurrence; n++) { at = whole.indexOf(words, at + 1); }
             const place = offset => { const [node, start] = nodes.filter(one => one[1] <= offset).pop(); return [node, offset - start]; };
             const range = document.createRange();
             range.setStart(...place(at)); range.setEnd(...place(at + words.length - 1)); range.setEnd(range.endContainer, range.endOffset + 1);
             const chosen = getSelection(); chosen.removeAllRanges(); chosen.addRange(range);
           }""",
        [words, occurrence],
    )
    page.wait_for_function("document.querySelector('#adding [name=words]').value.length > 0")


def test_a_fact_is_added_from_marked_words_by_keys_and_taken_back(page: Page, desk: Explorer) -> None:
    document = document_of(LONG, uri="peru.txt", title="Peru")
    claim = Relation(pair=("PER", "CHL"), trend="stable", domain=None)
    fill(desk.store, (document, [fact_on(document, "Peru and Chile are friends.", claim)]))
    page.goto(f"{desk.root}/document/{document.id}")
    marked(page, "Peru and  Chile are friends, a <b>paper</b> said.")
    shot(page, "marked")
    press(page, "a")
    start = LONG.index("Peru and  Chile")
    assert f"start={start}&end={start + len('Peru and  Chile are friends, a <b>paper</b> said.')}" in page.url
    assert page.inner_text("blockquote mark").startswith("Peru and  Chile") or "Chile are friends, a <b>paper</b> said." in page.inner_text(
        "blockquote mark"
    )
    for number, kind in enumerate(("event", "statement", "position", "figure", "relation", "provision", "treaty act"), start=1):
        assert kind in page.locator(f"[data-key='{number}']").inner_text().lower()
    press(page, "5")
    shot(page, "add")
    press(page, "4")
    assert page.locator("nav.kinds [aria-current]").inner_text().startswith("figure")
    press(page, "5")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.name") == "pair"
    page.keyboard.press("End")
    page.keyboard.type("1")
    assert page.input_value("[name=pair]") == "PER, CHL1"
    page.keyboard.press("Backspace")
    assert page.input_value("[name=pair]") == "PER, CHL"
    page.focus("[name=trend]")
    page.keyboard.type("improving")
    page.focus("[name=who]")
    page.keyboard.type("Ann Lee")
    press(page, "Control+Enter")
    (kept,) = desk.store.kept(FactQuery(verdict="add"))
    assert kept.fact.spans[0].words == "Peru and  Chile are friends, a <b>paper</b> said."
    assert "Added" in page.inner_text("[role=status]")
    assert page.locator(".card", has_text="added by a person").count() == 1
    shot(page, "added")
    press(page, "z")
    assert list(desk.store.kept(FactQuery(verdict="add"))) == []


def test_words_over_marks_and_after_large_letters_are_found_at_their_place(page: Page, desk: Explorer) -> None:
    document = document_of(LONG, uri="peru.txt", title="Peru")
    claim = Relation(pair=("PER", "CHL"), trend="stable", domain=None)
    fill(desk.store, (document, [fact_on(document, "Chile are friends.", claim)]))
    page.goto(f"{desk.root}/document/{document.id}")
    marked(page, "Chile are friends", occurrence=1)
    press(page, "a")
    start = LONG.rindex("Chile are friends")
    assert (
        page.input_value("input[name=start]") == str(start) if page.locator("input[name=start]").count() else f"start={start}" in page.url
    )
    page.goto(f"{desk.root}/document/{document.id}")
    marked(page, "and Chile are friends.\nPeru")
    press(page, "a")
    assert "What is it?" in page.inner_text("main")
    page.goto(f"{desk.root}/document/{document.id}")
    press(page, "a")
    assert "The words that it rests on" in page.inner_text("main")


def test_everything_works_without_script(chromium: Browser, desk: Explorer) -> None:
    page = chromium.new_context(java_script_enabled=False).new_page()
    page.goto(f"{desk.root}/?token={desk.token}")
    # The page that takes the token leads on by itself; asking for another page meanwhile would be cut off by it.
    page.wait_for_url(lambda address: "token" not in address)
    document = next(iter(desk.store.documents()))
    page.goto(f"{desk.root}/document/{document.id}")
    page.click("#adding summary")
    page.fill("#adding [name=words]", "Trade came to 10 billion dollars.")
    page.click("#adding button")
    page.click("nav.kinds a >> nth=3")
    fields: dict[str, Any] = {"value": "1e10", "unit": "USD", "about": "CHN, USA", "who": "Ann Lee"}
    for name, value in fields.items():
        page.fill(f"[name={name}]", value)
    page.click("text=Keep the fact")
    assert desk.store.count(FactQuery(verdict="add")) == 1
    page.click("[role=status] button")
    page.goto(f"{desk.root}/review")
    page.click("text=Confirm")
    assert [one.verdict for one in desk.store.judgements()] == ["add", "withdraw", "confirm"]
    page.context.close()


def test_the_keys_that_a_page_names_are_those_that_it_has(page: Page, desk: Explorer) -> None:
    fact = next(desk.store.facts(FactQuery(limit=1)))
    for path, others in (
        ("/review", {"/", "z"}),
        (f"/fact/{fact.id}", {"/"}),
        (f"/document/{fact.document}", {"/", "j", "k", "m", "M", "Enter"}),
    ):
        page.goto(desk.root + path)
        named = set(page.locator(".keys kbd").all_inner_texts())
        declared = set(page.evaluate("Array.from(document.querySelectorAll('[data-key]'), one => one.dataset.key)"))
        assert named
        assert named <= declared | others, path
        page.keyboard.press("/")
        assert page.evaluate("document.activeElement.id") == "find"
    page.goto(f"{desk.root}/fact/{fact.id}")
    press(page, "d")
    assert page.locator("#here").is_visible()
    page.goto(f"{desk.root}/fact/{fact.id}")
    press(page, "e")
    assert page.url == f"{desk.root}/review/{fact.id}"
