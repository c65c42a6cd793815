"""What the events of a document take up from those before: "these actions" are somebody's, "this assistance" goes to somebody."""

from __future__ import annotations

import copy
import itertools
from collections.abc import Sequence

from servanda.coding.events.readings import Reading, lacking, named
from servanda.coding.mentions import Mention
from servanda.coding.parsing import Parse
from servanda.coding.sentence import Sentence
from servanda.records import Actor
from servanda.vocabulary.event_patterns import CONFLICT

_POINTING = frozenset({"this", "these", "that", "those", "our", "such"})
_GIFTS = frozenset(
    "assistance aid support contribution funding package programme program grant loan donation money fund project equipment pledge guarantee".split()
)
# Help of which a thing given is the doer: "this funding will help".
_HELP = frozenset({"AID", "SUPPORT"})
# What an act is called when it is taken up: "this decision" is whoever's who acted last, "these attacks" whoever's who did harm.
_DEEDS = frozenset(
    "decision pledge step move announcement statement proposal offer initiative gesture promise act action commitment refusal contribution".split()
)
_HARM = frozenset(
    "attack crime violence brutality aggression provocation act action launch test bombardment atrocity murder assault raid incursion violation outrage".split()
)
_BACK = frozenset({"this", "that", "these", "those"})
# How many sentences later an act is still taken up by a word that points to it.
_REACH = 2
_WE = frozenset({"we", "i", "our", "my"})


class Threads:
    """Who did the last acts of conflict and who gave what to whom; fed sentence by sentence, in order."""

    def __init__(self) -> None:
        self.culprits: tuple[Actor, ...] = ()
        self._giver: tuple[Actor, ...] = ()
        self._receiver: tuple[Actor, ...] = ()
        self._doers: tuple[int, tuple[Actor, ...]] = (0, ())
        self._harmed: int = 0

    def pointing(self, sentence: Sentence, parse: Parse, own: str | None) -> Sentence:
        """The sentence with a mention for each phrase that points back to an act of others: "this decision", "those attacks"."""
        found: list[Mention] = []
        for token in range(len(parse)):
            noun = parse.lemmas[token]
            if (noun not in _DEEDS and noun not in _HARM) or not any(parse.lowers[child] in _BACK for child in parse.of(token, "det")):
                continue
            start, end = parse.starts[token], parse.ends[token]
            harmful = noun in _HARM and sentence.index - self._harmed <= _REACH and self.culprits
            doers = self.culprits if harmful else self._doers[1] if noun in _DEEDS and sentence.index - self._doers[0] <= _REACH else ()
            codes = tuple(dict.fromkeys(actor.actor for actor in doers if actor.actor))
            told = any(parse.lowers[child] in ("of", "by", "against") for child in parse.of(token, "prep"))
            if codes and own not in codes and not told and sentence.mention_at(start, end) is None:
                found.append(Mention(start, end, sentence.plain[start - sentence.start : end - sentence.start], codes, None, "pronoun"))
        if not found:
            return sentence
        taken_up = copy.copy(sentence)
        taken_up.mentions = sorted([*sentence.mentions, *found], key=lambda mention: mention.start)
        return taken_up

    def take_up(self, parse: Parse, readings: Sequence[Reading]) -> None:
        """Give help that a sentence takes up its giver and receiver: "this assistance will support local councils"."""
        _share_receivers(readings)
        taken = any(_is_gift(parse, token) for token in range(len(parse)))
        for reading in readings:
            if reading.consumed or reading.base not in _HELP or named(reading.sources) or not taken or not self._giver:
                continue
            source = reading.match.source
            if source is None or _is_gift(parse, source) or (reading.match.form.noun and reading.base == "AID"):
                reading.sources = self._giver
                reading.targets = reading.targets if named(reading.targets) else self._receiver

    def remember(self, sentence: Sentence, readings: Sequence[Reading]) -> None:
        """Keep what the next sentences may take up."""
        culprits = _culprits(readings)
        if culprits:
            self.culprits, self._harmed = culprits, sentence.index
        for reading in readings:
            if not reading.consumed and named(reading.sources) and lacking(reading) is None and not reading.aim:
                self._doers = sentence.index, reading.sources
            if "AID" in (reading.base, reading.of) and named(reading.sources) and named(reading.targets) and lacking(reading) is None:
                self._giver, self._receiver = reading.sources, reading.targets


def _share_receivers(readings: Sequence[Reading]) -> None:
    """Give a gift that is told without a receiver that of the gift told just before: "will train its army and deliver two lorries"."""
    for before, reading in itertools.pairwise(reading for reading in readings if not reading.consumed):
        gifts = all("AID" in (one.base, one.of) for one in (before, reading))
        if gifts and named(before.targets) and not reading.targets and before.sources == reading.sources:
            reading.targets = before.targets


def says_we(parse: Parse, reading: Reading) -> bool:
    """Whether the doer is "we" or "I", of whom nobody knows whose they are, and the other side is named."""
    source = reading.match.source
    return source is not None and parse.lowers[source] in _WE and not named(reading.sources) and named(reading.targets)


def _is_gift(parse: Parse, token: int) -> bool:
    """Whether a phrase is "this assistance" or "part of this assistance"."""
    if parse.lemmas[token] in _GIFTS:
        return any(parse.lowers[child] in _POINTING for child in parse.of(token, "det", "poss"))
    return parse.lemmas[token] == "part" and any(_is_gift(parse, inner) for p in parse.of(token, "prep") for inner in parse.of(p, "pobj"))


def _culprits(readings: Sequence[Reading]) -> tuple[Actor, ...]:
    """Who did the acts of conflict that a sentence tells: "these actions" in the next one are theirs."""
    for reading in reversed(readings):
        if reading.base in CONFLICT - {"REQUEST", "ACCUSE"} and named(reading.sources):
            return reading.sources
        if reading.base == "ACCUSE" and named(reading.targets):
            return reading.targets
    return ()
