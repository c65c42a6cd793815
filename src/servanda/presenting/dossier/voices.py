"""Who said what, and who stands where: statements with their speakers, and positions shared and opposed."""

from __future__ import annotations

from collections import defaultdict

from servanda.presenting.dossier.context import Context
from servanda.presenting.dossier.views import Issue, Stance, Statement
from servanda.presenting.dossier.wording import listed, name_of, speaker_in_words
from servanda.presenting.fact_table import harmless
from servanda.records import Fact, Position
from servanda.records import Statement as StatementClaim

# Statements shown at once.
SHOWN = 40
STANCES = {"support": ("for", "good"), "oppose": ("against", "bad"), "neutral": ("neutral", "plain")}


def statements(context: Context) -> tuple[tuple[Statement, ...], tuple[Statement, ...]]:
    """Words of either side and of others about them, by date: those of most weight, and the others."""
    facts = [fact for fact in context.record.of_kind("statement") if isinstance(fact.claim, StatementClaim)]
    weighed = sorted(facts, key=lambda fact: -_weight(context, fact))
    heavy = {fact.id for fact in weighed[:SHOWN]}
    ordered = sorted(facts, key=lambda fact: (context.order(fact), fact.document, fact.spans[0].start))
    views = {fact.id: _statement(context, fact, f"q{number}") for number, fact in enumerate(ordered, 1)}
    return tuple(views[f.id] for f in ordered if f.id in heavy), tuple(views[f.id] for f in ordered if f.id not in heavy)


def _weight(context: Context, fact: Fact) -> float:
    """Quoted words of a named person of the pair first, then longer words, then the coder's confidence."""
    claim = fact.claim
    if not isinstance(claim, StatementClaim):
        return 0.0
    own = any(context.record.side(one.actor) for one in claim.speakers)
    named = any(one.name for one in claim.speakers)
    return 4.0 * claim.direct + 3.0 * own + 2.0 * named + min(len(claim.content.split()), 20) / 10 + fact.confidence


def _statement(context: Context, fact: Fact, anchor: str) -> Statement:
    claim = fact.claim
    if not isinstance(claim, StatementClaim):
        msg = f"a {fact.kind} is no statement"
        raise TypeError(msg)
    return Statement(
        anchor=anchor,
        speaker=harmless(speaker_in_words(claim.speakers)),
        day=context.day(fact),
        reported=context.told(fact),
        cue=harmless(claim.cue or ""),
        content=harmless(claim.content),
        direct=claim.direct,
        certainty=fact.certainty,
        places=context.citations.cite([fact], anchor, "statements"),
    )


def issues(context: Context) -> tuple[Issue, ...]:
    """Every issue on which either side is on record: those on which both are, first."""
    by_issue: dict[str, list[Fact]] = defaultdict(list)
    for fact in context.record.of_kind("position"):
        if isinstance(fact.claim, Position) and fact.certainty in ("actual", "planned") and context.record.touched(fact.claim.holders):
            by_issue[_subject(fact.claim)].append(fact)
    found = []
    for subject, facts in by_issue.items():
        a, b = (_side(context, facts, code) for code in context.record.pair)
        found.append((subject, facts, a, b))
    found.sort(key=lambda one: (not (one[2] and one[3]), -len(one[1]), one[0]))
    return tuple(_issue(context, f"i{number}", subject, a, b) for number, (subject, _, a, b) in enumerate(found, 1))


def _subject(position: Position) -> str:
    """The issue where the vocabulary knows it, else the words, so that nothing is lost and nothing guessed."""
    return position.target.issue.replace("-", " ") if position.target.issue else harmless(position.target.words)


def _side(context: Context, facts: list[Fact], code: str) -> dict[str, list[Fact]]:
    """The facts of one side by stance."""
    own: dict[str, list[Fact]] = {}
    for fact in facts:
        if isinstance(fact.claim, Position) and code in context.record.touched(fact.claim.holders):
            own.setdefault(fact.claim.stance, []).append(fact)
    return own


def _issue(context: Context, anchor: str, subject: str, a: dict[str, list[Fact]], b: dict[str, list[Fact]]) -> Issue:
    if not a or not b:
        outcome = "one side only"
    elif set(a) == set(b) and len(a) == 1:
        outcome = "shared"
    else:
        outcome = "opposed" if {"support", "oppose"} <= set(a) | set(b) and not set(a) & set(b) else "mixed"
    others: dict[str, set[str]] = defaultdict(set)
    for fact in context.record.of_kind("position"):
        if isinstance(fact.claim, Position) and _subject(fact.claim) == subject:
            for holder in fact.claim.holders:
                if context.record.side(holder) is None:
                    others[STANCES[fact.claim.stance][0]].add(name_of(holder))
    told = "; ".join(f"{stance}: {listed(sorted(names))}" for stance, names in sorted(others.items()))
    return Issue(anchor=anchor, name=subject, outcome=outcome, a=_stances(context, a, anchor), b=_stances(context, b, anchor), others=told)


def _stances(context: Context, own: dict[str, list[Fact]], anchor: str) -> tuple[Stance, ...]:
    """The stances of a side, the most told first, each with when it is on record."""
    found = []
    for stance, facts in sorted(own.items(), key=lambda item: (-len(item[1]), item[0])):
        years = sorted({context.order(fact).year for fact in facts})
        days = str(years[0]) if len(years) == 1 else f"{years[0]}–{years[-1]}"
        times = f" · {len(facts)} times" if len(facts) > 1 else ""
        word, tone = STANCES[stance]
        found.append(Stance(stance=word, tone=tone, days=f"{days}{times}", places=context.citations.cite(facts, anchor, "positions")))
    return tuple(found)
