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
from pipeline.store import postgresql_url

_BUSY = "another run is writing to it: try again when that one is done"
_LOST = "the connection broke off: see that the server runs, then run again (nothing that was stored is lost)"
_AWAY = "the server is starting or stopping: try again in a minute (nothing that was stored is lost)"
_WHO = "the server does not let this user in: correct the user in TONGHOP_LEDGER and the password in TONGHOP_LEDGER_PASSWORD"
_DO_NEXT = {  # by SQLSTATE, or its first two characters
    "08": _LOST,
    "28": _WHO,
    "3D000": "there is no such database: create it (createdb), or correct TONGHOP_LEDGER",
    "42501": "this user may not write there: GRANT CREATE ON DATABASE to the user, or drop a schema that is another's",
    "42P01": "tables are missing: restore it from a backup",
    "40": _BUSY,
    "55P03": _BUSY,
    "57014": _BUSY,
    "57P": _AWAY,
    "53100": "the server's disk is full: free some space there, then run again (nothing that was stored is lost)",
    "53300": "the server takes no more connections: try again later, or raise its max_connections",
    "53": "the server has no memory left: try again later (nothing that was stored is lost)",
    "25006": "the server lets nobody write: name the primary server in TONGHOP_LEDGER, not a standby",
    "58": "the server's disk has a fault: check it, then run again",
    "XX": "it is damaged: check the server's disk, and restore it from a backup",
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
        # What it would print about a broken connection is said in our own sentence.
        logging.getLogger("sqlalchemy.pool").addHandler(logging.NullHandler())
        return engine

    def make_room(self, connection: Connection) -> None:
        """As the port says: the schema."""
        connection.execute(CreateSchema(self.schema, if_not_exists=True))

    def trouble(self, error: Exception) -> StoreError:
        """As the port says."""
        if isinstance(error, DBAPIError):
            advice = _do_next(error.orig)
        elif isinstance(error, OSError):  # the driver lets some of the network's own through
            advice = _LOST
        else:
            advice = f"{_line(str(error))}; check the database, then run again"
        return StoreError(f"The ledger on {self.name}: {advice}.")


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


def _do_next(cause: BaseException | None) -> str:
    """What to do about a driver's error; the server's words where we have none of our own."""
    told = cause.args[0] if cause is not None and cause.args else ""
    if isinstance(told, Mapping):  # what the server said, by the letters of the protocol
        code, words = str(told.get("C", "")), str(told.get("M", ""))
        found = next((_DO_NEXT[code[:n]] for n in (5, 3, 2) if code[:n] in _DO_NEXT), None)
        return found or f"{_line(words)}; check the database, then run again"
    words = _line(str(told))
    if "create a connection" in words or "communication error" in words:
        return "nothing answers there: see that the server runs and that TONGHOP_LEDGER names it"
    if "password" in words:
        return _WHO
    if "cannot sign in" in words or "SSL" in words:
        return f"there is no safe way to sign in ({words}): correct sslmode or sslrootcert in TONGHOP_LEDGER"
    return _LOST


def _line(words: str) -> str:
    return words.strip().partition("\n")[0][:300]
