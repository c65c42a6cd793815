"""The event coder: who did what to whom, in PLOVER's types, with certainty, time, place and the words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from servanda.coding.attribution import document_voice
from servanda.coding.coder import Declined
from servanda.coding.events import roles
from servanda.coding.events.barring import barred_at, left_out, without
from servanda.coding.events.composing import joined
from servanda.coding.events.demands import CUES, ROW, demands_in
from servanda.coding.events.readings import OPERATORS, Reading, is_reciprocal, lacking, read_nodes
from servanda.coding.events.scene import in_scene, scene_of
from servanda.coding.events.stops import stops_of
from servanda.coding.events.threads import Threads, says_we
from servanda.coding.events.voiced import Judged, Voices
from servanda.coding.forms import Matcher
from servanda.coding.forms.cues import cues_of
from servanda.coding.parsing import Parse
from servanda.coding.prepared import Prepared
from servanda.coding.sentence import Sentence
from servanda.coding.timing import when_of
from servanda.records import Actor, Event, Fact, Speaker, When
from servanda.vocabulary.event_patterns import PatternRow, load_event_patterns, only
from servanda.vocabulary.forms import FormIndex
from servanda.vocabulary.overlay import BarRow


class EventCoder:
    """Codes events; its vocabulary is `vocabulary/data/event_patterns`, or the patterns and the readings to leave out that it is given."""

    name = "events"
    version = "1"
    needs_actor = True

    def __init__(self, patterns: FormIndex[PatternRow] | None = None, bars: FormIndex[BarRow] | None = None) -> None:
        patterns = patterns or load_event_patterns()
        self._bars = Matcher(bars) if bars is not None and bars.rows else None
        self.cues = cues_of(patterns) | CUES
        self._matcher = Matcher(only(patterns, voiced=False))
        self._voices = Voices(Matcher(only(patterns, voiced=True)))
        self._demand = next(row for row in patterns.rows if row.id == ROW)
        self._idle = patterns.lists["idle"]

    def code(self, prepared: Prepared) -> Iterable[Fact | Declined]:
        """The events of one document, in the order of the text."""
        own = document_voice(prepared) or _issuer(prepared)
        threads = Threads()
        mine = own.actor if own is not None else None
        scene = scene_of(prepared, mine)
        for sentence in prepared.sentences:
            if self.name in sentence.cues and sentence.parse is not None:
                found = self._matcher.matches(sentence.parse)
                if self._bars is not None:
                    barred = barred_at(self._bars.matches(sentence.parse))
                    yield from (self._left_out(sentence.parse, token, rule, bar) for token, rule, bar in left_out(found, barred))
                    found = without(found, barred)
                pointed = in_scene(threads.pointing(sentence, sentence.parse, mine), sentence.parse, scene)
                readings = read_nodes(pointed, sentence.parse, joined(sentence.parse, found))
                threads.take_up(sentence.parse, readings)
                yield from self._sentence(prepared, sentence, sentence.parse, readings)
                for said in self._said(prepared, sentence, sentence.parse, readings, own, threads.culprits):
                    yield self._voiced(prepared, sentence, sentence.parse, said)
                threads.remember(sentence, readings)

    def _said(
        self,
        prepared: Prepared,
        sentence: Sentence,
        parse: Parse,
        readings: Sequence[Reading],
        own: Speaker | None,
        pointed: tuple[Actor, ...],
    ) -> Iterator[Judged]:
        """What a voice asks and judges without naming itself."""
        asked: set[str | None] = set()
        for demand in demands_in(prepared, sentence, parse, readings, self._idle, own):
            asked |= {one.actor for one in demand.targets}
            yield Judged(self._demand, demand.token, demand.source, demand.targets, demand.of)
        for judged in self._voices.judged_in(prepared, sentence, parse, readings, own, pointed):
            if judged.row.type != "REQUEST" or not asked & {one.actor for one in judged.targets}:
                yield judged

    def _sentence(self, prepared: Prepared, sentence: Sentence, parse: Parse, readings: Sequence[Reading]) -> Iterator[Fact | Declined]:
        for reading in readings:
            if reading.consumed:
                continue
            reason = lacking(reading) or _unreal(reading)
            if reason is not None and _unreal(reading) is None and says_we(parse, reading):
                start, end = parse.starts[reading.match.token], parse.ends[reading.match.token]
                if prepared.voice_at(start, end) is None:
                    # Whose "we" it is the document does not tell: the words stand for the doer.
                    reading.sources, reason = (Actor(None, None, parse.words[reading.match.source or 0]),), None
            if reason is None:
                yield from self._facts(prepared, sentence, parse, reading)
            else:
                token = reading.match.token
                yield Declined(parse.starts[token], parse.ends[token], self.name, reason, f"{reading.row.id} ({reading.row.place})")

    def _left_out(self, parse: Parse, token: int, rule: str, bar: BarRow) -> Declined:
        """That somebody's own list takes a reading away."""
        return Declined(
            parse.starts[token], parse.ends[token], self.name, f"a row of one's own says that it is not {rule}", f"{bar.id} ({bar.place})"
        )

    def _voiced(self, prepared: Prepared, sentence: Sentence, parse: Parse, said: Judged) -> Fact:
        """What a voice asks or judges, as a fact."""
        row = said.row
        start, end = parse.starts[said.token], parse.ends[said.token]
        claim = Event(
            sources=roles.of_organisations((said.source,)),
            targets=roles.of_organisations(said.targets),
            type=row.type,
            of=said.of if row.type in OPERATORS else None,
            mode=row.mode,
            contexts=row.contexts,
            cameo=row.cameo,
            reciprocal=False,
            location=None,
        )
        return prepared.fact(
            claim,
            [(sentence.start, sentence.end), (start, end)],
            certainty="actual",
            when=when_of(sentence, said.token),
            coder=(self.name, self.version),
            confidence=0.7,
            rule=f"{row.id} ({row.place})",
            asserted_by=prepared.voice_at(start, end),
        )

    def _facts(self, prepared: Prepared, sentence: Sentence, parse: Parse, reading: Reading) -> Iterator[Fact]:
        """The facts of a reading: one, or one for each stop of a journey."""
        stops = stops_of(sentence, parse, reading)
        for place, when in stops:
            reading.targets = (place,)
            yield self._fact(prepared, sentence, parse, reading, when)
        if not stops:
            yield self._fact(prepared, sentence, parse, reading, when_of(sentence, reading.match.token))

    def _fact(self, prepared: Prepared, sentence: Sentence, parse: Parse, reading: Reading, when: When | None) -> Fact:
        row = reading.row
        sources, targets = roles.of_organisations(reading.sources), roles.of_organisations(reading.targets)
        reciprocal = is_reciprocal(reading)
        if reciprocal:
            sources = targets = _everyone(sources, targets)
        token = reading.match.token
        start, end = parse.starts[token], parse.ends[token]
        claim = Event(
            sources=sources,
            targets=targets,
            type=reading.type,
            of=reading.of,
            mode=row.mode if reading.type == row.type else None,
            contexts=row.contexts,
            cameo=row.cameo if reading.type == row.type else None,
            reciprocal=reciprocal,
            location=roles.place_of(sentence, parse, reading.match),
        )
        return prepared.fact(
            claim,
            [(sentence.start, sentence.end), (start, end)],
            certainty=reading.certainty,
            when=when,
            coder=(self.name, self.version),
            confidence=0.8 if sources and targets else 0.6,
            rule=f"{row.id} ({row.place})",
            asserted_by=prepared.voice_at(start, end),
        )


def _issuer(prepared: Prepared) -> Speaker | None:
    """The government whose press office published a document: its judgements are that government's, though it never says "we"."""
    return Speaker(prepared.issuer, "GOV", None, prepared.document.publisher or prepared.issuer) if prepared.issuer else None


def _unreal(reading: Reading) -> str | None:
    """Why an act that is told is no event of its own, or None."""
    if reading.supposed:
        return "it is only the condition of something else"
    if reading.aim and reading.certainty == "possible":
        return "it is only wished, asked for or named as a purpose"
    return None


def _everyone(sources: tuple[Actor, ...], targets: tuple[Actor, ...]) -> tuple[Actor, ...]:
    """All actors of a reciprocal event, each once, those with a code only."""
    distinct: dict[str, Actor] = {}
    for actor in (*sources, *targets):
        if actor.actor:
            distinct.setdefault(actor.actor, actor)
    return tuple(distinct.values())
