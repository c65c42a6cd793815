"""What is held in memory answers exactly as the file does, also after every kind of addition."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from typing import get_args

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from servanda.records import CERTAINTIES, Actor, Document, Event, Fact, Figure, When, make_fact
from servanda.store import CodedDocument, Counted, FactQuery, RunManifest, Store

CODES = ("CHN", "RUS", "USA", "NATO")
DAYS = (None, dt.date(1999, 12, 31), dt.date(2001, 7, 16), dt.date(2001, 7, 30), dt.date(2004, 1, 1))
SIDES = get_args(Counted)
days = st.sampled_from(DAYS)

queries = st.builds(
    FactQuery,
    pair=st.none() | st.sampled_from([("CHN", "RUS"), ("USA", "CHN"), ("XYZ", "CHN")]),
    actor=st.none() | st.sampled_from((*CODES, "XYZ")),
    kinds=st.sampled_from([(), ("event",), ("figure", "event"), ("position",)]),
    types=st.sampled_from([(), ("AGREE",), ("trade", "ACCUSE")]),
    since=days,
    until=days,
    undated=st.booleans(),
    certainty=st.sampled_from([(), ("actual",), ("denied", "planned")]),
    rejected=st.booleans(),
    verdict=st.sampled_from([None, None, "confirm", "reject", "correct", "not judged"]),
    order=st.sampled_from(["document", "confidence", "time"]),
    limit=st.none() | st.integers(1, 5),
    offset=st.integers(0, 5),
)


def document(number: int, text: str = "They met. They traded. They parted.") -> Document:
    day = DAYS[number % len(DAYS)]
    return Document(
        id=f"sha256:{number}",
        text=text,
        uri=f"{number % 7}.txt",
        title=f"No. {number}",
        publisher="a paper" if number % 3 else None,
        published=When(earliest=day, latest=day, words="then") if day else None,
    )


def facts_on(one: Document, number: int) -> list[Fact]:
    first, last = DAYS[number % 5], DAYS[(number + number // 5) % 5]
    when = When(earliest=min(first, last), latest=max(first, last), words="then") if first and last else None
    here, there = CODES[number % 4], CODES[number // 2 % 4]
    event = Event(
        sources=(Actor(here, "GOV", "it"),), targets=(Actor(there, "GOV", "the other"),), type="AGREE" if number % 2 else "ACCUSE", of=None,
        mode=None, contexts=(), cameo=None, reciprocal=False, location=None,
    )  # fmt: skip
    figure = Figure(
        value=float(number), unit="USD", measure="trade", about=(here, there, "NATO"), change=None, approximate=False, bound=None
    )
    told = {"asserted_by": None, "coder": ("any", "1"), "rule": None}
    return [
        make_fact(one, event, (one.span(0, 9),), certainty=CERTAINTIES[number % 6], when=when, confidence=number % 7 / 10, **told),  # type: ignore[arg-type]
        make_fact(one, figure, (one.span(10, 22),), certainty="actual", when=None, confidence=0.5, **told),  # type: ignore[arg-type]
    ]


def add(store: Store, *documents: Document, version: str = "1", fewer: bool = False) -> None:
    coders = {"any": version}
    run = store.begin_run(
        RunManifest(started=dt.datetime(2026, 1, 1, tzinfo=dt.UTC), servanda="0", coders=coders, vocabulary=None, model=None, options={})
    )
    coded = []
    for one in documents:
        found = facts_on(one, int(one.id.split(":")[1]))[: 1 if fewer else 2]
        coded.append(
            CodedDocument(document=one, facts=tuple(msgspec.structs.replace(f, coder_version=version) for f in found), coders=coders)
        )
    store.add_many(run, coded)


@pytest.fixture(scope="module")
def held(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """A store whose facts are held in memory, the picture renewed after each of several additions of every kind."""
    path = tmp_path_factory.mktemp("columns") / "s.duckdb"
    with Store.open(path, write=True) as store:
        store.hold()
        add(store, *(document(number) for number in range(40)))
        assert store.count(FactQuery()) == 80
        facts = list(store.facts(FactQuery()))
        at = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
        for number, verdict in enumerate(("confirm", "reject", "unsure", "reject", "withdraw")):
            one = facts[3 if verdict == "withdraw" else number * 7 % 80]
            if verdict == "withdraw":
                store.judge(one.id, "unsure", who="Ann", at=at)
            store.judge(one.id, verdict, who="Ann", at=at)  # type: ignore[arg-type]
            store.count(FactQuery())
        right = make_fact(
            next(one for one in store.documents() if one.id == facts[20].document), facts[20].claim, facts[20].spans, certainty="possible",
            when=None, asserted_by=None, coder=("any", "1"), confidence=1.0, rule=None,
        )  # fmt: skip
        store.judge(facts[20].id, "correct", who="Ann", at=at, corrected=right)
        store.count(FactQuery())
        add(store, *(document(number) for number in range(5, 9)), version="2", fewer=True)
        add(store, document(50), document(3, text="They met. They traded. They never parted."))
        assert store.count(FactQuery()) == len(list(store.facts(FactQuery())))
        yield store


def weight(kind: str, of_type: str | None, actors: tuple[str, ...]) -> int:
    """Any number that follows from these three."""
    return len(kind) + len(of_type or "") * len(actors)


def asked_both_ways(store: Store, ask: Callable[[], object]) -> None:
    """The file's own answer and the one from memory are the same."""
    held, store._held = store._held, None
    try:
        plain = ask()
    finally:
        store._held = held
    assert held is not None
    assert ask() == plain


@settings(deadline=None, max_examples=40)
@given(query=queries)
def test_every_question_has_one_answer(held: Store, query: FactQuery) -> None:
    asked_both_ways(held, lambda: [(kept.fact.id, kept.verdict) for kept in held.kept(query)])
    asked_both_ways(held, lambda: held.count(query))
    asked_both_ways(held, lambda: [kept.fact.id for kept in held.weightiest(query, weight)])
    asked_both_ways(held, lambda: [(side, list(many.items())) for side, many in held.tallies(query, SIDES).items()])
    asked_both_ways(held, lambda: held.crossed(query, ("single_year", "type", "certainty")))
    asked_both_ways(held, lambda: list(held.heads(query.documents or None).items()))
