"""Two polls that start together, as when cron comes round before the last run has ended."""

from __future__ import annotations

import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

from tests.build import desk, reports
from tests.build.desk import Desk, Ran
from tests.build.mortal import Mortal
from tests.real.desks import desk_at
from tests.real.dovecot import Dovecot

ROUNDS = 50
BUSY = "is at work on"
NOTHING = Ran(code=0, out="", err="")


def both(place: Desk, actors: tuple[Mortal, Mortal]) -> list[Ran]:
    """What two polls say that were let go at the same moment, each a process of its own."""
    line = threading.Barrier(len(actors))

    def one(actor: Mortal) -> Ran:
        line.wait()
        return actor.run(place, ("poll",)).ran

    with ThreadPoolExecutor(len(actors)) as pool:
        return list(pool.map(one, actors))


def test_one_works_and_the_other_says_so(dovecot: Dovecot, tmp_path: Path) -> None:
    """Each time a mail is new. It gets one row; who came second says who is at work, or finds nothing left to do."""
    rules = desk.write_rules(tmp_path / "rules", units=3)
    here = replace(desk_at(dovecot, tmp_path / "outputs"), rules=rules)
    campaign = desk.campaign(rules)
    said = 0
    with Mortal() as first, Mortal() as second:
        for round_ in range(ROUNDS):
            unit = campaign.units[round_ % len(campaign.units)].code
            dovecot.append(reports.report_mail(campaign, unit), reports.EARLY)
            ran = both(here, (first, second))
            assert [(one.code, one.err) for one in ran] == [(0, "")] * 2
            worked = [one for one in ran if "1 new messages" in one.out]
            assert len(worked) == 1
            (idle,) = (one for one in ran if one not in worked)
            assert BUSY in idle.out or idle == NOTHING
            said += BUSY in idle.out
            uids = sorted(int(row["uid"]) for row in here.table("messages"))
            assert uids == list(range(1, round_ + 2))
    sys.stdout.write(f"{said} of {ROUNDS} times the other one said who was at work\n")
    assert said > 0
