"""The deeds of a record in columns: which of them count for or against a promise is then one question for all of them.

A record can hold tens of thousands of deeds and hundreds of promises; looked at one by one for each promise they would take minutes.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from servanda.analysis.pair_record import PairRecord
from servanda.analysis.telling_words import telling_words
from servanda.records import Fact
from servanda.vocabulary.ledger import SIGNALS, Signals

_BITS: dict[Signals, int] = {signals: 1 << number for number, signals in enumerate(SIGNALS)}
_NEVER = dt.date.max.toordinal() + 1
_Mask = npt.NDArray[np.bool_]
_Signs = npt.NDArray[np.uint8]


class Speaking(NamedTuple):
    """As which signals each deed speaks for promises of some kind in any case, and as which where it shares a telling word with one."""

    always: _Signs
    near: _Signs


class Deeds:
    """The facts that tell deeds, in the order of the record; a deed is named by its number in that order."""

    def __init__(self, record: PairRecord, facts: Sequence[Fact]) -> None:
        self._facts = facts
        self._column = np.empty(len(facts), dtype=object)
        self._column[:] = facts
        self._denied = np.array([fact.certainty == "denied" for fact in facts], dtype=np.bool_)
        dated = [fact.when is not None and fact.when.earliest is not None and fact.when.latest is not None for fact in facts]
        self._dated = np.array(dated, dtype=np.bool_)
        self._first = _days(fact.when.earliest if fact.when else None for fact in facts)
        self._last = _days(fact.when.latest if fact.when else None for fact in facts)
        published = (record.documents[fact.document].published for fact in facts)
        self._told = _days(when.latest if when else None for when in published)
        # The numbers of the deeds in whose evidence a telling word stands; of those only that have been asked for.
        self._places: dict[str, list[int]] = {}
        self._read = np.zeros(len(facts), dtype=np.bool_)

    def speaking(self, found: Mapping[Signals, tuple[Iterable[int], Iterable[int]]]) -> Speaking:
        """Columns from the numbers of the deeds that speak, by signals: those that do so in any case, and all."""
        always, near = (np.zeros(len(self._facts), dtype=np.uint8) for _ in range(2))
        for signals, (surely, alike) in found.items():
            for column, numbers in ((always, surely), (near, alike)):
                column[np.fromiter(numbers, dtype=np.intp)] |= _BITS[signals]
        for number in np.flatnonzero((near != 0) & ~self._read).tolist():
            self._read[number] = True
            for word in telling_words(self._facts[number].spans[0].words):
                self._places.setdefault(word, []).append(number)
        return Speaking(always, near)

    def evidence(
        self,
        speaking: Sequence[Speaking],
        words: tuple[frozenset[str], frozenset[str]],
        period: tuple[dt.date | None, dt.date | None],
        on: dt.date,
    ) -> dict[str, tuple[Fact, ...]]:
        """What speaks for or against a promise of some telling words and some time, up to a day.

        Where the second `words`, to which the promise is narrowed, are not empty, one of them must be shared too.
        """
        asked, narrowed = words
        near = self._sharing(asked)
        if narrowed:
            near &= self._sharing(narrowed)
        spoken = np.zeros(len(self._facts), dtype=np.uint8)
        for one in speaking:
            spoken |= np.where(near, one.near, one.always)
        certainly, perhaps = self._falls(*period, on)
        told = (spoken != 0) & ~self._denied
        return {
            **{str(name): self._chosen(told & certainly & ((spoken & bit) != 0)) for name, bit in _BITS.items()},
            "denied": self._chosen(self._denied & ((spoken & _BITS["broken"]) != 0)),
            "undated": self._chosen(told & perhaps),
        }

    def _sharing(self, words: frozenset[str]) -> _Mask:
        """The deeds whose evidence has one of some telling words."""
        found = np.zeros(len(self._facts), dtype=np.bool_)
        for word in words:
            found[self._places.get(word, [])] = True
        return found

    def _falls(self, since: dt.date | None, until: dt.date | None, on: dt.date) -> tuple[_Mask, _Mask]:
        """The deeds that certainly lie in a time, and those that may: the rule of `_falls` in ledger.py, for all at once."""
        if since is None:
            return np.zeros(len(self._facts), dtype=np.bool_), np.ones(len(self._facts), dtype=np.bool_)
        begun, now = since.toordinal(), on.toordinal()
        ended = until.toordinal() if until is not None else _NEVER
        outside = self._dated & ((self._last < begun) | (self._first > now) | (self._first > ended))
        outside |= ~self._dated & (self._told < begun)
        certainly = self._dated & ~outside & (self._first >= begun) & (self._last <= now)
        return certainly, ~outside & ~certainly

    def _chosen(self, which: _Mask) -> tuple[Fact, ...]:
        return tuple(self._column[which].tolist())


def _days(days: Iterable[dt.date | None]) -> npt.NDArray[np.int64]:
    """Days as numbers; one that is not known lies after all others."""
    return np.array([_NEVER if day is None else day.toordinal() for day in days], dtype=np.int64)
