"""Marking among fakes: what is marked and what is not, dying at every step, a mailbox in trouble."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import NoReturn

import pytest

from pipeline.app.office import Office
from pipeline.app.poll import poll
from pipeline.app.results import FolderCount, PollResult
from pipeline.errors import UnreadableError
from pipeline.mailbox import Kind, Stage, StepError
from pipeline.model.mark import Mark, Marked, MarkKind
from pipeline.ports import FolderState
from tests.fakes import FakeMailbox, Killed, Letter
from tests.unit.app.world import TroubledMailbox, World

KEYWORD = Mark(kind=MarkKind.KEYWORD, name="tonghop")
MOVE = Mark(kind=MarkKind.MOVE, name="Xong")
_SMALL = b"Subject: %d\r\n\r\nXin hoi\r\n"


@dataclass(slots=True, kw_only=True)
class Reluctant(TroubledMailbox):
    """Raises what it is told to when messages of a folder are marked."""

    at_marking: dict[str, Exception] = field(default_factory=dict)
    asked: list[tuple[str, int]] = field(default_factory=list)

    def mark(self, state: FolderState, uids: Sequence[str], mark: Mark) -> Marked:
        """As the port says, or as told."""
        self.asked.append((state.name, len(uids)))
        if state.name in self.at_marking:
            raise self.at_marking[state.name]
        return FakeMailbox.mark(self, state, uids, mark)


@pytest.fixture
def world(tmp_path: Path) -> World:
    """Two small mails in the inbox, one in another folder, none where mail is moved to."""
    return _world(tmp_path)


def _world(folder: Path) -> World:
    made = World(folder=folder)
    inbox = [Letter(uid=str(uid), raw=_SMALL % uid) for uid in (1, 2)]
    boxes = {"INBOX": inbox, "Khác": [Letter(uid="3", raw=_SMALL % 3)], "Xong": [], "Bin": [], "Spam": []}
    made.mailbox = Reluctant(folders=boxes, steps=made.steps)
    return made


def _office(world: World, mark: Mark, *folders: str) -> Office:
    return replace(world.office(*(folders or ("INBOX", "Khác"))), mark=mark)


def _reluctant(world: World) -> Reluctant:
    assert isinstance(world.mailbox, Reluctant)
    return world.mailbox


def _marks(world: World) -> dict[str, str]:
    return {entry.arrival.uid: entry.mark for entry in world.ledger.entries()}


def _silent(result: PollResult) -> bool:
    return (result.new, result.fetched, result.marked, result.written, result.failures) == (0, 0, 0, (), ())


def test_marks_come_last_and_once(world: World) -> None:
    """After the tables; a folder a command, then the ledger; the tables stay what they are."""
    assert poll(_office(world, KEYWORD)).marked == 3
    assert world.steps.taken[-5:] == [
        "ledger.remember tables", "mailbox.mark INBOX", "ledger.marked", "mailbox.mark Khác", "ledger.marked",
    ]  # fmt: skip
    assert _marks(world) == dict.fromkeys("123", "keyword:tonghop")
    assert ("messages marked", 2, 2) in world.progress.told
    world.steps.taken.clear()
    assert _silent(poll(_office(world, KEYWORD)))
    assert world.steps.taken == ["lock.hold", "mailbox.open INBOX", "mailbox.open Khác"]


def test_without_a_mark_and_in_a_dry_run_nothing_is_marked(world: World) -> None:
    """Whatever is stored."""
    assert poll(_office(world, KEYWORD), dry_run=True).new == 3
    assert poll(world.office("INBOX", "Khác")).marked == 0
    assert _reluctant(world).asked == []
    assert poll(_office(world, KEYWORD)).marked == 3, "what was stored before the campaign opted in"


@pytest.mark.parametrize("mark", [KEYWORD, MOVE], ids=str)
def test_a_poll_that_marks_may_die_at_any_step(mark: Mark, tmp_path: Path) -> None:
    """The next run completes it: the same tables and rows, and after it nothing is written."""
    calm = _world(tmp_path / "calm")
    poll(_office(calm, mark))
    first = calm.steps.taken.index("ledger.remember tables") + 1
    for number in range(first, len(calm.steps.taken) + 1):
        world = _world(tmp_path / str(number))
        world.steps.die_next(number)
        with pytest.raises(Killed):
            poll(_office(world, mark))
        world.steps.recover()
        poll(_office(world, mark))
        assert (_marks(world), world.written()) == (_marks(calm), calm.written())
        assert world.ledger.facts == calm.ledger.facts
        world.steps.taken.clear()
        assert _silent(poll(_office(world, mark)))
        assert world.steps.taken == ["lock.hold", "mailbox.open INBOX", "mailbox.open Khác"]


def test_what_is_not_stored_or_in_quarantine_is_not_marked(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A mail that could not be fetched, and one that could not be taken apart: their rows say so, and people look there."""
    world.mailbox.folders["INBOX"][0].gone = True
    with monkeypatch.context() as patch:
        patch.setattr(world.compute, "unpacker", _broken)
        result = poll(_office(world, KEYWORD))
    assert (result.fetched, result.marked) == (2, 0)
    assert set(_marks(world).values()) == {""}
    assert "quarantined" in world.written()["tables/messages.csv"].decode()


def _broken(_raw: bytes) -> NoReturn:
    raise UnreadableError("crash", "it broke")


def test_two_hundred_are_marked_at_a_time(world: World) -> None:
    """Each lot is in the ledger before the next is asked for."""
    world.mailbox.folders["INBOX"][:] = [Letter(uid=str(uid), raw=_SMALL % uid) for uid in range(1, 402)]
    poll(_office(world, MOVE, "INBOX"))
    assert _reluctant(world).asked == [("INBOX", 200), ("INBOX", 200), ("INBOX", 1)]
    assert world.steps.taken.count("ledger.marked") == 3
    assert world.ledger.fact("gone/bcd@example.vn/INBOX/1") == "401"


def test_counts_after_a_move_are_those_of_the_server(world: World) -> None:
    """So that a watch does not take our own move for news."""
    assert poll(_office(world, MOVE)).folders == (
        FolderCount(folder="INBOX", on_server=0, rows=2, gone=2),
        FolderCount(folder="Khác", on_server=0, rows=1, gone=1),
    )
    assert poll(_office(world, KEYWORD)).folders[0] == FolderCount(
        folder="INBOX", on_server=0, rows=2, gone=2
    )


def test_where_mail_is_moved_to_and_spam_stay_as_they_are(world: World) -> None:
    """The spam folder by its name, or because the server marks it so."""
    world.mailbox.folders |= {
        "Spam": [Letter(uid="8", raw=_SMALL % 8)],
        "Xong": [Letter(uid="9", raw=_SMALL % 9)],
    }
    assert poll(_office(world, MOVE, "Spam", "Xong", "INBOX")).marked == 2
    assert [name for name, _ in _reluctant(world).asked] == ["INBOX"]


def test_another_mark_in_the_rules_marks_all_again(world: World) -> None:
    """The last one is remembered; a mailbox of another account is none of this run's."""
    poll(_office(world, KEYWORD))
    assert poll(_office(world, replace(KEYWORD, name="other"))).marked == 3
    world.mailbox.account = "other@example.vn"
    poll(_office(world, KEYWORD))
    assert (
        sorted(entry.mark for entry in world.ledger.entries())
        == ["keyword:other"] * 3 + ["keyword:tonghop"] * 3
    )


@pytest.mark.parametrize(
    ("first", "told", "marked"),
    [
        (StepError(Stage.MARK, "There is no folder."), ["There is no folder."], 1),
        (StepError(Stage.FOLDER, "It was renumbered."), ["It was renumbered."], 1),
        (StepError(Stage.MARK, "The line broke.", kind=Kind.LINE), ["The line broke."], 0),
        (StepError(Stage.CONNECT, "Nothing answers.", kind=Kind.DOWN), ["Nothing answers."], 0),
        (StepError(Stage.MARK, "Enough for today.", kind=Kind.QUOTA), [], 0),
    ],
)
def test_trouble_with_marking_is_a_failure_of_the_run(
    world: World, first: StepError, told: list[str], marked: int
) -> None:
    """All is stored and in the tables; other folders are marked where the line holds; the next run makes it good."""
    _reluctant(world).at_marking["INBOX"] = first
    result = poll(_office(world, KEYWORD))
    assert ([failure.reason for failure in result.failures], result.marked) == (told, marked)
    assert (result.fetched, result.waiting, bool(result.written)) == (3, 0, True)
    _reluctant(world).at_marking.clear()
    assert poll(_office(world, KEYWORD)).marked == 3 - marked


def test_the_same_trouble_in_two_folders_is_told_once(world: World) -> None:
    """A server that cannot move cannot anywhere."""
    error = StepError(Stage.MARK, "The server has neither MOVE nor UIDPLUS.")
    _reluctant(world).at_marking |= {"INBOX": error, "Khác": error}
    assert [failure.item for failure in poll(_office(world, MOVE)).failures] == ["INBOX"]
