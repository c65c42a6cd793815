"""The event coder: who did what to whom, in PLOVER's types, with certainty, time, place and the words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import msgspec

from servanda.coding.certainty import certainty_of
from servanda.coding.coder import Declined
from servanda.coding.events import roles
from servanda.coding.events.composing import Node, joined
from servanda.coding.forms.cues import cues_of
from servanda.coding.forms.matching import Match, Matcher
from servanda.coding.parsing import Parse
from servanda.coding.prepared import Prepared, Sentence
from servanda.coding.timing import when_of
from servanda.records import Actor, Certainty, Event, EventType, Fact
from servanda.vocabulary.event_patterns import CONFLICT, PatternRow, load_event_patterns

_OPERATORS = frozenset({"AGREE", "REQUEST", "REJECT", "THREATEN"})


class _Reading(msgspec.Struct):
    """An event on its way: what is known of a node once its form, sides and certainty are settled."""

    node: Node
    match: Match[PatternRow]
    sources: tuple[Actor, ...]
    targets: tuple[Actor, ...]
    type: EventType
    of: EventType | None
    certainty: Certainty
    consumed: bool = False


class EventCoder:
    """Codes events; its vocabulary is `vocabulary/data/event_patterns`."""

    name = "events"
    version = "1"
    needs_actor = True

    def __init__(self) -> None:
        patterns = load_event_patterns()
        self.cues = cues_of(patterns)
        self._matcher = Matcher(patterns)

    def code(self, prepared: Prepared) -> Iterable[Fact | Declined]:
        """The events of one document, in the order of the text."""
        for sentence in prepared.sentences:
            if self.name in sentence.cues and sentence.parse is not None:
                yield from self._sentence(prepared, sentence, sentence.parse)

    def _sentence(self, prepared: Prepared, sentence: Sentence, parse: Parse) -> Iterator[Fact | Declined]:
        nodes = joined(parse, self._matcher.matches(parse))
        readings: dict[int, _Reading] = {}
        for node in nodes:
            if node.above is None:
                _read(sentence, parse, node, readings)
        for node in nodes:
            reading = readings.get(id(node))
            if reading is None or reading.consumed:
                continue
            reason = _lacking(reading)
            if reason is not None:
                yield Declined(parse.starts[node.token], parse.ends[node.token], self.name, reason, reading.match.form.row.id)
                continue
            yield self._fact(prepared, sentence, parse, reading)

    def _fact(self, prepared: Prepared, sentence: Sentence, parse: Parse, reading: _Reading) -> Fact:
        row = reading.match.form.row
        sources, targets = reading.sources, reading.targets
        reciprocal = _is_reciprocal(reading)
        if reciprocal:
            everyone = {(a.actor, a.sector, a.words): a for a in (*sources, *targets)}
            distinct = {a.actor: a for a in reversed(everyone.values())}
            sources = targets = tuple(reversed(distinct.values()))
        certainty = reading.certainty
        claim = Event(
            sources=sources,
            targets=targets,
            type=reading.type,
            of=reading.of,
            mode=row.mode,
            contexts=row.contexts,
            cameo=row.cameo,
            reciprocal=reciprocal,
            location=roles.place_of(sentence, reading.match),
        )
        token = reading.match.token
        start, end = parse.starts[token], parse.ends[token]
        return prepared.fact(
            claim,
            [(sentence.start, sentence.end), (start, end)],
            certainty=certainty,
            when=when_of(sentence, token),
            coder=(self.name, self.version),
            confidence=0.8 if sources and targets else 0.6,
            rule=f"{row.id} ({row.place})",
            asserted_by=prepared.voice_at(start, end),
        )


def _read(sentence: Sentence, parse: Parse, node: Node, readings: dict[int, _Reading]) -> _Reading | None:
    """Settle a node and, first, what it is about."""
    inner = [r for below in node.further if (r := _read(sentence, parse, below, readings)) is not None]
    for match in node.choices:
        form = match.form
        if form.further and not inner and not form.row.alone:
            continue
        targets = roles.target_actors(sentence, match)
        if form.target is not None and form.target.necessary and not any(a.actor for a in targets):
            continue
        if form.source is not None and form.source.necessary and not any(a.actor for a in roles.source_actors(sentence, match)):
            continue
        reading = _settle(sentence, parse, node, match, targets, inner)
        readings[id(node)] = reading
        return reading
    return None


def _settle(
    sentence: Sentence, parse: Parse, node: Node, match: Match[PatternRow], targets: tuple[Actor, ...], inner: list[_Reading]
) -> _Reading:
    form, row = match.form, match.form.row
    sources = roles.source_actors(sentence, match)
    first = inner[0] if inner else None
    kind: EventType = row.type_with(first.type if first else None)
    of = row.of
    if first is not None:
        of = first.type if kind in _OPERATORS else None
        if not targets or form.target is None:
            targets = _other_side(kind, sources, first) or targets
        for one in inner:
            one.consumed = not (row.tells and one.certainty == "actual" and one.type not in ("REQUEST",))
    certainty = certainty_of(parse, match.token)
    if not row.reciprocal:
        mine = {a.actor for a in sources}
        others = tuple(a for a in targets if a.actor not in mine or a.words not in {s.words for s in sources})
        targets = others
    if row.at_home and not any(a.actor for a in targets) and sources:
        targets = tuple(msgspec.structs.replace(a, sector=None) for a in sources)
    reading = _Reading(node, match, sources, targets, kind, of, certainty)
    _put_ahead(reading)
    return reading


def _put_ahead(reading: _Reading) -> None:
    """An act told as coming is an undertaking or, where it is one of conflict, a threat; one that "will not" be done a refusal."""
    if reading.certainty in ("planned", "expected") and reading.type not in ("AGREE", "REQUEST", "REJECT", "THREATEN", "ACCUSE"):
        reading.of = reading.type
        reading.type = "THREATEN" if reading.type in CONFLICT else "AGREE"


def _other_side(kind: str, sources: tuple[Actor, ...], inner: _Reading) -> tuple[Actor, ...]:
    """Whom an undertaking, request, refusal or accusation is directed at, from the act that it is about."""
    mine = {a.actor for a in sources}
    order = (inner.sources, inner.targets) if kind in ("REQUEST", "ACCUSE", "SUPPORT") else (inner.targets, inner.sources)
    if kind == "ACCUSE":
        order = (inner.sources, ())
    for side in order:
        others = tuple(a for a in side if a.actor not in mine)
        if others:
            return others
    return ()


def _is_reciprocal(reading: _Reading) -> bool:
    row = reading.match.form.row
    if reading.type == reading.of:
        return False
    mine = {a.actor for a in reading.sources if a.actor}
    if row.reciprocal:
        return len(mine | {a.actor for a in reading.targets if a.actor}) > 1
    return len(mine) > 1 and mine == {a.actor for a in reading.targets if a.actor}


def _lacking(reading: _Reading) -> str | None:
    """Why an event is not coded, or None."""
    needs = reading.match.form.row.needs
    source = any(a.actor for a in reading.sources)
    target = any(a.actor for a in reading.targets)
    if needs == "both" and reading.match.form.row.reciprocal:
        everyone = {a.actor for a in (*reading.sources, *reading.targets) if a.actor}
        return None if len(everyone) > 1 else "the text names fewer than two actors for it"
    missing = {
        "one": None if source or target else "neither side is an actor that the text names",
        "both": None if source and target else "one of its sides is no actor that the text names",
        "source": None if source else "who does it is no actor that the text names",
        "target": None if target else "whom it concerns is no actor that the text names",
    }[needs]
    return missing
