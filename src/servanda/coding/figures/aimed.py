"""Amounts that nobody has reached: a target of so much, a forecast of so much."""

from __future__ import annotations

from servanda.coding.parsing import Parse
from servanda.records import Certainty

_TARGETS = frozenset({"target", "goal", "aim", "objective", "benchmark"})
_FORECASTS = frozenset({"forecast", "projection", "prediction", "expectation", "outlook"})
_LEADING = frozenset({"of", "at"})
_REACHED = frozenset({"reach", "meet", "hit", "achieve", "attain", "fulfil", "fulfill"})
# Verbs that foresee what is their object; "see" does so in the present only, for "saw exports of so much" tells what there was.
_FORESEE = frozenset({"expect", "forecast", "project", "predict", "foresee", "anticipate", "see"})
_PRESENT = frozenset({"VBZ", "VBP"})
# By these an amount hangs on the verb that foresees it: "forecast at", "expects exports to China of".
_MEASURED_BY = frozenset({"of", "at", "worth"})
_BE = frozenset({"be", "remain", "become", "stand", "set", "put", "fix"})


def aimed_certainty(parse: Parse, head: int) -> Certainty | None:
    """Planned for "set a target of 5 million tonnes" or "the goal is 5 million tonnes", expected for a forecast or "expects exports of"; None for what is there."""
    below = head
    for above in (head, *parse.ancestors(head)):
        if parse.tags[above].startswith("V"):
            if _foresees(parse, above, below):
                return "expected"
            subject = parse.first(above, "nsubj", "nsubjpass") if parse.lemmas[above] in _BE else None
            return _of(parse, subject) if subject is not None and subject != head else None
        if parse.deps[above] == "prep" and parse.lowers[above] not in _LEADING:
            return None
        if (told := _of(parse, above)) is not None:
            there = parse.deps[above] == "dobj" and parse.lemmas[parse.heads[above]] in _REACHED
            return None if there else told
        below = above
    return None


def _foresees(parse: Parse, verb: int, below: int) -> bool:
    """Whether a verb foresees what its object `below` measures: "expects exports of 9 billion", "exports are forecast at 9 billion"."""
    if parse.lemmas[verb] not in _FORESEE or parse.first(verb, "neg") is not None:
        return False
    if parse.lemmas[verb] == "see" and parse.tags[verb] not in _PRESENT:
        return False
    measuring = parse.deps[below] == "prep" and parse.lowers[below] in _MEASURED_BY
    return parse.deps[below] in ("dobj", "nsubjpass") or measuring


def _of(parse: Parse, noun: int) -> Certainty | None:
    """What a noun makes of its amount."""
    lemma = parse.lemmas[noun]
    return "planned" if lemma in _TARGETS else "expected" if lemma in _FORECASTS else None
