"""Where sources disagree: the same thing told with other values, other dates, as done and as not done, or read in opposite ways."""

from __future__ import annotations

import bisect
import datetime as dt
import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from operator import itemgetter
from typing import Literal

import msgspec

from servanda.analysis.figures_checked import figure_of, same_value
from servanda.analysis.pair_record import PairRecord, event_sides
from servanda.analysis.pair_treaties import PairTreaty, meant
from servanda.analysis.register import Register, bundled_founders
from servanda.analysis.telling_words import telling_words
from servanda.analysis.treaty_claims import check_treaty_act, tells_membership, term_arithmetic
from servanda.law import status
from servanda.law.term import course
from servanda.moments import Moment
from servanda.records import Event, Fact, Position, Provision, TreatyAct
from servanda.vocabulary.readings import load_readings

# Two undated deeds of one type between the same two are taken for one only where their sentences share this many longer words;
# with two, unrelated sentences of one commentary were joined.
SHARED = 3

Matter = Literal["figure", "term", "register", "reading", "treaty act", "deed", "stance"]
# Ends are compared with the term that ran when they were told, see `_terms`.
_ENDS = frozenset({"termination", "extension"})
_INDEFINITE = re.compile(r"\b(?:an?|another)\s+(?:[\w-]+\s+){0,2}[\w-]+$", re.IGNORECASE)
# Two stances further apart than this may be a change of mind, which is no disagreement of sources.
AT_ONCE = dt.timedelta(days=366)
# Opposite readings of two states further apart than this may both be right, each of its time.
_ONE_TIME = dt.timedelta(days=3 * 366)


class Version(msgspec.Struct, frozen=True):
    """One way in which a thing is told, and the facts that tell it so."""

    facts: tuple[Fact, ...]


class Disagreement(msgspec.Struct, frozen=True, kw_only=True):
    """One thing told in at least two ways; `matter` says what kind of thing it is, `about` what it is where no fact says so itself.

    Of a `term`, the one version is what texts say of a treaty's end, `computed` the end of the term that then ran, by law, and `sums` how
    that follows; of a `register`, the one version is an act told, and `sums` the act on record that contradicts it.
    """

    matter: Matter
    versions: tuple[Version, ...]
    about: str | None = None
    treaty: PairTreaty | None = None
    computed: dt.date | None = None
    sums: tuple[str, ...] = ()


def disagreements(record: PairRecord, treaties: tuple[PairTreaty, ...] = ()) -> tuple[Disagreement, ...]:
    """Every contradiction about the pair that the record shows: with the law first, then readings, figures, acts, deeds and stances.

    What the same words tell against the same words is shown once, under the first of these heads.
    """
    found = (
        *_terms(record, treaties),
        *_on_record(record, treaties),
        *_memberships(record),
        *_readings(record),
        *_figures(record),
        *_treaty_acts(record),
        *_deeds(record),
        *_stances(record),
    )
    # What is shown already, by each sentence in it: only what has a sentence in common can be the same.
    shown: dict[_Place, list[tuple[frozenset[_Place], ...]]] = {}
    kept: list[Disagreement] = []
    for one in found:
        sides = tuple(frozenset((fact.document, fact.spans[0].start) for fact in version.facts) for version in one.versions)
        if len(sides) > 1 and any(_told_already(sides, other) for other in shown.get(next(iter(sides[0])), ())):
            continue
        for place in frozenset[_Place]().union(*sides):
            shown.setdefault(place, []).append(sides)
        kept.append(one)
    return tuple(kept)


_Place = tuple[str, int]


def _told_already(sides: tuple[frozenset[_Place], ...], other: tuple[frozenset[_Place], ...]) -> bool:
    """Whether every version stands among the versions of another disagreement, each on a side of its own."""
    homes = [next((index for index, told in enumerate(other) if side <= told), None) for side in sides]
    return None not in homes and len(set(homes)) == len(sides)


def _terms(record: PairRecord, treaties: tuple[PairTreaty, ...]) -> Iterator[Disagreement]:
    """When texts say that a treaty ends, where its own clauses give another day for the term that ran when they were written."""
    told: dict[tuple[str, dt.date], list[Fact]] = {}
    for fact in record.of_kind("treaty_act"):
        moment = fact.when.as_moment() if fact.when else None
        if not isinstance(fact.claim, TreatyAct) or fact.claim.act != "termination" or fact.certainty == "denied" or moment is None:
            continue
        published = record.documents[fact.document].published
        day = published.latest if published else None
        treaty = meant(treaties, fact.claim.instrument, day)
        if treaty is None or day is None or treaty.in_force is None:
            continue
        end = status(treaty.instrument, max(day, treaty.in_force)).until
        if end is not None and not moment.overlaps(Moment(end, end)):
            told.setdefault((treaty.instrument.id, end), []).append(fact)
    by_id = {treaty.instrument.id: treaty for treaty in treaties}
    for (name, end), facts in sorted(told.items()):
        instrument = by_id[name].instrument
        terms = course(instrument, by_id[name].in_force)
        sums = term_arithmetic(terms, end - dt.timedelta(days=1)) if terms else ()
        yield Disagreement(matter="term", versions=(Version(tuple(facts)),), treaty=by_id[name], computed=end, sums=sums)


def _on_record(record: PairRecord, treaties: tuple[PairTreaty, ...]) -> Iterator[Disagreement]:
    """Acts told of a treaty on days that contradict the register's."""
    register = Register({one.instrument.id: one.instrument for one in treaties})
    for fact in record.of_kind("treaty_act"):
        day = _published(record, fact)
        treaty = meant(treaties, fact.claim.instrument, day) if isinstance(fact.claim, TreatyAct) else None
        if treaty is None or not isinstance(fact.claim, TreatyAct) or fact.claim.act in _ENDS or _first_named(record, fact):
            continue
        if day is not None and fact.when and fact.when.earliest and fact.when.earliest > day:
            continue  # what has been done cannot be dated after its report: the day belongs to something else in the sentence
        named = msgspec.structs.replace(fact, claim=msgspec.structs.replace(fact.claim, instrument=treaty.instrument.id))
        check = check_treaty_act(named, register, day)
        if check is not None and check.verdict == "contradicts":
            yield Disagreement(matter="register", versions=(Version((fact,)),), treaty=treaty, sums=check.arithmetic)


def _memberships(record: PairRecord) -> Iterator[Disagreement]:
    """News that a state joined or left an organisation on a day, or as a member of a number, that the founding treaty's acts contradict."""
    told = [fact for fact in record.of_kind("event") if tells_membership(fact)]
    # Read only where it can be needed: reading takes as long as all else that is asked here.
    register = bundled_founders() if told else Register({})
    for fact in told:
        day = _published(record, fact)
        if day is not None and fact.when and fact.when.earliest and fact.when.earliest > day:
            continue
        check = check_treaty_act(fact, register, day)
        if check is not None and check.verdict == "contradicts":
            yield Disagreement(matter="register", versions=(Version((fact,)),), sums=check.arithmetic)


def _first_named(record: PairRecord, fact: Fact) -> bool:
    """Whether the words for an instrument bring in a new one: "an agreement signed in May" is not the one spoken of before."""
    text, last = record.documents[fact.document].text, fact.spans[-1]
    return _INDEFINITE.search(text[max(0, last.start - 40) : last.end]) is not None


def _readings(record: PairRecord) -> Iterator[Disagreement]:
    """Matters on which some sentences assert what others deny; the words of a treaty itself are no reading of it."""
    # The longest stretch tells the side: a clause by itself may have lost its "neither". One sentence can hold several facts.
    told: dict[str, list[tuple[int, Fact]]] = {}
    for rank, fact in enumerate(record.facts):
        if not (isinstance(fact.claim, Provision) and fact.claim.article is not None):
            told.setdefault(max((span.words for span in fact.spans), key=len), []).append((rank, fact))
    for reading in load_readings():
        sides: dict[str, dict[tuple[str, int], Fact]] = {"asserts": {}, "denies": {}}
        speaking = [(rank, fact, side) for words, own in told.items() if (side := reading.side(words)) is not None for rank, fact in own]
        for _, fact, side in sorted(speaking, key=itemgetter(0)):
            sides[side].setdefault((fact.document, fact.spans[0].start), fact)
        denied = sides["denies"]
        beside: dict[str, list[Fact]] = {}
        for fact in denied.values():
            beside.setdefault(fact.document, []).append(fact)
        asserted = {
            place: fact
            for place, fact in sides["asserts"].items()
            if not any(_touch(fact, other) for other in beside.get(fact.document, ()))
        }
        for claims in _by_time(record, asserted):
            near = _Near((_published(record, one) for one in claims.values()), _ONE_TIME)
            answers = {place: fact for place, fact in denied.items() if near.has(_published(record, fact))}
            if answers:
                yield Disagreement(matter="reading", versions=(Version(_once(claims)), Version(_once(answers))), about=reading.matter)


def _by_time(record: PairRecord, found: dict[_Place, Fact]) -> list[dict[_Place, Fact]]:
    """Readings told in one time together: what was so in one decade may be otherwise in the next."""
    groups: list[dict[_Place, Fact]] = []
    for place, fact in sorted(found.items(), key=lambda one: _published(record, one[1]) or dt.date.min):
        if groups and _in_one_time(record, fact, next(iter(groups[-1].values()))):
            groups[-1][place] = fact
        else:
            groups.append({place: fact})
    return groups


def _in_one_time(record: PairRecord, one: Fact, other: Fact) -> bool:
    """Whether two facts are told within a few years, or one of them on a day that is not known."""
    first, second = _published(record, one), _published(record, other)
    return first is None or second is None or abs(first - second) <= _ONE_TIME


class _Near:
    """Whether a day lies within some time of any of several; a day that is not known may be any."""

    def __init__(self, days: Iterable[dt.date | None], within: dt.timedelta) -> None:
        told = list(days)
        self._open, self._within = None in told, within
        self._some = bool(told)
        self._days = sorted(day for day in told if day is not None)

    def has(self, day: dt.date | None) -> bool:
        """Whether one of them is near."""
        if day is None or self._open:
            return self._some
        at = bisect.bisect_left(self._days, day)
        return any(abs(day - other) <= self._within for other in self._days[max(0, at - 1) : at + 1])


def _touch(one: Fact, other: Fact) -> bool:
    """Whether two facts rest on overlapping words of one document."""
    first, second = one.spans[0], other.spans[0]
    return one.document == other.document and first.start < second.end and second.start < first.end


def _once(found: dict[tuple[str, int], Fact]) -> tuple[Fact, ...]:
    """Facts of which no two rest on the same words, the longest words kept."""
    kept: dict[str, list[Fact]] = {}
    for fact in sorted(found.values(), key=lambda one: one.spans[0].start - one.spans[0].end):
        own = kept.setdefault(fact.document, [])
        if not any(_touch(fact, other) for other in own):
            own.append(fact)
    ids = {fact.id for own in kept.values() for fact in own}
    return tuple(fact for fact in found.values() if fact.id in ids)


def _figures(record: PairRecord) -> Iterator[Disagreement]:
    """One measure, unit and period with several values."""
    alike: dict[tuple[object, ...], list[Fact]] = {}
    for fact in record.of_kind("figure"):
        figure, when = figure_of(fact), fact.when
        if fact.certainty != "actual" or figure.measure is None or when is None or when.earliest is None or when.latest is None:
            continue
        if record.names_both(figure.about) and figure.bound is None:
            direction = figure.change.direction if figure.change else None
            side = (figure.flow.side, figure.flow.of) if figure.flow and figure.flow.side != "total" else None
            key = (figure.measure, figure.unit, when.earliest, when.latest, direction, side, figure.share_of)
            alike.setdefault(key, []).append(fact)
    for facts in alike.values():
        versions = _clusters(facts)
        if len(versions) > 1 and len(_voices(facts)) > 1:
            yield Disagreement(matter="figure", versions=versions)


def _clusters(facts: list[Fact]) -> tuple[Version, ...]:
    """Facts by value, those that round to each other together; the value with most digits stands for its cluster."""
    clusters: list[list[Fact]] = []
    for fact in sorted(facts, key=lambda one: -len(f"{figure_of(one).value:.15g}".strip("0."))):
        home = next((own for own in clusters if same_value(figure_of(fact), figure_of(own[0]))), None)
        if home is None:
            clusters.append([fact])
        else:
            home.append(fact)
    return tuple(Version(tuple(own)) for own in sorted(clusters, key=lambda own: figure_of(own[0]).value))


def _voices(facts: Iterable[Fact]) -> set[str]:
    """Who tells: a document, or the source that it names."""
    return {f"{fact.document} {fact.asserted_by.words if fact.asserted_by else ''}" for fact in facts}


def _treaty_acts(record: PairRecord) -> Iterator[Disagreement]:
    """The same act to the same named instrument on days that cannot be one."""
    alike: dict[tuple[str, str], list[Fact]] = {}
    for fact in record.of_kind("treaty_act"):
        if isinstance(fact.claim, TreatyAct) and fact.claim.instrument and fact.when and fact.when.as_moment():
            plain = fact.claim.instrument.casefold().removeprefix("the ")
            if any(word[:1].isupper() for word in fact.claim.instrument.split()[1:]):
                alike.setdefault((plain, fact.claim.act), []).append(fact)
    for facts in alike.values():
        versions: list[list[Fact]] = []
        for fact in facts:
            home = next((own for own in versions if _could_be_one(fact, own[0])), None)
            if home is None:
                versions.append([fact])
            else:
                home.append(fact)
        if len(versions) > 1:
            yield Disagreement(matter="treaty act", versions=tuple(Version(tuple(own)) for own in versions))


def _could_be_one(one: Fact, other: Fact) -> bool:
    first = one.when.as_moment() if one.when else None
    second = other.when.as_moment() if other.when else None
    return first is None or second is None or first.overlaps(second)


def _deeds(record: PairRecord) -> Iterator[Disagreement]:
    """The same act between the same actors, told as done and as not done."""
    alike: dict[tuple[object, ...], dict[str, list[Fact]]] = {}
    for fact in record.of_kind("event"):
        if not isinstance(fact.claim, Event) or fact.certainty not in ("actual", "denied"):
            continue
        sources, targets = (tuple(sorted({record.side(code) or code for code in side})) for side in event_sides(fact.claim))
        if record.names_both((*sources, *targets)) and targets:
            key = (fact.claim.type, fact.claim.of, fact.claim.mode, sources, targets)
            alike.setdefault(key, {}).setdefault(fact.certainty, []).append(fact)
    for told in alike.values():
        denials = _Denials(record, told.get("denied", []))
        versions = _met((fact, denials.of(fact)) for fact in told.get("actual", []))
        if versions:
            yield Disagreement(matter="deed", versions=versions)


def _met(told: Iterable[tuple[Fact, list[Fact]]]) -> tuple[Version, ...]:
    """Facts against which others speak, and what does, in the order in which each is first met; () where nothing does."""
    answered: list[Fact] = []
    answers: dict[str, Fact] = {}
    for one, found in told:
        if found:
            answered.append(one)
            for other in found:
                answers.setdefault(other.id, other)
    return (Version(tuple(answered)), Version(tuple(answers.values()))) if answered else ()


def _between(days: list[tuple[dt.date, int]], first: dt.date, last: dt.date) -> list[int]:
    """The numbers of those from a first day to a last, in order, of days that are sorted."""
    found = days[bisect.bisect_left(days, (first, -1)) : bisect.bisect_right(days, (last, sys.maxsize))]
    return sorted(number for _, number in found)


def _before(day: dt.date, length: dt.timedelta) -> dt.date:
    return day - length if day - dt.date.min > length else dt.date.min


def _after(day: dt.date, length: dt.timedelta) -> dt.date:
    return day + length if dt.date.max - day > length else dt.date.max


class _Denials:
    """Deeds told as not done, by their time or the day on which they are told: only those near are compared word by word."""

    def __init__(self, record: PairRecord, facts: Sequence[Fact]) -> None:
        self._record, self._facts = record, facts
        # With a point in time by its first day; told of a state or with an open bound, which may be any time; and undated by the report's day.
        points, self._open, undated = [], [], []
        self._longest = dt.timedelta(0)
        for number, fact in enumerate(facts):
            moment, told = fact.when.as_moment() if fact.when else None, _published(record, fact)
            if moment is not None:
                points.append((moment.earliest, number))
                self._longest = max(self._longest, moment.latest - moment.earliest)
            elif fact.when is not None:
                self._open.append(number)
            elif told is not None:
                undated.append((told, number))
        self._points, self._undated = sorted(points), sorted(undated)
        self._dated = sorted([number for _, number in points] + self._open)

    def of(self, one: Fact) -> list[Fact]:
        """Those that deny a deed, in the order of the record."""
        moment, told = one.when.as_moment() if one.when else None, _published(self._record, one)
        if moment is not None:
            near = sorted(_between(self._points, _before(moment.earliest, self._longest), moment.latest) + self._open)
        elif one.when is not None:
            near = self._dated
        else:
            near = _between(self._undated, _before(told, AT_ONCE), _after(told, AT_ONCE)) if told is not None else []
        return [self._facts[number] for number in near if _same_deed(self._record, one, self._facts[number])]


def _same_deed(record: PairRecord, one: Fact, other: Fact) -> bool:
    """Whether two facts tell of one thing as far as they say: both dated and overlapping, or both undated, told within a year, alike."""
    if one.when is None and other.when is None:
        first, second = _published(record, one), _published(record, other)
        near = first is not None and second is not None and abs(first - second) <= AT_ONCE
        return (
            near
            and one.document != other.document
            and len(telling_words(one.spans[0].words) & telling_words(other.spans[0].words)) >= SHARED
        )
    return one.when is not None and other.when is not None and _could_be_one(one, other)


def _stances(record: PairRecord) -> Iterator[Disagreement]:
    """One holder for and against one issue: a change of mind, or sources at odds; the dates tell which."""
    alike: dict[tuple[str, str], dict[str, list[Fact]]] = {}
    for fact in record.of_kind("position"):
        if isinstance(fact.claim, Position) and fact.claim.target.issue and fact.certainty == "actual" and fact.rule != "table-row":
            for holder in sorted(record.touched(fact.claim.holders)):
                alike.setdefault((holder, fact.claim.target.issue), {}).setdefault(fact.claim.stance, []).append(fact)
    for (_, issue), told in alike.items():
        named = telling_words(issue.replace("-", " "))
        stands = {stance: [_Stand.of(record, fact, named) for fact in facts] for stance, facts in told.items()}
        against = stands.get("oppose", [])
        days = sorted((other.day, number) for number, other in enumerate(against) if other.day is not None)
        versions = _met(
            (one.fact, [other.fact for other in _near(one, against, days) if one.meets(other)]) for one in stands.get("support", [])
        )
        if versions:
            yield Disagreement(matter="stance", versions=versions)


class _Stand(msgspec.Struct, frozen=True):
    """A stance with its day and the words of what it is about, those of the issue's own name set apart."""

    fact: Fact
    day: dt.date | None
    target: frozenset[str]
    further: frozenset[str]

    @classmethod
    def of(cls, record: PairRecord, fact: Fact, named: frozenset[str]) -> _Stand:
        """From a position."""
        target = telling_words(fact.claim.target.words) if isinstance(fact.claim, Position) else frozenset()
        return cls(fact, (fact.when.earliest if fact.when else None) or _published(record, fact), target, target - named)

    def meets(self, other: _Stand) -> bool:
        """Whether two stances are told within a year, in words that share more than the name of the issue."""
        if self.day is None or other.day is None or abs(self.day - other.day) > AT_ONCE:
            return False
        return bool(self.further & other.further) or self.target == other.target


def _near(one: _Stand, others: Sequence[_Stand], days: list[tuple[dt.date, int]]) -> list[_Stand]:
    """The stances that are told within a year of one; `days` are theirs, sorted."""
    if one.day is None:
        return []
    return [others[number] for number in _between(days, _before(one.day, AT_ONCE), _after(one.day, AT_ONCE))]


def _published(record: PairRecord, fact: Fact) -> dt.date | None:
    published = record.documents[fact.document].published
    return published.latest if published else None
