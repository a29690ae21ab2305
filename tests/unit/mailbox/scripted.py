"""A scripted IMAP server on loopback: says what real servers never, or only on bad days, say."""

from __future__ import annotations

import contextlib
import datetime as dt
import re
import socket
import threading
from collections.abc import Callable
from types import TracebackType
from typing import Self

from pipeline.mailbox.imap import Access, Patience
from pipeline.mailbox.server import ImapMailbox, Limits
from pipeline.mailbox.token import Tokens
from pipeline.mailbox.url import ServerAddress, parse_url

Answer = Callable[[str], bytes] | bytes
NOW = dt.datetime(2023, 6, 10, 8, 30, tzinfo=dt.UTC)
PASSWORD = "correct horse"  # noqa: S105 -- known to the scripted server alone
PATIENCE = Patience(
    connect=20, read=20, command=30
)  # of a busy machine; nothing here takes a tenth of a second
HASTY = Patience(connect=2, read=2, command=3)  # where waiting for nothing is what is tested

_DEFAULTS: dict[str, Answer] = {
    "CAPABILITY": b"* CAPABILITY IMAP4rev1 AUTH=PLAIN\r\n",
    "LOGIN": b"",
    "EXAMINE": b"* 3 EXISTS\r\n* 0 RECENT\r\n* OK [UIDVALIDITY 7] so\r\n",
    "UID SEARCH": b"* SEARCH 1 2 3\r\n",
    "LOGOUT": b"* BYE\r\n",
}


class ScriptedServer:
    """Answers commands by their beginning.

    An answer is what comes before the tagged OK, or, when it holds `TAG `, all there is; `HANG UP` ends the
    connection there. After `ASK` it waits for a line of the client. `commands` are those that came, without their tags,
    and what the client was asked for.
    """

    def __init__(self, answers: dict[str, Answer], *, greeting: bytes = b"* OK hello\r\n") -> None:
        self.commands: list[str] = []
        self._answers = _DEFAULTS | answers
        self._greeting = greeting
        self._socket = socket.create_server(("127.0.0.1", 0))
        self._thread = threading.Thread(target=self._serve, daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, value: object, trace: TracebackType | None) -> None:
        self.refuse()
        self._thread.join(5)

    @property
    def address(self) -> ServerAddress:
        """Where it listens, as a plain mailbox of this machine."""
        address = parse_url(f"imap://user@127.0.0.1:{self._socket.getsockname()[1]}/")
        assert isinstance(address, ServerAddress)
        return address

    def mailbox(self, limits: Limits | None = None, *, tokens: Tokens | None = None) -> ImapMailbox:
        """A mailbox on this server, with a clock that stands still."""
        limits = limits or Limits(patience=PATIENCE)
        access = Access(tokens=tokens) if tokens else Access(password=PASSWORD)
        return ImapMailbox(self.address, access, clock=lambda: NOW, limits=limits)

    def refuse(self) -> None:
        """Take no more connections."""
        with contextlib.suppress(OSError):
            self._socket.shutdown(socket.SHUT_RDWR)
        self._socket.close()

    def _serve(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                client, _ = self._socket.accept()
                with client, contextlib.suppress(OSError):
                    self._talk(client)

    def _talk(self, client: socket.socket) -> None:
        client.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        client.sendall(self._greeting)
        with client.makefile("rb") as lines:
            for line in lines:
                tag, _, command = line.decode().strip().partition(" ")
                self.commands.append(command)
                answer = self._answer(command)
                whole = answer if b"TAG " in answer else answer + b"TAG OK done\r\n"
                told, hangs_up, _ = whole.replace(b"TAG ", tag.encode() + b" ").partition(b"HANG UP")
                *asked, said = told.split(b"ASK")
                for question in asked:
                    client.sendall(question)
                    self.commands.append(lines.readline().decode().strip())
                client.sendall(said)
                if hangs_up or command == "LOGOUT":
                    return

    def _answer(self, command: str) -> bytes:
        fitting = [name for name in self._answers if command.startswith(name)]
        answer = self._answers[max(fitting, key=len)] if fitting else b"TAG BAD unknown command\r\n"
        return answer(command) if callable(answer) else answer


def serving(raw: bytes, *, size: int | None = None, per_piece: int = 1 << 20) -> dict[str, Answer]:
    """Answers of a server that holds `raw` under uid 1 and announces `size`; it gives `per_piece` bytes at most."""
    announced = len(raw) if size is None else size

    def answer(command: str) -> bytes:
        wanted = re.search(r"<(\d+)\.(\d+)>", command)
        if wanted is None:
            return (
                b'* 1 FETCH (UID 1 RFC822.SIZE %d INTERNALDATE "10-Jun-2023 08:00:00 +0700")\r\n' % announced
            )
        offset, count = int(wanted[1]), min(int(wanted[2]), per_piece)
        piece = raw[offset : offset + count]
        return b"* 1 FETCH (UID 1 BODY[]<%d> {%d}\r\n%s)\r\n" % (offset, len(piece), piece)

    return {"UID FETCH": answer, "UID SEARCH": b"* SEARCH 1\r\n"}
