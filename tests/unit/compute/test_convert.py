"""Files that outside programs convert, many at a time: one that breaks its batch costs the others nothing."""

from __future__ import annotations

import os
import time
from pathlib import Path

from pipeline.compute.local import LocalCompute
from pipeline.model.document import Unread
from pipeline.ports import ReadTask


def task(name: str) -> ReadTask:
    """A task whose path's last part says what the converter is to do."""
    return ReadTask(path=Path("/reports") / name, sha256=name, media_type="m")


def told(found: Path | Unread) -> str:
    """What the converter laid."""
    assert isinstance(found, Path), found
    return found.read_text("utf-8")


def test_files_are_converted_in_batches(compute: LocalCompute, tmp_path: Path) -> None:
    """Twenty at a time, each with a place of its own."""
    found = dict(compute.convert([task(f"f{number}") for number in range(23)], tmp_path))
    assert {one.sha256: told(place) for one, place in found.items()} == {
        f"f{number}": f"f{number} of {20 if number < 20 else 3}" for number in range(23)
    }
    assert len({*found.values()}) == 23


def test_a_file_that_breaks_its_batch_is_alone_in_failing(compute: LocalCompute, tmp_path: Path) -> None:
    """The others are converted again without it."""
    found = {
        one.sha256: place for one, place in compute.convert([task("a"), task("abort"), task("b")], tmp_path)
    }
    assert (told(found["a"]), told(found["b"])) == ("a of 1", "b of 1")
    assert found["abort"] == Unread(code="crash", detail="ended by SIGABRT")


def test_nothing_to_convert_starts_nothing(compute: LocalCompute, tmp_path: Path) -> None:
    """And makes no folder."""
    assert list(compute.convert([], tmp_path)) == []
    assert list(tmp_path.iterdir()) == []


def test_a_process_left_behind_is_ended_with_its_job(compute: LocalCompute, tmp_path: Path) -> None:
    """Even a program that has a session of its own does not outlive the job."""
    [(_, found)] = compute.convert([task("orphan")], tmp_path)
    pid = int(told(found).partition(" ")[0])
    for _ in range(6000):
        try:
            os.kill(pid, 0)
        except ProcessLookupError:
            return
        time.sleep(0.01)
    raise AssertionError(f"{pid} is still there")
