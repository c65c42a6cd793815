"""The timeline, events per year, and how the relation is said to be going."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from servanda.analysis.pair_record import event_sides, happenings, on_each_other
from servanda.analysis.pair_treaties import PairTreaty, meant
from servanda.law.reasons import Reason
from servanda.presenting.dossier import charts
from servanda.presenting.dossier.context import Context
from servanda.presenting.dossier.views import RelationRow, TimelineItem, YearRow
from servanda.presenting.dossier.wording import day_in_words, event_actors, listed, name_of, plain_law
from servanda.presenting.fact_table import harmless
from servanda.presenting.texts import say
from servanda.records import Event, Fact, Relation, TreatyAct
from servanda.vocabulary.event_types import QUADS, event_types

# Entries of the timeline shown at once; the others follow in a fold, and both numbers are told.
SHOWN = 50
_LANDMARKS = ("signature", "entered into force", "expired", "terminated", "abeyance", "suspen")
YEAR_KINDS = (
    ("coop-words", charts.COOPERATION_WORDS),
    ("coop-deeds", charts.COOPERATION_DEEDS),
    ("conflict-words", charts.CONFLICT_WORDS),
    ("conflict-deeds", charts.CONFLICT_DEEDS),
    ("undated", charts.UNDATED),
)
# By which words a step of the register is known as an act that a text tells.
_ACT_WORDS = {"signature": "signature", "entry_into_force": "entered into force", "exchange_of_instruments": "exchanged"}
Group = tuple[Fact, ...]
_Step = tuple[str, dt.date, str]


def pair_events(context: Context) -> list[Fact]:
    """Events in which both take part, as told to have happened or not to have happened."""
    record = context.record
    return [
        fact
        for fact in happenings(record)
        if fact.certainty in ("actual", "denied")
        and isinstance(fact.claim, Event)
        and record.names_both(tuple(code for side in event_sides(fact.claim) for code in side))
    ]


def between(context: Context, event: Event) -> bool:
    """Whether the two act on each other, not together on others."""
    return on_each_other(event, context.record.sides)


def timeline(context: Context, groups: Sequence[Group]) -> tuple[tuple[TimelineItem, ...], tuple[TimelineItem, ...]]:
    """What happened, in order of time: the entries of most weight, and the others."""
    acts = [(fact,) for fact in context.record.of_kind("treaty_act") if fact.certainty == "actual" and _between_them(context, fact)]
    found: list[tuple[dt.date, int, TimelineItem]] = []
    landmarks: dict[_Step, list[list[Group]]] = {}
    others: list[list[Group]] = []
    for joined in _by_sentence(context, [*groups, *acts]):
        known = _landmark(context, joined)
        if known is None:
            others.append(joined)
        else:
            landmarks.setdefault(known, []).append(joined)
    for joined in context.parts.of("timeline", others, lambda joined: _weight(context, joined)):
        found.append(_item(context, joined, f"t{len(found) + 1}"))
    for rank, treaty in enumerate(context.treaties):
        for step in treaty.report.reasons:
            # Of treaties besides the first, only what begins or ends them.
            if rank and not any(word in step.what for word in _LANDMARKS):
                continue
            if step.date is not None and step.date <= context.on:
                told = landmarks.pop((treaty.instrument.id, step.date, step.what), [])
                reports = [fact for joined in told for group in joined for fact in group]
                found.append((step.date, 50, _step(context, treaty, step, reports, f"t{len(found) + 1}")))
    for told in landmarks.values():
        for joined in told:
            found.append(_item(context, joined, f"t{len(found) + 1}"))
    found.sort(key=lambda one: (one[0], -one[1]))
    heaviest = {id(item) for _, _, item in sorted(found, key=lambda one: -one[1])[:SHOWN]}
    shown = tuple(item for _, _, item in found if id(item) in heaviest)
    return shown, tuple(item for _, _, item in found if id(item) not in heaviest)


def _step(context: Context, treaty: PairTreaty, step: Reason, reports: list[Fact], anchor: str) -> TimelineItem:
    """A step in a treaty's life by the register, with the texts that tell of it."""
    return TimelineItem(
        anchor=anchor,
        year=str(step.date.year) if step.date else "",
        day=day_in_words(step.date) if step.date else "",
        reported="",
        tone="law",
        kind="law",
        scope="",
        who=treaty.instrument.called,
        words=plain_law(step.what),
        certainty="actual",
        voice="",
        told=len({fact.document for fact in reports}),
        source=step.source,
        places=context.citations.cite(reports, anchor, "timeline"),
    )


def _landmark(context: Context, groups: list[Group]) -> _Step | None:
    """The treaty, day and words of a step that the register has too: told once, with the reports behind it."""
    for group in groups:
        fact = group[0]
        moment = fact.when.as_moment() if fact.when else None
        if not isinstance(fact.claim, TreatyAct) or moment is None or moment.precision not in ("day", "month"):
            continue
        published = context.record.documents[fact.document].published
        treaty = meant(context.treaties, fact.claim.instrument, published.latest if published else None)
        if treaty is None:
            done_then = [one for one in context.treaties if (day := _done(one, fact.claim.act)) and moment.earliest <= day <= moment.latest]
            treaty = done_then[0] if len(done_then) == 1 else None
        if treaty is None:
            continue
        day = moment.earliest if moment.exact else _done(treaty, fact.claim.act)
        if day is None or not moment.earliest <= day <= moment.latest:
            continue
        steps = [step for step in treaty.report.reasons if step.date == day]
        if steps:
            named = _ACT_WORDS.get(fact.claim.act, "")
            return treaty.instrument.id, day, next((step.what for step in steps if named in step.what), steps[0].what)
    return None


def _done(treaty: PairTreaty, act: str) -> dt.date | None:
    """The day of an act that is done to a treaty but once."""
    return {"signature": treaty.instrument.signed(), "entry_into_force": treaty.in_force}.get(act)


def _between_them(context: Context, fact: Fact) -> bool:
    return isinstance(fact.claim, TreatyAct) and context.record.names_both(fact.claim.parties)


def _by_sentence(context: Context, groups: Sequence[Group]) -> list[list[Group]]:
    """Happenings told in one sentence are one entry: "visited and met" is one line with two kinds."""
    homes: dict[tuple[object, ...], list[Group]] = {}
    joined: list[list[Group]] = []
    for group in groups:
        keys = [(fact.document, fact.spans[0].start, fact.certainty) for fact in group]
        home = next((homes[key] for key in keys if key in homes and _same_day(context, homes[key][0][0], group[0])), None)
        if home is None:
            home = []
            joined.append(home)
        home.append(group)
        for key in keys:
            homes.setdefault(key, home)
    return joined


def _same_day(context: Context, one: Fact, other: Fact) -> bool:
    return not (context.dated(one) and context.dated(other)) or context.day(one) == context.day(other)


def _item(context: Context, groups: list[Group], anchor: str) -> tuple[dt.date, int, TimelineItem]:
    """One entry: the fullest dated report leads; its kinds are those of all, acts of treaty law last."""
    facts = [fact for group in groups for fact in group]
    lead = max((group[0] for group in groups), key=context.dated)
    events = [group[0].claim for group in groups if isinstance(group[0].claim, Event)]
    acts = [group[0].claim for group in groups if isinstance(group[0].claim, TreatyAct)]
    labels = [event_types()[event.type].label for event in events] + [act.act.replace("_", " ") for act in acts]
    reports, order = len({fact.document for fact in facts}), context.order(lead)
    names = [event_actors(event) for event in events] + [listed([name_of(code) for code in act.parties]) for act in acts]
    item = TimelineItem(
        anchor=anchor,
        year=str(order.year) if order != dt.date.max else "",
        day=context.day(lead) if context.dated(lead) else "",
        reported=context.told(lead),
        tone="law" if acts else event_types()[events[0].type].quad.replace("verbal_", "").replace("material_", ""),
        # Where the sides differ, each act is named with its own.
        kind=", ".join(dict.fromkeys(labels)) if len(set(names)) == 1 else "",
        scope=_scope(context, events),
        who=harmless(_who(labels, names)),
        words=context.words(lead),
        certainty=lead.certainty,
        voice=context.voice(lead),
        told=reports,
        source=None,
        places=context.citations.cite(facts, anchor, "timeline"),
    )
    return order, _weight(context, groups), item


def _weight(context: Context, groups: list[Group]) -> int:
    """Acts of treaty law first, then what has a day, was done, is told often and of several kinds."""
    lead = max((group[0] for group in groups), key=context.dated)
    claims = [group[0].claim for group in groups]
    kinds = {claim.type if isinstance(claim, Event) else claim.act for claim in claims if isinstance(claim, (Event, TreatyAct))}
    reports = len({fact.document for group in groups for fact in group})
    acts = any(isinstance(claim, TreatyAct) for claim in claims)
    return 10 * context.dated(lead) + 20 * acts + 5 * (lead.certainty == "actual") + 3 * reports + len(kinds)


def _who(labels: Sequence[str], names: Sequence[str]) -> str:
    """Who to whom; of several acts in one sentence each with its own sides, where these differ."""
    acts: dict[str, dict[str, None]] = {}
    for label, name in zip(labels, names, strict=True):
        acts.setdefault(name, {})[label] = None
    if len(acts) == 1:
        return names[0]
    return "; ".join(say("plain.act_of", act=", ".join(own), who=name) for name, own in acts.items())


def _scope(context: Context, events: list[Event]) -> str:
    """What the two do together to others, or others to both, is told apart from what they do to each other."""
    if not events or any(between(context, event) for event in events):
        return ""
    return say("scope.together" if len(context.record.touched(event_sides(events[0])[0])) == 2 else "scope.towards")


def years(context: Context, groups: Sequence[Group]) -> tuple[tuple[YearRow, ...], str, int]:
    """Happenings told as done, by year and kind, with the chart; and how many have no date of their own."""
    counts: dict[int, list[int]] = {}
    undated = 0
    for group in groups:
        lead = max(group, key=context.dated)
        if lead.certainty != "actual" or not isinstance(lead.claim, Event) or not between(context, lead.claim):
            continue
        index = QUADS.index(event_types()[lead.claim.type].quad)
        when = lead.when if context.dated(lead) else None
        if when is not None and when.earliest is not None and when.latest is not None and when.earliest.year == when.latest.year:
            year = when.earliest.year
        else:
            undated += 1
            index, order = len(QUADS), context.record.documents[lead.document].published
            if order is None or order.latest is None:
                continue
            year = order.latest.year
        counts.setdefault(year, [0] * len(YEAR_KINDS))[index] += 1
    rows = tuple(YearRow(year=year, counts=tuple(own)) for year, own in sorted(counts.items()))
    if not rows:
        return (), "", undated
    names = [(say(f"years.{kind}"), colour) for kind, colour in YEAR_KINDS]
    bars = [charts.Bar(row.year, names[i][0], count) for row in rows for i, count in enumerate(row.counts) if count]
    marks = sorted(
        {
            treaty.in_force.year
            for treaty in context.treaties[:1]
            if treaty.in_force and rows[0].year <= treaty.in_force.year <= rows[-1].year
        }
    )
    # Vega-Lite wants sparse bars in the order of the kinds.
    return rows, charts.bar_chart(bars, names, marks, say("years.axis")), undated


def relations(context: Context) -> tuple[RelationRow, ...]:
    """What the record says of how relations go: between the two first, then with others, each in order of time."""
    found: list[RelationRow] = []
    tones = {"improving": "good", "restored": "good", "stable": "plain", "worsening": "bad", "broken": "bad", "tense": "bad"}
    facts = [
        fact for fact in context.record.of_kind("relation") if isinstance(fact.claim, Relation) and context.record.touched(fact.claim.pair)
    ]
    ordered = sorted(facts, key=lambda one: (not context.record.names_both(_pair(one)), context.order(one)))
    for fact in context.parts.of("relations", ordered, lambda one: context.record.names_both(_pair(one)) + one.confidence):
        relation = fact.claim
        if not isinstance(relation, Relation):
            continue
        anchor = f"r{len(found) + 1}"
        found.append(
            RelationRow(
                anchor=anchor,
                pair=" – ".join(name_of(code) for code in relation.pair),
                trend=say(f"trends.{relation.trend}"),
                tone=tones[relation.trend],
                certainty=fact.certainty,
                day=context.time(fact),
                words=context.words(fact),
                voice=context.voice(fact),
                places=context.citations.cite([fact], anchor, "relations"),
            )
        )
    return tuple(found)


def _pair(fact: Fact) -> tuple[str, ...]:
    return fact.claim.pair if isinstance(fact.claim, Relation) else ()
