"""Where people who judged the same facts differ, side by side, and how far they agree."""

from __future__ import annotations

from starlette.requests import Request

from servanda.analysis import agreement as measuring
from servanda.presenting.agreement_table import (
    AGREEMENT_COLUMNS,
    DISAGREEMENT_COLUMNS,
    agreement_data,
    agreement_rows,
    disagreement_rows,
    told_in_words,
)
from servanda.presenting.explorer.answers import Answer
from servanda.presenting.explorer.desk import Desk


def disagreements(desk: Desk, request: Request) -> Answer:
    """The facts of which people now say different things, each with the words of all."""
    del request
    found = measuring.disagreements(desk.store.judgements())
    return Answer(
        template="disagreements.html",
        shown=lambda: {
            "found": [(one, [(word, told_in_words(word.corrected) if word.corrected else "") for word in one.words]) for one in found]
        },
        data=lambda: {"total": len(found), "disagreements": list(disagreement_rows(found))},
        rows=lambda: disagreement_rows(found),
        columns=DISAGREEMENT_COLUMNS,
    )


def agreement(desk: Desk, request: Request) -> Answer:
    """Krippendorff's alpha on all facts and by kind."""
    del request
    found = measuring.agreement(desk.store.judgements())
    return Answer(
        template="agreement.html",
        shown=lambda: {"found": found, "differing": len(measuring.disagreements(desk.store.judgements()))},
        data=lambda: agreement_data(found),
        rows=lambda: agreement_rows(found),
        columns=AGREEMENT_COLUMNS,
    )
