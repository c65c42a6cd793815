"""Several processes: the order of one, and no document lost when a worker dies."""

import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from servanda.coding import Coded
from servanda.errors import InputError, ServandaError
from servanda.pipeline.workers import Broken, CodeBatch, Item, Outcome, Passed, code_in_processes
from servanda.records import Document


def document(number: int, text: str = "text") -> Document:
    return Document(id=f"sha256:{number}", text=text, uri=str(number))


def make_counting() -> CodeBatch:
    def code(items: Sequence[Item]) -> list[Outcome | Passed]:
        return [Coded(one, (), (), (), 0) if isinstance(one, Document) else one for one in items]

    return code


def make_dying(on: str) -> CodeBatch:
    def code(items: Sequence[Item]) -> list[Outcome | Passed]:
        if any(isinstance(one, Document) and one.text == on for one in items):
            os._exit(9)
        return [Coded(one, (), (), (), 0) if isinstance(one, Document) else one for one in items]

    return code


def make_refusing() -> CodeBatch:
    raise InputError("the tables are wrong", todo="mend them")


def uris(outcomes: Sequence[Outcome | Passed]) -> list[str]:
    return [outcome.document.uri for outcome in outcomes if not isinstance(outcome, Passed)]


@pytest.mark.parametrize("jobs", [1, 2, 3])
def test_outcomes_come_in_the_order_of_the_documents(jobs: int) -> None:
    batches = [[document(3 * batch + place) for place in range(3)] for batch in range(7)]
    assert uris(list(code_in_processes(batches, jobs, make_counting, ()))) == [str(number) for number in range(21)]


def test_a_document_that_kills_its_worker_is_set_aside_and_the_others_are_coded() -> None:
    documents = [document(number, "poison" if number == 4 else "text") for number in range(9)]
    outcomes = list(code_in_processes([documents[:3], documents[3:6], documents[6:]], 2, make_dying, ("poison",)))
    assert uris(outcomes) == [str(number) for number in range(9)]
    broken = [outcome for outcome in outcomes if isinstance(outcome, Broken)]
    assert [one.document.uri for one in broken] == ["4"]
    assert "died twice" in broken[0].why


def test_an_error_that_concerns_the_whole_run_is_raised_here() -> None:
    with pytest.raises(ServandaError, match="the tables are wrong"):
        list(code_in_processes([[document(1)]], 2, make_refusing, ()))


def test_no_documents_give_no_outcomes() -> None:
    assert list(code_in_processes([], 2, make_counting, ())) == []


FIRST_CHILD_INTERRUPTED = """
import multiprocessing, os, signal, sys
from servanda.pipeline.workers import code_in_processes
from servanda.records import Document

def make():
    os.kill(os.getpid(), signal.SIGINT)  # as a terminal does to everyone in the group
    return lambda items: []

if __name__ == "__main__":
    print(list(code_in_processes([[Document(id="sha256:0", text="text", uri="0")]], 1, make, ())))
"""


def test_an_interrupt_is_for_the_parent_even_in_the_first_process_it_starts(tmp_path: Path) -> None:
    """In a program of its own: the first child of a program is started in another way than the later ones."""
    script = tmp_path / "interrupted.py"
    script.write_text(FIRST_CHILD_INTERRUPTED, encoding="utf-8")
    done = subprocess.run([sys.executable, script], capture_output=True, text=True, timeout=60, check=False)
    assert (done.returncode, done.stdout.strip(), done.stderr) == (0, "[]", "")
