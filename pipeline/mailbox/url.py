"""Mailbox URLs as values. What a URL may say is decided here; nothing here opens, connects or reads.

No error repeats any part of a URL that holds an `@`: a password may stand there by mistake.
"""

from __future__ import annotations

import ipaddress
import re
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import NoReturn
from urllib.parse import unquote

from pipeline.errors import UsageError
from pipeline.sentences import mailbox as say
from pipeline.sentences.sentence import Template

_HIGHEST_PORT = 65_535
_SCHEME = re.compile(r"([a-z+]+):", re.IGNORECASE)
_PLACE = re.compile(r"(?P<host>[a-z0-9._-]+|\[[0-9a-f:.]+\])(?::(?P<port>[0-9]{1,5}))?", re.IGNORECASE)


class Security(StrEnum):
    """How the way to a server is kept safe; the value is the URL's scheme."""

    TLS = "imaps"
    STARTTLS = "imap+starttls"
    PLAIN = "imap"


class Kind(StrEnum):
    """What kind of files hold the messages; the value is the URL's scheme, and the account's name."""

    MAILDIR = "maildir"
    MBOX = "mbox"
    EML = "eml"


DEFAULT_PORTS = {Security.TLS: 993, Security.STARTTLS: 143, Security.PLAIN: 143}


@dataclass(frozen=True, slots=True, kw_only=True)
class ServerAddress:
    """A user's mailbox on an IMAP server. UsageError when it is plain text to anything but this machine."""

    security: Security
    user: str
    host: str
    port: int

    def __post_init__(self) -> None:
        if self.security is Security.PLAIN and not is_loopback(self.host):
            raise UsageError(say.IN_CLEAR())

    @property
    def account(self) -> str:
        """`user@host` in lower case, with `:port` when that is not the scheme's own."""
        port = "" if self.port == DEFAULT_PORTS[self.security] else f":{self.port}"
        return f"{self.user}@{self.host}{port}".lower()

    @property
    def place(self) -> str:
        """`host:port`, for sentences."""
        return f"{self.host}:{self.port}"


@dataclass(frozen=True, slots=True, kw_only=True)
class FolderAddress:
    """Messages in files: a maildir, an mbox file, or a folder of .eml files."""

    kind: Kind
    path: Path


def parse_url(url: str) -> ServerAddress | FolderAddress:
    """Take a mailbox URL apart; UsageError, in one sentence, when it is none or holds a password."""
    matched = _SCHEME.match(url)
    scheme = matched[1].lower() if matched else ""
    rest = url[matched.end() :] if matched else ""
    if scheme in set(Kind):
        return FolderAddress(kind=Kind(scheme), path=_path(scheme, rest))
    if scheme in set(Security):
        return _server(Security(scheme), rest)
    raise UsageError(say.NO_SCHEME())


def _path(scheme: str, rest: str) -> Path:
    name = rest.removeprefix("//")
    if not name or "\0" in name:
        raise UsageError(say.NO_PLACE(scheme=scheme))
    return Path(name)


def _server(security: Security, rest: str) -> ServerAddress:
    user, at, behind = rest.removeprefix("//").rpartition("@")
    if ":" in user:
        raise UsageError(say.URL_PASSWORD(where=say.WHERE_SECRETS_GO()))
    place, _, folder = behind.partition("/")
    matched = _PLACE.fullmatch(place)
    port = int(matched["port"] or DEFAULT_PORTS[security]) if matched else 0
    if not (rest.startswith("//") and at and user and 0 < port <= _HIGHEST_PORT) or matched is None:
        _refuse(security, say.URL_NO_USER)
    if folder:
        _refuse(security, say.URL_PATH)
    name = _decoded(security, user)
    return ServerAddress(security=security, user=name, host=matched["host"].strip("[]").lower(), port=port)


def _decoded(security: Security, user: str) -> str:
    try:
        name = unquote(user, errors="strict")
    except UnicodeDecodeError:
        _refuse(security, say.URL_NO_UTF8)
    if not name.isprintable() or "/" in user:
        _refuse(security, say.URL_CHARACTERS)
    return name


def _refuse(security: Security, why: Template) -> NoReturn:
    raise UsageError(why(scheme=security)) from None


def is_loopback(host: str) -> bool:
    """Whether a host is this machine, by its name or number alone."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
