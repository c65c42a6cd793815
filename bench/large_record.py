"""A made record as large as a desk would fill in years: for measuring the explorer and the dossier.

The sentences are the bundled collection's, recombined; the facts on them are drawn, not coded: their number and the way in which they
spread over kinds, actors and years matters here, not what they say.
"""

from __future__ import annotations

import datetime as dt
import functools
import hashlib
import random
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import get_args

from servanda.coding.sentences import sentence_spans
from servanda.reading import ReadOptions, read_path
from servanda.records import (
    Actor,
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
from servanda.store import CodedDocument, RunManifest, Store

COLLECTION = Path(__file__).resolve().parents[1] / "src/servanda/collection"
SEED = 20010716
CODERS = {"drawn": "1"}
PER_DOCUMENT = 20
BATCH = 500
# One fact in ten is on the pair that is measured, the rest on the pairs of some thirty others.
PAIR = ("CHN", "RUS")
OTHERS = (
    "USA GBR FRA DEU JPN IND PAK KOR PRK IRN IRQ ISR SAU TUR EGY ZAF BRA ARG MEX CAN AUS VNM THA IDN PHL KAZ UZB UKR POL ITA ESP NATO EU UN SCO"
).split()
KINDS = (
    ("event",) * 40
    + ("statement",) * 30
    + ("figure",) * 10
    + ("position",) * 8
    + ("treaty_act",) * 6
    + ("provision",) * 3
    + ("relation",) * 3
)
PUBLISHERS = ("a ministry", "an agency", "a newspaper", "an institute", None)


@functools.cache
def sentences() -> list[str]:
    """Every sentence of the bundled collection."""
    found = []
    for folder in ("china_russia", "india_pakistan"):
        for read in read_path(COLLECTION / folder, ReadOptions()):
            if isinstance(read, Document) and read.reader != "record-table":
                found += [" ".join(read.text[start:end].split()) for start, end in sentence_spans(read)]
    return [one for one in found if len(one) > 20]


def fill(store: Store, *, documents: int, facts: int, first: int = 0, share: float = 0.1) -> None:
    """Add documents of twenty sentences each, with facts spread evenly over them; `first` numbers the first of them.

    `share` of the documents are on the pair that is measured.
    """
    draw = random.Random(SEED + first)  # noqa: S311 - a corpus, not a secret
    known = sentences()
    run = store.begin_run(
        RunManifest(started=dt.datetime(2026, 1, 1, tzinfo=dt.UTC), servanda="0", coders=CODERS, vocabulary=None, model=None, options={})
    )
    batch: list[CodedDocument] = []
    for number in range(first, first + documents):
        many = facts * (number - first + 1) // documents - facts * (number - first) // documents
        batch.append(_coded(draw, known, number, many, share))
        if len(batch) == BATCH:
            store.add_many(run, batch)
            batch = []
    store.add_many(run, batch)


def _coded(draw: random.Random, known: Sequence[str], number: int, many: int, share: float) -> CodedDocument:
    chosen = [draw.choice(known) for _ in range(PER_DOCUMENT)]
    text, places = "", []
    for sentence in chosen:
        places.append((len(text), len(text) + len(sentence)))
        text += sentence + (" " if len(places) % 5 else "\n\n")
    day = dt.date(1990, 1, 1) + dt.timedelta(days=draw.randrange(13000))
    document = Document(
        id="sha256:" + hashlib.sha256(f"{number} {text}".encode()).hexdigest(),
        text=text,
        uri=f"made/{number:06}.txt",
        title=f"{chosen[0][:60]} ({number})",
        publisher=draw.choice(PUBLISHERS),
        published=When(earliest=day, latest=day, words=day.isoformat()),
        language="en",
    )
    found = {fact.id: fact for fact in _facts(draw, document, places, many, day, share)}
    return CodedDocument(document=document, facts=tuple(found.values()), coders=CODERS, sentences=tuple(places))


def _facts(
    draw: random.Random, document: Document, places: Sequence[tuple[int, int]], many: int, day: dt.date, share: float
) -> Iterator[Fact]:
    pair = PAIR if draw.random() < share else tuple(sorted(draw.sample(OTHERS, 2)))
    for _ in range(many):
        start, end = draw.choice(places)
        told = day - dt.timedelta(days=draw.randrange(400))
        yield make_fact(
            document,
            _claim(draw, (pair[0], pair[1])),
            (document.span(start, end), document.span(start, start + draw.randrange(4, end - start))),
            certainty=draw.choice(("actual",) * 8 + ("planned", "denied", "expected")),
            when=When(earliest=told, latest=told, words=told.isoformat()) if draw.random() < 0.7 else None,
            asserted_by=None,
            coder=("drawn", "1"),
            confidence=draw.random(),
            rule=f"drawn.yml:{draw.randrange(400)}",
        )


def _claim(draw: random.Random, pair: tuple[str, str]) -> Claim:
    one, other = (Actor(code, "GOV", code) for code in draw.sample(pair, 2))
    match draw.choice(KINDS):
        case "event":
            return Event(
                sources=(one,), targets=(other,), type=draw.choice(get_args(EventType)), of=None, mode=None, contexts=("diplomatic",), cameo=None,
                reciprocal=False, location=None,
            )  # fmt: skip
        case "statement":
            speaker = Speaker(one.actor, "GOV", f"Minister {draw.randrange(40)}", "the minister")
            return Statement(speakers=(speaker,), audience=(other,), cue="said", content="it would be so", direct=draw.random() < 0.3)
        case "figure":
            value = float(draw.randrange(1, 3000)) * 1e8
            return Figure(value=value, unit="USD", measure="trade", about=pair, change=None, approximate=False, bound=None)
        case "position":
            issue = draw.choice(("missile-defence", "abm-treaty", "multipolarity", "un-reform", None))
            target = Target(issue, issue.replace("-", " ") if issue else f"matter {draw.randrange(300)}")
            return Position(
                holders=pair if draw.random() < 0.4 else (str(one.actor),),
                holder_words=None,
                stance=draw.choice(("support", "oppose")),
                target=target,
            )
        case "treaty_act":
            return TreatyAct(instrument=f"treaty {draw.randrange(50)}", parties=pair, act=draw.choice(("signature", "ratification")))
        case "provision":
            kind = draw.choice(("nonaggression", "consultation", "economic", "territory"))
            return Provision(
                instrument=None, article=None, bearers=pair, toward=pair, force=draw.choice(("must", "must_not", "may")), type=kind, trigger=None
            )  # fmt: skip
        case _:
            return Relation(pair=pair, trend=draw.choice(("improving", "worsening", "tense")), domain=None)
