"""The poll among fakes: dying at every step, messages in trouble, a mailbox in trouble."""

from __future__ import annotations

import csv
import datetime as dt
from pathlib import Path

import pytest

from pipeline.app.poll import FIRST_WAIT, TRIES, poll
from pipeline.errors import BusyError, MailboxError, MessageGoneError, StoreError
from pipeline.mailbox import FetchError, Kind, Stage, StepError
from tests.fakes import NOON, Killed, Letter, Steps
from tests.unit.app.world import World, mail

_BROKEN = FetchError("The message with uid 1 cannot be fetched: the next run tries again.")


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory: pytest.TempPathFactory) -> World:
    """A world that was polled once, and in peace."""
    world = World(folder=tmp_path_factory.mktemp("undisturbed"))
    poll(world.office())
    return world


@pytest.fixture
def world(tmp_path: Path) -> World:
    """Two reports in a mailbox, nothing polled yet."""
    return World(folder=tmp_path)


def test_a_poll_is_these_steps(undisturbed: World) -> None:
    """Rows before bytes, bytes before the row that says so, texts before the fact that the tables are up to date."""
    assert undisturbed.steps.taken == [
        "lock.hold", "mailbox.open INBOX", "mailbox.list INBOX", "ledger.listed", "mailbox.uids INBOX",
        *(step for uid in (1, 2) for step in (f"mailbox.fetch {uid}", "blobs.put", "ledger.change")),
        "compute.unpack", "compute.unpack", *("compute.read", "memo.put") * 2, "memo.put", "memo.put",
        "memo.put", *("memo.put",) * 8, "ledger.remember tables",
    ]  # fmt: skip
    assert undisturbed.mailbox.closed
    assert undisturbed.compute.closed
    assert not undisturbed.lock.taken


@pytest.mark.parametrize("last", range(1, 30))
def test_a_poll_may_die_at_any_step(last: int, undisturbed: World, tmp_path: Path) -> None:
    """Whatever the step, the next poll ends with the same bytes, and reads nothing that was read before."""
    assert last <= len(undisturbed.steps.taken) == 29
    steps = Steps(die_at=last)
    world = World(folder=tmp_path, steps=steps)
    with pytest.raises(Killed):
        poll(world.office())
    assert world.mailbox.closed
    done = len([step for step in steps.taken if step == "compute.read"])
    steps.recover()
    poll(world.office())
    assert world.written() == undisturbed.written()
    assert done + steps.taken.count("compute.read") <= 3
    assert world.ledger.kept.keys() == undisturbed.ledger.kept.keys()
    assert poll(world.office()).written == ()


def test_a_person_who_watches_is_told(undisturbed: World) -> None:
    """Each stage counts up to its end."""
    assert undisturbed.progress.told == [
        ("messages listed", 2, 0),
        ("messages fetched", 1, 2), ("messages fetched", 2, 2),
        ("files read", 1, 2), ("files read", 2, 2), ("messages read", 2, 2),
        ("messages sorted", 1, 2), ("messages sorted", 2, 2),
        ("reports compared", 1, 2), ("reports compared", 2, 2),
    ]  # fmt: skip


def test_a_message_in_trouble_is_tried_again_later_and_later(world: World) -> None:
    """After 5, 10, 20 and 40 minutes, not before; then it waits for a person. The others are read at once."""
    world.mailbox.at_uid["1"] = _BROKEN
    started = world.clock()
    tried: list[dt.timedelta] = []
    while not world.entry("1").quarantined if world.ledger.kept else True:
        result = poll(world.office())
        assert [failure.reason for failure in result.failures] == [str(_BROKEN)]
        assert (result.new + result.fetched, result.waiting) == (0 if tried else 3, 1)
        tried.append(world.clock() - started)
        entry = world.entry("1")
        if entry.next_try_at:
            world.clock.now = entry.next_try_at - dt.timedelta(seconds=1)
            assert poll(world.office()).failures == ()
            world.clock.now = entry.next_try_at
    minutes = [wait.total_seconds() / 60 for wait in tried]
    assert minutes == [0, 5, 15, 35, 75]
    assert (len(tried), FIRST_WAIT) == (TRIES, dt.timedelta(minutes=5))
    world.clock.advance(days=30)
    assert poll(world.office()).failures == ()
    assert world.entry("2").sha256


def test_a_message_out_of_quarantine_is_fetched(world: World) -> None:
    """A person asks for it, and all its tries are before it again."""
    world.mailbox.at_uid["1"] = MessageGoneError("The message with uid 1 is no longer on the server.")
    poll(world.office())
    assert world.entry("1").quarantined
    world.mailbox.at_uid.clear()
    world.ledger.requeue([world.entry("1").id])
    result = poll(world.office())
    assert (result.new, result.fetched, result.waiting, result.failures) == (0, 1, 0, ())


def test_a_message_that_is_gone_is_not_tried_again(world: World) -> None:
    """It has a row that says so, and the run names it once."""
    world.mailbox.folders["INBOX"][0].gone = True
    first, second = poll(world.office()), poll(world.office())
    assert [failure.item for failure in first.failures] == [world.entry("1").id]
    assert (first.fetched, first.waiting, second.failures, second.written) == (1, 1, (), ())
    assert world.entry("1").quarantined


def test_a_mailbox_in_trouble_is_no_fault_of_the_message(world: World) -> None:
    """The poll ends with that error after writing the tables of what came; nobody's tries are counted."""
    world.mailbox.at_uid["2"] = StepError(Stage.CONNECT, "Nothing answers at mail.example: check the port.")
    with pytest.raises(MailboxError, match=r"Nothing answers at mail\.example"):
        poll(world.office())
    assert (world.entry("2").attempts, world.entry("2").error) == (0, "")
    assert b"VPTU" in world.written()["tables/messages.csv"]
    world.mailbox.at_uid.clear()
    assert poll(world.office()).fetched == 1


def test_a_folder_that_is_not_there_is_named_and_the_others_are_read(world: World) -> None:
    """Only trouble of the folder itself; what is wrong with the whole mailbox ends the poll."""
    world.mailbox.at_folder["Báo cáo"] = StepError(Stage.FOLDER, "The folder cannot be opened.")
    result = poll(world.office("Báo cáo", "INBOX"))
    assert [(failure.item, failure.reason) for failure in result.failures] == [
        ("Báo cáo", "The folder cannot be opened.")
    ]
    assert result.fetched == 2
    world.mailbox.at_folder["INBOX"] = StepError(Stage.SIGN_IN, "The server did not let you in.")
    with pytest.raises(StepError, match="did not let you in"):
        poll(world.office("Báo cáo", "INBOX"))
    assert world.mailbox.closed


@pytest.mark.parametrize("dry_run", [False, True])
def test_a_server_without_a_spam_folder_is_in_order(world: World, *, dry_run: bool) -> None:
    """Nobody can put it there; another folder that is missing is somebody's mistake."""
    missing = StepError(Stage.FOLDER, "The folder cannot be opened.", kind=Kind.ABSENT)
    world.mailbox.at_folder["\\Junk"] = missing
    result = poll(world.office("\\Junk", "INBOX"), dry_run=dry_run)
    assert (result.new, result.failures) == (2, ())
    world.mailbox.at_folder["\\Archive"] = missing
    if dry_run:
        with pytest.raises(StepError):
            poll(world.office("\\Archive", "INBOX"), dry_run=True)
    else:
        assert [one.item for one in poll(world.office("\\Archive", "INBOX")).failures] == ["\\Archive"]


def test_a_folder_that_shuts_while_it_is_fetched_keeps_its_messages_waiting(world: World) -> None:
    """It is named once, nobody's tries are counted, and the other folders' messages come."""
    world.mailbox.folders["Spam"] = [Letter(uid="1", raw=mail("VPTU")), Letter(uid="2", raw=mail("VPTU"))]
    world.mailbox.at_place["Spam"] = StepError(Stage.FOLDER, "The folder cannot be opened.")
    result = poll(world.office("Spam", "INBOX"))
    assert [failure.item for failure in result.failures] == ["Spam"]
    assert (result.new, result.fetched, result.waiting) == (4, 2, 2)
    assert {entry.attempts for entry in world.ledger.entries()} == {0}
    world.mailbox.at_place.clear()
    assert poll(world.office("Spam", "INBOX")).fetched == 2


def test_a_used_up_quota_ends_the_fetching_and_nothing_else(world: World) -> None:
    """The rest waits with no try counted, the tables are written, and the run says why; the next one goes on."""
    world.mailbox.at_uid["2"] = StepError(
        Stage.FETCH, "The mailbox has used up what it may.", kind=Kind.QUOTA
    )
    result = poll(world.office())
    assert (result.fetched, result.waiting, result.failures) == (1, 1, ())
    assert result.paused == "The mailbox has used up what it may."
    assert world.entry("2").attempts == 0
    assert b"VPTU" in world.written()["tables/messages.csv"]
    world.mailbox.at_uid.clear()
    assert (poll(world.office()).fetched, poll(world.office()).paused) == (1, "")


def test_a_quota_that_is_used_up_at_the_listing_is_no_fault_of_the_folder(world: World) -> None:
    """No other folder is asked."""
    world.mailbox.at_folder["INBOX"] = StepError(Stage.FOLDER, "The mailbox has used up.", kind=Kind.QUOTA)
    with pytest.raises(StepError, match="used up"):
        poll(world.office("INBOX", "Spam"))


def test_a_message_that_was_renumbered_before_it_came_holds_up_nobody(world: World) -> None:
    """Its old row says what happened, and the new one is fetched in the same run."""
    world.mailbox.at_uid["1"] = _BROKEN
    poll(world.office())
    world.mailbox.at_uid.clear()
    world.mailbox.validity = "2"
    world.clock.advance(hours=1)
    result = poll(world.office())
    old, new = sorted(
        (e for e in world.ledger.entries() if e.arrival.uid == "1"), key=lambda e: e.arrival.validity
    )
    assert [failure.item for failure in result.failures] == [old.id]
    assert old.quarantined
    assert "UIDVALIDITY 1 became 2" in old.error
    assert new.sha256
    assert poll(world.office()).failures == ()


def test_what_the_server_wants_read_is_told_in_good_and_bad_times(world: World) -> None:
    """As part of the result, or beside the error."""
    world.mailbox.alerts.append("The mailbox is nearly full.")
    assert poll(world.office()).alerts == ("The mailbox is nearly full.",)
    world.mailbox.at_folder["INBOX"] = StepError(Stage.SIGN_IN, "The server did not let you in.")
    with pytest.raises(StepError) as caught:
        poll(world.office())
    assert caught.value.__notes__ == ["The server says: The mailbox is nearly full."]


def test_a_quarantined_message_is_a_row_with_its_reason(world: World) -> None:
    """Its disposition says so, and the reason is what went wrong at the last try."""
    world.mailbox.folders["INBOX"][0].gone = True
    poll(world.office())
    text = world.written()["tables/messages.csv"].decode("utf-8-sig")
    (row,) = [row for row in csv.DictReader(text.splitlines()) if row["uid"] == "1"]
    assert (row["disposition"], row["unit"], row["files"]) == ("quarantined", "", "0")
    assert row["reason"] == world.entry("1").error


def test_a_full_store_ends_the_poll_at_once(tmp_path: Path) -> None:
    """It concerns every message: the error goes up, and no try is counted."""
    steps = Steps(die_at=7, raising=StoreError("the disk is full: free some space."))
    world = World(folder=tmp_path, steps=steps)
    with pytest.raises(StoreError, match="the disk is full"):
        poll(world.office())
    assert steps.taken[-1] == "blobs.put"
    assert [entry.attempts for entry in world.ledger.entries()] == [0, 0]
    assert not world.lock.taken


def test_a_poll_beside_another_does_nothing(world: World) -> None:
    """BusyError, before the mailbox is even listed; a dry run needs no lock."""
    world.lock.taken = True
    with pytest.raises(BusyError):
        poll(world.office())
    assert (world.steps.taken, world.mailbox.closed) == ([], True)
    assert poll(world.office(), dry_run=True).new == 2


def test_a_dry_run_changes_nothing(world: World) -> None:
    """It only lists, in every folder, against what the ledger knows."""
    result = poll(world.office(), dry_run=True)
    assert (result.new, result.fetched, result.on_server, result.rows) == (2, 0, 2, 0)
    assert world.steps.taken == ["mailbox.open INBOX", "mailbox.list INBOX"]
    assert (world.ledger.kept, world.blobs.kept, world.memo.kept, world.written()) == ({}, {}, {}, {})
    poll(world.office())
    assert poll(world.office(), dry_run=True).new == 0


def test_a_report_that_arrived_on_the_last_day_is_on_time(undisturbed: World) -> None:
    """The fake server's time of arrival is what counts."""
    assert NOON.isoformat() == "2023-06-14T05:00:00+00:00"
    assert undisturbed.written()["tables/units.csv"].count(b",on_time,2023-06-14T12:00:00+07:00,") == 2
