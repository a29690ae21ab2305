"""Watching mail in files, as a process: polled by the clock, rules read afresh for each round."""

from __future__ import annotations

import json
import signal
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from queue import Queue
from typing import Any

import pytest

from tests.build import desk, reports
from tests.build.desk import Desk, Started

_DEADLINE = 90.0  # seconds that a busy machine may take; a round takes one or two
_SOON = ("--every", "0.01", "--json")

Round = dict[str, Any]


@dataclass(slots=True, kw_only=True)
class Told:
    """The rounds that a program tells, as they come."""

    process: Started
    rounds: Queue[Round] = field(default_factory=Queue)
    reader: threading.Thread = field(init=False)

    def __post_init__(self) -> None:
        self.reader = threading.Thread(target=self._read, daemon=True)
        self.reader.start()

    def _read(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self.rounds.put(json.loads(line))

    def until(self, true: Callable[[Round], object]) -> Round:
        """The next round of which this holds; `Empty` when none is told in time."""
        while not true(told := self.rounds.get(timeout=_DEADLINE)):
            pass
        return told

    def ended(self) -> tuple[int, str]:
        """End it by SIGTERM: its exit code, and what it complained of."""
        self.process.send_signal(signal.SIGTERM)
        code = self.process.wait(_DEADLINE)
        self.reader.join(_DEADLINE)  # or it would read on from a pipe that is closed meanwhile
        assert self.process.stderr is not None
        return code, self.process.stderr.read()


@pytest.fixture
def place(tmp_path: Path) -> Desk:
    """A desk with rules of its own and an empty folder of mails."""
    (tmp_path / "box").mkdir()
    rules = desk.write_rules(tmp_path / "rules", units=3)
    return Desk(rules=rules, outputs=tmp_path / "outputs", mailbox=f"eml:{tmp_path / 'box'}")


def test_files_are_polled_by_the_clock_and_rules_are_read_afresh(place: Desk, tmp_path: Path) -> None:
    """Broken rules skip the rounds, with one complaint; mended, what came meanwhile is taken in."""
    campaign = desk.campaign(place.rules)
    page = place.rules / desk.CAMPAIGN / "campaign.yaml"
    good = page.read_text(encoding="utf-8")
    with place.start("watch", *_SOON) as process:
        told = Told(process=process)
        assert told.until(bool)["new"] == 0
        (tmp_path / "box" / "1.eml").write_bytes(reports.report_mail(campaign, "VPTU"))
        assert told.until(lambda one: one.get("new"))["fetched"] == 1
        page.write_text(good + "colour: red\n", encoding="utf-8")
        trouble = told.until(lambda one: one["trouble"])
        assert "campaign.yaml:" in trouble["trouble"]
        assert "new" not in trouble
        told.until(lambda one: one["trouble"])
        (tmp_path / "box" / "2.eml").write_bytes(reports.report_mail(campaign, "BTCTU"))
        page.write_text(good, encoding="utf-8")
        assert told.until(lambda one: one.get("new"))["rows"] == 2
        code, complaints = told.ended()
    assert code == 0
    assert complaints.count("colour") == 1
    assert {row["unit"] for row in place.table("messages")} == {"VPTU", "BTCTU"}


def test_a_mistake_at_the_start_is_told_by_the_exit_code(place: Desk) -> None:
    """As by every command."""
    (place.rules / desk.CAMPAIGN / "units.csv").write_text("nothing\n", encoding="utf-8")
    ran = place.run("watch")
    assert (ran.code, ran.out) == (4, "")
    assert "units.csv:1:" in ran.err


@pytest.mark.parametrize("minutes", ["0", "-1", "soon", "1441", "nan"])
def test_times_that_make_no_sense_are_refused(place: Desk, minutes: str) -> None:
    """A usage error, before anything is opened."""
    with pytest.raises(SystemExit) as caught:
        place.run("watch", "--every", minutes)
    assert caught.value.code == 2
    assert not place.outputs.exists()
