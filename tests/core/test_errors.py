"""Errors say what, where, why and what to do, and end the program with the documented status."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from servanda.errors import InputError, IntegrityError, ServandaError, StoreLockedError, UsageError, VocabularyError


@pytest.mark.parametrize(
    ("error", "status"),
    [(ServandaError, 1), (InputError, 1), (UsageError, 2), (StoreLockedError, 3), (IntegrityError, 4)],
)
def test_each_error_has_its_exit_status(error: type[ServandaError], status: int) -> None:
    assert issubclass(error, ServandaError)
    assert error.exit_status == status


def test_a_message_has_a_line_for_each_part() -> None:
    error = InputError("the table has no header", where="trade.csv", why="line 1 is empty", todo="add a header row")
    assert str(error) == "the table has no header (trade.csv)\n  why: line 1 is empty\n  what to do: add a header row"
    assert str(InputError("the table has no header")) == "the table has no header"


@given(st.lists(st.text("abcя条", min_size=1), min_size=1, max_size=60))
def test_every_problem_is_kept_and_a_cut_list_says_so(problems: list[str]) -> None:
    error = VocabularyError(problems)
    assert error.problems == problems
    assert str(len(problems)) in error.what
    assert all(problem in error.why for problem in problems[:20])
    assert error.why.endswith("…") == (len(problems) > 20)
    assert error.exit_status == 4
