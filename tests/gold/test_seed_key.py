"""The key of the two seed articles is sound: its anchors, its words, its dates, and its rows against each other."""

from __future__ import annotations

import datetime as dt
import importlib.util
import json
import re
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any, get_args

import pytest

from gold.lay_out_seeds import KEY, lay_out
from servanda.records import CERTAINTIES, EVENT_TYPES, KINDS, Direction, Force, Stance, Trend

Row = dict[str, Any]
ROWS: list[Row] = [json.loads(line) for line in KEY.read_text(encoding="utf-8").splitlines()]
KEYED = [row for row in ROWS if row["kind"] != "absent"]
ABSENT = [row for row in ROWS if row["kind"] == "absent"]
PROVISIONS = set(
    re.findall(
        r"\w+",
        "defense offense neutrality nonaggression consultation contact dispute_settlement military_cooperation arms_limitation "
        "nonproliferation nuclear_restraint territory non_interference no_hostile_alliance third_party recognition economic cultural "
        "scientific legal_cooperation environment human_rights organisation verification un_charter final_clause",
    )
)
ACTS = set(
    re.findall(
        r"\w+",
        "signature ratification acceptance approval accession succession exchange_of_instruments notification entry_into_force "
        "provisional_application reservation objection extension withdrawal_notice withdrawal suspension termination",
    )
)
TYPES: dict[str, set[str]] = {"event": set(EVENT_TYPES), "provision": PROVISIONS}
WORDS: dict[str, set[str]] = {
    "certainty": set(CERTAINTIES),
    "stance": set(get_args(Stance)),
    "trend": set(get_args(Trend)),
    "force": set(get_args(Force)),
    "act": ACTS,
}
NEEDED = {
    "event": {"sources", "targets", "type", "certainty", "when"},
    "statement": {"speaker", "state", "direct"},
    "position": {"holders", "stance", "target", "issue"},
    "figure": {"value", "unit", "measure", "about", "when"},
    "relation": {"pair", "trend", "certainty"},
    "provision": {"instrument", "bearers", "force", "type"},
    "treaty_act": {"instrument", "parties", "act", "certainty", "when"},
    "absent": {"must_not", "forbid"},
}
PATTERN = set(re.findall(r"\w+", "kind type trend act stance certainty when source target actor without_actor holders parties state about"))
# A field with several right values, and the field in which a row lists whole alternatives.
LISTED = ("type", "of", "certainty", "stance", "trend", "force", "act", "direct", "unit", "measure")
WHOLE = ("sources", "targets", "holders", "pair", "about", "when")


def some(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


@pytest.fixture(scope="module")
def texts(shared: Path) -> dict[str, str]:
    return {stem: (shared / "corpus" / "seeds" / f"{stem}.txt").read_bytes().decode() for stem in {row["doc"] for row in ROWS}}


@pytest.fixture(scope="module")
def score(shared: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("shared_score", shared / "tools" / "score.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def sentence(text: str, anchor: str) -> tuple[int, int]:
    """The sentence round an anchor: what a coder that cites whole sentences would give as evidence."""
    at = text.index(anchor)
    ends = [0, *(found.end() for found in re.finditer(r"\n+|[.!?][\"”]?\s+(?=[A-Z\"“(])", text)), len(text)]
    return max(end for end in ends if end <= at), min(end for end in ends if end >= at + len(anchor))


def readings(row: Row) -> Iterator[Row]:
    """The row with first choices only, then with each alternative of each field in turn."""
    first = {field: some(value)[0] if field in LISTED else value for field, value in row.items()}
    if "when_any" in row and not row.get("when"):
        first["when"] = row["when_any"][0]
    yield first
    for field in LISTED:
        for value in some(row.get(field, []))[1:]:
            yield {**first, field: value}
    for field in WHOLE:
        for value in row.get(f"{field}_any", [])[1:]:
            yield {**first, field: value}


def spoken(row: Row, text: str) -> Row:
    """A coder's fact that says what a row says, on the whole sentence."""
    start, end = sentence(text, row["anchor"])
    body = dict(row)
    for side in ("sources", "targets"):
        body[side] = [{"actor": actor, "sector": None, "words": None} for actor in row.get(side, [])]
    body["speakers"] = [{"actor": state, "name": some(row.get("speaker"))[0], "words": None} for state in some(row.get("state"))]
    body["target"] = {"issue": some(row.get("issue"))[0], "words": some(row.get("target"))[0]}
    body.setdefault("change", None)
    when = row.get("when")
    return {
        "kind": row["kind"],
        "spans": [{"start": start, "end": end, "words": text[start:end]}],
        "certainty": row.get("certainty", "actual"),
        "when": {"earliest": when[0], "latest": when[1]} if when else None,
        # Only the claim's own fields, so that a pattern that looks into its words sees no word of the key's.
        row["kind"]: {field: body[field] for field in KINDS[row["kind"]].__struct_fields__ if field in body},
    }


def unknown(row: Row) -> list[str]:
    """The fields of a row or pattern that hold a word the code book lacks."""
    return [field for field, words in WORDS.items() if not set(some(row.get(field, []))) <= words]


def test_facts_have_ids_of_their_own() -> None:
    assert len({row["fact"] for row in ROWS}) == len(ROWS)


def test_anchors_are_short_citations_that_stand_once(texts: dict[str, str]) -> None:
    assert [row["fact"] for row in ROWS if texts[row["doc"]].count(row["anchor"]) != 1] == []
    assert [row["fact"] for row in ROWS if len(row["anchor"]) > 60 or not 2 <= len(row["anchor"].split()) <= 6] == []


def test_rows_have_the_fields_of_their_kind() -> None:
    assert [(row["fact"], NEEDED[row["kind"]] - row.keys()) for row in ROWS if not NEEDED[row["kind"]] <= row.keys()] == []


def test_codes_are_words_of_the_code_book() -> None:
    assert [(row["fact"], unknown(row)) for row in KEYED if unknown(row)] == []
    assert [row["fact"] for row in KEYED if not set(some(row.get("type", []))) <= TYPES.get(row["kind"], set())] == []
    assert [row["fact"] for row in KEYED if not {of for of in some(row.get("of")) if of} <= set(EVENT_TYPES)] == []
    assert {row["change"]["direction"] for row in KEYED if "change" in row} <= set(get_args(Direction))


def test_patterns_are_words_of_the_code_book() -> None:
    assert [row["fact"] for row in ABSENT if not row["forbid"]] == []
    for row in ABSENT:
        for pattern in row["forbid"]:
            kinds = some(pattern["kind"])
            assert pattern.keys() <= PATTERN, row["fact"]
            assert set(kinds) <= {"*", *KINDS}, row["fact"]
            assert unknown(pattern) == [], row["fact"]
            assert set(some(pattern.get("type", []))) <= set().union(*(TYPES.get(kind, set()) for kind in kinds)), row["fact"]


def test_dates_are_days_in_order() -> None:
    for row in ROWS:
        bounds = [row.get("when"), *row.get("when_any", []), *(pattern.get("when") for pattern in row.get("forbid", []))]
        for earliest, latest in filter(None, bounds):
            first = dt.date.fromisoformat(earliest)
            assert latest is None or first <= dt.date.fromisoformat(latest), row["fact"]


def test_every_reading_of_a_row_is_right_and_none_is_forbidden(texts: dict[str, str], score: ModuleType) -> None:
    for row in KEYED:
        text = texts[row["doc"]]
        for reading in readings(row):
            fact = spoken(reading, text)
            assert score.agrees(row, fact) == 1, reading
            span = fact["spans"][0]
            for absent in ABSENT:
                at = text.find(absent["anchor"])
                if absent["doc"] == row["doc"] and span["start"] < at + len(absent["anchor"]) and at < span["end"]:
                    broken = [pattern for pattern in absent["forbid"] if score.breaks(pattern, fact)]
                    assert broken == [], (absent["fact"], reading)


def test_laid_out_key_is_scored_in_full(shared: Path, score: ModuleType, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    lay_out(shared / "corpus" / "seeds", tmp_path)
    texts = {row["id"]: row["text"] for row in score.rows(tmp_path / "documents.jsonl")}
    said = [{"source_id": row["doc"], **spoken(next(readings(row)), texts[row["doc"]])} for row in KEYED]
    score.score_facts(tmp_path, said, misses=True)
    told = capsys.readouterr().out
    assert "right 1.000   found 1.000" in told
    assert f"tempting false facts coded 0/{len(ABSENT)}" in told
