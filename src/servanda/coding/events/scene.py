"""Where an official text sets what it tells: "the security forces" and "the protesters" in a statement on Chad are Chad's."""

from __future__ import annotations

import copy
from collections import Counter

import msgspec

from servanda.coding.parsing import Parse
from servanda.coding.prepared import Prepared
from servanda.coding.sentence import Sentence

_OF_STATES = frozenset({"state", "adjective", "agent", "office", "person"})
# People and forces of the place that is told of; troops and soldiers alone may be anybody's.
_LOCAL = frozenset(
    "protester protesters demonstrator demonstrators civilians civilian villagers residents opposition police authorities regime army militants rebels insurgents".split()
)
_FORCES = frozenset({"security", "government", "regime", "rebel", "opposition", "armed", "police"})
_ELSEWHERE = frozenset({"foreign", "coalition", "allied", "international", "peacekeeping", "multinational", "our", "my", "other"})
_OFTEN = 2


def scene_of(prepared: Prepared, own: str | None) -> str | None:
    """The state on which the government or body `own` makes a statement: named twice as often as any other; None where no one stands out."""
    if own is None:
        return None
    named = Counter(
        mention.actors[0]
        for sentence in prepared.sentences
        for mention in sentence.mentions
        if mention.form in _OF_STATES and len(mention.actors) == 1 and mention.actors[0] != own and mention.sector != "IGO"
    )
    first, second = [*named.most_common(2), ("", 0), ("", 0)][:2]
    return first[0] if first[1] >= max(_OFTEN, _OFTEN * second[1]) else None


def in_scene(sentence: Sentence, parse: Parse, scene: str | None) -> Sentence:
    """The sentence with forces and people whom no word gives to anybody as those of the scene."""
    if scene is None or any(mention.form == "state" and scene not in mention.actors for mention in sentence.mentions):
        return sentence  # another state is named: they may be that one's
    found = [
        msgspec.structs.replace(mention, actors=(scene,))
        if mention.form == "agent" and not mention.actors and _is_local(parse, mention.start, mention.end)
        else mention
        for mention in sentence.mentions
    ]
    if found == sentence.mentions:
        return sentence
    placed = copy.copy(sentence)
    placed.mentions = found
    return placed


def _is_local(parse: Parse, start: int, end: int) -> bool:
    """Whether words name people or forces of the place that is told of."""
    head = parse.head_of(start, end)
    if head is None:
        return False
    before = {parse.lowers[child] for child in parse.of(head, "amod", "compound", "poss", "nmod", "nummod")}
    if before & _ELSEWHERE:
        return False
    return parse.lowers[head] in _LOCAL or (parse.lowers[head] == "forces" and bool(before & _FORCES)) or parse.lowers[head] in _FORCES
