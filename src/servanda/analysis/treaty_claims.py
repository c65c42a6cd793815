"""News meets law: what a text says about a treaty's life, against what the register records and computes."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from typing import Literal

import msgspec

from servanda.analysis.pair_treaties import meant, treaties_between
from servanda.analysis.register import Register
from servanda.errors import UsageError
from servanda.law import Instrument
from servanda.law.acts import CONSENTS, Act
from servanda.law.entry_into_force import entry_into_force
from servanda.law.instrument_life import lives, party_words
from servanda.law.periods import Period
from servanda.law.succession import person
from servanda.law.term import Course, course
from servanda.moments import Moment
from servanda.records import Event, Fact, TreatyAct
from servanda.vocabulary.actors import load_actors

Verdict = Literal["agrees", "adds", "contradicts"]
_UNTIL = re.compile(
    r"\b(?:to|until|till|through|up\s+to|expire[sd]?\s+(?:in|on)|runs?\s+out\s+(?:in|on)|end(?:s|ed)?\s+(?:in|on))\s+(?:(?:\d{1,2}\s+)?[A-Z][a-z]+\s+(?:\d{1,2},?\s+)?)?(?P<year>(?:19|20)\d\d)\b"
)

# "Expired", "ran out": a term is over; whoever ends a treaty otherwise may know of an act that the register does not hold.
_RAN_OUT = re.compile(r"\b(?:expired|lapsed|ran\s+out|run\s+out)\b", re.IGNORECASE)
_BETWEEN = re.compile(
    r"\bbetween\s+(?:the\s+)?(?P<one>[A-Z]\w+(?:\s+[A-Z]\w+){0,2})\s+and\s+(?:the\s+)?(?P<other>[A-Z]\w+(?:\s+[A-Z]\w+){0,2})\b"
)
_JOINED = re.compile(
    r"\b(?:join(?:s|ed)|acced(?:es|ed)\s+to|enter(?:s|ed)|was\s+admitted|(?:become|becomes|became)\s+(?:a|an|the)\s+(?:[\w-]+\s+){0,2}member)\b",
    re.IGNORECASE,
)
_LEFT = re.compile(r"\b(?:left|leaves|quit|quits|withdrew\s+from|withdraws\s+from|pulled\s+out\s+of)\b", re.IGNORECASE)
_NTH_MEMBER = re.compile(r"\b(?P<number>\d{1,3})(?:st|nd|rd|th)\s+(?:full\s+)?member\b", re.IGNORECASE)
# With one of these words a state is a party, and so a member.
_MEMBERS = frozenset({"bound", "withdrawal_pending", "nonrenewal_pending", "suspended"})


class ClaimCheck(msgspec.Struct, frozen=True, kw_only=True):
    """How a fact about a treaty stands to the register: `agrees`, `adds` what it does not hold, or `contradicts` it.

    `expected` is the register's own day, `arithmetic` the steps that lead to it, each readable by itself, and `source` who records it.
    """

    fact: str
    instrument: str
    verdict: Verdict
    said: str
    expected: str | None
    arithmetic: tuple[str, ...]
    source: str | None


def check_treaty_act(fact: Fact, register: Register, told: dt.date | None = None) -> ClaimCheck | None:
    """Check a `treaty_act` fact, or an event by which a state joined or left an organisation; `told` is the day of its document.

    None where the fact is neither, is denied or only possible, or names no instrument of the register.
    """
    if isinstance(fact.claim, Event) and fact.certainty == "actual":
        return _check_membership(fact, fact.claim, register)
    if not isinstance(fact.claim, TreatyAct) or fact.certainty not in ("actual", "planned", "expected"):
        return None
    act = fact.claim.act
    moment = fact.when.as_moment() if fact.when else None
    # "The treaty" that is told to have ended is one that was alive by then.
    alive = min(told, moment.earliest) if told is not None and moment is not None and act in ("expiry", "termination") else told
    instrument = instrument_of(_with_parties(fact.claim, fact.spans[0].words), register, alive)
    if instrument is None:
        return None
    if act in ("expiry", "termination") and fact.certainty == "actual":
        running = _check_running_on(fact, instrument, register)
        if running is not None:
            return running
    if act in ("extension", "renewal", "expiry", "termination", "nonrenewal_notice"):
        ended = _check_end(fact, instrument)
        if ended is not None:
            return ended
    if act in ("expiry", "termination") and moment is not None:
        over = _check_over(fact, instrument, moment, register)
        if over is not None:
            return over
    if act == "entry_into_force":
        return _check_entry(fact, instrument, moment)
    return _check_act(fact, instrument, act, moment)


def tells_membership(fact: Fact) -> bool:
    """Whether a fact is an event by which somebody may have joined or left an organisation."""
    if not isinstance(fact.claim, Event) or fact.certainty != "actual" or not any(one.actor for one in fact.claim.targets):
        return False
    words = fact.spans[0].words
    return _JOINED.search(words) is not None or _LEFT.search(words) is not None


def instrument_of(claim: TreatyAct, register: Register, told: dt.date | None = None) -> Instrument | None:
    """The instrument of the register that a claim means: by its name, or as the one treaty between its two parties."""
    if claim.instrument:
        try:
            return register.find(claim.instrument)
        except UsageError:
            pass  # another name than the register's: the parties may still decide
    if len(claim.parties) == 2 and told is not None:
        own = meant(treaties_between(register, *claim.parties, told), claim.instrument, told)
        return own.instrument if own else None
    return None


def _with_parties(claim: TreatyAct, words: str) -> TreatyAct:
    """The claim with the two between whom its sentence says that the treaty is, where it names no parties itself."""
    found = _BETWEEN.search(words) if not claim.parties else None
    if found is None:
        return claim
    table = load_actors()
    named = [{code for one in table.resolve(name).candidates for code in one.actors} for name in (found["one"], found["other"])]
    if any(len(codes) != 1 or not all(map(table.is_state, codes)) for codes in named):
        return claim
    return msgspec.structs.replace(claim, parties=tuple(code for codes in named for code in codes))


def term_arithmetic(terms: Course, on: dt.date) -> tuple[str, ...]:
    """The sums that lead to the end of the term running on a day: `2002-02-28 + 20 years = 2022-02-28`, and so on."""
    steps = []
    leg = terms.leg_on(on)
    begins = terms.start
    for number, end in enumerate(terms.ends):
        length = terms.clause.length if number == 0 else None
        steps.append(f"{begins} + {_words(length)} = {end}" if length else f"then to {end}")
        begins = end
    while terms.period is not None and leg is not None and leg.end is not None and begins < leg.end:
        following = terms.period.after(begins)
        steps.append(f"{begins} + {_words(terms.period)} = {following}")
        begins = following
    last = terms.last_day_for_notice(on)
    if last is not None and leg is not None and terms.clause.notice is not None:
        steps.append(f"{leg.end} - {_words(terms.clause.notice)} = {last}, the last day for notice")
    return tuple(steps)


def _words(length: Period | None) -> str:
    """A length in words, for a sum."""
    return length.in_words() if length else "its length"


def _check_end(fact: Fact, instrument: Instrument) -> ClaimCheck | None:
    """A year to which the text says that the treaty is extended or runs, against the computed ends."""
    until = _UNTIL.search(fact.spans[0].words)
    terms = course(instrument, entry_into_force(instrument).day)
    if until is None or terms is None or terms.first_end is None:
        return None
    year = int(until["year"])
    leg = terms.leg_on(max(dt.date(year, 7, 1), terms.start))
    ends = {end for end in (leg.start if leg else None, leg.end if leg else None, *terms.ends) if end}
    right = next((end for end in sorted(ends) if end.year == year), None)
    nearest = min(ends, key=lambda end: abs(end.year - year))
    expected = right or nearest
    before = expected - dt.timedelta(days=1)
    return _made(fact, instrument, "agrees" if right else "contradicts", expected.isoformat(), term_arithmetic(terms, before), None)


def _check_running_on(fact: Fact, instrument: Instrument, register: Register) -> ClaimCheck | None:
    """A treaty told to have run out that by its clauses and the acts on record ran on: it was renewed, or extended. None of any other."""
    moment = fact.when.as_moment() if fact.when else None
    if moment is None or not _RAN_OUT.search(fact.spans[0].words):
        return None
    after = moment.latest + dt.timedelta(days=1)
    known = lives(instrument, register.instruments)
    word = known.whole.word(after)
    leg = known.terms.leg_on(after) if known.terms else None
    if not word.startswith("in_force") or known.terms is None or leg is None:
        return None
    expected = leg.end.isoformat() if leg.end else None
    steps = (*term_arithmetic(known.terms, after), f"{after}: {word}")
    return _made(fact, instrument, "contradicts", expected, steps, None)


def _check_entry(fact: Fact, instrument: Instrument, said: Moment | None) -> ClaimCheck:
    """A day of entry into force."""
    entry = entry_into_force(instrument)
    reason = entry.reason
    if entry.day is None or said is None:
        return _made(fact, instrument, "adds" if entry.day is None else "agrees", entry.day.isoformat() if entry.day else None, (), None)
    fits = said.earliest <= entry.day <= said.latest
    steps = (f"{reason.date}: {reason.what} [{reason.rule}]",) if reason else ()
    return _made(fact, instrument, "agrees" if fits else "contradicts", entry.day.isoformat(), steps, reason.source if reason else None)


def _check_over(fact: Fact, instrument: Instrument, said: Moment, register: Register) -> ClaimCheck | None:
    """A day on which the treaty is told to have ended, against the computed end; the last day in force is right too."""
    known = lives(instrument, register.instruments)
    if known.end is None:
        return None  # the news may know more than the register
    first = known.end.since
    fits = any(said.earliest <= day <= said.latest for day in (first, first - dt.timedelta(days=1)))
    reason = known.end.reason
    steps = term_arithmetic(known.terms, first - dt.timedelta(days=1)) if known.terms is not None and known.end.word == "expired" else ()
    told = (f"{first}: {reason.what} [{reason.rule}]",) if reason else ()
    return _made(
        fact, instrument, "agrees" if fits else "contradicts", first.isoformat(), (*steps, *told), reason.source if reason else None
    )


def _check_act(fact: Fact, instrument: Instrument, kind: str, said: Moment | None) -> ClaimCheck:
    """A signature, consent, notice or other act, against the acts on record of the same kind and party."""
    claim = fact.claim
    states = {person(state) for state in claim.parties} if isinstance(claim, TreatyAct) else set()
    own = [act for act in instrument.acts if _same_kind(kind)(act) and (act.party is None or not states or person(act.party) in states)]
    if not own:
        return _made(fact, instrument, "adds", None, (), None)
    fitting = next((act for act in own if said is None or any(said.overlaps(day) for day in _days(act, instrument))), None)
    if fitting is None and said is not None and all(_leaves_room(act, said) for act in own):
        return _made(fact, instrument, "adds", None, (), None)
    act = fitting or min(own, key=lambda one: abs((one.day - (said.latest if said else one.day)).days))
    took_effect = [f"{day.isoformat()}: it takes effect" for day in _days(act, instrument)[1:]]
    steps = (f"{act.done.isoformat()}: {act.described()}", *took_effect)
    return _made(fact, instrument, "agrees" if fitting else "contradicts", act.done.isoformat(), steps, act.source)


def _days(act: Act, instrument: Instrument) -> tuple[Moment, ...]:
    """The day of an act and, where it is another one, of its effect: news dates a withdrawal by either."""
    if act.kind not in ("withdrawal", "withdrawal_notice"):
        return (act.done,)
    life = lives(instrument).parties.get(person(act.party) or "")
    gone = [one.since for one in life.phases if one.word in ("withdrawn", "terminated") and one.since >= act.day] if life else []
    effect = Moment(min(gone), min(gone)) if gone else act.effect
    return (act.done, effect) if effect is not None and effect != act.done else (act.done,)


def _leaves_room(act: Act, said: Moment) -> bool:
    """Whether an act of all together leaves room for another of one state on the day said: it ratifies before the exchange, or signs later."""
    if act.party is not None:
        return False
    if act.kind in ("exchange_of_instruments", "notification"):
        return said.latest < act.done.earliest
    return act.kind == "opening_for_signature" and said.earliest > act.done.latest


def _check_membership(fact: Fact, event: Event, register: Register) -> ClaimCheck | None:
    """A state that joined or left an organisation, against the acts to the treaty that founds it; "the 32nd member" is counted."""
    words = fact.spans[0].words
    kind = "accession" if _JOINED.search(words) else "withdrawal" if _LEFT.search(words) else None
    organisations = {actor.actor for actor in event.targets}
    treaty = next((one for one in register.instruments.values() if one.founds in organisations and one.founds), None)
    states = tuple(actor.actor for actor in event.sources if actor.actor and actor.actor not in organisations)
    moment = fact.when.as_moment() if fact.when else None
    if kind is None or treaty is None or not states:
        return None
    as_act = msgspec.structs.replace(fact, claim=TreatyAct(instrument=treaty.id, parties=states, act=kind))
    check = _check_act(as_act, treaty, kind, moment)
    numbered = _NTH_MEMBER.search(words)
    if numbered is None or check.expected is None or not treaty.acts_complete or len(check.expected) != 10:
        return check
    on = dt.date.fromisoformat(check.expected)
    members = sum(word in _MEMBERS for word in party_words(treaty, on).values())
    step = f"{members} parties are bound on {on.isoformat()}"
    right = members == int(numbered["number"])
    return msgspec.structs.replace(check, verdict=check.verdict if right else "contradicts", arithmetic=(*check.arithmetic, step))


def _same_kind(kind: str) -> Callable[[Act], bool]:
    """Whether an act on record is what news calls by a word: "ratified" is as often the vote at home as the deposit."""
    if kind in ("ratification", "approval", "acceptance"):
        return lambda act: act.kind in CONSENTS or act.kind == "domestic_approval"
    if kind == "accession":
        return lambda act: act.kind in CONSENTS
    if kind == "signature":
        return lambda act: act.kind in ("signature", "definitive_signature", "opening_for_signature")
    if kind in ("withdrawal", "withdrawal_notice"):
        return lambda act: act.kind in ("withdrawal", "withdrawal_notice")
    return lambda act: act.kind == kind


def _made(
    fact: Fact, instrument: Instrument, verdict: Verdict, expected: str | None, steps: tuple[str, ...], source: str | None
) -> ClaimCheck:
    """Put the check together."""
    words = " ".join(fact.spans[0].words.split())
    return ClaimCheck(
        fact=fact.id, instrument=instrument.id, verdict=verdict, said=words, expected=expected, arithmetic=steps, source=source
    )
