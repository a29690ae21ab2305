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
from dataclasses import dataclass, replace
from enum import Enum, auto
from pathlib import Path

from pipeline.compute.orders import (
    EXIT_MEMORY,
    FAILURE,
    HEADER_BYTES,
    PART,
    PIECE_BYTES,
    RESULT,
    Answer,
    Order,
    failure,
    opened,
)

# A process that has closed its pipe is dying or hiding; a normal death takes a millisecond.
_GRACE_SECONDS = 1.0
_LOOK_SECONDS = 1.0  # how often a job that says nothing is looked at
_NAP_SECONDS = 0.001
_ORPHAN_ROUNDS = 1000  # one nap each; a process that SIGKILL does not end in a second hangs in the kernel


class _Why(Enum):
    """Why nobody listens to a job any more."""

    ANSWERED = auto()
    ENDED = auto()
    DEAF = auto()
    SILENT = auto()
    STUBBORN = auto()
    TOO_LARGE = auto()
    FORGED = auto()
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
        ear = _Ear(order)
        why = self._listen(pid, pipe, order, ear)
        if why is _Why.ENDED and not _has_died(pid):
            why = _Why.DEAF
        death = _end(pid)
        if why is _Why.RUN_GONE:
            return None
        answer = ear.answer if why is _Why.ANSWERED else _judge(why, death, order)
        return replace(answer, parts=tuple(ear.parts)) if answer.kind == FAILURE else answer

    def _listen(self, pid: int, pipe: int, order: Order, ear: _Ear) -> _Why:
        poll = select.poll()
        poll.register(pipe, select.POLLIN)
        poll.register(self._orders, 0)  # no event but its hanging up
        step = _Step(pid, order)
        ends = time.monotonic() + order.limits.longest_seconds
        why = None
        while why is None:
            ready = {handle for handle, _ in poll.poll(_LOOK_SECONDS * 1000)}
            if self._orders in ready:
                why = _Why.RUN_GONE
            elif pipe in ready:
                told = len(ear.parts)
                why = ear.hear(os.read(pipe, PIECE_BYTES))
                step = _Step(pid, order) if len(ear.parts) > told else step
            why = why or step.over() or (_Why.SILENT if time.monotonic() >= ends else None)
        return why


class _Step:
    """The time that one step of progress takes, from the moment that this is made."""

    def __init__(self, pid: int, order: Order) -> None:
        self._clock = process_clock(pid)
        self._cpu_ends = self._cpu() + order.limits.cpu_seconds + _GRACE_SECONDS
        self._ends = time.monotonic() + order.limits.wall_seconds

    def over(self) -> _Why | None:
        """Why this step has gone on for too long; None while it has not."""
        if time.monotonic() >= self._ends:
            return _Why.SILENT
        return _Why.STUBBORN if self._cpu() > self._cpu_ends else None

    def _cpu(self) -> float:
        try:
            return time.clock_gettime(self._clock)
        except (
            OSError
        ):  # it has just died, or this system has no such clocks: then the kernel's own limit must do
            return 0.0


def process_clock(pid: int) -> int:
    """The clock of a process's computing time, as Linux numbers them."""
    return (~pid << 3) | 2


class _Ear:
    """Takes the frames of one job apart: parts are gathered, the answer ends the hearing."""

    def __init__(self, order: Order) -> None:
        self._order = order
        self._heard = bytearray()
        self._size = 0
        self.parts: list[bytes] = []
        self.answer = failure("crash", "no answer")

    def hear(self, piece: bytes) -> _Why | None:
        """Take in what there is; None when the answer goes on."""
        self._heard += piece
        while len(self._heard) >= HEADER_BYTES:
            kind, number, length = opened(bytes(self._heard[:HEADER_BYTES]))
            if self._size + length > self._order.limits.result_bytes:
                return _Why.TOO_LARGE
            if number != self._order.number or kind not in (PART, RESULT, FAILURE):
                return _Why.FORGED
            if len(self._heard) < HEADER_BYTES + length:
                break
            self._take(kind, length)
            if kind != PART:
                return _Why.ANSWERED
        return None if piece else _Why.ENDED

    def _take(self, kind: bytes, length: int) -> None:
        payload = bytes(self._heard[HEADER_BYTES : HEADER_BYTES + length])
        del self._heard[: HEADER_BYTES + length]
        if kind == PART:
            self._size += length
            self.parts.append(payload)
        else:
            self.answer = Answer(kind=kind, payload=payload)


def _judge(why: _Why, death: _Death, order: Order) -> Answer:
    limits = order.limits
    if why is _Why.TOO_LARGE:
        return failure("too_large", f"the result has more than {limits.result_bytes} bytes")
    if why is _Why.SILENT:
        return failure("time", f"nothing done in {limits.wall_seconds:.0f} s")
    if why is _Why.STUBBORN:
        return _too_long(death, order)
    if why is _Why.DEAF:
        return failure("crash", "closed its pipe and went on")
    if why is _Why.FORGED:
        return failure("crash", "the answer is for another order")
    return _obituary(death, order)


def _too_long(death: _Death, order: Order) -> Answer:
    limits = order.limits
    if death.cpu_seconds >= limits.total_cpu_seconds:
        return failure("time", f"not done after {limits.total_cpu_seconds} s of computing")
    return failure("time", f"nothing done in {limits.cpu_seconds} s of computing")


def _obituary(death: _Death, order: Order) -> Answer:
    """Why a job died without an answer. The kernel's count at the warning may be a tick short of the limit."""
    code = os.waitstatus_to_exitcode(death.status)
    killed_late = code == -signal.SIGKILL and death.cpu_seconds >= order.limits.total_cpu_seconds
    if code == -signal.SIGXCPU or killed_late:
        return _too_long(death, order)
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
