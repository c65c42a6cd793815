"""Judgements in a voice: who calls an act unacceptable accuses whoever did it, though the words name no accuser."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import msgspec

from servanda.coding.certainty import Judgement, judge
from servanda.coding.events import doers, roles
from servanda.coding.events.composing import joined
from servanda.coding.events.readings import Reading, lacking
from servanda.coding.forms import Match, Matcher, arguments
from servanda.coding.parsing import Parse
from servanda.coding.prepared import Prepared
from servanda.coding.sentence import Sentence
from servanda.records import Actor, EventType, Speaker
from servanda.vocabulary.event_patterns import PatternRow

_POINTING = frozenset({"this", "these", "that", "those", "such"})
_CARRYING = frozenset({"dobj", "attr", "nsubjpass"})


class Judged(msgspec.Struct, frozen=True):
    """What a voice says of others by a row of the vocabulary; `token` is the word that says it."""

    row: PatternRow
    token: int
    source: Actor
    targets: tuple[Actor, ...]
    of: EventType | None


class Voices:
    """Finds judgements; holds the rows of the vocabulary that are told by whoever speaks."""

    def __init__(self, matcher: Matcher[PatternRow]) -> None:
        self._matcher = matcher

    def judged_in(
        self,
        prepared: Prepared,
        sentence: Sentence,
        parse: Parse,
        readings: Sequence[Reading],
        own: Speaker | None,
        pointed: tuple[Actor, ...],
    ) -> Iterator[Judged]:
        """The judgements of a sentence that no reading tells already.

        `own` is whom the document itself speaks for, `pointed` who did what "these actions" points back to.
        """
        told = {
            (reading.type, source.actor, target.actor)
            for reading in readings
            if not reading.consumed and lacking(reading) is None
            for source in reading.sources
            for target in (*reading.targets, Actor(None, None, None))
        }
        for node in joined(parse, self._matcher.matches(parse)):
            for match in node.choices:
                found = _judged(prepared, sentence, parse, match, readings, own, pointed)
                if found is None:
                    continue
                new = tuple(one for one in found.targets if (found.row.type, found.source.actor, one.actor) not in told)
                if found.targets and not new:
                    break
                told.update((found.row.type, found.source.actor, one.actor) for one in (*new, Actor(None, None, None)))
                yield msgspec.structs.replace(found, targets=new)
                break


def _judged(
    prepared: Prepared,
    sentence: Sentence,
    parse: Parse,
    match: Match[PatternRow],
    readings: Sequence[Reading],
    own: Speaker | None,
    pointed: tuple[Actor, ...],
) -> Judged | None:
    """What one match says of whom; None where nobody is known to say it, or of nobody else, or only as possible."""
    row, token = match.form.row, match.token
    speaker = prepared.voice_at(parse.starts[token], parse.ends[token])
    if speaker is None and parse.deps[token] != "ccomp":
        speaker = own
    if speaker is None or speaker.actor is None:
        return None
    found = Judgement("actual") if match.form.before and match.form.noun else judge(parse, token)  # "the brutal regime" is called so
    if found.certainty != ("denied" if row.denied else "actual") or found.supposed or found.refused:
        return None
    if match.form.source is not None and not _says_itself(sentence, parse, match, speaker):
        return None
    targets = tuple(one for one in _answerable(sentence, parse, match, pointed) if one.actor)
    if any(one.actor == speaker.actor for one in targets) or (not targets and row.needs != "source"):
        return None
    act = next((one.base for one in readings if one.match.token in match.contents), None)
    return Judged(row, token, Actor(speaker.actor, speaker.sector, speaker.words), targets, row.of or act)


def _says_itself(sentence: Sentence, parse: Parse, match: Match[PatternRow], speaker: Speaker) -> bool:
    """Whether the subject of the words is the one who says them: "we expect"."""
    return any(one.actor == speaker.actor for one in doers.source_actors(sentence, parse, match))


def _answerable(sentence: Sentence, parse: Parse, match: Match[PatternRow], pointed: tuple[Actor, ...]) -> tuple[Actor, ...]:
    """Whom a judgement falls on: whoever does what is judged, never the place where it happens."""
    row = match.form.row
    heads: list[int] = [*match.targets, *(word for word in match.used if parse.tags[word].startswith("N"))]
    if row.type == "REQUEST":
        acting = [doer for content in match.contents if (doer := arguments.doer_of(parse, content)) is not None]
        return _first(roles.named_in(sentence, parse, head) for head in match.targets or acting)
    if match.contents:
        heads = [doer for content in match.contents if (doer := arguments.doer_of(parse, content)) is not None]
    elif match.form.target is None:
        heads = [match.token]
        above = parse.heads[match.token]
        if parse.deps[match.token] in _CARRYING and (doer := arguments.doer_of(parse, above)) is not None:
            heads.append(doer)
    found = _first(doers.answerable(sentence, parse, head) for head in heads)
    return found or (pointed if any(_points_back(parse, head) for head in heads) else ())


def _points_back(parse: Parse, head: int) -> bool:
    """Whether a phrase is "this" or "these actions"."""
    return parse.lowers[head] in _POINTING or any(parse.lowers[child] in _POINTING for child in parse.of(head, "det"))


def _first(options: Iterable[tuple[Actor, ...]]) -> tuple[Actor, ...]:
    return next((one for one in options if any(actor.actor for actor in one)), ())
