"""A database that is opened, checked and spoken to in whole transactions; its errors become plain sentences.

Knows nothing of messages. Never shows a password that stands in a URL.
"""

from __future__ import annotations

import contextlib
import os
import sqlite3
from collections.abc import Iterator
from pathlib import Path

from sqlalchemy import URL, Connection, Engine, create_engine, event, insert, inspect, make_url, select
from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from pipeline.errors import StoreError
from pipeline.store import disk, migrate, schema

PATIENCE_SECONDS = 30.0  # how long a transaction waits for another process; ours last milliseconds

_SQLITE_DO_NEXT = {
    "SQLITE_BUSY": "another run is writing to it: try again when that one is done",
    "SQLITE_LOCKED": "another run is writing to it: try again when that one is done",
    "SQLITE_FULL": "the disk is full: free some space, then run again (nothing that was stored is lost)",
    "SQLITE_READONLY": "it cannot be written: correct its owner and rights, then run again",
    "SQLITE_CANTOPEN": "it cannot be opened: correct the path, its owner and rights, then run again",
    "SQLITE_PERM": "this user has no right to it: correct its owner and rights, then run again",
    "SQLITE_NOTADB": "it is no ledger: restore it from a backup, or move it away and poll again",
    "SQLITE_CORRUPT": "it is damaged: restore it from a backup, or move it away and poll again",
    "SQLITE_IOERR": "the disk has a fault: check it, then run again",
}


class Database:
    """Transactions on one database, whose tables are there and of a version that this program knows."""

    def __init__(self, url_or_path: str | Path, *, patience: float = PATIENCE_SECONDS) -> None:
        """Open or make it. `patience` is in seconds. Raises StoreError."""
        url = _url(url_or_path)
        self.name = url.database if _is_sqlite(url) and url.database else url.render_as_string()
        with self._saying():
            self._engine = _engine(url, patience)
            try:
                _make_private(url)
                self._prepare()
            except BaseException:
                self._engine.dispose()
                raise

    @contextlib.contextmanager
    def writing(self) -> Iterator[Connection]:
        """One transaction that may write: all of it or nothing. It waits for other writers, then StoreError."""
        with (
            self._saying(),
            self._engine.connect().execution_options(opening="BEGIN IMMEDIATE") as connection,
            connection.begin(),
        ):
            yield connection

    @contextlib.contextmanager
    def reading(self) -> Iterator[Connection]:
        """One transaction that sees one state of the database and keeps no writer waiting."""
        with self._saying(), self._engine.connect() as connection, connection.begin():
            yield connection

    def close(self) -> None:
        """Let the connections go."""
        self._engine.dispose()

    @contextlib.contextmanager
    def _saying(self) -> Iterator[None]:
        try:
            yield
        except DBAPIError as error:
            raise StoreError(f"The ledger {self.name}: {_do_next(error.orig)}.") from error
        except (SQLAlchemyError, ImportError) as error:
            first = str(error).partition("\n")[0]
            raise StoreError(
                f"The ledger {self.name} cannot be used ({first}): correct its URL, then run again."
            ) from error
        except OSError as error:
            raise disk.trouble(Path(self.name), error) from error

    def _prepare(self) -> None:
        """Make the tables where there are none, and today's of old ones; refuse those of a newer program."""
        with self.reading() as connection:
            found = _version(connection)
        if found is None:
            with self.writing() as connection:
                found = _version(connection) or _create(connection)
        if migrate.can_upgrade(found):
            with self.writing() as connection:
                found = str(_version(connection))
                found = migrate.upgrade(connection, found) if migrate.can_upgrade(found) else found
        if not found.isdigit() or int(found) != schema.VERSION:
            raise StoreError(
                f"The ledger {self.name} has schema {found}, this program knows {schema.VERSION}: "
                "install the newest tonghop, or restore the ledger that belongs to this one."
            )


def _url(url_or_path: str | Path) -> URL:
    text = str(url_or_path)
    if "://" not in text:
        return URL.create("sqlite", database=text)
    try:
        return make_url(text)
    except (SQLAlchemyError, ValueError) as error:
        hint = "write a path, sqlite:///PATH or postgresql+psycopg://HOST/NAME"
        raise StoreError(f"The ledger's URL cannot be understood: {hint}.") from error


def _is_sqlite(url: URL) -> bool:
    return url.get_backend_name() == "sqlite"


def _make_private(url: URL) -> None:
    """Make SQLite's file ourselves, so that it and its journals are for this user alone."""
    if not _is_sqlite(url) or not url.database or url.database == ":memory:":
        return
    path = Path(url.database)
    disk.make_folder(path.parent)
    os.close(os.open(path, os.O_RDWR | os.O_CREAT, disk.PRIVATE_FILE))


def _engine(url: URL, patience: float) -> Engine:
    if not _is_sqlite(url):
        return create_engine(url, hide_parameters=True, pool_pre_ping=True)
    engine = create_engine(url, hide_parameters=True, connect_args={"timeout": patience})
    event.listen(engine, "connect", _tune)
    event.listen(engine, "begin", _begin)
    return engine


def _tune(connection: sqlite3.Connection, record: object) -> None:
    """WAL lets people look while a poll writes; FULL makes each commit outlive a power cut."""
    del record
    connection.isolation_level = None  # the driver's own idea of when a transaction begins is not ours
    if connection.execute("PRAGMA journal_mode").fetchone() != ("wal",):
        connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("PRAGMA foreign_keys = ON")


def _begin(connection: Connection) -> None:
    """A writer takes its turn at once: one that first read and then wants to write could not wait for it."""
    connection.exec_driver_sql(connection.get_execution_options().get("opening", "BEGIN"))


def _version(connection: Connection) -> str | None:
    """The schema version of the tables, None when there are none."""
    if not inspect(connection).has_table(schema.META.name):
        return None
    wanted = schema.META.c.name == schema.VERSION_NAME
    return str(connection.execute(select(schema.META.c.value).where(wanted)).scalar())


def _create(connection: Connection) -> str:
    schema.METADATA.create_all(connection)
    version = str(schema.VERSION)
    connection.execute(insert(schema.META).values(name=schema.VERSION_NAME, value=version))
    return version


def _do_next(cause: BaseException | None) -> str:
    """What to do about a driver's error; the driver's words where we have none of our own."""
    code = "_".join(str(getattr(cause, "sqlite_errorname", "")).split("_")[:2])
    words = str(cause).strip().partition("\n")[0]
    return _SQLITE_DO_NEXT.get(code, f"{words}; check the database, then run again")
