"""Where sources disagree, and what was said to come beside what came."""

from __future__ import annotations

from servanda.analysis.disagreements import Disagreement, disagreements
from servanda.analysis.outlook import Prospect, prospects
from servanda.presenting.dossier.context import Context
from servanda.presenting.dossier.views import DisagreementRow, Places, ProspectRow
from servanda.presenting.dossier.wording import day_in_words, event_actors, figure_in_words, name_of
from servanda.presenting.fact_table import harmless
from servanda.records import Event, Fact, Figure, Position, TreatyAct
from servanda.vocabulary.event_types import event_types

TONES = {
    "reached": "good", "followed": "good", "not reached": "bad", "ahead": "plain", "nothing on record": "doubt", "no date": "plain",
}  # fmt: skip


def disagreement_rows(context: Context) -> tuple[DisagreementRow, ...]:
    """Each disagreement with its versions, each with who tells it."""
    return tuple(_row(context, one, f"d{number}") for number, one in enumerate(disagreements(context.record), 1))


def _row(context: Context, one: Disagreement, anchor: str) -> DisagreementRow:
    lead = one.versions[0].facts[0]
    versions: list[tuple[str, Places]] = []
    for version in one.versions:
        tellers = "; ".join(dict.fromkeys(_teller(context, fact) for fact in version.facts))
        told = f"{_version(context, version.facts[0])} ({tellers})"
        versions.append((told, context.citations.cite(version.facts, anchor, "disagreements")))
    notes = {
        "figure": "Two values for one measure, unit and period.",
        "treaty act": "One act on two days.",
        "deed": "Told as done by one, as not done by another.",
        "stance": "For and against. The dates tell whether a side changed its mind or the sources differ.",
    }
    return DisagreementRow(anchor=anchor, matter=one.matter, about=_about(context, lead), note=notes[one.matter], versions=tuple(versions))


def _about(context: Context, fact: Fact) -> str:
    match fact.claim:
        case Figure(measure=measure, change=change):
            return f"{measure or 'figure'}{', change' if change else ''}, {context.day(fact)}"
        case TreatyAct(act=act, instrument=instrument):
            return harmless(f"{act.replace('_', ' ')} of {instrument or 'the treaty'}")
        case Event() as event:
            return harmless(f"{event_types()[event.type].label}: {event_actors(event)}")
        case Position(target=target):
            return harmless(target.issue.replace("-", " ") if target.issue else target.words)
    return fact.kind


def _version(context: Context, fact: Fact) -> str:
    match fact.claim:
        case Figure() as figure:
            return figure_in_words(figure)
        case TreatyAct():
            return context.day(fact)
        case Position(stance=stance, holders=holders):
            sides = ", ".join(name_of(code) for code in sorted(context.record.touched(holders)))
            return f"{sides}: {stance} ({context.day(fact) or context.told(fact)})"
    return f"{'not done' if fact.certainty == 'denied' else 'done'}: “{context.words(fact)}”"


def _teller(context: Context, fact: Fact) -> str:
    """Who tells it: the one named in the text, else the document."""
    document = context.record.documents[fact.document]
    return context.voice(fact) or f"{harmless(document.title or document.uri.rsplit('/', 1)[-1])}, {context.told(fact)}"


def prospect_rows(context: Context) -> tuple[tuple[ProspectRow, ...], tuple[ProspectRow, ...]]:
    """What was planned or expected, with what came; and what was only possible or conditional."""
    found = prospects(context.record, context.on)
    rows = [(one, _prospect(context, one, f"o{number}")) for number, one in enumerate(found, 1)]
    firm = tuple(row for one, row in rows if one.told.certainty in ("planned", "expected") or one.outcome in ("reached", "not reached"))
    return firm, tuple(row for _, row in rows if row not in firm)


def _prospect(context: Context, one: Prospect, anchor: str) -> ProspectRow:
    after = []
    for fact in one.after:
        words = figure_in_words(fact.claim) if isinstance(fact.claim, Figure) else context.words(fact)
        after.append((f"{context.day(fact)}: {words}", context.citations.cite([fact], anchor, "outlook")))
    return ProspectRow(
        anchor=anchor,
        told=context.told(one.told),
        by=day_in_words(one.by) if one.by else "",
        words=context.words(one.told),
        certainty=one.told.certainty,
        voice=context.voice(one.told),
        outcome=one.outcome,
        tone=TONES[one.outcome],
        after=tuple(after),
        places=context.citations.cite([one.told], anchor, "outlook"),
    )
