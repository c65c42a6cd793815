"""Whatever a text, a name or a note says: no page runs it, and no page and no export breaks."""

from __future__ import annotations

import csv
import html.parser
import io
import json
import re
import urllib.parse
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from typing import TYPE_CHECKING

import duckdb
import msgspec
import pytest
from hostile_strings import hostile_strings
from playwright.sync_api import Browser, Dialog
from small_record import document_of, fact_on, fill

from servanda.presenting.explorer.app import STATIC
from servanda.presenting.explorer.pair_parts import PARTS
from servanda.records import Actor, Document, Event, Fact, Position, Speaker, Target
from servanda.store import FactQuery, Store
from strategies import MORNING

if TYPE_CHECKING:
    from exploring import Explorer

pytest_plugins = ("exploring",)

STRINGS = hostile_strings()
# What a spreadsheet program would take for a formula, seen with no knowledge of how the guard is written.
FORMULA = re.compile(r"^[\s\u200b\u2060\ufeff]*[=+\-@\uff1d\uff0b\uff0d\uff20]")
TAGS = frozenset(
    "html head meta title link script body a header nav form label input button main h1 h2 h3 p ul ol li section article aside div span "
    "strong bdi blockquote mark q time table thead tbody tr th td dl dt dd details summary footer select option textarea fieldset legend "
    "kbd meter code figure figcaption svg g text rect line path circle".split()
)
SCRIPTS = frozenset(f"/static/{name}" for name in STATIC if name.endswith(".js"))
ADDRESSES = frozenset({"href", "src", "hx-get", "action", "formaction", "data", "poster", "xlink:href", "srcdoc", "style", "background"})


def coded(number: int, words: str) -> tuple[Document, list[Fact]]:
    """A document that says the words in every place that it has."""
    text = f"{number}. {words} met Russia. {words}"
    evidence = text[: len(f"{number}. {words} met Russia.")]
    document = document_of(text, uri=words, title=words, author=words, publisher=words, language=words, problems=(words,), source_id=words)
    actor = Actor("CHN", words, words)
    event = Event(
        sources=(actor,), targets=(Actor(None, None, words),), type="CONSULT", of=None, mode=words, contexts=(words,), cameo=words,
        reciprocal=False, location=words,
    )  # fmt: skip
    speaker = Speaker(None, words, words, words)
    stance = Position(holders=("CHN", words), holder_words=words, stance="oppose", target=Target(words, words))
    return document, [fact_on(document, evidence, event, rule=words, asserted_by=speaker), fact_on(document, evidence, stance)]


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with Store.open(tmp_path_factory.mktemp("hostile") / "s.duckdb", write=True) as store:
        whole = [coded(number, words) for number, words in enumerate(STRINGS)]
        fill(store, *whole)
        store.record_input(1, STRINGS[0], "failed", reason=STRINGS[0])
        for (_, facts), words in zip(whole, STRINGS, strict=True):
            who = words if words.isprintable() else "Ann"
            store.judge(facts[0].id, "unsure", who=who, why=words, at=MORNING)
            store.judge(facts[0].id, "confirm", who="Bo", why=words, at=MORNING)
            store.judge(facts[1].id, "note", who=who, why=words, at=MORNING)
            store.judge(facts[1].id, "correct", who="Bo", at=MORNING, corrected=msgspec.structs.replace(facts[1], certainty="denied"))
            store.judge(
                facts[1].id,
                "correct",
                who=who,
                at=MORNING,
                corrected=msgspec.structs.replace(facts[1], asserted_by=Speaker(None, words, words, words)),
            )
        yield store


class Checked(html.parser.HTMLParser):
    """Reads a page as a browser does and notes what is none of ours."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.faults: list[str] = []
        self.addresses: set[str] = set()
        self.words: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in TAGS:
            self.faults.append(f"<{tag}>")
        for name, value in attrs:
            if (
                name.startswith("on")
                or name == "style"
                or (tag == "script" and not (name == "src" and value in SCRIPTS) and (name, value) != ("defer", None))
            ):
                self.faults.append(f"{tag} {name}={value}")
            if name in ADDRESSES and not re.match(r"(/(?!/)|#|\?)", value or ""):
                self.faults.append(f"{tag} {name}={value}")
            if name == "href" and value and value.startswith("/"):
                self.addresses.add(value.partition("#")[0])

    def handle_data(self, data: str) -> None:
        self.words.append(data)


def checked(explorer: Explorer, path: str) -> Checked:
    reply = explorer.get(path)
    assert reply.status == 200, path
    page = Checked()
    page.feed(reply.text)
    page.close()
    assert page.faults == [], path
    return page


def test_there_are_three_hundred() -> None:
    assert len(set(STRINGS)) >= 300


def test_no_page_holds_an_element_or_address_that_is_not_ours(
    hostile: Store, serve: Callable[[Store], AbstractContextManager[Explorer]]
) -> None:
    with serve(hostile) as explorer:
        lists = [
            "/",
            "/documents",
            "/documents?page=2",
            "/pair/CHN/RUS",
            *(f"/pair/CHN/RUS/{part}" for part in PARTS),
            "/treaty/cn-ru-2001",
            "/judgements",
            "/disagreements",
            "/agreement",
            "/review/second?who=Cy",
            "/review?order=consequence",
            "/search?kind=event",
            "/search?kind=position&page=4",
            "/actor/CHN",
            "/pairs",
            "/actors",
            "/export",
        ]
        pages = {path: checked(explorer, path) for path in lists}
        told = "".join((*pages["/documents"].words, *pages["/documents?page=2"].words))
        assert all(words.replace("\r\n", "\n").replace("\r", "\n") in told.replace("\r\n", "\n").replace("\r", "\n") for words in STRINGS)
        for number, document in enumerate(hostile.documents()):
            page = checked(explorer, f"/document/{urllib.parse.quote(document.id)}")
            words = urllib.parse.quote(document.uri)
            checked(explorer, f"/document/{urllib.parse.quote(document.id)}/add?words={words}&kind={'event' if number % 2 else words}")
            if number % 12 == 0:
                for address in page.addresses:
                    if address.startswith(("/fact/", "/review/")):
                        checked(explorer, address)
        for fact in list(hostile.facts(FactQuery(rejected=True)))[::24]:
            checked(explorer, f"/review/{fact.id}")
            checked(explorer, f"/review/{fact.id}/correct")


def test_whatever_is_asked_no_page_breaks_or_runs_it(hostile: Store, serve: Callable[[Store], AbstractContextManager[Explorer]]) -> None:
    with serve(hostile) as explorer:
        for number, words in enumerate(STRINGS):
            asked = urllib.parse.quote(words, safe="")
            paths = [
                f"/search?q={asked}", f"/search?actor={asked}&type={asked}&document={asked}", f"/search?kind={asked}", f"/search?since={asked}",
                f"/document/{asked}", f"/fact/{asked}", f"/treaty/{asked}", f"/actor/{asked}", f"/pair/CHN/{asked}", f"/treaty/cn-ru-2001?on={asked}",
                f"/review?skip={asked}&done={asked}&kind=", f"/search?page={asked}", f"/static/{asked}", f"/{asked}", f"/export?actor={asked}",
                f"/review/second?who={asked}&kind=", f"/document/{asked}/add?words={asked}", f"/review/{asked}/correct?as=judged",
                f"/pair/CHN/RUS?since={asked}&dated={asked}", f"/pair/CHN/RUS/promises?on={asked}", f"/treaty/cn-ru-2001?day={asked}",
                f"/documents?page={asked}", f"/pair/CHN/RUS?kind=event&dated={asked}",
            ]  # fmt: skip
            path = paths[number % len(paths)]
            reply = explorer.get(path)
            assert reply.status in (200, 400, 404), (path, reply.status)
            page = Checked()
            page.feed(reply.text)
            assert page.faults == [], path
            assert "root:" not in reply.text


def test_exports_hold_every_word_and_no_formula(
    hostile: Store, serve: Callable[[Store], AbstractContextManager[Explorer]], tmp_path: Path
) -> None:
    with serve(hostile) as explorer:
        for path in (
            "/export/facts.csv",
            "/search.csv",
            "/documents.csv",
            "/judgements.csv",
            "/disagreements.csv",
            "/actor/CHN.csv",
            "/search.csv?q=Russia",
        ):
            reply = explorer.get(path)
            rows = list(csv.reader(io.StringIO(reply.text, newline="")))
            assert len(rows) > len(STRINGS), path
            assert {len(row) for row in rows} == {len(rows[0])}, path
            for cell in (cell for row in rows for cell in row):
                assert not FORMULA.match(cell) or re.fullmatch(r"-?\d+(\.\d+)?(e-?\d+)?", cell), (path, cell)
        documents = json.loads(explorer.get("/documents.json").body)["documents"]
        assert {one["title"] for one in documents} == set(STRINGS)
        lines = [json.loads(line) for line in explorer.get("/export/facts.jsonl").body.splitlines()]
        assert {line["uri"] for line in lines} == set(STRINGS)
        assert len(lines) == 2 * len(STRINGS) == int(explorer.get("/export/facts.jsonl").headers["x-rows"])
        parquet = tmp_path / "facts.parquet"
        parquet.write_bytes(explorer.get("/export/facts.parquet").body)
        kept = duckdb.connect().execute(f"SELECT DISTINCT location FROM '{parquet}' WHERE kind = 'event'").fetchall()  # noqa: S608 - our own path
        assert {row[0] for row in kept} == set(STRINGS)
        for path in ("/judgements.csv", "/documents.csv"):
            name = explorer.get(path).headers["content-disposition"]
            assert re.fullmatch(r'attachment; filename="[\w.-]+"', name)


@pytest.mark.browser
def test_none_of_it_runs_in_a_browser(
    hostile: Store, serve: Callable[[Store], AbstractContextManager[Explorer]], chromium: Browser
) -> None:
    with serve(hostile) as explorer:
        context = chromium.new_context(bypass_csp=True)  # the pages must hold even where the policy were not there
        page = context.new_page()
        ran: list[str] = []

        def noted(dialog: Dialog) -> None:
            ran.append(dialog.message)
            dialog.dismiss()

        page.on("dialog", noted)
        page.on("request", lambda request: None if request.url.startswith(explorer.root) else ran.append(request.url))
        page.goto(f"{explorer.root}/?token={explorer.token}")
        page.wait_for_url(f"{explorer.root}/")
        some = [document.id for document in hostile.documents()][::15]
        facts = [fact.id for fact in hostile.facts(FactQuery())][::60]
        for path in (
            "/", "/documents", "/judgements", "/disagreements", "/agreement", "/review/second?who=Cy", "/actor/CHN", *(f"/search?page={number}" for number in range(1, 9)),
            *(f"/search?q=Russia&page={number}" for number in range(1, 4)), *(f"/document/{one}" for one in some),
            *(f"/fact/{one}" for one in facts), *(f"/review/{one}/correct" for one in facts),
        ):  # fmt: skip
            page.goto(explorer.root + path)
            assert page.evaluate("window.hostile") is None, path
        assert ran == []
        context.close()
