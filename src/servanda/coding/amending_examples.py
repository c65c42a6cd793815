"""Runs the examples of rows that amend readings: what must come out as it becomes, and what must not come out as it was."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import msgspec

from servanda.coding.amending import AmendingCoder, rule_id
from servanda.coding.default import CODERS
from servanda.coding.engine import Engine
from servanda.coding.parsing import Parser
from servanda.records import Document, Fact
from servanda.vocabulary.actors import load_actors
from servanda.vocabulary.overlay import AmendRow


def check_amendments(rows: Sequence[AmendRow], parser: Parser) -> tuple[list[str], int]:
    """Every example that does not come out, with the place of its row; and how many were run."""
    tried = [(row, text) for row in rows for text in (*row.examples, *row.not_examples)]
    told = [(row, text, problem_of(row, text, parser)) for row, text in tried]
    return [f"{row.place}: {text!r}: {problem}" for row, text, problem in told if problem], len(tried)


def problem_of(row: AmendRow, sentence: str, parser: Parser) -> str:
    """What comes of a sentence with a row that should not; empty where all is as it should be."""
    document = Document(id=f"sha256:{hashlib.sha256(sentence.encode()).hexdigest()}", text=sentence, uri="sentence")
    try:
        (coded,) = Engine([AmendingCoder(CODERS[row.kind](), [row])], load_actors(), parser).code([document])
    except msgspec.ValidationError as error:
        return f"a {row.kind.replace('_', ' ')} cannot be so: {error}"
    found = [fact for fact in coded.facts if fact.kind == row.kind]
    if not row.becomes:
        return f"{row.rule} still reads it so, by other words" if any(rule_id(fact) == row.rule for fact in found) else ""
    return "" if any(comes_out(fact, row.becomes) for fact in found) else "by itself the sentence does not come out so"


def comes_out(fact: Fact, becomes: Mapping[str, str]) -> bool:
    """Whether a fact says what a row makes of it."""
    told = fields_of(fact)
    return all((told.get(path) or "") == value for path, value in becomes.items())


def fields_of(fact: Fact) -> dict[str, Any]:
    """The fields of a claim by their path: target.issue."""
    return dict(_flat(msgspec.to_builtins(fact.claim)))


def _flat(value: Any, path: str = "") -> Iterator[tuple[str, Any]]:
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from _flat(inner, f"{path}.{name}" if path else name)
    else:
        yield path, value
