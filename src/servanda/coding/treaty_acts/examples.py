"""Runs the examples of `treaty_acts.yml`."""

from __future__ import annotations

from servanda.coding.parsing import Parser
from servanda.coding.treaty_acts.coder import TreatyActCoder
from servanda.records import Document, Fact, TreatyAct
from servanda.vocabulary.treaty_acts import load_treaty_acts


def check_examples(parser: Parser) -> tuple[list[str], int]:
    """Code every example; the problems with their place, and how many were run. A `not_example` must not give its row's act as done."""
    from servanda.coding.engine import Engine  # noqa: PLC0415 - the engine knows all coders; this is run only for checks
    from servanda.vocabulary.actors import load_actors  # noqa: PLC0415 - as above

    engine = Engine([TreatyActCoder()], load_actors(), parser)
    problems: list[str] = []
    count = 0
    for row in load_treaty_acts().rows:
        for example in row.examples:
            text, _, expected = (part.strip() for part in example.rpartition("->"))
            told = [_told(fact) for fact in next(engine.code([_document(text)])).facts]
            count += 1
            if expected not in told:
                problems.append(f"{row.place}: {text!r} should give {expected!r}, gave {told}")
        for text in row.not_examples:
            told = [_told(fact) for fact in next(engine.code([_document(text)])).facts]
            count += 1
            if any(one.startswith(f"{row.act} ") and one.endswith(" actual") for one in told):
                problems.append(f"{row.place}: {text!r} should not give {row.act!r}, gave {told}")
    return problems, count


def _document(text: str) -> Document:
    return Document(id="sha256:example", text=text, uri="example")


def _told(fact: Fact) -> str:
    """A fact as an example writes it: act, parties, certainty."""
    claim = fact.claim
    if not isinstance(claim, TreatyAct):
        return ""
    return f"{claim.act} {','.join(claim.parties) or '_'} {fact.certainty}"
