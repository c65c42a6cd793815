"""Several people review one record: notes, the second queue, where they differ, and how far they agree."""

from __future__ import annotations

import csv
import io
import json
import urllib.parse
from typing import TYPE_CHECKING

from servanda.store import FactQuery

if TYPE_CHECKING:
    from exploring import Explorer

pytest_plugins = ("exploring",)


def ids(desk: Explorer) -> dict[str, str]:
    return {fact.kind: fact.id for fact in desk.store.facts(FactQuery(rejected=True))}


def judge(desk: Explorer, fact: str, who: str, verdict: str, **fields: str) -> str:
    seen = str(sum(1 for _ in desk.store.judgements(fact)))
    reply = desk.post(f"/review/{fact}", {"who": who, "seen": seen, "verdict": verdict} | fields)
    assert reply.status == 303, reply.text
    return reply.headers["location"]


def test_a_note_alone_judges_nothing_and_leads_back_to_the_same_fact(desk: Explorer) -> None:
    fact = json.loads(desk.get("/review.json").body)["facts"][0]["id"]
    place = judge(desk, fact, "Ann", "note", why="ask the embassy")
    page = desk.get(place).text
    assert f'action="/review/{fact}"' in page
    assert "<strong>Noted</strong>" in page
    assert "7 facts wait, 0 are judged" in page
    assert "ask the embassy" in desk.get(f"/fact/{fact}").text
    assert desk.post(f"/review/{fact}", {"who": "Ann", "seen": "1", "verdict": "note"}).status == 400


def test_the_second_queue_holds_what_others_judged_and_hides_what_they_said(desk: Explorer) -> None:
    facts = ids(desk)
    judge(desk, facts["event"], "Ann", "reject", why="it never happened")
    judge(desk, facts["relation"], "Ann", "confirm")
    assert "Give your name" in desk.get("/review/second", Cookie=desk.cookie.split("; ")[0]).text
    assert "Nothing waits" in desk.get("/review/second").text
    page = desk.get("/review/second?who=Bo").text
    assert "2 facts wait for your word" in page
    assert f'action="/review/{facts["event"]}"' in page
    for hidden in ("it never happened", "v-reject", "Ann</bdi>", "What people said"):
        assert hidden not in page, hidden
    assert [one["id"] for one in json.loads(desk.get("/review/second.json?who=Bo").body)["facts"]] == [facts["event"], facts["relation"]]
    place = judge(desk, facts["event"], "Bo", "confirm", to="second")
    assert place.startswith("/review/second?")
    page = desk.get(place).text
    assert f'action="/review/{facts["relation"]}"' in page
    assert "<strong>Confirmed</strong>" in page
    assert "Undo" in page
    assert desk.store.count(FactQuery(verdict="confirm")) == 2


def test_a_second_person_corrects_the_fact_as_the_first_saw_it(desk: Explorer) -> None:
    fact = ids(desk)["figure"]
    desk.post(f"/review/{fact}/correct", {"who": "Ann", "seen": "0", "value": "5"})
    page = desk.get(f"/review/{fact}/correct?as=judged").text
    assert 'name="value" value="10000000000"' in page
    reply = desk.post(f"/review/{fact}/correct?as=judged", {"who": "Bo", "seen": "1", "value": "6", "to": "second"})
    assert (reply.status, reply.headers["location"].partition("?")[0]) == (303, "/review/second")
    (found,) = json.loads(desk.get("/disagreements.json").body)["disagreements"][:1]
    assert found["fact"] == fact
    (kept,) = desk.store.kept(FactQuery(kinds=("figure",)))
    assert kept.verdict == "correct"


def test_those_who_differ_stand_side_by_side_until_they_agree(desk: Explorer) -> None:
    fact = ids(desk)["event"]
    assert "Nobody differs" in desk.get("/disagreements").text
    judge(desk, fact, "Ann", "reject", why="a forecast")
    judge(desk, fact, "Bo", "confirm", why="it took place")
    page = desk.get("/disagreements").text
    assert page.index("a forecast") < page.index("it took place")
    assert "1 fact has been judged differently" in page
    rows = list(csv.DictReader(io.StringIO(desk.get("/disagreements.csv").text)))
    assert [(row["who"], row["verdict"], row["why"]) for row in rows] == [
        ("Ann", "reject", "a forecast"),
        ("Bo", "confirm", "it took place"),
    ]
    judge(desk, fact, "Ann", "confirm")
    assert "Nobody differs" in desk.get("/disagreements").text
    assert json.loads(desk.get("/agreement.json").body)["agreement"][0]["facts_judged_by_several"] == 1


def test_agreement_is_told_by_kind(desk: Explorer) -> None:
    facts = ids(desk)
    for kind, said in (("event", "cc"), ("relation", "rr"), ("figure", "cr"), ("position", "cc"), ("statement", "c")):
        for who, verdict in zip(("Ann", "Bo"), said, strict=False):
            judge(desk, facts[kind], who, {"c": "confirm", "r": "reject"}[verdict])
    found = {row["kind"]: row for row in json.loads(desk.get("/agreement.json").body)["agreement"]}
    # Four facts by two people: three alike, one not; 5 confirm, 3 reject: 1 - 7 * 2 / (5 * 3 * 2).
    assert found["all"]["alpha"] == round(1 - 7 * 2 / 30, 4)
    assert (found["all"]["facts_judged_by_several"], found["all"]["facts_judged_by_one"]) == (4, 1)
    assert found["event"]["alpha"] is None
    assert "one and the same verdict" in found["event"]["why"]
    page = desk.get("/agreement").text
    assert "0.533" in page
    assert "not reliable" in page
    rows = list(csv.DictReader(io.StringIO(desk.get("/agreement.csv").text)))
    assert [row["kind"] for row in rows][:2] == ["all", "event"]


def test_nobody_takes_back_the_word_of_another(desk: Explorer) -> None:
    fact = ids(desk)["event"]
    judge(desk, fact, "Ann", "reject")
    refused = desk.post(f"/review/{fact}", {"who": "Bo", "seen": "1", "verdict": "withdraw"})
    assert refused.status == 400
    assert "no judgement of Bo" in refused.text
    judge(desk, ids(desk)["relation"], "Bo", "confirm")
    assert "Take my word back" not in desk.get(f"/review/{fact}").text
    judge(desk, ids(desk)["position"], "Ann", "confirm")
    assert "Take my word back" in desk.get(f"/review/{fact}").text


def test_the_queue_by_consequence_puts_treaties_before_talk_and_says_why(desk: Explorer) -> None:
    found = json.loads(desk.get("/review.json?order=consequence").body)["facts"]
    kinds = [one["kind"] for one in found]
    assert set(kinds) == set(ids(desk))
    assert kinds.index("provision") < kinds.index("position") < kinds.index("statement")
    page = desk.get("/review?order=consequence").text
    assert f"/fact/{found[0]['id']}" in page
    assert "consequence " in page
    assert "weight " in page
    assert 'href="/treaty/cn-ru-2001"' in page
    asked = urllib.parse.urlencode({"order": "consequence", "skip": "1"})
    assert f"/fact/{found[1]['id']}" in desk.get(f"/review?{asked}").text
