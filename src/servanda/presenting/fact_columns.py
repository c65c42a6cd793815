"""A fact as one flat row for tables: the same columns for every kind, empty where a kind has no such thing."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import NamedTuple

from servanda.records import Actor, Event, Fact, Figure, Position, Provision, Relation, Speaker, Statement, TreatyAct
from servanda.store import KeptFact

Cell = str | float | bool | dt.date | None


class Column(NamedTuple):
    """A column's name, its type in DuckDB's words, and what it holds."""

    name: str
    type: str
    meaning: str


# Lists are joined by "; " in the order of the record; an actor without a code leaves its place empty, so that codes and words match.
COLUMNS = tuple(
    Column(*column)
    for column in (
        ("id", "VARCHAR", "the fact's id: a hash of its claim and spans"),
        ("kind", "VARCHAR", "event, statement, position, figure, relation, provision or treaty_act"),
        ("document", "VARCHAR", "the document's id"),
        ("uri", "VARCHAR", "where the document is from"),
        ("source_id", "VARCHAR", "the id of the input line"),
        ("start", "INTEGER", "where the evidence begins in the document's text, in Unicode code points"),
        ("end", "INTEGER", "where it ends"),
        ("words", "VARCHAR", "the evidence: text[start:end]"),
        ("more_words", "VARCHAR", "the words of further spans"),
        ("asserted_by", "VARCHAR", "code of the one who says so; empty for the document's own voice"),
        ("asserted_by_sector", "VARCHAR", "that one's sector"),
        ("asserted_by_name", "VARCHAR", "that one's name"),
        ("asserted_by_words", "VARCHAR", "that one's words in the text"),
        ("certainty", "VARCHAR", "actual, planned, expected, possible, conditional or denied"),
        ("earliest", "DATE", "first day on which it may have happened, or from which it held"),
        ("latest", "DATE", "last such day"),
        ("held", "BOOLEAN", "whether it held from earliest to latest; false: it happened once between them"),
        ("when_words", "VARCHAR", "the words that give the time"),
        ("coder", "VARCHAR", "what found it"),
        ("coder_version", "VARCHAR", "the coder's version"),
        ("confidence", "DOUBLE", "0-1"),
        ("rule", "VARCHAR", "the vocabulary row that fired"),
        ("verdict", "VARCHAR", "the last word on it: confirm, correct, unsure, reject or add; empty: not judged"),
        ("type", "VARCHAR", "event or provision type"),
        ("sources", "VARCHAR", "event: codes of those who act"),
        ("source_sectors", "VARCHAR", "event: their sectors"),
        ("source_words", "VARCHAR", "event: their words"),
        ("targets", "VARCHAR", "event: codes of those acted upon"),
        ("target_sectors", "VARCHAR", "event: their sectors"),
        ("target_words", "VARCHAR", "event: their words; position: what it is about"),
        ("of", "VARCHAR", "event: type of the act agreed to, asked for, refused or threatened"),
        ("mode", "VARCHAR", "event: PLOVER mode"),
        ("contexts", "VARCHAR", "event: PLOVER contexts"),
        ("cameo", "VARCHAR", "event: CAMEO code, as text"),
        ("reciprocal", "BOOLEAN", "event: whether all actors stand on both sides"),
        ("location", "VARCHAR", "event: place"),
        ("speakers", "VARCHAR", "statement: codes"),
        ("speaker_sectors", "VARCHAR", "statement: their sectors"),
        ("speaker_names", "VARCHAR", "statement: names"),
        ("speaker_words", "VARCHAR", "statement: words"),
        ("audience", "VARCHAR", "statement: codes of those spoken to"),
        ("audience_sectors", "VARCHAR", "statement: their sectors"),
        ("audience_words", "VARCHAR", "statement: their words"),
        ("cue", "VARCHAR", "statement: the word of saying"),
        ("content", "VARCHAR", "statement: what is said"),
        ("direct", "BOOLEAN", "statement: whether it is quoted"),
        ("holders", "VARCHAR", "position: codes"),
        ("holder_words", "VARCHAR", "position: words"),
        ("stance", "VARCHAR", "position: support, oppose or neutral"),
        ("issue", "VARCHAR", "position: issue of the vocabulary"),
        ("value", "DOUBLE", "figure: the number"),
        ("unit", "VARCHAR", "figure: ISO 4217 code, percent, persons and the like"),
        ("measure", "VARCHAR", "figure: what is measured"),
        ("about", "VARCHAR", "figure: codes"),
        ("change_direction", "VARCHAR", "figure: up, down or none where it is told as a change"),
        ("change_base", "VARCHAR", "figure: what the change is counted from"),
        ("flow", "VARCHAR", "figure: exports, imports, surplus, deficit or total"),
        ("flow_of", "VARCHAR", "figure: code of the one whose exports, imports, surplus or deficit they are"),
        ("flow_partner", "VARCHAR", "figure: code of the other"),
        ("goods", "VARCHAR", "figure: words for what alone is traded"),
        ("share_of", "VARCHAR", "figure: words for the whole of which it is a part"),
        ("poll_question", "VARCHAR", "figure: what a poll asked"),
        ("poll_population", "VARCHAR", "figure: who was asked"),
        ("poll_sample", "INTEGER", "figure: how many were asked"),
        ("pollster", "VARCHAR", "figure: who asked"),
        ("approximate", "BOOLEAN", "figure: whether the text says about, some or nearly"),
        ("bound", "VARCHAR", "figure: at_least or at_most"),
        ("pair", "VARCHAR", "relation: the two codes"),
        ("trend", "VARCHAR", "relation: improving, worsening, stable, restored, broken or tense"),
        ("domain", "VARCHAR", "relation: field"),
        ("instrument", "VARCHAR", "provision or treaty act: the instrument"),
        ("article", "VARCHAR", "provision: article"),
        ("bearers", "VARCHAR", "provision: codes of those bound"),
        ("toward", "VARCHAR", "provision: codes of those it is owed to"),
        ("force", "VARCHAR", "provision: must, must_not, may, intends or declares"),
        ("trigger", "VARCHAR", "provision: what sets it off"),
        ("parties", "VARCHAR", "treaty act: codes"),
        ("act", "VARCHAR", "treaty act: signature, ratification and so on"),
    )
)


def flat(kept: KeptFact) -> dict[str, Cell]:
    """A fact as one row: every column, in order."""
    filled = {**_frame(kept.fact), **_claim(kept.fact), "verdict": kept.verdict}
    return {column.name: filled.get(column.name) for column in COLUMNS}


def _frame(fact: Fact) -> dict[str, Cell]:
    """What facts of all kinds have."""
    said, when, evidence = fact.asserted_by, fact.when, fact.spans[0]
    return {
        **{name: getattr(fact, name) for name in ("id", "kind", "document", "uri", "source_id", "certainty")},
        **{name: getattr(fact, name) for name in ("coder", "coder_version", "confidence", "rule")},
        "start": evidence.start,
        "end": evidence.end,
        "words": evidence.words,
        "more_words": _joined(span.words for span in fact.spans[1:]),
        "asserted_by": said.actor if said else None,
        "asserted_by_sector": said.sector if said else None,
        "asserted_by_name": said.name if said else None,
        "asserted_by_words": said.words if said else None,
        "earliest": when.earliest if when else None,
        "latest": when.latest if when else None,
        "held": when.held if when else None,
        "when_words": when.words if when else None,
    }


def _claim(fact: Fact) -> dict[str, Cell]:
    """What facts of its kind have."""
    cells: dict[str, Cell]
    match fact.claim:
        case Event() as event:
            plain = {name: getattr(event, name) for name in ("type", "of", "mode", "cameo", "reciprocal", "location")}
            cells = {**plain, **_side("source", event.sources), **_side("target", event.targets), "contexts": _joined(event.contexts)}
        case Statement() as statement:
            plain = {name: getattr(statement, name) for name in ("cue", "content", "direct")}
            audience = _side("audience", statement.audience)
            cells = {**plain, **_speakers(statement.speakers), **audience, "audience": audience["audiences"]}
        case Position(holders=holders, holder_words=words, stance=stance, target=target):
            cells = {
                "holders": _joined(holders),
                "holder_words": words,
                "stance": stance,
                "issue": target.issue,
                "target_words": target.words,
            }
        case Figure() as figure:
            cells = _figure(figure)
        case Relation(pair=pair, trend=trend, domain=domain):
            cells = {"pair": _joined(pair), "trend": trend, "domain": domain}
        case Provision() as provision:
            plain = {name: getattr(provision, name) for name in ("instrument", "article", "force", "type", "trigger")}
            cells = {**plain, "bearers": _joined(provision.bearers), "toward": _joined(provision.toward)}
        case TreatyAct(instrument=instrument, parties=parties, act=act):
            cells = {"instrument": instrument, "parties": _joined(parties), "act": act}
    return cells


def _figure(figure: Figure) -> dict[str, Cell]:
    cells: dict[str, Cell] = {
        name: getattr(figure, name) for name in ("value", "unit", "measure", "approximate", "bound", "goods", "share_of")
    }
    cells["about"] = _joined(figure.about)
    if figure.change:
        cells |= {"change_direction": figure.change.direction, "change_base": figure.change.base}
    if figure.flow:
        cells |= {"flow": figure.flow.side, "flow_of": figure.flow.of, "flow_partner": figure.flow.partner}
    if figure.poll:
        asked, poll = ("question", "population", "sample"), figure.poll
        cells |= {**{f"poll_{name}": getattr(poll, name) for name in asked}, "pollster": poll.pollster}
    return cells


def _side(name: str, actors: tuple[Actor, ...]) -> dict[str, Cell]:
    return {
        f"{name}s": _joined(actor.actor for actor in actors),
        f"{name}_sectors": _joined(actor.sector for actor in actors),
        f"{name}_words": _joined(actor.words for actor in actors),
    }


def _speakers(speakers: tuple[Speaker, ...]) -> dict[str, Cell]:
    return {
        "speakers": _joined(speaker.actor for speaker in speakers),
        "speaker_sectors": _joined(speaker.sector for speaker in speakers),
        "speaker_names": _joined(speaker.name for speaker in speakers),
        "speaker_words": _joined(speaker.words for speaker in speakers),
    }


def _joined(values: Iterable[str | None]) -> str | None:
    """The values joined by "; "; None for none at all."""
    held = list(values)
    return "; ".join(value or "" for value in held) if held else None
