"""Documents through the coders: order kept, faults named, memory bounded."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import pytest

from servanda.coding import Coded, default
from servanda.errors import InputError
from servanda.pipeline import coding_run
from servanda.pipeline.coding_run import code_documents, code_items
from servanda.pipeline.workers import Broken, Item, Passed, code_in_processes
from servanda.records import Document


class Faulty:
    """Stands for an engine whose coders fail on some texts."""

    def code(self, documents: Iterable[Document]) -> Iterator[Coded]:
        for document in documents:
            if document.text == "poison":
                msg = "not a sentence"
                raise KeyError(msg)
            if document.text == "tables":
                raise InputError("the tables are wrong")
            yield Coded(document, (), (), (), 0)


@pytest.fixture(autouse=True)
def _faulty(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(default, "default_engine", lambda _kinds, _overlay: Faulty())


def document(number: int, text: str = "text") -> Document:
    return Document(id=f"sha256:{number}", text=text, uri=str(number))


def test_a_fault_in_one_document_is_its_own() -> None:
    outcomes = list(code_documents(document(number, "poison" if number == 2 else "text") for number in range(5)))
    assert [outcome.document.uri for outcome in outcomes] == ["0", "1", "2", "3", "4"]
    assert [isinstance(outcome, Broken) for outcome in outcomes] == [False, False, True, False, False]
    assert isinstance(outcomes[2], Broken)
    assert "KeyError" in outcomes[2].why


def test_what_concerns_the_whole_run_ends_it() -> None:
    with pytest.raises(InputError):
        list(code_documents([document(1), document(2, "tables")]))


def test_what_needs_no_coding_keeps_its_place() -> None:
    items: list[Item] = [Passed(0), document(1), Passed(2), Passed(3), document(4, "poison"), Passed(5)]
    told = [item.answer if isinstance(item, Passed) else int(item.document.uri) for item in code_items(items)]
    assert told == list(range(6))


def test_what_needs_no_coding_starts_no_process() -> None:
    def none() -> None:
        pytest.fail("a process was started")

    batches = [[Passed(0), Passed(1)], [Passed(2)]]
    assert list(code_in_processes(batches, 2, none, ())) == [Passed(0), Passed(1), Passed(2)]  # type: ignore[arg-type]


def test_a_long_stream_is_read_no_further_than_a_batch_ahead() -> None:
    read = 0

    def stream() -> Iterator[Document]:
        nonlocal read
        for read in range(1, 2001):
            yield document(read, "word " * 1000)

    ahead = [read - told for told, _ in enumerate(code_documents(stream()), 1)]
    assert len(ahead) == 2000
    assert max(ahead) <= coding_run.BATCH_CHARACTERS / 5000
