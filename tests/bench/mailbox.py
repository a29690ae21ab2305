"""What fetching a large mailbox costs, beside imap_tools. `python -m tests.bench.mailbox [MESSAGES]` (default 20 000).

A real Dovecot on this machine, behind a proxy that counts. Ours lists, fetches and stores (rows, fsync of every message) in a
process of its own, then polls again with nothing new; reading and tables are left out. imap_tools, where it is installed,
fetches and saves the same mails in its usual way. Processor time is the client's.
"""

from __future__ import annotations

import base64
import importlib
import importlib.util
import json
import os
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from unittest import mock

from pipeline.app.poll import poll
from pipeline.app.wire import Place, open_office
from pipeline.settings import PASSWORD
from tests.build.desk import CAMPAIGN, ROOT
from tests.real.dovecot import Dovecot
from tests.real.proxy import Line

_MESSAGES = 20_000
_SIZES = (2_000, 40_000)  # bytes of a mail, evenly between
_KIB = 1_024


def main() -> None:
    """Fill a mailbox and print a line for each client."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else _MESSAGES
    with Dovecot() as server, tempfile.TemporaryDirectory(prefix="bench-") as folder:
        size = _fill(server, count)
        sys.stdout.write(f"{count:,} messages, {size / _KIB / _KIB:.0f} MiB\n")
        sys.stdout.write("                     wall s   cpu s  peak MiB  commands  MiB from the server\n")
        with Line(server.port) as line:
            _measure("tonghop, first poll", ["ours", server.user, folder], line)
            _measure("tonghop, nothing new", ["ours", server.user, folder], line)
            if importlib.util.find_spec("imap_tools"):
                saved = Path(folder, "saved")
                saved.mkdir()
                _measure("imap_tools", ["theirs", server.user, str(saved)], line)
        rows = len(list(Path(folder, CAMPAIGN, "store", "raw").rglob("*.bin")))
        sys.stdout.write(f"{rows:,} messages stored\n")


def _fill(server: Dovecot, count: int) -> int:
    """Lay messages where the server finds them; how many bytes they have."""
    server.append(b"Subject: the first makes the folder\r\n\r\nx\r\n")
    box = server.path / "mail" / server.user / "new"
    owner = box.stat()
    dice, total = random.Random(1), 0  # noqa: S311 -- the same mails at every run
    for place in range(1, count):
        body = base64.encodebytes(dice.randbytes(dice.randint(*_SIZES) * 3 // 4))
        raw = (
            b"From: a@b.example\r\nSubject: %d\r\nMessage-ID: <%d@b.example>\r\n\r\n" % (place, place) + body
        )
        path = box / f"{1_600_000_000 + place}.M{place}.bench"
        path.write_bytes(raw)
        os.utime(path, (1_600_000_000 + place,) * 2)
        os.chown(path, owner.st_uid, owner.st_gid)
        total += len(raw)
    return total


def _measure(title: str, arguments: list[str], line: Line) -> None:
    line.said.clear()
    before = line.passed
    command = [sys.executable, "-m", "tests.bench.mailbox", "--client", str(line.port), *arguments]
    environment = {**os.environ, PASSWORD: Dovecot.password}
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        sys.stdout.write(f"{title}: failed\n{done.stderr}\n")
        return
    told = json.loads(done.stdout.splitlines()[-1])
    sys.stdout.write(
        f"{title:20} {told['wall']:7.1f} {told['cpu']:7.1f} {told['peak']:9.0f} {len(line.said):9,} "
        f"{(line.passed - before) / _KIB / _KIB:9.2f}\n"
    )
    sys.stdout.flush()


def _client(port: int, kind: str, user: str, folder: str) -> None:
    run: Callable[[int, str, Path], None] = {"ours": _ours, "theirs": _theirs}[kind]
    began = time.monotonic()
    run(port, user, Path(folder))
    used = resource.getrusage(resource.RUSAGE_SELF)
    told = {
        "wall": time.monotonic() - began, "cpu": used.ru_utime + used.ru_stime, "peak": used.ru_maxrss / _KIB,
    }  # fmt: skip
    sys.stdout.write(json.dumps(told) + "\n")


def _ours(port: int, user: str, folder: Path) -> None:
    place = Place(
        campaign=CAMPAIGN, rules=ROOT / "rules", outputs=folder, mailbox=f"imap://{user}@127.0.0.1:{port}/"
    )
    office = open_office(place)
    with mock.patch("pipeline.app.poll.write_tables", return_value=()):
        result = poll(office)
    office.ledger.close()
    if result.failures or result.waiting:
        raise SystemExit(f"{len(result.failures)} failures, {result.waiting} waiting")


def _theirs(port: int, user: str, folder: Path) -> None:
    imap_tools = importlib.import_module("imap_tools")
    with imap_tools.MailBoxUnencrypted("127.0.0.1", port).login(user, Dovecot.password) as mailbox:
        for message in mailbox.fetch(mark_seen=False, bulk=200):
            (folder / f"{message.uid}.eml").write_bytes(message.obj.as_bytes())


if __name__ == "__main__":
    if sys.argv[1:2] == ["--client"]:
        _client(int(sys.argv[2]), *sys.argv[3:6])
    else:
        main()
