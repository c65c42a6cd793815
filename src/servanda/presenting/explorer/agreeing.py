"""Where people who judged the same facts differ, side by side, and how far they agree."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from starlette.requests import Request

from servanda.analysis import agreement as measuring
from servanda.presenting.agreement_table import AGREEMENT_COLUMNS, agreement_data, agreement_rows
from servanda.presenting.explorer.answers import Answer
from servanda.presenting.explorer.desk import Desk
from servanda.presenting.fact_words import what_words, who_words
from servanda.store import Judgement

_COLUMNS = ("fact", "kind", "words", "claim", "who", "verdict", "corrected_to", "why", "at")


def disagreements(desk: Desk, request: Request) -> Answer:
    """The facts of which people now say different things, each with the words of all."""
    del request
    found = measuring.disagreements(desk.store.judgements())

    def rows() -> Iterator[dict[str, Any]]:
        for one in found:
            for word in one.words:
                first = word.snapshot
                yield {
                    "fact": one.fact,
                    "kind": first.kind,
                    "words": first.spans[0].words,
                    "claim": _told(word, corrected=False),
                    "who": word.who,
                    "verdict": word.verdict,
                    "corrected_to": _told(word, corrected=True) or None,
                    "why": word.why,
                    "at": word.at.isoformat(),
                }

    return Answer(
        template="disagreements.html",
        shown=lambda: {"found": [(one, [(word, _told(word, corrected=True)) for word in one.words]) for one in found]},
        data=lambda: {"total": len(found), "disagreements": list(rows())},
        rows=rows,
        columns=_COLUMNS,
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


def _told(word: Judgement, *, corrected: bool) -> str:
    """What a fact says, or what somebody corrected it to, in words."""
    fact = word.corrected if corrected else word.snapshot
    if fact is None:
        return ""
    certainty = "" if fact.certainty == "actual" else f", {fact.certainty}"
    return f"{who_words(fact)}: {what_words(fact)}{certainty}"
