"""The bundled collection names a source for every file and agrees with its own tables."""

from __future__ import annotations

import csv
import datetime as dt
import json
from pathlib import Path

import pytest
import yaml

import servanda

COLLECTION = Path(servanda.__file__).parent / "collection"
TEXTS = {".txt", ".md", ".html", ".eml"}


def entries() -> list[dict[str, object]]:
    """The entries of the list of sources."""
    listed = yaml.safe_load((COLLECTION / "sources.yml").read_text(encoding="utf-8"))
    return list(listed["documents"])


def rows(name: str) -> list[dict[str, str]]:
    """The rows of one of the China-Russia tables."""
    with (COLLECTION / "china_russia" / name).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def test_every_file_has_an_entry_and_every_entry_a_file() -> None:
    present = {
        path.relative_to(COLLECTION).as_posix()
        for path in COLLECTION.rglob("*")
        if path.is_file() and path.relative_to(COLLECTION).parts[0] != "register"
    }
    assert {str(entry["file"]) for entry in entries()} == present - {"README.md", "sources.yml"}


@pytest.mark.parametrize("entry", entries(), ids=lambda entry: str(entry["file"]))
def test_an_entry_names_genre_sources_and_the_date_in_the_file_name(
    entry: dict[str, object],
) -> None:
    assert entry["genre"]
    assert entry["sources"]
    name = Path(str(entry["file"])).name
    if name[0].isdigit():
        assert entry["date"] == name[:10]
        dt.date.fromisoformat(name[:10])


@pytest.mark.parametrize("entry", entries(), ids=lambda entry: str(entry["file"]))
def test_a_text_carries_the_title_that_the_list_gives(entry: dict[str, object]) -> None:
    path = COLLECTION / str(entry["file"])
    if path.suffix in TEXTS:
        assert str(entry["title"]) in path.read_text(encoding="utf-8")


def test_trade_has_one_chinese_total_for_every_year() -> None:
    chinese = [row for row in rows("trade.csv") if row["source"].startswith("General")]
    assert [int(row["year"]) for row in chinese] == list(range(1992, 2026))
    assert {(row["unit"], row["actor_a"], row["actor_b"]) for row in chinese} == {("USD billion", "CHN", "RUS")}


def test_votes_add_up_to_a_full_council_and_vetoes_defeat() -> None:
    for row in rows("votes.csv"):
        dt.date.fromisoformat(row["date"])
        cast = sum(int(row[column]) for column in ("in_favour", "against", "abstaining"))
        if row["body"] == "UNSC":
            assert cast == 15, row["document"]
        vetoed = "veto" in {row["CHN"], row["RUS"], row["USA"]}
        assert vetoed == (row["result"] == "vetoed"), row["document"]


def test_items_have_ids_of_their_own_and_dates() -> None:
    lines = (COLLECTION / "china_russia" / "documents.jsonl").read_text(encoding="utf-8")
    items = [json.loads(line) for line in lines.splitlines()]
    assert len({item["id"] for item in items}) == len(items)
    for item in items:
        assert set(item) == {"id", "text", "title", "date", "url"}
        dt.date.fromisoformat(item["date"])
