"""The tables of actors: complete, consistent, and checked row by row."""

from __future__ import annotations

import shutil
import time
from pathlib import Path

import pytest

from servanda.errors import UsageError, VocabularyError
from servanda.moments import Moment
from servanda.vocabulary.actors import check_actors, describe, load_actors
from servanda.vocabulary.actors.table import ActorTable, read_actor_rows
from servanda.vocabulary.tables import data_file

TABLE = load_actors()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    copy = tmp_path / "actors"
    shutil.copytree(data_file("actors"), copy)
    return copy


def append(folder: Path, table: str, line: str) -> None:
    with (folder / table).open("a", encoding="utf-8") as stream:
        stream.write(line + "\n")


def test_the_tables_that_come_with_servanda_are_sound() -> None:
    assert check_actors() == []


def test_every_present_state_is_there() -> None:
    today = [code for code in TABLE.state_codes() if TABLE.kind(code) == "state" and TABLE.state(code)[-1].until is None]
    assert len(today) == 194, "193 members of the United Nations and the Holy See"
    assert all(len(code) == 3 and code.isupper() for code in TABLE.state_codes())


@pytest.mark.parametrize(
    "code", ["SUN", "YUG", "CSK", "DDR", "SCG", "YMD", "VDR", "RVN", "PRU", "AUH", "SIC", "OFS", "TRA", "GCL", "ZAN", "TBT", "KRE"]
)
def test_states_that_ceased_have_an_end(code: str) -> None:
    assert TABLE.is_state(code)
    assert TABLE.state(code)[-1].until is not None


def test_succession_is_kept() -> None:
    ussr = TABLE.state("SUN")[-1]
    assert ussr.continuator == "RUS"
    assert "UKR" in ussr.successor
    assert TABLE.state("RUS")[-1].predecessor == ("SUN",)


@pytest.mark.parametrize(
    ("code", "which", "number"),
    [
        ("CHN", "COW", "710"),
        ("RUS", "COW", "365"),
        ("SUN", "GW", "365"),
        ("TWN", "COW", "713"),
        ("SRB", "GW", "340"),
        ("NRU", "GW", "971"),
        ("NRU", "COW", "970"),
    ],
)
def test_numbers_of_the_lists(code: str, which: str, number: str) -> None:
    assert {one.number for one in TABLE.counted(code) if one.list == which} == {number}


def test_a_shared_number_counts_for_each_state_in_its_time() -> None:
    soviet = [one for one in TABLE.counted("SUN") if one.list == "COW"]
    assert [(one.since, one.until) for one in soviet] == [(Moment.parse("1922-12-30"), Moment.parse("1991-12-25"))]
    assert [one.until is None for one in TABLE.counted("RUS") if one.list == "COW"] == [False, True]


def test_the_lists_may_differ_from_each_other() -> None:
    germany = {(one.list, one.number) for one in TABLE.counted("DEU")}
    assert germany == {("COW", "255"), ("COW", "260"), ("GW", "255"), ("GW", "260")}
    assert TABLE.counted("HKG") == ()


def test_organisations_and_offices_are_plenty() -> None:
    assert len(TABLE.rows.organisations) >= 80
    assert all(TABLE.organisation(code) for code in ("UN", "EU", "NATO", "WTO", "CIS", "SCO", "ASEAN", "BRICS", "IAEA", "ICC"))
    assert TABLE.offices()
    assert TABLE.agents()


def test_leaders_of_the_permanent_members_and_forty_further_states() -> None:
    led = {row.actor for row in TABLE.leaders() if TABLE.is_state(row.actor)}
    assert {"CHN", "FRA", "GBR", "RUS", "USA"} <= led
    assert len(led) >= 45


def test_an_unknown_code_is_an_error_with_advice() -> None:
    with pytest.raises(UsageError, match="XYZ"):
        TABLE.label("XYZ")
    with pytest.raises(UsageError):
        TABLE.kind("XYZ")
    assert TABLE.state("XYZ") == ()


def test_a_description_tells_lists_and_succession() -> None:
    told = describe(TABLE, "SUN")
    assert "continued by RUS" in told
    assert "COW 365: since 1922-12-30 until 1991-12-25" in told
    assert "IGO" in describe(TABLE, "UN")
    assert "AFG" in describe(TABLE, "TALIBAN")


@pytest.mark.parametrize(
    ("table", "line", "says"),
    [
        ("leaders.csv", "Ada Quispe,Quispe,QQQ,President,GOV,2001-01-01,", "no actor has the code 'QQQ'"),
        ("leaders.csv", "Ada Quispe,Quispe,PER,President,XXX,2001-01-01,", "no sector 'XXX'"),
        ("leaders.csv", "Ada Quispe,Quispe,PER,President,GOV,2001-01-01,1999", "ends (1999) before it begins"),
        ("state_names.csv", "USSR,SUN,name,,,,", "says the same as"),
        ("states.csv", "XAA,Nowhere,Nowhere,state,365,,2001-01-01,2002-01-01,,,,", "cow number 365 is also that of"),
        ("states.csv", "XAA,Nowhere,Nowhere,state,,,2001-01-01,,,,,", "XAA has no adjective"),
        ("states.csv", "USA,Again,Again,state,,,2001-01-01,2002-01-01,,,,", "do not stand together"),
        ("memberships.csv", "COW,9999,2001-01-01,", "no state of states.csv has the COW number 9999"),
        ("groups.csv", "CHN,Some group,,REB,,,,", "is taken by"),
    ],
)
def test_the_check_finds(folder: Path, table: str, line: str, says: str) -> None:
    append(folder, table, line)
    assert any(says in problem and table in problem for problem in check_actors(folder)), check_actors(folder)


def test_a_table_that_cannot_be_read_names_every_bad_row(folder: Path) -> None:
    append(folder, "state_names.csv", "A,USA,nickname,,,,")
    append(folder, "state_names.csv", "B,USA,name,,31 May,,")
    with pytest.raises(VocabularyError) as caught:
        read_actor_rows(folder)
    assert len(caught.value.problems) == 2


def test_loading_is_quick() -> None:
    start = time.process_time()
    ActorTable(read_actor_rows())
    assert time.process_time() - start < 1.0, "0.08 s when written; a tenfold slip fails"
