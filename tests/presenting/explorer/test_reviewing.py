"""Judging facts: what is kept, what is refused, and what is led on to."""

from __future__ import annotations

import json
import re
import urllib.parse
from typing import TYPE_CHECKING

from servanda.analysis.agreement import standing_notes
from servanda.records import Event, Figure
from servanda.store import FactQuery

if TYPE_CHECKING:
    from exploring import Explorer

pytest_plugins = ("exploring",)

KEEPS = {"who": "Ann Lee", "seen": "0"}


def first(desk: Explorer, **query: str) -> str:
    """The id of the fact that the queue shows first."""
    asked = urllib.parse.urlencode(query)
    found: str = json.loads(desk.get(f"/review.json?{asked}").body)["facts"][0]["id"]
    assert f"/fact/{found}" in desk.get(f"/review?{asked}").text
    return found


def test_the_least_confident_comes_first_and_each_verdict_leads_on(desk: Explorer) -> None:
    figure = first(desk)
    assert next(desk.store.facts(FactQuery(id=figure))).kind == "figure"
    for number, verdict in enumerate(("confirm", "reject", "unsure")):
        fact = first(desk)
        reply = desk.post(f"/review/{fact}", KEEPS | {"verdict": verdict, "why": f"because {number}", "queue": "order=confidence&token=x"})
        assert reply.status == 303
        assert reply.headers["location"] == f"/review?order=confidence&skip=0&done={fact}"
        page = desk.get(reply.headers["location"]).text
        assert "Undo" in page
        assert first(desk) != fact
    assert [(one.verdict, one.who, one.why) for one in desk.store.judgements()] == [
        ("confirm", "Ann Lee", "because 0"),
        ("reject", "Ann Lee", "because 1"),
        ("unsure", "Ann Lee", "because 2"),
    ]
    assert "4 facts wait, 3 are judged" in desk.get("/review").text


def test_undo_gives_the_fact_back_to_the_queue(desk: Explorer) -> None:
    fact = first(desk)
    desk.post(f"/review/{fact}", KEEPS | {"verdict": "reject"})
    assert desk.store.count(FactQuery()) == 6
    assert desk.post(f"/review/{fact}", KEEPS | {"verdict": "withdraw", "seen": "1"}).status == 303
    assert desk.store.count(FactQuery()) == 7
    assert first(desk) == fact
    assert "Taken back" in desk.get(f"/fact/{fact}").text


def test_a_page_that_is_out_of_date_overrules_nobody(desk: Explorer) -> None:
    fact = first(desk)
    assert desk.post(f"/review/{fact}", KEEPS | {"verdict": "confirm"}).status == 303
    late = desk.post(f"/review/{fact}", {"who": "Bo Berg", "seen": "0", "verdict": "reject"})
    assert late.status == 409
    assert "Somebody has judged this fact" in late.text
    # The page says what to do and leads on: to the fact as it now stands, and to the rest of the explorer.
    assert "What to do: look at the fact again" in late.text
    assert f'href="/review/{fact}?"' in late.text
    assert '<nav aria-label="Main">' in late.text
    assert [one.verdict for one in desk.store.judgements(fact)] == ["confirm"]


def test_a_judgement_without_a_name_or_of_no_known_kind_is_refused(desk: Explorer) -> None:
    fact = first(desk)
    for fields in (
        {"who": ""},
        {"who": "  "},
        {"who": "x" * 101},
        {"who": "a\nb"},
        {"verdict": "perhaps"},
        {"verdict": "correct"},
        {"why": "x" * 4001},
    ):
        assert desk.post(f"/review/{fact}", KEEPS | {"verdict": "confirm"} | fields).status == 400, fields
    assert desk.post("/review/nothing", KEEPS | {"verdict": "confirm"}).status == 400
    assert desk.store.counts().judgements == 0


def test_the_name_is_kept_for_the_next_judgement(desk: Explorer) -> None:
    reply = desk.post(f"/review/{first(desk)}", KEEPS | {"verdict": "confirm", "who": "Zoë 李; a=b"})
    cookie = reply.headers["set-cookie"]
    assert "HttpOnly" in cookie
    page = desk.send("GET", "/review", headers={"Cookie": f"{desk.cookie}; {cookie.split(';')[0]}"}).text
    assert 'name="who" value="Zoë 李; a=b"' in page


def test_a_correction_replaces_the_fact_and_can_be_taken_back(desk: Explorer) -> None:
    fact = first(desk, kind="figure")
    form = desk.get(f"/review/{fact}/correct").text
    assert 'name="value" value="10000000000"' in form
    wrong = desk.post(f"/review/{fact}/correct", KEEPS | {"value": "many", "about": "CHN, QQQ"})
    assert wrong.status == 400
    for told in ("value is not a number: &#39;many&#39;", "QQQ is no actor&#39;s code", 'value="many"'):
        assert told in wrong.text
    assert desk.store.counts().judgements == 0
    assert desk.post(f"/review/{fact}/correct", KEEPS | {"value": "1.2e10", "approximate": "yes", "why": "twelve"}).status == 303
    (right,) = desk.store.kept(FactQuery(kinds=("figure",)))
    assert isinstance(right.fact.claim, Figure)
    assert (right.fact.claim.value, right.fact.claim.approximate, right.verdict) == (1.2e10, True, "correct")
    assert json.loads(desk.get(f"/fact/{fact}.json").body)["id"] == right.fact.id
    page = desk.get(f"/review/{right.fact.id}").text
    assert f'action="/review/{fact}"' in page
    assert desk.post(f"/review/{fact}", KEEPS | {"verdict": "withdraw", "seen": "1"}).status == 303
    assert [kept.fact.id for kept in desk.store.kept(FactQuery(kinds=("figure",)))] == [fact]


def test_a_correction_of_certainty_alone_is_shown_and_can_be_taken_back(desk: Explorer) -> None:
    fact = first(desk, kind="event")
    assert desk.post(f"/review/{fact}/correct", KEEPS | {"certainty": "planned"}).status == 303
    (right,) = desk.store.kept(FactQuery(kinds=("event",)))
    assert isinstance(right.fact.claim, Event)
    assert (right.fact.id, right.fact.certainty, right.verdict) == (fact, "planned", "correct")
    desk.post(f"/review/{fact}", KEEPS | {"verdict": "withdraw", "seen": "1"})
    assert [kept.fact.certainty for kept in desk.store.kept(FactQuery(kinds=("event",)))] == ["actual"]


def test_the_list_of_judgements_tells_facts_of_the_same_words_apart(desk: Explorer) -> None:
    for kind in ("event", "treaty_act"):
        desk.post(f"/review/{first(desk, kind=kind)}", KEEPS | {"verdict": "confirm"})
    figure = first(desk, kind="figure")
    desk.post(f"/review/{figure}/correct", KEEPS | {"value": "12"})
    desk.post(f"/review/{figure}", KEEPS | {"verdict": "withdraw", "seen": "1"})
    page = desk.get("/judgements").text
    assert "4 judgements" in page
    said = (
        "agreement: cooperation",
        "signature of China–Russia treaty of 2001",
        "trade: US$12",
        '<span class="kind k-treaty_act">treaty act</span>',
    )
    for told in said:
        assert told in page, told
    for link in set(re.findall(r'href="(/fact/[^"]+)"', page)):
        assert desk.get(link).status == 200, link


def test_what_cannot_be_kept_comes_back_as_it_was_written(desk: Explorer) -> None:
    fact = first(desk, kind="event")
    reply = desk.post(
        f"/review/{fact}", KEEPS | {"verdict": "confirm", "who": "", "why": "as <b>seen</b>", "queue": "kind=event", "skip": "2"}
    )
    assert reply.status == 400
    for told in ("It was not kept.", "a judgement needs your name", 'value="as &lt;b&gt;seen&lt;/b&gt;"', "/review?kind=event&amp;skip=3"):
        assert told in reply.text, told
    desk.post(f"/review/{fact}", KEEPS | {"verdict": "reject", "why": "a secret of Ann"})
    second = desk.post(f"/review/{fact}", {"who": "Bo Berg", "seen": "1", "verdict": "note", "why": "", "to": "second"})
    assert second.status == 400
    assert "Second review" in second.text
    assert "a secret of Ann" not in second.text


def test_the_queue_keeps_to_what_was_asked_for(desk: Explorer) -> None:
    assert json.loads(desk.get("/review.json?kind=relation").body)["waiting"] == 1
    skipped = desk.get("/review?kind=relation&skip=1").text
    assert "No more facts after those that were skipped" in skipped
    fact = first(desk, kind="relation")
    desk.post(f"/review/{fact}", KEEPS | {"verdict": "confirm"})
    assert "every fact asked for has been judged" in desk.get("/review?kind=relation").text


def test_a_note_can_be_taken_back_and_stays_on_record(desk: Explorer) -> None:
    fact = first(desk)
    assert desk.post(f"/review/{fact}", KEEPS | {"verdict": "note", "why": "a first thought"}).status == 303
    assert desk.post(f"/review/{fact}", KEEPS | {"verdict": "note", "why": "a second one", "seen": "1"}).status == 303
    noted = desk.get(f"/review?done={fact}")
    assert "Take the note back" in noted.text
    assert desk.post(f"/review/{fact}", KEEPS | {"verdict": "unnote", "seen": "2"}).status == 303
    given = list(desk.store.judgements(fact))
    assert [(one.verdict, one.why) for one in given] == [("note", "a first thought"), ("note", "a second one"), ("note", None)]
    assert [one.why for one in standing_notes(given)] == ["a first thought"]
    page = desk.get(f"/fact/{fact}").text
    assert "Note taken back" in page
    assert page.count("(taken back)") == 1
    assert desk.post(f"/review/{fact}", KEEPS | {"verdict": "unnote", "seen": "3"}).status == 303
    # Nothing of theirs is left, and an empty note by mistake takes nothing back.
    for verdict in ("unnote", "note"):
        refused = desk.post(f"/review/{fact}", KEEPS | {"verdict": verdict, "seen": "4"})
        assert refused.status == 400
        assert "It was not kept" in refused.text
    assert len(list(desk.store.judgements(fact))) == 4
    assert standing_notes(desk.store.judgements(fact)) == []


def test_list_and_files_of_a_period_hold_the_same_facts(desk: Explorer) -> None:
    for dated in ("", "&dated=any", "&dated=only"):
        asked = f"since=1990&until=2030{dated}"
        listed = json.loads(desk.get(f"/search.json?{asked}").text)
        page = json.loads(desk.get(f"/export.json?{asked}").text)
        file = desk.get(f"/export/facts.jsonl?{asked}")
        assert listed["total"] == page["facts"] == int(file.headers["x-rows"]) == len(file.body.splitlines())
        assert listed["left_out_undated"] == page["left_out_undated"]
        told = (
            "have no time of their own" in desk.get(f"/export?{asked}").text
            or "has no time of its own" in desk.get(f"/export?{asked}").text
        )
        assert told == bool(page["left_out_undated"])
    assert json.loads(desk.get("/export.json?since=1990&until=2030").text)["left_out_undated"] > 0
