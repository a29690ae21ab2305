"""The process that jobs are forked from: it ends when the run does, wherever the run was."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import pytest

from pipeline import codec
from pipeline.compute.orders import HEADER_BYTES, ORDER, Order, frame, opened
from tests.build.desk import Started

RUN = """
import sys
from pathlib import Path
from pipeline.compute.local import LocalCompute
from pipeline.compute.orders import Limits
from pipeline.ports import ReadTask
compute = LocalCompute(sys.argv[1:], workers=1, limits=Limits())
tasks = [ReadTask(path=Path(name), sha256="", media_type="") for name in ("good", "sleep")]
for task, _ in compute.read(tasks):
    while not (links := [*compute._links._idle, *compute._links._busy]):  # it is on its way from the one to the other
        pass
    print(links[0].pid, flush=True)
"""


def gone(pid: int) -> bool:
    """Whether a process, and each one in a session below it, ends within a minute."""
    for _ in range(6000):
        state = Path(f"/proc/{pid}/stat")
        if not state.exists() or state.read_text("utf-8").rpartition(")")[2].split()[0] == "Z":
            return True
        time.sleep(0.01)
    return False


def children(pid: int) -> list[int]:
    """The processes that a process has started and that still run."""
    return [int(found) for found in Path(f"/proc/{pid}/task/{pid}/children").read_text("utf-8").split()]


def test_kill_9_of_the_run_ends_its_readers(command: Sequence[str]) -> None:
    """Nothing of a killed run is left: neither the zygote nor the job that it had under way."""
    with Started([sys.executable, "-c", RUN, *command], stdout=subprocess.PIPE, text=True) as run:
        assert run.stdout is not None
        zygote = int(run.stdout.readline())
        jobs: list[int] = []
        while not jobs:
            jobs = children(zygote)
        run.send_signal(signal.SIGKILL)
    assert gone(zygote)
    assert [gone(job) for job in jobs] == [True]


@pytest.mark.parametrize("cut", [0, 5, HEADER_BYTES, -1])
def test_an_order_cut_short_is_no_order(command: Sequence[str], cut: int) -> None:
    """A run that dies in mid-order leaves a zygote that goes in peace, without a word."""
    order = Order(number=1, kind="read", job={"path": "good", "sha256": "", "media_type": ""})
    whole = frame(ORDER, 1, codec.encode(order))
    done = subprocess.run(command, input=whole[:cut], capture_output=True, check=True)
    assert (done.stdout, done.stderr) == (b"", b"")


def test_orders_are_answered_by_their_number(command: Sequence[str]) -> None:
    """Each answer says which order it is for, and the last one is followed by nothing."""
    orders = [
        Order(number=number, kind="read", job={"path": "good", "sha256": "", "media_type": ""})
        for number in (5, 9)
    ]
    asked = b"".join(frame(ORDER, order.number, codec.encode(order)) for order in orders)
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as zygote:
        assert zygote.stdin is not None
        assert zygote.stdout is not None
        zygote.stdin.write(asked)
        zygote.stdin.flush()
        for order in orders:
            kind, number, length = opened(zygote.stdout.read(HEADER_BYTES))
            assert (kind, number) == (b"R", order.number)
            assert codec.decode_reading(zygote.stdout.read(length))
        zygote.stdin.close()
        assert zygote.stdout.read() == b""


def test_nobody_there_to_take_the_answer_is_no_trouble(command: Sequence[str]) -> None:
    """When the run is gone before the answer is written, the zygote ends in order."""
    order = Order(number=1, kind="read", job={"path": "good", "sha256": "", "media_type": ""})
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as zygote:
        assert zygote.stdin is not None
        assert zygote.stdout is not None
        zygote.stdout.close()
        zygote.stdin.write(frame(ORDER, 1, codec.encode(order)))
        zygote.stdin.flush()
        time.sleep(0.5)
    assert zygote.returncode == 0
