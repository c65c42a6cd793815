"""Exports: every row, the same bytes for the same facts, harmless in a spreadsheet, whole or not at all."""

from __future__ import annotations

import csv
import datetime as dt
import hashlib
import io
import json
from collections.abc import Iterator
from pathlib import Path

import duckdb
import msgspec
import pytest
from hypothesis import given
from rich.console import Console

from servanda.errors import ServandaError, UsageError
from servanda.presenting.exports import FORMATS, Source, export_facts, guarded, stream_facts
from servanda.presenting.fact_columns import COLUMNS, flat
from servanda.presenting.fact_table import harmless, print_facts
from servanda.records import (
    Actor,
    Claim,
    Document,
    Event,
    Fact,
    Figure,
    Flow,
    Poll,
    Relation,
    Speaker,
    Statement,
    When,
    fact_from_json,
    make_fact,
)
from servanda.store import FactQuery, KeptFact, RunManifest, Store
from servanda.store.schema import TABLES
from strategies import MORNING, TEXTS, facts

TEXT = "=Russia and China signed an accord on 3 May 1999. Trade came to 5.5 billion dollars.\n条约\x1b[31m"
DOCUMENT = Document(id="sha256:01", text=TEXT, uri="@folder/a.txt", published=None)
MAY = When(earliest=MORNING.date().replace(1999, 5, 3), latest=MORNING.date().replace(1999, 5, 3), words="3 May 1999")


def fact(claim: Claim, start: int, end: int, when: When | None = None) -> Fact:
    return make_fact(
        DOCUMENT,
        claim,
        (DOCUMENT.span(start, end),),
        certainty="actual",
        when=when,
        asserted_by=None,
        coder=("any", "1"),
        confidence=0.5,
        rule=None,
    )


AGREE = Event(
    sources=(Actor("RUS", "GOV", "Russia"), Actor(None, None, "=rebels")),
    targets=(Actor("CHN", "GOV", "China"),),
    type="AGREE",
    of=None,
    mode=None,
    contexts=("diplomatic", "military"),
    cameo="057",
    reciprocal=False,
    location=None,
)
TRADE = Figure(value=5.5e9, unit="USD", measure="trade", about=("CHN", "RUS"), change=None, approximate=False, bound=None)
SAID = Statement(speakers=(Speaker("RUS", "GOV", "-A. B.", "he"),), audience=(), cue="said", content="+7 lines\nmore", direct=True)
FACTS = [
    fact(AGREE, 0, 50, MAY),
    fact(TRADE, 51, 85),
    fact(SAID, 0, 9),
    fact(Relation(pair=("CHN", "RUS"), trend="improving", domain=None), 85, 92),
]


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.open(tmp_path / "s.duckdb", write=True) as opened:
        manifest = RunManifest(started=MORNING, servanda="0", coders={"any": "1"}, vocabulary=None, model=None, options={})
        opened.add(opened.begin_run(manifest), DOCUMENT, FACTS, {"any": "1"})
        yield opened


@pytest.mark.parametrize("form", FORMATS)
def test_the_same_facts_give_the_same_bytes(store: Store, tmp_path: Path, form: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    whole = []
    for folder in ("one", "two"):
        path = tmp_path / folder / "facts"
        path.parent.mkdir()
        assert export_facts(store, FactQuery(), form=form, output=str(path)).facts == len(FACTS)
        manifest = (path.parent / "facts.manifest.json").read_bytes()
        assert json.loads(manifest)["sha256"] == hashlib.sha256(path.read_bytes()).hexdigest()
        whole.append((path.read_bytes(), manifest))
        assert sorted(one.name for one in path.parent.iterdir()) == ["facts", "facts.manifest.json"]
    assert whole[0] == whole[1]


def test_the_manifest_tells_where_the_rows_are_from(store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "0")
    export_facts(store, FactQuery(kinds=("event",)), form="csv", output=str(tmp_path / "facts.csv"), raw=True)
    manifest = json.loads((tmp_path / "facts.csv.manifest.json").read_text())
    assert manifest["rows"] == 1
    assert manifest["created"] == "1970-01-01T00:00:00+00:00"
    assert manifest["options"] == {"formula_guard": False}
    assert manifest["query"]["kinds"] == ["event"]
    assert manifest["coders"] == [{"coder": "any", "version": "1"}]
    assert manifest["documents"] == [{"id": DOCUMENT.id, "uri": DOCUMENT.uri, "text_sha256": hashlib.sha256(TEXT.encode()).hexdigest()}]
    assert len(manifest["columns"]) == len(COLUMNS)


def test_json_lines_read_back_as_the_facts(store: Store) -> None:
    out = io.BytesIO()
    stream_facts(Source(store, FactQuery()), out, "jsonl")
    lines = [json.loads(line) for line in out.getvalue().splitlines()]
    assert {fact_from_json(line) for line in lines} == set(FACTS)


def test_csv_has_one_flat_row_a_fact(store: Store) -> None:
    out = io.BytesIO()
    stream_facts(Source(store, FactQuery()), out, "csv")
    rows = {row["kind"]: row for row in csv.DictReader(io.StringIO(out.getvalue().decode(), newline=""))}
    assert rows["event"]["sources"] == "RUS; "
    assert rows["event"]["source_words"] == "Russia; =rebels"
    assert rows["event"]["contexts"] == "diplomatic; military"
    assert rows["event"]["cameo"] == "057"
    assert rows["event"]["earliest"] == "1999-05-03"
    assert rows["event"]["words"].startswith("'=Russia")
    assert rows["event"]["uri"] == "'@folder/a.txt"
    assert rows["event"]["reciprocal"] == "false"
    assert rows["figure"]["value"] == "5500000000"
    assert rows["figure"]["earliest"] == ""
    assert rows["statement"]["content"] == "'+7 lines\nmore"
    assert rows["statement"]["speaker_names"] == "'-A. B."
    assert rows["relation"]["pair"] == "CHN; RUS"


@given(facts(DOCUMENT))
def test_no_part_of_a_claim_is_lost_in_a_row(one: Fact) -> None:
    cells = [cell for cell in flat(KeptFact(one, None)).values() if cell is not None]
    texts = [str(cell) for cell in cells]

    def leaves(value: object) -> Iterator[object]:
        if isinstance(value, dict):
            for inner in value.values():
                yield from leaves(inner)
        elif isinstance(value, list | tuple):
            for inner in value:
                yield from leaves(inner)
        elif value is not None:
            yield value

    for leaf in leaves(msgspec.to_builtins(one)["claim"]):
        assert leaf in cells or any(str(leaf) in text for text in texts), leaf


def test_a_figure_s_flow_and_poll_have_columns() -> None:
    told = Figure(
        value=61, unit="percent", measure=None, about=("CHL",), change=None, approximate=False, bound=None, flow=Flow("exports", "CHL", "PER"),
        poll=Poll(question="better ties?", population="adults", sample=1200, pollster="Sondeo"), share_of="of all adults", goods="copper",
    )  # fmt: skip
    row = flat(KeptFact(fact(told, 0, 9), None))
    for name, value in {
        "flow": "exports", "flow_of": "CHL", "flow_partner": "PER", "goods": "copper", "share_of": "of all adults",
        "poll_question": "better ties?", "poll_population": "adults", "poll_sample": 1200, "pollster": "Sondeo",
    }.items():  # fmt: skip
        assert row[name] == value


def test_parquet_has_the_same_columns_with_types(store: Store, tmp_path: Path) -> None:
    path = tmp_path / "it's.parquet"
    export_facts(store, FactQuery(), form="parquet", output=str(path))
    answer = duckdb.execute("SELECT kind, value, earliest, reciprocal, words FROM read_parquet(?) ORDER BY kind", [str(path)]).fetchall()
    assert answer[0] == ("event", None, MAY.earliest, False, TEXT[:50])
    assert answer[1][:2] == ("figure", 5.5e9)
    out = io.BytesIO()
    assert stream_facts(Source(store, FactQuery()), out, "parquet").facts == len(FACTS)
    assert out.getvalue() == path.read_bytes()
    assert duckdb.execute("SELECT count(*) FROM (DESCRIBE SELECT * FROM read_parquet(?))", [str(path)]).fetchall() == [(len(COLUMNS),)]


def test_nothing_found_is_an_empty_file_with_a_manifest(store: Store, tmp_path: Path) -> None:
    for form in FORMATS:
        path = tmp_path / f"none.{form}"
        assert export_facts(store, FactQuery(actor="USA"), form=form, output=str(path)).facts == 0
        assert json.loads((tmp_path / f"none.{form}.manifest.json").read_text())["documents"] == []


def test_a_failed_export_leaves_the_older_file(store: Store, tmp_path: Path) -> None:
    path = tmp_path / "facts.csv"
    path.write_text("older")
    with pytest.raises(UsageError, match="no export format"):
        export_facts(store, FactQuery(), form="xlsx", output=str(path))
    assert path.read_text() == "older"
    for form in FORMATS:
        with pytest.raises(ServandaError, match="could not be written"):
            export_facts(store, FactQuery(), form=form, output=str(tmp_path / "no such folder" / "facts"))
    assert not list(tmp_path.glob(".*"))


GUARDED = [
    "=1+1", "@SUM(A1)", "+1", "+7 499 000", "-1+2", "- said the minister", "-", "+", "=", "@", "\t=1", "\tplain", "\rplain", "\n=1",
    "  =1", "\u00a0=1", "\u3000=1", "\ufeff=1", "\u200b=1", "\u2060=1", "＝1", "＋1", "－1", "＠x", " ＝1", "=cmd|'/c calc'!A0", "--5",
    "-5.2.1", "-5,2",
    '=HYPERLINK("x")', "-2+3+cmd", "+-1",
]  # fmt: skip
UNCHANGED = ["-5.2", "5.2", "-5", "-1e-3", "0", "", "a=1", "a\t=1", "US$3 billion", "'quoted'", "“=”", "条约", "1-2", "–5"]


@pytest.mark.parametrize("text", GUARDED)
def test_a_formula_is_made_text(text: str) -> None:
    assert guarded(text) == f"'{text}"


@pytest.mark.parametrize("text", UNCHANGED)
def test_numbers_and_words_stay(text: str) -> None:
    assert guarded(text) == text


@given(TEXTS)
def test_the_guard_adds_at_most_one_sign(text: str) -> None:
    assert guarded(text) in {text, f"'{text}"}


def test_the_table_shows_every_row_and_sends_no_escape(store: Store) -> None:
    console = Console(file=io.StringIO(), width=240, force_terminal=False)
    assert print_facts(store.kept(FactQuery()), console) == len(FACTS)
    shown = console.file.getvalue()  # type: ignore[attr-defined]
    assert "\x1b" not in shown
    assert "1999-05-03" in shown
    assert "RUS, =rebels → CHN" in shown
    assert "5,500,000,000 USD" in shown


def test_the_table_tells_when_a_fact_without_a_date_was_told(store: Store) -> None:
    june = When(earliest=dt.date(1999, 6, 1), latest=dt.date(1999, 6, 30), words="June 1999")
    later = Document(id="sha256:02", text="Trade grew.", uri="/home/somebody/later.txt", published=june)
    manifest = RunManifest(started=MORNING, servanda="0", coders={"any": "1"}, vocabulary=None, model=None, options={})
    grew = make_fact(
        later, TRADE, (later.span(0, 11),), certainty="actual", when=None, asserted_by=None, coder=("any", "1"), confidence=0.5, rule=None
    )
    store.add(store.begin_run(manifest), later, [grew], {"any": "1"})
    console = Console(file=io.StringIO(), width=240, force_terminal=False)
    source = Source(store, FactQuery())
    print_facts(source.facts(), console, source.head)
    shown = console.file.getvalue()  # type: ignore[attr-defined]
    assert "told 1999-06" in shown
    assert "no date" in shown
    assert "later.txt:0-11" in shown
    assert "somebody" not in shown


@given(TEXTS)
def test_what_is_printed_cannot_steer_the_terminal(text: str) -> None:
    assert not any(ord(character) < 32 or 0x7F <= ord(character) < 0xA0 for character in harmless(text))


def test_standard_output_gets_the_same_rows(store: Store, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    for form in FORMATS:
        out = io.BytesIO()
        assert export_facts(store, FactQuery(), form=form, output="-") == stream_facts(Source(store, FactQuery()), out, form)
        assert capfdbinary.readouterr().out == out.getvalue()
    assert export_facts(store, FactQuery(), form="table", output="-").facts == len(FACTS)
    with pytest.raises(UsageError, match="for the terminal"):
        export_facts(store, FactQuery(), form="table", output="facts.txt")


def test_a_verdict_goes_along(store: Store) -> None:
    store.judge(FACTS[0].id, "confirm", who="Ann", at=MORNING)
    out = io.BytesIO()
    stream_facts(Source(store, FactQuery(id=FACTS[0].id)), out, "jsonl")
    assert json.loads(out.getvalue())["verdict"] == "confirm"
    assert store.count(FactQuery()) == len(FACTS)


def test_the_page_on_the_record_names_every_table_and_column() -> None:
    page = (Path(__file__).parents[2] / "docs" / "record.md").read_text(encoding="utf-8")
    for column in COLUMNS:
        assert f"| `{column.name}` | {column.type} | {column.meaning} |" in page
    for table in TABLES:
        assert f"| `{table}` |" in page
