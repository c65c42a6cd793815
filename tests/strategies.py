"""What property tests share: documents with any text, places in them, times, and facts of every kind."""

from __future__ import annotations

import datetime as dt
import hashlib
from typing import Any, get_args

from hypothesis import strategies as st

from servanda import records
from servanda.moments import Held, Moment
from servanda.records import Actor, Claim, Document, Fact, Region, Span, Speaker, When, make_fact

DAYS = st.dates()
# Any character that UTF-8 can write, NUL, line separators, emoji and combining marks among them.
TEXTS = st.text(st.characters(codec="utf-8"), max_size=200)
WORDS = TEXTS.filter(bool)
CODES = st.sampled_from(["CHN", "RUS", "USA", "IND", "SUN", "TWN", "NATO", "EUROPE"])
SECTORS = st.sampled_from(["GOV", "MIL", "IGO", "CVL"])


def _maybe(strategy: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.none() | strategy


@st.composite
def moments(draw: st.DrawFn) -> Moment:
    """Bounds in order, often a single day."""
    first, second = draw(DAYS), draw(DAYS)
    return draw(st.sampled_from([Moment(first, first), Moment(min(first, second), max(first, second))]))


@st.composite
def held(draw: st.DrawFn) -> Held:
    """A state whose end, where it has one, does not come before its beginning."""
    since = draw(moments())
    until = draw(_maybe(moments().filter(lambda end: end.latest >= since.earliest)))
    return Held(since, until)


@st.composite
def times(draw: st.DrawFn) -> When:
    """A time with words; either bound may be open."""
    earliest, latest = draw(_maybe(DAYS)), draw(_maybe(DAYS))
    if earliest and latest and earliest > latest:
        earliest, latest = latest, earliest
    return When(earliest=earliest, latest=latest, words=draw(TEXTS), held=draw(st.booleans()))


@st.composite
def regions(draw: st.DrawFn, length: int) -> tuple[Region, ...]:
    """Stretches in order that do not overlap."""
    cuts = sorted(draw(st.sets(st.integers(0, length), max_size=6)))
    return tuple(Region(start, end, draw(WORDS)) for start, end in zip(cuts[::2], cuts[1::2], strict=False))


@st.composite
def documents(draw: st.DrawFn, *, text: st.SearchStrategy[str] = WORDS) -> Document:
    """A document with any text and any columns."""
    words = draw(text)
    return Document(
        id="sha256:" + hashlib.sha256(words.encode()).hexdigest(),
        text=words,
        uri=draw(WORDS),
        title=draw(_maybe(TEXTS)),
        author=draw(_maybe(TEXTS)),
        publisher=draw(_maybe(TEXTS)),
        published=draw(_maybe(times())),
        language=draw(_maybe(st.sampled_from(["en", "ru", "zh"]))),
        source_id=draw(_maybe(TEXTS)),
        regions=draw(regions(len(words))),
        status=draw(st.sampled_from(["done", "partial"])),
        problems=tuple(draw(st.lists(TEXTS, max_size=2))),
    )


@st.composite
def spans(draw: st.DrawFn, document: Document) -> Span:
    """Words of a document."""
    start = draw(st.integers(0, len(document.text) - 1))
    return document.span(start, draw(st.integers(start + 1, len(document.text))))


def _tuples(strategy: st.SearchStrategy[Any]) -> st.SearchStrategy[tuple[Any, ...]]:
    return st.lists(strategy, max_size=3).map(tuple)


ACTORS = st.builds(Actor, _maybe(CODES), _maybe(SECTORS), _maybe(TEXTS))
SPEAKERS = st.builds(Speaker, _maybe(CODES), _maybe(SECTORS), _maybe(TEXTS), _maybe(TEXTS))
_EVENT_TYPES = st.sampled_from(records.EVENT_TYPES)
CLAIMS: dict[str, st.SearchStrategy[Claim]] = {
    "event": st.builds(
        records.Event,
        sources=_tuples(ACTORS),
        targets=_tuples(ACTORS),
        type=_EVENT_TYPES,
        of=_maybe(_EVENT_TYPES),
        mode=_maybe(TEXTS),
        contexts=_tuples(TEXTS),
        cameo=_maybe(st.sampled_from(["057", "01"])),
        reciprocal=st.booleans(),
        location=_maybe(TEXTS),
    ),
    "statement": st.builds(
        records.Statement,
        speakers=_tuples(SPEAKERS),
        audience=_tuples(ACTORS),
        cue=_maybe(TEXTS),
        content=TEXTS,
        direct=st.booleans(),
    ),
    "position": st.builds(
        records.Position,
        holders=_tuples(CODES),
        holder_words=_maybe(TEXTS),
        stance=st.sampled_from(get_args(records.Stance)),
        target=st.builds(records.Target, _maybe(st.just("abm-treaty")), TEXTS),
    ),
    "figure": st.builds(
        records.Figure,
        value=st.floats(allow_nan=False, allow_infinity=False).map(lambda value: value + 0.0),  # -0.0 is 0.0
        unit=st.sampled_from(["USD", "percent", "persons"]),
        measure=_maybe(st.sampled_from(["trade", "aid"])),
        about=_tuples(CODES),
        change=_maybe(st.builds(records.Change, st.sampled_from(get_args(records.Direction)), _maybe(TEXTS))),
        approximate=st.booleans(),
        bound=st.sampled_from([None, "at_least", "at_most"]),
    ),
    "relation": st.builds(
        records.Relation, pair=st.tuples(CODES, CODES), trend=st.sampled_from(get_args(records.Trend)), domain=_maybe(TEXTS)
    ),
    "provision": st.builds(
        records.Provision,
        instrument=_maybe(TEXTS),
        article=_maybe(TEXTS),
        bearers=_tuples(CODES),
        toward=_tuples(CODES),
        force=st.sampled_from(get_args(records.Force)),
        type=st.sampled_from(["neutrality", "consultation"]),
        trigger=_maybe(TEXTS),
    ),
    "treaty_act": st.builds(
        records.TreatyAct,
        instrument=_maybe(TEXTS),
        parties=_tuples(CODES),
        act=st.sampled_from(["signature", "ratification"]),
    ),
}


@st.composite
def facts(draw: st.DrawFn, document: Document, *, coder: tuple[str, str] = ("any", "1")) -> Fact:
    """A fact of any kind that rests on words of the document."""
    return make_fact(
        document,
        draw(st.one_of(*CLAIMS.values())),
        tuple(draw(st.lists(spans(document), min_size=1, max_size=3))),
        certainty=draw(st.sampled_from(get_args(records.Certainty))),
        when=draw(_maybe(times())),
        asserted_by=draw(_maybe(SPEAKERS)),
        coder=coder,
        confidence=draw(st.floats(0, 1)),
        rule=draw(_maybe(TEXTS)),
    )


MORNING = dt.datetime(2026, 1, 2, 3, 4, 5, tzinfo=dt.UTC)
