"""Opening a store that an explorer may hold: the file beside it tells commands of the same user where that explorer answers.

The file holds the key of the run, so nobody else may read it; one that others may read, or that another user made, is not believed.
"""

from __future__ import annotations

import contextlib
import os
import re
import stat
import sys
from collections.abc import Iterator
from pathlib import Path

import msgspec

from servanda.errors import StoreLockedError
from servanda.store import Store

_ADDRESS = re.compile(r"http://127\.0\.0\.1:\d{1,5}")


class Holder(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A running explorer: its process, where it answers, and the key of its run."""

    pid: int
    address: str
    token: str


def place_of(store: Path) -> Path:
    """Where the file of a store is."""
    return store.with_name(f"{store.name}.serving")


@contextlib.contextmanager
def told_beside(store: Path, address: str, token: str) -> Iterator[None]:
    """Tell beside the store, as long as the block lasts, that an explorer holds it; a folder that takes no file is no reason to stop."""
    path = place_of(store)
    made = False
    with contextlib.suppress(OSError):
        path.unlink(missing_ok=True)
        with os.fdopen(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb") as file:
            file.write(msgspec.json.encode(Holder(os.getpid(), address, token)))
        made = True
    try:
        yield
    finally:
        if made:
            with contextlib.suppress(OSError):
                path.unlink(missing_ok=True)


def holder_of(store: Path) -> Holder | None:
    """The explorer that says that it holds a store; None where there is none, or none to be believed."""
    path = place_of(store)
    try:
        with path.open("rb") as file:
            about = os.fstat(file.fileno())
            text = file.read(10_000)
        holder = msgspec.json.decode(text, type=Holder)
    except (OSError, ValueError, msgspec.MsgspecError):
        return None
    if sys.platform != "win32" and (about.st_uid != os.getuid() or stat.S_IMODE(about.st_mode) & 0o077):
        return None
    return holder if _ADDRESS.fullmatch(holder.address) else None


def open_to_read(path: Path) -> Store:
    """A store for reading: the file itself, or the explorer that holds it. StoreLockedError where another program does."""
    try:
        return Store.open(path, write=False)
    except StoreLockedError as locked:
        holder = _holding(path, locked)
        if holder is None:
            raise
        from servanda.presenting.explorer.asking import AskedStore  # noqa: PLC0415 - all that serves pages is loaded only then

        return AskedStore(path, holder)


def open_to_write(path: Path) -> Store:
    """A store for writing; where an explorer holds it, the error says where it answers and what to do."""
    try:
        return Store.open(path, write=True)
    except StoreLockedError as locked:
        holder = _holding(path, locked)
        if holder is None:
            raise
        raise StoreLockedError(
            what="the store is open in the explorer",
            where=str(path),
            why=f"servanda serve holds it in process {holder.pid}, at {holder.address}",
            todo="stop that command with Ctrl-C where it was started, then run this one again; whatever was judged there is kept",
        ) from None


def _holding(path: Path, locked: StoreLockedError) -> Holder | None:
    """The explorer that holds the store, where it is the very process that the lock names."""
    holder = holder_of(path)
    return holder if holder is not None and f"process {holder.pid} " in f"{locked.why} " else None
