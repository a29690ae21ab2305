"""`ports.Compute` on this machine: zygotes that fork one confined process per task.

Imports no parser and no reader. What breaks there becomes a value here, and the next task has a clean process.
"""

from __future__ import annotations

import itertools
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeVar

from pipeline import codec
from pipeline.compute import spool as folders
from pipeline.compute.cage import Profile
from pipeline.compute.links import Links, Stop
from pipeline.compute.orders import FAILURE, Answer, Limits, Order
from pipeline.errors import SettingsError
from pipeline.model.document import Attempt, Unread, Wanted
from pipeline.model.signature import Signed
from pipeline.ports import PageTask, ReadTask, SignedTask, Unpacked, UnpackTask
from pipeline.sentences.settings import NO_FORK

_AHEAD = 2  # tasks per worker given out before their results are asked for: bounds what waits in memory
_BATCH = (
    20  # files that LibreOffice is started for: 1.3 s of computing for the first, 0.05-0.12 for each other
)
_PROGRAM_MEMORY = 2 << 30  # bytes of address space that LibreOffice may need, and files that it has open
_PROGRAM_FILES = 256
_MOST_WANTED = 2_000  # pages of one file: readers take no longer ones

Task = TypeVar("Task")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Batch:
    """Files converted by one job, which lays what it makes of the nth into `folder/n`."""

    tasks: tuple[ReadTask, ...]
    folder: Path

    def job(self) -> dict[str, str]:
        """The job's dict: `folder`, and for each n `n.path` and `n.media_type`."""
        numbered = tuple(enumerate(self.tasks))
        paths = {f"{number}.path": str(task.path) for number, task in numbered}
        kinds = {f"{number}.media_type": task.media_type for number, task in numbered}
        return {"folder": str(self.folder), **paths, **kinds}

    def outcomes(self, answer: Answer) -> Iterator[tuple[ReadTask, Path | Unread]]:
        """Where to find what was made of each file, or the reason that there is nothing for any."""
        for number, task in enumerate(self.tasks):
            yield task, _unread(answer) if answer.kind == FAILURE else self.folder / str(number)


class LocalCompute:
    """`workers` tasks at a time, each in a process of its own."""

    def __init__(self, command: Sequence[str], *, workers: int, limits: Limits) -> None:
        """`command` starts a program that calls `zygote.serve`; nothing is started before the first task.

        Raises SettingsError where processes cannot be forked (Windows).
        """
        if not hasattr(os, "fork"):
            raise SettingsError(NO_FORK())
        self._links = Links(command)
        self._workers = max(1, workers)
        self._limits = limits
        self._numbers = itertools.count(1)

    def unpack(self, tasks: Sequence[UnpackTask]) -> Iterator[tuple[UnpackTask, Unpacked | str]]:
        """Take messages apart, each into a spool of its own, where what an earlier call laid is removed first.

        A string says why it could not be done: a code of `UnreadableError`, a colon, the detail.
        """
        ready: list[UnpackTask] = []
        for task in tasks:
            try:
                folders.clear(task.spool)
                ready.append(task)
            except OSError as error:
                yield task, f"crash: the spool folder cannot be used ({error.strerror})"
        for task, answer in self._each((task, self._unpack_order(task)) for task in ready):
            yield task, _unpacked(task, answer)

    def convert(self, tasks: Sequence[ReadTask], folder: Path) -> Iterator[tuple[ReadTask, Path | Unread]]:
        """Convert in batches; the files of a batch that came to a bad end are tried again one by one."""
        alone: list[ReadTask] = []
        for batch, answer in self._each(self._convert_orders(tasks, folder / "together", _BATCH)):
            if answer.kind == FAILURE and len(batch.tasks) > 1:
                alone += batch.tasks
            else:
                yield from batch.outcomes(answer)
        for batch, answer in self._each(self._convert_orders(alone, folder / "alone", 1)):
            yield from batch.outcomes(answer)

    def recognise(self, tasks: Sequence[PageTask]) -> Iterator[tuple[PageTask, bytes | Unread]]:
        """Read pages in their pictures, each in a process of its own."""
        for task, answer in self._each((task, self._page_order(task)) for task in tasks):
            yield task, _unread(answer) if answer.kind == FAILURE else answer.payload

    def read(self, tasks: Sequence[ReadTask]) -> Iterator[tuple[ReadTask, Attempt]]:
        """Read files in parallel; results come as they finish, one per task."""
        for task, answer in self._each((task, self._read_order(task)) for task in tasks):
            yield task, _attempt(answer)

    def verify(self, tasks: Sequence[SignedTask]) -> Iterator[tuple[SignedTask, Signed]]:
        """Check signatures, each file in a process of its own: whatever comes of it, the file was read before."""
        for task, answer in self._each((task, self._signed_order(task)) for task in tasks):
            yield task, _signed(answer)

    def close(self) -> None:
        """End the workers and what they run; tasks asked for afterwards are answered as lost."""
        self._links.close()

    def _each(self, orders: Iterable[tuple[Task, Order]]) -> Iterator[tuple[Task, Answer]]:
        """Have orders carried out, as many at a time as there are workers."""
        stop, waiting = Stop(), iter(orders)
        with ThreadPoolExecutor(self._workers) as pool:

            def give_out(some: int) -> set[Future[tuple[Task, Answer]]]:
                some_orders = itertools.islice(waiting, some)
                return {pool.submit(self._one, task, order, stop) for task, order in some_orders}

            try:
                under_way = give_out(self._workers * _AHEAD)
                while under_way:
                    done, under_way = wait(under_way, return_when=FIRST_COMPLETED)
                    under_way |= give_out(len(done))
                    yield from (future.result() for future in done)
            finally:
                self._links.hang_up(stop)

    def _one(self, task: Task, order: Order, stop: Stop) -> tuple[Task, Answer]:
        return task, self._links.run(order, stop)

    def _unpack_order(self, task: UnpackTask) -> Order:
        job = {"raw": str(task.raw), "spool": str(task.spool)}
        order = self._order("unpack", job, self._limits.spool_bytes)
        return replace(order, profile=Profile.PROGRAMS, reads=(job["raw"],), writes=(job["spool"],))

    def _read_order(self, task: ReadTask) -> Order:
        job = _facts(task)
        prepared = {"prepared": str(task.prepared)} if task.prepared is not None else {}
        order = self._order("read", job | prepared, self._limits.scratch_bytes)
        return replace(order, reads=(job["path"], *prepared.values()))

    def _page_order(self, task: PageTask) -> Order:
        job = _facts(task)
        order = self._order("recognise", job | {"page": str(task.page)}, self._limits.scratch_bytes)
        return replace(order, reads=(job["path"],))

    def _signed_order(self, task: SignedTask) -> Order:
        job = {"path": str(task.path), "roots": " ".join(root.hex() for root in task.roots)}
        order = self._order("verify", job, self._limits.scratch_bytes)
        return replace(order, reads=(job["path"],))

    def _convert_orders(
        self, tasks: Sequence[ReadTask], folder: Path, most: int
    ) -> Iterator[tuple[_Batch, Order]]:
        """Programs are shut in by those that start them: what confines a job would forbid that."""
        limits = replace(
            self._limits,
            memory_bytes=max(self._limits.memory_bytes, _PROGRAM_MEMORY),
            open_files=max(self._limits.open_files, _PROGRAM_FILES),
        )
        for start in range(0, len(tasks), most):
            batch = _Batch(tasks=tuple(tasks[start : start + most]), folder=folder / str(start))
            batch.folder.mkdir(parents=True)
            order = self._order("convert", batch.job(), limits.spool_bytes)
            yield batch, replace(order, limits=limits, profile=Profile.FREE)

    def _order(self, kind: str, job: Mapping[str, str], file_bytes: int) -> Order:
        return Order(
            number=next(self._numbers), kind=kind, job=job, file_bytes=file_bytes, limits=self._limits
        )


def _facts(task: ReadTask | PageTask) -> dict[str, str]:
    """What a job is told of a file."""
    facts = {"path": str(task.path), "sha256": task.sha256, "media_type": task.media_type}
    return facts | ({"cleared": "yes"} if task.cleared else {})


def _unpacked(task: UnpackTask, answer: Answer) -> Unpacked | str:
    if answer.kind == FAILURE:
        unread = _unread(answer)
        return f"{unread.code}: {unread.detail}"
    try:
        return folders.open_parcel(answer.payload, task.spool)
    except codec.CodecError as error:
        return f"crash: the parser's answer makes no sense ({error})"


def _attempt(answer: Answer) -> Attempt:
    if answer.kind == FAILURE:
        return _unread(answer)
    try:
        attempt = codec.decode_attempt(answer.payload)
    except codec.CodecError as error:
        return Unread(code="crash", detail=f"the reader's answer makes no sense ({error})")
    if isinstance(attempt, Wanted) and len(attempt.pages) > _MOST_WANTED:
        return Unread(code="too_large", detail=f"{len(attempt.pages)} pages to recognise")
    return attempt


def _signed(answer: Answer) -> Signed:
    if answer.kind == FAILURE:
        unread = _unread(answer)
        return Signed(signatures=(), trouble=f"{unread.code}: {unread.detail}")
    try:
        return codec.decode(answer.payload, Signed)
    except codec.CodecError as error:
        return Signed(signatures=(), trouble=f"crash: the reader's answer makes no sense ({error})")


def _unread(answer: Answer) -> Unread:
    try:
        return codec.decode(answer.payload, Unread)
    except codec.CodecError:
        return Unread(code="crash", detail="the reason given makes no sense")
