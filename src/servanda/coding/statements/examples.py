"""Runs the examples of the reporting words: `Oslo warned of a long winter. -> Oslo | warned of | a long winter`."""

from __future__ import annotations

from servanda.coding.parsing import Parser
from servanda.coding.statements.coder import StatementCoder
from servanda.records import Document, Fact, Statement
from servanda.vocabulary.speech import speech_rows


def check_examples(parser: Parser) -> tuple[list[str], int]:
    """Read every example and not_example for speech; the problems with their place, and how many were run.

    In an example the row has to find a source, cue and content that hold the words given. In a not_example it finds nothing.
    """
    from servanda.coding.engine import Engine  # noqa: PLC0415 - the engine knows all coders; this is run only for checks
    from servanda.vocabulary.actors import load_actors  # noqa: PLC0415 - as above

    examples = [(row, text, text in row.examples) for row in speech_rows() for text in (*row.examples, *row.not_examples)]
    engine = Engine([StatementCoder()], load_actors(), parser)
    documents = [Document(id=f"sha256:{n}", text=text.partition("->")[0].strip(), uri="example") for n, (_, text, _) in enumerate(examples)]
    problems: list[str] = []
    for (row, text, wanted), coded in zip(examples, engine.code(documents), strict=True):
        told = [_told_as(fact) for fact in coded.facts if fact.rule == row.id]
        if not wanted and told:
            problems.append(f"{row.place}: {text!r} should not be read by {row.id}, gave {told}")
        if wanted:
            parts = [part.strip() for part in text.partition("->")[2].split("|")]
            if not any(all(part in words for part, words in zip(parts, found, strict=True)) for found in told):
                problems.append(f"{row.place}: {coded.document.text!r} should give {parts} by {row.id}, gave {told}")
    return problems, len(examples)


def _told_as(fact: Fact) -> tuple[str, str, str]:
    """Source, cue and content in the words of the text."""
    claim = fact.claim
    assert isinstance(claim, Statement)  # noqa: S101 - only statements are coded here
    return claim.speakers[0].words or "", claim.cue or "", claim.content
