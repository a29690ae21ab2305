"""The watch among fakes: what it waits for, what it survives, what ends it."""

from __future__ import annotations

import contextlib
import signal
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest

from pipeline.app.office import Office
from pipeline.app.stop import Stop
from pipeline.app.watch import FIRST_WAIT, SETTLE, Round, Watch
from pipeline.errors import BusyError, MailboxError, RulesError, StoreError, TonghopError
from pipeline.mailbox import Stage, StepError
from pipeline.model.campaign import MailboxRules
from pipeline.ports import Progress
from tests.unit.app.world import TroubledMailbox, World

EVERY = 300.0
_BROKEN = StepError(Stage.WAIT, "The connection broke: the next run tries again.")


@dataclass(slots=True, kw_only=True)
class Ear:
    """Hears what systemd would."""

    said: list[str] = field(default_factory=list)

    def ready(self) -> None:
        """As the port says."""
        self.said.append("ready")

    def alive(self) -> None:
        """As the port says."""
        self.said.append("alive")

    def status(self, sentence: str) -> None:
        """As the port says."""
        self.said.append(sentence)

    def stopping(self) -> None:
        """As the port says."""
        self.said.append("stopping")


@dataclass(slots=True, kw_only=True)
class Announcing(TroubledMailbox):
    """A mailbox whose waits end as told, one after the other; None when nothing more was told."""

    ends: list[bool | Exception] = field(default_factory=list)
    waited: list[tuple[str, int, float]] = field(default_factory=list)

    def wait(self, folder: str, *, exists: int, seconds: float, beat: Callable[[], object]) -> bool | None:
        """As the port says."""
        beat()
        self.waited.append((folder, exists, seconds))
        end = self.ends.pop(0) if self.ends else None
        if isinstance(end, Exception):
            raise end
        return end


@dataclass(slots=True, kw_only=True)
class Scene:
    """A watch in a world; each opening of the office may fail as told, and the last round ends it by SIGTERM."""

    world: World
    rounds: int
    openings: dict[int, TonghopError] = field(default_factory=dict)
    rules: dict[int, MailboxRules] = field(default_factory=dict)
    opened: int = 0
    mailboxes: int = 0
    told: list[Round] = field(default_factory=list)
    slept: list[float] = field(default_factory=list)
    ear: Ear = field(default_factory=Ear)
    number: int = signal.SIGTERM

    def watch(self) -> int:
        """Run it to its end."""
        return Watch(
            open_office=self._office, every=EVERY, tell=self._tell, stop=Stop(), service=self.ear,
            clock=self.world.clock, sleep=self.slept.append,
        ).run()  # fmt: skip

    @contextlib.contextmanager
    def _office(self, progress: Progress) -> Iterator[Office]:
        self.opened += 1
        if error := self.openings.get(self.opened):
            raise error
        office = self.world.office()
        rules = self.rules.get(self.opened, office.campaign.mailbox)
        yield replace(
            office, progress=progress, open_mailbox=self._mailbox, campaign=replace(office.campaign, mailbox=rules)
        )  # fmt: skip

    def _mailbox(self) -> TroubledMailbox:
        self.mailboxes += 1
        return self.world.mailbox

    def _tell(self, told: Round) -> None:
        self.told.append(told)
        if len(self.told) == self.rounds:
            signal.raise_signal(self.number)


@pytest.fixture
def box(tmp_path: Path) -> tuple[World, Announcing]:
    """A world whose mailbox announces."""
    world = World(folder=tmp_path)
    mailbox = Announcing(folders=world.mailbox.folders, chunk=world.mailbox.chunk, piece=world.mailbox.piece)
    world.mailbox = mailbox
    return world, mailbox


def test_news_is_polled_at_once_on_the_same_connection(box: tuple[World, Announcing]) -> None:
    """One mailbox for all rounds; the ledger's lock is free while it waits; a moment for mails that come together."""
    world, mailbox = box
    mailbox.ends = [True, False]
    scene = Scene(world=world, rounds=3)
    assert scene.watch() == signal.SIGTERM
    assert (scene.opened, scene.mailboxes, scene.slept) == (3, 1, [SETTLE])
    assert mailbox.waited == [("INBOX", 2, EVERY)] * 2
    assert [told.polled.new for told in scene.told if told.polled] == [2, 0, 0]
    assert mailbox.closed
    assert not world.lock.taken


def test_where_nothing_is_announced_it_polls_by_the_clock(box: tuple[World, Announcing]) -> None:
    """With a sign of life every half minute."""
    world, _ = box
    scene = Scene(world=world, rounds=2)
    assert scene.watch() == signal.SIGTERM
    assert scene.slept == [30.0] * 10
    assert scene.ear.said.count("alive") >= 10


def test_systemd_hears_that_it_is_ready_once_the_mailbox_was_opened(box: tuple[World, Announcing]) -> None:
    """Before anything is fetched, which may take long; once; and at the end that it ends."""
    world, mailbox = box
    mailbox.ends = [True]
    scene = Scene(world=world, rounds=2)
    scene.watch()
    assert scene.ear.said[0] == "ready"
    assert scene.ear.said.count("ready") == 1
    assert scene.ear.said[-1] == "stopping"
    assert any(said.startswith("Last poll 2023-06-14 05:00:00 UTC: 2 messages") for said in scene.ear.said)


@pytest.mark.parametrize("error", [BusyError("Another run is at work."), MailboxError("It is down.")])
def test_trouble_is_told_once_and_waited_for_longer_and_longer(
    box: tuple[World, Announcing], error: TonghopError
) -> None:
    """From the very first round on; systemd is not told that it is ready."""
    world, _ = box
    scene = Scene(world=world, rounds=11, openings=dict.fromkeys(range(1, 20), error))
    error.add_note("The server says: so.")
    assert scene.watch() == signal.SIGTERM
    assert [told.repeated for told in scene.told] == [False] + [True] * 10
    assert {told.trouble for told in scene.told} == {f"{error}\nThe server says: so."}
    waits = [FIRST_WAIT * 2**n for n in range(5)]
    assert scene.slept[:5] == [*waits[:4], 30.0]
    assert sum(scene.slept) == sum(min(EVERY, FIRST_WAIT * 2**n) for n in range(10))
    assert "ready" not in scene.ear.said


def test_a_link_that_breaks_is_no_trouble_until_the_poll_says_so(box: tuple[World, Announcing]) -> None:
    """It hangs up, waits a little, longer each time, and polls on a new connection; a good wait ends that."""
    world, mailbox = box
    mailbox.ends = [_BROKEN, _BROKEN, False, _BROKEN]
    scene = Scene(world=world, rounds=5)
    scene.watch()
    assert scene.slept == [FIRST_WAIT, 2 * FIRST_WAIT, FIRST_WAIT]
    assert [told.trouble for told in scene.told] == [""] * 5
    assert scene.mailboxes == 4


def test_rules_with_mistakes_skip_the_round_and_say_so(box: tuple[World, Announcing]) -> None:
    """Nothing is polled by the rules of before; when they are mended it goes on."""
    world, mailbox = box
    mailbox.ends = [False, False]
    mistake = RulesError(("campaign.yaml:3: no such key",))
    scene = Scene(world=world, rounds=4, openings={2: mistake, 3: mistake})
    scene.watch()
    assert [(told.trouble, told.repeated, told.polled is None) for told in scene.told] == [
        ("", False, False), (str(mistake), False, True), (str(mistake), True, True), ("", False, False),
    ]  # fmt: skip


@pytest.mark.parametrize("error", [RulesError(("units.csv:1: no unit",)), StoreError("The disk is full.")])
def test_a_mistake_at_the_start_ends_it(box: tuple[World, Announcing], error: TonghopError) -> None:
    """Who has just started it is there to read it."""
    world, _ = box
    scene = Scene(world=world, rounds=1, openings={1: error})
    with pytest.raises(type(error)):
        scene.watch()
    assert scene.ear.said == ["stopping"]


def test_another_mailbox_in_the_rules_is_opened_instead(box: tuple[World, Announcing]) -> None:
    """The old connection is closed."""
    world, mailbox = box
    mailbox.ends = [False, False]
    scene = Scene(world=world, rounds=3, rules={3: MailboxRules(url="imaps://other@mail.example/")})
    scene.watch()
    assert scene.mailboxes == 2


def test_a_signal_in_a_poll_ends_it_behind_the_message_in_hand(box: tuple[World, Announcing]) -> None:
    """The first message is stored, the second not fetched; the lock is free, and the next watch does the rest."""
    world, mailbox = box
    put = world.blobs.put

    def struck(pieces: object) -> str:
        signal.raise_signal(signal.SIGINT)
        return put(pieces)  # type: ignore[arg-type]  # handed on as they came

    scene = Scene(world=world, rounds=99)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(type(world.blobs), "put", lambda _self, pieces: struck(pieces))
        assert scene.watch() == signal.SIGINT
    assert [entry.arrival.uid for entry in world.ledger.entries() if entry.sha256] == ["1"]
    assert (scene.told, world.lock.taken, mailbox.closed) == ([], False, True)
    assert Scene(world=world, rounds=1).watch() == signal.SIGTERM
    assert all(entry.sha256 for entry in world.ledger.entries())


def test_a_mailbox_without_folders_is_polled_by_the_clock(box: tuple[World, Announcing]) -> None:
    """Not one could be opened: there is nothing to wait in."""
    world, mailbox = box
    mailbox.at_folder["INBOX"] = StepError(Stage.FOLDER, "The folder cannot be opened.")
    mailbox.ends = [True]
    scene = Scene(world=world, rounds=2)
    scene.watch()
    assert (mailbox.waited, sum(scene.slept)) == ([], EVERY)
