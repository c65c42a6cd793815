"""Promises beside deeds: for each promise in force, what the record holds for and against it, and a cautious verdict.

The verdict follows rules, not judgement. Silence never earns `kept so far`; a breach is always somebody's claim; a promise made for a
case that never came is `not triggered`; where one source tells of a breach and another denies it, the promise is `disputed`. Of a promise
on several things each has the verdict that its own deeds earn it.
"""

from __future__ import annotations

import datetime as dt
import functools
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Literal, NamedTuple

import msgspec

from servanda.analysis.deeds_weighed import Deeds, Evidence, Speaking, Time
from servanda.analysis.denials import Denials
from servanda.analysis.figures_checked import Series, series_of
from servanda.analysis.one_deed import as_own, deed_numbers, kind_of_deed
from servanda.analysis.pair_record import PairRecord, event_sides, happenings, overlapping
from servanda.analysis.pair_treaties import PairTreaty, meant
from servanda.analysis.promises import Promise, promises
from servanda.analysis.telling_words import telling_words
from servanda.records import Event, Fact, Provision, TreatyAct
from servanda.vocabulary.ledger import SIGNALS, Deed, LedgerRow, Signals, load_ledger
from servanda.vocabulary.provision_types import made_for_a_case

Verdict = Literal["kept", "kept so far", "broken", "not triggered", "no evidence", "disputed"]
# Whose exchange a promise is about, where it is not that of the parties themselves: their names say nothing as telling words.
_BETWEEN = re.compile(r"\bbetween\s+([^,.;]{3,60})")
# By whom a state acts: what rebels, companies, crowds and bodies of several states do is no deed of its own.
_ORGANS = frozenset({None, "GOV", "MIL", "LEG", "JUD", "COP", "SPY"})
# How long after its case a deed can be told as a reaction from routine.
_REACTION = dt.timedelta(days=183)

# What is done by words: where such a deed is told in the sentence of a promise, it is the giving of the promise.
_WORDS_ALONE = frozenset({"AGREE", "SUPPORT"})
# A list of three things or more, and how many words each can have; longer parts are clauses.
_LIST = re.compile(r"\b(?:in|on|for|of)\s+((?:[^,;.]{2,60},\s+){2,}(?:and\s+)?[^,;.]{2,60})")
_LONGEST_THING = 4


class Entry(msgspec.Struct, frozen=True, kw_only=True):
    """A promise, or those of its things that have the same verdict, with what the record holds on it.

    `types` are the types of provision that the verdict is on. `kept`, `broken` and `triggered` are deeds told as done that certainly fall
    into the time of the promise; `denied` is what denies one of these breaches; `undated` are deeds for or against of which it is not known
    if they fall into that time, which count for nothing. `silent` are the things of a list in the promise of which no deed tells. `alone` is the one of the two whose deeds
    alone are on record for a promise that both owe: such deeds are listed as `kept` and do not earn the verdict.
    """

    promise: Promise
    types: tuple[str, ...]
    verdict: Verdict
    kept: tuple[Fact, ...]
    broken: tuple[Fact, ...]
    denied: tuple[Fact, ...]
    triggered: tuple[Fact, ...]
    undated: tuple[Fact, ...]
    silent: tuple[str, ...] = ()
    alone: str | None = None


def ledger(
    record: PairRecord, treaties: tuple[PairTreaty, ...], on: dt.date, promised: tuple[Promise, ...] | None = None
) -> tuple[Entry, ...]:
    """Every promise that obliges and has begun by a day, with evidence up to that day and the verdict on it.

    What a treaty lays down that has not bound the two by then is no promise yet. `promised` are the record's promises, where they are at hand.
    """
    given = promises(record, treaties) if promised is None else promised
    weighing = _Weighing(record, treaties, on, given)
    entries: list[Entry] = []
    for promise in given:
        if promise.obliges and any(since <= on for since, _ in (*promise.binding, *promise.perhaps)):
            entries += weighing.entries(promise)
    return tuple(entries)


def accusers(breach: Fact) -> tuple[str, ...]:
    """Of a breach that is told as an accusation, the codes of those who accuse; of any other nobody."""
    claim = breach.claim
    if not isinstance(claim, Event) or claim.type != "ACCUSE":
        return ()
    return tuple(dict.fromkeys(one.actor for one in claim.sources if one.actor))


class _Weighed(NamedTuple):
    """What the deeds on one thing that a promise is about come to."""

    type: str
    verdict: Verdict
    evidence: dict[str, tuple[Fact, ...]]
    alone: str | None = None


class _Weighing:
    """Holds the deeds of a record against its promises; what is alike for many promises is worked out once."""

    def __init__(self, record: PairRecord, treaties: tuple[PairTreaty, ...], on: dt.date, given: Sequence[Promise]) -> None:
        self._record, self._on = record, on
        self._series = series_of(record)
        self._denials = Denials(record)
        deeds = [_deed(record, fact) for fact in (*happenings(record), *record.of_kind("treaty_act")) if fact.certainty == "actual"]
        self._facts = [deed.fact for deed in deeds]
        self._deeds = Deeds(record, self._facts)
        # Who acts on whom in which way is asked once for all deeds alike in it; only then are words looked at.
        self._alike: dict[tuple[str, tuple[str, ...], tuple[str, ...], tuple[str, ...]], list[int]] = {}
        self._in_document: dict[str, list[Fact]] = {}
        for number, deed in enumerate(deeds):
            self._alike.setdefault((deed.kind, deed.sources, deed.organs, deed.targets), []).append(number)
            self._in_document.setdefault(deed.fact.document, []).append(deed.fact)
        self._promising = self._promising_again(given)
        self._of_treaty = self._tellings_of_treaties(treaties)
        self._known: dict[tuple[object, ...], Speaking] = {}

    def entries(self, promise: Promise) -> Iterator[Entry]:
        """The verdicts on a promise, each with the things that it is on, in the order of its types."""
        known = [
            (row, claim)
            for kind in promise.types
            if (row := load_ledger().get(kind)) and (claim := promise.claim(kind)).force in row.forces
        ]
        asked = [(row.asked_by(promise.words, claim.force), claim) for row, claim in known]
        rows = [row for row, _ in asked]
        weighed = [self._weighed(promise, row, claim) for row, claim in asked]
        for verdict, alone in dict.fromkeys((one.verdict, one.alone) for one in weighed):
            own = [one for one in weighed if (one.verdict, one.alone) == (verdict, alone)]
            found = {name: _once(fact for one in own for fact in one.evidence[name]) for name in own[0].evidence}
            types = tuple(one.type for one in own)
            kept = found["kept"] if verdict in ("kept", "kept so far") else ()
            silent = tuple(_silent(promise.words, kept, [row for row in rows if row.type in types])) if kept else ()
            yield Entry(promise=promise, types=types, verdict=verdict, silent=silent, alone=alone, **found)

    def _weighed(self, promise: Promise, row: LedgerRow, claim: Provision) -> _Weighed:
        """The verdict on one thing that a promise is about, in the order of the rules: breach, case that never came, deeds that keep."""
        found = self._evidence(promise, row, claim)
        kept, broken, cases = (found.certain[name] for name in SIGNALS)
        trigger = claim.trigger
        if trigger is not None and made_for_a_case(trigger):
            about = telling_words(trigger)
            if row.triggered:
                kept = tuple(one for one in kept if any(_follows(one, case) for case in cases))
                broken = tuple(one for one in broken if any(_follows(one, case) for case in cases) or _on(one, about))
            else:
                # Whether its case came is not seen by itself: only a deed that speaks of the case is one for it.
                kept = tuple(one for one in kept if _on(one, about))
        kept += tuple(_measured(self._record, promise, (row, claim), self._series, self._on))
        denied, every = self._denied(broken)
        undated = _once(fact for facts in found.perhaps.values() for fact in facts)
        evidence = {"kept": kept, "broken": broken, "triggered": cases, "denied": denied, "undated": undated}
        if broken:
            return _Weighed(row.type, "disputed" if every else "broken", evidence)
        if row.triggered and made_for_a_case(trigger) and not cases:
            return _Weighed(row.type, "no evidence" if found.perhaps["triggered"] else "not triggered", evidence)
        if not kept:
            return _Weighed(row.type, "no evidence", evidence)
        acted = {side for fact in kept for side in _doers(self._record, row, fact)}
        owing = self._record.touched(claim.bearers)
        if row.triggered and made_for_a_case(trigger):
            # Help is owed by the one that was not attacked.
            owing -= {side for case in cases if isinstance(case.claim, Event) for side in self._record.touched(event_sides(case.claim)[1])}
        if owing - acted:
            return _Weighed(row.type, "no evidence", evidence, next(iter(acted), None))
        return _Weighed(row.type, "kept" if promise.ended is not None and promise.ended <= self._on else "kept so far", evidence)

    def _denied(self, broken: Sequence[Fact]) -> tuple[tuple[Fact, ...], bool]:
        """What denies breaches, and whether every one of them is denied; one told several times is one breach."""
        told = [fact for fact in broken if self._denials.of_telling(fact)]
        if not told:
            return (), False
        denied = {self._deed_numbers[fact.id] for fact in told}
        return tuple(self._denials.of(told)), all(self._deed_numbers[fact.id] in denied for fact in broken)

    @functools.cached_property
    def _deed_numbers(self) -> dict[str, int]:
        """Which of all facts tell one deed."""
        return deed_numbers(self._record, self._facts)

    def _evidence(self, promise: Promise, row: LedgerRow, claim: Provision) -> Evidence:
        """What speaks for or against a promise; the words of a deed are those of its evidence."""
        # "Trade between border regions" is not kept by the trade of the two as a whole.
        narrowed = frozenset[str]().union(*(telling_words(found) for found in _BETWEEN.findall(promise.words)))
        time = Time(promise.binding, promise.perhaps, self._on)
        return self._deeds.evidence(self._speaking(row, claim), (telling_words(promise.words), narrowed), time, self._own(promise))

    def _own(self, promise: Promise) -> frozenset[str]:
        """The facts that tell the promise itself: to promise, or to tell of the promise again, is not to keep it."""
        near = (deed for fact in promise.facts for deed in self._in_document.get(fact.document, ()) if overlapping(deed, fact))
        treaty = self._of_treaty.get(promise.treaty.instrument.id, frozenset()) if promise.treaty else frozenset()
        return treaty.union(self._promising, (deed.id for deed in near if _agrees(deed)))

    def _promising_again(self, given: Iterable[Promise]) -> frozenset[str]:
        """The deeds of words whose own sentence is a promise: to promise is not to keep what was promised before."""
        told = {fact.id: fact for promise in given if promise.obliges for fact in promise.facts}.values()
        near = (deed for fact in told for deed in self._in_document.get(fact.document, ()) if overlapping(deed, fact))
        return frozenset(deed.id for deed in near if kind_of_deed(deed) in _WORDS_ALONE or isinstance(deed.claim, TreatyAct))

    def _tellings_of_treaties(self, treaties: tuple[PairTreaty, ...]) -> dict[str, frozenset[str]]:
        """The deeds that are the making of a treaty, or that tell of what it lays down, by its id."""
        found: dict[str, set[str]] = {}
        for fact in (*self._record.of_kind("treaty_act"), *self._record.of_kind("provision")):
            claim = fact.claim
            if not isinstance(claim, TreatyAct | Provision):
                continue
            published = self._record.documents[fact.document].published
            treaty = meant(treaties, claim.instrument, published.latest if published else None)
            if treaty is not None:
                near = (deed.id for deed in self._in_document.get(fact.document, ()) if overlapping(deed, fact) and _agrees(deed))
                found.setdefault(treaty.instrument.id, set()).update(near)
        return {name: frozenset(ids) for name, ids in found.items()}

    def _speaking(self, row: LedgerRow, provision: Provision) -> Speaking:
        """Which deeds speak for promises of a type that some owe to others."""
        bearers, toward = (tuple(sorted(set(as_own(self._record, codes)))) for codes in (provision.bearers, provision.toward))
        key = (row.type, row.kept, row.broken, row.triggered, bearers, toward)
        if key not in self._known:
            found: dict[Signals, list[int]] = {signals: [] for signals in SIGNALS}
            for (kind, sources, organs, targets), numbers in self._alike.items():
                for signals in SIGNALS:
                    # Companies and schools fill a promise of a wide field with life; a breach is a deed of the state, whoever sets off its case.
                    acting = sources if signals == "triggered" or (signals == "kept" and row.shared) else organs
                    deed = Deed(type=kind, sources=acting, targets=targets, bearers=bearers, toward=toward, words="")
                    meant_so = row.acting(signals, deed)
                    if meant_so:
                        found[signals] += [n for n in numbers if any(one.worded(self._facts[n].spans[0].words) for one in meant_so)]
            self._known[key] = self._deeds.speaking({name: ([] if row.shared else own, own) for name, own in found.items()})
        return self._known[key]


def _once(facts: Iterable[Fact]) -> tuple[Fact, ...]:
    """Facts each once, in the order given; they are known by their ids, for to compare them whole takes long."""
    return tuple({fact.id: fact for fact in facts}.values())


def _measured(
    record: PairRecord, promise: Promise, asked: tuple[LedgerRow, Provision], series: Sequence[Series], on: dt.date
) -> Iterator[Fact]:
    """The first and the last year that the longest series of a measure has in the time of a promise, where the last is no less.

    What both have exchanged of everything shows a promise of trade in general kept; less of it than at first shows nothing.
    """
    row, provision = asked
    if len(record.touched((*provision.bearers, *provision.toward))) < 2:
        return
    for measure in row.measures(promise.words):
        one = next((own for own in series if own.measure == measure and own.flow is None), None)
        years = [year for year, fact in sorted(one.points.items()) if _certainly_in(fact, promise, on)] if one else []
        if one is None or len(years) < 2 or (one.value(years[-1]) or 0) < (one.value(years[0]) or 0):
            continue
        yield from (one.points[year] for year in (years[0], years[-1]))


def _certainly_in(fact: Fact, promise: Promise, on: dt.date) -> bool:
    """Whether what a fact measures lies wholly in the time of a promise, up to a day."""
    when = fact.when
    if when is None or when.earliest is None or when.latest is None or when.latest > on:
        return False
    return any(since <= when.earliest and (until is None or when.latest < until) for since, until in promise.binding)


def _silent(words: str, kept: Sequence[Fact], rows: Sequence[LedgerRow]) -> Iterator[str]:
    """The things of a list in a promise ("in trade, energy, transport and finance") that no deed that keeps it speaks of."""
    told = frozenset[str]().union(*(telling_words(fact.spans[0].words) for fact in kept))
    measured = any(fact.kind == "figure" for fact in kept)
    for thing in _things(words):
        if telling_words(thing).isdisjoint(told) and not (measured and any(row.measures(thing) for row in rows)):
            yield thing


def _things(words: str) -> tuple[str, ...]:
    """The things that a promise lists, three or more; nothing where it has no such list."""
    found = _LIST.search(words)
    if found is None:
        return ()
    things = tuple(one.strip() for one in re.split(r",\s*(?:and\s+)?|\s+and\s+", found[1]) if telling_words(one))
    return things if all(len(one.split()) <= _LONGEST_THING for one in things) else ()


class _Deed(NamedTuple):
    """A fact as a deed: its kind, who acts, which of them are states by their organs, and who is acted upon; codes of the pair in one form."""

    fact: Fact
    kind: str
    sources: tuple[str, ...]
    organs: tuple[str, ...]
    targets: tuple[str, ...]


def _deed(record: PairRecord, fact: Fact) -> _Deed:
    """An event, or an act in the life of a treaty: signing one is to agree. TypeError for facts of another kind."""
    claim = fact.claim
    if isinstance(claim, Event):
        sources, targets = (as_own(record, codes) for codes in event_sides(claim))
        organs = as_own(record, (one.actor for one in claim.sources if one.actor and one.sector in _ORGANS))
        return _Deed(fact, kind_of_deed(fact), sources, organs, targets)
    if isinstance(claim, TreatyAct):
        parties = as_own(record, claim.parties)
        return _Deed(fact, kind_of_deed(fact), parties, parties, ())
    msg = f"a {fact.kind} is no deed"
    raise TypeError(msg)


def _doers(record: PairRecord, row: LedgerRow, fact: Fact) -> set[str]:
    """Those of the two for whom a deed keeps a promise: who does it; to meet is of both, and so is what both have exchanged."""
    claim = fact.claim
    if isinstance(claim, Event):
        if row.settled_by(kind_of_deed(fact), fact.spans[0].words):
            return set(record.pair)
        sources, targets = event_sides(claim)
        return record.touched((*sources, *targets) if claim.reciprocal or claim.type == "CONSULT" else sources)
    return record.touched(claim.parties) if isinstance(claim, TreatyAct) else set(record.pair)


def _agrees(deed: Fact) -> bool:
    """Whether a deed is an agreement, and so can be the promise itself."""
    return kind_of_deed(deed) == "AGREE" or isinstance(deed.claim, TreatyAct)


def _on(deed: Fact, words: frozenset[str]) -> bool:
    """Whether a deed is told with one of some telling words."""
    return not words.isdisjoint(telling_words(deed.spans[0].words))


def _follows(deed: Fact, case: Fact) -> bool:
    """Whether a deed follows a case within the half year in which a reaction can be told from routine."""
    if deed.when is None or case.when is None or deed.when.earliest is None or case.when.earliest is None:
        return False
    return dt.timedelta(0) <= deed.when.earliest - case.when.earliest <= _REACTION
