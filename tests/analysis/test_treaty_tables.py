import json
from pathlib import Path

import pytest

from servanda.analysis.party_names import code_of
from servanda.analysis.treaty_tables import check_file, read_act_table
from servanda.analysis.untc_tables import read_status_table
from servanda.errors import InputError

PAGE = """<html><table><tr><th>Menu</th></tr></table><table>
<tr><th>Participant</th><th>Signature</th><th>Ratification, Accession(a), Acceptance(A)</th></tr>
<tr><td>France <sup>1</sup></td><td>4 May 1999</td><td>10 Jun 2000 A</td></tr>
<tr><td>Bolivia (Plurinational State of)</td><td></td><td>3 Mar 2001 a</td></tr></table></html>"""


def test_a_saved_status_page_gives_the_acts_with_the_depositarys_letters() -> None:
    one = read_status_table(PAGE, id_="page", title="page")
    assert [(act.party, act.kind, str(act.day)) for act in one.acts] == [
        ("FRA", "signature", "1999-05-04"),
        ("FRA", "acceptance", "2000-06-10"),
        ("BOL", "accession", "2001-03-03"),
    ]


def test_every_unknown_participant_is_named() -> None:
    with pytest.raises(InputError, match=r"Ruritania.*Graustark"):
        read_status_table("Participant,Signature\nRuritania,1 Jan 2000\nGraustark,2 Jan 2000\n", id_="x", title="x")


def test_names_of_depositaries_and_of_uk_records() -> None:
    assert code_of("Venezuela (Bolivarian Republic of)") == "VEN"
    assert code_of("NETHERLANDS THE") == "NLD"
    assert code_of("Congo") == "COG"
    assert code_of("Ruritania") is None


def test_a_table_of_ones_own_acts() -> None:
    table = "instrument,title,party,act,date\nx,A treaty,France,signature,2000-01-10\nx,A treaty,FRA,ratification,2001\n"
    one = read_act_table(table, "mine.csv")[0]
    assert [(act.party, act.kind) for act in one.acts] == [("FRA", "signature"), ("FRA", "ratification")]
    with pytest.raises(InputError, match="line 2"):
        read_act_table("instrument,act,date\nx,waved,2000\n", "mine.csv")


def test_uk_records_are_checked(tmp_path: Path) -> None:
    record = {
        "id": 1,
        "title": "T",
        "country_name": "FRANCE ; UNITED KINGDOM",
        "signed_event_date": "02/03/1950",
        "definative_eif_event_date": "01/03/1950",
    }
    path = tmp_path / "uk.json"
    path.write_text(json.dumps({"csw:GetRecordsResponse": {"csw:SearchResults": {"iStoreRecord": [record]}}}), encoding="utf-8")
    assert ["before signature" in finding.what for finding in check_file(path)] == [True]


def test_a_file_that_is_no_treaty_table_says_so(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_text("apples,pears\n1,2\n", encoding="utf-8")
    with pytest.raises(InputError, match="no treaty table"):
        check_file(path)
