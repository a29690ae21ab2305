"""The command line in processes that may die suddenly: one forked for each order, from a parent that imported all.

Their clock stands still and chance is none, so that what is done is the same however often. The parent reads the
rules for them, which takes longer than all the rest and writes nothing. Run as `python -m tests.build.mortal`: orders
come as lines of JSON, and so go the answers. `Mortal` is the way to one.
"""

from __future__ import annotations

import contextlib
import faulthandler
import gc
import importlib
import io
import json
import os
import pkgutil
import subprocess
import sys
import tempfile
import uuid
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, Self
from unittest import mock

from pipeline import app, cli, export, failpoint, render
from pipeline.app import fingerprint, wire
from pipeline.assess import CHECK_KINDS
from pipeline.model.campaign import Campaign
from pipeline.rulebook import load
from pipeline.rulebook.checks import Kinds
from tests.build.desk import CAMPAIGN, PATIENCE, ROOT, Desk, Ran, Started
from tests.build.leash import leashed
from tests.fakes import NOON

_NOT_RUN = "pipeline.app.worker"  # has another parent
# Who forks must have one thread: what another holds at that moment stays locked in the child for ever.
_ONE_THREAD = {"OPENBLAS_NUM_THREADS": "1", "JE_ARROW_MALLOC_CONF": "background_thread:false"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Life:
    """How a process ended; `reached` counts the points that it passed, of one that came to its natural end."""

    ran: Ran
    reached: Mapping[str, int]


class Mortal:
    """A parent of mortal processes, as a context manager; one order at a time."""

    def __enter__(self) -> Self:
        self._process = Started(
            leashed([sys.executable, "-m", "tests.build.mortal"]),
            cwd=ROOT, env=dict(_environment()), stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        )  # fmt: skip
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._process.__exit__(kind, value, trace)

    def run(self, place: Desk, command: Sequence[str], *, fail_at: str = "") -> Life:
        """Run a command in a process of its own, which dies at `fail_at`."""
        if self._process.stdin is None or self._process.stdout is None:
            raise AssertionError
        environment = {**place.environment, failpoint.FAIL_AT: fail_at}
        self._process.stdin.write(
            f"{json.dumps([str(place.rules), place.arguments(*command), environment])}\n"
        )
        self._process.stdin.flush()
        answer = self._process.stdout.readline()
        assert answer, "the parent of the mortal processes has died"
        code, out, err, reached = json.loads(answer)
        return Life(ran=Ran(code=code, out=out, err=err), reached=reached)


def _environment() -> Iterator[tuple[str, str]]:
    yield from ((name, value) for name, value in os.environ.items() if not name.startswith("TONGHOP_"))
    yield from _ONE_THREAD.items()


def _serve() -> None:
    for package in (app, render, export):
        for module in pkgutil.iter_modules(package.__path__, f"{package.__name__}."):
            if module.name != _NOT_RUN:
                importlib.import_module(module.name)
    for driver in (
        "pg8000",
        "sqlalchemy.dialects.postgresql",
        "sqlalchemy.dialects.sqlite",
        "pyarrow.parquet",
    ):
        importlib.import_module(driver)
    fingerprint.code()
    clock, rules = (
        mock.patch.object(wire, "now", return_value=NOON),
        mock.patch.object(wire, "load", _read_once),
    )
    chance = mock.patch.object(uuid, "uuid4", return_value=uuid.UUID(int=1))
    with clock, rules, chance, tempfile.TemporaryDirectory(prefix="mortal-") as folder:
        os.environ["TMPDIR"] = tempfile.tempdir = folder  # who dies suddenly leaves what was to be temporary
        for line in sys.stdin:
            rules_folder, arguments, environment = json.loads(line)
            answer = _obey(rules_folder, arguments, environment, told=Path(folder, "told"))
            sys.stdout.write(f"{json.dumps(answer)}\n")
            sys.stdout.flush()


_READ: dict[tuple[bytes, ...], Campaign] = {}


def _read_once(folder: Path, *, check_kinds: Kinds | None = None) -> Campaign:
    """As `rulebook.load`; the same files are read once."""
    files = tuple(path.read_bytes() for path in sorted(folder.iterdir()) if path.suffix in {".yaml", ".csv"})
    if files not in _READ:
        _READ[files] = load(folder, check_kinds=check_kinds)
    return _READ[files]


def _obey(rules: str, arguments: Sequence[str], environment: Mapping[str, str], *, told: Path) -> list[Any]:
    _read_once(Path(rules, CAMPAIGN), check_kinds=CHECK_KINDS)
    told.unlink(missing_ok=True)
    assert [task.name for task in Path("/proc/self/task").iterdir()] == [str(os.getpid())]
    gc.freeze()  # or each child would copy all that was imported when it first collects its own
    pid = os.fork()
    if pid == 0:
        _live(arguments, environment, told)
    _, status = os.waitpid(pid, 0)
    words = json.loads(told.read_text(encoding="utf-8")) if told.exists() else ["", "", {}]
    return [os.waitstatus_to_exitcode(status), *words]


def _live(arguments: Sequence[str], environment: Mapping[str, str], told: Path) -> None:
    code = 99
    faulthandler.dump_traceback_later(PATIENCE, exit=True)  # one that hangs shows where, and dies of it
    try:
        os.environ.update(environment)
        out, err = io.StringIO(), io.StringIO()
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
            code = cli.run(arguments)
        told.write_text(json.dumps([out.getvalue(), err.getvalue(), failpoint.reached]), encoding="utf-8")
    finally:
        os._exit(code)


if __name__ == "__main__":
    _serve()
