"""The door for notebooks: the filters of the command line, frames of three libraries, tables that run nothing, a page that works."""

from __future__ import annotations

import datetime as dt
import html.parser
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb
import pytest
from hostile_strings import hostile_strings
from small_record import fill, one_of_each_kind

import servanda
from servanda.errors import InputError, IntegrityError, UsageError
from servanda.presenting.fact_columns import COLUMNS, flat
from servanda.presenting.notebooks import Facts, Record, Rows, Status
from servanda.records import Fact
from servanda.store import FactQuery, Store

PAGE = Path(__file__).parents[3] / "docs/notebooks.md"
AT = dt.datetime(2026, 3, 1, 12, tzinfo=dt.UTC)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    with Store.open(tmp_path / "record.duckdb", write=True) as opened:
        fill(opened, one_of_each_kind())
        opened.judge(next(opened.facts(FactQuery(kinds=("event",)))).id, "confirm", who="Ann", at=AT, why="=1+1")
    return tmp_path / "record.duckdb"


@pytest.fixture
def record(path: Path) -> Iterator[Record]:
    with servanda.open(path) as opened:
        yield opened


class Markup(html.parser.HTMLParser):
    """The elements and attributes of some HTML, and whether every one is closed."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.open: list[str] = []
        self.feed(text)
        self.close()
        assert not self.open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}
        self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def harmless_markup(shown: str) -> None:
    markup = Markup(shown)
    assert markup.tags <= {"table", "caption", "thead", "tbody", "tr", "th", "td", "bdi", "p", "strong", "ul", "li", "em", "q"}
    assert markup.attributes <= {"style", "scope"}
    assert not re.search(r"#[0-9a-f]{3,6}\b|rgb|url\(", " ".join(re.findall(r'style="([^"]*)"', shown)))


def test_a_record_is_asked_as_on_the_command_line(record: Record) -> None:
    assert {fact.kind for fact in record.facts(pair=("China", "rus"), kind=("event", "relation"))} == {"event", "relation"}
    assert len(record.facts()) == 7
    assert len(record.facts(kind="event", since="2001-07", until=dt.date(2001, 7, 20))) == 1
    assert len(record.facts(kind="event", since="2002")) == 0
    assert len(record.facts(certainty="expected")) == 1
    assert record.facts(kind="event").verdicts == {record.facts(kind="event")[0].id: "confirm"}
    for wrong in (
        {"pair": ("CHN",)},
        {"pair": "CHN"},
        {"kind": "gossip"},
        {"type": "AGGREE"},
        {"actor": "Atlantis"},
        {"since": "soon"},
        {"since": "2002", "until": "2001"},
    ):
        with pytest.raises(UsageError):
            record.facts(**wrong)


def test_what_it_gave_stays_when_it_is_closed(path: Path) -> None:
    with servanda.open(path) as opened:
        facts, hits, documents, said = opened.facts(), opened.search("treaty"), opened.documents(), opened.judgements()
        counts = opened.counts()
        assert "7 facts" in repr(opened)
        harmless_markup(opened._repr_html_())
    assert [type(fact) for fact in facts] == [Fact] * 7
    assert isinstance(facts[:2], Facts)
    assert (len(facts[:2]), len(hits), len(documents), len(said), counts.documents) == (2, 1, 1, 1, 1)
    assert said[0]["why"] == "=1+1"
    assert repr(opened) == f"<record {path.name}: closed>"
    assert "closed" in opened._repr_html_()
    harmless_markup(opened._repr_html_())
    with servanda.open(path, write=True):
        pass


def test_a_record_that_is_not_there_is_not_made(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no record here"):
        servanda.open(tmp_path / "none.duckdb")
    assert not list(tmp_path.iterdir())


def test_a_search_of_fewer_than_no_sentences_is_refused(record: Record) -> None:
    assert len(record.search("treaty", limit=0)) == 0
    with pytest.raises(UsageError, match="limit=-1"):
        record.search("treaty", limit=-1)


@pytest.mark.parametrize("content", [b"", b"hello", b"PK\x03\x04"])
def test_a_file_that_is_no_record_and_one_of_another_version_are_told(tmp_path: Path, path: Path, content: bytes) -> None:
    (tmp_path / "other.duckdb").write_bytes(content)
    with pytest.raises(IntegrityError, match="no store"):
        servanda.open(tmp_path / "other.duckdb")
    older = tmp_path / "older.duckdb"
    older.write_bytes(path.read_bytes())
    with duckdb.connect(str(older)) as connection:
        connection.execute("UPDATE meta SET value = '99' WHERE name = 'schema'")
    with pytest.raises(UsageError, match="schema 99"):
        servanda.open(older)


def test_frames_hold_every_cell_with_its_type(record: Record) -> None:
    facts = record.facts()
    rows = [flat(kept) for kept in record.store.kept(FactQuery())]
    arrow, polars, pandas = facts.to_arrow(), facts.to_polars(), facts.to_pandas()
    assert arrow.to_pylist() == rows
    assert polars.to_dicts() == rows
    assert list(pandas.columns) == arrow.column_names == polars.columns == [column.name for column in COLUMNS]
    assert pandas["words"].tolist() == [row["words"] for row in rows]
    assert pandas["reciprocal"].astype(object).where(pandas["reciprocal"].notna(), None).tolist() == [row["reciprocal"] for row in rows]
    assert str(pandas["start"].dtype) == "Int32"
    for answer in (record.search("treaty"), record.documents(), record.judgements(), Facts([]), Rows({"a": "DATE"}, [], called="days")):
        assert answer.to_arrow().num_rows == answer.to_polars().height == len(answer.to_pandas()) == len(answer)
    assert record.judgements().to_pandas()["at"][0].isoformat() == AT.isoformat()
    assert record.judgements().to_polars()["at"][0] == record.judgements().to_arrow()["at"][0].as_py() == AT


@pytest.mark.parametrize(("method", "name"), [("to_arrow", "pyarrow"), ("to_polars", "polars"), ("to_pandas", "pandas")])
def test_a_missing_library_is_told(record: Record, method: str, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, name, None)
    with pytest.raises(UsageError, match=rf"needs {name}.*\n.*\n.*servanda\[frames\]"):
        getattr(record.facts(), method)()


def test_no_frame_library_is_loaded_before_it_is_asked_for() -> None:
    told = "import sys, servanda.presenting.notebooks; print(sorted({'pandas', 'polars', 'pyarrow'} & set(sys.modules)))"
    assert subprocess.run([sys.executable, "-c", told], capture_output=True, text=True, check=True).stdout.strip() == "[]"


def test_tables_tell_how_much_there_is_and_cut_nothing_in_silence(record: Record) -> None:
    facts = Facts(list(record.store.kept(FactQuery())) * 10)
    assert "50 of 70 facts shown" in facts._repr_html_()
    assert facts._repr_html_().count("<tr>") == 51
    shown = facts.timeline()._repr_html_()
    assert shown.count("<li>") == 70
    assert "70 facts" in shown
    assert [len(one) for one in facts.timeline().years().values()] == [50, 20]
    assert list(facts.timeline().years()) == ["2001", "not known"]
    assert repr(facts).startswith("<70 facts: 10 event")
    assert "sentences of 2" in repr(record.search("the", limit=1)) or len(record.search("the", limit=1)) < 2


def test_nothing_that_is_shown_runs(tmp_path: Path) -> None:
    with Store.open(tmp_path / "s.duckdb", write=True) as opened:
        fill(
            opened,
            *[
                one_of_each_kind(lambda name, text=text, number=number: f"{text}{number}" if name == "end" else text)  # type: ignore[misc]
                for number, text in enumerate(hostile_strings())
            ],
        )
        for fact, text in zip(list(opened.facts(FactQuery(kinds=("event",)))), hostile_strings(), strict=True):
            opened.judge(fact.id, "confirm", who=text, at=AT, why=text)
    with servanda.open(tmp_path / "s.duckdb") as record:
        facts = record.facts()
        for start in range(0, len(facts), 50):
            harmless_markup(facts[start : start + 50]._repr_html_())
        harmless_markup(facts.timeline()._repr_html_())
        for answer in (record.documents(), record.judgements(), record.search("Russia", limit=400)):
            for start in range(0, len(answer), 50):
                harmless_markup(answer[start : start + 50]._repr_html_())


def test_the_status_of_a_treaty_shows_its_steps() -> None:
    status = servanda.status("cn-ru-2001", on="2005-01-01")
    assert isinstance(status, Status)
    assert status.word == "in_force"
    assert {row["party"] for row in status.parties} == {"CHN", "RUS"}
    harmless_markup(status._repr_html_())
    assert "VCLT" in status._repr_html_()
    assert status.to_json()["status"] == "in_force"
    assert str(status).startswith(status.report.title)
    assert servanda.status("cn-ru-2001", on=dt.date(2005, 1, 1), party="chn").parties[0]["status"] == "bound"
    for wrong in ("2005", "soon"):
        with pytest.raises(UsageError, match="not a day"):
            servanda.status("cn-ru-2001", on=wrong)
    assert servanda.status("cn-ru-2001", on="2005-01-01", party="Russia").parties[0]["party"] == "RUS"
    with pytest.raises(UsageError, match="no one actor"):
        servanda.status("cn-ru-2001", on="2005-01-01", party="RUSS")
    with pytest.raises(UsageError, match="no instrument"):
        servanda.status("the treaty of nowhere", on="2005-01-01")


def test_an_empty_text_and_a_wrong_date_are_told() -> None:
    with pytest.raises(InputError):
        servanda.code("")
    with pytest.raises(UsageError, match="not a date"):
        servanda.code("Chile and Peru met.", date="soon")


def test_the_page_runs_from_top_to_bottom(path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.chdir(path.parent)
    (path.parent / "articles").mkdir()
    (path.parent / "articles" / "one.txt").write_text("Chile and Peru signed a treaty in Lima on 4 May 2004.\n", encoding="utf-8")
    blocks = re.findall(r"^```python\n(.*?)^```", PAGE.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)
    assert len(blocks) >= 4
    names: dict[str, Any] = {}
    for block in blocks:
        exec(compile(block, str(PAGE), "exec"), names)  # noqa: S102 - our own page
    assert (path.parent / "facts.dta.manifest.json").exists()
    assert names["then"].word == "in_force"
    assert len(names["frame"]) == len(names["facts"]) > 0
    assert "treaty_act actual" in capsys.readouterr().out
