"""What a monitor sees: when polls ended, how, and what waits."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import pytest

from pipeline.app import health
from pipeline.app.poll import poll
from pipeline.app.results import Health
from pipeline.app.views import status
from pipeline.errors import MailboxError
from pipeline.mailbox import FetchError, Stage, StepError
from tests.unit.app.world import World


@pytest.fixture
def world(tmp_path: Path) -> World:
    """Two units' reports, not polled yet."""
    return World(folder=tmp_path)


def left(world: World) -> dict[str, object]:
    """What the last poll wrote."""
    found = json.loads((world.folder / "outputs" / health.FILE).read_text(encoding="utf-8"))
    assert isinstance(found, dict)
    return found


def test_before_the_first_poll_there_is_nothing(world: World) -> None:
    """No times, and nothing waits."""
    assert health.look(world.office()) == Health()


def test_a_poll_says_when_it_ended(world: World) -> None:
    """In the campaign's zone; `status` gives the same."""
    poll(world.office())
    at = world.clock().astimezone(world.office().campaign.timezone).isoformat(timespec="seconds")
    assert left(world) == {
        "campaign": "28-ct-tu", "ok": True, "last_poll_at": at, "last_success_at": at, "error": "", "failures": 0,
        "waiting": 0, "quarantined": 0, "lag_seconds": 0,
    }  # fmt: skip
    assert status(world.office()).health == health.look(world.office())


def test_a_poll_that_failed_keeps_the_time_of_the_last_one_that_did_not(world: World) -> None:
    """With the sentence; a later success takes it away."""
    poll(world.office())
    first = left(world)["last_success_at"]
    world.clock.now += dt.timedelta(hours=1)
    world.mailbox.at_folder["INBOX"] = StepError(Stage.SIGN_IN, "The server did not let you in.")
    with pytest.raises(MailboxError):
        poll(world.office())
    told = left(world)
    assert (told["ok"], told["error"], told["last_success_at"]) == (
        False,
        "The server did not let you in.",
        first,
    )
    assert told["last_poll_at"] != first
    world.mailbox.at_folder.clear()
    poll(world.office())
    assert (left(world)["ok"], left(world)["last_success_at"]) == (True, told["last_poll_at"])


def test_what_waits_and_what_was_set_aside_is_counted(world: World) -> None:
    """Each message once; the lag is the age of the oldest that waits."""
    world.mailbox.at_uid["2"] = FetchError("This one cannot be fetched.")
    poll(world.office())
    entry = world.entry("2")
    lag = int((world.clock() - entry.arrival.received_at).total_seconds())
    assert [left(world)[name] for name in ("waiting", "quarantined", "lag_seconds", "failures")] == [
        1,
        0,
        lag,
        1,
    ]
    world.ledger.failed(entry, "again", next_try_at=None)
    found = health.look(world.office())
    assert (found.waiting, found.quarantined, found.lag_seconds) == (0, 1, 0)


def test_a_dry_run_leaves_nothing(world: World) -> None:
    """It is no poll."""
    poll(world.office(), dry_run=True)
    assert health.look(world.office()) == Health()


@pytest.mark.parametrize(
    "written",
    ["", "[]", "{}", "null", "{" * 5000, '{"last_poll_at": "2023-06-09T09:00:00", "last_success_at": null, "error": "", "failures": 0}'],
)  # fmt: skip
def test_a_damaged_file_is_as_good_as_none(world: World, written: str) -> None:
    """Whatever stands there: the next poll writes it again."""
    poll(world.office())
    (world.folder / "outputs" / health.FILE).write_text(written, encoding="utf-8")
    assert health.look(world.office()) == Health()
    poll(world.office())
    assert left(world)["ok"] is True
