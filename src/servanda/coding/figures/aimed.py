"""Amounts that nobody has reached: a target of so much, a forecast of so much."""

from __future__ import annotations

from servanda.coding.parsing import Parse
from servanda.records import Certainty

_TARGETS = frozenset({"target", "goal", "aim", "objective", "benchmark"})
_FORECASTS = frozenset({"forecast", "projection", "prediction", "expectation", "outlook"})
_LEADING = frozenset({"of", "at"})
_REACHED = frozenset({"reach", "meet", "hit", "achieve", "attain", "fulfil", "fulfill"})
_BE = frozenset({"be", "remain", "become", "stand", "set", "put", "fix"})


def aimed_certainty(parse: Parse, head: int) -> Certainty | None:
    """Planned for "set a target of 5 million tonnes" or "the goal is 5 million tonnes", expected for a forecast; None for what is there."""
    for above in (head, *parse.ancestors(head)):
        if parse.tags[above].startswith("V"):
            subject = parse.first(above, "nsubj", "nsubjpass") if parse.lemmas[above] in _BE else None
            return _of(parse, subject) if subject is not None and subject != head else None
        if parse.deps[above] == "prep" and parse.lowers[above] not in _LEADING:
            return None
        if (told := _of(parse, above)) is not None:
            there = parse.deps[above] == "dobj" and parse.lemmas[parse.heads[above]] in _REACHED
            return None if there else told
    return None


def _of(parse: Parse, noun: int) -> Certainty | None:
    """What a noun makes of its amount."""
    lemma = parse.lemmas[noun]
    return "planned" if lemma in _TARGETS else "expected" if lemma in _FORECASTS else None
