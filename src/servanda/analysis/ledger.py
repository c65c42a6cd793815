"""Promises beside deeds: for each promise in force, what the record holds for and against it, and a cautious verdict.

The verdict follows rules, not judgement. Silence never earns `kept so far`; a breach is always somebody's claim; a promise made for a
case that never came is `not triggered`; where one source tells of a breach and another denies it, the promise is `disputed`.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from typing import Literal, NamedTuple

import msgspec

from servanda.analysis.deeds_weighed import Deeds, Speaking
from servanda.analysis.figures_checked import Series, series_of
from servanda.analysis.pair_record import PairRecord, event_sides, happenings
from servanda.analysis.pair_treaties import PairTreaty, meant
from servanda.analysis.telling_words import telling_words
from servanda.records import Event, Fact, Provision, TreatyAct
from servanda.vocabulary.ledger import SIGNALS, Deed, LedgerRow, Signals, load_ledger
from servanda.vocabulary.provision_types import made_for_a_case

Verdict = Literal["kept", "kept so far", "broken", "not triggered", "no evidence", "disputed", "not in force"]
# What an act in the life of a treaty is as a deed; an act that is not here says nothing about other promises.
_TREATY_DEEDS = {
    "signature": "AGREE",
    "ratification": "AGREE",
    "exchange_of_instruments": "AGREE",
    "extension": "AGREE",
    "suspension": "SANCTION",
}
# Whose exchange a promise is about, where it is not that of the parties themselves: their names say nothing as telling words.
_BETWEEN = re.compile(r"\bbetween\s+([^,.;]{3,60})")
# Forces that oblige; a permission or a declaration promises nothing that could be broken.
OBLIGING = frozenset({"must", "must_not", "intends"})


class Promise(msgspec.Struct, frozen=True, kw_only=True):
    """One undertaking: the facts of the sentences that give it in these words, the treaty it belongs to, and from when until when it binds."""

    facts: tuple[Fact, ...]
    treaty: PairTreaty | None
    since: dt.date | None
    until: dt.date | None

    @property
    def provision(self) -> Provision:
        """The claim of the first fact."""
        claim = self.facts[0].claim
        if not isinstance(claim, Provision):
            msg = f"a {self.facts[0].kind} is no provision"
            raise TypeError(msg)
        return claim

    @property
    def types(self) -> tuple[str, ...]:
        """Every type of the sentence, the surest first."""
        return tuple(dict.fromkeys(fact.claim.type for fact in self.facts if isinstance(fact.claim, Provision)))


class Entry(msgspec.Struct, frozen=True, kw_only=True):
    """A promise with what the record holds on it.

    `kept`, `broken` and `triggered` are deeds told as done that certainly fall into the time of the promise; `denied` are breaches that a
    source denies; `undated` are deeds for or against whose time is not known, which count for nothing.
    """

    promise: Promise
    verdict: Verdict
    kept: tuple[Fact, ...]
    broken: tuple[Fact, ...]
    denied: tuple[Fact, ...]
    triggered: tuple[Fact, ...]
    undated: tuple[Fact, ...]


def promises(record: PairRecord, treaties: tuple[PairTreaty, ...]) -> tuple[Promise, ...]:
    """Every undertaking between the two, in the order of the record; treaty texts with articles first.

    The same words in several documents (a treaty's text printed twice) are one promise, with every place where it stands.
    """
    by_sentence: dict[tuple[str, int, int], list[Fact]] = {}
    for fact in record.of_kind("provision"):
        claim = fact.claim
        if isinstance(claim, Provision) and record.touched(claim.bearers) and fact.certainty != "denied":
            if not record.names_both((*claim.bearers, *claim.toward)):
                continue
            by_sentence.setdefault((fact.document, fact.spans[0].start, fact.spans[0].end), []).append(fact)
    alike: dict[tuple[object, ...], list[Promise]] = {}
    for facts in by_sentence.values():
        one = _promise(record, facts, treaties)
        claim = one.provision
        words = " ".join(one.facts[0].spans[0].words.split()).casefold()
        title = one.treaty.instrument.id if one.treaty else None
        alike.setdefault((words, title, claim.article, claim.force, claim.bearers, claim.toward), []).append(one)
    return tuple(sorted(map(_joined, alike.values()), key=lambda one: one.provision.article is None))


def _joined(tellings: Sequence[Promise]) -> Promise:
    """One promise from tellings in the same words; outside a treaty it binds from the day on which it is first told."""
    first = tellings[0]
    facts = tuple(fact for one in tellings for fact in one.facts)
    told = [one.since for one in tellings if one.since]
    return Promise(facts=facts, treaty=first.treaty, since=min(told, default=None), until=first.until)


def _promise(record: PairRecord, facts: list[Fact], treaties: tuple[PairTreaty, ...]) -> Promise:
    """When a promise of a treaty binds follows from the law; one told without a treaty binds from the day it is told."""
    published = record.documents[facts[0].document].published
    told = published.latest if published else None
    claim = facts[0].claim
    title = record.documents[facts[0].document].title
    instrument = claim.instrument if isinstance(claim, Provision) else None
    treaty = meant(treaties, instrument, told) or (meant(treaties, title, told) if instrument and claim_article(claim) else None)
    ordered = tuple(sorted(facts, key=lambda one: -one.confidence))
    if treaty is not None:
        return Promise(facts=ordered, treaty=treaty, since=treaty.in_force, until=treaty.ended)
    return Promise(facts=ordered, treaty=None, since=told, until=None)


def claim_article(claim: object) -> str | None:
    """The article of a provision; None for anything else."""
    return claim.article if isinstance(claim, Provision) else None


def ledger(record: PairRecord, treaties: tuple[PairTreaty, ...], on: dt.date) -> tuple[Entry, ...]:
    """Every promise that obliges, with evidence up to a day and the verdict on it."""
    speaking = _SpeakingDeeds(record)
    series = series_of(record)
    entries = []
    for promise in promises(record, treaties):
        provision = promise.provision
        rows = [row for kind in promise.types if (row := load_ledger().get(kind)) is not None and provision.force in row.forces]
        if rows and provision.force in OBLIGING:
            measured = tuple(_measured(record, promise, rows, series, on))
            entries.append(_entry(promise, rows, speaking, measured, on))
    return tuple(entries)


class _SpeakingDeeds:
    """The deeds that speak for or against promises: worked out once for each kind of promise and for who owes it to whom."""

    def __init__(self, record: PairRecord) -> None:
        told = ("actual", "denied")
        deeds = [_deed(record, fact) for fact in (*happenings(record), *record.of_kind("treaty_act")) if fact.certainty in told]
        self._record = record
        self._facts = [deed.fact for deed in deeds]
        self._deeds = Deeds(record, self._facts)
        # Who acts on whom in which way is asked once for all deeds alike in it; only then are words looked at.
        self._alike: dict[tuple[str, tuple[str, ...], tuple[str, ...]], list[int]] = {}
        for number, deed in enumerate(deeds):
            self._alike.setdefault((deed.kind, deed.sources, deed.targets), []).append(number)
        self._known: dict[tuple[object, ...], Speaking] = {}

    def evidence(self, promise: Promise, rows: Sequence[LedgerRow], on: dt.date) -> dict[str, tuple[Fact, ...]]:
        """What speaks for or against a promise; the words of a deed are those of its evidence."""
        words = promise.facts[0].spans[0].words
        # "Trade between border regions" is not kept by the trade of the two as a whole.
        narrowed = frozenset[str]().union(*(telling_words(found) for found in _BETWEEN.findall(words)))
        speaking = [self._speaking(row, promise.provision) for row in rows]
        return self._deeds.evidence(speaking, (telling_words(words), narrowed), (promise.since, promise.until), on)

    def _speaking(self, row: LedgerRow, provision: Provision) -> Speaking:
        bearers, toward = (tuple(sorted(set(_as_one(self._record, codes)))) for codes in (provision.bearers, provision.toward))
        key = (row.type, bearers, toward)
        if key not in self._known:
            found: dict[Signals, list[int]] = {signals: [] for signals in SIGNALS}
            for (kind, sources, targets), numbers in self._alike.items():
                deed = Deed(type=kind, sources=sources, targets=targets, bearers=bearers, toward=toward, words="")
                for signals in SIGNALS:
                    acting = row.acting(signals, deed)
                    if acting:
                        found[signals] += [n for n in numbers if any(one.worded(self._facts[n].spans[0].words) for one in acting)]
            self._known[key] = self._deeds.speaking({name: ([] if row.shared else own, own) for name, own in found.items()})
        return self._known[key]


def _measured(record: PairRecord, promise: Promise, rows: Sequence[LedgerRow], series: Sequence[Series], on: dt.date) -> Iterator[Fact]:
    """The first and the last year that the longest series of a measure has in the time of a promise, where the last is no less.

    What both have exchanged of everything shows a promise of trade in general kept; less of it than at first shows nothing.
    """
    provision = promise.provision
    if len(record.touched((*provision.bearers, *provision.toward))) < 2 or promise.since is None:
        return
    words = promise.facts[0].spans[0].words
    for measure in dict.fromkeys(measure for row in rows for measure in row.measures(words)):
        one = next((own for own in series if own.measure == measure and own.flow is None), None)
        years = [year for year, fact in sorted(one.points.items()) if _falls(record, fact, promise, on)] if one else []
        if one is None or len(years) < 2 or (one.value(years[-1]) or 0) < (one.value(years[0]) or 0):
            continue
        yield from (one.points[year] for year in (years[0], years[-1]))


def _entry(promise: Promise, rows: Sequence[LedgerRow], deeds: _SpeakingDeeds, measured: Sequence[Fact], on: dt.date) -> Entry:
    evidence = deeds.evidence(promise, rows, on)
    evidence["kept"] += tuple(measured)
    conditional = made_for_a_case(promise.provision.trigger) and any(row.triggered for row in rows)
    return Entry(promise=promise, verdict=verdict(promise, evidence, conditional=conditional, on=on), **evidence)


def verdict(promise: Promise, evidence: dict[str, tuple[Fact, ...]], *, conditional: bool, on: dt.date) -> Verdict:
    """The verdict by rule, in the order of the rules: a breach first, then the case that never came, then deeds that keep."""
    if promise.treaty is not None and (promise.since is None or promise.since > on):
        return "not in force"
    if evidence["broken"]:
        return "disputed" if evidence["denied"] else "broken"
    if conditional and not evidence["triggered"]:
        return "not triggered"
    kept = evidence["kept"]
    if conditional:
        kept = tuple(one for one in kept if any(_after(one, case) for case in evidence["triggered"]))
    if not kept:
        return "no evidence"
    return "kept" if promise.until is not None and promise.until <= on else "kept so far"


class _Deed(NamedTuple):
    """A fact as a deed: its kind, who acts and who is acted upon, with the codes of the pair in one form."""

    fact: Fact
    kind: str
    sources: tuple[str, ...]
    targets: tuple[str, ...]


def _deed(record: PairRecord, fact: Fact) -> _Deed:
    """An event, or an act in the life of a treaty: signing one is to agree. TypeError for facts of another kind."""
    claim = fact.claim
    if isinstance(claim, Event):
        kind, (acting, acted_upon) = str(claim.type), event_sides(claim)
    elif isinstance(claim, TreatyAct):
        kind, acting, acted_upon = _TREATY_DEEDS.get(claim.act, ""), claim.parties, ()
    else:
        msg = f"a {fact.kind} is no deed"
        raise TypeError(msg)
    return _Deed(fact, kind, _as_one(record, acting), _as_one(record, acted_upon))


def _as_one(record: PairRecord, codes: Sequence[str]) -> tuple[str, ...]:
    """Codes with those of states that one of the pair continues put as its own."""
    return tuple(record.side(code) or code for code in codes)


def _falls(record: PairRecord, fact: Fact, promise: Promise, on: dt.date) -> bool | None:
    """Whether a deed certainly lies in the time of a promise; None where its time or the promise's is not known.

    A deed without a date of its own lies before the day on which it is told.
    """
    when = fact.when
    if promise.since is None:
        return None
    if when is None or when.earliest is None or when.latest is None:
        published = record.documents[fact.document].published
        told = published.latest if published else None
        return False if told is not None and told < promise.since else None
    if when.latest < promise.since or when.earliest > on or (promise.until is not None and when.earliest > promise.until):
        return False
    return True if when.earliest >= promise.since and when.latest <= on else None


def _after(fact: Fact, case: Fact) -> bool:
    """Whether a deed follows a case within the half year in which a reaction can be told from routine."""
    if fact.when is None or case.when is None or fact.when.earliest is None or case.when.earliest is None:
        return False
    return dt.timedelta(0) <= fact.when.earliest - case.when.earliest <= dt.timedelta(days=183)
