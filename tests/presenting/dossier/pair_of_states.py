"""A small record of two states, made from fixed facts, for the tests of the dossier."""

from __future__ import annotations

import datetime as dt
import hashlib
from pathlib import Path

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
from servanda.store import RunManifest, Store

CODERS = {"test": "1"}
MANIFEST = RunManifest(started=dt.datetime(2026, 1, 1, tzinfo=dt.UTC), servanda="0", coders=CODERS, vocabulary=None, model=None, options={})
ON = dt.date(2026, 11, 21)
# The treaty as the tests know it, so that a richer register changes no test of the page.
REGISTER = Register(
    {
        "cn-ru-2001": read_instrument(
            """
id: cn-ru-2001
title: Treaty of Good-Neighbourliness between China and Russia
short_title: China–Russia treaty of 2001
parties: [CHN, RUS]
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


def document(text: str, name: str, day: dt.date | None, **more: str) -> Document:
    """A document of some text."""
    published = When(earliest=day, latest=day, words=day.isoformat()) if day else None
    return Document(
        id="sha256:" + hashlib.sha256(text.encode()).hexdigest(),
        text=text,
        uri=more.pop("uri", f"folder/{name}.txt"),
        title=more.pop("title", name),
        published=published,
        **more,  # type: ignore[arg-type] # names of plain text fields
    )


def on(year: int, month: int = 0, day: int = 0) -> When:
    """A day, or a whole year."""
    if not month:
        return When(earliest=dt.date(year, 1, 1), latest=dt.date(year, 12, 31), words=str(year))
    one = dt.date(year, month, day)
    return When(earliest=one, latest=one, words=one.isoformat())


def fact(
    where: Document,
    claim: Claim,
    words: str,
    *cues: str,
    when: When | None = None,
    certainty: Certainty = "actual",
    by: Speaker | None = None,
    rule: str | None = None,
) -> Fact:
    """A fact that rests on words of a document."""
    start = where.text.index(words)
    spans = [where.span(start, start + len(words))]
    for cue in cues:
        at = where.text.index(cue, start)
        spans.append(where.span(at, at + len(cue)))
    return make_fact(
        where, claim, tuple(spans), certainty=certainty, when=when, asserted_by=by, coder=("test", "1"), confidence=0.8, rule=rule
    )


def event(kind: EventType, sources: str, targets: str = "", *, of: EventType | None = None) -> Event:
    """An event between actors given by their codes."""
    both = (tuple(Actor(code, "GOV", code) for code in side.split()) for side in (sources, targets))
    return Event(
        sources=next(both), targets=next(both), type=kind, of=of, mode=None, contexts=(), cameo=None, reciprocal=False, location=None
    )


def trade(value: float, *, change: Change | None = None, unit: str = "USD", measure: str | None = "trade") -> Figure:
    """A figure about the two."""
    return Figure(value=value, unit=unit, measure=measure, about=("CHN", "RUS"), change=change, approximate=False, bound=None)


def promise(kind: str, article: str | None, *, force: str = "must", trigger: str | None = None, instrument: str | None = None) -> Provision:
    """A promise of both to both."""
    return Provision(
        instrument=instrument or "Treaty of 16 July 2001",
        article=article,
        bearers=("CHN", "RUS"),
        toward=("CHN", "RUS"),
        force=force,  # type: ignore[arg-type] # the tests name real ones
        type=kind,
        trigger=trigger,
    )


TREATY = document(
    "Article 2. The parties shall not use force against each other. "
    "Article 9. If a threat of aggression arises, the parties shall consult at once. "
    "Article 16. The parties shall cooperate in trade. ",
    "The treaty of 16 July 2001",
    dt.date(2001, 7, 16),
)
REPORT = document(
    "The presidents of China and Russia met in Moscow on 8 May 2015. "
    "Trade between the two came to US$95.3 billion in 2014, the envoy said. "
    "They want to raise it to US$200 billion by 2020. "
    "“We stand together,” Li Hua said. China and Russia oppose the shield. "
    "Relations between China and Russia are improving. The United States criticised Russia. "
    "The treaty will end on 16 July 2021.",
    "A meeting in Moscow",
    dt.date(2015, 5, 9),
    publisher="The Evening Courier",
)
RIVAL = document(
    "Trade between the two came to US$88.4 billion in 2014. China and Russia signed a trade protocol on 3 June 2015.",
    "Another count",
    dt.date(2015, 6, 4),
    uri="https://example.org/another-count",
)
TABLE = document(
    "year,value,unit\n2013,89.21,USD billion\n2014,95.28,USD billion\n2020,107.77,USD billion\n", "trade", None, reader="record-table"
)


def facts() -> list[Fact]:
    """The facts of all four documents."""
    envoy = Speaker("RUS", "GOV", None, "the envoy")
    customs = Speaker(None, None, "Customs", "Customs")
    return [
        fact(TREATY, promise("nonaggression", "2", force="must_not"), "The parties shall not use force against each other."),
        fact(
            TREATY,
            promise("consultation", "9", trigger="a threat of aggression arises"),
            "If a threat of aggression arises, the parties shall consult at once.",
        ),
        fact(TREATY, promise("economic", "16"), "The parties shall cooperate in trade."),
        fact(
            REPORT,
            event("CONSULT", "CHN RUS", "CHN RUS"),
            "The presidents of China and Russia met in Moscow on 8 May 2015.",
            "met",
            when=on(2015, 5, 8),
        ),
        fact(REPORT, trade(95.3e9), "Trade between the two came to US$95.3 billion in 2014, the envoy said.", when=on(2014), by=envoy),
        fact(REPORT, trade(200e9), "They want to raise it to US$200 billion by 2020.", when=on(2020), certainty="planned"),
        fact(
            REPORT,
            Statement(
                speakers=(Speaker("CHN", "GOV", "Li Hua", "Li Hua"),), audience=(), cue="said", content="We stand together", direct=True
            ),
            "“We stand together,” Li Hua said.",
            "said",
        ),
        fact(
            REPORT,
            Position(holders=("CHN", "RUS"), holder_words=None, stance="oppose", target=Target("missile-defence", "the shield")),
            "China and Russia oppose the shield.",
        ),
        fact(REPORT, Relation(pair=("CHN", "RUS"), trend="improving", domain=None), "Relations between China and Russia are improving."),
        fact(REPORT, event("ACCUSE", "USA", "RUS"), "The United States criticised Russia."),
        fact(
            REPORT,
            TreatyAct(instrument="The treaty", parties=("CHN", "RUS"), act="termination"),
            "The treaty will end on 16 July 2021.",
            when=on(2021, 7, 16),
            certainty="planned",
        ),
        fact(RIVAL, trade(88.4e9), "Trade between the two came to US$88.4 billion in 2014.", when=on(2014)),
        fact(
            RIVAL,
            event("AGREE", "CHN RUS"),
            "China and Russia signed a trade protocol on 3 June 2015.",
            "signed",
            when=on(2015, 6, 3),
        ),
        *(
            fact(TABLE, trade(value), row, when=on(year), by=customs, rule="table-row")
            for year, value, row in (
                (2013, 89.21e9, "2013,89.21,USD billion"),
                (2014, 95.28e9, "2014,95.28,USD billion"),
                (2020, 107.77e9, "2020,107.77,USD billion"),
            )
        ),
    ]


def store_of(path: Path, documents: tuple[Document, ...], found: list[Fact]) -> Path:
    """Keep documents and facts in a new store."""
    with Store.open(path, write=True) as store:
        run = store.begin_run(MANIFEST)
        for one in documents:
            store.add(run, one, [each for each in found if each.document == one.id], CODERS)
    return path


def small_store(path: Path) -> Path:
    """The small record in a store."""
    return store_of(path, (TREATY, REPORT, RIVAL, TABLE), facts())
