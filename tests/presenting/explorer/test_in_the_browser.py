"""The explorer in Chromium: keys, accessibility, no error in the console, and nothing asked of any other machine."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import pytest
from playwright.sync_api import Browser, Page

from servanda.store import FactQuery

if TYPE_CHECKING:
    from exploring import Explorer

pytest_plugins = ("exploring",)
pytestmark = pytest.mark.browser

AXE = (Path(__file__).parents[2] / "assets" / "axe.min.js").read_text(encoding="utf-8")
PATHS = (
    "/", "/search", "/search?q=treaty", "/search?q=nothing", "/actors", "/actor/CHN", "/pairs", "/pair/CHN/RUS", "/treaties",
    "/treaty/cn-ru-2001", "/documents", "/judgements", "/export", "/review", "/review?order=consequence",
    "/review/second?who=Bo", "/disagreements", "/agreement", "/no-such-page",
)  # fmt: skip


class Seen:
    """What a page did besides being shown."""

    def __init__(self, page: Page, root: str) -> None:
        self.faults: list[str] = []
        page.on("console", lambda message: self._note(message.text) if message.type in ("error", "warning") else None)
        page.on("pageerror", lambda error: self._note(str(error)))
        page.on("request", lambda request: None if request.url.startswith(root) else self._note(request.url))

    def _note(self, told: str) -> None:
        self.faults.append(told)


def opened(chromium: Browser, explorer: Explorer, **options: Any) -> tuple[Page, Seen]:
    page = chromium.new_context(**options).new_page()
    seen = Seen(page, explorer.root)
    page.goto(f"{explorer.root}/?token={explorer.token}")
    page.wait_for_url(f"{explorer.root}/")
    return page, seen


@pytest.fixture
def page(chromium: Browser, desk: Explorer) -> Iterator[Page]:
    page, seen = opened(chromium, desk)
    yield page
    assert seen.faults == []
    page.context.close()


def places(explorer: Explorer) -> list[str]:
    """Every page, those of a document and of a fact too."""
    fact = next(explorer.store.facts(FactQuery(kinds=("event",))))
    adding = f"/document/{fact.document}/add?start=0&end={fact.spans[0].end}&kind=event"
    return [
        *PATHS,
        adding,
        f"/document/{fact.document}/add?words=o",
        f"/document/{fact.document}?fact={fact.id}",
        f"/fact/{fact.id}",
        f"/review/{fact.id}",
        f"/review/{fact.id}/correct",
    ]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nothing_serious_stands_in_the_way_of_anybody(chromium: Browser, explorer: Explorer, scheme: Literal["light", "dark"]) -> None:
    page, seen = opened(chromium, explorer, color_scheme=scheme, bypass_csp=True)
    for path in places(explorer):
        page.goto(explorer.root + path)
        for details in page.query_selector_all("details:not([open])"):
            details.evaluate("one => { one.open = true }")
        page.evaluate(AXE)
        found = page.evaluate("async () => (await axe.run()).violations.map(v => [v.impact, v.id, v.nodes.map(n => n.html).slice(0, 3)])")
        assert [one for one in found if one[0] in ("serious", "critical", "moderate")] == [], path
    assert [fault for fault in seen.faults if "404" not in fault] == []
    page.context.close()


def test_no_page_is_wider_than_a_telephone_or_a_screen_at_twice_the_size(chromium: Browser, explorer: Explorer) -> None:
    for width in (390, 640):  # 640 is a screen of 1280 at 200 %
        page, _ = opened(chromium, explorer, viewport={"width": width, "height": 800})
        for path in places(explorer):
            page.goto(explorer.root + path)
            assert page.evaluate("document.documentElement.scrollWidth") <= width, path
        page.context.close()


def test_everything_can_be_read_without_script(chromium: Browser, explorer: Explorer) -> None:
    page, seen = opened(chromium, explorer, java_script_enabled=False)
    page.click("text=China and Russia")
    page.click("text=China–Russia treaty of 2001")
    assert "in force, extended" in page.inner_text("main")
    page.fill("#find", "enemies")
    page.click(".find button")
    page.click(".facts .source a")
    assert page.inner_text("#here").startswith("President Jiang")
    assert seen.faults == []
    page.context.close()


def test_the_skip_link_comes_first_and_leads_to_the_content(page: Page) -> None:
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to the content"
    assert page.evaluate("document.activeElement.getBoundingClientRect().left") >= 0
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"


def test_keys_lead_from_fact_to_fact_in_a_document(page: Page, desk: Explorer) -> None:
    document = next(iter(desk.store.documents()))
    page.goto(f"{desk.root}/document/{document.id}")
    for number in (1, 2, 3):
        page.keyboard.press("j")
        assert page.evaluate("document.activeElement.id") == f"at-{number}"
        assert page.get_attribute(".card.current", "id") == f"fact-{number}"
        assert page.locator("mark.current").count() > 0
    page.keyboard.press("k")
    assert page.evaluate("document.activeElement.id") == "at-2"
    page.keyboard.press("Enter")
    assert page.locator("#fact-2 details").get_attribute("open") is not None
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.id") == "find"
    page.keyboard.type("jk")
    assert page.input_value("#find") == "jk"


def test_every_judgement_is_made_by_one_key(page: Page, desk: Explorer) -> None:
    page.goto(f"{desk.root}/review")
    page.fill("[name=who]", "Ann Lee")
    page.keyboard.press("Tab")
    page.evaluate("document.activeElement.blur()")
    for key in ("c", "r", "u"):
        page.keyboard.press(key)
        page.wait_for_selector("[role=status]")
        page.wait_for_load_state()
        page.wait_for_function("document.readyState === 'complete'")
    assert [one.verdict for one in desk.store.judgements()] == ["confirm", "reject", "unsure"]
    assert {one.who for one in desk.store.judgements()} == {"Ann Lee"}


def test_a_note_a_skip_and_undo_by_keys(page: Page, desk: Explorer) -> None:
    page.goto(f"{desk.root}/review")
    page.fill("[name=who]", "Ann Lee")
    page.evaluate("document.activeElement.blur()")
    page.keyboard.press("n")
    page.keyboard.type("doubtful, c and r are letters here")
    page.keyboard.press("Enter")
    assert desk.store.counts().judgements == 0
    with page.expect_navigation():
        page.keyboard.press("u")
    with page.expect_navigation():
        page.keyboard.press("z")
    with page.expect_navigation():
        page.keyboard.press("s")
    assert "skip=1" in page.url
    assert [(one.verdict, one.why) for one in desk.store.judgements()] == [
        ("unsure", "doubtful, c and r are letters here"),
        ("withdraw", None),
    ]


def test_a_correction_by_keys(page: Page, desk: Explorer) -> None:
    page.goto(f"{desk.root}/review?kind=figure")
    with page.expect_navigation():
        page.keyboard.press("e")
    page.fill("[name=value]", "12000000000")
    page.fill("[name=who]", "Ann Lee")
    with page.expect_navigation():
        page.keyboard.press("Control+Enter")
    (kept,) = desk.store.kept(FactQuery(kinds=("figure",)))
    assert kept.verdict == "correct"
    assert "Corrected" in page.inner_text("[role=status]")
    with page.expect_navigation():
        page.keyboard.press("z")
    assert [kept.verdict for kept in desk.store.kept(FactQuery(kinds=("figure",)))] == [None]


def test_a_dossier_opens_under_its_own_policy(chromium: Browser, explorer: Explorer) -> None:
    page, seen = opened(chromium, explorer)
    reply = page.goto(f"{explorer.root}/pair/CHN/RUS/dossier")
    assert reply is not None
    assert reply.status == 200
    policy = reply.headers["content-security-policy"]
    assert "'sha256-" in policy
    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy
    assert seen.faults == []
    kept = explorer.get("/pair/CHN/RUS/dossier.html")
    assert kept.headers["content-disposition"] == 'attachment; filename="dossier_CHN_RUS.html"'
    page.context.close()
