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


class Time(NamedTuple):
    """When a promise certainly binds, when it may, and the day up to which deeds count; each stretch is to the first day after it."""

    binding: tuple[tuple[dt.date, dt.date | None], ...]
    perhaps: tuple[tuple[dt.date, dt.date | None], ...]
    on: dt.date


class Evidence(NamedTuple):
    """The deeds that speak as each signal: those that certainly fall into the time of a promise, and those of which that is not known."""

    certain: dict[Signals, tuple[Fact, ...]]
    perhaps: dict[Signals, tuple[Fact, ...]]


class Deeds:
    """The facts that tell deeds, in the order of the record; a deed is named by its number in that order."""

    def __init__(self, record: PairRecord, facts: Sequence[Fact]) -> None:
        self._facts = facts
        self._column = np.empty(len(facts), dtype=object)
        self._column[:] = facts
        self._numbers = {fact.id: number for number, fact in enumerate(facts)}
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

    def evidence(self, speaking: Speaking, words: tuple[frozenset[str], frozenset[str]], time: Time, without: frozenset[str]) -> Evidence:
        """What speaks for or against a promise of some telling words and some time.

        Where the second `words`, to which the promise is narrowed, are not empty, one of them must be shared too. `without` are the ids of
        facts that tell the promise itself.
        """
        asked, narrowed = words
        near = self._sharing(asked)
        if narrowed:
            near &= self._sharing(narrowed)
        spoken = np.where(near, speaking.near, speaking.always)
        spoken[[self._numbers[one] for one in without if one in self._numbers]] = 0
        certainly, perhaps = self._falls(time)
        return Evidence(
            certain={name: self._chosen(certainly & ((spoken & bit) != 0)) for name, bit in _BITS.items()},
            perhaps={name: self._chosen(perhaps & ((spoken & bit) != 0)) for name, bit in _BITS.items()},
        )

    def _sharing(self, words: frozenset[str]) -> _Mask:
        """The deeds whose evidence has one of some telling words."""
        found = np.zeros(len(self._facts), dtype=np.bool_)
        for word in words:
            found[self._places.get(word, [])] = True
        return found

    def _falls(self, time: Time) -> tuple[_Mask, _Mask]:
        """The deeds that certainly lie in a time, and those that may.

        A deed without a date of its own lies before the day on which it is told.
        """
        now = time.on.toordinal()
        certainly, overlapping = (np.zeros(len(self._facts), dtype=np.bool_) for _ in range(2))
        for since, until in time.binding:
            begun, ended = since.toordinal(), until.toordinal() if until is not None else _NEVER
            certainly |= (self._first >= begun) & (self._last < ended)
            overlapping |= (self._last >= begun) & (self._first < ended)
        for since, until in time.perhaps:
            overlapping |= (self._last >= since.toordinal()) & (self._first < (until.toordinal() if until is not None else _NEVER))
        certainly &= self._dated & (self._last <= now)
        begins = min((since.toordinal() for since, _ in (*time.binding, *time.perhaps)), default=_NEVER)
        possible = np.where(self._dated, overlapping & (self._first <= now), self._told >= begins)
        return certainly, possible & ~certainly

    def _chosen(self, which: _Mask) -> tuple[Fact, ...]:
        return tuple(self._column[which].tolist())


def _days(days: Iterable[dt.date | None]) -> npt.NDArray[np.int64]:
    """Days as numbers; one that is not known lies after all others."""
    return np.array([_NEVER if day is None else day.toordinal() for day in days], dtype=np.int64)
