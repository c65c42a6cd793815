"""What the events of a document take up from those before: "these actions" are somebody's, "this assistance" goes to somebody."""

from __future__ import annotations

from collections.abc import Sequence

from servanda.coding.events.readings import Reading, lacking, named
from servanda.coding.parsing import Parse
from servanda.records import Actor
from servanda.vocabulary.event_patterns import CONFLICT

_POINTING = frozenset({"this", "these", "that", "those", "our", "such"})
_GIFTS = frozenset(
    "assistance aid support contribution funding package programme program grant loan donation money fund project equipment pledge guarantee".split()
)
# Help of which a thing given is the doer: "this funding will help".
_HELP = frozenset({"AID", "SUPPORT"})
_WE = frozenset({"we", "i", "our", "my"})


class Threads:
    """Who did the last acts of conflict and who gave what to whom; fed sentence by sentence, in order."""

    def __init__(self) -> None:
        self.culprits: tuple[Actor, ...] = ()
        self._giver: tuple[Actor, ...] = ()
        self._receiver: tuple[Actor, ...] = ()

    def take_up(self, parse: Parse, readings: Sequence[Reading]) -> None:
        """Give help that a sentence takes up its giver and receiver: "this assistance will support local councils"."""
        taken = any(_is_gift(parse, token) for token in range(len(parse)))
        for reading in readings:
            if reading.consumed or reading.base not in _HELP or named(reading.sources) or not taken or not self._giver:
                continue
            source = reading.match.source
            if source is None or _is_gift(parse, source) or (reading.match.form.noun and reading.base == "AID"):
                reading.sources = self._giver
                reading.targets = reading.targets if named(reading.targets) else self._receiver

    def remember(self, readings: Sequence[Reading]) -> None:
        """Keep what the next sentences may take up."""
        self.culprits = _culprits(readings) or self.culprits
        for reading in readings:
            if "AID" in (reading.base, reading.of) and named(reading.sources) and named(reading.targets) and lacking(reading) is None:
                self._giver, self._receiver = reading.sources, reading.targets


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
