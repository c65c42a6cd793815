"""Adding a fact that no coder found: its words, its kind, its fields, and what becomes of it everywhere."""

from __future__ import annotations

import csv
import io
import json
import re
import urllib.parse
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from servanda.errors import UsageError
from servanda.presenting.explorer.adding import added_fact, nearest, places_of
from servanda.records import Actor, Document, Event, Figure, Statement
from servanda.store import FactQuery

if TYPE_CHECKING:
    from exploring import Explorer

pytest_plugins = ("exploring",)

WORDS = "Trade came to 10 billion dollars."
TEXT = "China sold ships to Russia.\r\nChina  sold ships\nto Chad. The 😀 said China sold ships to Mali."
DOCUMENT = Document(id="sha256:0", text=TEXT, uri="ships.txt")
EVENT = {
    "kind": "event", "start": "0", "end": "27", "words": "China sold ships to Russia.", "sources": "CHN/GOV: China", "targets": "RUS: Russia",
    "type": "COOPERATE", "reciprocal": "no", "certainty": "actual", "contexts": "economic", "trigger": "sold",
}  # fmt: skip


def known(code: str) -> bool:
    return code in ("CHN", "RUS", "MLI", "TCD")


def test_a_form_becomes_a_fact_of_the_reviewer_on_the_words_it_names() -> None:
    fact = added_fact(DOCUMENT, EVENT, known)
    assert isinstance(fact.claim, Event)
    assert (fact.claim.sources, fact.claim.targets) == ((Actor("CHN", "GOV", "China"),), (Actor("RUS", None, "Russia"),))
    assert [span.words for span in fact.spans] == ["China sold ships to Russia.", "sold"]
    assert (fact.coder, fact.rule, fact.certainty, fact.confidence) == ("reviewer", None, "actual", 1.0)
    said = {
        "kind": "statement", "words": "The 😀 said China sold ships to Mali.", "start": "0", "speakers": ": the agency", "cue": "said",
        "content": "China sold ships to Mali", "direct": "no",
    }  # fmt: skip
    statement = added_fact(DOCUMENT, said, known)
    assert isinstance(statement.claim, Statement)
    assert DOCUMENT.text[statement.spans[0].start : statement.spans[0].end] == statement.spans[0].words


def test_the_words_are_found_where_the_browser_shows_blanks_in_its_own_way() -> None:
    second = TEXT.index("China  sold")
    assert nearest(TEXT, "China sold ships to", 20) == (second, second + len("China  sold ships\nto"))
    assert nearest(TEXT, "China sold ships to", 60) == (TEXT.rindex("China"), TEXT.rindex("China") + len("China sold ships to"))
    assert nearest(TEXT, "China bought", 0) is None
    assert len(places_of(TEXT, "China sold ships")) == 3
    assert places_of(TEXT, " \n") == []
    assert len(places_of("a " * 500, "a")) == 50


@given(st.text(max_size=60), st.integers(0, 60), st.integers(1, 20))
def test_whatever_is_marked_is_found_at_its_place(text: str, start: int, length: int) -> None:
    words = text[start : start + length]
    place = nearest(text, words, start)
    if not words.strip():
        assert place is None
    else:
        assert place is not None
        assert text[place[0] : place[1]].split() == words.split()
        assert start <= place[0] <= start + len(words)


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"words": "China bought ships."}, "do not stand at that place"),
        ({"start": "5000", "end": "6000", "words": ""}, "do not stand at that place"),
        ({"start": "-1", "end": "x", "words": ""}, "do not stand at that place"),
        ({"start": "27", "end": "29", "words": ""}, "do not stand at that place"),
        ({"kind": "rumour"}, "kind is one of"),
        ({"type": "SELL"}, "type is one of"),
        ({"sources": "QQQ: China", "targets": ""}, "QQQ is no actor's code"),
        ({"sources": "", "targets": ": somebody"}, "names no actor by a code"),
        ({"certainty": "sure"}, "certainty is one of"),
        ({"earliest": "3 May"}, "earliest day: '3 May' is not a day"),
        ({"trigger": "bought"}, "does not stand in the words"),
        ({"reciprocal": "perhaps"}, "reciprocal is yes or no"),
        ({"kind": "provision", "bearers": "CHN", "toward": "RUS", "force": "must", "type": ""}, "type is empty"),
        ({"kind": "provision", "bearers": "CHN", "toward": "RUS", "force": "must", "type": "friendship"}, "none of the word list"),
        ({"kind": "figure", "value": "many", "unit": "", "approximate": "no"}, "value is not a number"),
        ({"kind": "relation", "pair": "CHN", "trend": "improving"}, "pair"),
    ],
)
def test_what_does_not_hold_is_named(changed: dict[str, str], told: str) -> None:
    with pytest.raises(UsageError) as refused:
        added_fact(DOCUMENT, EVENT | changed, known)
    assert told in refused.value.why


def sent(desk: Explorer, **fields: str) -> tuple[str, dict[str, str]]:
    document = next(iter(desk.store.documents()))
    start = document.text.index(WORDS)
    form = {
        "kind": "figure", "words": WORDS, "start": str(start), "end": str(start + len(WORDS)), "value": "1e10", "unit": "USD",
        "measure": "trade", "about": "CHN, USA", "approximate": "yes", "certainty": "actual", "who": "Ann Lee", "why": "missed",
    }  # fmt: skip
    return f"/document/{document.id}/add", form | fields


def test_an_added_fact_appears_everywhere_is_exported_and_can_be_taken_back(desk: Explorer) -> None:
    path, form = sent(desk)
    reply = desk.post(path, form)
    assert reply.status == 303
    (kept,) = desk.store.kept(FactQuery(verdict="add"))
    fact = kept.fact
    assert isinstance(fact.claim, Figure)
    assert reply.headers["location"] == f"/document/{fact.document}?fact={fact.id}&added={fact.id}#here"
    page = desk.get(reply.headers["location"].partition("#")[0]).text
    assert "<strong>Added</strong>" in page
    assert "added by a person" in page
    for place in (f"/fact/{fact.id}", "/search?kind=figure", "/actor/USA", "/judgements", "/pair/CHN/USA"):
        assert fact.id in desk.get(place).text, place
    rows = list(csv.DictReader(io.StringIO(desk.get("/export/facts.csv").text)))
    assert [(row["coder"], row["verdict"], row["words"]) for row in rows if row["id"] == fact.id] == [("reviewer", "add", WORDS)]
    lines = [json.loads(line) for line in desk.get("/export/facts.jsonl").body.splitlines()]
    assert any(line["id"] == fact.id and line["coder"] == "reviewer" for line in lines)
    told = json.loads(desk.get("/judgements.json").body)["judgements"][-1]
    assert (told["verdict"], told["who"], told["why"]) == ("add", "Ann Lee", "missed")
    undo = {"verdict": "withdraw", "who": "Ann Lee", "seen": "1", "to": "document", "document": fact.document}
    back = desk.post(f"/review/{fact.id}", undo)
    assert (back.status, back.headers["location"]) == (303, f"/document/{fact.document}")
    assert list(desk.store.kept(FactQuery(verdict="add"))) == []
    # Nothing is ever taken out: every line of the list leads to a page.
    listed = set(re.findall(r'href="(/fact/[^"]+)"', desk.get("/judgements").text))
    assert listed == {f"/fact/{fact.id}"}
    gone = desk.get(f"/fact/{fact.id}")
    assert gone.status == 200
    assert "It is not in the record now" in gone.text
    assert "Judge or correct it" not in gone.text
    assert "Taken back" in gone.text
    assert json.loads(desk.get(f"/fact/{fact.id}.json").body)["held"] is False
    assert desk.get("/fact/none").status == 404


def test_without_script_the_words_are_written_and_their_place_is_chosen(desk: Explorer) -> None:
    document = next(iter(desk.store.documents()))
    path = f"/document/{document.id}/add"
    assert 'name="words"' in desk.get(f"/document/{document.id}").text
    once = desk.get(f"{path}?words={urllib.parse.quote('Trade  came to 10 billion dollars.')}").text
    assert "What is it?" in once
    twice = desk.get(f"{path}?words=o").text
    assert "places have these words: which one?" in twice
    chosen = re.findall(r'href="\?start=(\d+)&amp;end=(\d+)"', twice)
    assert [document.text[int(start) : int(end)] for start, end in chosen] == ["o"] * document.text.count("o")
    assert "does not have these words" in desk.get(f"{path}?words=Atlantis").text
    form = desk.get(f"{path}?start=0&end=53&kind=event").text
    assert '<option value="AGREE"' in form
    assert 'name="sources"' in form
    assert desk.store.counts().judgements == 0


def test_the_actors_that_the_words_name_are_filled_in(desk: Explorer) -> None:
    document = next(iter(desk.store.documents()))
    signed, said = document.text.index("China and"), document.text.index("President")
    path = f"/document/{document.id}/add.json?start={{}}&end={{}}&kind={{}}"

    def filled(start: int, end: int, kind: str) -> dict[str, str]:
        fields = json.loads(desk.get(path.format(start, end, kind)).body)["fields"]
        return {field["name"]: field["value"] for field in fields}

    event = filled(signed, signed + 53, "event")
    assert (event["sources"], event["targets"]) == ("CHN: China", "RUS: Russia")
    assert filled(signed, signed + 53, "relation")["pair"] == "CHN, RUS"
    assert filled(signed, signed + 53, "position")["holders"] == "CHN"
    assert filled(said, said + 15, "statement")["speakers"] == "CHN/GOV: Jiang Zemin | President Jiang"
    assert filled(signed + 6, signed + 9, "figure")["about"] == ""


def test_what_cannot_be_kept_comes_back_as_it_was_written(desk: Explorer) -> None:
    path, form = sent(desk, value="ten", about="QQQ")
    reply = desk.post(path, form)
    assert reply.status == 400
    for told in ("value is not a number: &#39;ten&#39;", "QQQ is no actor&#39;s code", 'value="ten"', 'value="missed"'):
        assert told in reply.text
    assert "It was not kept." in reply.text
    assert "cannot be kept" not in reply.text
    nameless = desk.post(path, sent(desk, who="")[1])
    assert nameless.status == 400
    assert "a judgement needs your name" in nameless.text
    assert desk.post("/document/none/add", form).status in (400, 404)
    assert desk.store.counts().judgements == 0


def test_the_same_fact_is_not_added_twice(desk: Explorer) -> None:
    path, form = sent(desk)
    assert desk.post(path, form).status == 303
    again = desk.post(path, form | {"who": "Bo Berg"})
    assert again.status == 400
    assert "has this fact already" in again.text
