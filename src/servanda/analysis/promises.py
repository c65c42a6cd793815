"""Every promise between the two: what their treaties lay down, and what they undertook in agreements and statements that texts tell of."""

from __future__ import annotations

import datetime as dt
import functools
from collections.abc import Iterable, Iterator, Mapping, Sequence

import msgspec

from servanda.analysis.pair_record import PairRecord, event_sides, overlapping
from servanda.analysis.pair_treaties import PairTreaty, meant
from servanda.records import Event, Fact, Force, Provision, Statement, When
from servanda.vocabulary.ledger import undertakes, undertaking_at
from servanda.vocabulary.provision_types import classify, trigger_of

# Forces that oblige; a permission or a declaration promises nothing that could be broken.
OBLIGING: frozenset[Force] = frozenset({"must", "must_not", "intends"})
# Who binds the state by what is said: a company or an opposition binds itself.
_BINDING_VOICES = frozenset({None, "GOV", "MIL"})
# From a day to the first day after; None without end.
Days = tuple[dt.date, dt.date | None]


class Promise(msgspec.Struct, frozen=True, kw_only=True, dict=True):
    """One undertaking: the facts of the sentences that give it in these words, what it lays down by type, and when it binds.

    `binding` are the days on which it certainly binds, `perhaps` those on which it may (a treaty whose status is contested, an
    undertaking known to be of some day of a year). `ended` is the first day without the treaty, None where it has not ended by then.
    """

    facts: tuple[Fact, ...]
    claims: tuple[Provision, ...]
    treaty: PairTreaty | None
    binding: tuple[Days, ...]
    perhaps: tuple[Days, ...]
    ended: dt.date | None = None

    @property
    def provision(self) -> Provision:
        """What it lays down, by its surest type."""
        return self.claims[0]

    def claim(self, kind: str) -> Provision:
        """What it lays down of a type: the surest claim that obliges, else the surest; a sentence can oblige to one thing and declare another."""
        own = [claim for claim in self.claims if claim.type == kind]
        return next((claim for claim in own if claim.force in OBLIGING), own[0])

    @property
    def obliges(self) -> bool:
        """Whether it promises anything that could be kept or broken."""
        return any(claim.force in OBLIGING for claim in self.claims)

    @property
    def words(self) -> str:
        """Its words."""
        return self.facts[0].spans[0].words

    @functools.cached_property
    def types(self) -> tuple[str, ...]:
        """Every type of the sentence, the surest first."""
        return tuple(dict.fromkeys(claim.type for claim in self.claims))

    @property
    def since(self) -> dt.date | None:
        """The first day on which it certainly binds."""
        return min((since for since, _ in self.binding), default=None)


def promises(record: PairRecord, treaties: tuple[PairTreaty, ...]) -> tuple[Promise, ...]:
    """Every undertaking between the two, in the order of the record; treaty texts with articles first.

    The same words in several documents (a treaty's text printed twice) are one promise, with every place where it stands.
    """
    laid: dict[_Place, list[tuple[Fact, Provision]]] = {}
    for fact in record.of_kind("provision"):
        claim = fact.claim
        if isinstance(claim, Provision) and record.touched(claim.bearers) and fact.certainty != "denied":
            if not record.names_both((*claim.bearers, *claim.toward)):
                continue
            laid.setdefault(_place(fact), []).append((fact, claim))
    sayings = _Sayings(record)
    laid |= sayings.undertaken(laid)
    order = {fact.id: number for number, fact in enumerate(record.facts)}
    alike: dict[tuple[object, ...], list[Promise]] = {}
    for sentence in sorted(laid.values(), key=lambda one: order[one[0][0].id]):
        one = _promise(record, sentence, treaties, sayings)
        claim = one.provision
        words = " ".join(one.words.split()).casefold()
        title = one.treaty.instrument.id if one.treaty else None
        alike.setdefault((words, title, claim.article, claim.force, frozenset(claim.bearers), frozenset(claim.toward)), []).append(one)
    return tuple(sorted(map(_joined, alike.values()), key=lambda one: one.provision.article is None))


# A document and the stretch of it that a fact rests on.
_Place = tuple[str, int, int]


def _place(fact: Fact) -> _Place:
    return fact.document, fact.spans[0].start, fact.spans[0].end


class _Sayings:
    """The agreements and statements of a record that tell of undertakings, by document."""

    def __init__(self, record: PairRecord) -> None:
        self._record = record
        self._acts: dict[str, list[Fact]] = {}
        for fact in record.of_kind("event"):
            self._acts.setdefault(fact.document, []).append(fact)
        self._said = [fact for fact in (*record.of_kind("statement"), *record.of_kind("event")) if _binds_itself(fact)]
        self._by_document: dict[str, list[Fact]] = {}
        for fact in self._said:
            self._by_document.setdefault(fact.document, []).append(fact)

    def undertaken(self, laid: Mapping[_Place, Sequence[tuple[Fact, Provision]]]) -> dict[_Place, list[tuple[Fact, Provision]]]:
        """What one or both of the two bound themselves to in words of which no provision was read, by place; statements before events."""
        known: dict[str, list[Fact]] = {}
        for sentence in laid.values():
            known.setdefault(sentence[0][0].document, []).append(sentence[0][0])
        found: dict[_Place, list[tuple[Fact, Provision]]] = {}
        for fact in self._said:
            if any(overlapping(fact, other) for other in known.get(fact.document, ())):
                continue
            claims = [(fact, claim) for claim in self._claims(fact)]
            if claims:
                found[_place(fact)] = claims
                known.setdefault(fact.document, []).append(fact)
        return found

    def _claims(self, fact: Fact) -> Iterator[Provision]:
        """What the words lay down, where one of the two owes it to the other."""
        bearers = tuple(dict.fromkeys(code for code in _voices(fact) if self._record.side(code)))
        named = [code for act in self._acts.get(fact.document, ()) if overlapping(act, fact) for side in _sides(act) for code in side]
        toward = tuple(dict.fromkeys(code for code in (*_addressed(fact), *named) if self._record.side(code)))
        if len(self._record.touched(bearers)) == 1:
            toward = tuple(code for code in toward if self._record.side(code) not in self._record.touched(bearers))
        if not bearers or not self._record.names_both((*bearers, *toward)):
            return
        for match in classify(_said(fact)):
            force = match.force if match.force in OBLIGING else "intends"
            yield Provision(
                instrument=None, article=None, bearers=bearers, toward=toward, force=force, type=match.type, trigger=match.trigger
            )

    def given(self, facts: Sequence[Fact]) -> When | None:
        """When a promise was given, where its sentence tells: an act or a statement of that time, not the time of what was promised."""
        times = [fact.when for fact in facts if fact.kind != "provision"]
        times += [other.when for fact in facts for other in self._by_document.get(fact.document, ()) if overlapping(fact, other)]
        return next((when for when in times if when is not None and not when.held and when.earliest and when.latest), None)


def _binds_itself(fact: Fact) -> bool:
    """Whether a fact tells that somebody undertook something, as done."""
    claim = fact.claim
    if fact.certainty != "actual":
        return False
    if isinstance(claim, Statement):
        return claim.cue is not None and undertakes(f"{claim.cue} to")
    return isinstance(claim, Event) and claim.type == "AGREE" and undertakes(fact.spans[0].words)


def _said(fact: Fact) -> str:
    """What somebody undertakes, with the words by which it is undertaken: who speaks, where and when says nothing about what is owed.

    The whole sentence where a condition stands before ("in case of an attack both agreed to ...").
    """
    claim, words = fact.claim, fact.spans[0].words
    start = undertaking_at(words) or 0
    if trigger_of(words[:start]):
        return words
    return f"{claim.cue} {claim.content}" if isinstance(claim, Statement) else words[start:]


def _voices(fact: Fact) -> Iterator[str]:
    """The codes of those who speak or act for a state."""
    claim = fact.claim
    own = claim.speakers if isinstance(claim, Statement) else claim.sources if isinstance(claim, Event) else ()
    return (one.actor for one in own if one.actor and one.sector in _BINDING_VOICES)


def _addressed(fact: Fact) -> Iterator[str]:
    """The codes of those to whom it is said or with whom it is agreed."""
    claim = fact.claim
    own = claim.audience if isinstance(claim, Statement) else (*claim.sources, *claim.targets) if isinstance(claim, Event) else ()
    return (one.actor for one in own if one.actor)


def _sides(fact: Fact) -> tuple[tuple[str, ...], ...]:
    return event_sides(fact.claim) if isinstance(fact.claim, Event) else ()


def _joined(tellings: Sequence[Promise]) -> Promise:
    """One promise from tellings in the same words; outside a treaty it binds from the day on which it is first told."""
    first = min(tellings, key=lambda one: (one.since is None, one.since))
    return msgspec.structs.replace(first, facts=tuple(fact for one in tellings for fact in one.facts))


def _promise(record: PairRecord, laid: Sequence[tuple[Fact, Provision]], treaties: tuple[PairTreaty, ...], sayings: _Sayings) -> Promise:
    """When a promise of a treaty binds follows from the law; one told without a treaty binds from when it was given, or from its telling."""
    ordered = sorted(laid, key=lambda one: -one[0].confidence)
    facts, claims = tuple(dict.fromkeys(fact for fact, _ in ordered)), tuple(claim for _, claim in ordered)
    document = record.documents[facts[0].document]
    told = document.published.latest if document.published else None
    treaty = meant(treaties, claims[0].instrument, told)
    if treaty is None and claims[0].instrument and claims[0].article:
        treaty = meant(treaties, document.title, told)
    if treaty is not None:
        binding = _merged((one.since, one.until) for one in treaty.life if one.binds)
        doubtful = tuple((one.since, one.until) for one in treaty.life if one.doubtful)
        return Promise(facts=facts, claims=claims, treaty=treaty, binding=binding, perhaps=doubtful, ended=treaty.ended)
    given = sayings.given(facts)
    if given is not None and given.earliest and given.latest and (told is None or given.earliest <= told):
        certain = min(given.latest, told) if told else given.latest
        perhaps = ((given.earliest, certain),) if given.earliest < certain else ()
        return Promise(facts=facts, claims=claims, treaty=None, binding=((certain, None),), perhaps=perhaps)
    binding, doubtful = (((told, None),), ()) if told else ((), ((dt.date.min, None),))
    return Promise(facts=facts, claims=claims, treaty=None, binding=binding, perhaps=doubtful)


def _merged(days: Iterable[Days]) -> tuple[Days, ...]:
    """Stretches that follow on each other without a gap as one."""
    found: list[Days] = []
    for since, until in days:
        if found and found[-1][1] == since:
            since = found.pop()[0]  # noqa: PLW2901 # the stretch goes on
        found.append((since, until))
    return tuple(found)
