"""`ports.Compute` on this machine: zygotes that fork one confined process per file.

Imports no parser and no reader. What breaks there becomes a value here, and the next job has a clean process.
"""

from __future__ import annotations

import itertools
import os
from collections.abc import Collection, Iterator, Mapping, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from pathlib import Path

from pipeline import codec
from pipeline.compute import spool as folder
from pipeline.compute.cage import Profile
from pipeline.compute.links import Links, Stop
from pipeline.compute.orders import FAILURE, Answer, Limits, Order
from pipeline.errors import SettingsError
from pipeline.model.document import Reading, Unread
from pipeline.ports import ReadTask, Unpacked

_AHEAD = 2  # jobs per worker given out before their results are asked for: bounds what waits in memory

_Done = tuple[ReadTask, Reading]


class LocalCompute:
    """`workers` readings at a time, each in a process of its own."""

    def __init__(
        self,
        command: Sequence[str],
        *,
        workers: int,
        limits: Limits,
        with_programs: Collection[str] = (),
    ) -> None:
        """`command` starts a program that calls `zygote.serve`; nothing is started before the first job.

        `with_programs` are media types whose readers start programs that write files, of `spool_bytes` at most.

        Raises SettingsError where processes cannot be forked (Windows).
        """
        if not hasattr(os, "fork"):
            raise SettingsError(
                "This system cannot fork processes: run tonghop on Linux (on Windows, in WSL)."
            )
        self._links = Links(command)
        self._workers = max(1, workers)
        self._limits = limits
        self._with_programs = frozenset(with_programs)
        self._numbers = itertools.count(1)

    def unpack(self, raw: Path, spool: Path) -> Unpacked | str:
        """Take a message apart into `spool`, where what the last call laid is removed first.

        A string says why it could not be done: a code of `UnreadableError`, a colon, the detail.
        """
        try:
            folder.clear(spool)
            job = {"raw": str(raw), "spool": str(spool)}
            answer = self._run("unpack", job, Stop(), profile=Profile.PROGRAMS)
            if answer.kind == FAILURE:
                unread = _unread(answer)
                return f"{unread.code}: {unread.detail}"
            return folder.open_parcel(answer.payload, spool)
        except OSError as error:
            return f"crash: the spool folder cannot be used ({error.strerror})"
        except codec.CodecError as error:
            return f"crash: the parser's answer makes no sense ({error})"

    def read(self, tasks: Sequence[ReadTask]) -> Iterator[_Done]:
        """Read files in parallel; results come as they finish, one per task. To stop early, close the iterator."""
        stop, waiting = Stop(), iter(tasks)
        with ThreadPoolExecutor(self._workers) as pool:

            def give_out(some: int) -> set[Future[_Done]]:
                return {pool.submit(self._read_one, task, stop) for task in itertools.islice(waiting, some)}

            try:
                under_way = give_out(self._workers * _AHEAD)
                while under_way:
                    done, under_way = wait(under_way, return_when=FIRST_COMPLETED)
                    under_way |= give_out(len(done))
                    yield from (future.result() for future in done)
            finally:
                self._links.hang_up(stop)

    def close(self) -> None:
        """End the workers and what they run; jobs asked for afterwards are answered as lost."""
        self._links.close()

    def _read_one(self, task: ReadTask, stop: Stop) -> _Done:
        job = {"path": str(task.path), "sha256": task.sha256, "media_type": task.media_type}
        profile = Profile.FREE if task.media_type in self._with_programs else Profile.READ
        answer = self._run("read", job, stop, profile=profile)
        if answer.kind == FAILURE:
            return task, _unread(answer)
        try:
            return task, codec.decode_reading(answer.payload)
        except codec.CodecError as error:
            return task, Unread(code="crash", detail=f"the reader's answer makes no sense ({error})")

    def _run(self, kind: str, job: Mapping[str, str], stop: Stop, *, profile: Profile) -> Answer:
        limits = self._limits
        order = Order(
            number=next(self._numbers),
            kind=kind,
            job=job,
            file_bytes=limits.scratch_bytes if profile is Profile.READ else limits.spool_bytes,
            profile=profile,
            reads=tuple(job[name] for name in ("path", "raw") if name in job),
            writes=tuple(job[name] for name in ("spool",) if name in job),
            limits=limits,
        )
        return self._links.run(order, stop)


def _unread(answer: Answer) -> Unread:
    try:
        return codec.decode(answer.payload, Unread)
    except codec.CodecError:
        return Unread(code="crash", detail="the reason given makes no sense")
