"""A fact in the words that people use: names for codes, and no word with the marks of a table in it. Tables and JSON keep the codes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from servanda.law import Instrument
from servanda.presenting.dossier.voices import TABLE_ROW
from servanda.presenting.dossier.wording import figure_in_words, issue_called, listed, name_of, when_in_words
from servanda.presenting.texts import say
from servanda.records import Actor, Event, Fact, Figure, Position, Provision, Relation, Speaker, Statement, TreatyAct
from servanda.vocabulary.event_types import event_types
from servanda.vocabulary.issues import load_issues


def what_told(fact: Fact, instruments: Mapping[str, Instrument]) -> str:
    """What the claim says: the kind of act, the stance and issue, the figure; `instruments` are those of the register by id."""
    match fact.claim:
        case Event(type=kind, of=of):
            what = f"{type_called(kind)}: {type_called(of)}" if of else type_called(kind)
        case Statement(direct=direct):
            what = say("quoted" if direct else "reported")
        case Position(stance=stance, target=target):
            what = f"{say(f'stances.{stance}')}: {_issue(target.issue) or target.words}"
        case Figure(measure=measure) as figure:
            what = f"{measure.replace('_', ' ')}: {figure_in_words(figure)}" if measure else figure_in_words(figure)
        case Relation(trend=trend, domain=domain):
            what = f"relation {say(f'trends.{trend}')}{f' ({type_called(domain)})' if domain else ''}"
        case Provision(type=kind, force=force):
            what = f"{type_called(kind)} ({say(f'forces.{force}')})"
        case TreatyAct(act=act, instrument=named):
            known = instruments.get(named) if named else None
            what = f"{type_called(act)}{f' of {known.called if known else named}' if named else ''}"
    return what


def evidence_told(fact: Fact) -> str:
    """The words that a fact rests on; a row of a table is told as what it says, for its cells alone are no sentence."""
    if fact.rule != TABLE_ROW or not isinstance(fact.claim, Figure | Position):
        return fact.spans[0].words
    told = figure_in_words(fact.claim) if isinstance(fact.claim, Figure) else what_told(fact, {})
    when = when_in_words(fact.when)
    return f"{f'{when}: ' if when else ''}{told} (row of a table)"


def type_called(kind: str) -> str:
    """A type as people say it: the label of an event's type, any other without underscores."""
    return event_types()[kind].label if kind in event_types() else kind.replace("_", " ")


def value_called(side: str, value: str) -> str:
    """A value by which a list is narrowed, as people say it."""
    if side in ("actor", "a", "b"):
        return name_of(value)
    return type_called(value) if side in ("type", "kind") else value


def who_told(fact: Fact) -> str:
    """Who bears on whom, by name; the words of the text where no table has the actor."""
    match fact.claim:
        case Event(reciprocal=True, sources=actors):
            return " ↔ ".join(_names(actors))
        case Event(sources=sources, targets=targets):
            return f"{listed(_names(sources)) or '?'} → {listed(_names(targets)) or '?'}"
        case Statement(speakers=speakers):
            return listed(_names(speakers))
        case Position(holders=codes) | Figure(about=codes) | Relation(pair=codes) | TreatyAct(parties=codes):
            return listed(_called(codes))
        case Provision(bearers=bearers, toward=toward):
            return f"{listed(_called(bearers)) or '?'} → {listed(_called(toward)) or '?'}"


def _names(actors: Iterable[Actor] | Iterable[Speaker]) -> list[str]:
    return list(dict.fromkeys(name_of(one.actor, one.words) if one.actor or one.words else "?" for one in actors))


def _called(codes: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(name_of(code) for code in codes))


def _issue(issue: str | None) -> str | None:
    """The name of a listed issue; one that a person wrote by hand stays as it is."""
    if issue is None:
        return None
    return issue_called(issue)[0] if issue in {row.id for row in load_issues().rows} else issue.replace("-", " ")
