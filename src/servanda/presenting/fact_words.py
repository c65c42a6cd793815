"""A fact in a few words, the same wherever people read it: what, who and when."""

from __future__ import annotations

from servanda.records import Actor, Event, Fact, Figure, Position, Provision, Relation, Speaker, Statement, TreatyAct, When


def when_words(fact: Fact) -> str:
    """The time as exact as it is known; empty where it is not."""
    return time_words(fact.when)


def time_words(when: When | None) -> str:
    """The same of any time."""
    if when is None or (when.earliest is None and when.latest is None):
        return when.words if when else ""
    moment = when.as_moment()
    if moment is not None:
        return moment.isoformat()
    return f"{when.earliest or '…'}/{when.latest or '…'}"


def what_words(fact: Fact) -> str:
    """What the claim says, in a few words: the type of event, the stance and issue, the figure."""
    match fact.claim:
        case Event(type=kind, of=of):
            what = f"{kind} {of}" if of else kind
        case Statement(direct=direct):
            what = "quoted" if direct else "reported"
        case Position(stance=stance, target=target):
            what = f"{stance}: {target.issue or target.words}"
        case Figure(value=value, unit=unit, measure=measure):
            what = f"{f'{measure}: ' if measure else ''}{value:,.15g} {unit}"
        case Relation(trend=trend, domain=domain):
            what = f"relation {trend}{f' ({domain})' if domain else ''}"
        case Provision(type=kind, force=force):
            what = f"{kind} ({force})"
        case TreatyAct(act=act, instrument=instrument):
            what = f"{act}{f' of {instrument}' if instrument else ''}"
    return what


def who_words(fact: Fact) -> str:
    """Who bears on whom, by their codes, or by the words where there is no code."""
    match fact.claim:
        case Event(reciprocal=True, sources=actors):
            return _names(actors, " ↔ ")
        case Event(sources=sources, targets=targets):
            return f"{_names(sources) or '?'} → {_names(targets) or '?'}"
        case Statement(speakers=speakers):
            return _names(speakers)
        case Position(holders=codes) | Figure(about=codes) | Relation(pair=codes) | TreatyAct(parties=codes):
            return ", ".join(codes)
        case Provision(bearers=bearers, toward=toward):
            return f"{', '.join(bearers)} → {', '.join(toward)}"


def _names(actors: tuple[Actor, ...] | tuple[Speaker, ...], between: str = ", ") -> str:
    """Codes, or the words where there is no code."""
    return between.join(actor.actor or actor.words or "?" for actor in actors)
