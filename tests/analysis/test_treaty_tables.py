import json
from pathlib import Path

import pytest

from servanda.analysis.party_names import code_of
from servanda.analysis.treaty_tables import check_file, read_act_table
from servanda.analysis.uk_treaties import read_uk_records
from servanda.analysis.untc_tables import read_status_page, read_status_table
from servanda.errors import InputError
from servanda.law.clauses import EntryClause
from servanda.law.entry_into_force import entry_into_force
from servanda.law.lint import check

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


NOTED = """<html><head><style>td {color: red}</style></head><body><table id="grid">
<tr><th>Participant <sup>1</sup></th><th>Signature</th><th>Ratification, Accession(a), Succession(d)</th></tr>
<tr><td>Slovenia <sup>1</sup></td><td></td><td>6 Jul 1992 d</td></tr>
<tr><td>Czech Republic<sup>2</sup></td><td></td><td>22 Feb 1993 d</td></tr>
<tr><td>[France <sup>3, 4</sup>]</td><td>4 May 1970</td><td>[10 Jun 1971]</td></tr>
<tr><td>Italy</td><td>5 May 19705</td><td>1 Mar 1972 A 6</td></tr>
<tr><td>Monaco</td><td></td><td>7 Aug 1973 s</td></tr></table>
<h3>Declarations and Reservations</h3><p>(Unless told otherwise they were made upon ratification.)</p>
<p>Italy</p><p>Italy reads article 3 narrowly.</p><p>It makes a reservation to article 9.</p>
<p>Slovenia</p><p>Confirmed on succession.</p>
<h3>Objections</h3><p>Monaco</p><p>Monaco objects.</p>
<h3>End Note</h3>
<table><tr><td>1.</td><td>The former Yugoslavia had signed and ratified the Convention on 29 March 1970 and July 2, 1971, respectively. See also elsewhere.</td></tr>
<tr><td>2.</td><td>Czechoslovakia had acceded to the Convention on 6 May 1972.</td></tr>
<tr><td>3.</td><td>With a note on a strait.</td></tr>
<tr><td>4.</td><td>On 8 January 1980 the Government notified its denunciation, for the text signed on 4 May 1970.</td></tr>
<tr><td>5.</td><td>Subject to approval.</td></tr><tr><td>6.</td><td>For the whole realm.</td></tr></table></body></html>"""


def test_footnotes_stay_with_their_rows_and_give_what_states_that_have_ceased_did() -> None:
    page = read_status_page(NOTED, id_="page")
    rows = {row.code: row for row in page.rows}
    assert rows["ITA"].notes == {"5": "Subject to approval.", "6": "For the whole realm."}
    assert [(act.kind, str(act.day)) for act in rows["ITA"].acts] == [("signature", "1970-05-05"), ("acceptance", "1972-03-01")]
    assert [(act.kind, str(act.day)) for act in rows["MCO"].acts] == [("definitive_signature", "1973-08-07")]
    assert (rows["FRA"].bracketed, list(rows["FRA"].notes)) == (True, ["3", "4"])
    assert [(act.kind, str(act.day)) for act in rows["FRA"].acts][-1] == ("withdrawal_notice", "1980-01-08")
    assert [(act.party, act.kind, str(act.day)) for act in page.predecessors] == [
        ("YUG", "signature", "1970-03-29"),
        ("YUG", "ratification", "1971-07-02"),
        ("CSK", "accession", "1972-05-06"),
    ]
    assert page.declarations == {
        "ITA": "Italy reads article 3 narrowly.\nIt makes a reservation to article 9.",
        "SVN": "Confirmed on succession.",
    }


def test_the_deposits_of_footnotes_count_towards_entry_into_force() -> None:
    table = read_status_table(NOTED, id_="page", title="page", entry=EntryClause(rule="nth_deposit", count=4))
    assert str(entry_into_force(table).day) == "1972-05-06"
    assert [finding for finding in check(table) if finding.grade == "error"] == []


def test_footnote_numbers_of_a_csv_are_kept_without_texts() -> None:
    page = read_status_page('Participant,Signature,Ratification\n"Germany 7, 8",10 Oct 19991,4 Mar 2003 2\n', id_="x")
    assert page.rows[0].notes == {"7": None, "8": None, "1": None, "2": None}
    assert [str(act.day) for act in page.rows[0].acts] == ["1999-10-10", "2003-03-04"]


SAVED = """<!DOCTYPE html><html><head><title>UNTC</title><script>var a = "<table><tr><td>Participant</td></tr></table>";</script></head><body>
<table id="layout"><tr><td>
<table id="ctl00_ctl00_ContentPlaceHolder1_ContentPlaceHolderInnerPage_tblgrid" class="table table-striped">
<tbody><tr><td>Participant&nbsp;<sup>1</sup></td><td>Signature, Succession to signature(d)</td>
<td>Provisional application(n)</td><td>Definitive signature(s), Acceptance(A), Ratification</td></tr>
<tr><td>Belgium</td><td>13 May&nbsp; 1996</td><td>13 May 1996 n</td><td>\t</td></tr>
<tr><td>Czech Republic <sup>2</sup></td><td>17 Dec\t1993 d</td><td></td><td>24 May 1997 A</td></tr>
<tr><td>Nepal</td><td></td><td></td><td>7 Jan 1999 s</td></tr>
<tr><td>Peru</td><td>29 Aug 1994</td><td> 1 Jan 1997 n</td><td>21 Sep 1998</td></tr></tbody></table>
</td></tr></table>
<h4>Territorial Application</h4><table><tr><td>Participant</td><td>Date of receipt of the notification</td><td>Territories</td></tr>
<tr><td>Atlantis</td><td>1 Jan 2000</td><td>Isles</td></tr></table></body></html>"""


def test_the_head_of_each_column_tells_what_its_letters_mean() -> None:
    acts = [(act.party, act.kind, str(act.day)) for row in read_status_page(SAVED, id_="saved").rows for act in row.acts]
    assert acts == [
        ("BEL", "signature", "1996-05-13"),
        ("BEL", "provisional_application", "1996-05-13"),
        ("CZE", "signature", "1993-12-17"),
        ("CZE", "acceptance", "1997-05-24"),
        ("NPL", "definitive_signature", "1999-01-07"),
        ("PER", "signature", "1994-08-29"),
        ("PER", "provisional_application", "1997-01-01"),
        ("PER", "ratification", "1998-09-21"),
    ]


def test_a_column_of_definitive_signatures_and_acceptances_is_no_column_of_signatures() -> None:
    table = 'Participant,Signature,"Definitive signature(s), Acceptance(A)"\nChile,6 Mar 1948,17 Feb 1972 A\nUruguay,,10 May 1968 s\n'
    assert [act.kind for row in read_status_page(table, id_="x").rows for act in row.acts] == [
        "signature",
        "acceptance",
        "definitive_signature",
    ]
    bound = "Participant,Consent to be bound(P)\nFrance,4 Mar 1988 P\n"
    assert [act.kind for row in read_status_page(bound, id_="x").rows for act in row.acts] == ["ratification"]


def test_a_table_with_a_row_for_each_action_gives_the_day_of_effect_too() -> None:
    table = "Participant,Action,Date of Notification/Deposit,Date of Effect\nFrance,Signature,22/04/2016,\n,Ratification,05/10/2016,04/11/2016\n"
    acts = [act for row in read_status_page(table, id_="x").rows for act in row.acts]
    assert [(act.party, act.kind, str(act.day), str(act.effective)) for act in acts] == [
        ("FRA", "signature", "2016-04-22", "2016-04-22"),
        ("FRA", "ratification", "2016-10-05", "2016-11-04"),
    ]
    with pytest.raises(InputError, match="no act and date"):
        read_status_page("Participant,Action,Date of Effect\nFrance,Waved,05/10/2016\n", id_="x")


def test_the_published_volumes_tell_the_same_table_in_xml() -> None:
    volume = """<?xml version="1.0"?><Treaty><Participants><Table><Rows>
    <Row><Entry>Participant<superscript>1</superscript></Entry><Entry>Signature</Entry><Entry>Accession(a), Succession(d), Ratification</Entry></Row>
    <Row><Entry>Bosnia and Herzegovina<superscript>2</superscript></Entry><Entry/><Entry> 1 Sep 1993 d</Entry></Row>
    <Row><Entry>Barbados</Entry><Entry>29 Mar 1976</Entry><Entry>26 Nov 1979</Entry></Row></Rows></Table></Participants></Treaty>"""
    acts = [(act.party, act.kind) for row in read_status_page(volume, id_="v").rows for act in row.acts]
    assert acts == [("BIH", "succession"), ("BRB", "signature"), ("BRB", "ratification")]


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


def test_uk_records_that_come_twice_or_in_several_answers_count_once(tmp_path: Path) -> None:
    record = {"id": "7", "uuid": "u", "title": "T", "country_name": "FRANCE", "signed_event_date": "02/03/1950", "field3": "BI"}
    answer = {"csw:GetRecordsResponse": {"csw:SearchResults": {"iStoreRecord": record}}}
    second = {"csw:GetRecordsResponse": {"csw:SearchResults": {"iStoreRecord": [{**record, "id": "8"}, {**record, "uuid": "v"}]}}}
    rows = read_uk_records([answer, second])
    assert [(row.parties, row.signed.isoformat() if row.signed else None) for row in rows] == [(("FRA",), "1950-03-02")] * 2
    path = tmp_path / "other.json"
    path.write_text('{"treaties": []}', encoding="utf-8")
    with pytest.raises(InputError, match="no answer of UK Treaties Online"):
        check_file(path)


def test_a_file_that_is_no_treaty_table_says_so(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_text("apples,pears\n1,2\n", encoding="utf-8")
    with pytest.raises(InputError, match="no treaty table"):
        check_file(path)
