"""Stata, FollowTheMoney, JSON-LD and GraphML: read back by others, nothing lost in silence, judgements and corrections told."""

from __future__ import annotations

import datetime as dt
import io
import json
import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb
import msgspec
import pandas as pd
import pytest
from small_record import document_of, fact_on, fill, one_of_each_kind

from servanda.cli.record import FACT_FORMATS
from servanda.presenting.exports import FORMATS, Source, export_facts, stream_facts
from servanda.presenting.exports.follow_the_money import actor_key, countries
from servanda.presenting.exports.linked_data import CONTEXT
from servanda.presenting.fact_columns import COLUMNS, flat
from servanda.records import Actor, Event, Fact, Figure, Relation, make_fact
from servanda.store import FactQuery, Store
from servanda.vocabulary.actors import load_actors

GRAPHML = "{http://graphml.graphdrawing.org/xmlns}"
LONG = "Peru wrote to Chile: " + "a long letter, " * 300 + "the end."
# Schemata of FollowTheMoney 4 with those of their properties that are used here.
_THING = {
    "name",
    "country",
    "topics",
    "notes",
    "publisher",
    "sourceUrl",
    "summary",
    "description",
    "proof",
    "keywords",
    "createdAt",
    "retrievedAt",
}
_DOCUMENT = _THING | {"title", "fileName", "author", "publishedAt", "mimeType", "language"}
_INTERVAL = {"date", "startDate", "endDate", "recordId", "summary", "description", "proof", "publisher", "sourceUrl"}
FTM = {
    "PlainText": _DOCUMENT,
    "HyperText": _DOCUMENT,
    "Document": _DOCUMENT,
    "PublicBody": _THING,
    "Organization": _THING,
    "LegalEntity": _THING,
    "Person": _THING,
    "Note": _THING | {"entity"},
    "Event": _THING | _INTERVAL | {"location", "involved"},
    "UnknownLink": _INTERVAL | {"role", "subject", "object"},
}


def sent(document_words: str, start: str, *, certainty: str = "actual", **fields: Any) -> tuple[Any, Fact]:
    document = document_of(document_words, uri=f"{start}.txt", title="A letter\0")
    event = Event(
        sources=(Actor("PER", "GOV", "Peru"),), targets=(Actor("CHL", "GOV", "Chile"),), type="CONSULT", of=None, mode=None, contexts=(),
        cameo=None, reciprocal=False, location=None,
    )  # fmt: skip
    return document, fact_on(document, document_words, event, certainty=certainty, **fields)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.open(tmp_path / "s.duckdb", write=True) as opened:
        document, facts = one_of_each_kind()
        long_document, long_fact = sent(LONG, "long")
        planned_document, planned = sent("Peru may write to Chile.\0", "planned", certainty="possible")
        fill(opened, (document, facts), (long_document, [long_fact]), (planned_document, [planned]))
        yield opened


def given_out(store: Store, form: str, **query: Any) -> bytes:
    out = io.BytesIO()
    stream_facts(Source(store, FactQuery(**query)), out, form)
    return out.getvalue()


def entities(store: Store) -> dict[str, dict[str, Any]]:
    lines = [json.loads(line) for line in given_out(store, "ftm").splitlines()]
    found = {line["id"]: line for line in lines}
    assert len(found) == len(lines), "an id is given twice"
    return found


def nodes(store: Store) -> dict[str, dict[str, Any]]:
    whole = json.loads(given_out(store, "jsonld"))
    assert whole["@context"] == CONTEXT
    found = {node["id"]: node for node in whole["@graph"]}
    assert len(found) == len(whole["@graph"])
    return found


def correct_one(store: Store) -> tuple[Fact, Fact]:
    """Correct the relation of the record, and reject the figure."""
    was = next(store.facts(FactQuery(kinds=("relation",))))
    document = store.document(was.document)
    claim = Relation(pair=("CHN", "RUS"), trend="worsening", domain=None)
    shall = make_fact(
        document,
        claim,
        was.spans,
        certainty="actual",
        when=None,
        asserted_by=None,
        coder=(was.coder, was.coder_version),
        confidence=1,
        rule=None,
    )
    at = dt.datetime(2026, 3, 1, 12, tzinfo=dt.UTC)
    store.judge(was.id, "correct", who="Ann <b>Lee</b>", at=at, why="read again", corrected=shall)
    figure = next(store.facts(FactQuery(kinds=("figure",))))
    store.judge(figure.id, "reject", who="Bo", at=at)
    return was, shall


def test_every_column_of_a_fact_stands_in_stata_as_in_the_record(store: Store, tmp_path: Path) -> None:
    path = tmp_path / "facts.dta"
    path.write_bytes(given_out(store, "stata"))
    with pd.read_stata(path, iterator=True, convert_categoricals=False, convert_missing=False) as reader:
        frame = reader.read()
        labels = reader.variable_labels()
        assert reader.value_labels() == {"yesno": {0: "no", 1: "yes"}}
    rows = [flat(kept) for kept in store.kept(FactQuery())]
    assert list(frame.columns) == [column.name for column in COLUMNS]
    assert len(frame) == len(rows)
    for column in COLUMNS:
        assert column.meaning.startswith(labels[column.name])
        for held, told in zip((row[column.name] for row in rows), frame[column.name], strict=True):
            match column.type:
                case "VARCHAR":
                    assert told == str(held or "").replace("\0", "␀"), column.name
                case "DATE":
                    assert (None if pd.isna(told) else told.date()) == held
                case _:
                    assert (None if pd.isna(told) else told) == held, column.name
    assert LONG in set(frame["words"])


def test_parquet_holds_every_cell_as_it_is(store: Store, tmp_path: Path) -> None:
    document = document_of("x" * 70_000 + "\0\ud7ff\U0010ffff\u2028\r\n\t'\"\\")
    said = Figure(value=-0.1, unit="\0'", measure=None, about=(), change=None, approximate=False, bound=None)
    fill(store, (document, [fact_on(document, document.text, said)]))
    path = tmp_path / "facts.parquet"
    path.write_bytes(given_out(store, "parquet"))
    found = duckdb.execute("SELECT * FROM read_parquet(?)", [str(path)])
    names = [column[0] for column in found.description or ()]
    assert [dict(zip(names, row, strict=True)) for row in found.fetchall()] == [flat(kept) for kept in store.kept(FactQuery())]


def test_stata_holds_nothing_and_says_what_it_cannot_hold(store: Store, tmp_path: Path) -> None:
    path = tmp_path / "facts.dta"
    assert export_facts(store, FactQuery(actor="USA"), form="stata", output=str(path)).facts == 0
    assert len(pd.read_stata(path)) == 0
    document = document_of("It grew.")
    huge = Figure(value=1e308, unit="USD", measure=None, about=("CHL",), change=None, approximate=False, bound=None)
    fill(store, (document, [fact_on(document, "It grew.", huge)]))
    written = export_facts(store, FactQuery(), form="stata", output=str(path))
    assert sorted(written.left_out.values()) == [1, 1]
    assert json.loads((tmp_path / "facts.dta.manifest.json").read_text())["left_out"] == written.left_out


def test_every_entity_is_of_an_official_schema_with_its_properties(store: Store) -> None:
    correct_one(store)
    found = entities(store)
    for one in found.values():
        assert re.fullmatch(r"[A-Za-z0-9.-]+", one["id"])
        assert set(one) == {"id", "schema", "properties"}
        assert set(one["properties"]) <= FTM[one["schema"]], one
        assert all(values and all(isinstance(value, str) and value for value in values) for values in one["properties"].values())
        for name in ("proof", "involved", "entity", "subject", "object"):
            assert set(one["properties"].get(name, ())) <= set(found), f"{one['id']}: {name} leads nowhere"
        if one["schema"] != "UnknownLink":
            assert one["properties"]["name"]
    assert found["servanda-actor-chn"]["properties"]["country"] == ["cn"]


def test_only_what_is_told_as_done_is_an_event(store: Store) -> None:
    found = entities(store)
    for kept in store.kept(FactQuery()):
        fact = kept.fact
        schema = found[f"servanda-fact-{fact.id}"]["schema"]
        done = fact.certainty == "actual" and fact.asserted_by is None
        assert schema == ("Event" if done and fact.kind in ("event", "treaty_act") else "Note"), fact
        assert found[f"servanda-fact-{fact.id}"]["properties"]["description"][0].startswith(fact.certainty)
    assert {one["schema"] for one in found.values()} >= {"Event", "Note", "PublicBody", "Person", "PlainText"}


def test_codes_with_an_underscore_make_ids_too() -> None:
    assert actor_key("EAST_ASIA") == "servanda-actor-east-asia"
    assert re.fullmatch(r"servanda-actor-[0-9a-f]{24}", actor_key("Ö/x"))


def test_ftm_countries_are_states_of_the_tables() -> None:
    table = load_actors()
    assert all(table.state(code) for code in countries())
    assert countries()["SUN"] == "suhh"
    assert "SUN" in countries()
    assert all(country == country.lower() and len(country) in (2, 4) for country in countries().values())


def test_what_stands_in_linked_data_leads_somewhere(store: Store) -> None:
    correct_one(store)
    found = nodes(store)
    links = {name for name, term in CONTEXT.items() if isinstance(term, dict) and term.get("@type") == "@id"}
    for node in found.values():
        for name, value in node.items():
            assert name in CONTEXT, f"{name} is not in the context"
            if name in links and name != "page":
                assert set(value if isinstance(value, list) else [value]) <= set(found), (node["id"], name)
    for kind, needed in (("prov:SoftwareAgent", "version"), ("prov:Activity", "wasAssociatedWith"), ("prov:Person", "name")):
        chosen = [node for node in found.values() if kind in node["type"]]
        assert chosen
        assert all(needed in node for node in chosen)


def test_a_fact_of_linked_data_names_its_source_and_who_found_it(store: Store) -> None:
    found = nodes(store)
    for kept in store.kept(FactQuery()):
        node = found[f"urn:servanda:fact:{kept.fact.id}"]
        assert node["wasDerivedFrom"] == node["hadPrimarySource"] == f"urn:servanda:document:{kept.fact.document}"
        assert found[node["wasGeneratedBy"]]["wasAssociatedWith"] == node["wasAttributedTo"] == "urn:servanda:coder:any:1"
        assert node["claim"] == json.loads(msgspec.json.encode(kept.fact.claim))
        assert [one["exact"] for one in node["selector"] if "exact" in one] == [span.words for span in kept.fact.spans]


def test_a_correction_is_its_author_s_and_a_revision_of_what_was(store: Store) -> None:
    was, shall = correct_one(store)
    found = nodes(store)
    node = found[f"urn:servanda:fact:{shall.id}"]
    assert node["wasAttributedTo"] == "urn:servanda:person:Ann%20%3Cb%3ELee%3C/b%3E".replace("/", "%2F")
    before = found[node["wasRevisionOf"]]
    assert before["claim"]["trend"] == "improving"
    assert before["wasInvalidatedBy"] == node["wasGeneratedBy"]
    assert found[node["wasGeneratedBy"]]["reason"] == "read again"
    assert was.id in node["wasRevisionOf"]
    told = [one for one in entities(store).values() if one["properties"].get("name") == ["Judgement: correct"]]
    assert len(told) == 1
    assert "Ann <b>Lee</b>" in told[0]["properties"]["description"][0]
    rejected = [json.loads(line)["verdict"] for line in given_out(store, "jsonl", rejected=True).splitlines()]
    assert rejected.count("reject") == 1
    assert b'"reject"' not in given_out(store, "jsonl")


def test_every_fact_of_two_actors_is_in_the_graph_once(store: Store) -> None:
    root = ET.fromstring(given_out(store, "graphml"))  # noqa: S314 - our own file
    keys = {key.get("id"): (key.get("for"), key.get("attr.type")) for key in root.iter(f"{GRAPHML}key")}
    ids = [node.get("id") for node in root.iter(f"{GRAPHML}node")]
    assert len(set(ids)) == len(ids)
    seen: list[str] = []
    for edge in root.iter(f"{GRAPHML}edge"):
        data = {one.get("key"): one.text or "" for one in edge}
        assert all(keys[name][0] == "edge" for name in data)
        assert {edge.get("source"), edge.get("target")} <= set(ids)
        facts = data["fact_ids"].split()
        assert int(data["facts"]) == len(facts)
        assert int(data["actual"]) <= len(facts)
        assert 0 <= float(data["mean_confidence"]) <= 1
        seen += facts
    out = io.BytesIO()
    left = stream_facts(Source(store, FactQuery()), out, "graphml")
    assert len(seen) == len(set(seen)) == left.facts - sum(left.left_out.values())
    codes = {data.text: node.get("id") for node in root.iter(f"{GRAPHML}node") for data in node if data.get("key") == "code"}
    directed = [edge for edge in root.iter(f"{GRAPHML}edge") if any(one.get("key") == "mutual" and one.text == "false" for one in edge)]
    assert {(edge.get("source"), edge.get("target")) for edge in directed} >= {(codes["PER"], codes["CHL"])}


def test_a_graph_counts_what_is_not_done_apart(store: Store) -> None:
    root = ET.fromstring(given_out(store, "graphml", actor="PER"))  # noqa: S314 - our own file
    (edge,) = root.iter(f"{GRAPHML}edge")
    data = {one.get("key"): one.text for one in edge}
    assert (data["facts"], data["actual"], data["cooperation"], data["conflict"], data["year"]) == ("2", "1", "1", "0", "2001")


def test_the_command_line_offers_every_format() -> None:
    assert ["table", *FORMATS] == FACT_FORMATS


def test_every_format_has_its_own_ending_and_says_what_it_leaves_out() -> None:
    assert len({form.ending for form in FORMATS.values()}) == len(FORMATS)
    assert all(form.leaves_out for form in FORMATS.values())
    page = (Path(__file__).parents[3] / "docs/exports.md").read_text(encoding="utf-8")
    for form in FORMATS.values():
        assert f"| `{form.name}` | `.{form.ending}` |" in page
