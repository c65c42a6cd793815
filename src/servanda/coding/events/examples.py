"""Runs the examples of the event patterns: `China imposed sanctions on Taiwan. -> CHN SANCTION TWN actual`."""

from __future__ import annotations

from collections.abc import Iterable

from servanda.coding.events.coder import EventCoder
from servanda.coding.parsing import Parser
from servanda.records import Document, Event, Fact
from servanda.vocabulary.event_patterns import load_event_patterns


def check_examples(parser: Parser) -> tuple[list[str], int]:
    """Code every example and not_example; the problems with their place, and how many were run.

    An example has to be coded as it says, by its own row. A not_example is a sentence that the row must not code.
    """
    from servanda.coding.engine import Engine  # noqa: PLC0415 - the engine knows all coders; this is run only for checks
    from servanda.vocabulary.actors import load_actors  # noqa: PLC0415 - as above

    rows = load_event_patterns().rows
    examples = [(row, text) for row in rows for text in (*row.examples, *row.not_examples)]
    engine = Engine([EventCoder()], load_actors(), parser)
    documents = [
        Document(id=f"sha256:{n}", text=text.rpartition("->")[0].strip() or text, uri="example") for n, (_, text) in enumerate(examples)
    ]
    problems: list[str] = []
    for (row, text), coded in zip(examples, engine.code(documents), strict=True):
        own = [fact for fact in coded.facts if (fact.rule or "").startswith(f"{row.id} ")]
        told = {reading for fact in own for reading in told_as(fact)}
        if text in row.examples:
            expected = " ".join(text.rpartition("->")[2].split())
            if expected not in told:
                everything = sorted({reading for fact in coded.facts for reading in told_as(fact)})
                problems.append(
                    f"{row.place}: {coded.document.text!r} should give {expected!r} by {row.id}, gave {sorted(told) or everything}"
                )
        elif own:
            problems.append(f"{row.place}: {text!r} should not be coded by {row.id}, gave {sorted(told)}")
    return problems, len(examples)


def told_as(fact: Fact) -> Iterable[str]:
    """An event as examples write it: source, type (with what it is about in brackets or without), target, certainty."""
    claim = fact.claim
    if not isinstance(claim, Event):
        return
    sides = [(claim.sources, claim.targets)]
    sources, targets = (",".join(sorted({a.actor for a in side if a.actor})) or "_" for side in sides[0])
    kinds = [claim.type, f"{claim.type}[{claim.of}]"] if claim.of else [claim.type]
    for kind in kinds:
        yield f"{sources} {kind} {targets} {fact.certainty}"
