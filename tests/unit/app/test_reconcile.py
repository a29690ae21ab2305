"""Messages on the server against rows: what was deleted there is counted, what had no row gets one and is told."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.app.poll import poll
from pipeline.app.results import FolderCount, PollResult
from tests.fakes import Letter
from tests.unit.app.world import World, mail


@pytest.fixture
def world(tmp_path: Path) -> World:
    """Two reports, polled."""
    made = World(folder=tmp_path)
    poll(made.office())
    made.steps.taken.clear()
    return made


def _counts(result: PollResult) -> FolderCount:
    (count,) = result.folders
    return count


def test_nothing_new_costs_no_command(world: World) -> None:
    """The server is not asked for its uids when all counts agree with those of last time."""
    result = poll(world.office())
    assert _counts(result) == FolderCount(folder="INBOX", on_server=2, rows=2)
    assert world.steps.taken == ["lock.hold", "mailbox.open INBOX"]


def test_what_was_deleted_on_the_server_keeps_its_row_and_is_counted(world: World) -> None:
    """It is asked for once: the next poll knows."""
    world.mailbox.folders["INBOX"].pop()
    result = poll(world.office())
    assert _counts(result) == FolderCount(folder="INBOX", on_server=1, rows=2, gone=1)
    assert (result.on_server, result.rows, result.failures) == (1, 2, ())
    assert "mailbox.uids INBOX" in world.steps.taken
    world.steps.taken.clear()
    assert _counts(poll(world.office())).gone == 1
    assert world.steps.taken == ["lock.hold", "mailbox.open INBOX"]


def test_a_message_below_the_watermark_without_a_row_gets_one_and_is_a_failure(world: World) -> None:
    """No server may do that; one that does loses us nothing."""
    world.mailbox.folders["INBOX"].append(Letter(uid="5", raw=mail("VPTU")))
    poll(world.office())
    world.mailbox.folders["INBOX"].append(Letter(uid="4", raw=b"Subject: x\r\n\r\nhidden"))
    result = poll(world.office())
    assert _counts(result) == FolderCount(folder="INBOX", on_server=4, rows=4, missing=1)
    assert [failure.item for failure in result.failures] == ["INBOX"]
    assert "had no row" in result.failures[0].reason
    assert world.entry("4").sha256
    assert world.ledger.watermark("bcd@example.vn", "INBOX", "1") == "5"
    again = poll(world.office())
    assert (_counts(again).missing, again.failures) == (0, ())


def test_one_without_a_row_is_found_although_another_was_deleted(world: World) -> None:
    """The counts agree by chance, and the next new message brings it to light."""
    inbox = world.mailbox.folders["INBOX"]
    inbox.append(Letter(uid="5", raw=b"Subject: x\r\n\r\n5"))
    poll(world.office())
    inbox[:] = [*inbox[1:], Letter(uid="4", raw=b"Subject: x\r\n\r\n4")]
    assert _counts(poll(world.office())).missing == 0
    inbox.append(Letter(uid="6", raw=b"Subject: x\r\n\r\n6"))
    assert _counts(poll(world.office())) == FolderCount(
        folder="INBOX", on_server=4, rows=5, gone=1, missing=1
    )
    assert {entry.arrival.uid for entry in world.ledger.entries()} == {"1", "2", "4", "5", "6"}


def test_what_comes_while_a_poll_runs_waits_for_the_next(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is above the watermark: no failure."""
    inbox = world.mailbox.folders["INBOX"]
    listed = world.ledger.listed

    def late(arrivals: object) -> int:
        inbox.append(Letter(uid=str(len(inbox) + 1), raw=b"Subject: x\r\n\r\nx"))
        return listed(arrivals)  # type: ignore[arg-type]  # handed on as it came

    inbox.append(Letter(uid="3", raw=b"Subject: x\r\n\r\n3"))
    with monkeypatch.context() as patch:
        patch.setattr(type(world.ledger), "listed", lambda _self, arrivals: late(arrivals))
        result = poll(world.office())
    assert (result.new, result.failures, _counts(result).missing) == (1, (), 0)
    assert poll(world.office()).new == 1


def test_a_folder_of_files_is_compared_by_count(world: World) -> None:
    """Each listing gives all of it."""
    world.mailbox.validity = ""
    assert _counts(poll(world.office())) == FolderCount(folder="INBOX", on_server=2, rows=2)
    world.mailbox.folders["INBOX"].pop()
    assert _counts(poll(world.office())).gone == 1
    assert "mailbox.uids INBOX" not in world.steps.taken
