"""Everything that a dossier shows, gathered from a store into plain views."""

from __future__ import annotations

import datetime as dt

from servanda.analysis.pair_record import PairRecord, gather_pair
from servanda.analysis.pair_treaties import treaties_between
from servanda.analysis.register import Register
from servanda.analysis.same_event import events_told
from servanda.presenting.dossier import around, doubts, happenings, numbers, promises, summary, voices
from servanda.presenting.dossier.citing import Citations, CitedDocument, Place
from servanda.presenting.dossier.context import Context
from servanda.presenting.dossier.parts import Parts
from servanda.presenting.dossier.subjects import subject_index
from servanda.presenting.dossier.views import Dossier
from servanda.presenting.dossier.wording import day_in_words
from servanda.presenting.exports.citation import cite_document
from servanda.presenting.exports.csl import csl_item
from servanda.presenting.texts import say
from servanda.store import Store


def gather(store: Store, register: Register, a: str, b: str, on: dt.date) -> Dossier:
    """The views of the dossier of two actors on a day; the same store and day give the same views."""
    record = gather_pair(store, a, b)
    treaties = treaties_between(register, a, b, on)
    return arranged(Context(record=record, treaties=treaties, citations=Citations(record.documents), on=on, parts=Parts(len(record.facts))))


def arranged(context: Context) -> Dossier:
    """The views from a record of a pair that is at hand."""
    groups = [event.reports for event in events_told(happenings.pair_events(context), context.record.documents)]
    shown, more = happenings.timeline(context, groups)
    years, chart, undated = happenings.years(context, groups)
    statements, statements_more = voices.statements(context)
    (ledger, verdicts), groups_laid_down = promises.ledger_rows(context), promises.provision_groups(context)
    figures, figures_more = numbers.figure_rows(context)
    prospects, prospects_more = doubts.prospect_rows(context)
    others, between = around.neighbours(context)
    (issues, issues_more), votes = voices.issues(context), voices.votes(context)
    grouped, grouped_more = voices.by_subject(issues, issues_more)
    disagreements = doubts.disagreement_rows(context)
    cards, state = summary.summary(context, groups, verdicts, (issues, votes), (figures, disagreements))
    relations, series = happenings.relations(context), numbers.series_tables(context)
    subjects = subject_index(ledger, groups_laid_down, voices.stands(context), figures, disagreements)
    # All that is cited is known now.
    cited = context.citations.numbers()
    return Dossier(
        title=" – ".join(context.names),
        names=context.names,
        codes=context.record.pair,
        on=day_in_words(context.on),
        span=_span(context.record),
        state=state,
        cards=cards,
        counts=_counts(context.record),
        treaties=promises.treaty_views(context),
        timeline=shown,
        timeline_more=more,
        year_kinds=tuple((say(f"years.{kind}"), say(f"years.short.{kind}"), kind) for kind, _ in happenings.YEAR_KINDS),
        years=years,
        year_chart=chart,
        undated=undated,
        provisions=groups_laid_down,
        ledger=ledger,
        verdicts=verdicts,
        statements=statements,
        statements_more=statements_more,
        relations=relations,
        issues=grouped,
        issues_more=grouped_more,
        votes=votes,
        series=series,
        figures=figures,
        figures_more=figures_more,
        network=around.network(context, others, between),
        neighbours=others,
        world=around.pair_map(context, others),
        disagreements=disagreements,
        subjects=subjects,
        prospects=prospects,
        prospects_more=prospects_more,
        documents=_documents(context, cited),
        bibliography=tuple(csl_item(cite_document(document)) for document in context.record.documents.values()),
        numbers=cited,
        parts=context.parts.told(),
    )


def _documents(context: Context, cited: dict[Place, str]) -> tuple[CitedDocument, ...]:
    """Every document on which something rests, and of the others as many as are listed."""
    bare = context.parts.of("sources", context.citations.bare(), lambda one: bool(one.title))
    return context.citations.documents(cited, {one.id for one in bare})


def _counts(record: PairRecord) -> dict[str, int]:
    """How much the dossier rests on."""
    kinds = {
        kind: len(record.of_kind(kind)) for kind in ("event", "statement", "position", "figure", "relation", "provision", "treaty_act")
    }
    return {"documents": len(record.documents), "facts": len(record.facts), "judged": len(record.verdicts), **kinds}


def _span(record: PairRecord) -> str:
    """First and last year of the documents."""
    years = [one.published.earliest.year for one in record.documents.values() if one.published and one.published.earliest]
    return "" if not years else f"{min(years)}–{max(years)}" if min(years) != max(years) else str(years[0])
