"""What confining costs a job: forks with limits alone against forks that are shut in. `python -m tests.bench.isolation`.

Rounds alternate, so that a slow moment of the machine hits both; per job the best round's mean, processor time of all
processes and time by the clock. First jobs that do nothing, then the demo's papers.
"""

from __future__ import annotations

import hashlib
import os
import resource
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from pipeline.app import worker
from pipeline.compute import child
from pipeline.compute.cage import Profile
from pipeline.compute.orders import FAILURE, Order
from pipeline.demo import build_mailbox
from pipeline.parse.mail import unpack
from pipeline.read.registry import READERS
from pipeline.rulebook import load

_ROUNDS = 5
_IDLE_JOBS = 500
_PAPERS = 58  # as in the first measurement of these designs
_CAGES = (Profile.FREE, Profile.READ, Profile.PROGRAMS)

Handler = Callable[[Mapping[str, str]], bytes]


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost:
    """Milliseconds per job."""

    cpu: float
    wall: float


def main() -> None:
    """Print one table for idle jobs and one for papers."""
    with tempfile.TemporaryDirectory() as folder:
        idle = [{"path": folder, "sha256": "", "media_type": ""}] * _IDLE_JOBS
        _table("jobs that do nothing", lambda _: b"", idle)
        _table("papers read", worker.read, list(_papers(Path(folder))))


def _table(what: str, handler: Handler, jobs: list[dict[str, str]]) -> None:
    costs: dict[Profile, list[Cost]] = {cage: [] for cage in _CAGES}
    for _ in range(_ROUNDS):
        for cage in _CAGES:
            costs[cage].append(_round(handler, jobs, cage))
    sys.stdout.write(f"\n{len(jobs)} {what}, ms a job: best (median) of {_ROUNDS} rounds\n")
    for cage, found in costs.items():
        cpu, wall = sorted(cost.cpu for cost in found), sorted(cost.wall for cost in found)
        sys.stdout.write(
            f"  {cage.value:10} processor {cpu[0]:7.2f} ({statistics.median(cpu):.2f})"
            f"   clock {wall[0]:7.2f} ({statistics.median(wall):.2f})\n"
        )


def _round(handler: Handler, jobs: list[dict[str, str]], cage: Profile) -> Cost:
    started, computed = time.perf_counter(), _computed()
    for number, job in enumerate(jobs):
        order = Order(number=number, kind="read", job=job, profile=cage, reads=(job["path"],))
        _fork(handler, order)
    scale = 1000 / len(jobs)
    return Cost(cpu=(_computed() - computed) * scale, wall=(time.perf_counter() - started) * scale)


def _fork(handler: Handler, order: Order) -> None:
    """One job in the manner of the zygote; the answer is thrown away, but it must be there and no failure."""
    inner, outer = os.pipe()
    if (pid := os.fork()) == 0:
        child.run({"read": handler}, order, outer)
    os.close(outer)
    heard = os.read(inner, 1)
    while os.read(inner, 1 << 20):
        pass
    os.close(inner)
    _, status = os.waitpid(pid, 0)
    if status or heard in (b"", FAILURE):
        raise SystemExit(f"a job failed in the cage {order.profile.value}")


def _computed() -> float:
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in used)


def _papers(folder: Path) -> Iterator[dict[str, str]]:
    """Files of the demo's mails that can be read without programs."""
    build_mailbox(folder / "mails", load(Path("rules/28-ct-tu")))
    left = _PAPERS
    for mail in sorted((folder / "mails").rglob("*.eml")):
        taken = unpack(mail.read_bytes())
        kinds = {file.path: file.media_type for file in taken.message.files}
        for path, data in taken.contents:
            if left and kinds[path] in READERS and _readable(kinds[path], data):
                left -= 1
                name = hashlib.sha256(data).hexdigest()
                (folder / name).write_bytes(data)
                yield {"path": str(folder / name), "sha256": name, "media_type": kinds[path]}


def _readable(kind: str, data: bytes) -> bool:
    try:
        READERS[kind](data)
    except Exception:  # noqa: BLE001 -- damaged and locked files are no matter of speed
        return False
    return True


if __name__ == "__main__":
    main()
