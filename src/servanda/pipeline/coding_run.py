"""Documents in, outcomes out: in this process or in several."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from servanda.errors import ServandaError
from servanda.pipeline.workers import Broken, CodeBatch, Item, Outcome, Passed, code_in_processes
from servanda.records import Document

if TYPE_CHECKING:
    from servanda.coding import Engine

# Characters of text in one batch: some hundreds of sentences, enough for the parser to be quick, few enough for memory.
BATCH_CHARACTERS = 150_000
# With several processes a third of it: at the end all but one wait for the last batch.
SHARED_BATCH_CHARACTERS = 50_000
# Inputs in one batch: what needs no coding has no size, and should still be told of soon.
BATCH_ITEMS = 500


def code_documents(
    documents: Iterable[Document], *, jobs: int = 1, kinds: Sequence[str] = (), overlay: Path | None = None
) -> Iterator[Outcome]:
    """Code documents in order; the outcome of each is the same whatever the number of jobs. `overlay` is a folder of rows of one's own.

    A document that cannot be coded comes out as `Broken` with the reason, never as an exception.
    """
    for outcome in code_items(documents, jobs=jobs, kinds=kinds, overlay=overlay):
        if not isinstance(outcome, Passed):
            yield outcome


def code_items(
    items: Iterable[Item], *, jobs: int = 1, kinds: Sequence[str] = (), overlay: Path | None = None
) -> Iterator[Outcome | Passed]:
    """The same for documents among inputs that need no coding: those come out as they went in, at their place in the order."""
    if jobs > 1:
        yield from code_in_processes(_batches(items, SHARED_BATCH_CHARACTERS), jobs, batch_coder, (tuple(kinds), overlay))
        return
    code = batch_coder(tuple(kinds), overlay)
    for batch in _batches(items, BATCH_CHARACTERS):
        yield from code(batch)


def batch_coder(kinds: Sequence[str], overlay: Path | None = None) -> CodeBatch:
    """A function that codes a batch with an engine of its own; made anew in every process."""
    from servanda.coding.default import default_engine  # noqa: PLC0415 - the coders are imported where documents are coded

    engine = default_engine(kinds, overlay)

    def code(items: Sequence[Item]) -> list[Outcome | Passed]:
        coded = iter(_together(engine, [item for item in items if isinstance(item, Document)]))
        return [item if isinstance(item, Passed) else next(coded) for item in items]

    return code


def _together(engine: Engine, documents: Sequence[Document]) -> list[Outcome]:
    """A batch at once, which is quick; where a fault stops it, one document after another."""
    try:
        return list(engine.code(documents))
    except ServandaError:
        raise
    except Exception:  # noqa: BLE001 - the boundary at which a fault in one document becomes a row
        return [outcome for document in documents for outcome in _alone(engine, document)]


def _alone(engine: Engine, document: Document) -> list[Outcome]:
    """One document by itself, so that a fault names the document it lies in."""
    try:
        return list(engine.code([document]))
    except ServandaError:
        raise
    except Exception as fault:  # noqa: BLE001 - as above
        return [Broken(document, f"a coder failed on it: {type(fault).__name__}: {fault}")]


def _batches(items: Iterable[Item], characters: int) -> Iterator[list[Item]]:
    """Inputs in groups of about so many characters."""
    batch: list[Item] = []
    size = 0
    for item in items:
        batch.append(item)
        size += len(item.text) if isinstance(item, Document) else 0
        if size >= characters or len(batch) >= BATCH_ITEMS:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch
