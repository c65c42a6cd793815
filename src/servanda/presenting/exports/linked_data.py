"""Facts as JSON-LD with PROV-O: what each was derived from, who found it, who judged it. The context stands in the file.

Words are selected as in the Web Annotation model. The claim itself goes along whole, as a JSON literal.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from typing import Any, BinaryIO
from urllib.parse import quote

import msgspec

from servanda import __version__
from servanda.presenting.exports.source import Source, Written
from servanda.presenting.origins import source_name, web_address
from servanda.records import Fact, When, fact_to_json
from servanda.store import DocumentHead, Judgement, KeptFact
from servanda.store.rows import actors_of
from servanda.vocabulary.actors import load_actors

Node = dict[str, Any]

_PROV = "http://www.w3.org/ns/prov#"
_LINK = {"@type": "@id"}
_DATE = {"@type": "http://www.w3.org/2001/XMLSchema#date"}
CONTEXT: dict[str, Any] = {
    "@version": 1.1,
    "prov": _PROV,
    "oa": "http://www.w3.org/ns/oa#",
    "dcterms": "http://purl.org/dc/terms/",
    "schema": "http://schema.org/",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "servanda": "urn:servanda:term:",
    "id": "@id",
    "type": "@type",
    **{
        name: {"@id": f"prov:{name}", **_LINK}
        for name in (
            "wasDerivedFrom", "hadPrimarySource", "wasAttributedTo", "wasGeneratedBy", "wasInvalidatedBy", "wasRevisionOf",
            "wasAssociatedWith", "actedOnBehalfOf", "used",
        )
    },
    "value": "prov:value",
    "endedAtTime": {"@id": "prov:endedAtTime", "@type": "xsd:dateTime"},
    "title": "dcterms:title",
    "issued": "dcterms:issued",
    "language": "dcterms:language",
    "format": "dcterms:format",
    "page": {"@id": "schema:url", **_LINK},
    "name": "schema:name",
    "version": "schema:version",
    "selector": "oa:hasSelector",
    "exact": "oa:exact",
    "start": "oa:start",
    "end": "oa:end",
    **{
        name: f"servanda:{name}"
        for name in (
            "kind", "certainty", "whenWords", "held", "confidence", "rule", "verdict", "reason", "assertedBy", "fileName", "sourceId", "code",
            "keptOn",
        )
    },
    "earliest": {"@id": "servanda:earliest", **_DATE},
    "latest": {"@id": "servanda:latest", **_DATE},
    "actor": {"@id": "servanda:actor", **_LINK},
    "claim": {"@id": "servanda:claim", "@type": "@json"},
}  # fmt: skip


def write_jsonld(source: Source, out: BinaryIO) -> Written:
    """One graph: each document, actor, coder and person once, then the facts, then the judgements."""
    seen: set[str] = set()
    out.write(b'{"@context": ' + msgspec.json.encode(CONTEXT) + b',\n"@graph": [')
    facts = 0

    def put(node: Node) -> None:
        if node["id"] not in seen:
            out.write((b",\n" if seen else b"\n") + msgspec.json.encode(node))
            seen.add(node["id"])

    corrections = {one.corrected.id: one for one in source.judgements if one.corrected and one.verdict == "correct"}
    additions = {one.fact: one for one in source.judgements if one.verdict == "add"}
    for kept in source.facts():
        fact = kept.fact
        for node in (*_document(source.head(fact.document)), *_actors(fact), *_coding(fact)):
            put(node)
        put(_fact(kept, corrections.get(fact.id) if kept.verdict == "correct" else additions.get(fact.id)))
        facts += 1
    for judgement in source.judgements_given():
        for node in _judgement(judgement):
            put(node)
    out.write(b"\n]}\n")
    return Written(facts)


def _node(key: str, kinds: str | list[str], **fields: Any) -> Node:
    """A node; what is not known is left out."""
    return {"id": key, "type": kinds, **{name: value for name, value in fields.items() if value not in (None, [], "")}}


def _document(head: DocumentHead) -> Iterator[Node]:
    agents = [_node(_urn("agent", name), "prov:Agent", name=name) for name in (head.author, head.publisher) if name]
    yield from agents
    published = head.published
    moment = published.as_moment() if published else None
    yield _node(
        _urn("document", head.id),
        ["prov:Entity", "schema:CreativeWork"],
        title=head.title,
        issued=moment.isoformat() if moment else None,
        whenWords=published.words if published else None,
        language=head.language,
        format=head.media_type,
        page=web_address(head.uri),
        fileName=source_name(head.uri),
        keptOn=head.kept_on.isoformat() if head.kept_on else None,
        wasAttributedTo=[agent["id"] for agent in agents],
    )


def _actors(fact: Fact) -> Iterator[Node]:
    table = load_actors()
    for code in actors_of(fact):
        yield _node(_urn("actor", code), "prov:Agent", code=code, name=table.label(code) if table.knows(code) else None)


def _coding(fact: Fact) -> Iterator[Node]:
    """The coder of a version, and its reading of the document."""
    program, coder = _urn("software", f"servanda:{__version__}"), _coder(fact)
    yield _node(program, "prov:SoftwareAgent", name="Servanda", version=__version__)
    yield _node(coder, "prov:SoftwareAgent", name=fact.coder, version=fact.coder_version, actedOnBehalfOf=program)
    document = _urn("document", fact.document)
    yield _node(_reading(fact), "prov:Activity", wasAssociatedWith=coder, used=document)


def _fact(kept: KeptFact, made_by: Judgement | None) -> Node:
    """A fact as it stands: found by a coder, or made by a person's correction or addition."""
    fact = kept.fact
    node = fact_node(fact, _urn("fact", fact.id)) | ({"verdict": kept.verdict} if kept.verdict else {})
    if made_by is None:
        return node
    node |= {"wasGeneratedBy": _judging(made_by), "wasAttributedTo": _urn("person", made_by.who)}
    return node | ({"wasRevisionOf": _before(made_by)} if made_by.corrected else {})


def fact_node(fact: Fact, key: str) -> Node:
    """A fact with its words, and with the claim as the reference has it."""
    document = _urn("document", fact.document)
    said = fact.asserted_by
    return _node(
        key,
        ["prov:Entity", f"servanda:{fact.kind}"],
        kind=fact.kind,
        certainty=fact.certainty,
        value=fact.spans[0].words,
        assertedBy=(said.name or said.words or said.actor) if said else None,
        actor=[_urn("actor", code) for code in actors_of(fact)],
        **_times(fact.when),
        confidence=fact.confidence,
        rule=fact.rule,
        sourceId=fact.source_id,
        claim=fact_to_json(fact)[fact.kind],
        selector=[
            selector
            for span in fact.spans
            for selector in (
                {"type": "oa:TextPositionSelector", "start": span.start, "end": span.end},
                {"type": "oa:TextQuoteSelector", "exact": span.words},
            )
        ],
        wasDerivedFrom=document,
        hadPrimarySource=document,
        wasGeneratedBy=_reading(fact),
        wasAttributedTo=_coder(fact),
    )


def _judgement(judgement: Judgement) -> Iterator[Node]:
    """A person's judgement; of a correction also the fact as it stood before."""
    person = _urn("person", judgement.who)
    yield _node(person, ["prov:Agent", "prov:Person"], name=judgement.who)
    before = _before(judgement)
    yield _node(
        _judging(judgement),
        "prov:Activity",
        verdict=judgement.verdict,
        reason=judgement.why,
        endedAtTime=judgement.at.isoformat(),
        wasAssociatedWith=person,
        used=before if judgement.corrected else _urn("fact", judgement.fact),
    )
    if judgement.corrected:
        yield from _coding(judgement.snapshot)
        yield from _actors(judgement.snapshot)
        yield fact_node(judgement.snapshot, before) | {"wasInvalidatedBy": _judging(judgement)}


def _times(when: When | None) -> Node:
    if when is None:
        return {}
    days = {name: day.isoformat() for name, day in (("earliest", when.earliest), ("latest", when.latest)) if day}
    return {**days, "whenWords": when.words, "held": when.held}


def _judging(judgement: Judgement) -> str:
    named = f"{judgement.fact} {judgement.who} {judgement.at.isoformat()} {judgement.verdict}"
    return _urn("judgement", hashlib.sha256(named.encode()).hexdigest()[:24])


def _before(judgement: Judgement) -> str:
    """The fact as it stood before a correction, whose id may be the same."""
    return f"{_urn('fact', judgement.fact)}:before:{_judging(judgement).rsplit(':', 1)[-1]}"


def _reading(fact: Fact) -> str:
    return _urn("coding", f"{fact.document}:{fact.coder}:{fact.coder_version}")


def _coder(fact: Fact) -> str:
    return _urn("coder", f"{fact.coder}:{fact.coder_version}")


def _urn(kind: str, name: str) -> str:
    return f"urn:servanda:{kind}:{quote(name, safe=':')}"
