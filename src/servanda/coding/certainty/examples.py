"""Runs the examples of `certainty.yml`: `China agreed to send a delegation. -> send`."""

from __future__ import annotations

from servanda.coding.certainty import certainty_of
from servanda.coding.parsing import Parse, Parser
from servanda.records import Certainty
from servanda.vocabulary.certainty import certainty_rows


def check_examples(parser: Parser) -> tuple[list[str], int]:
    """Judge the act that each example names; the problems with their place, and how many were run."""
    wanted: list[tuple[str, str, str, Certainty]] = []
    for row in certainty_rows():
        wanted += [(row.place, *_parts(example), row.certainty) for example in row.examples]
        wanted += [(row.place, *_parts(example), "actual") for example in row.not_examples]
    problems: list[str] = []
    parses = parser.parse([(text, 0) for _, text, _, _ in wanted])
    for (place, text, word, certainty), parse in zip(wanted, parses, strict=True):
        token = _token(parse, word)
        if parse is None or token is None:
            problems.append(f"{place}: {text!r} does not hold the word {word!r}")
            continue
        found = certainty_of(parse, token)
        if found != certainty:
            problems.append(f"{place}: {word!r} in {text!r} should be {certainty}, is {found}")
    return problems, len(wanted)


def _parts(example: str) -> tuple[str, str]:
    text, _, word = (part.strip() for part in example.rpartition("->"))
    return text, word


def _token(parse: Parse | None, word: str) -> int | None:
    """The first place of a word."""
    return None if parse is None else next((i for i, here in enumerate(parse.words) if here == word), None)
