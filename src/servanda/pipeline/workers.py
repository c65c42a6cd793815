"""Codes batches of documents in several processes: same results in the same order, whatever their number.

A batch whose worker dies is tried again one document at a time; a document that kills its worker twice is given up with
a reason, and the others go on. Nothing that was asked for is missing from the answer.
"""

from __future__ import annotations

import multiprocessing
import multiprocessing.connection
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

import msgspec

from servanda.coding import Coded
from servanda.errors import ServandaError
from servanda.records import Document

# How many batches may wait for a slow one before reading more input: bounds memory on any corpus.
WINDOW_PER_WORKER = 4


class Broken(msgspec.Struct, frozen=True):
    """A document that could not be coded, with the reason."""

    document: Document
    why: str


Outcome = Coded | Broken
CodeBatch = Callable[[Sequence[Document]], list[Outcome]]


class _Worker:
    """A child process with a pipe; `make` builds the function that codes a batch, in the child."""

    def __init__(self, make: Callable[..., CodeBatch], arguments: tuple[Any, ...]) -> None:
        context = multiprocessing.get_context("spawn")
        self.pipe, far = context.Pipe()
        self.process = context.Process(target=_serve, args=(far, make, arguments), daemon=True)
        self.process.start()
        far.close()
        self.task: _Task | None = None

    def give(self, task: _Task) -> None:
        self.task = task
        self.pipe.send(task.documents)

    def stop(self) -> None:
        self.pipe.close()
        self.process.terminate()
        self.process.join(timeout=5)


class _Task:
    """A batch with its number, and the outcomes so far."""

    __slots__ = ("documents", "number", "part", "tries")

    def __init__(self, number: int, part: int, documents: Sequence[Document], tries: int = 0) -> None:
        self.number, self.part, self.documents, self.tries = number, part, tuple(documents), tries


def _serve(pipe: multiprocessing.connection.Connection, make: Callable[..., CodeBatch], arguments: tuple[Any, ...]) -> None:
    """The child's loop: a batch in, its outcomes out, until the pipe closes."""
    try:
        code = make(*arguments)
    except ServandaError as error:
        pipe.send(error)
        return
    while True:
        try:
            documents = pipe.recv()
        except (EOFError, OSError, KeyboardInterrupt):
            return
        pipe.send(code(documents))


def code_in_processes(
    batches: Iterable[Sequence[Document]], jobs: int, make: Callable[..., CodeBatch], arguments: tuple[Any, ...]
) -> Iterator[Outcome]:
    """Code batches with `jobs` processes, each made ready by `make(*arguments)`; outcomes in the order of the documents."""
    source = enumerate(batches)
    waiting: deque[_Task] = deque()
    done: dict[int, dict[int, list[Outcome]]] = {}
    parts: dict[int, int] = {}
    workers: list[_Worker] = []
    emitted = started = 0
    exhausted = False
    try:
        while True:
            while not exhausted and started - emitted < WINDOW_PER_WORKER * jobs and len(waiting) < jobs:
                number, batch = next(source, (-1, ()))
                if number < 0:
                    exhausted = True
                    break
                waiting.append(_Task(number, 0, batch))
                parts[number], done[number] = 1, {}
                started += 1
            while emitted in done and len(done[emitted]) == parts[emitted]:
                for part in sorted(done.pop(emitted).items()):
                    yield from part[1]
                emitted += 1
            if exhausted and emitted == started:
                return
            _hand_out(waiting, workers, jobs, make, arguments)
            for worker in _answering(workers):
                _collect(worker, workers, waiting, done, parts)
    finally:
        for worker in workers:
            worker.stop()


def _hand_out(waiting: deque[_Task], workers: list[_Worker], jobs: int, make: Callable[..., CodeBatch], arguments: tuple[Any, ...]) -> None:
    """Give waiting batches to idle workers, starting workers as they are needed."""
    while waiting:
        idle = next((worker for worker in workers if worker.task is None), None)
        if idle is None:
            if len(workers) == jobs:
                return
            idle = _Worker(make, arguments)
            workers.append(idle)
        idle.give(waiting.popleft())


def _answering(workers: list[_Worker]) -> list[_Worker]:
    """Workers that have answered or died; waits for the first."""
    busy = {worker.pipe: worker for worker in workers if worker.task is not None}
    if not busy:
        return []
    ready = multiprocessing.connection.wait(list(busy))
    return [worker for pipe, worker in busy.items() if pipe in ready]


def _collect(
    worker: _Worker, workers: list[_Worker], waiting: deque[_Task], done: dict[int, dict[int, list[Outcome]]], parts: dict[int, int]
) -> None:
    """Take a worker's answer; where it died, put its batch back one document at a time."""
    task = worker.task
    if task is None:
        return
    worker.task = None
    try:
        answer = worker.pipe.recv()
    except (EOFError, OSError):
        workers.remove(worker)
        worker.stop()
        if len(task.documents) > 1:
            parts[task.number] = len(task.documents)
            waiting.extendleft(reversed([_Task(task.number, part, [document]) for part, document in enumerate(task.documents)]))
        elif task.tries == 0:
            waiting.appendleft(_Task(task.number, task.part, task.documents, tries=1))
        else:
            why = f"its worker process died twice (exit code {worker.process.exitcode}); the document was set aside"
            done[task.number][task.part] = [Broken(task.documents[0], why)]
        return
    if isinstance(answer, ServandaError):
        raise answer
    done[task.number][task.part] = answer
