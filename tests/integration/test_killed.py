"""kill -9 in the middle of a poll: the next one ends with the very bytes of a poll that nobody disturbed."""

from __future__ import annotations

import datetime as dt
import signal
import time
from pathlib import Path

import pytest

from pipeline.model.campaign import Campaign
from pipeline.model.section import State
from tests.build import desk, reports
from tests.build.desk import Desk

MORTAL = "tests.build.mortal"
SHARES = (0.0, 0.2, 0.4, 0.6, 0.8, 1.0)  # of the durable acts of a whole poll


@pytest.fixture(scope="module")
def quiet(rules: Path, campaign: Campaign, tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """A desk with three mails, not polled yet."""
    folder = tmp_path_factory.mktemp("killed")
    box = folder / "box"
    box.mkdir()
    later = reports.EARLY + dt.timedelta(days=2)
    mails = (
        reports.report_mail(campaign, "VPTU", {"1.1": State.MISSING}),
        reports.unit_mail(campaign, "BTCTU"),
        reports.report_mail(campaign, "VPTU", at=later),
    )
    for number, raw in enumerate(mails):
        (box / f"{number}.eml").write_bytes(raw)
    return Desk(rules=rules, outputs=folder / "outputs", mailbox=f"eml:{box}")


@pytest.fixture(scope="module")
def acts(quiet: Desk) -> int:
    """How many durable acts an undisturbed poll takes; that poll is what all others are measured by."""
    told = quiet.rules / "acts"
    ran = desk.ended(quiet.start("poll", through=("-m", MORTAL, "0", str(told))))
    assert (ran.code, ran.err) == (0, "")
    return int(told.read_text())


@pytest.mark.parametrize("share", SHARES)
def test_a_poll_that_was_killed_is_finished_by_the_next(
    share: float, quiet: Desk, acts: int, tmp_path: Path
) -> None:
    """Whenever it died: the same tables, and one row for each mail."""
    last = 1 + round(share * (acts - 1))
    place = Desk(rules=quiet.rules, outputs=tmp_path / "outputs", mailbox=quiet.mailbox)
    through = ("-m", MORTAL, str(last), str(tmp_path / "acts"))
    assert desk.ended(place.start("poll", through=through)).code == -signal.SIGKILL
    again = place.run("poll")
    assert (again.code, again.err) == (0, "")
    assert place.written() == quiet.written()
    assert place.run("poll") == desk.Ran(code=0, out="", err="")


def test_a_poll_that_was_interrupted_says_so_and_is_finished_by_the_next(
    quiet: Desk, acts: int, tmp_path: Path
) -> None:
    """Ctrl-C: exit code 130, one sentence, and nothing lost."""
    assert acts
    place = Desk(rules=quiet.rules, outputs=tmp_path / "outputs", mailbox=quiet.mailbox)
    process = place.start("poll")
    end = time.monotonic() + 60
    while not list(place.folder.glob("store/raw/??/*")) and time.monotonic() < end:
        time.sleep(0.002)
    process.send_signal(signal.SIGINT)
    ran = desk.ended(process)
    assert (ran.code, ran.out) == (130, "")
    assert ran.err == "Interrupted; run the same command again to go on.\n"
    assert place.run("poll").code == 0
    assert place.written() == quiet.written()
