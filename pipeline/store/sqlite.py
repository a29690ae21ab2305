"""The ledger in a file of its own, for one machine: private, with a write-ahead log, synced at each commit."""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from pipeline.errors import StoreError
from pipeline.store import disk

_BUSY = "another run is writing to it: try again when that one is done"
_DO_NEXT = {
    "SQLITE_BUSY": _BUSY,
    "SQLITE_LOCKED": _BUSY,
    "SQLITE_FULL": "the disk is full: free some space, then run again (nothing that was stored is lost)",
    "SQLITE_READONLY": "it cannot be written: correct its owner and rights, then run again",
    "SQLITE_CANTOPEN": "it cannot be opened: correct the path, its owner and rights, then run again",
    "SQLITE_PERM": "this user has no right to it: correct its owner and rights, then run again",
    "SQLITE_NOTADB": "it is no ledger: restore it from a backup, or move it away and poll again",
    "SQLITE_CORRUPT": "it is damaged: restore it from a backup, or move it away and poll again",
    "SQLITE_IOERR": "the disk has a fault: check it, then run again",
}


class Sqlite:
    """`Backend` for a path, or a URL `sqlite:///…`."""

    schema = None
    reading = ("BEGIN",)
    # A writer takes its turn at once: one that first read and then wants to write could not wait for it.
    writing = ("BEGIN IMMEDIATE",)

    def __init__(self, url_or_path: str | Path, patience: float) -> None:
        """`patience`: seconds that a writer waits for another. StoreError for the URL of anything else."""
        self._url = _url(str(url_or_path))
        self._patience = patience
        self.name = self._url.database or self._url.render_as_string()

    def engine(self) -> Engine:
        """As the port says; the file is made here."""
        self._make_private()
        engine = create_engine(self._url, hide_parameters=True, connect_args={"timeout": self._patience})
        event.listen(engine, "connect", _tune)
        return engine

    def make_room(self, connection: Connection) -> None:
        """A file has room for tables."""

    def trouble(self, error: Exception) -> StoreError:
        """As the port says."""
        if isinstance(error, OSError):
            return disk.trouble(Path(self.name), error)
        cause = error.orig if isinstance(error, DBAPIError) else error
        code = "_".join(str(getattr(cause, "sqlite_errorname", "")).split("_")[:2])
        words = str(cause).strip().partition("\n")[0]
        return StoreError(
            f"The ledger {self.name}: {_DO_NEXT.get(code, f'{words}; check the database, then run again')}."
        )

    def _make_private(self) -> None:
        """Make SQLite's file ourselves, so that it and its journals are for this user alone."""
        if not self._url.database or self._url.database == ":memory:":
            return
        path = Path(self._url.database)
        disk.make_folder(path.parent)
        os.close(os.open(path, os.O_RDWR | os.O_CREAT, disk.PRIVATE_FILE))


def _url(text: str) -> URL:
    if "://" not in text:
        return URL.create("sqlite", database=text)
    try:
        url = make_url(text)
    except (SQLAlchemyError, ValueError):
        url = None
    if url is None or url.get_backend_name() != "sqlite":
        raise StoreError("The ledger's place is not understood: write a path, or sqlite:///PATH.") from None
    return url


def _tune(connection: sqlite3.Connection, record: object) -> None:
    """WAL lets people look while a poll writes; FULL makes each commit outlive a power cut."""
    del record
    connection.isolation_level = None  # the driver's own idea of when a transaction begins is not ours
    if connection.execute("PRAGMA journal_mode").fetchone() != ("wal",):
        connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("PRAGMA foreign_keys = ON")
