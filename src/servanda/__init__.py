"""Servanda: a sourced record of how states deal with each other.

The public door: `read` files to documents, `code` documents to facts, `open` a record and ask it. What is imported here is
small; the language model and the store are loaded when they are first used.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from servanda.errors import ServandaError
from servanda.moments import Held, Moment
from servanda.records import Document, Fact

if TYPE_CHECKING:
    from servanda.reading import Failed
    from servanda.store import Store

__version__ = "0.1.0"
__all__ = ["Document", "Fact", "Held", "Moment", "ServandaError", "code", "open", "read"]


def read(path: str | Path) -> Iterator[Document | Failed]:
    """Read a file, a folder or a zip archive: every input comes out as a document, or as a failure with its reason."""
    from servanda.reading import ReadOptions, read_path  # noqa: PLC0415 - `import servanda` stays quick

    yield from read_path(Path(path), ReadOptions())


def code(documents: Iterable[Document]) -> Iterator[Fact]:
    """Code documents, each read by `read` or made from a text: their facts in the order of the texts.

    Raises ServandaError for a document that cannot be coded.
    """
    from servanda.pipeline import Broken, code_documents  # noqa: PLC0415 - as above

    for outcome in code_documents(documents):
        if isinstance(outcome, Broken):
            raise ServandaError(
                "a document cannot be coded", where=outcome.document.uri, why=outcome.why, todo="leave it out, or report it"
            )
        yield from outcome.facts


def open(path: str | Path, *, write: bool = False) -> Store:  # noqa: A001 - `servanda.open`, as `gzip.open`
    """Open a record for reading, or for writing too; use it in a `with` block. StoreLockedError where another process holds it."""
    from servanda.store import Store  # noqa: PLC0415 - as above

    return Store.open(path, write=write)
