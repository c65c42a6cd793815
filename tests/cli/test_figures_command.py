"""Figures through the command line: texts and the record against series, in every format."""

import csv
import io
import json
from pathlib import Path

import msgspec
import pytest
from running import servanda

TEXT = (
    "Trade between Chile and Peru reached $2.5 billion in 2010. Trade between Chile and Peru came to $9 billion in 2011.\n"
    "Uganda sent 1,600 troops to Somalia in March 2007.\n"
)
LONG = "year,value,unit,measure,actor_a,actor_b,source\n2010,2.51,USD billion,trade,CHL,PER,Customs\n2011,3.3,USD billion,trade,CHL,PER,Customs\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "text.txt").write_text(TEXT)
    (tmp_path / "long.csv").write_text(LONG)
    return tmp_path


class Ended(msgspec.Struct, frozen=True):
    """How a command ended and what it wrote."""

    status: int
    out: str
    err: str


def run(*arguments: str) -> Ended:
    done = servanda(*arguments, cwd=Path.cwd())
    return Ended(done.returncode, done.stdout.decode(), done.stderr.decode())


def rows(words: str) -> list[dict[str, object]]:
    return [json.loads(line) for line in words.splitlines()]


def test_texts_against_a_file(folder: Path) -> None:
    ended = run("figures", "check", str(folder / "text.txt"), "--series", str(folder / "long.csv"), "--format", "jsonl")
    assert ended.status == 0
    assert [row["outcome"] for row in rows(ended.out)] == ["agrees", "contradicts", "no series"]
    first, second, third = rows(ended.out)
    assert first["series"] == {"source": "Customs", "measure": "trade", "flow": None, "unit": "USD", "actors": ["CHL", "PER"]}
    assert second["expected"] == 3.3e9
    assert second["gap"] == pytest.approx((9 - 3.3) / 3.3)
    assert third["reason"] == "no series measures troops"
    assert first["words"] == TEXT[first["start"] : first["end"]]  # type: ignore[index]
    assert "1 agrees, 1 contradicts, 1 no series" in ended.err


def test_a_table_among_the_texts_is_a_series_and_outcomes_can_be_chosen(folder: Path) -> None:
    ended = run("figures", "check", str(folder), "--outcome", "contradicts", "--format", "csv", "-q")
    (row,) = csv.DictReader(io.StringIO(ended.out))
    assert (row["outcome"], row["stated"], row["expected"], row["source"]) == ("contradicts", "9000000000", "3300000000", "Customs")


def test_series_become_a_table_that_the_record_keeps(folder: Path) -> None:
    cow = folder / "cow.csv"
    cow.write_text("ccode1,ccode2,year,importer1,importer2,flow1,flow2\n135,155,2010,Peru,Chile,1000,1505\n2,20,2010,US,Canada,1,2\n")
    told = run("figures", "series", str(cow), "--pair", "Chile", "Peru", "--source", "COW", "--format", "csv", "-q")
    kept = folder / "kept.csv"
    kept.write_text(told.out)
    assert told.out.splitlines()[0] == "period,value,unit,measure,flow,actor_a,actor_b,source"
    assert "2010,2505000000,USD,trade,total,CHL,PER,COW" in told.out.splitlines()
    store = str(folder / "record.duckdb")
    assert run("add", "--store", store, str(kept), str(folder / "text.txt"), "-q").status == 0
    ended = run("figures", "check", "--store", store, "--pair", "CHL", "PER", "--format", "jsonl", "-q")
    assert [(row["outcome"], row["reason"]) for row in rows(ended.out)] == [("agrees", None), ("no series", "no series has that period")]


def test_tables_for_people(folder: Path) -> None:
    told = run("figures", "series", str(folder / "long.csv"))
    assert "Customs" in told.out
    assert "1 series, 2 values" in told.err
    assert "agrees" in run("figures", "check", str(folder)).out


def test_a_file_that_is_no_series_fails_and_the_others_go_on(folder: Path) -> None:
    (folder / "odd.csv").write_text("name,colour\nx,red\n")
    files = ("--series", str(folder / "odd.csv"), "--series", str(folder / "long.csv"))
    ended = run("figures", "check", str(folder / "text.txt"), *files, "--format", "jsonl")
    assert ended.status == 1
    assert "not a table of series" in ended.err
    assert rows(ended.out)[0]["outcome"] == "agrees"


def test_an_unknown_measure_and_a_missing_record_are_wrong_usage(folder: Path) -> None:
    assert run("figures", "series", str(folder / "long.csv"), "--measure", "weather").status == 2
    assert run("figures", "check", "--store", str(folder / "none.duckdb")).status == 2


def test_a_table_with_rows_that_cannot_be_dated_is_partial_and_says_which(folder: Path) -> None:
    table = folder / "odd_years.csv"
    table.write_text(LONG + "soon,4,USD billion,trade,CHL,PER,Customs\nlater,5,USD billion,trade,CHL,PER,Customs\n")
    ended = run("add", "--store", str(folder / "record.duckdb"), str(table))
    assert ended.status == 0
    assert ended.err.startswith("partial")
    assert "line 4 and 1 more: the row has no year or date that can be read" in ended.err
