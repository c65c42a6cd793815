"""Three hundred hostile strings in every text of a record, in every format: no file breaks, none runs, none steers."""

from __future__ import annotations

import csv
import io
import itertools
import json
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pandas as pd
import pytest
from hostile_strings import hostile_strings
from reading_back import plain, read_bibtex, read_ris
from small_record import fill, one_of_each_kind

from servanda.presenting.exports import FORMATS, Source, guarded, stream_facts
from servanda.presenting.exports.judgements import export_judgements
from servanda.presenting.fact_columns import COLUMNS
from servanda.presenting.fact_table import harmless
from servanda.records import fact_from_json
from servanda.store import FactQuery, Store
from strategies import MORNING

STRINGS = hostile_strings()
TEXT_COLUMNS = [column.name for column in COLUMNS if column.type == "VARCHAR"]


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with Store.open(tmp_path_factory.mktemp("hostile") / "s.duckdb", write=True) as opened:
        coded = []
        for number, text in enumerate(STRINGS):
            document, facts = one_of_each_kind(lambda name, text=text, number=number: f"{text}{number}" if name == "end" else text)  # type: ignore[misc]
            coded.append((document, facts))
        fill(opened, *coded)
        for kept, text in zip(itertools.islice(opened.kept(FactQuery()), len(STRINGS)), STRINGS, strict=True):
            opened.judge(kept.fact.id, "confirm", who=text, at=MORNING, why=text)
        yield opened


def given_out(store: Store, form: str) -> bytes:
    out = io.BytesIO()
    assert stream_facts(Source(store, FactQuery()), out, form).facts == 7 * len(STRINGS)
    return out.getvalue()


def test_there_are_three_hundred() -> None:
    assert len(STRINGS) >= 300


def test_rows_come_back_as_they_were(store: Store, tmp_path: Path) -> None:
    facts = list(store.facts(FactQuery()))
    assert [fact_from_json(json.loads(line)) for line in given_out(store, "jsonl").splitlines()] == facts
    rows = list(csv.DictReader(io.StringIO(given_out(store, "csv").decode(), newline="")))
    assert len(rows) == len(facts)
    assert not [cell for row in rows for name in TEXT_COLUMNS if guarded(cell := row[name]) != cell]
    parquet = tmp_path / "facts.parquet"
    parquet.write_bytes(given_out(store, "parquet"))
    words = duckdb.execute("SELECT asserted_by_name FROM read_parquet(?) WHERE asserted_by_name IS NOT NULL", [str(parquet)]).fetchall()
    assert {row[0] for row in words} == set(STRINGS)


def test_stata_holds_every_string_whole(store: Store, tmp_path: Path) -> None:
    path = tmp_path / "facts.dta"
    path.write_bytes(given_out(store, "stata"))
    assert set(pd.read_stata(path, columns=["asserted_by_name"])["asserted_by_name"]) == {"", *STRINGS}


def test_no_string_leaves_its_field_in_a_citation(store: Store) -> None:
    titles = {harmless(text) for text in STRINGS}
    entries = read_bibtex(given_out(store, "bibtex").decode())
    assert {plain(entry["title"]) for entry in entries} == titles
    for entry in entries:
        plain(entry["annote"])
        plain(entry["note"])
        assert "url" not in entry
    records = read_ris(given_out(store, "ris").decode())
    assert len(records) == len(entries)
    assert {title for record in records for title in record["TI"]} == {title.rstrip() for title in titles} | titles
    items = json.loads(given_out(store, "csl"))
    assert {item["title"] for item in items} == titles
    assert all("URL" not in item for item in items)


def test_graph_and_entities_can_be_read(store: Store) -> None:
    root = ET.fromstring(given_out(store, "graphml"))  # noqa: S314 - our own file
    assert len(list(root.iter("{http://graphml.graphdrawing.org/xmlns}node"))) == 2
    lines = given_out(store, "ftm").split(b"\n")
    assert lines.pop() == b""
    for line in lines:
        for name, values in json.loads(line)["properties"].items():
            assert all(value == harmless(value) for value in values), name
            assert name != "sourceUrl"


def test_linked_data_has_no_name_that_a_string_made(store: Store) -> None:
    whole = json.loads(given_out(store, "jsonld"))
    for node in whole["@graph"]:
        assert not {character for character in node["id"] if not (character.isascii() and (character.isalnum() or character in ":%-._~"))}
        assert not [name for name in node if name.startswith("@")]
    assert {node["name"] for node in whole["@graph"] if "prov:Person" in node["type"]} == set(STRINGS)


def test_judgements_are_guarded_too(store: Store, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    assert export_judgements(store, form="csv", output="-") == len(STRINGS)
    rows = list(csv.DictReader(io.StringIO(capfdbinary.readouterr().out.decode(), newline="")))
    assert [row["who"] for row in rows] == [guarded(text) for text in STRINGS]
    assert export_judgements(store, form="jsonl", output="-") == len(STRINGS)
    lines = [json.loads(line) for line in capfdbinary.readouterr().out.splitlines()]
    assert [line["why"] for line in lines] == STRINGS


@pytest.mark.parametrize("form", FORMATS)
def test_the_same_record_gives_the_same_bytes(store: Store, form: str) -> None:
    assert given_out(store, form) == given_out(store, form)
