"""The run's end of one zygote: start it, give it an order, wait for the answer, end it.

Has no idea what an answer means. Never lets the zygote see a secret of the run.
"""

from __future__ import annotations

import contextlib
import os
import select
import subprocess
import threading
import time
from collections.abc import Sequence

from pipeline import codec
from pipeline.compute.orders import HEADER_BYTES, ORDER, PIECE_BYTES, Answer, Order, frame, opened

# The zygote itself ends a job at its wall limit, and may make do with its parts; this much later it must be the zygote that hangs. Its start, with
# all imports, counts too: a second or two on a machine at rest.
_SLACK_SECONDS = 60.0
_CLOSED = -1
_GOODBYE_SECONDS = 5.0  # to end a job and go, once the orders' pipe is closed

# What a reader may know of the environment. The mailbox password and its like stay out of reach of hostile files.
_PASSED_ON = frozenset(
    ("HOME", "LANG", "LANGUAGE", "LD_LIBRARY_PATH", "PATH", "TESSDATA_PREFIX", "TMPDIR", "TZ", "VIRTUAL_ENV")
)
_PASSED_ON_PREFIXES = ("LC_", "PYTHON", "COVERAGE_")  # the last one: the tests measure inside readers, too
_OWN = {
    "PYTHONHASHSEED": "0",  # same file, same reading: no order may depend on a set's mood
    "OMP_NUM_THREADS": "1",  # one job, one core; and a process with threads must not fork
    "OMP_THREAD_LIMIT": "1",
    "OPENBLAS_NUM_THREADS": "1",
}


class LostError(Exception):
    """The zygote is gone or beyond understanding; it must be ended. The text says how it was lost."""


class Link:
    """One zygote. One thread asks at a time; any thread may hang up on it."""

    def __init__(self, command: Sequence[str]) -> None:
        """Start it; OSError when there is no such program."""
        self._lock = threading.Lock()
        theirs_in, self._orders = os.pipe()
        self._answers, theirs_out = os.pipe()
        try:
            self._process = subprocess.Popen(  # noqa: S603 -- the program's own command, never a word from a mail
                command, stdin=theirs_in, stdout=theirs_out, env=_environment(), start_new_session=True
            )
        except OSError:
            os.close(self._orders)
            os.close(self._answers)
            raise
        finally:
            os.close(theirs_in)
            os.close(theirs_out)

    @property
    def pid(self) -> int:
        """The zygote's process id."""
        return self._process.pid

    def ask(self, order: Order) -> Answer:
        """Give an order and wait for its answer; LostError when none can come."""
        deadline = time.monotonic() + 2 * order.limits.longest_seconds + _SLACK_SECONDS
        try:
            self._send(frame(ORDER, order.number, codec.encode(order)))
            kind, number, length = opened(self._receive(HEADER_BYTES, deadline))
            if number != order.number or length > max(order.limits.result_bytes, PIECE_BYTES):
                raise LostError("it answered another order")
            return Answer(kind=kind, payload=self._receive(length, deadline))
        except OSError as error:  # a broken pipe, or one that hang_up() closed meanwhile
            raise LostError(self._last_words()) from error

    def hang_up(self) -> None:
        """Close its pipe, upon which it ends its job and itself; kill it when it does not. From any thread."""
        with self._lock:
            if self._orders != _CLOSED:
                os.close(self._orders)
                self._orders = _CLOSED
        try:
            self._process.wait(_GOODBYE_SECONDS)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()

    def end(self) -> None:
        """Hang up and let go of its answers; never while another thread asks. Never raises."""
        self.hang_up()
        os.close(self._answers)

    def _send(self, data: bytes) -> None:
        rest = memoryview(data)
        with self._lock:  # a descriptor closed meanwhile may be another file's by now
            while rest:
                rest = rest[os.write(self._orders, rest) :]

    def _receive(self, size: int, deadline: float) -> bytes:
        """Exactly `size` bytes, or LostError."""
        found = bytearray()
        poll = select.poll()
        poll.register(self._answers, select.POLLIN)
        while len(found) < size:
            left = max(0.0, deadline - time.monotonic())
            if not poll.poll(left * 1000):
                raise LostError("it hangs")
            piece = os.read(self._answers, min(PIECE_BYTES, size - len(found)))
            if not piece:
                raise LostError(self._last_words())
            found += piece
        return bytes(found)

    def _last_words(self) -> str:
        with contextlib.suppress(subprocess.TimeoutExpired):
            return f"it ended with code {self._process.wait(_GOODBYE_SECONDS)}"
        return "it broke off"


def _environment() -> dict[str, str]:
    kept = {
        name: value
        for name, value in os.environ.items()
        if name in _PASSED_ON or name.startswith(_PASSED_ON_PREFIXES)
    }
    return kept | _OWN
