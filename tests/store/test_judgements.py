"""What a person said of a fact holds, whatever coders say later."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from adding import CODERS, MANIFEST, made_up

from servanda.errors import UsageError
from servanda.records import Document, Fact, Figure, make_fact
from servanda.store import FactQuery, KeptFact, Store
from strategies import MORNING

DOCUMENT, (FIGURE, TIE) = made_up(7)
SAYS: dict[str, Any] = {"who": "A. Reader", "at": MORNING}


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.open(tmp_path / "s.duckdb", write=True) as opened:
        opened.add(opened.begin_run(MANIFEST), DOCUMENT, [FIGURE, TIE], CODERS)
        yield opened
        assert opened.verify() == []


def remade(value: float, document: Document = DOCUMENT, certainty: Any = "actual", version: str = "1") -> Fact:
    claim = Figure(value=value, unit="USD", measure="trade", about=("CHN", "RUS"), change=None, approximate=False, bound=None)
    return make_fact(
        document,
        claim,
        (document.span(FIGURE.spans[0].start, FIGURE.spans[0].end),),
        certainty=certainty,
        when=None,
        asserted_by=None,
        coder=("figures", version),
        confidence=0.5,
        rule=None,
    )


def shown(store: Store, **query: Any) -> list[KeptFact]:
    return [kept for kept in store.kept(FactQuery(**query)) if kept.fact.kind == "figure"]


def test_a_rejected_fact_is_left_out_unless_asked_for(store: Store) -> None:
    store.judge(FIGURE.id, "reject", why="it is a forecast", **SAYS)
    assert shown(store) == []
    assert shown(store, rejected=True) == [KeptFact(FIGURE, "reject")]
    assert store.counts().facts == {"relation": 1}
    store.add(store.begin_run(MANIFEST), DOCUMENT, [remade(7, version="2")], {"figures": "2"})
    assert shown(store) == []
    store.judge(FIGURE.id, "unsure", **SAYS)
    assert [kept.verdict for kept in shown(store)] == ["unsure"]
    assert [one.verdict for one in store.judgements()] == ["reject", "unsure"]


def test_a_correction_is_shown_and_survives_a_newer_coder(store: Store) -> None:
    right = remade(7_000_000)
    kept = store.judge(FIGURE.id, "correct", corrected=right, **SAYS)
    assert (kept.snapshot, kept.corrected) == (FIGURE, right)
    assert shown(store) == [KeptFact(right, "correct")]
    store.add(store.begin_run(MANIFEST), DOCUMENT, [remade(7, version="2")], {"figures": "2"})
    assert shown(store) == [KeptFact(right, "correct")]
    store.add(store.begin_run(MANIFEST), DOCUMENT, [remade(7_000_000, version="3")], {"figures": "3"})
    assert shown(store) == [KeptFact(right, "correct")]
    store.judge(right.id, "reject", **SAYS)
    assert shown(store) == []


def test_a_correction_of_certainty_keeps_the_id(store: Store) -> None:
    right = remade(7, certainty="expected")
    assert right.id == FIGURE.id
    store.judge(FIGURE.id, "correct", corrected=right, **SAYS)
    assert shown(store) == [KeptFact(right, "correct")]
    assert shown(store, certainty=("actual",)) == []
    again = remade(7, certainty="possible")
    store.judge(FIGURE.id, "correct", corrected=again, **SAYS)
    assert shown(store) == [KeptFact(again, "correct")]
    assert [one.snapshot for one in store.judgements()] == [FIGURE, right]


def test_correcting_back_shows_the_first_again(store: Store) -> None:
    right = remade(8)
    store.judge(FIGURE.id, "correct", corrected=right, **SAYS)
    store.judge(right.id, "correct", corrected=FIGURE, **SAYS)
    assert shown(store) == [KeptFact(FIGURE, "correct")]
    store.judge(FIGURE.id, "reject", **SAYS)
    assert shown(store) == []


def test_a_confirmed_fact_stays_when_a_newer_coder_misses_it(store: Store) -> None:
    store.judge(FIGURE.id, "confirm", **SAYS)
    assert shown(store) == [KeptFact(FIGURE, "confirm")]
    store.add(store.begin_run(MANIFEST), DOCUMENT, [], {"figures": "2"})
    assert shown(store) == [KeptFact(FIGURE, "confirm")]
    store.judge(FIGURE.id, "reject", **SAYS)
    assert shown(store) == []


def test_a_judged_fact_goes_along_when_the_text_is_read_otherwise(store: Store) -> None:
    store.judge(FIGURE.id, "confirm", **SAYS)
    store.judge(TIE.id, "confirm", **SAYS)
    cut = Document(id=DOCUMENT.id, text=DOCUMENT.text[: TIE.spans[0].start], uri=DOCUMENT.uri, reader_version="2")
    store.add(store.begin_run(MANIFEST), cut, [], CODERS)
    assert list(store.kept(FactQuery())) == [KeptFact(FIGURE, "confirm")]
    assert len(list(store.judgements())) == 2


def test_what_makes_no_judgement_is_refused(store: Store) -> None:
    other, (figure, _) = made_up(8)
    store.add(store.begin_run(MANIFEST), other, [], {"figures": "1"})
    with pytest.raises(UsageError, match="no such fact"):
        store.judge("unheard of", "reject", **SAYS)
    with pytest.raises(UsageError, match="needs the corrected fact"):
        store.judge(FIGURE.id, "correct", **SAYS)
    with pytest.raises(UsageError, match="needs the corrected fact"):
        store.judge(FIGURE.id, "confirm", corrected=FIGURE, **SAYS)
    with pytest.raises(UsageError, match="none of the same document"):
        store.judge(FIGURE.id, "correct", corrected=figure, **SAYS)
    assert list(store.judgements()) == []
