"""The outside world in memory: one fake per port, all of which can be told to die at step n.

Every call that changes something, or that a server could refuse, is a step. Hand one `Steps` to all fakes of a run:

    for n in itertools.count(1):
        steps = Steps(die_at=n)                  # or die_after=n: when the step itself was done
        world = build(steps)
        try:
            poll(world)
        except Killed:
            steps.recover()                      # the same fakes, awake again
            poll(world)
        else:
            break                                # fewer than n steps: every one was tried

`Killed` is no Exception, as kill -9 is none: nothing on the way up may catch it.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TypeVar

from pipeline.errors import BusyError, MessageGoneError, UnreadableError
from pipeline.model.campaign import Decision, in_force
from pipeline.model.document import Attempt, Unread
from pipeline.model.mail import Arrival, Message
from pipeline.model.mark import Mark, Marked, MarkKind
from pipeline.model.signature import UNSIGNED, Signed
from pipeline.ports import FolderState, PageTask, ReadTask, SignedTask, Unpacked, UnpackTask
from tests.fake_ledger import FakeLedger
from tests.steps import Killed, Steps

__all__ = [
    "NOON",
    "FakeBlobs",
    "FakeClock",
    "FakeCompute",
    "FakeDecisions",
    "FakeLedger",
    "FakeLock",
    "FakeMailbox",
    "FakeMemo",
    "FakeProgress",
    "Killed",
    "Letter",
    "Steps",
]

NOON = dt.datetime(2023, 6, 14, 5, 0, tzinfo=dt.UTC)  # at noon in Hà Nội, on the last day on time


class FakeClock:
    """A clock that stands still until it is told to go on. Call it for the time."""

    def __init__(self, now: dt.datetime = NOON) -> None:
        self.now = now

    def __call__(self) -> dt.datetime:
        """The time."""
        return self.now

    def advance(self, **by: float) -> None:
        """Go on, as `dt.timedelta(**by)`."""
        self.now += dt.timedelta(**by)


@dataclass(slots=True, kw_only=True)
class Letter:
    """One message on a fake server. A uid that is `gone` is listed and can no longer be fetched."""

    uid: str
    raw: bytes
    received_at: dt.datetime = NOON
    gone: bool = False
    origin: str = ""
    marks: set[str] = field(default_factory=set)


@dataclass(slots=True, kw_only=True)
class FakeMailbox:
    """Folders with letters; `validity` may be changed between runs as servers do."""

    folders: dict[str, list[Letter]]
    account: str = "bcd@example.vn"
    validity: str = "1"
    chunk: int = 2
    piece: int = 1000
    steps: Steps = field(default_factory=Steps)
    closed: bool = False
    alerts: list[str] = field(default_factory=list)

    def open(self, folder: str) -> FolderState:
        """As the port says."""
        with self.steps.step(f"mailbox.open {folder}"):
            return FolderState(name=folder, validity=self.validity, exists=len(self.folders[folder]))

    def list(self, folder: str, *, above: str) -> Iterator[Sequence[Arrival]]:
        """As the port says; with a validity uids are numbers, without one the watermark says nothing."""
        letters = self.folders[folder]
        if self.validity:
            newer = (letter for letter in letters if int(letter.uid) > int(above or 0))
            letters = sorted(newer, key=lambda letter: int(letter.uid))
        arrivals = [self._arrival(folder, letter) for letter in letters]
        for start in range(0, len(arrivals), self.chunk):
            with self.steps.step(f"mailbox.list {folder}"):
                some = arrivals[start : start + self.chunk]
            yield some

    def fetch(self, arrival: Arrival) -> Iterator[bytes]:
        """As the port says."""
        found = (letter for letter in self.folders[arrival.folder] if letter.uid == arrival.uid)
        letter = next(found, None)
        if letter is None or letter.gone:
            raise MessageGoneError(f"The message {arrival.uid} is gone: look into the mailbox's bin.")
        for start in range(0, len(letter.raw), self.piece):
            with self.steps.step(f"mailbox.fetch {arrival.uid}"):
                some = letter.raw[start : start + self.piece]
            yield some

    def headers(self, arrivals: Sequence[Arrival]) -> Mapping[str, bytes]:
        """As the port says."""
        with self.steps.step(f"mailbox.headers {arrivals[0].folder}"):
            wanted = {arrival.uid for arrival in arrivals}
            letters = [one for one in self.folders[arrivals[0].folder] if one.uid in wanted and not one.gone]
            return {one.uid: one.raw.partition(b"\r\n\r\n")[0] + b"\r\n\r\n" for one in letters}

    def uids(self, state: FolderState) -> Sequence[str]:
        """As the port says."""
        with self.steps.step(f"mailbox.uids {state.name}"):
            return [letter.uid for letter in self.folders[state.name]]

    def mark(self, state: FolderState, uids: Sequence[str], mark: Mark) -> Marked:
        """As the port says; a move needs a folder to go to."""
        with self.steps.step(f"mailbox.mark {state.name}"):
            there = [
                one for one in self.folders[state.name] if one.uid in uids and str(mark) not in one.marks
            ]
            for letter in there:
                letter.marks.add(str(mark))
            if mark.kind is MarkKind.MOVE:
                kept = [one for one in self.folders[state.name] if one not in there]
                self.folders[state.name][:] = kept
                self.folders[mark.name] += there
            now = tuple(one.uid for one in there)
            return Marked(now=now, before=tuple(uid for uid in uids if uid not in now))

    def wait(self, folder: str, *, exists: int, seconds: float, beat: Callable[[], object]) -> bool | None:
        """As the port says; nothing is announced here."""
        del folder, exists, seconds, beat
        return None

    def close(self) -> None:
        """As the port says."""
        self.closed = True

    def _arrival(self, folder: str, letter: Letter) -> Arrival:
        return Arrival(
            account=self.account,
            folder=folder,
            validity=self.validity,
            uid=letter.uid,
            received_at=letter.received_at,
            size=len(letter.raw),
            origin=letter.origin,
        )


@dataclass(slots=True, kw_only=True)
class FakeBlobs:
    """Blobs in memory; given a folder, `path` lays them there for readers that want a real file."""

    folder: Path | None = None
    steps: Steps = field(default_factory=Steps)
    kept: dict[str, bytes] = field(default_factory=dict)

    def put(self, pieces: Iterable[bytes]) -> str:
        """As the port says."""
        data = b"".join(pieces)
        sha256 = hashlib.sha256(data).hexdigest()
        with self.steps.step("blobs.put"):
            self.kept[sha256] = data
        return sha256

    def path(self, sha256: str) -> Path:
        """As the port says."""
        path = (self.folder or Path("blobs")) / sha256
        if self.folder is not None and sha256 in self.kept:
            path.write_bytes(self.kept[sha256])
        return path

    def has(self, sha256: str) -> bool:
        """As the port says."""
        return sha256 in self.kept


@dataclass(slots=True, kw_only=True)
class FakeMemo:
    """Results in memory; `kept.clear()` is a memo that was lost."""

    steps: Steps = field(default_factory=Steps)
    kept: dict[str, bytes] = field(default_factory=dict)

    def get(self, key: str) -> bytes | None:
        """As the port says."""
        return self.kept.get(key)

    def put(self, key: str, value: bytes) -> None:
        """As the port says."""
        with self.steps.step("memo.put"):
            self.kept[key] = value

    def drop(self, key: str) -> None:
        """As the port says."""
        with self.steps.step("memo.drop"):
            self.kept.pop(key, None)


Opened = tuple[Message, Mapping[str, bytes]]
Asked = TypeVar("Asked")
Given = TypeVar("Given")


def nothing_recognised(task: PageTask) -> bytes:
    """What a machine without OCR makes of a page."""
    raise UnreadableError("unsupported", f"page {task.page} is not recognised here")


@dataclass(slots=True, kw_only=True)
class FakeCompute:
    """Runs the given functions in this very process. `unpacker` takes raw bytes, and gives files by path.

    Nothing is converted: each file's bytes are laid as `source` into what is prepared for its reading.
    """

    unpacker: Callable[[bytes], Opened]
    reader: Callable[[ReadTask], Attempt]
    recogniser: Callable[[PageTask], bytes] = nothing_recognised
    verifier: Callable[[SignedTask], Signed] = lambda _: UNSIGNED
    steps: Steps = field(default_factory=Steps)
    closed: bool = False

    def unpack(self, tasks: Sequence[UnpackTask]) -> Iterator[tuple[UnpackTask, Unpacked | str]]:
        """As the port says; last task first, since nobody may count on an order."""
        for task in reversed(tasks):
            with self.steps.step("compute.unpack"):
                found = self._unpack(task)
            yield task, found

    def _unpack(self, task: UnpackTask) -> Unpacked | str:
        try:
            message, files = self.unpacker(task.raw.read_bytes())
        except UnreadableError as error:
            return str(error)
        task.spool.mkdir(exist_ok=True)
        laid = {path: task.spool / str(number) for number, path in enumerate(files)}
        for path, place in laid.items():
            place.write_bytes(files[path])
        return Unpacked(message=message, spool=tuple(laid.items()))

    def convert(self, tasks: Sequence[ReadTask], folder: Path) -> Iterator[tuple[ReadTask, Path | Unread]]:
        """As the port says."""
        for number, task in reversed(list(enumerate(tasks))):
            with self.steps.step("compute.convert"):
                place = folder / str(number)
                place.mkdir()
                (place / "source").write_bytes(task.path.read_bytes())
            yield task, place

    def recognise(self, tasks: Sequence[PageTask]) -> Iterator[tuple[PageTask, bytes | Unread]]:
        """As the port says; last task first."""
        for task in reversed(tasks):
            with self.steps.step("compute.recognise"):
                yield task, _or_why(self.recogniser, task)

    def read(self, tasks: Sequence[ReadTask]) -> Iterator[tuple[ReadTask, Attempt]]:
        """As the port says; last task first."""
        for task in reversed(tasks):
            with self.steps.step("compute.read"):
                attempt = _or_why(self.reader, task)
            yield task, attempt

    def verify(self, tasks: Sequence[SignedTask]) -> Iterator[tuple[SignedTask, Signed]]:
        """As the port says; last task first."""
        for task in reversed(tasks):
            with self.steps.step("compute.verify"):
                found = self.verifier(task)
            yield task, found

    def close(self) -> None:
        """As the port says."""
        self.closed = True


def _or_why(function: Callable[[Asked], Given], asked: Asked) -> Given | Unread:
    try:
        return function(asked)
    except UnreadableError as error:
        return Unread(code=error.code, detail=error.detail)


@dataclass(slots=True, kw_only=True)
class FakeDecisions:
    """Decisions in memory; `kept` may be added to between runs as other reviewers do."""

    steps: Steps = field(default_factory=Steps)
    kept: list[Decision] = field(default_factory=list)

    def read(self) -> tuple[Decision, ...]:
        """As the port says."""
        return tuple(self.kept)

    def add(self, decision: Decision) -> bool:
        """As the port says."""
        counts = in_force(self.kept).get((decision.subject, decision.field))
        if counts is not None and replace(counts, at=decision.at) == decision:
            return False
        with self.steps.step("decisions.add"):
            self.kept.append(decision)
        return True


@dataclass(slots=True, kw_only=True)
class FakeLock:
    """A lock that another run may have."""

    taken: bool = False
    steps: Steps = field(default_factory=Steps)

    @contextlib.contextmanager
    def hold(self) -> Iterator[None]:
        """As the port says."""
        if self.taken:
            raise BusyError("Another run is at work.")
        with self.steps.step("lock.hold"):
            self.taken = True
        try:
            yield
        finally:
            self.taken = False


@dataclass(slots=True, kw_only=True)
class FakeProgress:
    """Remembers what a person would have seen."""

    told: list[tuple[str, int, int]] = field(default_factory=list)

    def step(self, what: str, done: int, total: int) -> None:
        """As the port says."""
        self.told.append((what, done, total))
