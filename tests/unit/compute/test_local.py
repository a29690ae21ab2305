"""What a parser may do to its process, and what the run sees of it: a value, every time."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from pipeline.compute import link
from pipeline.compute.links import Links
from pipeline.compute.local import LocalCompute
from pipeline.compute.orders import Answer, Limits
from pipeline.errors import SettingsError
from pipeline.model.document import Attempt, Document, Unread
from pipeline.ports import Compute, ReadTask

DEEDS = (
    ("loop", "time", "1 s of computing"),
    ("stubborn", "time", "1 s of computing"),
    ("balloon", "memory", "512 MiB"),
    ("hidden_balloon", "memory", "512 MiB"),
    ("raises", "crash", "KeyError"),
    ("leaves", "crash", "SystemExit"),
    ("unreadable", "password", "encrypted"),
    ("recursion", "crash", "RecursionError"),
    ("segv", "crash", "SIGSEGV"),
    ("abort", "crash", "SIGABRT"),
    ("vanish", "crash", "code 0"),
    ("killed", "crash", "SIGKILL"),
    ("huge", "too_large", "2097152 bytes"),
    ("floods", "too_large", "more than"),
    ("forges", "crash", "another order"),
    ("deaf", "crash", "closed its pipe"),
    ("nonsense", "crash", "makes no sense"),
    ("neither", "crash", "makes no sense"),
    ("greedy", "too_large", "2999 pages"),
    ("writes", "crash", "PermissionError"),
    ("descriptors", "crash", "OSError"),
    ("unheard_of", "crash", "KeyError"),
)


def task(name: str, sha256: str = "s") -> ReadTask:
    """A task whose path's last part says what the reader is to do."""
    return ReadTask(path=Path("/reports") / name, sha256=sha256, media_type="m")


def read_one(compute: Compute, name: str, sha256: str = "s") -> Attempt:
    """What comes of one task."""
    [(_, reading)] = compute.read([task(name, sha256)])
    return reading


def text(reading: Attempt) -> str:
    """The text of a document that the test worker made."""
    assert isinstance(reading, Document), reading
    return reading.blocks[0].text


def wait_until_gone(pid: int) -> bool:
    """Whether a process ends within a minute."""
    for _ in range(6000):
        try:
            os.kill(pid, 0)
        except ProcessLookupError:
            return True
        time.sleep(0.01)
    return False


def wait_for_job(zygote: int) -> None:
    """Wait until a zygote has a job under way."""
    while not Path(f"/proc/{zygote}/task/{zygote}/children").read_text("utf-8"):
        time.sleep(0.01)


@pytest.mark.parametrize(("deed", "code", "detail"), DEEDS)
def test_each_misbehaviour_is_a_value_and_the_next_file_is_read(
    compute: LocalCompute, tmp_path: Path, deed: str, code: str, detail: str
) -> None:
    """Whatever a parser does, the run sees a code and a reason, and the next file is read as ever."""
    reading = read_one(compute, deed, str(tmp_path / "left"))
    assert isinstance(reading, Unread)
    assert (reading.code, detail in reading.detail) == (code, True), reading
    assert text(read_one(compute, "good")) == "/reports/goodsm"


def test_a_job_that_sleeps_is_ended(command: Sequence[str], tight: Limits) -> None:
    """What uses no computing time is ended by the clock on the wall, and the next file is read."""
    compute = LocalCompute(command, workers=1, limits=replace(tight, wall_seconds=1))
    try:
        assert read_one(compute, "sleep") == Unread(code="time", detail="nothing done in 1 s")
        assert text(read_one(compute, "good")) == "/reports/goodsm"
    finally:
        compute.close()


def test_printing_does_not_disturb_the_answers(compute: LocalCompute) -> None:
    """What a library prints, on any channel, is lost and nothing else is."""
    assert text(read_one(compute, "prints")) == "/reports/printssm"


def test_a_job_cannot_answer_in_the_place_of_its_zygote(compute: LocalCompute) -> None:
    """The pipes between the run and the zygote are closed to the job."""
    assert text(read_one(compute, "usurps")) == "/reports/usurpssm"


def test_a_job_leaves_nothing_in_the_process_of_the_next(compute: LocalCompute) -> None:
    """Two jobs in a row find the same clean process."""
    assert [text(read_one(compute, "state")) for _ in range(4)] == ["clean"] * 4


def test_secrets_of_the_run_do_not_reach_a_reader(
    monkeypatch: pytest.MonkeyPatch, command: Sequence[str], tight: Limits
) -> None:
    """The mailbox password is not in the environment of a process that reads hostile files."""
    monkeypatch.setenv("TONGHOP_MAILBOX_PASSWORD", "x")
    compute = LocalCompute(command, workers=1, limits=tight)
    try:
        assert text(read_one(compute, "secrets")) == ""
    finally:
        compute.close()


def test_a_reader_may_not_write(compute: LocalCompute, tmp_path: Path) -> None:
    """A reader cannot put a byte into a file."""
    (tmp_path / "left").touch()
    read_one(compute, "writes", str(tmp_path / "left"))
    assert (tmp_path / "left").read_bytes() == b""


def test_every_task_has_one_result_and_the_quick_do_not_wait_for_the_slow(compute: LocalCompute) -> None:
    """A hundred files with two loops among them: a hundred results, the loops last."""
    names = ["good"] * 30 + ["loop"] + ["good"] * 40 + ["segv"] + ["good"] * 28
    tasks = [task(name, str(number)) for number, name in enumerate(names)]
    found = list(compute.read(tasks))
    assert sorted(int(done.sha256) for done, _ in found) == list(range(100))
    assert found[-1][0].path.name == "loop"
    assert all(reading for done, reading in found if done.path.name == "good" and text(reading))


def test_no_tasks_no_results(compute: LocalCompute) -> None:
    """A message without papers costs nothing."""
    assert list(compute.read([])) == []


def test_a_dead_zygote_is_started_again(command: Sequence[str], tight: Limits) -> None:
    """Killing the process that the readers are forked from costs no file its reading."""
    compute = LocalCompute(command, workers=1, limits=tight)
    try:
        read_one(compute, "good")
        os.kill(compute._links._idle[0].pid, signal.SIGKILL)
        assert text(read_one(compute, "good")) == "/reports/goodsm"
    finally:
        compute.close()


@pytest.mark.parametrize("command", [["/no/such/program"], ["false"], ["echo", "x" * 100], ["sleep", "0"]])
def test_a_worker_that_cannot_start_is_a_value(command: Sequence[str], tight: Limits) -> None:
    """A broken installation makes every file unread with a reason; it does not end the run."""
    compute = LocalCompute(command, workers=1, limits=tight)
    try:
        reading = read_one(compute, "good")
    finally:
        compute.close()
    assert isinstance(reading, Unread)
    assert (reading.code, reading.detail.startswith("the reading process was lost")) == ("crash", True)


def test_closing_the_iterator_ends_what_is_under_way(command: Sequence[str], tight: Limits) -> None:
    """Who stops asking does not wait for the files that nobody wants any more."""
    compute = LocalCompute(command, workers=2, limits=tight)
    try:
        results = iter(compute.read([task("good"), *[task("sleep")] * 20]))
        next(results)
        began = time.monotonic()
        results.close()  # type: ignore[attr-defined]  # it is a generator, which the port need not say
        assert time.monotonic() - began < 20
        assert text(read_one(compute, "good")) == "/reports/goodsm"
    finally:
        compute.close()


def test_close_ends_the_zygotes_and_further_jobs_say_so(command: Sequence[str], tight: Limits) -> None:
    """After close() no process of ours is left, and a job that comes too late has an answer."""
    compute = LocalCompute(command, workers=1, limits=tight)
    read_one(compute, "good")
    pid = compute._links._idle[0].pid
    compute.close()
    assert wait_until_gone(pid)
    late = read_one(compute, "good")
    assert isinstance(late, Unread)
    assert "stopped" in late.detail


def test_close_in_mid_read_ends_the_jobs_too(command: Sequence[str], tight: Limits) -> None:
    """Closing while files are being read turns them into values at once."""
    compute = LocalCompute(command, workers=1, limits=tight)
    results = compute.read([task("good"), task("sleep"), task("good")])
    next(results)
    compute.close()
    assert [type(reading) for _, reading in results] == [Unread, Unread]


def test_an_answer_in_drops_is_heard_out(command: Sequence[str], tight: Limits) -> None:
    """A whole answer is taken as soon as it is whole; what its process does afterwards matters to nobody."""
    compute = LocalCompute(command, workers=1, limits=tight)
    try:
        assert text(read_one(compute, "drips")) == "drop"
    finally:
        compute.close()


def test_a_zygote_that_hangs_is_killed(monkeypatch: pytest.MonkeyPatch, tight: Limits) -> None:
    """A worker that never answers and never leaves costs its file, and time, and nothing else."""
    monkeypatch.setattr(link, "_SLACK_SECONDS", 0.1)
    monkeypatch.setattr(link, "_GOODBYE_SECONDS", 0.1)
    compute = LocalCompute(["sleep", "60"], workers=1, limits=replace(tight, wall_seconds=0.1))
    reading = read_one(compute, "good")
    compute.close()
    assert isinstance(reading, Unread)
    assert reading.detail == "the reading process was lost: it hangs"


def test_a_zygote_that_only_closes_its_pipe_is_given_up(
    monkeypatch: pytest.MonkeyPatch, tight: Limits
) -> None:
    """Nobody waits long for the last words of a worker that stays."""
    monkeypatch.setattr(link, "_GOODBYE_SECONDS", 0.1)
    compute = LocalCompute(["sh", "-c", "exec >&-; exec sleep 60"], workers=1, limits=tight)
    reading = read_one(compute, "good")
    compute.close()
    assert isinstance(reading, Unread)
    assert reading.detail == "the reading process was lost: it broke off"


@pytest.mark.parametrize(("kind", "code"), [(b"F", "crash"), (b"R", "crash")])
def test_an_answer_that_is_no_noun_is_a_crash(
    monkeypatch: pytest.MonkeyPatch, tight: Limits, kind: bytes, code: str
) -> None:
    """A reason that cannot be decoded is still a reason."""
    monkeypatch.setattr(Links, "run", lambda *_: Answer(kind=kind, payload=b"{"))
    reading = read_one(LocalCompute(["x"], workers=1, limits=tight), "good")
    assert isinstance(reading, Unread)
    assert reading.code == code


def test_the_zygote_ends_with_the_run(command: Sequence[str], tight: Limits) -> None:
    """A run that is killed in mid-job leaves no reader behind: closing the orders' pipe is all it takes."""
    compute = LocalCompute(command, workers=1, limits=tight)
    results = compute.read([task("good"), task("sleep")])
    next(results)
    while not compute._links._busy:
        time.sleep(0.01)
    [busy] = compute._links._busy
    wait_for_job(busy.pid)
    os.close(busy._orders)
    busy._orders = -1
    assert busy._process.wait(60) == 0
    compute.close()
    list(results)


def test_without_fork_it_says_so(monkeypatch: pytest.MonkeyPatch, tight: Limits) -> None:
    """On Windows the operator is told what to do."""
    monkeypatch.delattr(os, "fork")
    with pytest.raises(SettingsError, match="WSL"):
        LocalCompute(["x"], workers=1, limits=tight)
