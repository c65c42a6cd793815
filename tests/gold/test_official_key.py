"""The keys of the invented government texts are sound: their anchors, their words, their dates, and their rows against each other."""

from __future__ import annotations

import datetime as dt
import importlib.util
import json
from pathlib import Path
from types import ModuleType

import pytest

from gold.test_seed_key import NEEDED, PATTERN, TYPES, WORDS, Row, readings, some, spoken
from servanda.records import KINDS

FOLDERS = [Path(__file__).with_name(name) for name in ("official", "official2", "official3")]


def lines(name: str) -> list[Row]:
    """The rows of all keys that stand in the file of this name."""
    return [json.loads(line) for folder in FOLDERS for line in (folder / name).read_text(encoding="utf-8").splitlines()]


TEXTS: dict[str, str] = {document["id"]: document["text"] for document in lines("documents.jsonl")}
ROWS = lines("facts.jsonl")
KEYED = [row for row in ROWS if row["kind"] != "absent"]
ABSENT = [row for row in ROWS if row["kind"] == "absent"]
# An issue is not keyed here, and a date only where the text gives one.
ASKED = {kind: fields - {"issue", "when"} for kind, fields in NEEDED.items()} | {"relation": {"pair", "trend"}}


@pytest.fixture(scope="module")
def score(shared: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("shared_score", shared / "tools" / "score.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def plain(row: Row) -> Row:
    """The row without the sectors of its actors, which the scorer passes over."""
    sides = {side: [actor.split("/")[0] for actor in row[side]] for side in ("sources", "targets") if side in row}
    return row | sides


def unknown(row: Row) -> list[str]:
    """The fields of a row or pattern that hold a word the code book lacks."""
    return [field for field, words in WORDS.items() if not set(some(row.get(field, []))) <= words]


def test_texts_are_of_a_press_releases_length() -> None:
    assert [name for name, text in TEXTS.items() if not 120 <= len(text.split()) <= 350] == []
    assert len(TEXTS) == len(lines("documents.jsonl"))


def test_official_facts_have_ids_of_their_own_and_anchors_that_stand_once() -> None:
    assert len({row["fact"] for row in ROWS}) == len(ROWS)
    assert [row["fact"] for row in ROWS if TEXTS[row["doc"]].count(row["anchor"]) != 1] == []


def test_official_rows_have_the_fields_and_codes_of_their_kind() -> None:
    assert [(row["fact"], ASKED[row["kind"]] - row.keys()) for row in ROWS if not ASKED[row["kind"]] <= row.keys()] == []
    assert [(row["fact"], unknown(row)) for row in KEYED if unknown(row)] == []
    assert [row["fact"] for row in KEYED if not set(some(row.get("type", []))) <= TYPES.get(row["kind"], set())] == []


def test_official_patterns_are_words_of_the_code_book() -> None:
    for row in ABSENT:
        assert row["forbid"] != [], row["fact"]
        for pattern in row["forbid"]:
            assert pattern.keys() <= PATTERN, row["fact"]
            assert set(some(pattern["kind"])) <= {"*", *KINDS}, row["fact"]
            assert unknown(pattern) == [], row["fact"]


def test_official_dates_are_days_in_order() -> None:
    for row in KEYED:
        for earliest, latest in filter(None, [row.get("when"), *row.get("when_any", [])]):
            first = dt.date.fromisoformat(earliest)
            assert latest is None or first <= dt.date.fromisoformat(latest), row["fact"]


def test_every_reading_of_an_official_row_is_right(score: ModuleType) -> None:
    for row in KEYED:
        for reading in map(plain, readings(row)):
            assert score.agrees(row, spoken(reading, TEXTS[row["doc"]])) == 1, reading


def test_no_official_row_is_forbidden_on_its_own_words(score: ModuleType) -> None:
    for row in KEYED:
        text = TEXTS[row["doc"]]
        start, end = text.index(row["anchor"]), text.index(row["anchor"]) + len(row["anchor"])
        fact = spoken(plain(next(readings(row))), text)
        for absent in ABSENT:
            at = text.find(absent["anchor"])
            if absent["doc"] == row["doc"] and start < at + len(absent["anchor"]) and at < end:
                broken = [pattern for pattern in absent["forbid"] if score.breaks(pattern, fact)]
                assert broken == [], (absent["fact"], row["fact"])
