"""The treaty commands as people call them."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from servanda.cli.treaty import treaty
from servanda.errors import InputError, UsageError

TEXT = "Article 1\nThe Parties shall trade.\nArticle 2\nThis Agreement shall enter into force on signature.\n\nDone at Nice, 5 June 1961.\n"
OWN = """id: mine
title: A treaty of mine
parties: [FRA, ITA]
entry: {rule: on_signature}
sources: [made up]
acts:
  - {date: "2000-01-10", kind: signature, source: made up}
"""


def run(*words: str) -> str:
    result = CliRunner().invoke(treaty, list(words), catch_exceptions=False)
    assert result.exit_code == 0, result.output
    return result.stdout


def test_status_as_json_has_the_promised_fields() -> None:
    report = json.loads(run("status", "cn-ru-2001", "--on", "2026-11-21", "--format", "json"))
    assert {"instrument", "on", "status", "since", "until", "reasons", "next", "claims", "parties"} <= set(report)
    assert (report["status"], report["until"]) == ("in_force_extended", "2027-02-28")
    assert set(report["reasons"][0]) == {"date", "what", "rule", "source"}
    assert report["parties"]["CHN"]["status"] == "bound"


def test_status_of_a_file_of_ones_own(tmp_path: Path) -> None:
    path = tmp_path / "mine.yml"
    path.write_text(OWN, encoding="utf-8")
    assert "bound" in run("status", str(path), "--on", "2001-01-01")


def test_a_party_may_be_asked_for_by_the_code_that_it_bears_today() -> None:
    report = json.loads(run("status", "abm-1972", "--on", "1980-01-01", "--party", "rus", "--format", "json"))
    assert report["parties"]["RUS"]["status"] == "bound"


MANY = """id: sea
title: A convention on the sea
open: true
entry: {rule: nth_deposit, count: 1}
sources: [made up]
acts:
  - {date: "2000-01-10", kind: opening_for_signature, source: made up}
  - {date: "2001-01-10", kind: ratification, party: [GBR, FRA], source: made up}
  - {date: "2001-01-10", kind: reservation, party: FRA, words: reserves article 3, source: made up}
  - {date: "2001-06-10", kind: objection, party: GBR, about: FRA, source: made up}
  - {date: "2001-01-10", kind: territorial_exclusion, party: GBR, territory: Gibraltar, source: made up}
  - {date: "2005-01-10", kind: territorial_extension, party: GBR, territory: Gibraltar, source: made up}
"""


def test_a_territory_and_a_pair_of_parties_may_be_asked_for(tmp_path: Path) -> None:
    path = tmp_path / "sea.yml"
    path.write_text(MANY, encoding="utf-8")
    ask = ["status", str(path), "--party", "GBR", "--format", "json"]
    assert json.loads(run(*ask, "--on", "2004-01-01", "--territory", "gibraltar"))["territory"]["status"] == "not_a_party"
    assert json.loads(run(*ask, "--on", "2005-01-10", "--territory", "Gibraltar"))["territory"]["status"] == "bound"
    pair = json.loads(run(*ask, "--on", "2004-01-01", "--with", "fra"))["between"]
    assert (pair["in_force"], [one["effect"] for one in pair["reservations"]]) == (True, ["objected"])
    told = run("status", str(path), "--party", "GBR", "--on", "2004-01-01", "--with", "FRA", "--territory", "Gibraltar")
    assert "Between GBR and FRA: in force" in told
    assert "VCLT 21(3)" in told
    assert "VCLT 29" in told
    with pytest.raises(UsageError, match="ask about a state"):
        CliRunner().invoke(treaty, ["status", str(path), "--on", "2004-01-01", "--territory", "Gibraltar"], catch_exceptions=False)


def test_a_file_with_wrong_fields_names_them_all(tmp_path: Path) -> None:
    path = tmp_path / "bad.yml"
    path.write_text(OWN.replace("kind: signature", "kind: signing"), encoding="utf-8")
    with pytest.raises(InputError, match="signing"):
        CliRunner().invoke(treaty, ["status", str(path), "--on", "2001-01-01"], catch_exceptions=False)


def test_wrong_usage_says_what_to_do() -> None:
    with pytest.raises(UsageError, match="no instrument is called"):
        CliRunner().invoke(treaty, ["status", "Treaty of Nowhere", "--on", "2001-01-01"], catch_exceptions=False)
    with pytest.raises(UsageError, match="not a day"):
        CliRunner().invoke(treaty, ["status", "npt-1968", "--on", "soon"], catch_exceptions=False)


def test_calendar_prints_lines_and_icalendar() -> None:
    assert "2026-02-28" in run("calendar", "--from", "2026-01-01", "--to", "2026-12-31")
    assert run("calendar", "--from", "2026-01-01", "--to", "2026-12-31", "--format", "ics").startswith("BEGIN:VCALENDAR")


def test_check_of_a_table_ends_with_one_where_something_cannot_be(tmp_path: Path) -> None:
    path = tmp_path / "mine.csv"
    path.write_text("id,title,signed,in_force,ends,status\nx,Old one,2001,2002,2010,in force\n", encoding="utf-8")
    result = CliRunner().invoke(treaty, ["check", str(path)], catch_exceptions=False)
    assert result.exit_code == 1
    assert "though it ended" in result.output


def test_read_gives_an_outline_json_lines_and_akoma_ntoso(tmp_path: Path) -> None:
    plain, lines = tmp_path / "t.txt", tmp_path / "t.jsonl"
    plain.write_text(TEXT, encoding="utf-8")
    lines.write_text("".join(json.dumps({"id": name, "text": TEXT, "title": "A"}) + "\n" for name in "ab"), encoding="utf-8")
    assert "1961-06-05 at Nice" in run("read", str(plain))
    assert json.loads(run("read", str(plain), "--format", "json"))["entry_into_force"]["rule"] == "on_signature"
    assert [json.loads(line)["source_id"] for line in run("read", str(lines)).splitlines()] == ["a", "b"]
    assert "akomaNtoso" in run("read", str(plain), "--format", "akn")


@pytest.mark.parametrize("command", ["read", "status", "calendar", "check", "list"])
def test_every_command_has_an_example_in_its_help(command: str) -> None:
    assert "Example:" in run(command, "--help")
