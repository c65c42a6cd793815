"""Opening the one file of a store, and saying plainly why it cannot be opened."""

from __future__ import annotations

import contextlib
import os
import re
import sqlite3
import uuid
from collections.abc import Iterator
from pathlib import Path

import duckdb

from servanda.errors import IntegrityError, ServandaError, StoreLockedError, UsageError
from servanda.store.schema import READ_TOO, SCHEMA_VERSION, newer_views, statements

# Nothing in a store may reach the network, other files, or the variables of the program that reads it.
_CONFIG: dict[str, str | bool | int | float | list[str]] = {
    "autoinstall_known_extensions": False,
    "autoload_known_extensions": False,
    "enable_external_access": False,
    "python_enable_replacements": False,
    "lock_configuration": True,
}
# A wrong statement or value is a fault of this program, not of the file: it passes as it is.
_FAULTS = (duckdb.ProgrammingError, duckdb.IntegrityError, duckdb.DataError, duckdb.NotSupportedError)
_HOLDER = re.compile(r"lock is held in (?P<program>.*?) \(PID (?P<pid>\d+)\)")


def connect(path: Path, *, write: bool) -> duckdb.DuckDBPyConnection:
    """A connection to a store, made first where it is to be written and is not there yet.

    Raises StoreLockedError where another process holds it, UsageError where there is no store, IntegrityError where the file is damaged.
    """
    if not path.exists():
        if not write:
            raise UsageError(
                what="there is no store here", where=str(path), todo="make one with: servanda add PATH…, or name another with --store"
            )
        _make(path)
    connection = _attach(path, write=write)
    try:
        _check_schema(connection, path, write=write)
    except BaseException:
        connection.close()
        raise
    return connection


def _attach(path: Path, *, write: bool) -> duckdb.DuckDBPyConnection:
    """Open the file, or tell the reason in the user's terms."""
    try:
        # Within one process DuckDB shares a file among all that open it alike; a name of its own keeps a writer alone there too.
        own = {"custom_user_agent": uuid.uuid4().hex} if write else {}
        return duckdb.connect(str(path), read_only=not write, config=_CONFIG | own)
    except duckdb.Error as error:
        reason = str(error)
    if "Could not set lock" in reason or "different configuration" in reason:
        raise StoreLockedError(
            what="the store is in use",
            where=str(path),
            why=f"it is held by {_holder(reason)}",
            todo="wait until that process has ended, or end it; what it has acknowledged is kept",
        )
    if not path.is_file() or not os.access(path, os.R_OK | (os.W_OK if write else 0)):
        raise UsageError(
            what="the store cannot be opened", where=str(path), why=reason, todo="name a file that you may read and write with --store"
        )
    raise IntegrityError(
        what="this file is no store, or a damaged one", where=str(path), why=reason, todo="name another with --store, or restore a copy"
    )


def _holder(reason: str) -> str:
    """Who holds the store, from DuckDB's own words."""
    match = _HOLDER.search(reason)
    if match:
        return f"process {match['pid']} ({match['program']})"
    return f"this process itself (process {os.getpid()})" if "different configuration" in reason else "another process"


def _make(path: Path) -> None:
    """Make an empty store whole and only then give it its name, so that no half-made one is ever found."""
    unnamed = path.with_name(f".{path.name}.{os.getpid()}.{uuid.uuid4().hex[:8]}")
    try:
        with writing(path):
            connection = duckdb.connect(str(unnamed), config=_CONFIG)
            try:
                for statement in ("BEGIN", *statements()):
                    connection.execute(statement)
                connection.executemany("INSERT INTO meta VALUES (?, ?)", [("schema", str(SCHEMA_VERSION)), ("store", uuid.uuid4().hex)])
                connection.execute("COMMIT")
            finally:
                connection.close()
        _give_name(unnamed, path)
    finally:
        unnamed.unlink(missing_ok=True)


def _give_name(unnamed: Path, path: Path) -> None:
    """Name a new store without ever replacing one that another process made meanwhile."""
    try:
        os.link(unnamed, path)
    except FileExistsError:  # then that one is the store
        return
    except OSError:  # a file system without hard links
        unnamed.rename(path)
    # What a store deleted by hand has left beside it belongs to nothing. Only now: until the store has its name nobody writes there,
    # and who opens it before this line is refused for the mismatch.
    path.with_name(f"{path.name}.wal").unlink(missing_ok=True)


def _check_schema(connection: duckdb.DuckDBPyConnection, path: Path, *, write: bool) -> None:
    """Refuse a file that is no store of a version known; bring an older one up to date where it is to be written."""
    try:
        with reading(path):
            row = connection.execute("SELECT value FROM meta WHERE name = 'schema'").fetchone()
    except duckdb.CatalogException:
        row = None
    if row is None:
        raise UsageError(what="this DuckDB file is no Servanda store", where=str(path), todo="name another with --store")
    if row[0] in {str(version) for version in READ_TOO}:
        if write:
            with writing(path):
                _bring_up(connection)
        return
    if row[0] != str(SCHEMA_VERSION):
        raise UsageError(
            what=f"the store has schema {row[0]}, this version of Servanda reads {SCHEMA_VERSION}",
            where=str(path),
            todo="use the version of Servanda that made it, or make a new store with: servanda add PATH…",
        )


def _bring_up(connection: duckdb.DuckDBPyConnection) -> None:
    """Give a store of an older version the views of this one, all or none; no row of what it keeps is touched."""
    connection.execute("BEGIN")
    for statement in newer_views():
        connection.execute(statement)
    connection.execute("UPDATE meta SET value = ? WHERE name = 'schema'", [str(SCHEMA_VERSION)])
    connection.execute("COMMIT")


@contextlib.contextmanager
def reading(path: Path) -> Iterator[None]:
    """Turn a file that cannot be read as it was written into words."""
    try:
        yield
    except _FAULTS:
        raise
    except duckdb.Error as error:
        raise IntegrityError(
            what="the store cannot be read as it was written",
            where=str(path),
            why=str(error),
            todo="restore a copy, or make a new store from the inputs with: servanda add PATH…",
        ) from error


@contextlib.contextmanager
def writing(path: Path) -> Iterator[None]:
    """Turn a failed write (disk full, input/output error) into words; what was acknowledged before stands."""
    try:
        yield
    except _FAULTS:
        raise
    except (duckdb.Error, sqlite3.Error, OSError) as error:
        raise ServandaError(
            what="the store could not be written",
            where=str(path),
            why=str(error),
            todo="mend the cause (often a full disk) and run the same command again; what was acknowledged is kept",
        ) from error
