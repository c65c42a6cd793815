"""Who said what, and who stands where: statements with their speakers, and positions shared and opposed."""

from __future__ import annotations

from collections.abc import Sequence

from servanda.analysis.positions import HELD, Comparison, Side, about_whom, compare_positions
from servanda.analysis.positions import Stand as Taken
from servanda.presenting.dossier.context import Context
from servanda.presenting.dossier.placing import position_subjects, subject_anchor
from servanda.presenting.dossier.views import Issue, IssueGroup, Stance, Stand, Statement, VoteRow
from servanda.presenting.dossier.wording import issue_called, listed, moment_in_words, name_of, speaker_in_words
from servanda.presenting.fact_table import harmless
from servanda.presenting.texts import say
from servanda.records import Fact, Position
from servanda.records import Statement as StatementClaim
from servanda.vocabulary.subjects import load_subjects

# Statements shown at once.
SHOWN = 40
# The rule that the coder of tables names.
TABLE_ROW = "table-row"
OUTCOMES = {"agree": "shared", "differ": "apart", "mixed": "mixed", "one side only": "one side only"}
TONES = {"support": "good", "oppose": "bad", "neutral": "plain"}


def statements(context: Context) -> tuple[tuple[Statement, ...], tuple[Statement, ...]]:
    """Words of either side and of others about them, by date: those of most weight, and the others."""
    facts = [fact for fact in context.record.of_kind("statement") if isinstance(fact.claim, StatementClaim)]
    facts = list(context.parts.of("statements", facts, lambda fact: _weight(context, fact)))
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
        day=context.day(fact) if context.dated(fact) else "",
        reported=context.told(fact),
        cue=harmless(claim.cue or ""),
        content=harmless(claim.content),
        direct=claim.direct,
        certainty=fact.certainty,
        places=context.citations.cite([fact], anchor, "statements"),
    )


def stance_word(stance: str) -> str:
    """What a stance is called."""
    return say(f"stances.{stance}")


def votes(context: Context) -> tuple[VoteRow, ...]:
    """Every recorded vote of both, in order of time."""
    rows: dict[tuple[str, int], list[Fact]] = {}
    for fact in context.record.of_kind("position"):
        if fact.rule == TABLE_ROW:
            rows.setdefault((fact.document, fact.spans[0].start), []).append(fact)
    found: list[VoteRow] = []
    for facts in sorted(rows.values(), key=lambda own: context.order(own[0])):
        cast = {holder: fact.claim.stance for fact in facts if isinstance(fact.claim, Position) for holder in fact.claim.holders}
        own = {context.record.side(holder): stance for holder, stance in cast.items() if context.record.side(holder)}
        a, b = (own.get(code) for code in context.record.pair)
        lead = facts[0].claim
        if a is None or b is None or not isinstance(lead, Position):
            continue
        anchor = f"v{len(found) + 1}"
        others = [
            f"{name_of(holder)} {stance_word(stance)}" for holder, stance in sorted(cast.items()) if context.record.side(holder) is None
        ]
        found.append(
            VoteRow(
                anchor=anchor,
                day=context.day(facts[0]),
                subject=harmless(lead.target.words),
                a=(stance_word(a), TONES[a]),
                b=(stance_word(b), TONES[b]),
                alike=a == b,
                others=", ".join(others),
                places=context.citations.cite(facts, anchor, "votes"),
            )
        )
    return tuple(found)


def issues(context: Context) -> tuple[tuple[Issue, ...], tuple[Issue, ...]]:
    """Positions stated in texts: issues of the vocabulary on which both are on record, and all other subjects."""
    record = context.record
    told = [fact for fact in record.of_kind("position") if fact.rule != TABLE_ROW]
    published = {key: document.published for key, document in record.documents.items() if document.published}
    one, other = ([code for code, side in record.sides.items() if side == own] for own in record.pair)
    compared = compare_positions(told, one, other, published=published)
    others = _others(context, told)
    many = sum(len(side.counts) for issue in compared for side in (issue.one, issue.other))
    views = [
        (
            issue.issue is not None and issue.outcome != "one side only",
            _issue(context, f"i{n}", issue, others.get((issue.issue or "", issue.whom), ""), many),
        )
        for n, issue in enumerate(compared, 1)
    ]
    return tuple(view for first, view in views if first), tuple(view for first, view in views if not first)


def by_subject(both: Sequence[Issue], others: Sequence[Issue]) -> tuple[tuple[IssueGroup, ...], tuple[IssueGroup, ...]]:
    """The issues of `issues` by subject: first the subjects on which both are on record, then all others; each stands where it comes first."""
    names = {row.id: row.name for row in load_subjects().rows.values()}
    groups: dict[str, list[Issue]] = {}
    for issue in (*both, *others):
        groups.setdefault(issue.subjects[0] if issue.subjects else "", []).append(issue)
    first = {issue.subjects[0] for issue in both if issue.subjects}
    told = [
        IssueGroup(subject=key, anchor=subject_anchor(key) if key else "", name=names.get(key) or say("subjects.none"), issues=tuple(own))
        for key, own in groups.items()
    ]
    # What names no subject comes last.
    told.sort(key=lambda group: not group.subject)
    return tuple(one for one in told if one.subject in first), tuple(one for one in told if one.subject not in first)


def stands(context: Context) -> tuple[Stand, ...]:
    """Every position told in a text, of whomever, in order of time: who, for or against what, and the sentence that says so."""
    told: dict[tuple[object, ...], list[Fact]] = {}
    taken = [fact for fact in context.record.of_kind("position") if fact.rule != TABLE_ROW and fact.certainty in HELD]
    for fact in sorted(context.parts.of("subjects", taken, lambda fact: fact.confidence), key=context.order):
        if isinstance(fact.claim, Position):
            told.setdefault((fact.document, context.words(fact), fact.claim.holders, fact.claim.stance), []).append(fact)
    return tuple(_stand(context, facts) for facts in told.values())


def _stand(context: Context, facts: Sequence[Fact]) -> Stand:
    """One sentence's position of the same holders; what it names several things by is told in one."""
    claims = [fact.claim for fact in facts if isinstance(fact.claim, Position)]
    holders = listed([name_of(code) for code in claims[0].holders]) or harmless(claims[0].holder_words or say("plain.unknown"))
    placed = {subject for fact in facts for subject in position_subjects(context, fact)}
    return Stand(
        who=holders,
        stance=stance_word(claims[0].stance),
        tone=TONES[claims[0].stance],
        what=listed(list(dict.fromkeys(say("plain.quoted", words=harmless(claim.target.words)) for claim in claims))),
        day=context.time(facts[0]),
        words=context.words(facts[0]),
        voice=context.voice(facts[0]),
        subjects=load_subjects().joined(placed),
        places=tuple(
            dict.fromkeys(place for one in sorted(placed) for place in context.citations.cite_beside(facts, subject_anchor(one), "stands"))
        ),
    )


def _others(context: Context, told: list[Fact]) -> dict[tuple[str, tuple[str, ...]], str]:
    """Where others stand on each issue, in words; an issue that is another one for each actor it is about is looked up with these."""
    found: dict[tuple[str, tuple[str, ...]], dict[str, set[str]]] = {}
    for fact in told:
        if isinstance(fact.claim, Position) and fact.claim.target.issue and fact.certainty in HELD:
            matter = fact.claim.target.issue, about_whom(fact.claim.target)
            for holder in fact.claim.holders:
                if context.record.side(holder) is None:
                    word = stance_word(fact.claim.stance)
                    found.setdefault(matter, {}).setdefault(word, set()).add(name_of(holder))
    return {issue: "; ".join(f"{listed(sorted(names))} {word}" for word, names in sorted(own.items())) for issue, own in found.items()}


def _issue(context: Context, anchor: str, compared: Comparison, others: str, many: int) -> Issue:
    """One issue of a table that holds so many stances."""
    name, definition = issue_called(compared.issue) if compared.issue else (harmless(compared.words), "")
    if compared.whom:
        name = f"{name} ({listed([name_of(actor) for actor in compared.whom])})"
    return Issue(
        anchor=anchor,
        name=name,
        definition=definition,
        outcome=OUTCOMES[compared.outcome],
        a=_stances(context, compared.one, anchor, many),
        b=_stances(context, compared.other, anchor, many),
        others=others,
        subjects=load_subjects().joined(
            {
                subject
                for side in (compared.one, compared.other)
                for stand in side.stands
                for subject in position_subjects(context, stand.fact)
            }
        ),
    )


def _stances(context: Context, side: Side, anchor: str, many: int) -> tuple[Stance, ...]:
    """The stances of a side, the most told first, each with when it is on record, how often, and how often with the other side."""
    found = []
    for stance, count in sorted(side.counts.items(), key=lambda item: (-item[1], item[0])):
        own = [stand for stand in side.stands if stand.stance == stance]
        listed_ones = context.parts.last("positions", own, many)
        found.append(
            Stance(
                stance=stance_word(stance),
                tone=TONES[stance],
                days=_from_when_to_when(context, own, count),
                places=context.citations.cite([stand.fact for stand in listed_ones], anchor, "positions"),
            )
        )
    return tuple(found)


def _from_when_to_when(context: Context, own: Sequence[Taken], count: int) -> str:
    """From which day to which a stance is on record, how often, and how often in words of both sides."""
    dated = [stand.fact for stand in own if stand.day is not None]
    first, last = (_day(context, dated[0]), _day(context, dated[-1])) if dated else (say("plain.no_date"),) * 2
    told = first if first == last else say("plain.range", first=first, last=last)
    both = sum(isinstance(stand.fact.claim, Position) and context.record.names_both(stand.fact.claim.holders) for stand in own)
    if count == 1:
        return say("stances.jointly", days=told) if both else told
    times = say("stances.times", days=told, count=count)
    return say("stances.all_jointly" if both == count else "stances.some_jointly", times=times, joint=both) if both else times


def _day(context: Context, fact: Fact) -> str:
    """The time of a position in short: its day where it has one, else its year, else the day of its report."""
    when = fact.when
    bound = (when.earliest or when.latest) if when is not None else None
    if when is None or bound is None:
        return context.told(fact)
    moment = when.as_moment()
    return moment_in_words(moment) if moment is not None and moment.precision != "interval" else str(bound.year)
