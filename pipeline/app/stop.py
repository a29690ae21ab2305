"""SIGTERM and SIGINT for a command that runs until then: when it may be ended, and how.

While it waits, at once. While it works, at the next step between two messages or files, so that the one in hand is
finished; when no such step comes within `grace` seconds, or the signal comes again, right there, as Ctrl-C does in every
command: all that is durable is safe to leave at any point. Should anybody on the way up swallow it, as an import that was
disturbed may, it comes again after another `grace`. For the main thread alone.
"""

from __future__ import annotations

import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Any, Self

_SIGNALS = (signal.SIGTERM, signal.SIGINT)
_GRACE = 5.0  # seconds; systemd itself waits for 90


class StoppedError(KeyboardInterrupt):
    """Somebody asked for the end; `number` is the signal. No Exception: nothing on the way up may catch it."""

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.number = number


class Stop:
    """Hears the signals, as a context manager: what they did before holds again behind it."""

    def __init__(self, *, grace: float = _GRACE) -> None:
        self.asked = 0
        self._grace = grace
        self._waits = False
        self._before: dict[int, Any] = {}

    def __enter__(self) -> Self:
        hears: dict[int, Callable[[int, FrameType | None], None]] = dict.fromkeys(_SIGNALS, self._hear)
        for number, handler in {**hears, signal.SIGALRM: self._end}.items():
            self._before[number] = signal.signal(number, handler)
        return self

    def __exit__(self, *_: object) -> None:
        signal.setitimer(signal.ITIMER_REAL, 0)
        for number, handler in self._before.items():
            signal.signal(number, handler)

    def look(self) -> None:
        """End here when somebody asked for it. StoppedError."""
        if self.asked:
            self._end()

    @contextmanager
    def waiting(self) -> Iterator[None]:
        """What is done in the block may be ended anywhere: nothing in it is durable. StoppedError."""
        self._waits = True
        try:
            self.look()
            yield
        finally:
            self._waits = False

    def _hear(self, number: int, _frame: FrameType | None) -> None:
        again, self.asked = self.asked, self.asked or number
        if again or self._waits:
            self._end()
        signal.setitimer(signal.ITIMER_REAL, self._grace)

    def _end(self, *_: object) -> None:
        signal.setitimer(signal.ITIMER_REAL, self._grace)
        raise StoppedError(self.asked)
