"""Runs the examples of the stance words: `India supports the ceasefire. -> IND | support | the ceasefire`."""

from __future__ import annotations

from servanda.coding.parsing import Parser
from servanda.coding.positions.coder import PositionCoder
from servanda.records import Document, Fact, Position
from servanda.vocabulary.stances import stance_rows


def check_examples(parser: Parser) -> tuple[list[str], int]:
    """Code every example and not_example; the problems with their place, and how many were run.

    An example has to be coded as it says, by its own row; a row that only undoes others may be coded by any. A not_example must
    not be coded by its row.
    """
    from servanda.coding.engine import Engine  # noqa: PLC0415 - the engine knows all coders; this is run only for checks
    from servanda.vocabulary.actors import load_actors  # noqa: PLC0415 - as above

    examples = [(row, text, text in row.examples) for row in stance_rows() for text in (*row.examples, *row.not_examples)]
    engine = Engine([PositionCoder()], load_actors(), parser)
    documents = [Document(id=f"sha256:{n}", text=text.partition("->")[0].strip(), uri="example") for n, (_, text, _) in enumerate(examples)]
    problems: list[str] = []
    for (row, text, wanted), coded in zip(examples, engine.code(documents), strict=True):
        positions = [fact for fact in coded.facts if fact.kind == "position"]
        own = positions if row.role in ("reversing", "treating") and wanted else [fact for fact in positions if fact.rule == row.id]
        told = [_told_as(fact) for fact in own]
        if not wanted and own:
            problems.append(f"{row.place}: {text!r} should not be coded by {row.id}, gave {told}")
        if wanted:
            holders, stance, words = (part.strip() for part in text.partition("->")[2].split("|"))
            if not any(sorted(holders.split()) == found[0] and stance == found[1] and words in found[2] for found in told):
                problems.append(f"{row.place}: {coded.document.text!r} should give {holders} {stance} {words!r} by {row.id}, gave {told}")
    return problems, len(examples)


def _told_as(fact: Fact) -> tuple[list[str], str, str]:
    """Holders, stance and target words."""
    claim = fact.claim
    assert isinstance(claim, Position)  # noqa: S101 - only positions are handed in
    return sorted(claim.holders), claim.stance, claim.target.words
