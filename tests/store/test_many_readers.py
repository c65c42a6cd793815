"""Eight read while one adds and judges: no error, and every answer is one that the record gave at some moment."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from adding import CODERS, MANIFEST, made_up

from servanda.store import FactQuery, Store
from strategies import MORNING

READERS, ADDED = 8, 24


@pytest.mark.parametrize("held", [False, True])
def test_eight_read_while_one_adds_and_judges(tmp_path: Path, *, held: bool) -> None:
    with Store.open(tmp_path / "s.duckdb", write=True) as store:
        run = store.begin_run(MANIFEST)
        for number in range(10):
            store.add(run, *made_up(number), CODERS)
        if held:
            store.hold()
        faults: list[BaseException] = []
        answers = [0] * READERS
        done = threading.Event()

        def read(number: int) -> None:
            seen = 0
            try:
                while not done.is_set():
                    for question in QUESTIONS[number % len(QUESTIONS) :] + QUESTIONS:
                        question(store)
                    facts = store.count(FactQuery(rejected=True))
                    assert facts >= seen
                    assert facts % 2 == 0  # both facts of a document come at once
                    seen = facts
                    answers[number] += 1
            except BaseException as fault:  # noqa: BLE001 - whatever it is, the test tells it
                faults.append(fault)
                done.set()

        readers = [threading.Thread(target=read, args=(number,)) for number in range(READERS)]
        for reader in readers:
            reader.start()
        for number in range(10, 10 + ADDED):
            if done.is_set():
                break
            document, facts = made_up(number)
            store.add(run, document, facts, CODERS)
            store.judge(facts[0].id, "reject" if number % 2 else "confirm", who="Ann", at=MORNING)
            store.judge(facts[1].id, "note", who="Bo", at=MORNING, why="seen")
        done.set()
        for reader in readers:
            reader.join(timeout=60)
        assert faults == []
        assert all(answers)
        assert store.count(FactQuery(rejected=True)) == 2 * (10 + ADDED)
        assert store.verify() == []


QUESTIONS: list[Callable[[Store], object]] = [
    lambda store: list(store.kept(FactQuery(limit=20, order="confidence"))),
    lambda store: store.tallies(FactQuery(), ("kind", "verdict", "pair")),
    lambda store: [hit.words for hit in store.search("trade", 20)],
    lambda store: [document.text for document in store.documents()][-3:],
    lambda store: [one.seq for one in store.judgements()],
    lambda store: store.counts(),
    lambda store: list(store.sketches(FactQuery(verdict="not judged"))),
    lambda store: store.heads(),
]
