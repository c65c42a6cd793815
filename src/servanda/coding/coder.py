"""What a coder is: a plain object that reads one prepared document and yields facts, or says why it yields none."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol

import msgspec

from servanda.coding.prepared import Prepared
from servanda.records import Fact


class Declined(msgspec.Struct, frozen=True):
    """A place that a coder looked at and did not code, with the reason in plain words."""

    start: int
    end: int
    coder: str
    reason: str
    rule: str | None


class Coder(Protocol):
    """Pure: no clock, no network, no state that outlives a document; word lists are handed in when it is made.

    `cues` are lower-case beginnings of words; a sentence without any of them is not parsed for this coder. A cue written
    `impos&sanction|tariff` needs the first beginning and one of the others in the sentence.
    """

    @property
    def name(self) -> str:
        """What facts call it, such as `events`."""
        ...

    @property
    def version(self) -> str:
        """Raised whenever its output can change."""
        ...

    @property
    def cues(self) -> frozenset[str]:
        """Lower-case beginnings of words that make a sentence worth parsing."""
        ...

    @property
    def needs_actor(self) -> bool:
        """Whether a sentence without a resolved actor is of no use to it."""
        ...

    def code(self, prepared: Prepared) -> Iterable[Fact | Declined]:
        """The facts of one document, in the order of the text."""
        ...
