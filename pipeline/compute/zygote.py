"""The process that reading processes are forked from: everything is imported once, each job gets a clean copy.

`python -m …` a module that imports the parsers and calls `serve({"unpack": unpack, "read": read})`. A handler is
called in a fresh fork, under limits, with a small dict of strings, and returns bytes:

- `read({"path", "sha256", "media_type"})` returns `codec.encode_reading(document)`. It may write no file.
- `unpack({"raw", "spool"})` lays each file's bytes into `spool/<n>`, n = 0, 1, …, and returns
  `codec.encode(Parcel(message=…, laid=((path, "<n>"), …)))`.

A handler may `child.tell` of parts that are done. When the job then comes to a bad end for want of time or memory, or
crashes, `partly` has a handler of the same kind for what was told: it is called in a fork of its own with the job's
dict and `why` in it, and the parts; its answer stands in the place of the failure, unless it fails as well: then only a
mark of secrecy in the parts says more than the failure.

An UnreadableError that a handler raises is passed on with its code and detail; any other exception is a `crash`.
What few jobs need, and takes long to import, is imported when the first of them comes: `prepare` has a function of
the same kind for that, which is called here, once, and never sees the job.

What a handler prints is lost. It may start programs: they share its limits and die with it.

A fork, its limits and its end cost 6 ms per job with two workers on two busy cores, parsers preloaded (measured).

This process never looks at a job's bytes itself, has one thread, and ends when its orders' pipe is closed.
"""

from __future__ import annotations

import contextlib
import gc
import os
import signal
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType

from pipeline import codec
from pipeline.compute import child
from pipeline.compute.orders import FAILURE, HEADER_BYTES, Answer, Order, frame, opened
from pipeline.compute.warden import Warden
from pipeline.model.document import Unread
from pipeline.model.secrecy import CONFIDENTIAL

Handler = child.Handler
PartHandler = Callable[[Mapping[str, str], Sequence[bytes]], bytes]

_CUT_SHORT = frozenset(("time", "memory", "crash"))


def serve(
    handlers: Mapping[str, Handler],
    partly: Mapping[str, PartHandler] = MappingProxyType({}),
    prepare: Mapping[str, Callable[[], object]] = MappingProxyType({}),
) -> None:
    """Take orders from standard input and answer on standard output until the run closes them, or dies."""
    orders, answers = _private_pipes()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the run, which then closes our pipe
    child.adopt_orphans()
    _share_memory()
    desk, waiting = _Desk(warden=Warden(orders), private=(orders, answers)), dict(prepare)
    while order := _next_order(orders):
        if order.kind in waiting:
            waiting.pop(order.kind)()
            _share_memory()
        answer = desk.do(handlers, order)
        if answer is not None and answer.parts and order.kind in partly:
            answer = desk.make_do(partly[order.kind], order, answer)
        if answer is None:
            return
        with contextlib.suppress(BrokenPipeError):  # the run died just now: there is no next order either
            _write_all(answers, frame(answer.kind, order.number, answer.payload))


def _share_memory() -> None:
    """From now on the collector never touches, and so never copies, the pages that forks share."""
    gc.collect()
    gc.freeze()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Desk:
    """Where orders are carried out: who watches, and which pipes a job must not have."""

    warden: Warden
    private: tuple[int, int]

    def do(self, handlers: Mapping[str, Handler], order: Order) -> Answer | None:
        """Fork, watch, answer; None when the run is gone and nobody waits for the answer."""
        inner, outer = os.pipe()
        pid = os.fork()
        if pid == 0:
            for handle in (inner, *self.private):
                os.close(handle)
            os.dup2(0, 2)  # what a C library complains of is of no use to cron's reader
            child.run(handlers, order, outer)
        os.close(outer)
        try:
            return self.warden.watch(pid, inner, order)
        finally:
            os.close(inner)

    def make_do(self, handler: PartHandler, order: Order, failed: Answer) -> Answer | None:
        """What can be made of the parts of a job that came to a bad end."""
        why = _code(failed)
        if why not in _CUT_SHORT:
            return failed
        job = {**order.job, "why": why}
        answer = self.do({order.kind: lambda _: handler(job, failed.parts)}, replace(order, job=job))
        hopeless = answer is not None and answer.kind == FAILURE and _code(answer) != CONFIDENTIAL
        return failed if hopeless else answer


def _code(failed: Answer) -> str:
    try:
        return codec.decode(failed.payload, Unread).code
    except codec.CodecError:  # a job may write anything where its reason should stand
        return ""


def _private_pipes() -> tuple[int, int]:
    """Move our pipes away from 0 and 1, where any library may write, and give the forks nothing to write to."""
    orders, answers = os.dup(0), os.dup(1)
    void = os.open(os.devnull, os.O_RDWR)
    os.dup2(void, 0)
    os.dup2(void, 1)
    os.close(void)
    return orders, answers


def _next_order(orders: int) -> Order | None:
    header = _read(orders, HEADER_BYTES)
    if len(header) < HEADER_BYTES:
        return None
    _, _, length = opened(header)
    payload = _read(orders, length)
    return codec.decode(payload, Order) if len(payload) == length else None


def _read(handle: int, size: int) -> bytes:
    """Exactly `size` bytes; fewer only when the other end is closed."""
    found = bytearray()
    while len(found) < size and (piece := os.read(handle, size - len(found))):
        found += piece
    return bytes(found)


def _write_all(handle: int, data: bytes) -> None:
    rest = memoryview(data)
    while rest:
        rest = rest[os.write(handle, rest) :]
