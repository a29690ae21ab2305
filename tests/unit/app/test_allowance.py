"""A budget of bytes a day: what is over it waits, nothing is fetched twice, and the next day goes on."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from pipeline.app.office import Office
from pipeline.app.poll import poll
from pipeline.mailbox import FetchError
from tests.fakes import Killed, Letter
from tests.unit.app.world import World

_SIZE = 100


@pytest.fixture
def world(tmp_path: Path) -> World:
    """Five mails of 100 bytes."""
    made = World(folder=tmp_path)
    made.mailbox.folders["INBOX"] = [
        Letter(uid=str(uid), raw=b"Subject: %d\r\n\r\n".ljust(_SIZE, b"x") % uid) for uid in range(10, 15)
    ]
    return made


def _office(world: World, daily: int) -> Office:
    office = world.office()
    rules = replace(office.campaign.mailbox, daily_bytes=daily)
    return replace(office, campaign=replace(office.campaign, mailbox=rules))


def test_what_is_over_the_budget_waits_for_the_next_day(world: World) -> None:
    """Two a day: the run says why it stopped, no message is blamed, and after three days all are there once."""
    counts = []
    for _ in range(4):
        result = poll(_office(world, 250))
        again = poll(_office(world, 250))
        assert (again.fetched, again.paused, again.failures) == (0, result.paused, ())
        counts.append((result.fetched, result.waiting))
        assert ("were fetched from the mailbox" in result.paused) == bool(result.waiting)
        world.clock.advance(days=1)
    assert counts == [(2, 3), (2, 1), (1, 0), (0, 0)]
    fetched = [step for step in world.steps.taken if step.startswith("mailbox.fetch")]
    assert len(fetched) == len(set(fetched)) == 5
    assert {entry.attempts for entry in world.ledger.entries()} == {0}


def test_the_sentence_has_both_numbers(world: World) -> None:
    """So that somebody can set a better one."""
    assert poll(_office(world, 250)).paused.startswith(
        "Today 200 bytes of 250 (mailbox.daily_bytes) were fetched"
    )


def test_a_message_larger_than_the_whole_budget_still_comes(world: World) -> None:
    """As the first of a day, else it would wait for ever."""
    for left in (4, 3, 2, 1, 0):
        assert poll(_office(world, 10)).waiting == left
        world.clock.advance(days=1)


def test_the_bytes_of_a_message_that_broke_off_count(world: World) -> None:
    """They were fetched, whatever became of them."""
    world.mailbox.piece = 60
    world.mailbox.within["10"] = FetchError("The message cannot be fetched.")
    assert poll(_office(world, 250)).fetched == 1
    assert world.ledger.facts["fetched/bcd@example.vn"] == "2023-06-14 160"


def test_a_message_of_unknown_size_waits_when_the_budget_is_used_up(world: World) -> None:
    """A server may announce 0 bytes."""
    poll(_office(world, 200))
    for entry in world.ledger.entries():
        world.ledger.kept[entry.id] = replace(entry, arrival=replace(entry.arrival, size=0))
    assert poll(_office(world, 200)).fetched == 0


def test_the_count_holds_when_a_run_is_killed(world: World) -> None:
    """All but the message that was being fetched; the day's limit is passed by that one at most."""
    poll(_office(world, 100))
    world.clock.advance(days=1)
    world.steps.die_next(8)
    with pytest.raises(Killed):
        poll(_office(world, 300))
    before = len([entry for entry in world.ledger.entries() if entry.sha256])
    world.steps.recover()
    poll(_office(world, 300))
    after = len([entry for entry in world.ledger.entries() if entry.sha256])
    assert before < after <= 1 + 3


def test_without_a_budget_nothing_is_counted(world: World) -> None:
    """And no fact is written."""
    assert poll(world.office()).fetched == 5
    assert list(world.ledger.facts) == ["tables"]
