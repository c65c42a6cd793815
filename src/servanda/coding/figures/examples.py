"""Runs the examples of the measures."""

from __future__ import annotations

from servanda.coding.figures.coder import FigureCoder
from servanda.coding.parsing import Parser
from servanda.records import Document, Fact, Figure
from servanda.vocabulary.measures import load_measures


def check_examples(parser: Parser) -> tuple[list[str], int]:
    """Code every example and not_example of the measures; the problems with their place, and how many were run."""
    from servanda.coding.engine import Engine  # noqa: PLC0415 - the engine knows all coders; this is run only for checks
    from servanda.vocabulary.actors import load_actors  # noqa: PLC0415 - as above

    engine = Engine([FigureCoder()], load_actors(), parser)
    problems: list[str] = []
    count = 0
    for row in load_measures():
        for example, wanted in [*((e, True) for e in row.examples), *((e, False) for e in row.not_examples)]:
            text, _, expected = (part.strip() for part in example.rpartition("->"))
            coded = next(engine.code([Document(id="sha256:example", text=text, uri="example")]))
            told = [_told(fact) for fact in coded.facts]
            hit = expected in told if wanted else any(one.endswith(f" {expected}") for one in told)
            count += 1
            if hit != wanted:
                problems.append(f"{row.place}: {text!r} {'should' if wanted else 'should not'} give {expected!r}, gave {told}")
    return problems, count


def _told(fact: Fact) -> str:
    claim = fact.claim
    if not isinstance(claim, Figure):
        return ""
    value = f"{claim.value:.0f}" if claim.value.is_integer() else f"{claim.value:g}"
    return f"{value} {claim.unit} {claim.measure}"
