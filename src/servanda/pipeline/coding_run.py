"""Documents in, outcomes out: in this process or in several."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from servanda.coding import Engine
from servanda.coding.default import default_engine
from servanda.errors import ServandaError
from servanda.pipeline.workers import Broken, CodeBatch, Outcome, code_in_processes
from servanda.records import Document

# Characters of text in one batch: some hundreds of sentences, enough for the parser to be quick, few enough for memory.
BATCH_CHARACTERS = 150_000


def code_documents(documents: Iterable[Document], *, jobs: int = 1, kinds: Sequence[str] = ()) -> Iterator[Outcome]:
    """Code documents in order; the outcome of each is the same whatever the number of jobs.

    A document that cannot be coded comes out as `Broken` with the reason, never as an exception.
    """
    batches = _batches(documents)
    if jobs > 1:
        yield from code_in_processes(batches, jobs, batch_coder, (tuple(kinds),))
        return
    code = batch_coder(tuple(kinds))
    for batch in batches:
        yield from code(batch)


def batch_coder(kinds: Sequence[str]) -> CodeBatch:
    """A function that codes a batch with an engine of its own; made anew in every process."""
    engine = default_engine(kinds)

    def code(documents: Sequence[Document]) -> list[Outcome]:
        try:
            return list(engine.code(documents))
        except ServandaError:
            raise
        except Exception:  # noqa: BLE001 - the boundary at which a fault in one document becomes a row
            return [outcome for document in documents for outcome in _alone(engine, document)]

    return code


def _alone(engine: Engine, document: Document) -> list[Outcome]:
    """One document by itself, so that a fault names the document it lies in."""
    try:
        return list(engine.code([document]))
    except ServandaError:
        raise
    except Exception as fault:  # noqa: BLE001 - as above
        return [Broken(document, f"a coder failed on it: {type(fault).__name__}: {fault}")]


def _batches(documents: Iterable[Document]) -> Iterator[list[Document]]:
    """Documents in groups of about one size."""
    batch: list[Document] = []
    size = 0
    for document in documents:
        batch.append(document)
        size += len(document.text)
        if size >= BATCH_CHARACTERS:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch
