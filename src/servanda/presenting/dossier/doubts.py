"""Where sources disagree, and what was said to come beside what came."""

from __future__ import annotations

from servanda.analysis.at_odds.versions import Disagreement, Version
from servanda.analysis.disagreements import disagreements
from servanda.analysis.outlook import Prospect, prospects
from servanda.presenting.dossier.context import Context
from servanda.presenting.dossier.placing import subjects_of
from servanda.presenting.dossier.views import DisagreementRow, Places, ProspectRow
from servanda.presenting.dossier.wording import day_in_words, event_actors, figure_in_words, name_of, plain_law
from servanda.presenting.fact_table import harmless
from servanda.presenting.texts import say
from servanda.records import Event, Fact, Figure, Position, TreatyAct
from servanda.vocabulary.event_types import event_types

TONES = {
    "reached": "good", "followed": "good", "not reached": "bad", "failed": "bad", "ahead": "plain", "nothing on record": "doubt", "no date": "plain",
}  # fmt: skip


def disagreement_rows(context: Context) -> tuple[DisagreementRow, ...]:
    """Each disagreement with its versions, each with who tells it."""
    listed = context.parts.of("disagreements", disagreements(context.record, context.treaties), lambda one: len(one.versions))
    most = context.parts.beside(sum(len(one.versions) for one in listed))
    return tuple(_row(context, one, f"d{number}", most) for number, one in enumerate(listed, 1))


def _row(context: Context, one: Disagreement, anchor: str, most: int | None) -> DisagreementRow:
    """A disagreement with of each version the `most` facts that are told last; None lists all."""
    lead = one.versions[0].facts[0]
    versions: list[tuple[str, Places]] = []
    if one.treaty is not None and one.computed is not None:
        clause = one.treaty.instrument.term
        article = say("doubts.article", article=clause.article) if clause and clause.article else ""
        sums = f" ({'; '.join(plain_law(step) for step in one.sums)})" if one.sums else ""
        versions.append((say("doubts.by_clause", article=article, day=day_in_words(one.computed)) + sums, ()))
    elif one.sums:
        versions.append((say("doubts.by_register", sums="; ".join(plain_law(step) for step in one.sums)), ()))
    for version in one.versions:
        versions += _told(context, one, version, anchor, most)
    left = sum(len(version.facts) - most for version in one.versions if most is not None and len(version.facts) > most)
    note = say(f"matters.{one.matter}")
    return DisagreementRow(
        anchor=anchor,
        matter=one.matter,
        about=_about(context, one, lead),
        note=f"{note} {say('parts.of_versions', left=left)}" if left else note,
        subjects=subjects_of(context, lead),
        versions=tuple(versions),
    )


def _told(context: Context, one: Disagreement, version: Version, anchor: str, most: int | None) -> list[tuple[str, Places]]:
    """A version as lines: one for values that are the same, one for each sentence where the words are the point."""
    facts = version.facts if most is None else version.facts[-most:]
    if one.matter in ("figure", "treaty act", "stance"):
        tellers = "; ".join(dict.fromkeys(_teller(context, fact) for fact in facts))
        places = context.citations.cite(facts, anchor, "disagreements")
        return [(f"{_version(context, version.facts[0])} ({tellers})", places)]
    side = (
        ""
        if one.treaty is not None or one.matter in ("register", "day", "place")
        else say("doubts.asserted")
        if version is one.versions[0]
        else say("doubts.denied")
    )
    return [
        (f"{side}“{context.words(fact)}” ({_teller(context, fact)})", context.citations.cite([fact], anchor, "disagreements"))
        for fact in facts
    ]


def _about(context: Context, one: Disagreement, fact: Fact) -> str:
    if one.about is not None:
        return one.about
    if one.treaty is not None:
        if one.matter == "register":
            return say("doubts.act_done", treaty=one.treaty.instrument.called)
        return say("doubts.ends", treaty=one.treaty.instrument.called)
    match fact.claim:
        case Figure(measure=measure, change=change):
            return say("doubts.change" if change else "doubts.figure", measure=measure or say("plain.figure"), day=context.day(fact))
        case TreatyAct(act=act, instrument=instrument):
            return harmless(say("doubts.act_of", act=act.replace("_", " "), treaty=instrument or say("plain.the_treaty")))
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
    return context.words(fact)


def _teller(context: Context, fact: Fact) -> str:
    """Who tells it: the one named in the text, else the document."""
    document = context.record.documents[fact.document]
    return context.voice(fact) or f"{harmless(document.title or document.uri.rsplit('/', 1)[-1])}, {context.told(fact)}"


def prospect_rows(context: Context) -> tuple[tuple[ProspectRow, ...], tuple[ProspectRow, ...]]:
    """What was planned or expected, with what came; and what was only possible or conditional."""
    alike: dict[tuple[object, ...], list[Prospect]] = {}
    for one in context.parts.of("outlook", prospects(context.record, context.on), _weight):
        # One sentence that announces an act and its amount is one prospect.
        alike.setdefault((one.told.document, context.words(one.told), one.outcome, one.by), []).append(one)
    rows = [(own[0], _prospect(context, own, f"o{number}")) for number, own in enumerate(alike.values(), 1)]
    firm = [one.told.certainty in ("planned", "expected", "actual") or one.outcome in ("reached", "not reached") for one, _ in rows]
    return (
        tuple(row for (_, row), first in zip(rows, firm, strict=True) if first),
        tuple(row for (_, row), first in zip(rows, firm, strict=True) if not first),
    )


def _weight(one: Prospect) -> float:
    """What came or failed first, then what lies ahead, then what has a day; of these what was told for sure."""
    known = {"nothing on record": 2, "ahead": 4, "no date": 0}.get(one.outcome, 6)
    return known + (one.told.certainty in ("planned", "actual")) + one.told.confidence


def _prospect(context: Context, alike: list[Prospect], anchor: str) -> ProspectRow:
    one = alike[0]
    after = []
    for fact in dict.fromkeys(fact for each in alike for fact in each.after):
        words = figure_in_words(fact.claim) if isinstance(fact.claim, Figure) else context.words(fact)
        after.append((say("doubts.came", day=context.time(fact), words=words), context.citations.cite([fact], anchor, "outlook")))
    return ProspectRow(
        anchor=anchor,
        told=context.told(one.told),
        by=day_in_words(one.by) if one.by else "",
        words=context.words(one.told),
        # What somebody promised is told as done: the promise is, what it promises is planned.
        certainty="planned" if one.told.certainty == "actual" else one.told.certainty,
        voice=context.voice(one.told),
        outcome=say(f"outcomes.{one.outcome}"),
        tone=TONES[one.outcome],
        after=tuple(after),
        places=context.citations.cite([each.told for each in alike], anchor, "outlook"),
    )
