"""Servanda: a sourced record of how states deal with each other.

The public door: `read` files to documents, `code` texts to facts, `open` a record and ask it, tell the `status` of a treaty. What is
imported here is small; the language model and the store are loaded when they are first used.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, overload

from servanda.errors import InputError, ServandaError, UsageError
from servanda.moments import Held, Moment
from servanda.records import Document, Fact

if TYPE_CHECKING:
    from servanda.presenting.notebooks import Facts, Record, Status
    from servanda.reading import Failed, ReadOptions

__version__ = "0.1.0"
__all__ = ["Document", "Fact", "Held", "Moment", "ServandaError", "code", "open", "read", "status"]


def read(path: str | Path, *, date: str | None = None, input_format: str | None = None) -> Iterator[Document | Failed]:
    """Read a file, a folder or a zip archive: every input comes out as a document, or as a failure with its reason.

    `date` ("2001", "2001-07" or "2001-07-20") bounds what is dated in the documents, before any date that they give themselves.
    """
    from servanda.reading import read_path  # noqa: PLC0415 - `import servanda` stays quick

    yield from read_path(Path(path), _options(date, input_format))


@overload
def code(texts: str | Document, *, date: str | None = None) -> Facts: ...
@overload
def code(texts: Iterable[Document]) -> Iterator[Fact]: ...
def code(texts: str | Document | Iterable[Document], *, date: str | None = None) -> Facts | Iterator[Fact]:
    """Code a text or a document: its facts. Of several documents the facts come one after another, as they are found.

    `date` is the day of a text that is given as such, as for `read`. Raises ServandaError for a document that cannot be coded.
    """
    if not isinstance(texts, str | Document):
        return _coded(texts)
    from servanda.presenting.notebooks import Facts  # noqa: PLC0415 - as above
    from servanda.store import KeptFact  # noqa: PLC0415 - as above

    document = _document(texts, date) if isinstance(texts, str) else texts
    return Facts(KeptFact(fact, None) for fact in _coded([document]))


def open(path: str | Path, *, write: bool = False) -> Record:  # noqa: A001 - `servanda.open`, as `gzip.open`
    """Open a record for reading, or for writing too; use it in a `with` block.

    Where `servanda serve` holds it, it is read through the explorer. StoreLockedError where another process does.
    """
    from servanda.presenting.holding import open_to_read, open_to_write  # noqa: PLC0415 - as above
    from servanda.presenting.notebooks import Record  # noqa: PLC0415 - as above

    if not write and not Path(path).exists():
        raise UsageError("there is no record here", where=str(path), todo="make one with: servanda add FILES…, or open it with write=True")
    return Record(open_to_write(Path(path)) if write else open_to_read(Path(path)))


def status(name: str, *, on: str | dt.date, party: str | None = None) -> Status:
    """Tell how a treaty of the register stands on a day, with every step; `name` is an id, a title or the path of an instrument file."""
    from servanda.analysis.register import load_instrument, load_register  # noqa: PLC0415 - as above
    from servanda.presenting.notebooks.legal import status_of  # noqa: PLC0415 - as above

    named = load_instrument(Path(name)) if Path(name).suffix in (".yml", ".yaml") else name
    return status_of(load_register(), named, on, party)


def _coded(documents: Iterable[Document]) -> Iterator[Fact]:
    from servanda.pipeline import Broken, code_documents  # noqa: PLC0415 - as above

    for outcome in code_documents(documents):
        if isinstance(outcome, Broken):
            raise ServandaError(
                "a document cannot be coded", where=outcome.document.uri, why=outcome.why, todo="leave it out, or report it"
            )
        yield from outcome.facts


def _document(text: str, date: str | None) -> Document:
    """A text as a document of its own; InputError where it holds nothing to read."""
    from servanda.reading import read_bytes  # noqa: PLC0415 - as above

    # Half of a surrogate pair, which no file can hold, is read as a sign that is not known.
    for outcome in read_bytes(text.encode(errors="replace"), "text", _options(date, "txt")):
        if isinstance(outcome, Document):
            return outcome
        raise InputError(outcome.what, where="the text", why=outcome.why, todo=outcome.todo)
    raise InputError("there is no text to read", todo="give some words")


def _options(date: str | None, input_format: str | None) -> ReadOptions:
    """How to read; UsageError for a date that is none."""
    from servanda.reading import ReadOptions  # noqa: PLC0415 - as above

    if date is None:
        return ReadOptions(input_format=input_format)
    try:
        moment = Moment.parse(date)
    except ValueError as error:
        raise UsageError("this is not a date", where=date, why=str(error), todo="write 2001, 2001-07 or 2001-07-20") from None
    return ReadOptions(input_format=input_format, date=moment, date_words=date)
