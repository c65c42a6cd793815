"""The pages of a pair and of a treaty in Chromium: parts renewed in place, with the same outcome as without script."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import pytest
from playwright.sync_api import Browser, Page, expect

from servanda.presenting.explorer.pair_parts import PARTS

if TYPE_CHECKING:
    from exploring import Explorer

pytest_plugins = ("exploring", "told_record")
pytestmark = pytest.mark.browser

AXE = (Path(__file__).parents[2] / "assets" / "axe.min.js").read_text(encoding="utf-8")
PAIR, TREATY = "/pair/CHN/RUS", "/treaty/cn-ru-2001"
PATHS = (PAIR, f"{PAIR}?since=2003-01&until=2003-12", *(f"{PAIR}/{part}" for part in PARTS), TREATY, f"{TREATY}?on=1995-01-01",
         "/treaty/new-start-2010?on=2023-06-01", "/treaty/npt-1968", "/pair/BRA/KEN", "/search?q=china")  # fmt: skip


def entered(chromium: Browser, explorer: Explorer, faults: list[str], **options: Any) -> Page:
    page = chromium.new_context(**options).new_page()
    page.on("console", lambda message: faults.append(message.text) if message.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("request", lambda request: None if request.url.startswith(explorer.root) else faults.append(request.url))
    page.goto(f"{explorer.root}/?token={explorer.token}")
    page.wait_for_url(f"{explorer.root}/")
    return page


@pytest.fixture
def page(chromium: Browser, told: Explorer) -> Iterator[Page]:
    faults: list[str] = []
    page = entered(chromium, told, faults)
    yield page
    assert faults == []
    page.context.close()


@pytest.fixture
def plain(chromium: Browser, told: Explorer) -> Iterator[Page]:
    """A browser without script."""
    faults: list[str] = []
    page = entered(chromium, told, faults, java_script_enabled=False)
    yield page
    assert faults == []
    page.context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nothing_serious_stands_in_the_way_of_anybody(chromium: Browser, told: Explorer, scheme: Literal["light", "dark"]) -> None:
    faults: list[str] = []
    page = entered(chromium, told, faults, color_scheme=scheme, bypass_csp=True)
    for path in PATHS:
        page.goto(told.root + path)
        page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true })")
        page.evaluate(AXE)
        found = page.evaluate("async () => (await axe.run()).violations.map(v => [v.impact, v.id, v.nodes.map(n => n.html).slice(0, 3)])")
        assert [one for one in found if one[0] in ("serious", "critical", "moderate")] == [], path
    assert faults == []
    page.context.close()


def test_no_page_is_wider_than_a_telephone_or_a_screen_at_twice_the_size(chromium: Browser, told: Explorer) -> None:
    for width in (390, 640):
        page = entered(chromium, told, [], viewport={"width": width, "height": 800})
        for path in PATHS:
            page.goto(told.root + path)
            assert page.evaluate("document.documentElement.scrollWidth") <= width, (width, path)
        page.context.close()


def test_kinds_are_chosen_without_a_new_page_and_the_way_back_works(page: Page, told: Explorer) -> None:
    page.goto(told.root + PAIR)
    page.evaluate("window.same = true")
    page.check("#kind-figure")
    expect(page.locator("#timeline .many")).to_have_text("2")
    assert page.evaluate("window.same")
    assert page.url == f"{told.root}{PAIR}?kind=figure"
    assert page.evaluate("document.activeElement.id") == "kind-figure"
    page.check("#kind-event")
    expect(page.locator("#timeline .many")).to_have_text("4")
    assert page.url == f"{told.root}{PAIR}?kind=event&kind=figure"
    page.go_back()
    expect(page.locator("#timeline .many")).to_have_text("2")
    assert page.is_checked("#kind-figure")
    assert not page.is_checked("#kind-event")


def test_a_bar_and_a_stretch_of_bars_zoom_the_chart(page: Page, told: Explorer) -> None:
    page.goto(told.root + PAIR)
    page.evaluate("window.same = true")
    page.click(".bars a[data-since='2003'] .slot")
    expect(page.locator(".windows strong")).to_have_text("2003 to 2003")
    assert page.url == f"{told.root}{PAIR}?since=2003&until=2003"
    slots = page.locator(".bars a")
    assert slots.count() == 12
    box = [slots.nth(number).locator(".slot").bounding_box() for number in (3, 6)]
    assert box[0]
    assert box[1]
    page.mouse.move(box[0]["x"] + 3, box[0]["y"] + 40)
    page.mouse.down()
    page.mouse.move(box[1]["x"] + 3, box[1]["y"] + 40, steps=5)
    assert page.locator(".bars .taken").count() == 4
    page.mouse.up()
    expect(page.locator(".windows strong")).to_have_text("2003-04 to 2003-07")
    assert page.evaluate("window.same")
    page.click("text=Show all years")
    expect(page.locator(".windows")).to_have_count(0)


def test_what_cannot_be_asked_is_said_on_a_page_of_its_own(chromium: Browser, told: Explorer) -> None:
    page = entered(chromium, told, [])
    page.goto(told.root + PAIR)
    page.fill("#narrow-since", "yesterday")
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_contain_text("since is not a date")
    page.context.close()


def test_the_slider_moves_the_day_and_the_status_follows(page: Page, told: Explorer) -> None:
    page.goto(told.root + TREATY)
    page.evaluate("window.same = true")
    assert page.inner_text(".answer .big") == "in force, extended"
    page.focus("#day")
    page.keyboard.press("Home")
    first = page.get_attribute("#day", "data-first")
    expect(page.locator(".answer .on")).to_have_text(f"On {first}")
    assert page.inner_text(".answer .big") == "not yet concluded"
    assert page.url == f"{told.root}{TREATY}?on={first}"
    assert page.evaluate("window.same")
    assert page.evaluate("document.activeElement.id") == "day"
    page.keyboard.press("ArrowRight")
    expect(page.locator(".answer .on")).not_to_have_text(f"On {first}")
    page.fill("#on", "2001-12-31")
    page.click(".answer .period button")
    expect(page.locator(".answer .big")).to_have_text("not in force")
    page.click(".strip a[aria-label^='in force, 2002-02-28']")
    expect(page.locator(".answer .big")).to_have_text("in force")


def test_the_same_works_without_script(plain: Page, told: Explorer) -> None:
    plain.goto(told.root + PAIR)
    plain.check("#kind-figure")
    plain.click("#narrow button")
    assert plain.inner_text("#timeline .many") == "2"
    plain.goto(told.root + PAIR)
    plain.click(".bars a[data-since='2003'] .slot", force=True)
    assert "2003 to 2003" in plain.inner_text(".windows")
    plain.goto(told.root + TREATY)
    plain.focus("#day")
    plain.keyboard.press("Home")
    plain.click("text=Show this day")
    assert plain.inner_text(".answer .big") == "not yet concluded"
    plain.goto(f"{told.root}{PAIR}/positions")
    plain.click(".stance summary >> nth=0")
    plain.click("text=News >> nth=0")
    assert "missile defence" in plain.inner_text("#here")


def test_very_many_hits_are_counted_once_the_page_is_there(page: Page, told: Explorer, monkeypatch: pytest.MonkeyPatch) -> None:
    from servanda.presenting.explorer import searching  # noqa: PLC0415 - the limit is lowered where the server reads it

    monkeypatch.setattr(searching, "COUNTED", 1)
    page.goto(f"{told.root}/search?q=china")
    expect(page.locator(".facets")).to_contain_text("Year of the document")
    assert not re.search("counts=", page.url)


def test_nothing_of_the_pages_is_left_in_the_browser(page: Page, told: Explorer) -> None:
    page.goto(told.root + PAIR)
    page.check("#kind-figure")
    expect(page.locator("#timeline .many")).to_have_text("2")
    # htmx notes the address, and would keep whole pages if it were let.
    kept = page.evaluate("Object.values(localStorage).concat(Object.values(sessionStorage))")
    assert kept == [f"{PAIR}?kind=figure"]


NARROW = {"viewport": {"width": 390, "height": 844}}
FOLDED = (PAIR, f"{PAIR}/promises", f"{PAIR}/positions", TREATY, "/actor/CHN")


def test_a_narrow_screen_folds_long_parts_and_links_open_them(chromium: Browser, told: Explorer) -> None:
    faults: list[str] = []
    page = entered(chromium, told, faults, **NARROW)
    for path in FOLDED:
        page.goto(f"{told.root}{path}")
        assert page.locator("details.fold").count() > 0
        assert page.locator("details.fold[open]").count() == 0
        assert page.evaluate("document.documentElement.scrollWidth") <= 390
        assert page.evaluate("document.documentElement.scrollHeight") < 4 * 844
    page.goto(f"{told.root}{PAIR}")
    page.locator('.brief-card[href$="#treaties"]').click()
    expect(page.locator("#fold-treaties")).to_have_attribute("open", "")
    page.locator("#fold-narrow summary").click()
    page.locator("#kind-event").check()
    page.wait_for_url(re.compile("kind=event"))
    expect(page.locator("#fold-narrow")).to_have_attribute("open", "")
    expect(page.locator("#fold-stretch-1")).not_to_have_attribute("open", "")
    page.locator("#fold-stretch-1 > summary").click()
    expect(page.locator("#fold-stretch-1 .fact").first).to_be_visible()
    page.goto(f"{told.root}{PAIR}/promises#provisions")
    # An aim that is no text of an address leaves the script at work.
    page.goto(f"{told.root}{PAIR}#%")
    expect(page.locator("#fold-treaties")).not_to_have_attribute("open", "")
    page.goto(f"{told.root}{TREATY}#acts")
    expect(page.locator("#fold-acts")).to_have_attribute("open", "")
    assert faults == []
    page.context.close()


def test_nothing_is_folded_without_script_on_a_wide_screen_or_on_paper(chromium: Browser, told: Explorer) -> None:
    for options in (NARROW | {"java_script_enabled": False}, {"viewport": {"width": 1280, "height": 900}}):
        page = entered(chromium, told, [], **options)
        for path in FOLDED:
            page.goto(f"{told.root}{path}")
            assert page.locator("details.fold:not([open])").count() == 0
        page.context.close()
    page = entered(chromium, told, [], **NARROW)
    page.goto(f"{told.root}{PAIR}")
    page.emulate_media(media="print")
    expect(page.locator("#fold-stretch-1 .fact").first).to_be_visible()
    expect(page.locator("#brief .index li").first).to_be_visible()
    page.context.close()
