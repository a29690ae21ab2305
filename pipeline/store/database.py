"""A database that is opened, checked and spoken to in whole transactions; its errors become plain sentences.

Knows nothing of messages, nor of what is particular to a kind of database: that is its backend's.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path

from sqlalchemy import Connection, event, insert, inspect, select
from sqlalchemy.exc import SQLAlchemyError

from pipeline.errors import StoreError
from pipeline.failpoint import reach
from pipeline.sentences import ledger as say
from pipeline.store import migrate, schema
from pipeline.store.backend import Backend
from pipeline.store.postgresql import Postgresql, Server
from pipeline.store.sqlite import Sqlite

PATIENCE_SECONDS = 30.0  # how long a transaction waits for another process; ours last milliseconds


class Database:
    """Transactions on one database."""

    def __init__(self, where: str | Path | Server, *, patience: float = PATIENCE_SECONDS) -> None:
        """Open it; `patience` is in seconds. Raises StoreError; SettingsError for a URL that makes no sense."""
        self._backend = _backend(where, patience)
        self.name = self._backend.name
        with self._saying():
            self._engine = self._backend.engine()
        event.listen(self._engine, "begin", _begin)

    def prepare(self) -> None:
        """Make the tables where there are none, and today's of old ones; refuse those of a newer program."""
        found = self.version()
        if found is None:
            with self.writing() as connection:
                found = self._version(connection) or self._create(connection)
        if migrate.can_upgrade(found):
            with self.writing() as connection:
                found = str(self._version(connection))
                found = migrate.upgrade(connection, found) if migrate.can_upgrade(found) else found
        if not found.isdigit() or int(found) != schema.VERSION:
            raise StoreError(say.OTHER_SCHEMA(name=self.name, found=found, known=schema.VERSION))

    def version(self) -> str | None:
        """The version of the tables, None when there are none; makes none."""
        with self.reading() as connection:
            return self._version(connection)

    @contextlib.contextmanager
    def writing(self) -> Iterator[Connection]:
        """One transaction that may write: all of it or nothing. It waits for other writers, then StoreError."""
        opening = self._backend.writing
        with self._saying():
            with (
                self._engine.connect().execution_options(opening=opening) as connection,
                connection.begin(),
            ):
                reach("ledger.begun")
                yield connection
                reach("ledger.written")
            reach("ledger.committed")

    @contextlib.contextmanager
    def reading(self) -> Iterator[Connection]:
        """One transaction that sees one state of the database and keeps no writer waiting."""
        opening = self._backend.reading
        with (
            self._saying(),
            self._engine.connect().execution_options(opening=opening) as connection,
            connection.begin(),
        ):
            yield connection

    def close(self) -> None:
        """Let the connections go."""
        self._engine.dispose()

    @contextlib.contextmanager
    def _saying(self) -> Iterator[None]:
        try:
            yield
        except (SQLAlchemyError, OSError) as error:
            raise self._backend.trouble(error) from error

    def _version(self, connection: Connection) -> str | None:
        if not inspect(connection).has_table(schema.META.name, schema=self._backend.schema):
            return None
        wanted = schema.META.c.name == schema.VERSION_NAME
        return str(connection.execute(select(schema.META.c.value).where(wanted)).scalar())

    def _create(self, connection: Connection) -> str:
        self._backend.make_room(connection)
        schema.METADATA.create_all(connection)
        version = str(schema.VERSION)
        connection.execute(insert(schema.META).values(name=schema.VERSION_NAME, value=version))
        return version


def _backend(where: str | Path | Server, patience: float) -> Backend:
    return Postgresql(where, patience) if isinstance(where, Server) else Sqlite(where, patience)


def _begin(connection: Connection) -> None:
    for statement in connection.get_execution_options()["opening"]:
        connection.exec_driver_sql(statement)
