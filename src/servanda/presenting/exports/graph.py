"""Who deals with whom as GraphML, for Gephi, igraph, NetworkX and their kin.

A node is an actor; an edge tells what one kind of fact says of two actors in one year, as counts and means, with the ids of its facts.
Events run from those who act to those acted upon. What binds both alike is one edge marked `mutual`: several programs refuse a graph in
which some edges have a direction and some have none.
"""

from __future__ import annotations

import itertools
import re
import xml.etree.ElementTree as ET
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import BinaryIO, NamedTuple

from servanda.presenting.exports.source import Source, Written
from servanda.presenting.fact_table import harmless
from servanda.records import Event, Fact, Provision, Statement
from servanda.store import KeptFact
from servanda.store.rows import actors_of, type_of
from servanda.vocabulary.actors import load_actors
from servanda.vocabulary.event_patterns import CONFLICT

_XMLNS = "http://graphml.graphdrawing.org/xmlns"
_NO_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
# Name, element it belongs to, type, and what it holds.
KEYS = (
    ("code", "node", "string", "the actor's code"),
    ("label", "node", "string", "the actor's usual English name"),
    ("actor_kind", "node", "string", "state, disputed, territory, organisation, group or region; empty where no table has the code"),
    ("named_in", "node", "int", "how many facts name the actor, those without a second actor among them"),
    ("kind", "edge", "string", "the kind of fact"),
    ("mutual", "edge", "boolean", "whether it binds both alike, so that its direction means nothing"),
    ("year", "edge", "int", "the year; not there where the time is not known or covers several years"),
    ("period", "edge", "string", "the year, or the first and last year, with … for an end that is not known"),
    ("facts", "edge", "int", "how many facts"),
    ("actual", "edge", "int", "how many of them are told as done or true"),
    ("denied", "edge", "int", "how many of them are denied"),
    ("cooperation", "edge", "int", "how many of the actual events are of cooperation"),
    ("conflict", "edge", "int", "how many of the actual events are of conflict"),
    ("mean_confidence", "edge", "double", "the mean of the facts' confidence"),
    ("documents", "edge", "int", "how many documents tell of it"),
    ("types", "edge", "string", "each type with how many facts have it"),
    ("fact_ids", "edge", "string", "the ids of the facts, with spaces between"),
)

Cells = dict[str, str | int | float | None]


class Tie(NamedTuple):
    """Two actors, whether the first acts upon the second, the kind of fact, and the time."""

    one: str
    other: str
    kind: str
    first: int | None
    last: int | None
    directed: bool


def write_graphml(source: Source, out: BinaryIO) -> Written:
    """The graph; facts that name fewer than two actors by code are counted on their node or left out, and told."""
    named: Counter[str] = Counter()
    ties: dict[Tie, list[KeptFact]] = {}
    facts = alone = nobody = itself = 0
    for kept in source.facts():
        facts += 1
        codes = actors_of(kept.fact)
        named.update(codes)
        found = tuple(dict.fromkeys(_ties(kept.fact)))
        for tie in found:
            ties.setdefault(tie, []).append(kept)
        if not found:
            nobody += not codes
            alone += len(codes) == 1
            itself += len(codes) > 1
    _write(out, named, ties)
    told = {
        "facts that name no actor by code are in no node and no edge": nobody,
        "facts that name a single actor by code are counted on its node and in no edge": alone,
        "facts whose actors all stand on one side are counted on their nodes and in no edge": itself,
    }
    return Written(facts, {words: many for words, many in told.items() if many})


def _ties(fact: Fact) -> Iterator[Tie]:
    when = fact.when
    time = (when.earliest.year if when and when.earliest else None, when.latest.year if when and when.latest else None)
    match fact.claim:
        case Event(reciprocal=False, sources=some, targets=others):
            sides = [[one.actor for one in some if one.actor], [one.actor for one in others if one.actor]]
        case Statement(speakers=speakers, audience=audience):
            sides = [[one.actor for one in speakers if one.actor], [one.actor for one in audience if one.actor]]
        case Provision(bearers=bearers, toward=toward) if set(bearers) != set(toward):
            sides = [list(bearers), list(toward)]
        case _:
            yield from (Tie(one, other, fact.kind, *time, directed=False) for one, other in itertools.combinations(actors_of(fact), 2))
            return
    yield from (Tie(one, other, fact.kind, *time, directed=True) for one, other in itertools.product(*sides) if one != other)


def _write(out: BinaryIO, named: Counter[str], ties: Mapping[Tie, list[KeptFact]]) -> None:
    table = load_actors()
    ids = {code: f"n{number}" for number, code in enumerate(sorted(named))}
    out.write(f'<?xml version="1.0" encoding="UTF-8"?>\n<graphml xmlns="{_XMLNS}">\n'.encode())
    for name, owner, kind, meaning in KEYS:
        key = ET.Element("key", {"id": name, "for": owner, "attr.name": name, "attr.type": kind})
        ET.SubElement(key, "desc").text = meaning
        _put(out, key)
    out.write(b'<graph id="servanda" edgedefault="directed">\n')
    for code, identity in ids.items():
        known = table.knows(code)
        cells: Cells = {
            "code": code,
            "label": table.label(code) if known else code,
            "actor_kind": table.kind(code) if known else None,
            "named_in": named[code],
        }
        _put(out, _with_data(ET.Element("node", {"id": identity}), cells))
    for number, tie in enumerate(sorted(ties, key=_order)):
        ends = {"id": f"e{number}", "source": ids[tie.one], "target": ids[tie.other]}
        _put(out, _with_data(ET.Element("edge", ends), _cells(tie, ties[tie])))
    out.write(b"</graph>\n</graphml>\n")


def _put(out: BinaryIO, element: ET.Element) -> None:
    out.write(ET.tostring(element, encoding="unicode").encode() + b"\n")


def _with_data(element: ET.Element, cells: Cells) -> ET.Element:
    """The element with a `data` child for each cell that holds something."""
    for name, value in cells.items():
        if value is not None:
            ET.SubElement(element, "data", {"key": name}).text = _NO_XML.sub("\ufffd", harmless(str(value)))
    return element


def _cells(tie: Tie, facts: list[KeptFact]) -> Cells:
    actual = [kept.fact for kept in facts if kept.fact.certainty == "actual"]
    conflict = [isinstance(fact.claim, Event) and fact.claim.type in CONFLICT for fact in actual]
    types = Counter(type_of(kept.fact) or "none" for kept in facts)
    return {
        "kind": tie.kind,
        "mutual": "false" if tie.directed else "true",
        "year": tie.first if tie.first == tie.last else None,
        "period": _period(tie),
        "facts": len(facts),
        "actual": len(actual),
        "denied": sum(kept.fact.certainty == "denied" for kept in facts),
        "cooperation": conflict.count(False) if tie.kind == "event" else None,
        "conflict": conflict.count(True) if tie.kind == "event" else None,
        "mean_confidence": round(sum(kept.fact.confidence for kept in facts) / len(facts), 6),
        "documents": len({kept.fact.document for kept in facts}),
        "types": "; ".join(f"{name} {many}" for name, many in sorted(types.items(), key=lambda one: (-one[1], one[0]))),
        "fact_ids": " ".join(kept.fact.id for kept in facts),
    }


def _period(tie: Tie) -> str:
    if tie.first is None and tie.last is None:
        return "not known"
    return str(tie.first) if tie.first == tie.last else f"{tie.first or '…'}-{tie.last or '…'}"


def _order(tie: Tie) -> tuple[str, str, bool, str, int, int]:
    """A state's name first; a time that is not known last."""
    return tie.one, tie.other, not tie.directed, tie.kind, tie.first or 10_000, tie.last or 10_000
