"""Several people judge the same facts: each has one word, the last holds, and what one adds or notes stays."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb
import pytest
from adding import CODERS, MANIFEST, made_up

from servanda.errors import UsageError
from servanda.records import Document, Fact, Figure, make_fact
from servanda.store import FactQuery, KeptFact, Store
from strategies import MORNING

DOCUMENT, (FIGURE, TIE) = made_up(7)
ANN: dict[str, Any] = {"who": "Ann", "at": MORNING}
BO: dict[str, Any] = {"who": "Bo", "at": MORNING}


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.open(tmp_path / "s.duckdb", write=True) as opened:
        opened.add(opened.begin_run(MANIFEST), DOCUMENT, [FIGURE, TIE], CODERS)
        yield opened
        assert opened.verify() == []


def figure(value: float, coder: str = "figures") -> Fact:
    claim = Figure(value=value, unit="USD", measure="trade", about=("CHN", "RUS"), change=None, approximate=False, bound=None)
    return make_fact(
        DOCUMENT, claim, FIGURE.spans, certainty="actual", when=None, asserted_by=None, coder=(coder, "1"), confidence=0.5, rule=None
    )


def shown(store: Store, **query: Any) -> list[tuple[str, str | None]]:
    return [(kept.fact.id, kept.verdict) for kept in store.kept(FactQuery(**query)) if kept.fact.kind == "figure"]


def test_the_last_word_holds_and_taking_it_back_lets_the_other_hold(store: Store) -> None:
    store.judge(FIGURE.id, "confirm", **ANN)
    store.judge(FIGURE.id, "reject", **BO)
    assert shown(store) == []
    assert shown(store, rejected=True) == [(FIGURE.id, "reject")]
    store.judge(FIGURE.id, "withdraw", **BO)
    assert shown(store) == [(FIGURE.id, "confirm")]
    store.judge(FIGURE.id, "withdraw", **ANN)
    assert shown(store) == [(FIGURE.id, None)]


def test_nobody_takes_back_what_another_said(store: Store) -> None:
    store.judge(FIGURE.id, "reject", **ANN)
    with pytest.raises(UsageError, match="no judgement of Bo"):
        store.judge(FIGURE.id, "withdraw", **BO)
    store.judge(FIGURE.id, "withdraw", **ANN)
    with pytest.raises(UsageError, match="no judgement of Ann"):
        store.judge(FIGURE.id, "withdraw", **ANN)


def test_a_correction_gives_way_to_a_later_confirmation_and_comes_back(store: Store) -> None:
    right = figure(70)
    store.judge(FIGURE.id, "correct", corrected=right, **ANN)
    store.judge(FIGURE.id, "confirm", **BO)
    assert shown(store) == [(FIGURE.id, "confirm")]
    store.judge(FIGURE.id, "withdraw", **BO)
    assert shown(store) == [(right.id, "correct")]


def test_a_confirmed_fact_that_a_newer_coder_misses_stays_in_sight_whatever_a_second_person_says(store: Store) -> None:
    store.judge(FIGURE.id, "confirm", **ANN)
    store.add(store.begin_run(MANIFEST), DOCUMENT, [], {"figures": "2"})
    store.judge(FIGURE.id, "unsure", **BO)
    assert shown(store) == [(FIGURE.id, "unsure")]


def test_a_note_judges_nothing(store: Store) -> None:
    store.judge(FIGURE.id, "note", why="ask the embassy", **ANN)
    assert shown(store) == [(FIGURE.id, None)]
    store.judge(FIGURE.id, "confirm", **ANN)
    store.judge(FIGURE.id, "note", why="they answered", **ANN)
    assert shown(store) == [(FIGURE.id, "confirm")]
    with pytest.raises(UsageError, match="needs its words"):
        store.judge(FIGURE.id, "note", **ANN)
    assert [(one.seq, one.verdict, one.why) for one in store.judgements(FIGURE.id)] == [
        (1, "note", "ask the embassy"),
        (2, "confirm", None),
        (3, "note", "they answered"),
    ]


def test_an_added_fact_stands_survives_newer_coders_and_can_be_judged_and_taken_back(store: Store) -> None:
    found = figure(12, coder="reviewer")
    store.add_fact(found, why="said in the second line", **ANN)
    assert KeptFact(found, "add") in list(store.kept(FactQuery()))
    assert shown(store, verdict="add") == [(found.id, "add")]
    store.add(store.begin_run(MANIFEST), DOCUMENT, [], {"figures": "2"})
    assert shown(store) == [(found.id, "add")]
    store.judge(found.id, "reject", **BO)
    assert shown(store) == []
    assert shown(store, rejected=True) == [(found.id, "reject")]
    store.judge(found.id, "withdraw", **BO)
    store.judge(found.id, "reject", **ANN)
    assert shown(store, rejected=True) == [(found.id, "reject")]
    store.judge(found.id, "withdraw", **ANN)
    assert shown(store, rejected=True) == []
    store.add_fact(found, **ANN)
    assert shown(store) == [(found.id, "add")]


def test_an_added_fact_can_be_corrected(store: Store) -> None:
    found, right = figure(12, coder="reviewer"), figure(13, coder="reviewer")
    store.add_fact(found, **ANN)
    store.judge(found.id, "correct", corrected=right, **BO)
    assert (right.id, "correct") in shown(store)
    assert found.id not in [fact for fact, _ in shown(store, rejected=True)]


def test_what_is_there_already_or_rests_on_no_words_is_not_added(store: Store) -> None:
    with pytest.raises(UsageError, match="has this fact already"):
        store.add_fact(FIGURE, **ANN)
    store.judge(FIGURE.id, "reject", **BO)
    with pytest.raises(UsageError, match="has this fact already") as refused:
        store.add_fact(FIGURE, **ANN)
    assert "reject" in refused.value.why
    _, (stray, _) = made_up(8)
    with pytest.raises(UsageError, match="does not rest on words"):
        store.add_fact(stray, **ANN)
    longer = Document(id=DOCUMENT.id, text="Long " + DOCUMENT.text, uri=DOCUMENT.uri)
    with pytest.raises(UsageError, match="does not rest on words"):
        store.add_fact(_moved(longer), **ANN)
    assert store.counts().judgements == 1


def _moved(document: Document) -> Fact:
    claim = Figure(value=9, unit="USD", measure="trade", about=("CHN", "RUS"), change=None, approximate=False, bound=None)
    return make_fact(
        document, claim, (document.span(0, 9),), certainty="actual", when=None, asserted_by=None, coder=("reviewer", "1"), confidence=1, rule=None
    )  # fmt: skip


def test_an_added_fact_goes_along_when_the_text_is_read_otherwise(store: Store) -> None:
    found = figure(12, coder="reviewer")
    store.add_fact(found, **ANN)
    cut = Document(id=DOCUMENT.id, text=DOCUMENT.text[: TIE.spans[0].start], uri=DOCUMENT.uri, reader_version="2")
    store.add(store.begin_run(MANIFEST), cut, [], CODERS)
    assert shown(store) == [(found.id, "add")]


def test_a_store_of_the_version_before_is_read_and_brought_up_to_date_when_written(tmp_path: Path) -> None:
    path = tmp_path / "old.duckdb"
    with Store.open(path, write=True) as store:
        store.add(store.begin_run(MANIFEST), DOCUMENT, [FIGURE], CODERS)
    with duckdb.connect(str(path)) as old:
        for view in ("kept_facts", "backing_judgements", "last_judgements", "standing_judgements"):
            old.execute(f"DROP VIEW {view}")
        old.execute("CREATE VIEW kept_facts AS SELECT *, NULL::VARCHAR AS verdict FROM facts")
        old.execute("CREATE VIEW last_judgements AS SELECT * FROM judgements")
        old.execute("UPDATE meta SET value = '1' WHERE name = 'schema'")
    with Store.open(path, write=False) as store:
        assert shown(store) == [(FIGURE.id, None)]
    with Store.open(path, write=True) as store:
        store.judge(FIGURE.id, "reject", **ANN)
        assert shown(store) == []
        assert store.verify() == []
    with duckdb.connect(str(path), read_only=True) as new:
        assert new.execute("SELECT value FROM meta WHERE name = 'schema'").fetchall() == [("2",)]
