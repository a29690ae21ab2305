"""The URL of a PostgreSQL server as a value: how to get there, and how the way is kept safe. Connects to nothing.

Never repeats any part of a URL that may hold a password.
"""

from __future__ import annotations

import getpass
import ipaddress
import ssl
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, NoReturn

from sqlalchemy import URL, make_url
from sqlalchemy.exc import SQLAlchemyError

from pipeline.errors import SettingsError
from pipeline.sentences import ledger as say
from pipeline.sentences.sentence import Sentence

_DRIVER = "postgresql+pg8000"
_SCHEMES = ("postgresql", _DRIVER)
_PARAMETERS = {"host", "sslmode", "sslrootcert"}
_SAFETY = ("disable", "require", "verify-full")
_PORT = 5432


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """How to get to a database: a bare URL for the driver, its options, and what to call it in sentences."""

    url: URL
    options: Mapping[str, Any]
    shown: str


def way_to(text: str) -> Way:
    """Take the URL apart; SettingsError, in one sentence, when it is none of ours or holds a password."""
    try:
        url = make_url(text)
    except (SQLAlchemyError, ValueError):
        _refuse(say.URL_STRANGE())
    if url.drivername not in _SCHEMES:
        _refuse(say.URL_SCHEME())
    if url.password is not None:
        raise SettingsError(say.URL_PASSWORD())
    given = {name: value for name, value in url.query.items() if isinstance(value, str)}
    if len(given) < len(url.query) or given.keys() - _PARAMETERS:
        _refuse(say.URL_PARAMETERS(known=", ".join(sorted(_PARAMETERS))))
    if not url.database:
        _refuse(say.URL_NO_DATABASE())
    port = url.port or _PORT
    folder = given.get("host", "")
    if folder and not folder.startswith("/"):
        _refuse(say.URL_HOST())
    host = url.host or "localhost"
    bare = URL.create(
        _DRIVER, username=url.username or getpass.getuser(), host=None if folder else host, port=port,
        database=url.database,
    )  # fmt: skip
    return Way(
        url=bare,
        options={"unix_sock": f"{folder}/.s.PGSQL.{port}"} if folder else {"ssl_context": _tls(host, given)},
        shown=f"{folder or host}/{url.database}",
    )


def _tls(host: str, given: Mapping[str, str]) -> ssl.SSLContext | bool | None:
    """Over a network the server is to prove who it is, unless the URL says otherwise; None: as the server likes."""
    mode = given.get("sslmode", "" if _is_this_machine(host) else "verify-full")
    if mode not in ("", *_SAFETY):
        _refuse(say.URL_SSLMODE(known=", ".join(_SAFETY)))
    if mode == "disable":
        return False
    if not mode:
        return None
    authority = given.get("sslrootcert")
    try:
        context = ssl.create_default_context(cafile=authority)
    except OSError:
        _refuse(say.URL_SSLROOTCERT())
    if mode == "require":
        context.check_hostname = False
        context.verify_mode = ssl.CERT_NONE
    return context


def _is_this_machine(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


def _refuse(what: Sentence) -> NoReturn:
    raise SettingsError(say.URL(what=what)) from None
