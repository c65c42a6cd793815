"""Entities of FollowTheMoney, one JSON object a line, for Aleph, OpenAleph and their kin.

Actors, documents and what happened become entities of its schemata. That model has no certainty: only what a source tells as done becomes
an `Event` or a link; everything else is a `Note`, in whose words the certainty stands first.
"""

from __future__ import annotations

import csv
import functools
import hashlib
import re
from collections.abc import Iterator, Mapping
from importlib.resources import files
from typing import Any, BinaryIO

import msgspec

from servanda.moments import Moment
from servanda.presenting.exports.source import Source, Written
from servanda.presenting.fact_table import harmless
from servanda.presenting.fact_words import what_words, when_words, who_words
from servanda.presenting.origins import source_name, web_address
from servanda.records import Actor, Event, Fact, Relation, Speaker, Statement, TreatyAct, When
from servanda.store import DocumentHead, Judgement, KeptFact
from servanda.store.rows import actors_of
from servanda.vocabulary.actors import load_actors

Entity = dict[str, Any]
_SCHEMATA = {"text/plain": "PlainText", "text/html": "HyperText"}
_LANGUAGES = {
    "en": "eng",
    "ru": "rus",
    "zh": "zho",
    "fr": "fra",
    "de": "deu",
    "es": "spa",
    "ar": "ara",
    "ja": "jpn",
    "it": "ita",
    "pt": "por",
}
_MEDIA_TYPE = re.compile(r"[a-z]+/[a-z0-9.+-]+")


def write_ftm(source: Source, out: BinaryIO) -> Written:
    """Every actor, person and document once, before the first fact that names it; judgements last."""
    seen: set[str] = set()
    facts = undirected = 0

    def put(entity: Entity) -> None:
        if entity["id"] not in seen:
            seen.add(entity["id"])
            out.write(msgspec.json.encode(entity) + b"\n")

    for kept in source.facts():
        head = source.head(kept.fact.document)
        for entity in (_document(head), *_actors(kept.fact), _fact(kept, head)):
            put(entity)
        facts += 1
        undirected += _loses_direction(kept.fact)
    for number, judgement in enumerate(source.judgements_given(), start=1):
        put(_judgement(judgement, number))
    left_out = {"who acts upon whom stands in the description alone: an Event knows only who is involved": undirected}
    return Written(facts, {told: many for told, many in left_out.items() if many})


def _entity(schema: str, key: str, **properties: Any) -> Entity:
    """An entity; a property is a list of values, and one without any is left out."""
    lists = {name: [value] if isinstance(value, str) else list(value) for name, value in properties.items() if value}
    return {
        "id": key,
        "schema": schema,
        "properties": {name: [one for one in values if one] for name, values in lists.items() if any(values)},
    }


def _document(head: DocumentHead) -> Entity:
    day = _days(head.published)
    return _entity(
        _SCHEMATA.get(head.media_type, "Document"),
        document_key(head.id),
        name=harmless(head.title or source_name(head.uri)),
        title=harmless(head.title or ""),
        fileName=source_name(head.uri),
        author=harmless(head.author or ""),
        publisher=harmless(head.publisher or ""),
        publishedAt=day.get("date", ""),
        sourceUrl=web_address(head.uri) or "",
        mimeType=head.media_type if _MEDIA_TYPE.fullmatch(head.media_type) else "",
        language=_LANGUAGES.get(head.language or "", ""),
        retrievedAt=head.kept_on.isoformat() if head.kept_on else "",
        notes=head.id,
    )


def _actors(fact: Fact) -> Iterator[Entity]:
    """Those whom the claim names by code, and the persons among its speakers."""
    table = load_actors()
    for code in actors_of(fact):
        kind = table.kind(code) if table.knows(code) else None
        schema = {
            "state": "PublicBody",
            "disputed": "PublicBody",
            "territory": "PublicBody",
            "organisation": "Organization",
            "group": "Organization",
        }
        body = table.organisation(code)
        yield _entity(
            schema.get(kind or "", "LegalEntity"),
            actor_key(code),
            name=table.label(code) if kind else code,
            country=countries().get(code, ""),
            topics="gov.national" if kind == "state" else "gov.igo" if body and body.kind == "IGO" else "",
            notes=f"Servanda actor {code}",
        )
    for speaker in _speakers(fact):
        if speaker.name:
            yield _entity(
                "Person",
                person_key(speaker),
                name=harmless(speaker.name),
                country=countries().get(speaker.actor or "", ""),
                notes=f"speaks for {speaker.actor}" if speaker.actor else "",
            )


def _fact(kept: KeptFact, head: DocumentHead) -> Entity:
    """What was done as an Event, how two get on as a link, and all else as a Note."""
    fact = kept.fact
    involved = [actor_key(code) for code in actors_of(fact)] + [person_key(one) for one in _speakers(fact) if one.name]
    common = {
        "summary": harmless(fact.spans[0].words),
        "description": description(kept),
        "proof": document_key(fact.document),
        "publisher": harmless(head.publisher or ""),
        "sourceUrl": web_address(head.uri) or "",
    }
    done = fact.certainty == "actual" and fact.asserted_by is None
    name = harmless(f"{who_words(fact)}: {what_words(fact)}")
    key = fact_key(fact.id)
    match fact.claim:
        case Event(location=place) if done:
            where = harmless(place or "")
            return _entity("Event", key, name=name, involved=involved, location=where, recordId=fact.id, **_days(fact.when), **common)
        case TreatyAct() if done:
            return _entity("Event", key, name=name, involved=involved, recordId=fact.id, **_days(fact.when), **common)
        case Relation(pair=(one, other)) if done:
            ends = {"subject": actor_key(one), "object": actor_key(other)}
            return _entity("UnknownLink", key, role=what_words(fact), recordId=fact.id, **ends, **_days(fact.when), **common)
    words = [word for word in (fact.kind, fact.certainty, fact.coder) if word]
    return _entity("Note", key, name=name, entity=involved, keywords=words, notes=f"Servanda fact {fact.id}", **common)


def description(kept: KeptFact) -> str:
    """The claim in words with everything that the model has no property for."""
    fact, evidence = kept.fact, kept.fact.spans[0]
    said = fact.asserted_by
    parts = (
        fact.certainty,
        f"{who_words(fact)}: {what_words(fact)}",
        f"when: {when_words(fact)}" if when_words(fact) else "when: not told",
        f"said by {said.name or said.words or said.actor or 'an unnamed source'}" if said else "in the document's own voice",
        f"judged: {kept.verdict}" if kept.verdict else "",
        f"coder {fact.coder} {fact.coder_version}, rule {fact.rule or 'none named'}, confidence {fact.confidence}",
        f"characters {evidence.start}-{evidence.end}",
        f"Servanda fact {fact.id}",
    )
    return harmless("; ".join(part for part in parts if part))


def _judgement(judgement: Judgement, number: int) -> Entity:
    """What a person said of a fact, as a note on it."""
    link = isinstance(judgement.snapshot.claim, Relation)
    told = f"{judgement.verdict} by {judgement.who} on {judgement.at.date().isoformat()}" + (f": {judgement.why}" if judgement.why else "")
    corrected = f"; corrected to fact {judgement.corrected.id}: {what_words(judgement.corrected)}" if judgement.corrected else ""
    return _entity(
        "Note",
        f"servanda-judgement-{_hashed(f'{judgement.fact} {judgement.who} {judgement.at.isoformat()} {number}')}",
        name=harmless(f"Judgement: {judgement.verdict}"),
        description=harmless(f"{told}{corrected}"),
        # A link is no thing that a note could be on; its fact is named in words.
        entity="" if link else fact_key(judgement.fact),
        createdAt=judgement.at.date().isoformat(),
        notes=f"Servanda fact {judgement.fact}",
    )


def _speakers(fact: Fact) -> tuple[Speaker, ...]:
    return fact.claim.speakers if isinstance(fact.claim, Statement) else ()


def _loses_direction(fact: Fact) -> bool:
    """Whether an event has those who act and others acted upon."""
    claim = fact.claim
    return isinstance(claim, Event) and not claim.reciprocal and _codes(claim.sources) != _codes(claim.targets)


def _codes(actors: tuple[Actor, ...]) -> set[str | None]:
    return {one.actor for one in actors}


def _days(when: When | None) -> dict[str, str]:
    """A date as exact as it is known; bounds of any other kind as the first and the last day."""
    if when is None:
        return {}
    moment: Moment | None = when.as_moment()
    if moment is not None and moment.precision != "interval":
        return {"date": moment.isoformat()}
    return {name: day.isoformat() for name, day in (("startDate", when.earliest), ("endDate", when.latest)) if day}


def document_key(document: str) -> str:
    """The entity's id of a document: the same in every export."""
    return f"servanda-document-{_hashed(document)}"


def actor_key(code: str) -> str:
    """The entity's id of an actor."""
    # An id of that model has no underscore.
    plain = code.isascii() and code.replace("_", "").isalnum()
    return f"servanda-actor-{code.lower().replace('_', '-') if plain else _hashed(code)}"


def person_key(speaker: Speaker) -> str:
    """The entity's id of a person: by name and by whom he speaks for."""
    return f"servanda-person-{_hashed(f'{speaker.actor} {speaker.name}')}"


def fact_key(fact: str) -> str:
    """The entity's id of a fact."""
    return f"servanda-fact-{fact}"


def _hashed(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:24]


@functools.cache
def countries() -> Mapping[str, str]:
    """FollowTheMoney's code of a country by our code of a state; states of the past for which it has none are not in it."""
    text = files("servanda.presenting.exports").joinpath("ftm_countries.csv").read_text(encoding="utf-8")
    return {row["actor"]: row["country"] for row in csv.DictReader(text.splitlines())}
