"""The treaties between the two of a pair, and those with others too, with their computed status, and which of them a text's words mean."""

from __future__ import annotations

import datetime as dt
import functools
import re

import msgspec

from servanda.analysis.pair_record import codes_of
from servanda.analysis.register import Register
from servanda.law import Instrument, StatusReport, status
from servanda.law.between import between
from servanda.law.stretches import Stretch, stretches

# Words that many titles share tell nothing about which instrument is meant.
_COMMON = frozenset(
    "treaty agreement pact convention accord protocol declaration between and the of on for with people republic federation their its".split()
)


class PairTreaty(msgspec.Struct, frozen=True, kw_only=True, dict=True):
    """An instrument between the two, its status on the day, when it entered into force and ended (None: not, or no day known by then).

    `life` are the stretches of its status; it binds the two only in some of them.
    """

    instrument: Instrument
    report: StatusReport
    in_force: dt.date | None
    ended: dt.date | None
    life: tuple[Stretch, ...] = ()

    @functools.cached_property
    def signed(self) -> dt.date | None:
        """The first day of signature, worked out once."""
        return self.instrument.signed()

    @functools.cached_property
    def called(self) -> tuple[str, ...]:
        """Its title and every other name."""
        return (self.instrument.title, *(name for name in (self.instrument.short_title, *self.instrument.names) if name))


class SharedTreaty(msgspec.Struct, frozen=True, kw_only=True):
    """An instrument that names both among others, its status on the day, whether it then binds the two to each other, and since when.

    `since` is the later of the days from which each of the two has been bound; `words` tells how each stands to it.
    """

    instrument: Instrument
    report: StatusReport
    binds_both: bool
    since: dt.date | None
    words: dict[str, str]


def treaties_between(register: Register, a: str, b: str, on: dt.date) -> tuple[PairTreaty, ...]:
    """The closed instruments whose parties are just these two.

    Those in force come first, among them those whose life has dates ahead or is contested, then treaties before other instruments, the
    latest first.
    """
    sides = {code: side for side in (a, b) for code in codes_of(side)}
    found = []
    for one in register.instruments.values():
        if one.open or {sides.get(party) for party in one.parties} != {a, b}:
            continue
        report = status(one, on, related=register.instruments)
        life = stretches(one, register.instruments)
        found.append(PairTreaty(instrument=one, report=report, in_force=_entered(report), ended=_ended(report), life=life))
    return tuple(sorted(found, key=_rank))


def treaties_shared(register: Register, a: str, b: str, on: dt.date) -> tuple[SharedTreaty, ...]:
    """The instruments whose parties or acts name both, and that are no treaties of just these two; those that bind both come first."""
    own = {one.instrument.id for one in treaties_between(register, a, b, on)}
    found = []
    for one in register.instruments.values():
        named = {*one.parties, *(act.party for act in one.acts if act.party)}
        if one.id in own or not all(named.intersection(codes_of(side)) for side in (a, b)):
            continue
        report = status(one, on, related=register.instruments)
        parts = {side: report.parties[side] for side in (a, b) if side in report.parties}
        both = len(parts) == len({a, b}) and between(one, a, b, on, register.instruments.values()).in_force
        days = [part.since for part in parts.values() if part.since is not None]
        found.append(
            SharedTreaty(
                instrument=one,
                report=report,
                binds_both=both,
                since=max(days) if both and len(days) == len(parts) else None,
                words={side: parts[side].status if side in parts else "unknown" for side in (a, b)},
            )
        )
    return tuple(sorted(found, key=lambda shared: (not shared.binds_both, shared.instrument.called)))


def _rank(own: PairTreaty) -> tuple[bool, bool, bool, int, str]:
    binding = ("in_force", "contested", "bound", "suspended", "withdrawal_pending", "nonrenewal_pending")
    moving = bool(own.report.next) or own.report.status == "contested"
    named = "treaty" in own.instrument.title.casefold()
    return not own.report.status.startswith(binding), not moving, not named, -_ordinal(own.instrument), own.instrument.id


def meant(treaties: tuple[PairTreaty, ...], words: str | None, told: dt.date | None) -> PairTreaty | None:
    """The treaty that the words of a text mean; None where they name none of these, or could mean several.

    A name, a date or a year of signature decides. "The treaty" alone means the only one called so that was signed by the day of the
    text and had not ended; "the pact" is a treaty too, "the agreement" is not.
    """
    if words is None:
        return None
    named = [one for one in treaties if _names(one.called, one.signed, words)]
    if len(named) == 1:
        return named[0]
    years = {int(year) for year in re.findall(r"\b(1[89]\d\d|20\d\d)\b", words)}
    if named or years or told is None:
        return None
    if _distinct(words):
        # "The friendship treaty" is the only one then alive whose names have all that it says.
        said = _words(words) - _COMMON
        alive = [one for one in treaties if _lives(one, told) and any(said <= _words(name) for name in one.called)]
        return alive[0] if len(alive) == 1 else None
    called = re.search(r"\b(treaty|pact|agreement|convention|accord)\b", words, re.IGNORECASE)
    if called is None:
        return None
    kind = {"pact": "treaty", "accord": "agreement"}.get(called[1].casefold(), called[1].casefold())
    known = [one for one in treaties if kind in one.instrument.title.casefold() and _lives(one, told)]
    return known[0] if len(known) == 1 else None


def _lives(treaty: PairTreaty, day: dt.date) -> bool:
    return treaty.signed is not None and treaty.signed <= day and (treaty.ended is None or treaty.ended > day)


# A record tells of few instruments in many places.
@functools.lru_cache(maxsize=1 << 14)
def _names(called: tuple[str, ...], signed: dt.date | None, words: str) -> bool:
    """Whether words have a name of an instrument, or the year of its signature."""
    plain = " ".join(words.casefold().split())
    if any(name.casefold() in plain for name in called):
        return True
    if signed is None or str(signed.year) not in words:
        return False
    years = set(re.findall(r"\b(1[89]\d\d|20\d\d)\b", words))
    return years == {str(signed.year)} and re.search(r"\b(?:treaty|pact|agreement)\b", words, re.IGNORECASE) is not None


def _words(name: str) -> frozenset[str]:
    """The words of a name, without case."""
    return frozenset(word.casefold() for word in re.findall(r"[^\W\d_]{3,}", name))


def _distinct(words: str) -> bool:
    """Whether words name something more than "the treaty"."""
    return not _words(words) <= _COMMON


def _entered(report: StatusReport) -> dt.date | None:
    days = [one.date for one in report.reasons if one.date and ("entered into force" in one.what or "enters into force" in one.what)]
    return min(days, default=None)


def _ended(report: StatusReport) -> dt.date | None:
    return report.since if report.status in ("expired", "terminated", "superseded", "withdrawn") else None


def _ordinal(instrument: Instrument) -> int:
    signed = instrument.signed()
    return signed.toordinal() if signed else 0
