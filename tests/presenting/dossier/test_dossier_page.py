"""The dossier as a file: what it says, that every fact leads to its sentence and back, and that it is always the same."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from syrupy.assertion import SnapshotAssertion

from presenting.dossier.pair_of_states import ON, REGISTER, document, event, fact, facts, on, small_store, store_of
from servanda.errors import UsageError
from servanda.presenting.dossier import write_dossier
from servanda.store import Store


class _Page(HTMLParser):
    """Ids, links within the page, and text by section."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.links: list[str] = []
        self.words: list[str] = []
        self._silent = 0
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._silent += tag in ("style", "script")
        for name, value in attrs:
            if name == "id" and value:
                self.ids.append(value)
            if name == "href" and value:
                self.links.append(value)

    def handle_endtag(self, tag: str) -> None:
        self._silent -= tag in ("style", "script")

    def handle_data(self, data: str) -> None:
        if not self._silent and data.strip():
            self.words.append(" ".join(data.split()))


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> str:
    folder = tmp_path_factory.mktemp("dossier")
    with Store.open(small_store(folder / "record.duckdb"), write=False) as store:
        report = write_dossier(store, "CHN", "RUS", folder / "dossier.html", on=ON, register=REGISTER)
    assert report.documents == 4
    return report.path.read_text(encoding="utf-8")


def test_what_it_says(page: str, snapshot: SnapshotAssertion) -> None:
    assert "\n".join(_Page(page).words) == snapshot


def test_every_link_within_leads_somewhere_and_every_id_stands_once(page: str) -> None:
    read = _Page(page)
    assert len(read.ids) == len(set(read.ids))
    inside = {link[1:] for link in read.links if link.startswith("#")}
    assert inside <= set(read.ids)


def test_every_cited_sentence_leads_back_to_a_fact(page: str) -> None:
    for sentence in re.findall(r"<li id=S\d+>.*?(?=<li|</ul>)", page, re.DOTALL):
        assert re.search(r"<small>.*<a href=#[\w-]+>", sentence), sentence


def test_every_sentence_of_the_record_is_cited(page: str) -> None:
    assert len(re.findall(r"<li id=S\d+>", page)) == len({one.spans[0].words for one in facts()})


def test_the_same_record_and_day_give_the_same_bytes(page: str, tmp_path: Path) -> None:
    with Store.open(small_store(tmp_path / "other.duckdb"), write=False) as store:
        again = write_dossier(store, "CHN", "RUS", tmp_path / "again.html", on=ON, register=REGISTER).path
    assert again.read_text(encoding="utf-8") == page


def test_it_loads_nothing(page: str) -> None:
    assert "default-src 'none'" in page
    assert not re.search(r"\b(?:src|srcset|poster|data)=|<(?:link|iframe|img|object|embed|base)\b|@import|url\(", page)
    outward = [link for link in _Page(page).links if not link.startswith("#")]
    assert outward == ["https://example.org/another-count"]


def test_the_manifest_is_json_that_tells_what_the_file_is_made_from(page: str) -> None:
    match = re.search(r'<script type="application/json" id="manifest">(.*?)</script>', page, re.DOTALL)
    assert match is not None
    manifest = json.loads(match[1])
    assert manifest["pair"] == ["CHN", "RUS"]
    assert manifest["on"] == "2026-11-21"
    assert len(manifest["documents"]) == 4


def test_the_bibliography_names_every_document_once(page: str) -> None:
    match = re.search(r'<script type="application/json" id="bibliography">(.*?)</script>', page, re.DOTALL)
    assert match is not None
    items = json.loads(match[1])
    assert len({item["id"] for item in items}) == 4
    assert all(item["title"] and item["note"].split("; ")[-1].startswith("sha256:") for item in items)
    assert all(len(item["issued"]["date-parts"][0]) == 3 for item in items if "issued" in item)


def test_where_no_document_joins_the_two_it_says_so(tmp_path: Path) -> None:
    store_path = small_store(tmp_path / "record.duckdb")
    with Store.open(store_path, write=False) as store:
        report = write_dossier(store, "FRA", "PER", tmp_path / "none.html", on=ON, register=REGISTER)
    assert (report.documents, report.facts) == (0, 0)
    assert "No document of the record names both." in (tmp_path / "none.html").read_text(encoding="utf-8")


def test_two_different_actors_are_needed(tmp_path: Path) -> None:
    store_path = small_store(tmp_path / "record.duckdb")
    with Store.open(store_path, write=False) as store, pytest.raises(UsageError, match="two actors"):
        write_dossier(store, "FRA", "FRA", tmp_path / "none.html", on=ON, register=REGISTER)


def test_a_list_that_is_cut_says_so_and_holds_the_rest(tmp_path: Path) -> None:
    sentences = [f"On day {number} envoys of China and Russia met in city number {number}. " for number in range(1, 81)]
    long = document("".join(sentences), "Many meetings", None)
    found = [
        fact(long, event("CONSULT", "CHN RUS", "CHN RUS"), sentence.strip(), when=on(2003 + number // 12, number % 12 + 1, 3))
        for number, sentence in enumerate(sentences)
    ]
    with Store.open(store_of(tmp_path / "many.duckdb", (long,), found), write=False) as store:
        text = write_dossier(store, "CHN", "RUS", tmp_path / "many.html", on=ON, register=REGISTER).path.read_text(encoding="utf-8")
    shown = re.search(r"(\d+) of (\d+) are shown", text)
    assert shown is not None
    assert len(re.findall(r"<li id=t\d+", text)) == int(shown[2])
    assert all(sentence.strip() in text for sentence in sentences)
