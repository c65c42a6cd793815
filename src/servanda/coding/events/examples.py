"""Runs the examples of the event patterns: `China imposed sanctions on Taiwan. -> CHN SANCTION TWN actual`."""

from __future__ import annotations

from collections.abc import Iterable

from servanda.coding.events.coder import EventCoder
from servanda.coding.parsing import Parser
from servanda.records import Document, Event, Fact
from servanda.vocabulary.event_patterns import PatternRow, load_event_patterns
from servanda.vocabulary.forms import FormIndex
from servanda.vocabulary.overlay import BarRow


def check_examples(
    parser: Parser, patterns: FormIndex[PatternRow] | None = None, bars: FormIndex[BarRow] | None = None
) -> tuple[list[str], int]:
    """Code every example and not_example; the problems with their place, and how many were run.

    An example has to be coded as it says, by its own row. A not_example is a sentence that the row must not code; of a reading taken away
    it is one that the row named there must not code.
    """
    from servanda.coding.engine import Engine  # noqa: PLC0415 - the engine knows all coders; this is run only for checks
    from servanda.vocabulary.actors import load_actors  # noqa: PLC0415 - as above

    rows = (patterns or load_event_patterns()).rows
    examples: list[tuple[PatternRow | BarRow, str]] = [(row, text) for row in rows for text in (*row.examples, *row.not_examples)]
    examples += [(bar, text) for bar in (bars.rows if bars else ()) for text in bar.not_examples]
    engine = Engine([EventCoder(patterns, bars)], load_actors(), parser)
    documents = [
        Document(id=f"sha256:{n}", text=text.rpartition("->")[0].strip() or text, uri="example") for n, (_, text) in enumerate(examples)
    ]
    problems: list[str] = []
    for (row, text), coded in zip(examples, engine.code(documents), strict=True):
        rule = row.rule if isinstance(row, BarRow) else row.id
        own = [fact for fact in coded.facts if (fact.rule or "").startswith(f"{rule} ")]
        told = {reading for fact in own for reading in told_as(fact)}
        if isinstance(row, PatternRow) and text in row.examples:
            expected = " ".join(text.rpartition("->")[2].split())
            if expected not in told:
                everything = sorted({reading for fact in coded.facts for reading in told_as(fact)})
                problems.append(
                    f"{row.place}: {coded.document.text!r} should give {expected!r} by {row.id}, gave {sorted(told) or everything}"
                )
        elif own:
            problems.append(f"{row.place}: {text!r} should not be coded by {rule}, gave {sorted(told)}")
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
