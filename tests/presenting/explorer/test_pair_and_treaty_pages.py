"""The sides of a pair, the life of a treaty, searches with very many hits, and the rows behind the rules."""

from __future__ import annotations

import datetime as dt
import itertools
import re
import threading
import time
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from small_record import document_of, fact_on, fill

from servanda.presenting.explorer import overview, searching
from servanda.presenting.explorer.bar_chart import bar_chart
from servanda.presenting.explorer.pair_parts import PARTS
from servanda.presenting.explorer.remembering import Remembered
from servanda.presenting.explorer.rule_rows import rule_row
from servanda.records import Actor, Event, Figure, When
from servanda.store import FactQuery, Store, held
from servanda.vocabulary.tables import data_file

if TYPE_CHECKING:
    from exploring import Explorer

pytest_plugins = ("exploring", "told_record")
PAIR = "/pair/CHN/RUS"


def test_each_side_of_a_pair_is_told_with_its_sentences(told: Explorer) -> None:
    promises = told.get(f"{PAIR}/promises").text
    assert "not use force" in promises
    assert re.search(r'class="sentences".*?href="/document/sha256:[0-9a-f]+\?at=\d+-\d+#here"', promises)
    positions = told.get(f"{PAIR}/positions").text
    assert "China backs missile defence." in positions
    assert "Russia opposes missile defence." in positions
    assert {row["stance"] for row in told.table(f"{PAIR}/positions.csv")} == {"for", "against"}
    assert told.data(f"{PAIR}/positions.json")["positions"][0]["outcome"] == "apart"
    assert {row["value"] for row in told.table(f"{PAIR}/figures.csv")} == {"US$15 billion", "US$19 billion"}
    differing = told.data(f"{PAIR}/disagreements.json")["disagreements"]
    assert {row["matter"] for row in differing} == {"figure"}
    assert len(differing) == 2
    assert [row["outcome"] for row in told.table(f"{PAIR}/outlook.csv")] == ["no date"]
    (other,) = told.data(f"{PAIR}/around.json")["around"]
    assert (other["actor"], other["conflict_with_first"]) == ("USA", 1)
    assert 'class="m-a"' in told.get(f"{PAIR}/around").text
    for row in told.table(f"{PAIR}/promises.csv"):
        assert row["verdict"]
        assert re.fullmatch(r"(sha256:[0-9a-f]+:\d+-\d+(; )?)+", row["sentences"])


def test_every_link_to_a_sentence_leads_to_that_sentence(told: Explorer) -> None:
    links = {link for part in PARTS for link in re.findall(r'href="(/document/[^"#]+\?at=[^"#]+)#here"', told.get(f"{PAIR}/{part}").text)}
    assert len(links) >= 6
    for link in links:
        assert told.get(link).text.count('id="here"') == 1


@pytest.mark.parametrize("part", ["", *(f"/{name}" for name in PARTS)])
def test_a_pair_that_no_fact_joins_is_an_honest_page(told: Explorer, part: str) -> None:
    reply = told.get(f"/pair/BRA/KEN{part}")
    assert reply.status == 200
    assert "No fact of this record names both" in reply.text
    assert told.get(f"/pair/BRA/KEN{part}.json").status == 200
    assert len(told.get(f"/pair/BRA/KEN{part}.csv").text.splitlines()) == 1


def test_a_pair_is_narrowed_by_kind_and_period(told: Explorer) -> None:
    assert "2003" in told.get(PAIR).text
    page = told.get(f"{PAIR}?kind=event&kind=figure&since=2003-01&until=2003-12").text
    assert "April 2003" not in page
    assert "May 2003</h3>" in page
    assert 'value="event" checked' in page
    assert "not use force" not in page
    assert "Zoom out" in page
    assert "1 more has no time" in page
    assert told.data(f"{PAIR}.json?kind=event&kind=figure&since=2003-01&until=2003-12")["total"] == 3
    assert told.data(f"{PAIR}.json?kind=event&kind=figure&since=2003-01&until=2003-12&dated=any")["total"] == 4
    assert "No date in the text" in told.get(f"{PAIR}?kind=event").text
    assert told.get(f"{PAIR}?since=9998&until=9999").status == 200
    assert told.get(f"{PAIR}?since=0001&until=0001").status == 200
    assert told.get(f"{PAIR}/promises?on=never").status == 400


def test_a_chart_stands_deeds_next_to_the_line_and_words_beyond() -> None:
    chart = bar_chart([("2001", "2001", "2001", (2, 4, 1, 3)), ("2002", "2002", "2002", (0, 0, 0, 0))])
    one, other = chart.bars
    assert chart.most == 6
    assert other.parts == ()
    by_kind = {part.kind: part for part in one.parts}
    assert by_kind[1].y + by_kind[1].height == pytest.approx(chart.middle, abs=0.02)
    assert by_kind[0].y + by_kind[0].height == pytest.approx(by_kind[1].y, abs=0.02)
    assert by_kind[3].y == chart.middle
    assert by_kind[2].y == pytest.approx(chart.middle + by_kind[3].height, abs=0.02)
    assert bar_chart([]).bars == ()


def test_a_treaty_shows_its_life_and_the_day_that_the_slider_names(told: Explorer) -> None:
    whole = told.data("/treaty/cn-ru-2001.json")
    course = whole["course"]
    assert [one["status"] for one in course][-2:] == ["in_force_extended", "expired"] or course[-1]["status"].startswith("in_force")
    assert all(one["until"] == other["since"] for one, other in itertools.pairwise(course))
    assert {entry["date"] for entry in whole["calendar"]} >= {"2002-02-28", "2022-02-28"}
    page = told.get("/treaty/cn-ru-2001").text
    first = re.search(r'data-first="(\d{4}-\d\d-\d\d)"', page)
    assert first
    day = (dt.date(2001, 12, 31) - dt.date.fromisoformat(first[1])).days
    assert "On 2001-12-31" in told.get(f"/treaty/cn-ru-2001?day={day}").text
    assert told.data(f"/treaty/cn-ru-2001.json?day={day}")["report"]["status"] == "not_in_force"
    for odd in ("-1", "x", "99999999999", "1e3", "%C2%B2"):
        assert told.get(f"/treaty/cn-ru-2001?day={odd}").status == 200


def test_a_treaty_shows_its_own_text_with_the_provisions_marked(told: Explorer) -> None:
    page = told.get("/treaty/cn-ru-2001").text
    assert "3 articles, 2 provisions coded" in page
    assert '<mark class="k-provision">The parties shall not use force against each other.</mark>' in page
    assert "shall remain in force for twenty years." in page
    assert len(told.data("/treaty/cn-ru-2001.json")["facts"]) == 2
    assert "provisions coded" not in told.get("/treaty/npt-1968").text


def test_every_instrument_of_the_register_has_a_page(told: Explorer) -> None:
    for instrument in told.data("/treaties.json")["instruments"]:
        reply = told.get(f"/treaty/{instrument['instrument']}?on=2014-04-01")
        assert reply.status == 200, instrument
        assert 'class="strip"' in reply.text


def test_very_many_hits_are_neither_ranked_nor_counted_unasked_and_it_says_so(
    tmp_path: Path, serve: Callable[[Store], AbstractContextManager[Explorer]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(searching, "COUNTED", 20)
    monkeypatch.setattr(searching, "RANKED", 40)
    documents = [
        document_of(
            "\n\n".join(f"Trade grew by {number} percent in the year {year}." for number in range(10)), uri=f"{year}.txt", title=str(year),
            published=When(earliest=dt.date(year, 1, 1), latest=dt.date(year, 1, 1), words=str(year)),
        )
        for year in range(2000, 2006)
    ]  # fmt: skip
    with Store.open(tmp_path / "s.duckdb", write=True) as store:
        fill(store, *((one, []) for one in documents))
        with serve(store) as explorer:
            page = explorer.get("/search?q=trade").text
            assert "Sentences 1 to 50 of 60" in page
            assert "not ranked" in page
            assert "Count them by year" in page
            assert "Year of the document" not in page
            assert "Year of the document" in explorer.get("/search?q=trade&counts=all").text
            narrowed = explorer.get("/search?q=trade&published=2003").text
            assert "Sentences 1 to 10 of 10" in narrowed
            assert "not ranked" not in narrowed
            assert explorer.data("/search.json?q=trade")["total"] == 60
            assert len(explorer.data("/search.json?q=trade&counts=all")["hits"]) == 60
            assert len(explorer.data("/search.json?q=trade&publisher=not+known")["hits"]) == 60
            ranked = explorer.get("/search?q=3+percent").text
            assert "not ranked" not in ranked


def test_readers_find_what_was_added_a_moment_ago_and_what_was_judged_at_once(
    tmp_path: Path, serve: Callable[[Store], AbstractContextManager[Explorer]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(held, "QUICK", -1.0)
    monkeypatch.setattr(held, "PATIENCE", 1e12)  # as if the picture took so long that nobody should wait for the next one
    one, other = document_of("Trade came to 15 dollars."), document_of("Trade came to 16 dollars.", uri="other.txt", title="Fresh news")
    figure = Figure(value=15.0, unit="USD", measure="trade", about=("CHN",), change=None, approximate=False, bound=None)
    with Store.open(tmp_path / "s.duckdb", write=True) as store:
        fill(store, (one, [fact_on(one, one.text, figure)]))
        with serve(store) as explorer:
            assert explorer.data("/search.json")["total"] == 1
            fill(store, (other, [fact_on(other, other.text, figure)]))
            assert explorer.data("/search.json")["total"] == 1
            assert "Fresh news" in explorer.get("/search?q=trade").text
            assert explorer.get(f"/document/{other.id}").status == 200
            assert explorer.get("/treaty/cn-ru-2001").status == 200
            (fact,) = store.facts(FactQuery())
            store.judge(fact.id, "confirm", who="Ann", at=dt.datetime(2026, 1, 1, tzinfo=dt.UTC))
            assert explorer.data("/search.json")["total"] == 2
            assert explorer.data("/search.json?verdict=confirm")["total"] == 1


def test_nobody_who_reads_while_others_add_meets_an_error(
    tmp_path: Path, serve: Callable[[Store], AbstractContextManager[Explorer]]
) -> None:
    day = When(earliest=dt.date(2003, 5, 1), latest=dt.date(2003, 5, 1), words="1 May")
    met = Event(
        sources=(Actor("CHN", None, "China"),), targets=(Actor("RUS", None, "Russia"),), type="CONSULT", of=None, mode=None, contexts=(),
        cameo=None, reciprocal=False, location=None,
    )  # fmt: skip

    def coded(number: int) -> Any:
        document = document_of(f"China met Russia for the time number {number}.", uri=f"{number}.txt")
        return document, [fact_on(document, document.text, met, when=day)]

    with Store.open(tmp_path / "s.duckdb", write=True) as store:
        fill(store, coded(0))
        with serve(store) as explorer:
            stop, statuses = threading.Event(), []

            def read(path: str) -> None:
                while not stop.is_set():
                    statuses.append((path, explorer.get(path).status))

            paths = ("/", "/search", "/search?q=china", PAIR, f"{PAIR}/promises", f"{PAIR}/around", "/actor/CHN", "/documents")
            readers = [threading.Thread(target=read, args=(path,)) for path in paths]
            for reader in readers:
                reader.start()
            for number in range(1, 40):
                fill(store, coded(number))
                time.sleep(0.02)
            stop.set()
            for reader in readers:
                reader.join()
            assert {status for _, status in statuses} == {200}
            assert {path for path, _ in statuses} == set(paths)
            assert explorer.data(f"{PAIR}.json")["total"] == 40


def test_long_lists_come_in_screens_that_say_of_how_many(
    tmp_path: Path, serve: Callable[[Store], AbstractContextManager[Explorer]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(overview, "LISTED", 3)
    with Store.open(tmp_path / "s.duckdb", write=True) as store:
        fill(store, *((document_of(f"Text {number}.", uri=f"{number}.txt", title=f"Title {number}"), []) for number in range(8)))
        with serve(store) as explorer:
            page = explorer.get("/documents?page=3").text
            assert "Documents 7 to 8 of 8" in page
            assert re.findall(r"Title \d", page) == ["Title 6", "Title 7"]
            assert len(explorer.table("/documents.csv?page=3")) == 8
            assert len(explorer.data("/documents.json")["documents"]) == 8
            assert "0 actors" in explorer.get("/actors").text
            assert "0 pairs" in explorer.get("/pairs").text


def test_an_answer_is_kept_until_its_own_documents_change(tmp_path: Path) -> None:
    one, other = document_of("China met Russia."), document_of("India met Nepal.", uri="other.txt")
    met = Event(
        sources=(Actor("CHN", None, "China"),), targets=(Actor("RUS", None, "Russia"),), type="CONSULT", of=None, mode=None, contexts=(),
        cameo=None, reciprocal=False, location=None,
    )  # fmt: skip
    pair = FactQuery(pair=("CHN", "RUS"))
    with Store.open(tmp_path / "s.duckdb", write=True) as store:
        fill(store, (one, [fact_on(one, "China met Russia.", met)]))
        store.hold()
        remembered, found = Remembered(store), []

        def find() -> int:
            found.append(1)
            return len(found)

        assert remembered.answer("q", find, pair) == 1
        fill(store, (other, []))
        assert remembered.answer("q", find, pair) == 1
        assert remembered.answer("all", find) == 2
        assert remembered.answer("all", find) == 2
        store.judge(next(store.facts(pair)).id, "unsure", who="Ann", at=dt.datetime(2026, 1, 1, tzinfo=dt.UTC))
        assert remembered.answer("q", find, pair) == 3
        assert remembered.answer("all", find) == 4


def test_who_asks_the_same_at_once_waits_for_one_answer(tmp_path: Path) -> None:
    with Store.open(tmp_path / "s.duckdb", write=True) as store:
        remembered, found = Remembered(store), []

        def find() -> int:
            time.sleep(0.05)
            found.append(1)
            return len(found)

        answers: list[int] = []
        askers = [threading.Thread(target=lambda: answers.append(remembered.answer("q", find))) for _ in range(6)]
        for asker in askers:
            asker.start()
        for asker in askers:
            asker.join()
        assert answers == [1] * 6


@pytest.mark.parametrize(
    ("kind", "rule", "place"),
    [("statement", "say", "speech_verbs.yml:"), ("position", "back", "stance_words.yml:"), ("event", "meet (event_patterns/consult.yml:2)", "event_patterns/consult.yml:2")],
)  # fmt: skip
def test_the_row_behind_a_rule_is_found_in_the_word_lists(kind: str, rule: str, place: str) -> None:
    row = rule_row(kind, rule)
    assert row is not None
    assert row.place is not None
    assert row.place.startswith(place)
    assert row.text is not None
    assert "examples" in row.text
    file, _, line = row.place.rpartition(":")
    lines = data_file(*file.split("/")).read_text(encoding="utf-8").splitlines()
    assert row.text.splitlines()[0] == lines[int(line) - 1].strip()


@pytest.mark.parametrize(
    "rule", ["x (../../errors.yml:1)", "x (nothing.yml:3)", "x (measures.yml:999999)", "<b>", "a (/etc/passwd:1)", "table-row"]
)
def test_a_rule_that_is_no_row_is_shown_by_its_name_alone(rule: str) -> None:
    row = rule_row("event", rule)
    assert row is not None
    assert row.text is None
    assert rule_row("event", None) is None
