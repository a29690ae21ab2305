"""Watching a real server: mail is in the tables without anybody asking, and signals and restarts leave a whole state."""

from __future__ import annotations

import json
import signal
import socket
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from queue import Queue

import pytest

from tests.build import desk, reports
from tests.build.desk import ROOT, Desk, Ran, Started
from tests.real.desks import desk_at
from tests.real.dovecot import Dovecot

_DEADLINE = 90.0  # seconds that a busy machine may take; each step takes under three
_HOUR = ("--every", "60", "--json")  # so that only an announcement can bring news in a test's time
NOTHING = Ran(code=0, out="", err="")


@dataclass(frozen=True, slots=True, kw_only=True)
class Watched:
    """A desk at which the program watches, and what it says to systemd."""

    here: Desk
    said: Queue[str]

    def heard(self, word: str) -> str:
        """The next datagram that begins so; `Empty` when none comes in time."""
        while not (said := self.said.get(timeout=_DEADLINE)).startswith(word):
            pass
        return said

    def units(self) -> set[str]:
        """Whose reports are in the table of messages; nothing before there is one."""
        try:
            return {row["unit"] for row in self.here.table("messages")}
        except FileNotFoundError:
            return set()


@pytest.fixture
def ear(tmp_path: Path) -> Iterator[Queue[str]]:
    """What is said to systemd, taken in as it comes; the socket is `notify` in the test's folder."""
    said: Queue[str] = Queue()
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as listening:
        listening.bind(str(tmp_path / "notify"))

        def listen() -> None:
            while datagram := listening.recv(4096):
                said.put(datagram.decode())

        thread = threading.Thread(target=listen, daemon=True)
        thread.start()
        yield said
        with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as last:
            last.sendto(b"", str(tmp_path / "notify"))
        thread.join(5)


def watched(server: Dovecot, ear: Queue[str], folder: Path) -> Watched:
    """A desk at the server's present user, with its outputs in the test's folder."""
    here = desk_at(server, folder / "outputs", NOTIFY_SOCKET=str(folder / "notify"))
    return Watched(here=here, said=ear)


def until(true: Callable[[], bool]) -> None:
    """Wait for it, up to the deadline."""
    end = time.monotonic() + _DEADLINE
    while not true():
        assert time.monotonic() < end, "it did not happen in time"
        time.sleep(0.05)


def ended(process: Started, number: signal.Signals) -> Ran:
    """Send a signal and wait for the end."""
    process.send_signal(number)
    return desk.ended(process)


def test_mail_is_in_the_tables_as_soon_as_it_comes(dovecot: Dovecot, ear: Queue[str], tmp_path: Path) -> None:
    """Between two polls an hour apart; SIGTERM then ends with 0, and there is nothing left to do for a poll."""
    campaign = desk.campaign(ROOT / "rules")
    dovecot.append(reports.report_mail(campaign, "VPTU"), reports.EARLY)
    watch = watched(dovecot, ear, tmp_path)
    process = watch.here.start("watch", *_HOUR)
    try:
        watch.heard("READY=1")
        assert "1 messages known" in watch.heard("STATUS=")
        assert watch.units() == {"VPTU"}
        uid = dovecot.append(reports.report_mail(campaign, "BTCTU"), reports.EARLY)
        until(lambda: watch.units() == {"VPTU", "BTCTU"})
        assert "2 messages known" in watch.heard("STATUS=")
        watch.heard("WATCHDOG=1")
    finally:
        ran = ended(process, signal.SIGTERM)
    assert (ran.code, ran.err) == (0, "")
    rounds = [json.loads(line) for line in ran.out.splitlines()]
    assert [(told["new"], told["fetched"], told["trouble"]) for told in rounds[:2]] == [
        (1, 1, ""),
        (1, 1, ""),
    ]
    watch.heard("STOPPING=1")
    assert watch.here.tonghop("poll") == NOTHING
    assert dovecot.flags(uid) <= {"\\Recent"}


def test_a_restart_of_the_server_is_survived(ear: Queue[str], tmp_path: Path) -> None:
    """What came while the line was dead is there soon after the server is; nobody has to start anything again."""
    campaign = desk.campaign(ROOT / "rules")
    with Dovecot() as server:
        watch = watched(server, ear, tmp_path)
        process = watch.here.start("watch", *_HOUR)
        try:
            assert "0 messages known" in watch.heard("STATUS=")
            server.stop()
            server.start()
            server.append(reports.report_mail(campaign, "VPTU"), reports.EARLY)
            until(lambda: watch.units() == {"VPTU"})
            server.append(reports.report_mail(campaign, "BTCTU"), reports.EARLY)
            until(lambda: watch.units() == {"VPTU", "BTCTU"})
            while "2 messages known" not in watch.heard("STATUS="):
                pass
        finally:
            ran = ended(process, signal.SIGTERM)
        assert ran.code == 0
        assert watch.here.tonghop("poll") == NOTHING


def test_ctrl_c_ends_it_as_it_ends_every_command(dovecot: Dovecot, ear: Queue[str], tmp_path: Path) -> None:
    """Exit code 130 and one sentence; a second run at the same outputs is possible while it waits."""
    watch = watched(dovecot, ear, tmp_path)
    process = watch.here.start("watch")
    try:
        watch.heard("STATUS=")
        assert watch.here.tonghop("poll") == NOTHING
    finally:
        ran = ended(process, signal.SIGINT)
    assert (ran.code, ran.err) == (130, "Interrupted; run the same command again to go on.\n")


def test_a_poll_that_a_signal_ends_is_finished_by_the_next_run(
    dovecot: Dovecot, ear: Queue[str], tmp_path: Path
) -> None:
    """SIGTERM as soon as the first message is stored: exit code 0, and the tables come out as if nothing had been."""
    campaign = desk.campaign(ROOT / "rules")
    for unit in ("VPTU", "BTCTU", "BTGTU"):
        dovecot.append(reports.report_mail(campaign, unit), reports.EARLY)
    watch = watched(dovecot, ear, tmp_path)
    process = watch.here.start("watch")
    try:
        until(lambda: bool(list(watch.here.folder.glob("store/raw/??/*"))))
    finally:
        ran = ended(process, signal.SIGTERM)
    assert (ran.code, ran.err) == (0, "")
    assert watch.here.tonghop("poll").code == 0
    quiet = replace(watch.here, outputs=tmp_path / "quiet")
    assert quiet.tonghop("poll").code == 0
    assert watch.here.written() == quiet.written()
