"""Agreement between people as a table, for the page, for files and for the command line."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from servanda.analysis.agreement import Agreement

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


def _rounded(number: float | None) -> float | None:
    return None if number is None else round(number, 4)
