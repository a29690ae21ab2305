"""What happens inside the one process that reads one file: confine it, call the handler, write the answer, die.

Runs after a fork and never returns. Nothing it leaves behind (memory, files, children) reaches the next job.
"""

from __future__ import annotations

import ctypes
import math
import os
import resource
import signal
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import NoReturn

from pipeline.compute import cage
from pipeline.compute.orders import EXIT_MEMORY, PART, RESULT, Answer, Order, failure, frame
from pipeline.errors import UnreadableError

Handler = Callable[[Mapping[str, str]], bytes]

_EXIT_BROKEN = 72
_PR_SET_PDEATHSIG = 1
_PR_SET_NO_NEW_PRIVS = 38
_PR_SET_CHILD_SUBREAPER = 36
_LIBC = ctypes.CDLL(None) if sys.platform == "linux" else None

_at_work: list[tuple[Order, int]] = []  # the order and the pipe of this very process, once it has one


def tell(part: bytes) -> None:
    """Say that a step of the job at work is done, and what came of it; nothing where no job is.

    The part is kept should a limit end the job later, and the next step has its computing time anew.
    """
    for order, out in _at_work:
        _write_all(out, frame(PART, order.number, part))
        _allow_cpu(order.limits.cpu_seconds)


def run(handlers: Mapping[str, Handler], order: Order, out: int) -> NoReturn:
    """Do one order and write the framed answer to `out`, which is all that this process may still write to."""
    code = _EXIT_BROKEN
    try:
        confine(order, parent=os.getppid())
        _at_work.append((order, out))
        answer = respond(handlers, order)
        _write_all(out, frame(answer.kind, order.number, answer.payload))
        code = 0
    except MemoryError:
        code = EXIT_MEMORY
    finally:
        os._exit(code)


def respond(handlers: Mapping[str, Handler], order: Order) -> Answer:
    """Call the handler; what it raises becomes a failure, but a MemoryError, however well hidden, is raised."""
    try:
        payload = handlers[order.kind](order.job)
    except BaseException as error:  # noqa: BLE001 -- whatever a parser raises, SystemExit too, is news of the file
        if _out_of_memory(error):
            raise MemoryError from None
        return _failure(error)
    if len(payload) > order.limits.result_bytes:
        return failure("too_large", f"the result has {len(payload)} bytes")
    return Answer(kind=RESULT, payload=payload)


def _failure(error: BaseException) -> Answer:
    if isinstance(error, UnreadableError):
        return failure(error.code, error.detail)
    return failure("crash", f"{type(error).__name__}: {error}")


def _out_of_memory(error: BaseException) -> bool:
    """Libraries wrap a MemoryError in an error of their own: as its cause, its context or an argument."""
    seen: set[int] = set()
    waiting: list[object] = [error]
    while waiting:
        found = waiting.pop()
        if isinstance(found, MemoryError):
            return True
        if isinstance(found, BaseException) and id(found) not in seen:
            seen.add(id(found))
            waiting += [found.__cause__, found.__context__, *found.args]
    return False


def confine(order: Order, *, parent: int) -> None:
    """Bind this process for good: own session, dies with its parent, limits, and its cage."""
    os.setsid()
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    control(_PR_SET_PDEATHSIG, signal.SIGKILL)
    control(_PR_SET_NO_NEW_PRIVS, 1)
    if os.getppid() != parent:  # it died before we asked to be told
        os._exit(_EXIT_BROKEN)
    limits = order.limits
    _cap(resource.RLIMIT_CORE, 0)
    _cap(resource.RLIMIT_NOFILE, limits.open_files)
    _cap(resource.RLIMIT_FSIZE, order.file_bytes)
    _cap(resource.RLIMIT_CPU, limits.total_cpu_seconds, grace=1)
    _allow_cpu(limits.cpu_seconds)
    _cap(resource.RLIMIT_AS, limits.memory_bytes)
    cage.shut(order.profile, reads=[*map(Path, order.reads)], writes=[*map(Path, order.writes)])


def _allow_cpu(seconds: int) -> None:
    """Let so much computing time pass from now on before SIGXCPU; who ignores that is ended by the warden."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    wanted = math.ceil(used.ru_utime + used.ru_stime) + seconds
    resource.setrlimit(resource.RLIMIT_CPU, (min(wanted, hard), hard))


def adopt_orphans() -> None:
    """Processes that a job leaves behind become ours, so that they can be found and ended (Linux alone)."""
    control(_PR_SET_CHILD_SUBREAPER, 1)


def control(option: int, value: int) -> None:
    """Linux's prctl; elsewhere nothing."""
    if _LIBC is not None:
        _LIBC.prctl(option, value, 0, 0, 0)


def _cap(which: int, value: int, *, grace: int = 0) -> None:
    """Lower a limit; one that is stricter already stays."""
    _, hard = resource.getrlimit(which)
    top = value + grace if hard == resource.RLIM_INFINITY else min(value + grace, hard)
    resource.setrlimit(which, (min(value, top), top))


def _write_all(handle: int, data: bytes) -> None:
    rest = memoryview(data)
    while rest:
        rest = rest[os.write(handle, rest) :]
