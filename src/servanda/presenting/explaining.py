"""Says sentence by sentence what was coded, by which rule and from which words, and why the rest was not."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from servanda.coding.coder import Declined
from servanda.coding.engine import Coded
from servanda.coding.parsing import NORMAL
from servanda.presenting.fact_words import what_words, who_words
from servanda.records import Actor, Event, Fact, Statement


def explained(coded: Coded) -> str:
    """An explanation of one coded document in plain words, one paragraph a sentence."""
    text = coded.document.text
    lines = [coded.document.title or coded.document.uri]
    for number, ((start, end), (has_actor, cues)) in enumerate(zip(coded.sentences, coded.seen, strict=True), 1):
        lines += ["", f"[{number}] {' '.join(text[start:end].translate(NORMAL).split())}"]
        facts = [fact for fact in coded.facts if start <= fact.spans[0].start < end]
        declined = [one for one in coded.declined if start <= one.start < end]
        for fact in facts:
            lines += [f"    {line}" for line in _fact(fact)]
        lines += [f"    not coded: {_declined(coded, one)}" for one in declined]
        if not facts and not declined:
            lines.append(f"    nothing coded: {_silence(cues, has_actor=has_actor)}")
    return "\n".join(lines)


def _fact(fact: Fact) -> Iterator[str]:
    """One fact: what it says, by which rule, from which words."""
    claim = fact.claim
    if isinstance(claim, Event):
        about = f" of {claim.of}" if claim.of else ""
        direction = "with" if claim.reciprocal else "towards"
        yield f"event {claim.type}{about}: {_codes(claim.sources)} {direction} {_codes(claim.targets)}, {fact.certainty}{_when(fact)}"
        yield f"  who: {_words(claim.sources)}; to whom: {_words(claim.targets)}{f'; where: {claim.location!r}' if claim.location else ''}"
    else:
        yield f"{fact.kind.replace('_', ' ')}: {who_words(fact) or 'nobody named'}: {what_words(fact)}, {fact.certainty}{_when(fact)}"
        if isinstance(claim, Statement):
            yield f"  who: {', '.join(repr(s.words) for s in claim.speakers if s.words)}; cue: {claim.cue!r}"
    if len(fact.spans) > 1:
        yield f"  told by {' … '.join(repr(span.words) for span in fact.spans[1:])}"
    if fact.asserted_by is not None:
        said_by = fact.asserted_by
        yield f"  as told by {said_by.name or said_by.words or said_by.actor}"
    yield f"  rule: {fact.rule or 'none is named'}"


def _when(fact: Fact) -> str:
    return f", {fact.when.words!r} = {fact.when.earliest} to {fact.when.latest}" if fact.when else ""


def _codes(actors: Iterable[Actor]) -> str:
    return ", ".join(f"{a.actor or '?'}{f' ({a.sector})' if a.sector else ''}" for a in actors) or "nobody named"


def _words(actors: Iterable[Actor]) -> str:
    return ", ".join(repr(a.words) for a in actors if a.words) or "not named"


def _declined(coded: Coded, one: Declined) -> str:
    """A place that a coder looked at and left."""
    rule = f" (rule {one.rule})" if one.rule else ""
    return f"{coded.document.text[one.start : one.end]!r} for {one.coder}{rule}: {one.reason}"


def _silence(cues: frozenset[str], *, has_actor: bool) -> str:
    """Why a sentence gave nothing at all."""
    if not has_actor:
        return "it names no actor that the tables know"
    if not cues:
        return "no word of the vocabularies stands in it"
    return f"words of {', '.join(sorted(cues))} stand in it, but in no form that the vocabularies list"
