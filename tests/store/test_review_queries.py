"""What a review page asks of a store: a queue by confidence, counts by side, pages, and judgements taken back."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from adding import CODERS, MANIFEST, made_up

from servanda.records import Figure, make_fact
from servanda.store import FactQuery, Store
from strategies import MORNING

SAYS: dict[str, Any] = {"who": "A. Reader", "at": MORNING}
DOCUMENT, (FIGURE, TIE) = made_up(7)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.open(tmp_path / "s.duckdb", write=True) as opened:
        run = opened.begin_run(MANIFEST)
        for number in range(5, 10):
            document, facts = made_up(number)
            opened.add(run, document, facts, CODERS)
        yield opened
        assert opened.verify() == []


def test_facts_are_counted_by_every_side(store: Store) -> None:
    every = FactQuery()
    assert store.tally(every, "kind") == {"figure": 5, "relation": 5}
    assert store.tally(every, "actor") == {"CHN": 10, "RUS": 10}
    assert store.tally(every, "pair") == {"CHN RUS": 10}
    assert store.tally(FactQuery(document=DOCUMENT.id), "document") == {DOCUMENT.id: 2}
    assert store.tally(every, "verdict") == {"not judged": 10}
    assert store.tally(every, "year") == {"2001": 10}
    assert store.tally(FactQuery(kinds=("figure",)), "type") == {"trade": 5}


def test_pages_hold_every_fact_once(store: Store) -> None:
    whole = list(store.facts(FactQuery()))
    paged = [fact for offset in range(0, 12, 3) for fact in store.facts(FactQuery(limit=3, offset=offset))]
    assert paged == whole


def test_a_judgement_taken_back_leaves_the_fact_as_it_was(store: Store) -> None:
    store.judge(FIGURE.id, "reject", **SAYS)
    assert list(store.kept(FactQuery(id=FIGURE.id))) == []
    store.judge(FIGURE.id, "withdraw", **SAYS)
    (kept,) = store.kept(FactQuery(id=FIGURE.id))
    assert (kept.fact, kept.verdict) == (FIGURE, None)
    assert [one.verdict for one in store.judgements(FIGURE.id)] == ["reject", "withdraw"]
    assert list(store.judgements(TIE.id)) == []
    assert store.count(FactQuery(verdict="not judged")) == 10


def test_a_correction_taken_back_brings_the_coders_fact_back(store: Store) -> None:
    claim = Figure(value=70, unit="USD", measure="trade", about=("CHN",), change=None, approximate=False, bound=None)
    right = make_fact(
        DOCUMENT, claim, FIGURE.spans, certainty="actual", when=None, asserted_by=None, coder=("figures", "1"), confidence=0.5, rule=None
    )
    store.judge(FIGURE.id, "correct", corrected=right, **SAYS)
    assert [kept.verdict for kept in store.kept(FactQuery(id=right.id))] == ["correct"]
    assert list(store.kept(FactQuery(id=FIGURE.id))) == []
    store.judge(FIGURE.id, "withdraw", **SAYS)
    assert list(store.kept(FactQuery(id=right.id))) == []
    assert [kept.verdict for kept in store.kept(FactQuery(id=FIGURE.id))] == [None]


def test_the_least_confident_that_nobody_has_judged_come_first(store: Store) -> None:
    document, (figure, _) = made_up(30)
    doubtful = make_fact(
        document,
        figure.claim,
        figure.spans,
        certainty="actual",
        when=None,
        asserted_by=None,
        coder=("figures", "1"),
        confidence=0.1,
        rule=None,
    )
    store.add(store.begin_run(MANIFEST), document, [doubtful], {"figures": "1"})
    queue = FactQuery(verdict="not judged", order="confidence")
    assert next(store.facts(queue)) == doubtful
    store.judge(doubtful.id, "confirm", **SAYS)
    assert doubtful not in list(store.facts(queue))
    assert [fact.id for fact in store.facts(FactQuery(verdict="confirm"))] == [doubtful.id]


def test_facts_without_their_words_come_in_the_order_of_the_question_and_as_they_are(store: Store) -> None:
    store.judge(FIGURE.id, "reject", **SAYS)
    for query in (FactQuery(), FactQuery(order="confidence", limit=4, offset=2), FactQuery(id=FIGURE.id, rejected=True)):
        found = list(store.sketches(query))
        facts = list(store.facts(query))
        assert [(one.id, one.kind, one.confidence) for one in found] == [(fact.id, fact.kind, fact.confidence) for fact in facts]
        assert {one.actors for one in found} == {("CHN", "RUS")}
    before = [list(store.sketches(query)) for query in (FactQuery(), FactQuery(limit=3, offset=1), FactQuery(ids=(TIE.id,)))]
    store.hold()
    assert [list(store.sketches(query)) for query in (FactQuery(), FactQuery(limit=3, offset=1), FactQuery(ids=(TIE.id,)))] == before
    assert [one.id for one in before[2]] == [TIE.id]


def test_the_weightiest_come_first_and_of_like_weight_the_least_confident(store: Store) -> None:
    def weight(kind: str, of_type: str | None, actors: tuple[str, ...]) -> int:
        assert actors == ("CHN", "RUS")
        return 2 if (kind, of_type) == ("relation", "stable") else 1

    every = FactQuery(order="confidence")
    plain = list(store.facts(every))
    ranked = sorted(plain, key=lambda fact: (-weight(fact.kind, getattr(fact.claim, "trend", None), ("CHN", "RUS")), plain.index(fact)))
    assert ranked != plain
    for _ in range(2):  # from the file, then from memory
        assert [kept.fact for kept in store.weightiest(every, weight)] == ranked
        part = FactQuery(order="confidence", limit=2, offset=1)
        assert [kept.fact for kept in store.weightiest(part, weight)] == ranked[1:3]
        store.hold()
    store.judge(ranked[0].id, "confirm", **SAYS)
    waiting = FactQuery(order="confidence", verdict="not judged")
    assert [kept.fact for kept in store.weightiest(waiting, weight)] == ranked[1:]


def test_documents_are_told_without_their_texts(store: Store) -> None:
    heads = store.heads()
    assert [(head.id, head.uri, head.published, head.problems) for head in heads.values()] == [
        (one.id, one.uri, one.published, one.problems) for one in store.documents()
    ]
    assert list(store.heads([DOCUMENT.id, "sha256:none"])) == [DOCUMENT.id]
    assert store.heads([]) == {}


def test_a_search_can_be_paged_counted_by_document_and_kept_to_some(store: Store) -> None:
    whole = list(store.search("trade", 100))
    assert [hit for offset in range(0, 6, 2) for hit in store.search("trade", 2, offset=offset)] == whole
    assert store.hits_by_document("trade") == dict.fromkeys(store.heads(), 1)
    assert [hit.document for hit in store.search("trade", 100, documents=[DOCUMENT.id])] == [DOCUMENT.id]
    assert list(store.search("trade", 100, documents=[])) == []
    assert store.hits_by_document("!") == {}
