"""Codes batches of documents in several processes: same results in the same order, whatever their number.

A batch whose worker dies is tried again one document at a time; a document that kills its worker twice is given up with
a reason, and the others go on. Nothing that was asked for is missing from the answer.
"""

from __future__ import annotations

import contextlib
import gc
import multiprocessing
import multiprocessing.connection
import multiprocessing.resource_tracker
import signal
import sys
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, Union

import msgspec

from servanda.errors import ServandaError
from servanda.records import Document

if TYPE_CHECKING:
    # The coders are imported where documents are coded: in the other processes, while this one reads.
    from servanda.coding import Coded

# How many batches may wait for a slow one before reading more input: bounds memory on any corpus.
WINDOW_PER_WORKER = 4


class Broken(msgspec.Struct, frozen=True):
    """A document that could not be coded, with the reason."""

    document: Document
    why: str


class Passed(msgspec.Struct, frozen=True):
    """An input with nothing to code, which keeps its place among the others; `answer` is what is to be told of it."""

    answer: Any


# A name that is not imported yet cannot stand on a side of `|`.
Outcome = Union["Coded", Broken]
Item = Document | Passed
CodeBatch = Callable[[Sequence[Item]], list[Outcome | Passed]]


@contextlib.contextmanager
def _deaf_to_interrupts() -> Iterator[None]:
    """Start children within: Ctrl-C in a terminal reaches the whole group, but it is for the parent to end them."""
    if sys.platform == "win32":
        yield
        return
    # The first start of a child starts the tracker too, which unblocks the signals it had blocked: so it goes before.
    multiprocessing.resource_tracker.ensure_running()
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


class _Worker:
    """A child process with a pipe; `make` builds the function that codes a batch, in the child."""

    def __init__(self, make: Callable[..., CodeBatch], arguments: tuple[Any, ...]) -> None:
        context = multiprocessing.get_context("spawn")
        self.pipe, far = context.Pipe()
        self.process = context.Process(target=_serve, args=(far, make, arguments), daemon=True)
        with _deaf_to_interrupts():
            self.process.start()
        far.close()
        self.task: _Task | None = None

    def give(self, task: _Task) -> None:
        self.task = task
        # A worker that died meanwhile shows when its answer is asked for.
        with contextlib.suppress(OSError):
            self.pipe.send(task.items)

    def stop(self) -> None:
        self.pipe.close()
        self.process.terminate()
        self.process.join(timeout=5)


class _Task:
    """A batch, or a part of one, with the batch's number and how often it was tried before."""

    __slots__ = ("items", "number", "part", "tries")

    def __init__(self, number: int, part: int, items: Sequence[Item], tries: int = 0) -> None:
        self.number, self.part, self.items, self.tries = number, part, tuple(items), tries


def _serve(pipe: multiprocessing.connection.Connection, make: Callable[..., CodeBatch], arguments: tuple[Any, ...]) -> None:
    """The child's loop: a batch in, its outcomes out, until the pipe closes."""
    gc.disable()
    try:
        code = make(*arguments)
    except ServandaError as error:
        pipe.send(error)
        return
    except Exception as fault:  # noqa: BLE001 - the boundary of the process: what cannot be told here is told by the parent
        pipe.send(ServandaError("the coders could not be made ready", why=f"{type(fault).__name__}: {fault}"))
        return
    # The parent closes the pipe when it ends, whatever ends it; then there is nobody left to answer.
    with contextlib.suppress(EOFError, OSError):
        pipe.send(code(pipe.recv()))
        # Tables and model are made by now and stay: looking through them for garbage again and again costs a twentieth of the time.
        gc.freeze()
        gc.enable()
        while True:
            pipe.send(code(pipe.recv()))


def code_in_processes(
    batches: Iterable[Sequence[Item]], jobs: int, make: Callable[..., CodeBatch], arguments: tuple[Any, ...]
) -> Iterator[Outcome | Passed]:
    """Code batches with `jobs` processes, each made ready by `make(*arguments)`; outcomes in the order of the inputs."""
    source = enumerate(batches)
    waiting: deque[_Task] = deque()
    done: dict[int, dict[int, list[Outcome | Passed]]] = {}
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
                parts[number], done[number] = 1, {}
                started += 1
                if any(isinstance(item, Document) for item in batch):
                    waiting.append(_Task(number, 0, batch))
                else:  # no process is started for what needs no coding
                    done[number][0] = [item for item in batch if isinstance(item, Passed)]
                    break
            while emitted in done and len(done[emitted]) == parts[emitted]:
                for part in sorted(done.pop(emitted).items()):
                    yield from part[1]
                emitted += 1
            if exhausted and emitted == started:
                return
            _hand_out(waiting, workers, jobs, make, arguments)
            for worker in _answering(workers):
                _collect(worker, workers, waiting, done, parts)
            # At once: who waits for what is told first, waits for whoever reads or writes it.
            _hand_out(waiting, workers, jobs, make, arguments)
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
    worker: _Worker,
    workers: list[_Worker],
    waiting: deque[_Task],
    done: dict[int, dict[int, list[Outcome | Passed]]],
    parts: dict[int, int],
) -> None:
    """Take a worker's answer; where it died, put its batch back one input at a time."""
    task = worker.task
    if task is None:
        return
    worker.task = None
    try:
        answer = worker.pipe.recv()
    except (EOFError, OSError):
        workers.remove(worker)
        worker.stop()
        if len(task.items) > 1:
            parts[task.number] = len(task.items)
            waiting.extendleft(reversed([_Task(task.number, part, [item]) for part, item in enumerate(task.items)]))
        elif task.tries == 0:
            waiting.appendleft(_Task(task.number, task.part, task.items, tries=1))
        else:
            why = f"its worker process died twice (exit code {worker.process.exitcode}); the document was set aside"
            done[task.number][task.part] = [item if isinstance(item, Passed) else Broken(item, why) for item in task.items]
        return
    if isinstance(answer, ServandaError):
        raise answer
    done[task.number][task.part] = answer
