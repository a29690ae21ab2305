"""Keeps two runs of one campaign apart with a lock that the system drops when its holder dies.

Never judges by the file's presence or by the pid inside it: that is only for people to read.
"""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Iterator
from pathlib import Path

from pipeline.errors import BusyError
from pipeline.failpoint import reach
from pipeline.store import disk

if sys.platform == "win32":
    import msvcrt

    _FAR = 1 << 30  # a byte that holds nothing: Windows keeps others from even reading a locked one

    def _grab(handle: int) -> None:
        os.lseek(handle, _FAR, os.SEEK_SET)
        try:
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        except OSError as error:
            raise BlockingIOError from error
        finally:
            os.lseek(handle, 0, os.SEEK_SET)

else:
    import fcntl

    def _grab(handle: int) -> None:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)


class FileLock:
    """`ports.Lock` on a local file, which stays behind, empty, when the lock is let go."""

    def __init__(self, path: Path) -> None:
        """The folder is made when the lock is first held."""
        self._path = path

    @contextlib.contextmanager
    def hold(self) -> Iterator[None]:
        """Hold the lock; BusyError when another run has it, StoreError when the disk refuses."""
        with disk.saying(self._path.parent):
            disk.make_folder(self._path.parent)
            handle = os.open(self._path, os.O_RDWR | os.O_CREAT, disk.PRIVATE_FILE)
        try:
            self._take(handle)
            reach("lock.held")
            yield
            with contextlib.suppress(OSError):
                os.ftruncate(handle, 0)
        finally:
            os.close(handle)

    def _take(self, handle: int) -> None:
        with disk.saying(self._path.parent):
            try:
                _grab(handle)
            except BlockingIOError as error:
                raise BusyError(self._busy(handle)) from error
            os.ftruncate(handle, 0)
            os.write(handle, str(os.getpid()).encode("ascii"))

    def _busy(self, handle: int) -> str:
        pid = os.pread(handle, 20, 0).decode("ascii", "replace") if hasattr(os, "pread") else ""
        who = f"Process {pid}" if pid.isdigit() else "Another run"
        return (
            f"{who} is at work on {self._path.parent}: this run has nothing to do, the next one will go on."
        )
