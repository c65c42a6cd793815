"""Scores against figures worked out by hand, and against the keys' own scorer where it is at hand."""

import json
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from servanda.analysis.evaluation import Key, Measure, evaluate, read_key
from servanda.analysis.evaluation.anchored import score_anchored
from servanda.analysis.evaluation.attributions import score_statements
from servanda.analysis.evaluation.events import score_dyads, score_every_event, score_quad_class
from servanda.analysis.evaluation.treaty_texts import score_final_clauses, score_signatures
from servanda.errors import InputError
from servanda.records import (
    Actor,
    Certainty,
    Change,
    Claim,
    Document,
    Event,
    EventType,
    Fact,
    Figure,
    Relation,
    Speaker,
    Statement,
    fact_to_json,
    make_fact,
)


def event(sources: Sequence[str], kind: EventType, targets: Sequence[str], of: EventType | None = None) -> Event:
    return Event(
        sources=tuple(Actor(code, None, code) for code in sources),
        targets=tuple(Actor(code, None, code) for code in targets),
        type=kind,
        of=of,
        mode=None,
        contexts=(),
        cameo=None,
        reciprocal=False,
        location=None,
    )


def fact(claim: Claim, text: str, words: str = "", certainty: Certainty = "actual", source: str = "a") -> Fact:
    start = text.index(words) if words else 0
    document = Document(id="sha256:x", text=text, uri="x", source_id=source)
    span = document.span(start, start + len(words or text))
    return make_fact(
        document, claim, (span,), certainty=certainty, when=None, asserted_by=None, coder=("c", "1"), confidence=1.0, rule=None
    )


def written(path: Path, rows: Sequence[object]) -> Path:
    path.write_text("\n".join(json.dumps(row) for row in rows), encoding="utf-8")
    return path


def by_name(measures: Sequence[Measure]) -> dict[str, Measure]:
    return {one.name: one for one in measures}


DYADS = [
    {"id": "a", "text": "A hit B.", "events": [{"source": "AAA", "target": "BBB", "type": "ASSAULT"}]},
    {
        "id": "b",
        "text": "A met B.",
        "events": [{"source": "AAA", "target": "BBB", "type": "CONSULT"}, {"source": "BBB", "target": "AAA", "type": "CONSULT"}],
    },
    {"id": "c", "text": "A at home.", "events": [{"source": "AAA", "target": "AAA", "type": "PROTEST"}]},
]


def test_dyads_by_hand(tmp_path: Path) -> None:
    key = read_key(written(tmp_path / "key.jsonl", DYADS))
    assert key.kind == "events"
    coded = {
        "a": [fact(event(["AAA"], "ASSAULT", ["BBB"]), "A hit B."), fact(event(["AAA"], "ACCUSE", ["CCC"]), "A hit B.")],
        "b": [fact(event(["AAA"], "CONSULT", ["BBB"]), "A met B."), fact(event(["BBB"], "AID", ["AAA"]), "A met B.", certainty="denied")],
        "c": [fact(event(["AAA"], "PROTEST", ["AAA"]), "A at home.")],
    }
    measures, misses = score_dyads(key, coded)
    joint = by_name(measures)["joint"]
    # Three keyed, three coded, two of them right; the denied one and the record at home do not count.
    assert (joint.right, joint.coded, joint.keyed) == (2, 3, 3)
    assert joint.precision == pytest.approx(2 / 3)
    assert joint.f1 == pytest.approx(2 / 3)
    assert by_name(measures)["type"].keyed == 2
    assert len(misses) == 2


EXHAUSTIVE = [
    {
        "id": "a",
        "text": "A and B met.",
        "events": [
            {"sources": ["AAA"], "targets": ["BBB"], "type": ["CONSULT"], "certainty": ["actual"], "reciprocal": True},
            {"sources": ["AAA"], "targets": [], "type": ["AID"], "certainty": ["planned"], "optional": True},
            {"sources": ["AAA"], "targets": ["CCC"], "type": ["REJECT"], "certainty": ["actual"], "targets_any": [["CCC"], []]},
        ],
    },
    {"id": "b", "text": "Odd.", "unsure": True, "events": []},
]


def test_every_event_by_hand(tmp_path: Path) -> None:
    key = read_key(written(tmp_path / "key.jsonl", EXHAUSTIVE))
    assert key.kind == "exhaustive"
    text = "A and B met."
    coded = {
        "a": [
            fact(event(["BBB"], "CONSULT", ["AAA"]), text),
            fact(event(["AAA"], "AGREE", [], of="AID"), text, certainty="planned"),
            fact(event(["AAA"], "REJECT", []), text, certainty="possible"),
            fact(event(["DDD"], "AID", ["AAA"]), text),
        ],
        "b": [fact(event(["AAA"], "AID", ["BBB"]), "Odd.")],
    }
    measures = by_name(score_every_event(key, coded)[0])
    # Of four coded, two are right as wholes (one of them optional); of two that must be found, one is.
    assert (measures["whole"].right, measures["whole"].coded, measures["whole"].found, measures["whole"].keyed) == (2, 4, 1, 2)
    assert measures["dyad"].right == 3
    assert measures["dyad"].found == 2
    assert measures["type"].right == 4
    assert measures["whole"].f1 == pytest.approx(0.5)


def test_quad_classes_by_hand(tmp_path: Path) -> None:
    rows = [{"id": name, "text": name, "quad": quad} for name, quad in (("a", 1), ("b", 4), ("c", 3), ("d", 0))]
    key = read_key(written(tmp_path / "key.jsonl", rows))
    coded = {
        "a": [fact(event(["AAA"], "CONSULT", ["BBB"]), "a")],
        "b": [fact(event(["AAA"], "AID", ["BBB"]), "b")],
        "c": [fact(event(["AAA"], "REJECT", ["BBB"]), "c", certainty="denied")],
        "d": [],
    }
    measures = by_name(score_quad_class(key, coded)[0])
    assert measures["coverage"].recall == pytest.approx(2 / 3)
    assert measures["accuracy"].recall == pytest.approx(1 / 2)


SAID = "Ali said that rain will fall. Nobody answered. Bo denied it."


def test_statements_by_hand(tmp_path: Path) -> None:
    def span(words: str) -> list[list[int]]:
        return [[SAID.index(words), SAID.index(words) + len(words)]]

    rows = [
        {
            "id": "a",
            "text": SAID,
            "attributions": [
                {"content": span("that rain will fall"), "cue": span("said"), "source": span("Ali")},
                {"content": span("it"), "cue": span("denied"), "source": span("Bo")},
            ],
        }
    ]
    key = read_key(written(tmp_path / "key.jsonl", rows))
    wrong = Speaker(None, None, None, "Bo")
    claims = [
        Statement(speakers=(wrong,), audience=(), cue="said", content="rain will fall", direct=False),
        Statement(speakers=(), audience=(), cue=None, content="Nobody", direct=False),
    ]
    coded = {"a": [fact(claim, SAID, claim.content) for claim in claims]}
    measures = by_name(score_statements(key, coded)[0])
    assert (measures["content"].right, measures["content"].coded, measures["content"].keyed) == (1, 2, 2)
    assert (measures["speaker"].right, measures["speaker"].coded, measures["speaker"].keyed) == (0, 1, 2)
    assert (measures["cue"].right, measures["cue"].coded, measures["cue"].keyed) == (1, 1, 2)


TOLD = "Trade of A and B hit 5 dollars. A visited B. Ties are good."
ANCHORED = [
    {
        "doc": "a",
        "fact": "1",
        "kind": "figure",
        "anchor": "5 dollars",
        "value": 5,
        "unit": ["USD"],
        "measure": "trade",
        "change": {"direction": "up"},
    },
    {
        "doc": "a",
        "fact": "2",
        "kind": "event",
        "anchor": "visited",
        "sources": ["AAA/GOV"],
        "targets": ["BBB"],
        "type": "CONSULT",
        "reciprocal": True,
        "asserted_by": "AAA",
    },
    {"doc": "a", "fact": "3", "kind": "relation", "anchor": "Ties", "pair": ["AAA", "BBB"], "trend": ["stable"], "optional": True},
    {"doc": "a", "fact": "4", "kind": "relation", "anchor": "Ties are", "pair": ["AAA", "BBB"], "trend": ["stable"], "certainty": "actual"},
    {
        "doc": "a",
        "fact": "5",
        "kind": "absent",
        "anchor": "hit",
        "must_not": "a blow",
        "forbid": [{"kind": "event", "type": ["ASSAULT"], "actor": ["AAA"]}],
    },
    {
        "doc": "a",
        "fact": "6",
        "kind": "absent",
        "anchor": "good",
        "must_not": "a rift",
        "forbid": [{"kind": "relation", "trend": ["broken", "tense"]}],
    },
]


def anchored_key(folder: Path) -> Key:
    folder.mkdir(exist_ok=True)
    written(folder / "documents.jsonl", [{"id": "a", "text": TOLD, "date": None}])
    written(folder / "facts.jsonl", ANCHORED)
    return read_key(folder)


def anchored_facts() -> list[Fact]:
    first, second, third = "Trade of A and B hit 5 dollars.", "A visited B.", "Ties are good."
    figure = Figure(value=5, unit="USD", measure="trade", about=("AAA",), change=Change("up", None), approximate=False, bound=None)
    return [
        fact(figure, TOLD, first),
        fact(event(["AAA"], "ASSAULT", ["BBB"]), TOLD, first),
        fact(event(["AAA"], "CONSULT", ["BBB"]), TOLD, second),
        fact(Relation(pair=("AAA", "BBB"), trend="improving", domain=None), TOLD, third),
    ]


def test_anchored_facts_by_hand(tmp_path: Path) -> None:
    measures, misses = score_anchored(anchored_key(tmp_path / "key"), {"a": anchored_facts()})
    told = by_name(measures)
    assert told["figure"].recall == 1
    # One direction of a reciprocal event is half of it.
    assert told["event"].recall == pytest.approx(0.5)
    assert told["relation"].recall == 0
    assert told["all"].recall == pytest.approx(1.5 / 3)
    assert (told["false facts"].found, told["false facts"].keyed) == (1, 2)
    assert (told["voices"].found, told["voices"].keyed) == (0, 1)
    assert len(misses) == 3


def test_treaties_by_hand() -> None:
    wanted = {
        "id": "t",
        "parties": ["AAA", "BBB"],
        "signed": {"date": "1990-01-01", "place": "Rome", "quote": "x"},
        "duration": {"kind": "fixed", "initial": "P1Y"},
        "reservations": "silent",
        "provisions": [{"article": "1(2)", "type": "defense", "quote": ""}, {"article": "2", "type": "economic", "quote": ""}],
    }
    read = {
        "parties": ["BBB", "AAA"],
        "signed": {"date": "1990-01-02", "place": "Rome", "quote": "signed"},
        "duration": {"kind": "fixed", "initial": "P12M", "quote": "for a year"},
        "reservations": "silent",
        "languages": ["English"],
        "provisions": [{"article": "1", "type": "defense", "quote": "not there"}],
    }
    text = {"id": "t", "text": "signed for a year"}
    key = Key(name="k", kind="treaties", texts={"t": text}, rows=(wanted,))
    told = by_name(score_final_clauses(key, {"t": read})[0])
    assert told["parties"].recall == 1
    assert told["date signed"].recall == 0
    assert told["duration: first"].recall == 1
    assert (told["languages"].keyed, told["languages"].note[:1]) == (0, "1")
    assert told["quotes exact"].recall == pytest.approx(2 / 3)
    assert told["provision types"].recall == pytest.approx(1 / 2)


def test_signatures_by_hand() -> None:
    rows = (
        {"id": "AAA-BBB[X]_1", "text": "Done 1 May 1990", "signed": "1990-05-01"},
        {"id": "other", "text": "undated", "signed": "1991-01-01"},
    )
    key = Key(name="k", kind="dates", texts={row["id"]: row for row in rows}, rows=rows)
    read: dict[str, dict[str, Any]] = {
        "AAA-BBB[X]_1": {"signed": {"date": "1990-05-01"}, "parties": ["BBB"]},
        "other": {"signed": {"date": "1992-01-01"}},
    }
    told = by_name(score_signatures(key, read)[0])
    assert (told["date signed"].found, told["date signed"].keyed) == (1, 1)
    assert (told["wrong dates"].found, told["wrong dates"].keyed) == (1, 2)
    assert (told["parties"].found, told["parties"].keyed) == (0, 1)


def test_own_sentences_are_coded_and_scored(tmp_path: Path) -> None:
    rows = [
        {
            "id": "one",
            "text": "Kenya accused Ghana of spying.",
            "events": [{"sources": ["KEN"], "targets": ["GHA"], "type": ["ACCUSE"], "certainty": ["actual"]}],
        }
    ]
    report = evaluate(read_key(written(tmp_path / "mine.jsonl", rows)))
    assert (report.key, report.kind, report.documents) == ("mine.jsonl", "exhaustive", 1)
    assert by_name(report.measures)["whole"].keyed == 1


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        ([{"id": "a", "text": "x"}], "none of the fields"),
        ([{"id": "a", "events": []}], "no 'text'"),
        ([{"id": "a", "text": "x", "quad": 1}, {"id": "a", "text": "y", "quad": 1}], "a"),
        ([[1]], "line 1: not an object"),
        ([], "no row"),
    ],
)
def test_bad_keys_say_what_is_wrong(tmp_path: Path, rows: list[object], words: str) -> None:
    with pytest.raises(InputError) as caught:
        read_key(written(tmp_path / "key.jsonl", rows))
    assert words in caught.value.why
    assert caught.value.todo


def test_anchors_must_stand_once(tmp_path: Path) -> None:
    written(tmp_path / "documents.jsonl", [{"id": "a", "text": "one one"}])
    written(tmp_path / "facts.jsonl", [{"doc": "a", "kind": "event", "anchor": "one"}, {"doc": "b", "kind": "event", "anchor": "x"}])
    with pytest.raises(InputError) as caught:
        read_key(tmp_path)
    assert "2 times" in caught.value.why
    assert "no document 'b'" in caught.value.why


def test_the_keys_own_scorer_agrees(shared: Path, tmp_path: Path) -> None:
    folder = tmp_path / "key"
    measures, _ = score_anchored(anchored_key(folder), {"a": anchored_facts()})
    lines = tmp_path / "facts.jsonl"
    lines.write_text("\n".join(json.dumps(fact_to_json(one)) for one in anchored_facts()), encoding="utf-8")
    scorer = [sys.executable, str(shared / "tools" / "score.py")]
    done = subprocess.run([*scorer, "facts", str(folder), str(lines)], check=True, capture_output=True, text=True)
    total = by_name(measures)["all"]
    assert f"right {total.recall:.3f}" in done.stdout
    assert "tempting false facts coded 1/2" in done.stdout
    key = written(tmp_path / "news.jsonl", EXHAUSTIVE)
    whole = by_name(score_every_event(read_key(key), {"a": anchored_facts()})[0])["whole"]
    done = subprocess.run([*scorer, "news", str(key), str(lines)], check=True, capture_output=True, text=True)
    assert f"whole        P {whole.precision:.3f}  R {whole.recall:.3f}" in done.stdout
