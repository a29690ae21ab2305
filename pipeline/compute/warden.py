"""Watches one forked job: hears its answer out, ends it and all that it started, and puts its death into words.

Trusts nothing that the job says beyond its length: the answer is checked where it is decoded.
"""

from __future__ import annotations

import contextlib
import os
import resource
import select
import signal
import time
from dataclasses import dataclass
from enum import Enum, auto
from pathlib import Path

from pipeline.compute.orders import (
    EXIT_MEMORY,
    FAILURE,
    HEADER_BYTES,
    PIECE_BYTES,
    RESULT,
    Answer,
    Order,
    failure,
    opened,
)

# A process that has closed its pipe is dying or hiding; a normal death takes a millisecond.
_GRACE_SECONDS = 1.0
_NAP_SECONDS = 0.001
_ORPHAN_ROUNDS = 1000  # one nap each; a process that SIGKILL does not end in a second hangs in the kernel


class _Why(Enum):
    """Why nobody listens to a job any more."""

    ANSWERED = auto()
    ENDED = auto()
    DEAF = auto()
    TOO_LONG = auto()
    TOO_LARGE = auto()
    RUN_GONE = auto()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Death:
    status: int  # as from wait()
    cpu_seconds: float


class Warden:
    """Watches jobs on behalf of a run that is there as long as `orders`, a pipe's reading end, is not hung up."""

    def __init__(self, orders: int) -> None:
        self._orders = orders

    def watch(self, pid: int, pipe: int, order: Order) -> Answer | None:
        """Wait for the job's answer or its end; afterwards nothing of it is left. None when the run is gone."""
        heard = bytearray()
        why = self._listen(pipe, order, heard)
        if why is _Why.ENDED and not _has_died(pid):
            why = _Why.DEAF
        death = _end(pid)
        if why is _Why.RUN_GONE:
            return None
        return _judge(why, death, order, bytes(heard))

    def _listen(self, pipe: int, order: Order, heard: bytearray) -> _Why:
        poll = select.poll()
        poll.register(pipe, select.POLLIN)
        poll.register(self._orders, 0)  # no event but its hanging up
        deadline = time.monotonic() + order.limits.wall_seconds
        why = None
        while why is None:
            left = deadline - time.monotonic()
            ready = {handle for handle, _ in poll.poll(left * 1000)} if left > 0 else set()
            if self._orders in ready:
                why = _Why.RUN_GONE
            elif pipe in ready:
                why = _hear(pipe, order, heard)
            elif time.monotonic() >= deadline:
                why = _Why.TOO_LONG
        return why


def _hear(pipe: int, order: Order, heard: bytearray) -> _Why | None:
    """Take in what there is; None when the answer goes on."""
    piece = os.read(pipe, PIECE_BYTES)
    heard += piece
    if not piece:
        return _Why.ENDED
    if len(heard) < HEADER_BYTES:
        return None
    _, _, length = opened(bytes(heard[:HEADER_BYTES]))
    if length > order.limits.result_bytes:
        return _Why.TOO_LARGE
    return _Why.ANSWERED if len(heard) >= HEADER_BYTES + length else None


def _judge(why: _Why, death: _Death, order: Order, heard: bytes) -> Answer:
    limits = order.limits
    if why is _Why.TOO_LARGE:
        return failure("too_large", f"the result has more than {limits.result_bytes} bytes")
    if why is _Why.TOO_LONG:
        return failure("time", f"not done after {limits.wall_seconds:.0f} s")
    if why is _Why.DEAF:
        return failure("crash", "closed its pipe and went on")
    if why is _Why.ENDED:
        return _obituary(death, order)
    kind, number, _ = opened(heard[:HEADER_BYTES])
    if number != order.number or kind not in (RESULT, FAILURE):
        return failure("crash", "the answer is for another order")
    return Answer(kind=kind, payload=heard[HEADER_BYTES:])


def _obituary(death: _Death, order: Order) -> Answer:
    """Why a job died without an answer. The kernel's count at the warning may be a tick short of the limit."""
    code = os.waitstatus_to_exitcode(death.status)
    killed_late = code == -signal.SIGKILL and death.cpu_seconds >= order.limits.cpu_seconds
    if code == -signal.SIGXCPU or killed_late:
        return failure("time", f"not done after {order.limits.cpu_seconds} s of computing")
    if code == EXIT_MEMORY:
        return failure("memory", f"needs more than {order.limits.memory_bytes >> 20} MiB")
    if code < 0:
        return failure("crash", f"ended by {signal.Signals(-code).name}")
    return failure("crash", f"ended without an answer, code {code}")


def _has_died(pid: int) -> bool:
    """Give a dying process the moment that it needs, so that its own end is seen and not the one we would give it."""
    deadline = time.monotonic() + _GRACE_SECONDS
    while time.monotonic() < deadline:
        if os.waitid(os.P_PID, pid, os.WEXITED | os.WNOHANG | os.WNOWAIT):
            return True
        time.sleep(_NAP_SECONDS)
    return False


def _end(pid: int) -> _Death:
    """End a job, its process group and what left that group. The group goes first: until the wait, its id is ours."""
    with contextlib.suppress(ProcessLookupError):
        os.kill(pid, signal.SIGKILL)
    with contextlib.suppress(ProcessLookupError):  # it had no time to make a group, or nobody is left in it
        os.killpg(pid, signal.SIGKILL)
    _, status, used = os.wait4(pid, 0)
    _end_orphans()
    return _Death(status=status, cpu_seconds=_cpu(used))


def _cpu(used: resource.struct_rusage) -> float:
    return used.ru_utime + used.ru_stime


def _end_orphans() -> None:
    """The watching process has one child at a time: any other is what a job left behind."""
    for _ in range(_ORPHAN_ROUNDS):
        try:
            pid, _ = os.waitpid(-1, os.WNOHANG)
        except ChildProcessError:
            return
        if not pid:
            for orphan in _children():
                os.kill(orphan, signal.SIGKILL)
            time.sleep(_NAP_SECONDS)


def _children() -> list[int]:
    own = os.getpid()
    with contextlib.suppress(OSError):
        return [int(pid) for pid in Path(f"/proc/{own}/task/{own}/children").read_text("ascii").split()]
    return []
