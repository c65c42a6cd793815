"""Demands told by a modal alone: a government that says "Israel must withdraw" asks Israel for it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import msgspec

from servanda.coding.events.readings import Reading, lacking
from servanda.coding.forms import arguments
from servanda.coding.noun_phrases import actors_of, focus_of
from servanda.coding.parsing import Parse
from servanda.coding.prepared import Prepared
from servanda.coding.sentence import Sentence
from servanda.records import Actor, EventType, Speaker

# The row of the vocabulary under which these demands stand, and the word beginnings by which their sentences are found.
ROW = "voiced-demand"
CUES = frozenset({"must ", "should ", "ought ", "responsibilit&ha", "obligation&ha"})
_DUTIES = frozenset({"responsibility", "duty", "obligation"})
_DUTY = frozenset({"must", "should", "ought"})
_CLAUSES = frozenset({"ROOT", "conj", "ccomp", "parataxis"})
# A clause after one of these asks, supposes or explains; it demands nothing.
_OPEN = frozenset({"if", "unless", "whether", "when", "why", "how", "what", "because", "lest"})


class Demand(msgspec.Struct, frozen=True):
    """What a voice says that another must do: `token` is the verb of the duty, `of` the type of the act where it is known."""

    token: int
    source: Actor
    targets: tuple[Actor, ...]
    of: EventType | None


def demands_in(
    prepared: Prepared, sentence: Sentence, parse: Parse, readings: Sequence[Reading], idle: frozenset[str], own: Speaker | None
) -> Iterator[Demand]:
    """The demands of a sentence that no reading tells already.

    `idle` are verbs of what comes to be and is not done; `own` is whom the document itself speaks for.
    """
    asked = {
        (source.actor, target.actor)
        for reading in readings
        if reading.type == "REQUEST" and not reading.consumed and lacking(reading) is None
        for source in reading.sources
        for target in reading.targets
    }
    for token in range(len(parse)):
        subject = _who_must(parse, token, idle)
        if subject is None:
            continue
        speaker = prepared.voice_at(parse.starts[token], parse.ends[token])
        if speaker is None and (parse.deps[token] != "ccomp" or focus_of(parse, parse.heads[token]) is not None):
            speaker = own
        if speaker is None or speaker.actor is None:
            continue
        targets = _addressed(sentence, parse, subject)
        if any(actor.actor == speaker.actor for actor in targets):
            continue  # "our army must", "we and Peru should": a plan, not a demand
        targets = tuple(actor for actor in targets if actor.actor and (speaker.actor, actor.actor) not in asked)
        if targets:
            act = next((reading.base for reading in readings if reading.match.token == token), None)
            yield Demand(token, Actor(speaker.actor, speaker.sector, speaker.words), targets, act)


def _who_must(parse: Parse, verb: int, idle: frozenset[str]) -> int | None:
    """The subject of a clause of duty that is a statement about a doer; None for any other word."""
    if parse.lemmas[verb] == "have":
        return _has_duty(parse, verb)
    duty = next((child for child in parse.of(verb, "aux") if parse.lowers[child] in _DUTY), None)
    if (
        duty is None
        or not (parse.deps[verb] in _CLAUSES or _is_brought_out(parse, verb))
        or parse.lemmas[verb] in idle
        or parse.words[-1].startswith("?")
    ):
        return None
    subject = parse.first(verb, "nsubj")
    if subject is None or duty < subject or parse.first(verb, "auxpass") is not None:
        return None  # "should Iran attack" supposes; "must be stopped" asks somebody else
    if any(parse.lowers[child] in ("have", "be") for child in parse.of(verb, "aux")):
        return None  # "must have known", "should be growing" infer
    if any(parse.lowers[child] in _OPEN for child in parse.of(verb, "mark", "advmod", "dobj")):
        return None
    return subject


def _is_brought_out(parse: Parse, verb: int) -> bool:
    """Whether a clause tells what somebody must do whom a cleft brings out: "it is Chad that should leave"."""
    noun = parse.heads[verb]
    return parse.deps[verb] == "relcl" and focus_of(parse, parse.heads[noun]) == noun


def _has_duty(parse: Parse, verb: int) -> int | None:
    """Who "has a responsibility to" act; None where the verb says something else."""
    duty = parse.first(verb, "dobj")
    if duty is None or parse.lemmas[duty] not in _DUTIES or parse.tags[verb] not in ("VBZ", "VBP") or parse.deps[verb] not in _CLAUSES:
        return None
    to_act = arguments.complement_of(parse, duty) is not None or arguments.complement_of(parse, verb) is not None
    negated = any(parse.lowers[child] == "no" for child in parse.of(duty, "det"))
    return parse.first(verb, "nsubj") if to_act and not negated else None


def _addressed(sentence: Sentence, parse: Parse, subject: int) -> tuple[Actor, ...]:
    """The actors that a subject is said to include, or those of the subject itself: "all states, including Peru, must"."""
    for word, _, inner in arguments.phrases_of(parse, subject):
        if word == "including":
            found = actors_of(sentence, inner)
            if any(actor.actor for actor in found):
                return found
    return actors_of(sentence, subject)
