"""Tells systemd how a service is, in the words of sd_notify(3). Silent, and never in the way, where nobody listens."""

from __future__ import annotations

import contextlib
import socket
from collections.abc import Mapping

_PATIENCE = 0.5  # seconds for one datagram, while systemd is too busy to take it
_LONGEST = 500  # characters of a status: it is one line of `systemctl status`


class Service:
    """The service that this process is; the address is what the environment says, empty when it is none."""

    def __init__(self, environment: Mapping[str, str]) -> None:
        self._address = environment.get("NOTIFY_SOCKET", "")

    def ready(self) -> None:
        """It has started."""
        self._say("READY=1")

    def alive(self) -> None:
        """It does not hang: due at least every half of the unit's WatchdogSec."""
        self._say("WATCHDOG=1")

    def status(self, sentence: str) -> None:
        """What it does, for people."""
        self._say(f"STATUS={' '.join(sentence.split())[:_LONGEST]}")

    def stopping(self) -> None:
        """It is about to end."""
        self._say("STOPPING=1")

    def _say(self, line: str) -> None:
        if not self._address.startswith(("/", "@")):
            return
        address = "\0" + self._address[1:] if self._address.startswith("@") else self._address
        with contextlib.suppress(OSError), socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as out:
            out.settimeout(_PATIENCE)
            out.sendto(line.encode("utf-8", "replace"), address)
