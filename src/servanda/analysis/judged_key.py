"""What people judged as an answer key: facts of every kind become examples that the coders are measured on (`servanda evaluate`).

A confirmed, corrected or added fact must be coded, a rejected one must not. A fact on which people differ, or of which nobody is sure,
decides nothing and is left out; so is one whose words stand in its document more than once, because a key finds its places by words.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import msgspec

from servanda.analysis.agreement import last_words
from servanda.records import Actor, Event, Fact, Figure, Position, Provision, Relation, Speaker, Statement, TreatyAct
from servanda.store import Judgement, Store

Row = dict[str, Any]


class JudgedKey(msgspec.Struct, frozen=True):
    """The rows of the two files of a key, and the facts (by id) that are left out, each with the reason."""

    documents: tuple[Row, ...]
    facts: tuple[Row, ...]
    left_out: tuple[tuple[str, str], ...]


def judged_key(store: Store) -> JudgedKey:
    """The key that the judgements of a store make."""
    rows: list[Row] = []
    left_out: list[tuple[str, str]] = []
    documents: dict[str, Row] = {}
    for said in last_words(store.judgements()).values():
        last = list(said.values())[-1]
        fact = last.corrected or last.snapshot
        document = store.document(fact.document)
        why = _undecided(list(said.values())) or _unplaced(document.text, fact.spans[0].words)
        if why:
            left_out.append((last.fact, why))
            continue
        documents.setdefault(
            document.id, {"id": document.id, "text": document.text, "date": _date(document.published), "title": document.title}
        )
        rows.append(
            {
                "doc": document.id,
                "fact": fact.id,
                "anchor": fact.spans[0].words,
                **(_absent(fact) if last.verdict == "reject" else _there(fact)),
            }
        )
    return JudgedKey(tuple(documents.values()), tuple(rows), tuple(left_out))


def as_lines(rows: Iterable[Row]) -> str:
    """Rows as JSON Lines."""
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)


def _undecided(said: Sequence[Judgement]) -> str | None:
    verdicts = {"confirm" if one.verdict == "add" else one.verdict for one in said}
    if len(verdicts) > 1:
        return "people differ on it"
    return "nobody is sure of it" if verdicts == {"unsure"} else None


def _unplaced(text: str, words: str) -> str | None:
    return None if text.count(words) == 1 else "its words stand more than once in the document"


def _date(published: Any) -> str | None:
    """A document's date as an input line gives it; None where it is not one that can be written so."""
    moment = published.as_moment() if published else None
    told = moment.isoformat() if moment else None
    return told if told and len(told) <= len("2001-07-16") else None


def _there(fact: Fact) -> Row:
    """What a fact says, in the fields of a key."""
    return {"kind": fact.kind, "certainty": fact.certainty} | {name: value for name, value in _said(fact) if value not in (None, [], ())}


def _said(fact: Fact) -> Iterator[tuple[str, Any]]:
    match fact.claim:
        case Event() as event:
            yield from (("sources", _codes(event.sources)), ("targets", _codes(event.targets)), ("type", event.type))
            if event.reciprocal:
                yield "reciprocal", True
        case Statement() as statement:
            yield "speaker", [name for one in statement.speakers for name in (one.name, one.words) if name]
            yield from (("state", _codes(statement.speakers)), ("direct", statement.direct))
        case Position() as position:
            yield from (("holders", list(position.holders)), ("stance", position.stance))
        case Figure() as figure:
            yield from (("value", figure.value), ("unit", figure.unit), ("measure", figure.measure))
        case Relation() as relation:
            yield from (("pair", list(relation.pair)), ("trend", relation.trend))
        case Provision() as provision:
            yield from (("bearers", list(provision.bearers)), ("force", provision.force), ("type", provision.type))
        case TreatyAct() as act:
            yield from (("parties", list(act.parties)), ("act", act.act))


def _absent(fact: Fact) -> Row:
    """That a fact must not be coded at its place."""
    told = dict(_said(fact))
    forbidden: Row = {"kind": fact.kind} | {
        name: told[name] for name in ("type", "trend", "act", "stance", "holders", "parties", "state") if told.get(name)
    }
    forbidden |= {one: told[many] for one, many in (("source", "sources"), ("target", "targets"), ("actor", "pair")) if told.get(many)}
    if "value" in told:
        forbidden["about"] = json.dumps(told["value"])
    return {"kind": "absent", "must_not": f"{fact.kind} as it was coded", "forbid": [forbidden]}


def _codes(actors: Iterable[Actor | Speaker]) -> list[str]:
    return sorted({one.actor for one in actors if one.actor})
