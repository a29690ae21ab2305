"""What waits for a person is listed, and tried again when it is asked for."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from pipeline.app.poll import poll
from pipeline.app.results import HeldFile, HeldMessage, RetryResult, Waiting
from pipeline.app.retry import retry, waiting
from pipeline.errors import BusyError, MailboxError, MessageGoneError, UnreadableError, UsageError
from pipeline.mailbox import FetchError, Stage, StepError
from pipeline.model.document import Attempt
from pipeline.ports import ReadTask
from tests import fakes
from tests.fakes import NOON, Letter
from tests.unit.app.world import World

_GONE = MessageGoneError("The message with uid 1 is no longer on the server.")
_NOTHING = Waiting(messages=(), files=())


@pytest.fixture
def world(tmp_path: Path) -> World:
    """Two reports, of which the first was gone when it was to be fetched."""
    made = World(folder=tmp_path)
    made.mailbox.at_uid["1"] = _GONE
    poll(made.office())
    made.mailbox.at_uid.clear()
    return made


@pytest.fixture
def slow(tmp_path: Path) -> World:
    """Two reports, whose files a slow machine could not read in time."""
    made = World(folder=tmp_path)
    reader, made.compute.reader = made.compute.reader, _too_slow
    poll(made.office())
    made.compute.reader = reader
    return made


def _too_slow(_task: ReadTask) -> Attempt:
    raise UnreadableError("time", "it took more than 60 s")


def test_a_quarantined_message_is_listed_with_its_place_and_its_trouble(world: World) -> None:
    """Nothing is tried, and nothing is written."""
    world.steps.taken.clear()
    held = HeldMessage(
        id=world.entry("1").id, account="bcd@example.vn", folder="INBOX", uid="1", received_at=NOON, attempts=1,
        error=str(_GONE),
    )  # fmt: skip
    assert waiting(world.office()) == Waiting(messages=(held,), files=())
    assert world.steps.taken == []


@pytest.mark.parametrize("named", [True, False])
def test_a_message_that_came_back_is_fetched(named: bool, world: World) -> None:  # noqa: FBT001 -- a parameter of the test
    """By its id, or with all that waits; afterwards nothing waits, and the tables have it."""
    result = retry(world.office(), [world.entry("1").id] * 2 if named else [])
    assert (result.fetching, result.reading, result.failures) == (1, 0, ())
    assert result.polled is not None
    assert result.polled.fetched == 1
    assert "tables/units.csv" in {
        path.relative_to(world.folder / "outputs").as_posix() for path in result.written
    }
    assert waiting(world.office()) == _NOTHING
    assert world.verdicts() == ["complete", "complete"]


def test_a_message_that_fails_again_waits_again(world: World) -> None:
    """With its new trouble, and its tries counted from the start."""
    world.mailbox.at_uid["1"] = _GONE
    result = retry(world.office())
    assert [failure.reason for failure in result.failures] == [str(_GONE)]
    (held,) = waiting(world.office()).messages
    assert held.attempts == 1


def test_a_message_that_waits_for_a_later_time_is_tried_at_once_when_named(world: World) -> None:
    """It is not in quarantine, so that it is neither listed nor tried with all."""
    world.mailbox.folders["INBOX"].append(Letter(uid="3", raw=b"Subject: x\r\n\r\nx"))
    world.mailbox.at_uid["3"] = FetchError("The message with uid 3 cannot be fetched.")
    poll(world.office())
    world.mailbox.at_uid["1"] = _GONE
    assert [held.uid for held in waiting(world.office()).messages] == ["1"]
    assert retry(world.office()).fetching == 1
    world.mailbox.at_uid.clear()
    assert world.entry("3").next_try_at == NOON + dt.timedelta(minutes=5)
    assert retry(world.office(), [world.entry("3").id]).fetching == 1
    assert world.entry("3").sha256


def test_a_file_that_was_not_read_in_time_is_listed_and_read_again(slow: World) -> None:
    """Of the message that is named; of all without a name. No mailbox is asked."""
    one, two = slow.entry("1").id, slow.entry("2").id
    listed = waiting(slow.office())
    assert [file.message for file in listed.files] == sorted([one, two])
    assert {(file.path, file.name, file.error) for file in listed.files} == {
        ("2", "BC so ket 28-CT-TU.docx", "time: it took more than 60 s")
    }
    slow.steps.taken.clear()
    result = retry(slow.office(), [one])
    assert (result.fetching, result.reading, result.polled, result.failures) == (0, 1, None, ())
    assert [file.message for file in waiting(slow.office()).files] == [two]
    assert slow.verdicts() == ["complete", "unreadable"]
    assert not [step for step in slow.steps.taken if step.startswith("mailbox")]
    assert retry(slow.office()).reading == 1
    assert waiting(slow.office()) == _NOTHING
    assert slow.verdicts() == ["complete", "complete"]


def test_a_mail_that_was_not_taken_apart_in_time_is_listed_whole(tmp_path: Path) -> None:
    """It has no files yet."""
    world = World(folder=tmp_path)
    unpacker, world.compute.unpacker = world.compute.unpacker, _too_large
    poll(world.office())
    world.compute.unpacker = unpacker
    assert set(waiting(world.office()).files) == {
        HeldFile(message=world.entry(uid).id, path="", name="", error="memory: over 2 GB")
        for uid in ("1", "2")
    }
    assert retry(world.office()).reading == 2
    assert waiting(world.office()) == _NOTHING


def _too_large(_raw: bytes) -> fakes.Opened:
    raise UnreadableError("memory", "over 2 GB")


def test_an_id_that_is_none_or_has_nothing_to_try_is_refused(world: World) -> None:
    """Then nothing is tried, not even what was named beside it."""
    for wrong, sentence in (
        ("0123456789ab", "No message has the id"),
        (world.entry("2").id, "nothing to try"),
    ):
        with pytest.raises(UsageError, match=sentence):
            retry(world.office(), [world.entry("1").id, wrong])
    assert world.entry("1").quarantined


def test_trouble_with_the_mailbox_ends_it_with_the_message_still_due(world: World) -> None:
    """The next poll goes on."""
    world.mailbox.at_folder["INBOX"] = StepError(Stage.CONNECT, "Nothing answers.")
    with pytest.raises(MailboxError, match="Nothing answers"):
        retry(world.office())
    world.mailbox.at_folder.clear()
    assert poll(world.office()).fetched == 1


def test_a_run_beside_another_reads_nothing(slow: World) -> None:
    """BusyError; what waits goes on waiting."""
    slow.lock.taken = True
    with pytest.raises(BusyError):
        retry(slow.office())
    assert len(waiting(slow.office()).files) == 2


def test_nothing_that_waits_is_nothing_to_do(tmp_path: Path) -> None:
    """No lock is taken and no mailbox opened."""
    world = World(folder=tmp_path)
    poll(world.office())
    world.steps.taken.clear()
    assert retry(world.office()) == RetryResult(fetching=0, reading=0, polled=None, written=(), failures=())
    assert world.steps.taken == []
