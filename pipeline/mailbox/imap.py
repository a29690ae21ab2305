"""One signed-in connection to an IMAP server: EXAMINE, BODY.PEEK. The one door to imapclient.

Must never write to the server but where it marks (`marks.py`), trust an unchecked certificate, or let a secret or a body into an error or a log.
Every call ends within its time; every error of a library leaves as a StepError, after which the connection is dead.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import logging
import re
import socket
import ssl
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

from imapclient import IMAPClient, SocketTimeout

from pipeline.errors import TonghopError
from pipeline.mailbox import marks
from pipeline.mailbox.bearer import Bearer, mechanism_of
from pipeline.mailbox.deadline import cut_after
from pipeline.mailbox.idle import Beat, Idling, idle
from pipeline.mailbox.token import Tokens
from pipeline.mailbox.trouble import NoSuchFolderError, Stage, TokenRefusedError, explain, shown
from pipeline.mailbox.url import Security, ServerAddress
from pipeline.model.mail import JUNK, is_junk
from pipeline.model.mark import Mark
from pipeline.ports import FolderState
from pipeline.sentences import mailbox as say

_GOODBYE = 5.0  # seconds to sign out
_LOGGERS = ("imapclient", "imapclient.imapclient", "imapclient.imaplib")  # at DEBUG they write bodies down
# What RFC 3501 wants shown to the user; a refusal with an alert is in the error already.
_ALERT = re.compile(rb"(?:\* (?:OK|NO|BAD|BYE|PREAUTH)|\S+ OK) \[ALERT\] *(.*)", re.IGNORECASE | re.DOTALL)
_ATOM = re.compile(r"[A-Za-z0-9@.+_-]+")  # what LOGIN can say as it is: imaplib does not quote the user
_ASCII = re.compile(r"[ -~]+")


Tell = Callable[[str], object]


@dataclass(frozen=True, slots=True, kw_only=True)
class Access:
    """What lets us in: the password, or access tokens in its place; and an authority to trust instead of the system's."""

    password: str = field(default="", repr=False)
    ca_file: Path | None = None
    tokens: Tokens | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Patience:
    """Seconds that a server may take: to connect, for one read, for one command."""

    connect: float = 15.0
    read: float = 60.0
    command: float = 120.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Description:
    """What a server says of a message: INTERNALDATE (aware, None when unusable), size in bytes, and Gmail's id of it."""

    received_at: dt.datetime | None
    size: int
    origin: str = ""


class Connection:
    """A connection; making one connects and signs in. StepError says which step failed.

    `tell` is called with each text that the server wants the user to see, made safe.
    """

    def __init__(
        self, address: ServerAddress, access: Access, patience: Patience, *, tell: Tell | None = None
    ) -> None:
        self._address, self._access, self._patience = address, access, patience
        self._secrets: tuple[str, ...] = (access.password,)
        _hush()
        with self._explained(Stage.TRUST):
            context = _trusting(address, access.ca_file)
        with self._explained(Stage.RESOLVE):
            socket.getaddrinfo(address.host, address.port, type=socket.SOCK_STREAM)
        with self._explained(Stage.CONNECT):
            self._client = _greeted(address, context, patience)
        _listen(self._client, lambda said: tell and tell(shown(said, *self._secrets)))
        try:
            if address.security is Security.STARTTLS:
                with self._during(Stage.TLS) as client:
                    client.starttls(context)
            if access.tokens is None:
                with self._during(Stage.SIGN_IN) as client:
                    _sign_in(client, address.user, access.password)
            else:
                self._sign_in_with(access.tokens)
        except TonghopError:
            self.close()
            raise

    def examine(self, folder: str) -> FolderState:
        r"""Open a folder read-only. A name like `\Junk` means the folder that the server marks so."""
        with self._during(Stage.FOLDER, subject=folder) as client:
            name = _marked(client, folder) if folder.startswith("\\") else folder
            answer = client.select_folder(name, readonly=True)
            if not answer.get(b"UIDVALIDITY"):
                raise LookupError(say.NO_VALIDITY())
            return FolderState(name=name, validity=str(answer[b"UIDVALIDITY"]), exists=int(answer[b"EXISTS"]))

    def search(self, *criteria: str) -> list[int]:
        """The uids of messages that fit, ascending."""
        with self._during(Stage.LIST) as client:
            return sorted({int(uid) for uid in client.search(list(criteria))})

    def describe(self, uids: Sequence[int]) -> dict[int, Description]:
        """When each message came and how large it says it is; uids that are gone are absent."""
        with self._during(Stage.LIST) as client:
            also = ["X-GM-MSGID"] if client.has_capability("X-GM-EXT-1") else []
            found = client.fetch(list(uids), ["RFC822.SIZE", "INTERNALDATE", *also])
            return {
                uid: Description(
                    received_at=_aware(said.get(b"INTERNALDATE")),
                    size=_size(said.get(b"RFC822.SIZE")),
                    origin=str(_size(said.get(b"X-GM-MSGID")) or "") if also else "",
                )
                for uid, said in found.items()
            }

    def headers(self, uids: Sequence[int], *, count: int) -> dict[int, bytes]:
        """At most `count` bytes of the headers of each message; what is gone or empty is absent."""
        with self._during(Stage.FETCH) as client:
            found = client.fetch(list(uids), [f"BODY.PEEK[HEADER]<0.{count}>"])
            pieces = {uid: said.get(b"BODY[HEADER]<0>") for uid, said in found.items()}
            return {uid: piece for uid, piece in pieces.items() if isinstance(piece, bytes) and piece}

    def body(self, uid: int, *, offset: int, count: int, seconds: float) -> bytes | None:
        """At most `count` bytes of a message from `offset` on; empty behind its end, None when it is gone."""
        with self._during(Stage.FETCH, seconds) as client:
            found = client.fetch([uid], [f"BODY.PEEK[]<{offset}.{count}>"])
            piece = found[uid][b"BODY[]<%d>" % offset] if uid in found else None
            if piece is not None and (not isinstance(piece, bytes) or len(piece) > count):
                raise ValueError("the server sent another piece than was asked for")
            return piece

    def open_to_mark(self, folder: str, mark: Mark) -> str:
        """Open a folder for writing, if the server can mark so; its UIDVALIDITY."""
        with self._during(Stage.MARK) as client:
            return marks.open_to_mark(client, folder, mark)

    def lacking(self, uids: Sequence[int], mark: Mark) -> list[int]:
        """Which of these messages are still there, and without the mark."""
        with self._during(Stage.MARK) as client:
            return marks.lacking(client, uids, mark) if uids else []

    def put(self, uids: Sequence[int], mark: Mark) -> None:
        """Mark these messages."""
        with self._during(Stage.MARK) as client:
            marks.put(client, uids, mark)

    def idle(self, seconds: float, *, idling: Idling, beat: Beat) -> bool | None:
        """Whether a message was announced in the open folder within that time; None, at once, without IDLE.

        Whatever ends it early, a signal too, ends the connection: a server in IDLE hears nothing but its end.
        """
        try:
            return idle(partial(self._during, Stage.WAIT), seconds, idling, beat)
        except BaseException:
            self._hang_up()
            raise

    def close(self) -> None:
        """Sign out and hang up; never raises."""
        with contextlib.suppress(Exception), cut_after(self._client.socket(), _GOODBYE):
            self._client.logout()
        self._hang_up()

    def _hang_up(self) -> None:
        with contextlib.suppress(Exception):
            self._client.shutdown()

    def _sign_in_with(self, tokens: Tokens) -> None:
        """Sign in with an access token; when it is refused, once more with a fresh one, and no further."""
        said = ""
        for _ in range(2):
            token = tokens.fresh()
            with self._during(Stage.SIGN_IN) as client:
                bearer = Bearer(self._address.user, token, mechanism_of(client))
                self._secrets += bearer.secrets
                said = bearer.refusal(client)
            if not said:
                return
            tokens.refused(token)
        with self._explained(Stage.SIGN_IN):
            raise TokenRefusedError(said)

    @contextlib.contextmanager
    def _during(self, step: Stage, seconds: float | None = None, *, subject: str = "") -> Iterator[Any]:
        allowed = self._patience.command if seconds is None else min(seconds, self._patience.command)
        with self._explained(step, subject), cut_after(self._client.socket(), max(0.0, allowed)):
            yield self._client

    @contextlib.contextmanager
    def _explained(self, step: Stage, subject: str = "") -> Iterator[None]:
        try:
            yield
        except Exception as error:
            ours = explain(step, error, self._address, secrets=self._secrets, subject=subject)
            told = any(secret in str(error) for secret in self._secrets if secret)
            if told or step is Stage.SIGN_IN:
                raise ours from None  # what a traceback prints; an encoding error would hold the password
            raise ours from error


def _hush() -> None:
    for name in _LOGGERS:
        logger = logging.getLogger(name)
        logger.setLevel(max(logger.getEffectiveLevel(), logging.INFO))


def _trusting(address: ServerAddress, ca_file: Path | None) -> ssl.SSLContext | None:
    """Whom to trust on an encrypted line; reading the system's authorities takes a while, so only for one."""
    if ca_file is None:
        return None if address.security is Security.PLAIN else ssl.create_default_context()
    return ssl.create_default_context(cafile=str(ca_file))


def _greeted(address: ServerAddress, context: ssl.SSLContext | None, patience: Patience) -> Any:
    client = IMAPClient(
        address.host,
        port=address.port,
        ssl=address.security is Security.TLS,
        ssl_context=context if address.security is Security.TLS else None,
        timeout=SocketTimeout(patience.connect, patience.read),
    )
    client.normalise_times = False  # else INTERNALDATE comes naive, in this machine's zone
    client._imap.debug = 0  # noqa: SLF001 -- imapclient sets 5: every body is repr-ed twice (+91 MB for 23 MB)
    return client


def _listen(client: Any, tell: Tell) -> None:
    """Hear every alert from the greeting on: imaplib keeps their code alone, and for one command."""
    imap = client._imap  # noqa: SLF001 -- there is no public way to the lines of a server
    next_line = imap._get_line  # noqa: SLF001 -- the same

    def heard(line: bytes) -> bytes:
        if found := _ALERT.match(line):
            tell(found[1].decode("utf-8", "replace"))
        return line

    heard(imap.welcome)
    imap._get_line = lambda: heard(next_line())  # noqa: SLF001 -- the same


def _sign_in(client: Any, user: str, password: str) -> None:
    if _ATOM.fullmatch(user) and _ASCII.fullmatch(password):
        client.login(user, password)
    else:
        client.plain_login(user, password)


def _marked(client: Any, mark: str) -> str:
    """The folder that the server marks so; of spam, else the first that is called so."""
    listed = [
        ({flag.lower() for flag in flags}, name)
        for flags, _, name in client.list_folders()
        if b"\\noselect" not in {flag.lower() for flag in flags}
    ]
    named = (name for _, name in listed if mark == JUNK and is_junk(name))
    found = next((name for flags, name in listed if mark.lower().encode() in flags), next(named, None))
    if found is None:
        raise NoSuchFolderError(say.NO_MARK(mark=mark))
    return str(found)


def _aware(said: object) -> dt.datetime | None:
    if not isinstance(said, dt.datetime) or said.tzinfo is None:
        return None
    try:
        return said.astimezone(dt.UTC)
    except (ValueError, OverflowError):
        return None


def _size(said: object) -> int:
    return said if isinstance(said, int) and said > 0 else 0
