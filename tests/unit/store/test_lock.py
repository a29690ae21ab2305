"""The lock: two runs of one campaign never at once, and no run kept out by a dead one."""

from __future__ import annotations

import errno
import fcntl
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from pipeline.errors import EXIT_DONE, BusyError, StoreError
from pipeline.store.lock import FileLock
from tests.build.desk import Started
from tests.build.leash import leashed

HOLDER = """
import sys, time
from pathlib import Path
from pipeline.store.lock import FileLock
with FileLock(Path(sys.argv[1])).hold():
    print("held", flush=True)
    time.sleep(3600)
"""


@contextmanager
def holder(path: Path) -> Iterator[Started]:
    """Another process that holds the lock until it is killed."""
    command = leashed([sys.executable, "-c", HOLDER, str(path)])
    with Started(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "held\n"
        yield process
        process.send_signal(signal.SIGKILL)


def test_the_second_run_is_told_who_has_the_lock(tmp_path: Path) -> None:
    """A run that finds another at work has nothing to do, which is no failure, and names the other's pid."""
    path = tmp_path / "run.lock"
    with (
        holder(path) as other,
        pytest.raises(BusyError, match=f"Process {other.pid} ") as caught,
        FileLock(path).hold(),
    ):
        raise AssertionError
    assert caught.value.exit_code == EXIT_DONE


def test_a_lock_dies_with_its_holder(tmp_path: Path) -> None:
    """After kill -9 the next run gets the lock, though the file is still there with the dead pid in it."""
    path = tmp_path / "run.lock"
    with holder(path):
        pass
    assert path.read_text("ascii").isdigit()
    with FileLock(path).hold():
        assert path.read_text("ascii") == str(os.getpid())
    assert path.read_bytes() == b""


def test_a_lock_can_be_held_again_and_not_twice(tmp_path: Path) -> None:
    """One after the other, but not one inside the other, not even in one process."""
    lock = FileLock(tmp_path / "new" / "run.lock")
    for _ in range(2):
        with lock.hold(), pytest.raises(BusyError), lock.hold():
            raise AssertionError


def test_an_error_in_the_run_lets_the_lock_go(tmp_path: Path) -> None:
    """What goes wrong inside passes unchanged, an OSError too, and the lock is free."""
    lock = FileLock(tmp_path / "run.lock")
    with pytest.raises(ConnectionResetError), lock.hold():
        raise ConnectionResetError
    with lock.hold():
        pass


def test_rubbish_in_the_file_is_no_pid(tmp_path: Path) -> None:
    """A holder that is not ours is still a holder."""
    path = tmp_path / "run.lock"
    path.write_bytes(b"\xff not a pid")
    with path.open() as stream:
        fcntl.flock(stream, fcntl.LOCK_EX)
        with pytest.raises(BusyError, match="Another run is at work"), FileLock(path).hold():
            raise AssertionError


def test_a_disk_without_locks_is_one_sentence(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Where locks do not work the operator is told to choose another disk, and the run does not start."""

    def refuse(*_: object) -> None:
        raise OSError(errno.ENOLCK, "No locks available")

    monkeypatch.setattr(fcntl, "flock", refuse)
    with pytest.raises(StoreError, match="local disk"), FileLock(tmp_path / "run.lock").hold():
        raise AssertionError
