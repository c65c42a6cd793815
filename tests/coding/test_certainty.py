"""The certainty of acts, on sentences of both polarities written for it."""

from pathlib import Path
from typing import NamedTuple

import pytest

from servanda.coding.certainty import examples as certainty_examples
from servanda.coding.certainty import judge
from servanda.coding.parsing import Parser

HERE = Path(__file__).parent


class Case(NamedTuple):
    wanted: tuple[str, ...]
    word: str
    text: str
    found: str


@pytest.fixture(scope="module")
def parser() -> Parser:
    return Parser()


@pytest.fixture(scope="module")
def cases(parser: Parser) -> list[Case]:
    lines = [line for line in (HERE / "certainty_sentences.txt").read_text(encoding="utf-8").splitlines() if line and line[0] != "#"]
    rows = [[part.strip() for part in line.split("|")] for line in lines]
    found = []
    for (wanted, word, text), parse in zip(rows, parser.parse([(row[2], 0) for row in rows]), strict=True):
        assert parse is not None
        token = parse.words.index(word)
        found.append(Case(tuple(wanted.split("/")), word, text, judge(parse, token).certainty))
    return found


def test_there_are_enough_sentences_of_both_polarities(cases: list[Case]) -> None:
    assert sum("actual" not in case.wanted for case in cases) >= 150
    assert sum("actual" in case.wanted for case in cases) >= 60


def test_hardly_any_act_that_did_not_happen_is_coded_as_done(cases: list[Case]) -> None:
    other = [case for case in cases if "actual" not in case.wanted]
    wrong = [case for case in other if case.found == "actual"]
    assert len(wrong) <= 0.02 * len(other), wrong


def test_acts_that_happened_are_coded_as_done(cases: list[Case]) -> None:
    done = [case for case in cases if case.wanted == ("actual",)]
    wrong = [case for case in done if case.found != "actual"]
    assert len(wrong) <= 0.03 * len(done), wrong


def test_the_kind_of_doubt_is_told_apart(cases: list[Case]) -> None:
    other = [case for case in cases if "actual" not in case.wanted]
    right = [case for case in other if case.found in case.wanted]
    assert len(right) >= 0.9 * len(other), [case for case in other if case.found not in case.wanted]


def test_examples_of_the_word_list_hold(parser: Parser) -> None:
    problems, count = certainty_examples.check_examples(parser)
    assert count > 80
    assert problems == []
