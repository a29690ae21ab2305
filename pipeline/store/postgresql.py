"""The ledger on a PostgreSQL server: a schema for each campaign, so that campaigns share a database and never a row.

Never shows a password, never sends one unprotected over a network, never looks into a schema that is not its own.
"""

from __future__ import annotations

import hashlib
import logging
import re
import ssl
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, Dialect, Engine, create_engine, event
from sqlalchemy.exc import DBAPIError
from sqlalchemy.schema import CreateSchema

from pipeline.errors import StoreError
from pipeline.sentences import ledger as say
from pipeline.sentences.sentence import Sentence
from pipeline.store import postgresql_url

# What it would print about a broken connection is said in our own sentence.
logging.getLogger("sqlalchemy.pool").addHandler(logging.NullHandler())

_DO_NEXT = {  # by SQLSTATE, or its first two characters
    "08": say.LOST(),
    "28": say.NOT_LET_IN(),
    "3D000": say.NO_DATABASE(),
    "42501": say.NO_GRANT(),
    "42P01": say.NO_TABLES(),
    "40": say.BUSY(),
    "55P03": say.BUSY(),
    "57014": say.BUSY(),
    "57P": say.AWAY(),
    "53100": say.SERVER_FULL(),
    "53300": say.TOO_MANY(),
    "53": say.NO_MEMORY(),
    "25006": say.STANDBY(),
    "58": say.SERVER_FAULT(),
    "XX": say.SERVER_DAMAGED(),
}
_SLOW_SECONDS = 30.0  # what an answer may take beyond the wait for a lock; ours take milliseconds
_KEPT_SECONDS = 240  # a connection; firewalls forget a silent one after 300 and more, and tell nobody
_SAFE = re.compile(r"[^a-z0-9]+")
_NAME_LETTERS = 30  # of the campaign's id: with the rest, well under PostgreSQL's 63


@dataclass(frozen=True, slots=True, kw_only=True)
class Server:
    """Which campaign's ledger, and on which server: `postgresql://user@host:port/database`."""

    url: str
    campaign: str
    password: str | None = field(default=None, repr=False)


def schema_of(campaign: str) -> str:
    """The schema of a campaign: readable, of letters that need no quoting, and no other campaign's."""
    digest = hashlib.sha256(campaign.encode("utf-8", "surrogatepass")).hexdigest()[:12]
    plain = _SAFE.sub("_", campaign.lower())[:_NAME_LETTERS].strip("_")
    return "_".join(filter(None, ("tonghop", plain, digest)))


class Postgresql:
    """`Backend` for one campaign's schema."""

    def __init__(self, server: Server, patience: float) -> None:
        """`patience`: seconds that a writer waits for another. SettingsError when the URL makes no sense."""
        self._way = postgresql_url.way_to(server.url)
        self._password = server.password
        self._timeout = patience + _SLOW_SECONDS
        self.schema = schema_of(server.campaign)
        self.name = f"{self._way.shown}, schema {self.schema}"
        self.reading: Sequence[str] = ("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY",)
        # What BEGIN IMMEDIATE is to SQLite: one writer at a time. What it then reads has been committed before.
        self.writing: Sequence[str] = (
            f"SET LOCAL lock_timeout = {max(1, int(patience * 1000))}",
            "SET LOCAL synchronous_commit = on",
            f"SELECT pg_advisory_xact_lock({_key(self.schema)})",
        )

    def engine(self) -> Engine:
        """As the port says."""
        options = {**self._way.options, "timeout": self._timeout, "application_name": "tonghop"}
        if self._password is not None:
            options["password"] = self._password
        engine = create_engine(
            self._way.url, hide_parameters=True, pool_pre_ping=True, pool_recycle=_KEPT_SECONDS,
            connect_args=options, execution_options={"schema_translate_map": {None: self.schema}},
        )  # fmt: skip
        engine.dialect.use_insertmanyvalues_wo_returning = True  # one round trip for hundreds of rows
        event.listen(engine, "do_connect", _connect)
        return engine

    def make_room(self, connection: Connection) -> None:
        """As the port says: the schema."""
        connection.execute(CreateSchema(self.schema, if_not_exists=True))

    def trouble(self, error: Exception) -> StoreError:
        """As the port says."""
        if isinstance(error, DBAPIError):
            advice = _do_next(error.orig)
        elif isinstance(error, OSError):  # the driver lets some of the network's own through
            advice = say.LOST()
        else:
            advice = say.DATABASE_ELSE(said=_line(str(error)))
        return StoreError(say.LEDGER_ON(name=self.name, advice=advice))


def _key(schema: str) -> int:
    """The number of the lock that all writers to a schema take: 64 bits with a sign."""
    return int.from_bytes(hashlib.sha256(schema.encode()).digest()[:8], signed=True)


def _connect(dialect: Dialect, record: object, arguments: Sequence[Any], options: Mapping[str, Any]) -> Any:
    """What goes wrong in TLS or SASL becomes an error of the driver's, as what goes wrong beside them is."""
    del record
    driver: Any = dialect.loaded_dbapi
    try:
        return driver.connect(*arguments, **options)
    except driver.Error:
        raise
    except (OSError, ssl.CertificateError) as error:
        raise driver.InterfaceError(f"SSL: {error}") from error
    except Exception as error:
        what = "cannot sign in" if options.get("password") else "no password was given"
        raise driver.InterfaceError(f"{what}: {error}") from error


def _do_next(cause: BaseException | None) -> Sentence:
    """What to do about a driver's error; the server's words where we have none of our own."""
    told = cause.args[0] if cause is not None and cause.args else ""
    if isinstance(told, Mapping):  # what the server said, by the letters of the protocol
        code, words = str(told.get("C", "")), str(told.get("M", ""))
        found = next((_DO_NEXT[code[:n]] for n in (5, 3, 2) if code[:n] in _DO_NEXT), None)
        return found or say.DATABASE_ELSE(said=_line(words))
    words = _line(str(told))
    if "create a connection" in words or "communication error" in words:
        return say.NOTHING_THERE()
    if "password" in words:
        return say.NOT_LET_IN()
    if "cannot sign in" in words or "SSL" in words:
        return say.NOT_SAFE(said=words)
    return say.LOST()


def _line(words: str) -> str:
    return words.strip().partition("\n")[0][:300]
