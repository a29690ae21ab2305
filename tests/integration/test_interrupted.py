"""Ctrl-C in the middle of a poll. What sudden death does is in tests/real/test_deaths.py."""

from __future__ import annotations

import signal
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from pipeline.model.campaign import Campaign
from tests.build import desk, reports
from tests.build.desk import Desk


@pytest.fixture
def place(rules: Path, campaign: Campaign, tmp_path: Path) -> Desk:
    """A desk with two mails, not polled yet."""
    box = tmp_path / "box"
    box.mkdir()
    (box / "1.eml").write_bytes(reports.report_mail(campaign, "VPTU"))
    (box / "2.eml").write_bytes(reports.unit_mail(campaign, "BTCTU"))
    return Desk(rules=rules, outputs=tmp_path / "outputs", mailbox=f"eml:{box}")


@pytest.fixture(autouse=True)
def _ctrl_c_is_heard() -> Iterator[None]:
    """A shell has what it starts in the background ignore Ctrl-C, and so would all that the tests start."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


def _reads(pid: int) -> bool:
    """Whether a poll has started what reads its files: then it waits for that, and hears a signal at once."""
    with suppress(OSError):  # a thread that has just ended
        return any(place.read_text("ascii") for place in Path(f"/proc/{pid}/task").glob("*/children"))
    return False


def test_a_poll_that_was_interrupted_says_so_and_is_finished_by_the_next(place: Desk, tmp_path: Path) -> None:
    """Exit code 130, one sentence, and nothing lost: the tables are those of a poll that nobody disturbed."""
    process = place.start("poll")
    end = time.monotonic() + 60
    while not _reads(process.pid) and time.monotonic() < end:
        time.sleep(0.002)
    assert list(place.folder.glob("store/raw/??/*"))
    process.send_signal(signal.SIGINT)
    ran = desk.ended(process)
    assert (ran.code, ran.out) == (130, "")
    assert ran.err == "Interrupted; run the same command again to go on.\n"
    assert place.run("poll").code == 0
    quiet = Desk(rules=place.rules, outputs=tmp_path / "quiet", mailbox=place.mailbox)
    assert quiet.run("poll").code == 0
    assert place.written() == quiet.written()
