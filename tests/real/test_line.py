"""The line that breaks: it leaves no socket open, whatever its connections were doing when it ended."""

from __future__ import annotations

import gc
import socket
import sys
import threading
import warnings
from contextlib import suppress
from typing import Any

import pytest

from tests.real.proxy import Line

_ROUNDS = 60  # a line that cancels what it is just accepting leaves a socket open in every fifth


def _answer(server: socket.socket) -> None:
    """Greet whoever comes and hang up, until the server is shut down."""
    with suppress(OSError):
        while True:
            there, _ = server.accept()
            with there, suppress(OSError):
                there.sendall(b"* OK ready\r\n")


def test_a_line_that_ends_leaves_no_socket_open(monkeypatch: pytest.MonkeyPatch) -> None:
    """Clients come and hang up at once or after a greeting; the line ends while it accepts, connects, or carries."""
    left: list[Any] = []
    monkeypatch.setattr(sys, "unraisablehook", left.append)
    with socket.create_server(("127.0.0.1", 0)) as server:
        there = threading.Thread(target=_answer, args=(server,))
        there.start()
        with warnings.catch_warnings():
            warnings.simplefilter("error", ResourceWarning)
            for number in range(_ROUNDS):
                with (
                    Line(server.getsockname()[1]) as line,
                    socket.create_connection(("127.0.0.1", line.port)) as client,
                ):
                    if number % 2:
                        assert client.recv(1) == b"*"
            del line
            gc.collect()
        server.shutdown(socket.SHUT_RDWR)
        there.join(10)
    assert not there.is_alive()
    assert not [str(each.exc_value) for each in left]
