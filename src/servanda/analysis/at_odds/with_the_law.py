"""Texts at odds with the law, or with each other, on a treaty's life: when it ends, on which day an act was done, who joined."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator

import msgspec

from servanda.analysis.at_odds.versions import Disagreement, Version, could_be_one, published
from servanda.analysis.pair_record import PairRecord
from servanda.analysis.pair_treaties import PairTreaty, meant
from servanda.analysis.register import Register, bundled_founders
from servanda.analysis.treaty_claims import check_treaty_act, tells_membership, term_arithmetic
from servanda.law import status
from servanda.law.term import course
from servanda.moments import Moment
from servanda.records import Fact, TreatyAct

# Ends are compared with the term that ran when they were told, see `terms`.
_ENDS = frozenset({"termination", "extension"})
_INDEFINITE = re.compile(r"\b(?:an?|another)\s+(?:[\w-]+\s+){0,2}[\w-]+$", re.IGNORECASE)


def terms(record: PairRecord, treaties: tuple[PairTreaty, ...]) -> Iterator[Disagreement]:
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
        if treaty.ended is not None and treaty.ended <= day:
            # What is over ended on a day, whatever term ran before.
            if not moment.overlaps(Moment(treaty.ended - dt.timedelta(days=1), treaty.ended)):
                told.setdefault((treaty.instrument.id, treaty.ended), []).append(fact)
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


def acts_on_record(record: PairRecord, treaties: tuple[PairTreaty, ...]) -> Iterator[Disagreement]:
    """Acts told of a treaty on days that contradict the register's."""
    register = Register({one.instrument.id: one.instrument for one in treaties})
    for fact in record.of_kind("treaty_act"):
        day = published(record, fact)
        treaty = meant(treaties, fact.claim.instrument, day) if isinstance(fact.claim, TreatyAct) else None
        if treaty is None or not isinstance(fact.claim, TreatyAct) or fact.claim.act in _ENDS or _first_named(record, fact):
            continue
        if day is not None and fact.when and fact.when.earliest and fact.when.earliest > day:
            continue  # what has been done cannot be dated after its report: the day belongs to something else in the sentence
        named = msgspec.structs.replace(fact, claim=msgspec.structs.replace(fact.claim, instrument=treaty.instrument.id))
        check = check_treaty_act(named, register, day)
        if check is not None and check.verdict == "contradicts":
            yield Disagreement(matter="register", versions=(Version((fact,)),), treaty=treaty, sums=check.arithmetic)


def memberships(record: PairRecord) -> Iterator[Disagreement]:
    """News that a state joined or left an organisation on a day, or as a member of a number, that the founding treaty's acts contradict."""
    told = [fact for fact in record.of_kind("event") if tells_membership(fact)]
    # Read only where it can be needed: reading takes as long as all else that is asked here.
    register = bundled_founders() if told else Register({})
    for fact in told:
        day = published(record, fact)
        if day is not None and fact.when and fact.when.earliest and fact.when.earliest > day:
            continue
        check = check_treaty_act(fact, register, day)
        if check is not None and check.verdict == "contradicts":
            yield Disagreement(matter="register", versions=(Version((fact,)),), sums=check.arithmetic)


def _first_named(record: PairRecord, fact: Fact) -> bool:
    """Whether the words for an instrument bring in a new one: "an agreement signed in May" is not the one spoken of before."""
    text, last = record.documents[fact.document].text, fact.spans[-1]
    return _INDEFINITE.search(text[max(0, last.start - 40) : last.end]) is not None


def treaty_acts(record: PairRecord) -> Iterator[Disagreement]:
    """The same act to the same named instrument on days that cannot be one."""
    alike: dict[tuple[object, ...], list[Fact]] = {}
    for fact in record.of_kind("treaty_act"):
        if isinstance(fact.claim, TreatyAct) and fact.claim.instrument and fact.when and fact.when.as_moment():
            plain = fact.claim.instrument.casefold().removeprefix("the ")
            if any(word[:1].isupper() for word in fact.claim.instrument.split()[1:]):
                # Each state ratifies for itself, and what is planned for a day may be done on another.
                sides = frozenset(record.side(party) or party for party in fact.claim.parties)
                alike.setdefault((plain, fact.claim.act, sides, fact.certainty == "actual"), []).append(fact)
    for facts in alike.values():
        versions: list[list[Fact]] = []
        for fact in facts:
            home = next((own for own in versions if could_be_one(fact, own[0])), None)
            if home is None:
                versions.append([fact])
            else:
                home.append(fact)
        if len(versions) > 1:
            yield Disagreement(matter="treaty act", versions=tuple(Version(tuple(own)) for own in versions))
