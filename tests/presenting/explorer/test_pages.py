"""What the pages show, and that the data behind them is the same and whole."""

from __future__ import annotations

import html
import re
import urllib.parse
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from small_record import document_of, fact_on, fill

from servanda.presenting.explorer.document_page import cut_up
from servanda.records import Figure, Region
from servanda.store import FactQuery, KeptFact, Store
from strategies import documents, facts

if TYPE_CHECKING:
    from exploring import Explorer

pytest_plugins = ("exploring",)


def test_the_overview_counts_what_there_is(explorer: Explorer) -> None:
    told = explorer.data("/overview.json")
    assert told["counts"]["documents"] == 2
    assert set(told["facts_by"]["kind"]) == {"event", "statement", "position", "figure", "relation", "provision", "treaty_act"}
    assert told["pairs"] == [{"a": "CHN", "a_name": "China", "b": "RUS", "b_name": "Russia", "facts": 5}]
    assert {(row["by"], row["value"], row["facts"]) for row in explorer.table("/overview.csv")} >= {
        ("kind", "event", "1"),
        ("actor", "CHN", "7"),
    }


def test_a_search_shows_the_sentence_with_its_words_marked_and_its_facts(explorer: Explorer) -> None:
    page = explorer.get("/search?q=enemies").text
    assert "President Jiang said the two would never be <mark>enemies</mark>." in page
    assert "Sentences 1 to 1 of 1" in page
    assert page.count('class="k-') >= 4
    (hit,) = explorer.data("/search.json?q=enemies")["hits"]
    assert hit["words"].startswith("President Jiang")
    assert [row["words"] for row in explorer.table("/search.csv?q=enemies")] == [hit["words"]]
    assert "No sentences" in explorer.get("/search?q=unicorns").text


def test_facets_narrow_what_is_found(explorer: Explorer) -> None:
    assert explorer.data("/search.json")["total"] == 7
    assert explorer.data("/search.json?kind=event&kind=figure")["total"] == 2
    assert explorer.data("/search.json?certainty=expected")["total"] == 1
    assert explorer.data("/search.json?type=trade")["total"] == 1
    assert explorer.data("/search.json?until=2000")["total"] == 0
    assert explorer.data("/search.json?until=2000&dated=any")["total"] == 2
    assert explorer.data("/search.json?until=2000&dated=only")["total"] == 0
    assert explorer.data("/search.json?a=CHN&b=RUS")["total"] == 5
    for wrong in ("kind=poem", "certainty=sure", "since=yesterday", "until=2001-13", "verdict=guilty", "since=2010&until=2001"):
        assert explorer.get(f"/search?{wrong}").status == 400
    for wrong in ("kind=poem", "certainty=sure", "verdict=guilty"):
        for page in ("/search", "/search.json", "/search.csv"):
            assert explorer.get(f"{page}?q=treaty&{wrong}").status == 400


def test_a_document_shows_its_whole_text_and_every_fact_where_it_stands(explorer: Explorer) -> None:
    document = next(one for one in explorer.store.documents() if one.title)
    page = explorer.get(f"/document/{document.id}").text
    shown = re.search(r'<section class="text"[^>]*>(.*?)</section>', page, re.DOTALL)
    assert shown
    without_numbers = re.sub(r'<a class="at[^>]*>\d+</a>', "", shown[1])
    assert html.unescape(re.sub(r"<[^>]+>", "", without_numbers)) == document.text
    for number in range(1, 8):
        assert f'id="at-{number}"' in page
        assert f'id="fact-{number}"' in page
    fact = next(explorer.store.facts(FactQuery(kinds=("figure",))))
    assert 'id="here"' in explorer.get(f"/document/{document.id}?fact={fact.id}").text
    assert explorer.get(f"/document/{document.id}?at=0-5").text.count('id="here"') == 1
    assert explorer.get(f"/document/{document.id}?at=90-5").status == 200
    assert explorer.get(f"/document/{document.id}?at=0-999999999999").status == 200
    assert len(explorer.data(f"/document/{document.id}.json")["facts"]) == 7


@given(st.data())
def test_a_text_cut_at_its_facts_is_the_text(draw: st.DataObject) -> None:
    document = draw.draw(documents())
    found = [KeptFact(fact, None) for fact in draw.draw(st.lists(facts(document), max_size=5, unique_by=lambda fact: fact.id))]
    at = draw.draw(st.none() | st.tuples(st.integers(0, 300), st.integers(0, 300)))
    pieces = cut_up(document, found, at)
    assert "".join(piece.words for piece in pieces) == document.text
    assert sorted(number for piece in pieces for number in piece.begins) == list(range(1, len(found) + 1))
    assert all((piece.kind is None) == (not piece.covering) for piece in pieces)
    place = 0
    for piece in pieces:
        over = {n for n, kept in enumerate(found, 1) for span in kept.fact.spans if span.start <= place < span.end}
        assert set(piece.covering) == over
        place += len(piece.words)


def test_what_was_not_coded_is_marked_with_its_reason(tmp_path: Path, serve: Callable[[Store], AbstractContextManager[Explorer]]) -> None:
    document = document_of("Home | World\nThe text.", regions=(Region(0, 12, "a menu"),))
    with Store.open(tmp_path / "s.duckdb", write=True) as store:
        fill(store, (document, []))
        with serve(store) as explorer:
            assert '<span class="left-out" title="Not coded: a menu">Home | World</span>' in explorer.get(f"/document/{document.id}").text


def test_a_pair_and_an_actor_show_what_names_them(explorer: Explorer) -> None:
    page = explorer.get("/pair/CHN/RUS").text
    assert "5 facts name both" in page
    assert "/treaty/cn-ru-2001" in page
    assert "/pair/SUN/CHN" in page
    assert explorer.data("/pair/CHN/RUS.json")["acts"] == [{"year": 2001, "cooperation": 1, "conflict": 0}]
    assert explorer.data("/pair/RUS/CHN.json?kind=event")["total"] == 1
    assert len(explorer.table("/pair/CHN/RUS.csv")) == 5
    assert explorer.get("/pair/CHN/CHN").status == 400
    assert explorer.get("/pair/CHN/XYZ").status == 404
    told = explorer.data("/actor/CHN.json")
    assert (told["name"], told["total"], told["with"]) == ("China", 7, {"RUS": 5})
    assert {"instrument": "cn-ru-2001", "for_it": "bound"}.items() <= next(
        one for one in told["treaties"] if one["instrument"] == "cn-ru-2001"
    ).items()


def test_a_treaty_is_told_today_and_on_any_day(explorer: Explorer) -> None:
    assert "On 2026-02-01, today" in explorer.get("/treaty/cn-ru-2001").text
    today = explorer.data("/treaty/cn-ru-2001.json")
    assert (today["report"]["status"], today["report"]["until"]) == ("in_force_extended", "2027-02-28")
    assert explorer.data("/treaty/cn-ru-2001.json?on=2001-12-31")["report"]["status"] == "not_in_force"
    assert len(today["facts"]) == 2
    assert {row["kind"] for row in explorer.table("/treaty/cn-ru-2001.csv")} >= {"signature", "exchange_of_instruments"}
    assert explorer.get("/treaty/cn-ru-2001?on=2001").status == 400
    assert explorer.get("/treaties?on=1990-01-01").status == 200


@pytest.mark.parametrize(
    "path", ["/nothing", "/fact/x", "/document/x", "/treaty/x", "/actor/xx", "/static/../app.py", "/export/facts.exe", "/review/x"]
)
def test_what_is_not_there_is_said_so_in_words(explorer: Explorer, path: str) -> None:
    reply = explorer.get(path)
    assert reply.status == 404
    assert "Traceback" not in reply.text
    assert "Back to the overview" in reply.text


def test_a_long_list_says_how_long_and_its_data_is_whole(
    tmp_path: Path, serve: Callable[[Store], AbstractContextManager[Explorer]]
) -> None:
    lines = [f"Trade came to {number} dollars." for number in range(130)]
    document = document_of("\n\n".join(lines))
    figures = [
        fact_on(document, line, Figure(value=n, unit="USD", measure="trade", about=("CHN",), change=None, approximate=False, bound=None))
        for n, line in enumerate(lines)
    ]
    with Store.open(tmp_path / "s.duckdb", write=True) as store:
        fill(store, (document, figures))
        with serve(store) as explorer:
            for path, things in (("/search", "Facts"), ("/search?q=trade", "Sentences")):
                join = "&" if "?" in path else "?"
                assert f"{things} 1 to 50 of 130" in explorer.get(path).text
                assert f"{things} 101 to 130 of 130" in explorer.get(f"{path}{join}page=3").text
                assert f"{things} 101 to 130 of 130" in explorer.get(f"{path}{join}page=99").text
                base, _, asked = path.partition("?")
                assert len(explorer.table(f"{base}.csv?{asked}")) == 130
            assert "15 of 130 shown" in explorer.get("/actor/CHN").text
            found = set()
            for page in (1, 2, 3):
                found |= set(re.findall(r'class="what" href="/fact/([0-9a-f]+)"', explorer.get(f"/search?page={page}").text))
            assert len(found) == 130
            assert len(explorer.get("/export/facts.jsonl").body.splitlines()) == 130


def test_a_permalink_holds_every_question(explorer: Explorer) -> None:
    page = explorer.get("/search?kind=event&since=2001&actor=CHN").text
    links = [html.unescape(link) for link in re.findall(r'href="(/search\.json[^"]*)"', page)]
    (link,) = links
    assert urllib.parse.parse_qs(link.partition("?")[2]) == {"kind": ["event"], "since": ["2001"], "actor": ["CHN"]}
