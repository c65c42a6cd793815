"""Under which subjects of the index something is looked up: by its issue, type or measure, and by its words."""

from __future__ import annotations

from collections.abc import Iterable

from servanda.analysis.leaning_words import leaning
from servanda.presenting.dossier.context import Context
from servanda.records import Event, Fact, Figure, Position, TreatyAct
from servanda.vocabulary.subjects import load_subjects


def subject_anchor(subject: str) -> str:
    """The place of a subject in a dossier; it is short, for many sentences lead back to it."""
    return f"g{list(load_subjects().rows).index(subject) + 1}"


def provision_subjects(types: Iterable[str], words: str) -> tuple[str, ...]:
    """The subjects of a promise: those of its types and those that its sentence names."""
    subjects = load_subjects()
    return subjects.joined(*(subjects.of_provision(kind) for kind in types), subjects.of_words(words))


def position_subjects(context: Context, fact: Fact) -> tuple[str, ...]:
    """The subjects of a position: that of its issue, else those that its words name.

    Words that lean on others ("the plan") are looked up under what their own sentence names, else the sentence before.
    """
    claim, subjects = fact.claim, load_subjects()
    if not isinstance(claim, Position):
        return ()
    if claim.target.issue:
        return subjects.joined(subjects.of_issue(claim.target.issue))
    named = subjects.of_words(claim.target.words)
    if not named and leaning(claim.target.words):
        named = subjects.of_words(context.words(fact)) or subjects.of_words(context.citations.words_before(fact))
    return named


def subjects_of(context: Context, fact: Fact) -> tuple[str, ...]:
    """The subjects of any other fact."""
    claim, subjects = fact.claim, load_subjects()
    match claim:
        case Figure(measure=measure):
            return subjects.joined(subjects.of_measure(measure) if measure else None)
        case Position():
            return position_subjects(context, fact)
        case Event():
            return subjects.of_words(context.words(fact))
        case TreatyAct(instrument=instrument):
            return subjects.of_words(instrument or "")
    return ()
