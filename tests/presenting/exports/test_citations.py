"""Citations: as exact as the source and no further, whole, and harmless in every reference manager."""

from __future__ import annotations

import datetime as dt
import io
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from reading_back import plain, read_bibtex, read_ris
from small_record import document_of, fact_on, fill

from servanda.presenting.exports import Source, stream_facts
from servanda.presenting.exports.bibtex import bibtex_entry, escaped
from servanda.presenting.exports.citation import Citation, cite
from servanda.presenting.exports.csl import csl_item
from servanda.presenting.exports.ris import ris_record
from servanda.presenting.fact_table import harmless
from servanda.records import Relation, Speaker, When
from servanda.store import DocumentHead, FactQuery, KeptFact, Store
from strategies import TEXTS, times

DAY = dt.date
TEXT = "Relations of Chile and Peru are “better than ever”, the minister said."
# The names of CSL 1.0.2 that are used here, with the type that its schema asks for.
CSL_FIELDS: dict[str, type] = {
    "id": str, "type": str, "title": str, "author": list, "publisher": str, "issued": dict, "accessed": dict, "URL": str, "language": str,
    "annote": str, "note": str,
}  # fmt: skip


def head(**fields: Any) -> DocumentHead:
    told: dict[str, Any] = {
        "id": "sha256:01", "uri": "https://example.org/a_b?c=1&d=50%25#e", "title": "Peru & Chile: 100 % {friends}", "author": "Ana Ríos",
        "publisher": "The Daily $tar", "published": None, "language": "en", "media_type": "text/html", "status": "done", "problems": (),
        "kept_on": DAY(2026, 11, 22),
    }  # fmt: skip
    return DocumentHead(**(told | fields))


def kept(**fields: Any) -> KeptFact:
    document = document_of(TEXT, uri="https://example.org/a")
    return KeptFact(fact_on(document, TEXT, Relation(pair=("CHL", "PER"), trend="improving", domain=None), when=None, **fields), None)


def citation(**fields: Any) -> Citation:
    return cite(kept(), head(**fields))


def published(first: DAY | None, last: DAY | None) -> Citation:
    return citation(published=When(earliest=first, latest=last, words="then"))


def test_an_entry_holds_who_what_where_and_when() -> None:
    one = citation(published=When(earliest=DAY(2001, 7, 16), latest=DAY(2001, 7, 16), words="Monday"))
    entry = read_bibtex(bibtex_entry(one))[0]
    assert entry["key"] == f"servanda-{kept().fact.id}"
    assert plain(entry["title"]) == "Peru & Chile: 100 % {friends}"
    assert plain(entry["author"]) == "Ana Ríos"
    assert plain(entry["howpublished"]) == "The Daily $tar"
    assert (entry["date"], entry["year"], entry["month"], entry["urldate"]) == ("2001-07-16", "2001", "jul", "2026-11-22")
    assert entry["url"] == "https://example.org/a_b?c=1&d=50%25#e"
    assert plain(entry["annote"]) == f"“{TEXT}”"
    assert kept().fact.id in plain(entry["note"])
    record = read_ris(ris_record(one))[0]
    assert (record["TY"], record["AU"], record["PB"]) == (["ELEC"], ["Ana Ríos"], ["The Daily $tar"])
    assert (record["PY"], record["DA"], record["Y2"]) == (["2001"], ["2001/07/16/"], ["2026/11/22/"])
    assert record["N1"][0] == f"“{TEXT}”"
    item = csl_item(one)
    assert item["author"] == [{"literal": "Ana Ríos"}]
    assert (item["type"], item["issued"]) == ("webpage", {"date-parts": [[2001, 7, 16]]})
    assert f"permalink /fact/{kept().fact.id}" in item["note"]


@pytest.mark.parametrize(
    ("first", "last", "bibtex", "ris", "csl"),
    [
        (DAY(2001, 1, 1), DAY(2001, 12, 31), {"date": "2001", "year": "2001"}, "2001///", {"date-parts": [[2001]]}),
        (DAY(2001, 7, 1), DAY(2001, 7, 31), {"date": "2001-07", "year": "2001", "month": "jul"}, "2001/07//", {"date-parts": [[2001, 7]]}),
        (
            DAY(2001, 7, 2), DAY(2001, 8, 5), {"date": "2001-07-02/2001-08-05", "year": "2001"}, "2001///2001-07-02 to 2001-08-05",
            {"date-parts": [[2001, 7, 2], [2001, 8, 5]]},
        ),
        (
            DAY(2001, 7, 2), DAY(2002, 8, 5), {"date": "2001-07-02/2002-08-05"}, "///2001-07-02 to 2002-08-05",
            {"date-parts": [[2001, 7, 2], [2002, 8, 5]]},
        ),
        (None, DAY(2001, 7, 2), {"year": "not after 2001-07-02"}, "///not after 2001-07-02", {"literal": "not after 2001-07-02"}),
        (DAY(2001, 7, 2), None, {"year": "not before 2001-07-02"}, "///not before 2001-07-02", {"literal": "not before 2001-07-02"}),
    ],
)  # fmt: skip
def test_a_partial_date_is_never_filled_up(
    first: DAY | None, last: DAY | None, bibtex: dict[str, str], ris: str, csl: dict[str, Any]
) -> None:
    one = published(first, last)
    entry = read_bibtex(bibtex_entry(one))[0]
    assert {name: entry[name] for name in ("date", "year", "month") if name in entry} == bibtex
    assert read_ris(ris_record(one))[0]["DA"] == [ris]
    assert csl_item(one)["issued"] == csl


def test_what_is_not_known_is_left_out() -> None:
    one = citation(title=None, author=" ", publisher=None, language=None, kept_on=None, uri="/home/me/secret/reports/a.txt")
    entry = read_bibtex(bibtex_entry(one))[0]
    assert plain(entry["title"]) == "a.txt"
    assert set(entry) == {"type", "key", "title", "annote", "note"}
    assert "secret" not in bibtex_entry(one)
    assert set(read_ris(ris_record(one))[0]) == {"TY", "ID", "TI", "N1", "ER"}
    assert set(csl_item(one)) == {"id", "type", "title", "annote", "note"}
    assert csl_item(one)["type"] == "document"


def test_the_note_tells_who_says_so_and_what_people_said() -> None:
    told = kept(asserted_by=Speaker("PER", "GOV", None, "the minister"), certainty="expected")
    note = cite(KeptFact(told.fact, "confirm"), head()).note
    for words in ("expected", "said by the minister", "confirmed by a person", "characters 0-"):
        assert words in note


@given(TEXTS)
def test_no_text_is_a_command_or_a_line_of_its_own(text: str) -> None:
    one = citation(title=text or "x", author=text, publisher=text, uri=f"https://example.org/{text}", language=text or None)
    shown = harmless(text)
    entry = read_bibtex(bibtex_entry(one))[0]
    if text:
        assert plain(entry["title"]) == shown
    record = read_ris(ris_record(one))[0]
    assert len(record["TI"]) == 1
    assert set(csl_item(one)) <= set(CSL_FIELDS)
    assert re.fullmatch(r"[\x20-\x7e]*", entry.get("url", ""))
    assert not re.search(r"[{}\\]", entry.get("url", ""))


@given(TEXTS)
def test_escaping_loses_nothing(text: str) -> None:
    assert plain(escaped(text)) == text


@given(times())
def test_every_date_can_be_written(when: When) -> None:
    one = citation(published=when)
    read_bibtex(bibtex_entry(one))
    read_ris(ris_record(one))
    issued = csl_item(one).get("issued")
    if issued and "date-parts" in issued:
        assert when.earliest is not None
        assert issued["date-parts"][0] == [when.earliest.year, when.earliest.month, when.earliest.day][: len(issued["date-parts"][0])]


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.open(tmp_path / "s.duckdb", write=True) as opened:
        document = document_of(TEXT, uri="https://example.org/a")
        fill(opened, (document, [kept().fact]))
        yield opened


def test_a_file_of_citations_has_one_a_fact(store: Store) -> None:
    told = {}
    for form in ("csl", "bibtex", "ris"):
        out = io.BytesIO()
        assert stream_facts(Source(store, FactQuery()), out, form).facts == 1
        told[form] = out.getvalue().decode()
    (item,) = json.loads(told["csl"])
    assert all(isinstance(item[name], CSL_FIELDS[name]) for name in item)
    assert item["accessed"] == {"date-parts": [[2026, 1, 1]]}
    assert len(read_bibtex(told["bibtex"])) == len(read_ris(told["ris"])) == 1
    out = io.BytesIO()
    assert stream_facts(Source(store, FactQuery(actor="USA")), out, "csl").facts == 0
    assert json.loads(out.getvalue()) == []
