"""The state of the relationship at one glance: a few large answers, and the same in sentences."""

from __future__ import annotations

from collections.abc import Sequence

from servanda.analysis.figures_checked import figure_of
from servanda.presenting.dossier.context import Context
from servanda.presenting.dossier.happenings import between
from servanda.presenting.dossier.numbers import latest
from servanda.presenting.dossier.promises import status_words
from servanda.presenting.dossier.views import Card, DisagreementRow, Issue, VoteRow
from servanda.presenting.dossier.wording import amount_in_words, day_in_words, plain_law
from servanda.records import Event, Fact
from servanda.vocabulary.event_types import cooperative


def summary(
    context: Context,
    groups: Sequence[tuple[Fact, ...]],
    verdicts: tuple[tuple[str, str, int], ...],
    stands: tuple[tuple[Issue, ...], tuple[VoteRow, ...]],
    disagreements: tuple[DisagreementRow, ...],
) -> tuple[tuple[Card, ...], tuple[tuple[str, str], ...]]:
    """Cards, and the sentences (each with the section it leads to)."""
    cards = [
        _treaty(context),
        _promises(verdicts),
        _events(context, groups),
        _positions(*stands),
        _figures(context),
        _doubts(disagreements),
    ]
    found = [card for card in cards if card is not None]
    return tuple(found), _state(context, groups, verdicts, stands, disagreements)


def _treaty(context: Context) -> Card:
    if not context.treaties:
        return Card(
            label="Treaty between them",
            answer="none on file",
            detail="the register holds no treaty of these two alone",
            target="treaty",
            tone="plain",
        )
    report = context.treaties[0].report
    until = f"until {day_in_words(report.until)}" if report.until else "no end in sight"
    binding = report.status.startswith("in_force")
    detail = f"{context.treaties[0].instrument.called}: {until}" if binding else context.treaties[0].instrument.called
    return Card(
        label="Treaty between them",
        answer=status_words(report.status),
        detail=detail,
        target="treaty",
        tone="good" if binding else "doubt" if report.status == "contested" else "plain",
    )


def _promises(verdicts: tuple[tuple[str, str, int], ...]) -> Card:
    total = sum(count for _, _, count in verdicts)
    told = " · ".join(f"{count} {verdict}" for verdict, _, count in verdicts)
    worst = next((tone for verdict, tone, _ in verdicts if verdict in ("broken", "disputed")), "plain")
    return Card(label="Promises", answer=f"{total} that oblige" if total else "none on record", detail=told, target="ledger", tone=worst)


def _events(context: Context, groups: Sequence[tuple[Fact, ...]]) -> Card:
    moods = moods_of(context, groups)
    detail = f"{moods[True]} of cooperation, {moods[False]} of conflict"
    return Card(label="Acts between them", answer=str(sum(moods.values())), detail=detail, target="timeline", tone="plain")


def moods_of(context: Context, groups: Sequence[tuple[Fact, ...]]) -> dict[bool, int]:
    """How many happenings told as done are of cooperation (True) and of conflict (False)."""
    moods = {True: 0, False: 0}
    for group in groups:
        if isinstance(group[0].claim, Event) and group[0].certainty == "actual" and between(context, group[0].claim):
            moods[cooperative(group[0].claim.type)] += 1
    return moods


def _positions(issues: tuple[Issue, ...], votes: tuple[VoteRow, ...]) -> Card | None:
    if not issues and not votes:
        return None
    shared = sum(one.outcome == "shared" for one in issues)
    told = [f"{shared} of {len(issues)} issues shared in texts"] if issues else []
    if not votes:
        return Card(
            label="Positions",
            answer=f"{shared} of {len(issues)} shared",
            detail="issues on which both are on record",
            target="positions",
            tone="plain",
        )
    alike = sum(one.alike for one in votes)
    apart = [f"{len(votes) - alike} votes apart, {sum({one.a[0], one.b[0]} == {'for', 'against'} for one in votes)} of them opposed"]
    return Card(label="Votes", answer=f"{alike} of {len(votes)} alike", detail="; ".join([*apart, *told]), target="positions", tone="plain")


def _figures(context: Context) -> Card | None:
    last = latest(context)
    if last is None:
        return None
    series, year, fact = last
    before = series.value(year - 1)
    value = figure_of(fact).value
    change = f", {(value - before) / before:+.1%} on {year - 1}" if before else ""
    return Card(
        label=series.measure.capitalize(),
        answer=amount_in_words(value, series.unit),
        detail=f"in {year}{change}",
        target="figures",
        tone="plain",
    )


def _doubts(disagreements: tuple[DisagreementRow, ...]) -> Card:
    count = len(disagreements)
    return Card(
        label="Sources disagree",
        answer="on nothing found" if not count else f"on {count} point{'s' if count > 1 else ''}",
        detail="; ".join(one.about for one in disagreements[:2]) + (f"; and {count - 2} more" if count > 2 else ""),
        target="disagreements",
        tone="doubt" if count else "plain",
    )


def _state(
    context: Context,
    groups: Sequence[tuple[Fact, ...]],
    verdicts: tuple[tuple[str, str, int], ...],
    stands: tuple[tuple[Issue, ...], tuple[VoteRow, ...]],
    disagreements: tuple[DisagreementRow, ...],
) -> tuple[tuple[str, str], ...]:
    """What a reader should take away, in sentences that each rest on a section."""
    told: list[tuple[str, str]] = []
    if not context.record.documents:
        told.append(("No document of the record names both.", "sources"))
    for treaty in context.treaties[:1]:
        report = treaty.report
        since = f" since {day_in_words(report.since)}" if report.since else ""
        ahead = f" Next date: {day_in_words(report.next[0].date)}, {plain_law(report.next[0].what)}." if report.next else ""
        told.append(
            (f"On {day_in_words(context.on)} the {treaty.instrument.called} is {status_words(report.status)}{since}.{ahead}", "treaty")
        )
    counts = {verdict: count for verdict, _, count in verdicts}
    if counts:
        broken = counts.get("broken", 0)
        kept = counts.get("kept so far", 0) + counts.get("kept", 0)
        breach = f"a breach is claimed of {broken}" if broken else "no breach is claimed of any"
        told.append((f"Of {sum(counts.values())} promises that oblige, deeds on record keep {kept}; {breach}.", "ledger"))
    moods = moods_of(context, groups)
    if sum(moods.values()):
        told.append((f"The record tells of {moods[True]} acts of cooperation and {moods[False]} of conflict between the two.", "timeline"))
    issues, votes = stands
    stood = [f"voted alike in {sum(one.alike for one in votes)} of {len(votes)} votes on record"] if votes else []
    stood += (
        [f"share {sum(one.outcome == 'shared' for one in issues)} of {len(issues)} issues on which texts tell where both stand"]
        if issues
        else []
    )
    if stood:
        told.append((f"They {' and '.join(stood)}.", "positions"))
    if disagreements:
        told.append((f"Sources disagree on {len(disagreements)} point{'s' if len(disagreements) > 1 else ''}.", "disagreements"))
    return tuple(told)
