"""From a judgement in the record to what the coder does next: teach, check, code, add; and agreement on the command line."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
from pathlib import Path

import msgspec
import pytest
from running import environment, facts_in, servanda

from servanda.records import Event, Fact, make_fact
from servanda.store import FactQuery, Store

NOW = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
CHARM = "Norway launched a charm offensive against Sweden. Peru condemned Chile."


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "one.txt").write_text(CHARM)
    assert servanda("add", "one.txt", "--store", "s.duckdb", "-q", cwd=tmp_path).returncode == 0
    return tmp_path


def event(store: Store, kind: str) -> Fact:
    return next(fact for fact in store.facts(FactQuery(types=(kind,), rejected=True)))


def test_what_was_judged_changes_the_next_coding_and_corrections_survive_it(folder: Path) -> None:
    with Store.open(folder / "s.duckdb", write=True) as store:
        wrong, blame = event(store, "ASSAULT"), event(store, "ACCUSE")
        store.judge(wrong.id, "reject", who="Ann", at=NOW, why="courtesies")
        assert isinstance(blame.claim, Event)
        claim = msgspec.structs.replace(blame.claim, location="Lima")
        right = make_fact(
            store.document(blame.document), claim, blame.spans, certainty="actual", when=None, asserted_by=None, coder=(blame.coder, blame.coder_version),
            confidence=blame.confidence, rule=blame.rule,
        )  # fmt: skip
        store.judge(blame.id, "correct", who="Ann", at=NOW, corrected=right)
    alone = servanda("teach", "--store", "s.duckdb", "-o", "own", cwd=folder)
    assert alone.stdout == b""
    assert b"why: one judgement: not enough" in alone.stderr
    taught = servanda("teach", "--store", "s.duckdb", "-o", "own", "--from", "1", cwd=folder)
    assert b"1 row written to own, 1 judgement teaches nothing" in taught.stderr
    assert taught.returncode == 0
    assert taught.stdout.decode().splitlines()[0].endswith("launch <offensive> <charm>")
    assert b"not taught: Peru condemned Chile." in taught.stderr
    again = servanda("teach", "--store", "s.duckdb", "-o", "own", cwd=folder)
    assert b"0 rows written" in again.stderr
    (folder / "new.txt").write_text("Kenya launched a charm offensive against Ghana.")
    assert facts_in(servanda("code", "new.txt", "-q", cwd=folder).stdout) != []
    assert facts_in(servanda("code", "new.txt", "-q", "--vocabulary", "own", cwd=folder).stdout) == []
    own = environment(SERVANDA_VOCABULARY="own")
    assert facts_in(servanda("code", "new.txt", "-q", "--jobs", "2", cwd=folder, env=own).stdout) == []
    explained = servanda("code", "new.txt", "--explain", cwd=folder, env=own).stdout.decode()
    assert "a row of one's own says that it is not attack" in explained
    # New rows code anew; what people said stands.
    assert b"unchanged" in servanda("add", "one.txt", "--store", "s.duckdb", cwd=folder).stderr
    assert b"done" in servanda("add", "one.txt", "--store", "s.duckdb", cwd=folder, env=own).stderr
    with Store.open(folder / "s.duckdb", write=False) as store:
        assert list(store.facts(FactQuery(types=("ASSAULT",), rejected=True))) == []
        assert [(kept.fact.id, kept.verdict) for kept in store.kept(FactQuery(types=("ACCUSE",)))] == [(right.id, "correct")]
        assert store.verify() == []
    rows = list(csv.DictReader(io.StringIO(servanda("facts", "--store", "s.duckdb", "--format", "csv", "-q", cwd=folder).stdout.decode())))
    assert [(row["id"], row["verdict"], row["location"]) for row in rows if row["type"] == "ACCUSE"] == [(right.id, "correct", "Lima")]


def test_the_folder_is_checked_and_told_when_it_is_none(folder: Path) -> None:
    (folder / "own").mkdir()
    none = servanda("code", "one.txt", "--vocabulary", "own", cwd=folder)
    assert none.returncode == 4
    assert b"none of event_patterns.yml, not_coded.yml, other_readings.yml" in none.stderr
    assert servanda("code", "one.txt", "--vocabulary", "nowhere", cwd=folder).returncode == 2
    (folder / "own" / "not_coded.yml").write_text(
        '- id: mine\n  definition: "blame is none"\n  rule: accuse\n  forms: ["condemn"]\n  not_examples: ["Peru condemned Chile."]\n'
    )
    checked = servanda("vocabulary", "check", "--vocabulary", "own", cwd=folder)
    assert checked.returncode == 4
    assert b"'Cuba condemned Panama.' should give 'CUB ACCUSE PAN actual' by accuse" in checked.stderr


def test_agreement_on_the_command_line(folder: Path) -> None:
    with Store.open(folder / "s.duckdb", write=True) as store:
        for fact in store.facts(FactQuery()):
            store.judge(fact.id, "confirm", who="Ann", at=NOW)
            store.judge(fact.id, "confirm" if fact.kind == "event" else "reject", who="=Bo", at=NOW, why="no")
        store.judge(event(store, "ASSAULT").id, "reject", who="=Bo", at=NOW)
    told = servanda("agreement", "--store", "s.duckdb", cwd=folder)
    assert told.returncode == 0
    assert told.stdout.startswith(b"all ")
    data = json.loads(servanda("agreement", "--store", "s.duckdb", "--format", "json", cwd=folder).stdout)
    assert data["agreement"][0]["people"] == ["=Bo", "Ann"]
    rows = list(csv.DictReader(io.StringIO(servanda("agreement", "--store", "s.duckdb", "--format", "csv", cwd=folder).stdout.decode())))
    assert rows[0]["people"] == "'=Bo; Ann"
    differing = json.loads(servanda("agreement", "--disagreements", "--store", "s.duckdb", "--format", "json", cwd=folder).stdout)
    assert {row["who"] for row in differing["disagreements"]} == {"Ann", "=Bo"}
    assert b"facts on which people differ" in servanda("agreement", "--disagreements", "--store", "s.duckdb", cwd=folder).stderr
