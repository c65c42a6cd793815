"""A small record with one fact of every kind, in whatever words a test wants."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Callable
from typing import Any

from servanda.records import (
    Actor,
    Claim,
    Document,
    Event,
    Fact,
    Figure,
    Position,
    Provision,
    Relation,
    Speaker,
    Statement,
    Target,
    TreatyAct,
    When,
    make_fact,
)
from servanda.store import CodedDocument, InputOutcome, RunManifest, Store

CODERS = {"any": "1"}


def document_of(text: str, **fields: Any) -> Document:
    """A document of some text."""
    day = dt.date(2001, 7, 16)
    told: dict[str, Any] = {
        "uri": "treaty.txt",
        "title": "A treaty is signed",
        "published": When(earliest=day, latest=day, words="16 July 2001"),
    }
    return Document(id="sha256:" + hashlib.sha256(text.encode()).hexdigest(), text=text, **(told | fields))


def fact_on(document: Document, words: str, claim: Claim, *, confidence: float = 0.5, inner: str | None = None, **fields: Any) -> Fact:
    """A fact that rests on words of a document."""
    start = document.text.index(words)
    spans = [document.span(start, start + len(words))]
    if inner:
        spans.append(document.span(document.text.index(inner), document.text.index(inner) + len(inner)))
    day = dt.date(2001, 7, 16)
    told: dict[str, Any] = {
        "certainty": "actual",
        "when": When(earliest=day, latest=day, words="Monday"),
        "asserted_by": None,
        "rule": "rule 1",
    } | fields
    return make_fact(document, claim, tuple(spans), coder=("any", "1"), confidence=confidence, **told)


def one_of_each_kind(names: Callable[[str], str] = str) -> tuple[Document, list[Fact]]:
    """A document with a fact of every kind; `names` turns words into others, hostile ones too."""
    first = "China and Russia signed a treaty in Moscow on Monday."
    second = "President Jiang said the two would never be enemies."
    third = "Trade came to 10 billion dollars."
    document = document_of(f"{first}\n\n{second} {third}\n{names('end')}", title=names("title"), author=names("author"))
    china, russia = Actor("CHN", "GOV", names("China")), Actor("RUS", "GOV", "Russia")
    pair = ("CHN", "RUS")
    event = Event(
        sources=(china, russia), targets=(china, russia), type="AGREE", of="COOPERATE", mode=names("mode"), contexts=(names("context"),),
        cameo="057", reciprocal=True, location=names("Moscow"),
    )  # fmt: skip
    jiang = Speaker("CHN", "GOV", names("Jiang Zemin"), "President Jiang")
    said = Statement(speakers=(jiang,), audience=(), cue="said", content="the two would never be enemies", direct=False)
    return document, [
        fact_on(document, first, event, inner="signed"),
        fact_on(document, first, TreatyAct(instrument="cn-ru-2001", parties=pair, act="signature"), confidence=0.9),
        fact_on(document, second, said, when=None, certainty="expected"),
        fact_on(document, second, Relation(pair=pair, trend="improving", domain=None), asserted_by=jiang, when=None),
        fact_on(
            document, second, Position(holders=("CHN",), holder_words=names("China"), stance="oppose", target=Target(None, names("it")))
        ),
        fact_on(
            document,
            third,
            Figure(value=1e10, unit="USD", measure="trade", about=pair, change=None, approximate=False, bound=None),
            confidence=0.1,
            rule=names("rule"),
        ),
        fact_on(
            document,
            second,
            Provision(
                instrument="cn-ru-2001", article="8", bearers=pair, toward=pair, force="must_not", type="nonaggression", trigger=names("if")
            ),
        ),
    ]


def fill(store: Store, *coded: tuple[Document, list[Fact]]) -> None:
    """Keep documents with their facts."""
    run = store.begin_run(
        RunManifest(started=dt.datetime(2026, 1, 1, tzinfo=dt.UTC), servanda="0", coders=CODERS, vocabulary=None, model=None, options={})
    )
    store.add_many(run, [CodedDocument(document=document, facts=tuple(facts), coders=CODERS) for document, facts in coded])
    store.record_inputs(InputOutcome(uri=one.uri, status="done", reason=None, run=run, document=one.id) for one, _ in coded)
