"""Judged facts of every kind as a key: what was confirmed is asked for, what was rejected is forbidden, what is undecided is left out."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from pathlib import Path
from typing import Any

import msgspec

from servanda.analysis.evaluation import evaluate, read_key
from servanda.analysis.judged_key import as_lines, judged_key
from servanda.pipeline.ingest import add_inputs
from servanda.records import Document, When
from servanda.store import FactQuery, Store

AT: dict[str, Any] = {"at": dt.datetime(2026, 1, 1, tzinfo=dt.UTC)}
DAY = dt.date(2001, 7, 16)
TEXTS = (
    "Peru condemned Chile. Kenya opposes the new missile plan. Ties between Poland and Japan soured.",
    "Trade between China and Russia reached 10 billion dollars in 2001. Ghana said that it would sign. China ratified the treaty with Russia in 2001.",
    "Peru condemned Chile. Later Peru condemned Chile.",
)


def documents() -> list[Document]:
    when = When(earliest=DAY, latest=DAY, words="2001-07-16")
    return [
        Document(id="sha256:" + hashlib.sha256(text.encode()).hexdigest(), text=text, uri=f"{n}.txt", published=when, title=None)
        for n, text in enumerate(TEXTS)
    ]


def test_the_coders_pass_what_was_confirmed_and_fail_what_was_rejected(tmp_path: Path) -> None:
    with Store.open(tmp_path / "s.duckdb", write=True) as store:
        list(add_inputs(store, documents()))
        facts = [fact for fact in store.facts(FactQuery()) if fact.uri != "2.txt"]
        assert len({fact.kind for fact in facts}) >= 5
        for number, fact in enumerate(facts):
            store.judge(fact.id, "reject" if number % 3 == 2 else "confirm", who="Ann", **AT)
        twice = next(fact for fact in store.facts(FactQuery()) if fact.uri == "2.txt")
        store.judge(twice.id, "confirm", who="Ann", **AT)
        key = judged_key(store)
    assert len(key.facts) + len(key.left_out) == len(facts) + 1
    assert (twice.id, "its words stand more than once in the document") in key.left_out
    for name, rows in (("documents", key.documents), ("facts", key.facts)):
        (tmp_path / f"{name}.jsonl").write_text(as_lines(rows), encoding="utf-8")
    report = evaluate(read_key(tmp_path))
    measures = {one.name: one for one in report.measures}
    # The coders still say what they said: all that was confirmed is right, all that was rejected is wrong.
    assert (measures["all"].found, measures["all"].keyed) == (sum(row["kind"] != "absent" for row in key.facts),) * 2
    assert (measures["false facts"].found, measures["false facts"].keyed) == (sum(row["kind"] == "absent" for row in key.facts),) * 2
    assert measures["false facts"].keyed


def test_what_is_undecided_is_left_out_and_a_correction_asks_for_what_is_right(tmp_path: Path) -> None:
    with Store.open(tmp_path / "s.duckdb", write=True) as store:
        list(add_inputs(store, documents()[:1]))
        event, position, relation = (
            next(fact for fact in store.facts(FactQuery(kinds=(kind,)))) for kind in ("event", "position", "relation")
        )
        store.judge(event.id, "confirm", who="Ann", **AT)
        store.judge(event.id, "reject", who="Bo", **AT)
        store.judge(position.id, "unsure", who="Ann", **AT)
        store.judge(relation.id, "correct", who="Ann", corrected=msgspec.structs.replace(relation, certainty="denied"), **AT)
        key = judged_key(store)
    assert dict(key.left_out) == {event.id: "people differ on it", position.id: "nobody is sure of it"}
    (row,) = key.facts
    assert (row["kind"], row["certainty"], sorted(row["pair"]), row["trend"]) == ("relation", "denied", ["JPN", "POL"], "worsening")
    assert key.documents[0]["date"] == "2001-07-16"
    assert json.loads(as_lines([row])) == row
