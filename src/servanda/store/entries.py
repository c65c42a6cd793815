"""What goes into a store besides documents and facts, and what comes out of it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any, Literal

import msgspec

from servanda.records import Document, Fact, When

# `add` is a fact that no coder found. `note` says something of a fact without judging it. `withdraw` takes back what this person said
# of it: the fact then stands as others left it, and the record still tells of both. A `note` without words takes back the last note
# that its writer left on the fact.
Verdict = Literal["confirm", "correct", "reject", "unsure", "add", "note", "withdraw"]
Outcome = Literal["done", "partial", "failed", "unchanged"]


class RunManifest(msgspec.Struct, frozen=True, kw_only=True):
    """What a run was made with: enough to make it again.

    `started` is the third clock, when the record was made; `vocabulary` and `model` are hashes, None where none was used.
    """

    started: dt.datetime
    servanda: str
    coders: Mapping[str, str]
    vocabulary: str | None
    model: str | None
    options: Mapping[str, Any]


class CodedDocument(msgspec.Struct, frozen=True, kw_only=True):
    """A document with the facts that the named coders (name to version) found in it, and its sentences as (start, end)."""

    document: Document
    facts: tuple[Fact, ...]
    coders: Mapping[str, str]
    sentences: tuple[tuple[int, int], ...] = ()


class KeptFact(msgspec.Struct, frozen=True):
    """A fact as the store now holds it: corrected where a person corrected it, with the last verdict on it (None: not judged)."""

    fact: Fact
    verdict: Verdict | None


class FactSketch(msgspec.Struct, frozen=True, kw_only=True):
    """As much of a fact as it takes to put facts in an order."""

    id: str
    kind: str
    type: str | None
    actors: tuple[str, ...]
    confidence: float


class Judgement(msgspec.Struct, frozen=True, kw_only=True):
    """What a person said of a fact: who, when and why, with the fact as it then stood and, for `correct`, as it should be.

    `seq` numbers judgements in the order in which they were given, from 1.
    """

    seq: int
    fact: str
    document: str
    verdict: Verdict
    who: str
    at: dt.datetime
    why: str | None
    snapshot: Fact
    corrected: Fact | None


class InputOutcome(msgspec.Struct, frozen=True, kw_only=True):
    """How one input ended in a run, with the reason where it is not plainly `done`."""

    uri: str
    status: Outcome
    reason: str | None
    run: int
    document: str | None


class Hit(msgspec.Struct, frozen=True, kw_only=True):
    """A sentence that holds the words looked for.

    `words` is the whole sentence, `text[start:end]` of the document; `marks` are the places within `words` that match.
    `score` is BM25, higher is better; None where the order asked for needs none.
    """

    document: str
    uri: str
    title: str | None
    published: When | None
    start: int
    end: int
    words: str
    marks: tuple[tuple[int, int], ...]
    score: float | None


class DocumentHead(msgspec.Struct, frozen=True, kw_only=True):
    """What is known of a document besides its text; `kept_on` is the day on which the record took it in."""

    id: str
    uri: str
    title: str | None
    author: str | None
    publisher: str | None
    published: When | None
    language: str | None
    media_type: str
    status: str
    problems: tuple[str, ...]
    kept_on: dt.date | None


class Counts(msgspec.Struct, frozen=True, kw_only=True):
    """How much a store holds; `facts` counts by kind and `inputs` by how each input last ended."""

    documents: int
    facts: Mapping[str, int]
    judgements: int
    runs: int
    inputs: Mapping[str, int]
    generation: int


class Problem(msgspec.Struct, frozen=True):
    """Something kept that does not match its own hash, count or words."""

    where: str
    what: str
