"""Every promise of the word lists in one run: their cross-references, and the examples of every rule."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from servanda.coding import amending_examples
from servanda.coding.certainty import examples as certainty_examples
from servanda.coding.events import examples as event_examples
from servanda.coding.figures import examples as figure_examples
from servanda.coding.parsing import Parser
from servanda.coding.positions import examples as position_examples
from servanda.coding.relations import examples as relation_examples
from servanda.coding.statements import examples as statement_examples
from servanda.coding.treaty_acts import examples as treaty_act_examples
from servanda.errors import VocabularyError
from servanda.vocabulary.checking import check
from servanda.vocabulary.overlay import load_amendments, load_overlay

# Each runs the examples of one coder's word lists with a parser: (problems with their place, how many were run).
EXAMPLES: tuple[Callable[..., tuple[list[str], int]], ...] = (
    certainty_examples.check_examples,
    event_examples.check_examples,
    statement_examples.check_examples,
    position_examples.check_examples,
    figure_examples.check_examples,
    relation_examples.check_examples,
    treaty_act_examples.check_examples,
)


def check_everything(overlay: Path | None = None) -> tuple[list[str], int]:
    """What is wrong with the word lists, each problem with its file and line, and how many examples the coders were tried on.

    With a folder of rows of one's own the bundled examples of events have to hold beside its own.
    """
    problems = list(check())
    parser = Parser()
    count = 0
    own: tuple[Any, ...] = ()
    if overlay:
        try:
            own = load_overlay(overlay)
        except VocabularyError as error:
            return [*problems, *error.problems], count
    for run in EXAMPLES:
        found, examples = run(parser, *own) if run is event_examples.check_examples else run(parser)
        problems += found
        count += examples
    if overlay:
        found, examples = amending_examples.check_amendments(load_amendments(overlay), parser)
        problems += found
        count += examples
    return problems, count
