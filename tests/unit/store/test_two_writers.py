"""Several programs on one ledger."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from pathlib import Path

from pipeline.store.ledger import SqlLedger

WRITER = """
import datetime as dt, sys
from pipeline.model.mail import Arrival
from pipeline.store.ledger import SqlLedger
ledger = SqlLedger(sys.argv[1])
new = 0
for start in range(1, 200, 10):
    new += ledger.listed([
        Arrival(account="a", folder="f", validity="1", uid=str(uid), received_at=dt.datetime.now(dt.UTC), size=1)
        for uid in range(start, start + 10)
    ])
print(new)
"""


def test_two_processes_at_once_write_each_row_once(tmp_path: Path) -> None:
    """Three programs list the same messages into a ledger that none of them finds: no error, no double row."""
    path = tmp_path / "ledger.sqlite"
    runs = [subprocess.Popen([sys.executable, "-c", WRITER, path], stdout=subprocess.PIPE) for _ in range(3)]
    new = [int(run.communicate()[0]) for run in runs]
    assert ([run.returncode for run in runs], sum(new)) == ([0, 0, 0], 200)
    ledger = SqlLedger(path)
    assert (len(ledger.entries()), ledger.watermark("a", "f", "1")) == (200, "200")
    ledger.close()
    with sqlite3.connect(path) as raw:
        assert raw.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    raw.close()
