"""The dossier in a browser: hostile texts do nothing, nothing is asked of a network, and everybody can read it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest
from playwright.sync_api import Browser, Page

from presenting.dossier.pair_of_states import ON, REGISTER, RIVAL, document, event, fact, on, small_store, store_of
from servanda.presenting.dossier import write_dossier
from servanda.records import Position, Speaker, Statement, Target
from servanda.store import Store

pytestmark = pytest.mark.browser

AXE = Path(__file__).resolve().parents[2] / "assets" / "axe.min.js"
HOSTILE = (
    "<script>window.hit = 1</script>",
    "</script><script>window.hit = 1</script>",
    "</title><svg onload=window.hit=1>",
    "<img src=x onerror=window.hit=1>",
    "\"><img src=x onerror='window.hit=1'>",
    "' onmouseover='window.hit=1",
    "<a href=javascript:window.hit=1>",
    "{{ 7 * 7 }}{% for x in () %}",
    "${7*7} #{7*7} <%= 7*7 %>",
    "<!--<script>window.hit = 1//-->",
    "]]><script>window.hit = 1</script>",
    "</style><style>body { display: none }</style>",
    "<meta http-equiv=refresh content=0;url=https://example.org>",
    "\u2028window.hit = 1\u2029",
    "\u202egnp.exe\u202c \u2066hidden\u2069",
    "<iframe srcdoc='<script>parent.hit=1</script>'>",
    "&lt;script&gt;window.hit=1&lt;/script&gt;",
    "<base href=https://example.org/>",
    "<form action=https://example.org><button>",
    "\x1b[31mred\x07",
)


def _open(chromium: Browser, path: Path, **options: object) -> Iterator[tuple[Page, list[str]]]:
    """The page with everything that it complains of or asks for."""
    context = chromium.new_context(**options)  # type: ignore[arg-type] # options of Playwright, named in each test
    page = context.new_page()
    told: list[str] = []
    page.on("console", lambda message: told.append(f"console: {message.text}"))
    page.on("pageerror", lambda error: told.append(f"error: {error}"))
    page.on("request", lambda request: told.append(f"request: {request.url}") if not request.url.startswith("file:") else None)
    page.on("dialog", lambda dialog: told.append(f"dialog: {dialog.message}"))
    page.goto(path.as_uri())
    yield page, told
    context.close()


@pytest.fixture(scope="module")
def dossier(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("page")
    with Store.open(small_store(folder / "record.duckdb"), write=False) as store:
        return write_dossier(store, "CHN", "RUS", folder / "dossier.html", on=ON, register=REGISTER).path


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A dossier in which every text from outside is hostile: body, title, publisher, address, names and words of claims."""
    folder = tmp_path_factory.mktemp("hostile")
    documents, found = [], []
    for number, words in enumerate(HOSTILE):
        sentence = f"China and Russia met {words} in {number}."
        one = document(
            sentence + " Much was said.", words, None, uri=f"javascript:window.hit={number}//{words}", publisher=words, author=words
        )
        one = msgspec.structs.replace(one, published=RIVAL.published)
        speaker = Speaker("CHN", "GOV", words, words)
        documents.append(one)
        found += [
            fact(one, event("CONSULT", "CHN RUS", "CHN RUS"), sentence, words, when=on(2010, 1, 1 + number), by=speaker),
            fact(one, Statement(speakers=(speaker,), audience=(), cue=words, content=words, direct=True), sentence),
            fact(one, Position(holders=("CHN",), holder_words=words, stance="support", target=Target(None, words)), sentence),
        ]
    path = store_of(folder / "record.duckdb", tuple(documents), found)
    with Store.open(path, write=False) as store:
        return write_dossier(store, "CHN", "RUS", folder / "hostile.html", on=ON, register=REGISTER).path


def test_hostile_texts_are_only_texts(chromium: Browser, hostile: Path) -> None:
    for page, told in _open(chromium, hostile):
        for fold in page.locator("details > summary").all():
            fold.evaluate("one => one.parentElement.open = true")
        page.mouse.move(300, 400)
        assert page.evaluate("window.hit") is None
        assert told == []
        assert page.evaluate("document.querySelectorAll('script, style, iframe, img, form, base, object').length") == 4
        assert page.evaluate("[...document.links].filter(one => !one.getAttribute('href').startsWith('#')).length") == 0
        assert page.locator("body").is_visible()
        shown = page.locator("#sources").inner_text()
        for words in HOSTILE:
            # Signs that steer the direction of writing or a terminal are shown as signs, so they are left out of the comparison.
            letters = re.sub(r"[\u2028\u2029\u202a-\u202e\u2066-\u2069\x00-\x1f]", " ", words).split()
            assert all(letter in shown for letter in letters), words


def test_no_direction_marks_are_left(hostile: Path) -> None:
    assert not re.search(r"[\u202a-\u202e\u2066-\u2069\x00-\x09\x0b-\x1f]", hostile.read_text(encoding="utf-8"))


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
def test_everybody_can_read_it(chromium: Browser, dossier: Path, scheme: str, width: int) -> None:
    for page, told in _open(chromium, dossier, viewport={"width": width, "height": 900}, color_scheme=scheme, bypass_csp=True):
        page.evaluate(AXE.read_text(encoding="utf-8"))
        findings = page.evaluate("axe.run().then(result => result.violations.map(one => [one.impact, one.id, one.nodes[0].html]))")
        assert [one for one in findings if one[0] in ("serious", "critical", "moderate")] == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert told == []


def test_it_runs_under_its_own_policy_from_disk(chromium: Browser, dossier: Path) -> None:
    for page, told in _open(chromium, dossier):
        assert page.locator("#filter").is_visible()
        page.fill("#filter", "shield oppose")
        page.fill("#filter", "shield")
        assert "entries" in page.locator("#filtered").inner_text()
        assert not page.locator("#statements li").first.is_visible()
        page.keyboard.press("Escape")
        assert page.locator("#statements li").first.is_visible()
        dark = page.evaluate("getComputedStyle(document.body).backgroundColor")
        page.click("#theme")
        assert page.evaluate("getComputedStyle(document.body).backgroundColor") != dark
        assert told == []


def test_a_fact_leads_to_its_sentence_and_back(chromium: Browser, dossier: Path) -> None:
    for page, _ in _open(chromium, dossier):
        page.locator("#timeline a[href^='#S']").first.click()
        number = page.evaluate("location.hash.slice(1)")
        sentence = page.locator(f"#{number}")
        assert "mark" in sentence.inner_html()
        sentence.locator("small a").first.click()
        assert page.evaluate("document.querySelector(location.hash) !== null")


def test_at_200_percent_nothing_runs_off_the_side(chromium: Browser, dossier: Path) -> None:
    for page, _ in _open(chromium, dossier, viewport={"width": 640, "height": 450}, device_scale_factor=2):
        assert page.evaluate("document.documentElement.scrollWidth") <= 640


def test_on_a_narrow_screen_tables_of_words_are_read_without_moving_sideways(chromium: Browser, dossier: Path) -> None:
    for page, _ in _open(chromium, dossier, viewport={"width": 390, "height": 844}):
        page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true })")
        wide = page.evaluate("[...document.querySelectorAll('.stack')].map(one => [one.scrollWidth, one.parentElement.clientWidth])")
        assert len(wide) >= 3
        assert all(table <= room for table, room in wide)


def test_the_bibliography_is_saved_from_the_page(chromium: Browser, dossier: Path) -> None:
    for page, told in _open(chromium, dossier, accept_downloads=True):
        with page.expect_download() as download:
            page.click("#save")
        assert len(json.loads(Path(download.value.path()).read_bytes())) == 4
        assert [one for one in told if not one.startswith("request: blob:")] == []


def test_without_script_everything_is_there(chromium: Browser, dossier: Path) -> None:
    for page, _ in _open(chromium, dossier, java_script_enabled=False):
        assert not page.locator("#filter").is_visible()
        assert page.locator("#sources").is_visible()


def test_printed_it_holds_every_source(chromium: Browser, dossier: Path) -> None:
    for page, _ in _open(chromium, dossier):
        page.emulate_media(media="print")
        assert not page.locator("nav").is_visible()
        assert page.pdf().startswith(b"%PDF")
        for sentence in page.locator("#sources li").all():
            assert sentence.is_visible()
