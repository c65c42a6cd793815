"""The deeds that may speak for or against promises of one kind, held in columns: which of them count for a promise is one question.

A record can hold tens of thousands of deeds and hundreds of promises; looked at one by one for each promise they would take minutes.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from servanda.analysis.pair_record import PairRecord
from servanda.records import Fact
from servanda.vocabulary.ledger import SIGNALS, Signals

_BITS: dict[Signals, int] = {signals: 1 << number for number, signals in enumerate(SIGNALS)}
_NEVER = dt.date.max.toordinal() + 1
_Mask = npt.NDArray[np.bool_]


class Speaking(NamedTuple):
    """A deed that speaks for promises of some kind: as which signals in any case, and as which where it shares a telling word."""

    fact: Fact
    words: frozenset[str]
    always: frozenset[Signals]
    near: frozenset[Signals]


class Deeds:
    """Deeds that speak for promises of one kind, in the order of the record."""

    def __init__(self, record: PairRecord, speaking: Iterable[Speaking]) -> None:
        self._deeds = list(speaking)
        facts = [deed.fact for deed in self._deeds]
        self._always = np.array([_bits(deed.always) for deed in self._deeds], dtype=np.uint8)
        self._near = np.array([_bits(deed.near) for deed in self._deeds], dtype=np.uint8)
        self._denied = np.array([fact.certainty == "denied" for fact in facts], dtype=np.bool_)
        dated = [fact.when is not None and fact.when.earliest is not None and fact.when.latest is not None for fact in facts]
        self._dated = np.array(dated, dtype=np.bool_)
        self._first = _days(fact.when.earliest if fact.when else None for fact in facts)
        self._last = _days(fact.when.latest if fact.when else None for fact in facts)
        published = (record.documents[fact.document].published for fact in facts)
        self._told = _days(when.latest if when else None for when in published)
        places: dict[str, list[int]] = {}
        for number, deed in enumerate(self._deeds):
            for word in deed.words:
                places.setdefault(word, []).append(number)
        self._places = {word: np.array(own, dtype=np.intp) for word, own in places.items()}

    def evidence(
        self,
        asked: frozenset[str],
        narrowed: frozenset[str],
        period: tuple[dt.date | None, dt.date | None],
        on: dt.date,
        added: Sequence[tuple[Signals, Fact]],
    ) -> dict[str, tuple[Fact, ...]]:
        """What speaks for or against a promise of some telling words and time, up to a day; `added` is more that was told in that time.

        Where `narrowed` words are given, one of these must be shared beside one of those `asked`.
        """
        near = self._sharing(asked)
        if narrowed:
            near &= self._sharing(narrowed)
        spoken = np.where(near, self._near, self._always)
        certainly, perhaps = self._falls(*period, on)
        told = spoken.astype(np.bool_) & ~self._denied
        found = {name: self._facts(told & certainly & (spoken & bit).astype(np.bool_)) for name, bit in _BITS.items()}
        for signals, fact in added:
            found[signals] = (*found[signals], fact)
        return {
            **{str(name): facts for name, facts in found.items()},
            "denied": self._facts(self._denied & (spoken & _BITS["broken"]).astype(np.bool_)),
            "undated": self._facts(told & perhaps),
        }

    def _sharing(self, words: frozenset[str]) -> _Mask:
        """The deeds whose evidence has one of some telling words."""
        found = np.zeros(len(self._deeds), dtype=np.bool_)
        for word in words:
            places = self._places.get(word)
            if places is not None:
                found[places] = True
        return found

    def _falls(self, since: dt.date | None, until: dt.date | None, on: dt.date) -> tuple[_Mask, _Mask]:
        """The deeds that certainly lie in a time, and those that may: the rule of `_falls` in ledger.py, for all at once."""
        if since is None:
            return np.zeros(len(self._deeds), dtype=np.bool_), np.ones(len(self._deeds), dtype=np.bool_)
        begun, now = since.toordinal(), on.toordinal()
        ended = until.toordinal() if until is not None else _NEVER
        outside = self._dated & ((self._last < begun) | (self._first > now) | (self._first > ended))
        outside |= ~self._dated & (self._told < begun)
        certainly = self._dated & ~outside & (self._first >= begun) & (self._last <= now)
        return certainly, ~outside & ~certainly

    def _facts(self, chosen: _Mask) -> tuple[Fact, ...]:
        return tuple(self._deeds[number].fact for number in np.flatnonzero(chosen).tolist())


def _bits(signals: frozenset[Signals]) -> int:
    return sum(_BITS[one] for one in signals)


def _days(days: Iterable[dt.date | None]) -> npt.NDArray[np.int64]:
    """Days as numbers; one that is not known lies after all others."""
    return np.array([_NEVER if day is None else day.toordinal() for day in days], dtype=np.int64)
