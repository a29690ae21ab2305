"""Waiting in an open folder until the server announces something (IDLE, RFC 2177).

Must never take silence for life: a dead link makes `idle_check` return nothing at once, 88 000 times a second, without an
error; and one that a firewall forgot stays silent for ever, which only the answer to a renewal tells.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Any

Beat = Callable[[], object]
Guard = Callable[[float | None], AbstractContextManager[Any]]  # the client, for so many seconds

_FLOOD = 60.0  # seconds that a look may take over its time: a server that never stops talking is cut off
_EARLY = 0.9  # of a look's time; one that ends before with nothing is a doubt
_DOUBTS = 3  # half a line, or a renewed key, wakes a sound link too, now and then


@dataclass(frozen=True, slots=True, kw_only=True)
class Idling:
    """Seconds after which IDLE is renewed, and seconds between two signs of life; by which clock.

    Gmail hangs up after about 10 minutes, others after the 29 of the RFC.
    """

    renewal: float = 540.0
    look: float = 30.0
    clock: Callable[[], float] = time.monotonic


def idle(during: Guard, seconds: float, idling: Idling, beat: Beat) -> bool | None:
    """Whether a message was announced within that time; None, at once, where the server has no IDLE.

    `beat` is called at least every `look` seconds. A link that is dead raises ConnectionAbortedError, or what the
    library raises.
    """
    with during(None) as client:
        if not client.has_capability("IDLE"):
            return None
    end = idling.clock() + seconds
    while (left := end - idling.clock()) > 0:
        with during(None) as client:
            client.idle()
            early = _with_permission(client)
        heard = _announce(early) or _heard(during, min(left, idling.renewal), idling, beat)
        with during(None) as client:
            _, late = client.idle_done()
        if heard or _announce(late):
            return True
    return False


def _heard(during: Guard, seconds: float, idling: Idling, beat: Beat) -> bool:
    end, doubts = idling.clock() + seconds, 0
    while (left := end - idling.clock()) > 0:
        beat()
        look, began = min(left, idling.look), idling.clock()
        with during(look + _FLOOD) as client:
            said = client.idle_check(timeout=look)
            if _announce(said):
                return True
            doubts += not said and idling.clock() - began < look * _EARLY
            if doubts > _DOUBTS:
                raise ConnectionAbortedError("the line is dead")
    return False


def _with_permission(client: Any) -> Any:
    """The lines that came in one packet with the permission to wait: they are in a buffer, of which poll() knows nothing."""
    client._poll_socket = lambda *_: True  # noqa: SLF001 -- imapclient has no way to read without asking poll()
    try:
        return client.idle_check(timeout=0)
    finally:
        del client._poll_socket  # noqa: SLF001 -- the same


def _announce(said: Iterable[Any]) -> bool:
    """Whether one of the lines tells how many messages there are now, which a server says when one came."""
    return any(isinstance(line, tuple) and len(line) > 1 and line[1] == b"EXISTS" for line in said)
