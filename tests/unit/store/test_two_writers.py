"""Several programs on one ledger."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from contextlib import ExitStack, closing
from pathlib import Path

from pipeline.store.ledger import SqlLedger
from pipeline.store.postgresql import Server
from tests.build.desk import PATIENCE, Started
from tests.build.leash import leashed

WRITER = """
import datetime as dt, sys
from pathlib import Path
from pipeline.model.mail import Arrival
from pipeline.store.ledger import SqlLedger
from pipeline.store.postgresql import Server
kind, place, campaign, password = sys.argv[1:]
ledger = SqlLedger(Path(place) if kind == "file" else Server(url=place, campaign=campaign, password=password))
print("ready", flush=True)
sys.stdin.readline()
new = 0
for start in range(1, 200, 10):
    new += ledger.listed([
        Arrival(account="a", folder="f", validity="1", uid=str(uid), received_at=dt.datetime.now(dt.UTC), size=1)
        for uid in range(start, start + 10)
    ])
    ledger.remember("last", str(start))
print(new)
"""


def started(where: Path | Server) -> Started:
    """A program that lists two hundred messages when it is told to."""
    place = (
        ["server", where.url, where.campaign, where.password or ""]
        if isinstance(where, Server)
        else ["file", str(where), "", ""]
    )
    command = leashed([sys.executable, "-c", WRITER, *place])
    return Started(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)


def test_processes_at_once_write_each_row_once(where: Path | Server) -> None:
    """Three programs list the same messages into a ledger that none of them finds: no error, no double row."""
    with ExitStack() as stack:
        runs = [stack.enter_context(started(where)) for _ in range(3)]
        assert [run.stdout.readline() for run in runs if run.stdout] == ["ready\n"] * 3
        for run in runs:
            assert run.stdin is not None
            run.stdin.write("go\n")
            run.stdin.flush()
        new = [int(run.communicate(timeout=PATIENCE)[0]) for run in runs]
    assert ([run.returncode for run in runs], sum(new)) == ([0, 0, 0], 200)
    with closing(SqlLedger(where)) as ledger:
        assert (len(ledger.entries()), ledger.watermark("a", "f", "1")) == (200, "200")
        assert ledger.fact("last") == "191"
    if isinstance(where, Path):
        with closing(sqlite3.connect(where)) as raw:
            assert raw.execute("PRAGMA integrity_check").fetchone() == ("ok",)
