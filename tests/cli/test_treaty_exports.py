"""The register as tables: nothing but what it holds, each act with its source, in CSV and JSON alike."""

from __future__ import annotations

import csv
import io
import json

import pytest
from click.testing import CliRunner

from servanda.analysis.register import load_register
from servanda.cli.treaty import treaty
from servanda.errors import UsageError


def run(*words: str) -> str:
    result = CliRunner().invoke(treaty, list(words), catch_exceptions=False)
    assert result.exit_code == 0, result.output
    return result.stdout


def rows(*words: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(run(*words, "--format", "csv"), newline="")))


def lines(*words: str) -> list[dict[str, object]]:
    return [json.loads(line) for line in run(*words, "--format", "json").splitlines()]


def test_every_instrument_is_listed_in_every_form() -> None:
    register = load_register()
    assert [line.split("\t")[0] for line in run("list").splitlines()] == sorted(register.instruments)
    assert [row["instrument"] for row in rows("list")] == [line["instrument"] for line in lines("list")] == sorted(register.instruments)
    assert rows("list")[0]["status"] == ""


def test_a_day_adds_the_status() -> None:
    (row,) = (row for row in rows("list", "--on", "2026-02-01") if row["instrument"] == "cn-ru-2001")
    assert (row["status"], row["parties"], row["signed"]) == ("in_force_extended", "CHN; RUS", "2001-07-16")
    assert "\tin_force_extended\t" in next(line for line in run("list", "--on", "2026-02-01").splitlines() if line.startswith("cn-ru-2001"))
    with pytest.raises(UsageError, match="--on is not a day"):
        run("list", "--on", "2026")


def test_every_act_is_there_with_its_source() -> None:
    register = load_register()
    told = lines("acts")
    assert len(told) == len(rows("acts")) == sum(len(one.acts) for one in register.instruments.values())
    assert all(act["source"] for act in told)
    assert {act["instrument"] for act in lines("acts", "cn-ru-2001")} == {"cn-ru-2001"}


def test_parties_stand_as_the_status_says() -> None:
    told = lines("parties", "cn-ru-2001", "--on", "2005-01-01")
    assert [(one["party"], one["status"], one["since"]) for one in told] == [("CHN", "bound", "2002-02-28"), ("RUS", "bound", "2002-02-28")]
    assert all(one["because"] for one in told)
    assert {row["instrument"] for row in rows("parties", "--on", "2005-01-01")} <= set(load_register().instruments)
