"""What Servanda keeps: documents, the words in them, and the facts that rest on those words.

Every record is frozen. The JSON forms are those of docs/reference.md; `fact_to_json` and `fact_from_json`
are the only place that knows them.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from typing import Any, Literal, get_args

import msgspec

from servanda.moments import Held, Moment

Certainty = Literal["actual", "planned", "expected", "possible", "conditional", "denied"]
EventType = Literal[
    "AGREE",
    "CONSULT",
    "SUPPORT",
    "CONCEDE",
    "COOPERATE",
    "AID",
    "RETREAT",
    "REQUEST",
    "ACCUSE",
    "REJECT",
    "THREATEN",
    "PROTEST",
    "SANCTION",
    "MOBILIZE",
    "COERCE",
    "ASSAULT",
]
Stance = Literal["support", "oppose", "neutral"]
Trend = Literal["improving", "worsening", "stable", "restored", "broken", "tense"]
Force = Literal["must", "must_not", "may", "intends", "declares"]
Direction = Literal["up", "down", "none"]
FlowSide = Literal["exports", "imports", "surplus", "deficit", "total"]

EVENT_TYPES: tuple[str, ...] = get_args(EventType)
CERTAINTIES: tuple[str, ...] = get_args(Certainty)


class Span(msgspec.Struct, frozen=True):
    """Words at a place of a document's text: `text[start:end] == words`, in Unicode code points.

    Made by `Document.span`, so that the words match by construction.
    """

    start: int
    end: int
    words: str


class Region(msgspec.Struct, frozen=True):
    """A stretch of a document's text that is kept but not coded, with the reason."""

    start: int
    end: int
    reason: str


class When(msgspec.Struct, frozen=True, kw_only=True):
    """A time with the words that give it; a bound that the text leaves open is None.

    `held` tells a state that lasted from `earliest` to `latest` ("since 2001") from a point between them ("in 2001").
    """

    earliest: dt.date | None
    latest: dt.date | None
    words: str
    held: bool = False

    def as_moment(self) -> Moment | None:
        """The point in time, or None for a state or an open bound."""
        if self.held or self.earliest is None or self.latest is None:
            return None
        return Moment(self.earliest, self.latest)

    def as_held(self) -> Held | None:
        """The state, or None for a point or where its beginning is not known."""
        if not self.held or self.earliest is None:
            return None
        until = None if self.latest is None else Moment(self.latest, self.latest)
        return Held(Moment(self.earliest, self.earliest), until)


class Document(msgspec.Struct, frozen=True, kw_only=True):
    """A text read once and never changed after.

    `id` is `sha256:` and the hash of the bytes read; for a line of JSON Lines, of its text in UTF-8. `published` is the
    document's date as a bound, with the words it was read from. `regions` lie in order and do not overlap.
    """

    id: str
    text: str
    uri: str
    title: str | None = None
    author: str | None = None
    publisher: str | None = None
    published: When | None = None
    language: str | None = None
    media_type: str = "text/plain"
    reader: str = "text"
    reader_version: str = "1"
    source_id: str | None = None
    regions: tuple[Region, ...] = ()
    status: Literal["done", "partial"] = "done"
    problems: tuple[str, ...] = ()

    def span(self, start: int, end: int) -> Span:
        """The words from `start` to `end`; ValueError where these are no place in the text."""
        if not 0 <= start < end <= len(self.text):
            msg = f"no words at {start}:{end} in a text of {len(self.text)} code points"
            raise ValueError(msg)
        return Span(start, end, self.text[start:end])

    def holds(self, span: Span) -> bool:
        """Whether a span's words stand where it says."""
        return 0 <= span.start < span.end <= len(self.text) and self.text[span.start : span.end] == span.words


class Actor(msgspec.Struct, frozen=True):
    """Who acts or is acted upon: code and sector of docs/code-book.md (None where unknown), and the words."""

    actor: str | None
    sector: str | None
    words: str | None


class Speaker(msgspec.Struct, frozen=True):
    """Who says something; `name` is the person's or document's name where the text gives one."""

    actor: str | None
    sector: str | None
    name: str | None
    words: str | None


class Event(msgspec.Struct, frozen=True, kw_only=True):
    """Who did what to whom (PLOVER). Of a reciprocal event all actors stand on both sides."""

    sources: tuple[Actor, ...]
    targets: tuple[Actor, ...]
    type: EventType
    of: EventType | None
    mode: str | None
    contexts: tuple[str, ...]
    cameo: str | None
    reciprocal: bool
    location: str | None


class Statement(msgspec.Struct, frozen=True, kw_only=True):
    """Words that a source says or is reported to have said, claimed, hoped or denied."""

    speakers: tuple[Speaker, ...]
    audience: tuple[Actor, ...]
    cue: str | None
    content: str
    direct: bool


class Target(msgspec.Struct, frozen=True):
    """What a position is about: an issue of the vocabulary where it is known, and the words."""

    issue: str | None
    words: str


class Position(msgspec.Struct, frozen=True, kw_only=True):
    """Who is for, against or neutral on what."""

    holders: tuple[str, ...]
    holder_words: str | None
    stance: Stance
    target: Target


class Change(msgspec.Struct, frozen=True):
    """A figure told as a change against a base ("51 percent higher than last year")."""

    direction: Direction
    base: str | None


class Flow(msgspec.Struct, frozen=True):
    """Which side of an exchange a figure counts: the exports or imports of one actor, its surplus or deficit, or both ways together.

    `of` is the one whose exports, imports, surplus or deficit they are, `partner` the other; both are None of a `total`.
    """

    side: FlowSide
    of: str | None
    partner: str | None


class Poll(msgspec.Struct, frozen=True, kw_only=True):
    """What the text tells of a poll beside the share: who was asked, how many, what, and by whom; None where it does not say."""

    question: str | None
    population: str | None
    sample: int | None
    pollster: str | None


class Figure(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A number with its unit (ISO 4217, `percent`, `persons`, …); `Fact.when` is the period that it measures.

    `bound` is `at_least` or `at_most` where the text bounds the value on one side. `flow`, `poll` and `share_of` (the words for the
    whole of which a percentage is a part) and `goods` (those for what alone is traded) stand only where the text tells them, so that a
    figure without them keeps its id.
    """

    value: float
    unit: str
    measure: str | None
    about: tuple[str, ...]
    change: Change | None
    approximate: bool
    bound: Literal["at_least", "at_most"] | None
    flow: Flow | None = None
    poll: Poll | None = None
    share_of: str | None = None
    goods: str | None = None


class Relation(msgspec.Struct, frozen=True, kw_only=True):
    """How the relation of two actors is said to be going."""

    pair: tuple[str, str]
    trend: Trend
    domain: str | None


class Provision(msgspec.Struct, frozen=True, kw_only=True):
    """What an instrument lays down: who owes what to whom, how strictly, and when."""

    instrument: str | None
    article: str | None
    bearers: tuple[str, ...]
    toward: tuple[str, ...]
    force: Force
    type: str
    trigger: str | None


class TreatyAct(msgspec.Struct, frozen=True, kw_only=True):
    """An act in the life of an instrument: signature, ratification, withdrawal notice and the like."""

    instrument: str | None
    parties: tuple[str, ...]
    act: str


Claim = Event | Statement | Position | Figure | Relation | Provision | TreatyAct

KINDS: dict[str, type[Any]] = {
    "event": Event,
    "statement": Statement,
    "position": Position,
    "figure": Figure,
    "relation": Relation,
    "provision": Provision,
    "treaty_act": TreatyAct,
}
_KIND_OF = {claim: kind for kind, claim in KINDS.items()}


class Fact(msgspec.Struct, frozen=True, kw_only=True):
    """A claim, the words it rests on (the first span is the evidence sentence or clause), and who says so.

    `rule` names the vocabulary row that fired, `confidence` lies in 0–1.
    """

    id: str
    document: str
    uri: str
    source_id: str | None
    claim: Claim
    spans: tuple[Span, ...]
    asserted_by: Speaker | None
    certainty: Certainty
    when: When | None
    coder: str
    coder_version: str
    confidence: float
    rule: str | None

    @property
    def kind(self) -> str:
        """`event`, `statement`, `position`, `figure`, `relation`, `provision` or `treaty_act`."""
        return _KIND_OF[type(self.claim)]


def fact_id(document: str, claim: Claim, spans: tuple[Span, ...]) -> str:
    """The id of a fact: a hash of its claim and of the spans in their document, and of nothing else."""
    whole = [document, _KIND_OF[type(claim)], claim, [(s.start, s.end) for s in spans]]
    return hashlib.sha256(msgspec.json.encode(whole, order="deterministic")).hexdigest()[:24]


def make_fact(
    document: Document,
    claim: Claim,
    spans: tuple[Span, ...],
    *,
    certainty: Certainty,
    when: When | None,
    asserted_by: Speaker | None,
    coder: tuple[str, str],
    confidence: float,
    rule: str | None,
) -> Fact:
    """Join a claim to its words; `coder` is (name, version).

    ValueError without a span or where a span is not the document's; msgspec.ValidationError (a ValueError) for a claim of wrong types.
    """
    if not spans or not all(document.holds(span) for span in spans):
        msg = f"a fact needs spans of its own document: {spans!r}"
        raise ValueError(msg)
    # Read the claim as it will be read back: a figure of 5 and one of 5.0 are one claim and must have one id.
    claim = msgspec.convert(msgspec.to_builtins(claim), type(claim))
    return Fact(
        id=fact_id(document.id, claim, spans),
        document=document.id,
        uri=document.uri,
        source_id=document.source_id,
        claim=claim,
        spans=spans,
        asserted_by=asserted_by,
        certainty=certainty,
        when=when,
        coder=coder[0],
        coder_version=coder[1],
        confidence=round(confidence, 3),
        rule=rule,
    )


def fact_to_json(fact: Fact) -> dict[str, Any]:
    """The fact as docs/reference.md shows it, in built-in types ready for any JSON writer."""
    built: dict[str, Any] = msgspec.to_builtins(fact)
    claim = built.pop("claim")
    return {"id": built.pop("id"), "kind": fact.kind, **built, fact.kind: claim}


def fact_from_json(row: dict[str, Any]) -> Fact:
    """Read a fact back; msgspec.ValidationError, with the path, where a field is missing or of a wrong type."""
    return _fact_of(msgspec.convert(row, _FactRow))


def fact_from_text(text: str) -> Fact:
    """The same from JSON as it is written, in one pass."""
    return _fact_of(_FACT_ROW.decode(text))


class _FactRow(msgspec.Struct, frozen=True, kw_only=True):
    """A fact as its JSON has it: the claim stands under the name of its kind."""

    id: str
    kind: str
    document: str
    uri: str
    source_id: str | None
    spans: tuple[Span, ...]
    asserted_by: Speaker | None
    certainty: Certainty
    when: When | None
    coder: str
    coder_version: str
    confidence: float
    rule: str | None = None
    event: Event | None = None
    statement: Statement | None = None
    position: Position | None = None
    figure: Figure | None = None
    relation: Relation | None = None
    provision: Provision | None = None
    treaty_act: TreatyAct | None = None


_FACT_ROW = msgspec.json.Decoder(_FactRow)


def _fact_of(row: _FactRow) -> Fact:
    if row.kind not in KINDS:
        msg = f"Invalid kind {row.kind!r} - at `$.kind`"
        raise msgspec.ValidationError(msg)
    claim: Claim | None = getattr(row, row.kind)
    if claim is None:
        msg = f"Expected `object`, got none - at `$.{row.kind}`"
        raise msgspec.ValidationError(msg)
    return Fact(
        id=row.id,
        document=row.document,
        uri=row.uri,
        source_id=row.source_id,
        claim=claim,
        spans=row.spans,
        asserted_by=row.asserted_by,
        certainty=row.certainty,
        when=row.when,
        coder=row.coder,
        coder_version=row.coder_version,
        confidence=row.confidence,
        rule=row.rule,
    )
