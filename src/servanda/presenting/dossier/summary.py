"""The state of the relationship at one glance: a few large answers, and the same in sentences."""

from __future__ import annotations

from collections.abc import Sequence

from servanda.analysis.figures_checked import figure_of
from servanda.presenting.dossier.context import Context
from servanda.presenting.dossier.happenings import between
from servanda.presenting.dossier.numbers import latest, tallied
from servanda.presenting.dossier.views import Card, DisagreementRow, FigureRow, Issue, VoteRow
from servanda.presenting.dossier.voices import stance_word
from servanda.presenting.dossier.wording import amount_in_words, day_in_words, listed, plain_law, status_words
from servanda.presenting.texts import say
from servanda.records import Event, Fact
from servanda.vocabulary.event_types import cooperative


def summary(
    context: Context,
    groups: Sequence[tuple[Fact, ...]],
    verdicts: tuple[tuple[str, str, int], ...],
    stands: tuple[tuple[Issue, ...], tuple[VoteRow, ...]],
    checks: tuple[tuple[FigureRow, ...], tuple[DisagreementRow, ...]],
) -> tuple[tuple[Card, ...], tuple[tuple[str, str], ...]]:
    """Cards, and the sentences (each with the section it leads to); `checks` are stated figures, checked, and where sources disagree."""
    figures, disagreements = checks
    moods = moods_of(context, groups)
    cards = [
        _treaty(context),
        _promises(verdicts),
        _events(moods),
        _positions(*stands),
        _figures(context, figures),
        _doubts(disagreements),
    ]
    found = [card for card in cards if card is not None]
    return tuple(found), _state(context, moods, verdicts, stands, checks)


def _treaty(context: Context) -> Card:
    if not context.treaties:
        return Card(
            label=say("cards.treaty.label"),
            answer=say("cards.treaty.none"),
            detail=say("cards.treaty.none_detail"),
            target="treaty",
            tone="plain",
        )
    report = context.treaties[0].report
    until = say("cards.treaty.until", day=day_in_words(report.until)) if report.until else say("cards.treaty.endless")
    binding = report.status.startswith("in_force")
    detail = f"{context.treaties[0].instrument.called}: {until}" if binding else context.treaties[0].instrument.called
    return Card(
        label=say("cards.treaty.label"),
        answer=status_words(report.status),
        detail=detail,
        target="treaty",
        tone="good" if binding else "doubt" if report.status == "contested" else "plain",
    )


def _promises(verdicts: tuple[tuple[str, str, int], ...]) -> Card:
    total = sum(count for _, _, count in verdicts)
    told = " · ".join(f"{count} {say(f'verdicts.{verdict}')}" for verdict, _, count in verdicts)
    worst = next((tone for verdict, tone, _ in verdicts if verdict in ("broken", "disputed")), "plain")
    answer = say("cards.promises.answer", n=total) if total else say("cards.promises.none")
    return Card(label=say("cards.promises.label"), answer=answer, detail=told, target="ledger", tone=worst)


def _events(moods: dict[bool, int]) -> Card:
    detail = say("cards.acts.detail", cooperation=_many(moods[True]), conflict=_many(moods[False]))
    return Card(label=say("cards.acts.label"), answer=str(sum(moods.values())), detail=detail, target="timeline", tone="plain")


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
    told = [say("cards.positions.in_texts", shared=shared, all=len(issues))] if issues else []
    if not votes:
        return Card(
            label=say("cards.positions.label"),
            answer=say("cards.positions.answer", shared=shared, all=len(issues)),
            detail=say("cards.positions.detail"),
            target="positions",
            tone="plain",
        )
    alike = sum(one.alike for one in votes)
    opposed = sum({one.a[0], one.b[0]} == {stance_word("support"), stance_word("oppose")} for one in votes)
    apart = say("cards.votes.apart", n=len(votes) - alike, opposed=_many(opposed))
    answer = say("cards.votes.answer", alike=alike, all=len(votes))
    return Card(label=say("cards.votes.label"), answer=answer, detail="; ".join([apart, *told]), target="positions", tone="plain")


def _figures(context: Context, checked: tuple[FigureRow, ...]) -> Card | None:
    last = latest(context)
    if last is None:
        return None
    series, year, fact = last
    before = series.value(year - 1)
    value = figure_of(fact).value
    change = say("cards.figures.change", change=f"{(value - before) / before:+.1%}".replace("-", "−"), year=year - 1) if before else ""
    return Card(
        label=series.measure.capitalize(),
        answer=amount_in_words(value, series.unit),
        detail=" · ".join(
            filter(None, (say("cards.figures.detail", year=year, change=change), tallied(row for row in checked if row.growth)))
        ),
        target="figures",
        tone="plain",
    )


def _many(number: int) -> str:
    """A number in a sentence; of nothing there is none."""
    return str(number) if number else say("plain.none")


def _doubts(disagreements: tuple[DisagreementRow, ...]) -> Card:
    count = len(disagreements)
    return Card(
        label=say("cards.doubts.label"),
        answer=say("cards.doubts.answer", n=count) if count else say("cards.doubts.none"),
        detail="; ".join(one.about for one in disagreements[:2]) + (say("cards.doubts.more", more=count - 2) if count > 2 else ""),
        target="disagreements",
        tone="doubt" if count else "plain",
    )


def _state(
    context: Context,
    moods: dict[bool, int],
    verdicts: tuple[tuple[str, str, int], ...],
    stands: tuple[tuple[Issue, ...], tuple[VoteRow, ...]],
    checks: tuple[tuple[FigureRow, ...], tuple[DisagreementRow, ...]],
) -> tuple[tuple[str, str], ...]:
    """What a reader should take away, in sentences that each rest on a section."""
    figures, disagreements = checks
    told: list[tuple[str, str]] = []
    if not context.record.documents:
        told.append((say("state.no_document"), "sources"))
    for treaty in context.treaties[:1]:
        report = treaty.report
        since = say("state.since", day=day_in_words(report.since)) if report.since else ""
        first = report.next[0] if report.next else None
        ahead = say("state.ahead", day=day_in_words(first.date), what=plain_law(first.what)) if first else ""
        status, name = status_words(report.status), treaty.instrument.called
        told.append((say("state.treaty", day=day_in_words(context.on), name=name, status=status, since=since) + ahead, "treaty"))
    counts = {verdict: count for verdict, _, count in verdicts}
    if counts:
        broken = counts.get("broken", 0)
        kept = counts.get("kept so far", 0) + counts.get("kept", 0)
        breach = say("state.breach", n=broken) if broken else say("state.no_breach")
        told.append((say("state.promises", n=sum(counts.values()), kept=_many(kept), breach=breach), "ledger"))
    if sum(moods.values()):
        told.append((say("state.acts", cooperation=_many(moods[True]), conflict=_many(moods[False])), "timeline"))
    issues, votes = stands
    stood = [say("state.voted", alike=sum(one.alike for one in votes), all=len(votes))] if votes else []
    stood += [say("state.shared", shared=sum(one.outcome == "shared" for one in issues), all=len(issues))] if issues else []
    if stood:
        told.append((say("state.they", stood=listed(stood)), "positions"))
    if figures:
        told.append((tallied(figures), "figures"))
    if disagreements:
        told.append((say("state.doubts", n=len(disagreements)), "disagreements"))
    return tuple(told)
