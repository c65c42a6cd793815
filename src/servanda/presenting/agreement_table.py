"""Agreement between people as a table, for the page, for files and for the command line."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from servanda.analysis.agreement import Agreement, Disagreement
from servanda.presenting.fact_words import what_words, who_words
from servanda.records import Fact

AGREEMENT_COLUMNS = (
    "kind",
    "alpha",
    "told",
    "facts_judged_by_several",
    "judgements_compared",
    "observed_disagreement",
    "expected_disagreement",
    "facts_judged_by_one",
    "people",
    "why",
)

DISAGREEMENT_COLUMNS = ("fact", "kind", "words", "claim", "who", "verdict", "corrected_to", "why", "at")


def agreement_rows(found: Sequence[Agreement]) -> Iterator[dict[str, Any]]:
    """One row for all facts, then one a kind; an alpha that is not defined stays empty, with the reason."""
    for one in found:
        alpha = one.alpha
        yield {
            "kind": one.kind or "all",
            "alpha": _rounded(alpha.alpha),
            "told": one.told,
            "facts_judged_by_several": alpha.units,
            "judgements_compared": alpha.values,
            "observed_disagreement": _rounded(alpha.observed),
            "expected_disagreement": _rounded(alpha.expected),
            "facts_judged_by_one": one.alone,
            "people": list(one.people),
            "why": alpha.why or None,
        }


def agreement_data(found: Sequence[Agreement]) -> dict[str, Any]:
    """The same as JSON, with how often each two verdicts met on one fact."""
    rows = list(agreement_rows(found))
    for row, one in zip(rows, found, strict=True):
        row["coincidences"] = [
            {"verdict": first, "other": other, "many": round(many, 6)} for (first, other), many in one.alpha.coincidences.items()
        ]
    return {"measure": "Krippendorff's alpha, nominal", "unit": "fact", "value": "first verdict not taken back", "agreement": rows}


def disagreement_rows(found: Sequence[Disagreement]) -> Iterator[dict[str, Any]]:
    """One row for each person's word on each fact of which people say different things."""
    for one in found:
        for word in one.words:
            yield {
                "fact": one.fact,
                "kind": word.snapshot.kind,
                "words": word.snapshot.spans[0].words,
                "claim": told_in_words(word.snapshot),
                "who": word.who,
                "verdict": word.verdict,
                "corrected_to": told_in_words(word.corrected) if word.corrected else None,
                "why": word.why,
                "at": word.at.isoformat(),
            }


def told_in_words(fact: Fact) -> str:
    """What a fact says, on one line."""
    certainty = "" if fact.certainty == "actual" else f", {fact.certainty}"
    return f"{who_words(fact)}: {what_words(fact)}{certainty}"


def _rounded(number: float | None) -> float | None:
    return None if number is None else round(number, 4)
