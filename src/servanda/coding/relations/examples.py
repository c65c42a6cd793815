"""Runs the examples of the relation words."""

from __future__ import annotations

from servanda.coding.parsing import Parser
from servanda.coding.relations.coder import RelationCoder
from servanda.records import Document, Fact, Relation
from servanda.vocabulary.relation_words import relation_rows


def check_examples(parser: Parser) -> tuple[list[str], int]:
    """Code every example and not_example; the problems with their place, and how many were run."""
    from servanda.coding.engine import Engine  # noqa: PLC0415 - the engine knows all coders; this is run only for checks
    from servanda.vocabulary.actors import load_actors  # noqa: PLC0415 - as above

    engine = Engine([RelationCoder()], load_actors(), parser)
    problems: list[str] = []
    count = 0
    for row in relation_rows():
        for example, wanted in [*((e, True) for e in row.examples), *((e, False) for e in row.not_examples)]:
            text, _, expected = (part.strip() for part in example.rpartition("->"))
            coded = next(engine.code([Document(id="sha256:example", text=text, uri="example")]))
            told = [_told(fact) for fact in coded.facts]
            count += 1
            if (expected in told) != wanted:
                problems.append(f"{row.place}: {text!r} {'should' if wanted else 'should not'} give {expected!r}, gave {told}")
    return problems, count


def _told(fact: Fact) -> str:
    claim = fact.claim
    return f"{claim.pair[0]} {claim.pair[1]} {claim.trend}" if isinstance(claim, Relation) else ""
