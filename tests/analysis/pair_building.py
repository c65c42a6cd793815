"""Records of a pair made by hand: Chad and Togo, a treaty of 2001 between them, and facts that each rest on a sentence of its own."""

from __future__ import annotations

import datetime as dt
import hashlib

from servanda.analysis.ledger import Entry, ledger
from servanda.analysis.pair_record import PairRecord
from servanda.analysis.pair_treaties import PairTreaty, treaties_between
from servanda.analysis.register import Register, read_instrument
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
    Force,
    Provision,
    When,
    make_fact,
)

ON = dt.date(2026, 11, 21)
REGISTER = Register(
    {
        "a-b-2001": read_instrument(
            """
id: a-b-2001
title: Treaty of Friendship between Chad and Togo
parties: [TCD, TGO]
entry: {rule: exchange_of_instruments, article: "24"}
term: {length: P20Y, renewal: tacit, renewal_period: P5Y, notice: P1Y, article: "25"}
acts:
  - {date: "2001-07-16", kind: signature, source: "signature clause"}
  - {date: "2002-02-28", kind: exchange_of_instruments, source: "agency report"}
""",
            "test",
        )
    }
)
TREATIES = treaties_between(REGISTER, "TCD", "TGO", ON)


class Maker:
    """Gathers facts, each resting on a sentence of its own, into the record of a pair."""

    def __init__(self, pair: tuple[str, str] = ("TCD", "TGO")) -> None:
        self.pair = pair
        self.documents: dict[str, Document] = {}
        self.facts: list[Fact] = []

    def add(
        self,
        claim: Claim,
        words: str,
        *,
        when: When | None = None,
        certainty: Certainty = "actual",
        told: dt.date | None = dt.date(2010, 1, 1),
        table: bool = False,
    ) -> Fact:
        document = Document(
            id="sha256:" + hashlib.sha256(f"{words}{len(self.documents)}".encode()).hexdigest(),
            text=words,
            uri=f"{len(self.documents)}.txt",
            title="Customs" if table else f"Text {len(self.documents)}",
            published=When(earliest=told, latest=told, words=str(told)) if told else None,
            reader="record-table" if table else "text",
        )
        self.documents[document.id] = document
        spans = (document.span(0, len(words)),)
        coder, rule = ("test", "1"), "table-row" if table else None
        fact = make_fact(document, claim, spans, certainty=certainty, when=when, asserted_by=None, coder=coder, confidence=0.8, rule=rule)
        self.facts.append(fact)
        return fact

    @property
    def record(self) -> PairRecord:
        sides = {side: side for side in self.pair}
        return PairRecord(pair=self.pair, sides=sides, documents=self.documents, facts=tuple(self.facts), verdicts={})


def on(year: int, month: int = 0) -> When:
    first = dt.date(year, month or 1, 1)
    last = dt.date(year, month, 28) if month else dt.date(year, 12, 31)
    return When(earliest=first, latest=last, words=str(year))


def promise(kind: str, *, force: Force = "must", trigger: str | None = None, instrument: str | None = "the treaty") -> Provision:
    both = ("TCD", "TGO")
    return Provision(instrument=instrument, article="1", bearers=both, toward=both, force=force, type=kind, trigger=trigger)


def event(kind: EventType, sources: str, targets: str = "", of: EventType | None = None) -> Event:
    sides = [tuple(Actor(code, None, code) for code in side.split()) for side in (sources, targets)]
    return Event(sources=sides[0], targets=sides[1], type=kind, of=of, mode=None, contexts=(), cameo=None, reciprocal=False, location=None)


def figure(
    value: float, *, change: Change | None = None, measure: str | None = "trade", unit: str = "USD", approximate: bool = False
) -> Figure:
    return Figure(value=value, unit=unit, measure=measure, about=("TCD", "TGO"), change=change, approximate=approximate, bound=None)


def entry(maker: Maker, on_day: dt.date = ON, treaties: tuple[PairTreaty, ...] = TREATIES) -> Entry:
    (one,) = ledger(maker.record, treaties, on_day)
    return one


def with_promise(kind: str, words: str, **more: object) -> Maker:
    maker = Maker()
    maker.add(promise(kind, **more), words)  # type: ignore[arg-type] # fields of `promise`
    return maker


def series(maker: Maker, values: dict[int, float]) -> None:
    for year, value in values.items():
        maker.add(figure(value), f"{year},{value}", when=on(year), table=True, told=None)
