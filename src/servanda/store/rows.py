"""Documents and facts as rows of the tables, and back."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Mapping
from typing import Any

import msgspec

from servanda.errors import InputError
from servanda.records import (
    Document,
    Event,
    Fact,
    Figure,
    Position,
    Provision,
    Region,
    Relation,
    Statement,
    TreatyAct,
    When,
    fact_to_json,
)
from servanda.store.entries import DocumentHead
from servanda.store.schema import TABLES

Row = dict[str, Any]

# The columns of a document that are kept as they are.
_PLAIN = ("id", "text", "uri", "title", "author", "publisher", "language", "media_type", "reader", "reader_version", "source_id", "status")


def encoded(value: object, *, where: str) -> str:
    """JSON of any record; InputError where it holds half of a surrogate pair, which no UTF-8 file can keep."""
    try:
        return msgspec.json.encode(value, order="deterministic").decode()
    except UnicodeEncodeError as error:
        raise InputError(
            what="a text holds a character that cannot be written as UTF-8",
            where=where,
            why=f"{error.reason}: {error.object[error.start : error.end]!r}",
            todo="mend the input's encoding: half of a surrogate pair stands alone in it",
        ) from error


def digest(text: str) -> str:
    """The SHA-256 of a text in UTF-8, as hex digits."""
    return hashlib.sha256(text.encode()).hexdigest()


def row_digest(table: str, row: Mapping[str, Any]) -> str:
    """The SHA-256 of a row's columns in the order of its table, its own digest left out."""
    columns = [name for name in TABLES[table] if name != "record_sha256"]
    return hashlib.sha256(msgspec.json.encode([row[name] for name in columns])).hexdigest()


def document_row(document: Document, seq: int, run: int, sentences: tuple[tuple[int, int], ...]) -> Row:
    """A document as a row of `documents`, with the hashes that `verify` checks."""
    published = document.published
    regions = encoded(document.regions, where=document.uri)
    encoded(document, where=document.uri)  # refuse what cannot be kept before anything is begun
    row: Row = {
        "seq": seq,
        "published_earliest": published.earliest if published else None,
        "published_latest": published.latest if published else None,
        "published_words": published.words if published else None,
        "published_held": published.held if published else None,
        "regions": regions,
        "problems": list(document.problems),
        "sentence_starts": [start for start, _ in sentences],
        "sentence_ends": [end for _, end in sentences],
        "run": run,
        "text_sha256": digest(document.text),
    }
    row |= {name: getattr(document, name) for name in _PLAIN}
    row["record_sha256"] = row_digest("documents", row)
    return row


def document_from_row(row: Mapping[str, Any]) -> Document:
    """A document as it was read."""
    return Document(
        **{name: row[name] for name in _PLAIN},
        published=_published(row),
        regions=msgspec.json.decode(row["regions"], type=tuple[Region, ...]),
        problems=tuple(row["problems"]),
    )


def head_from_row(row: Mapping[str, Any]) -> DocumentHead:
    """A document as it was read, without its text."""
    plain = ("id", "uri", "title", "author", "publisher", "language", "media_type", "status")
    kept_on = dt.datetime.fromisoformat(row["started"]).date() if row["started"] else None
    return DocumentHead(**{name: row[name] for name in plain}, published=_published(row), problems=tuple(row["problems"]), kept_on=kept_on)


def _published(row: Mapping[str, Any]) -> When | None:
    """The date of a document, None where it has none."""
    words = row["published_words"]
    if words is None:
        return None
    return When(earliest=row["published_earliest"], latest=row["published_latest"], words=words, held=row["published_held"])


def fact_row(fact: Fact, *, document_seq: int, coding: int, judgement: int, ordinal: int) -> Row:
    """A fact as a row of `facts`: its JSON, and the columns by which it is found."""
    return {
        "document_seq": document_seq,
        "coding": coding,
        "judgement": judgement,
        "ordinal": ordinal,
        "json": encoded(fact_to_json(fact), where=fact.uri),
        **found_by(fact),
    }


def coding_row(facts: list[Row], *, seq: int, document_seq: int, coder: tuple[str, str], run: int) -> Row:
    """That a coder (name, version) has coded a document, with the count and the hash of what it found."""
    return {
        "seq": seq,
        "document_seq": document_seq,
        "coder": coder[0],
        "version": coder[1],
        "run": run,
        "facts": len(facts),
        "facts_sha256": digest("\n".join(row["json"] for row in facts)),
    }


def found_by(fact: Fact) -> Row:
    """The columns by which a fact is found; all of them follow from the fact, so that `verify` can compare."""
    return {
        "id": fact.id,
        "kind": fact.kind,
        "type": type_of(fact),
        "certainty": fact.certainty,
        "earliest": fact.when.earliest if fact.when else None,
        "latest": fact.when.latest if fact.when else None,
        "actors": actors_of(fact),
        "start": fact.spans[0].start,
        "coder": fact.coder,
    }


def type_of(fact: Fact) -> str | None:
    """What `--type` asks for: an event's or provision's type, a stance, a trend, a treaty act or a figure's measure."""
    match fact.claim:
        case Event(type=word) | Provision(type=word) | Position(stance=word) | Relation(trend=word) | TreatyAct(act=word):
            return word
        case Figure(measure=measure):
            return measure
        case _:
            return None


def actors_of(fact: Fact) -> list[str]:
    """The codes of all that the claim names, each once, sorted; who asserts it is not among them."""
    match fact.claim:
        case Event(sources=some, targets=others):
            codes = [actor.actor for actor in (*some, *others)]
        case Statement(speakers=speakers, audience=audience):
            codes = [*(speaker.actor for speaker in speakers), *(actor.actor for actor in audience)]
        case Position(holders=names) | Figure(about=names) | Relation(pair=names) | TreatyAct(parties=names):
            codes = list(names)
        case Provision(bearers=bearers, toward=toward):
            codes = [*bearers, *toward]
    return sorted({code for code in codes if code})
