"""The ledger in a file of its own, for one machine: private, with a write-ahead log, synced at each commit."""

from __future__ import annotations

import os
import sqlite3
import time
from functools import partial
from pathlib import Path

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from pipeline.errors import StoreError
from pipeline.sentences import ledger as say
from pipeline.store import disk

_DO_NEXT = {
    "SQLITE_BUSY": say.BUSY(),
    "SQLITE_LOCKED": say.BUSY(),
    "SQLITE_FULL": say.DISK_FULL(),
    "SQLITE_READONLY": say.FILE_CLOSED(),
    "SQLITE_CANTOPEN": say.FILE_NOT_OPENED(),
    "SQLITE_PERM": say.FILE_NO_RIGHT(),
    "SQLITE_NOTADB": say.NO_LEDGER(),
    "SQLITE_CORRUPT": say.FILE_DAMAGED(),
    "SQLITE_IOERR": say.DISK_FAULT(),
}
_NAP_SECONDS = 0.01


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
        event.listen(engine, "connect", partial(_tune, patience=self._patience))
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
        advice = _DO_NEXT.get(code) or say.DATABASE_ELSE(said=words)
        return StoreError(say.LEDGER(name=self.name, advice=advice))

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
        raise StoreError(say.NO_LEDGER_PLACE()) from None
    return url


def _tune(connection: sqlite3.Connection, record: object, *, patience: float) -> None:
    """WAL lets people look while a poll writes; FULL makes each commit outlive a power cut."""
    del record
    connection.isolation_level = None  # the driver's own idea of when a transaction begins is not ours
    if connection.execute("PRAGMA journal_mode").fetchone() != ("wal",):
        _turn_to_wal(connection, patience)
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("PRAGMA foreign_keys = ON")


def _turn_to_wal(connection: sqlite3.Connection, patience: float) -> None:
    """Of two programs that take this step at once SQLite refuses one, which waits here for the other."""
    end = time.monotonic() + patience
    while True:
        try:
            connection.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode != sqlite3.SQLITE_BUSY or time.monotonic() >= end:
                raise
            time.sleep(_NAP_SECONDS)
        else:
            return
