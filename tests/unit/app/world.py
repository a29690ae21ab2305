"""An office whose outside world is in memory: the fakes of every port, with the real parser and readers behind them."""

from __future__ import annotations

import contextlib
import csv
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path

from pipeline.app import health
from pipeline.app.office import Office
from pipeline.model.campaign import Campaign
from pipeline.model.document import Attempt
from pipeline.model.mail import Arrival
from pipeline.parse.mail import unpack
from pipeline.ports import Entry, FolderState, ReadTask
from pipeline.read.registry import read
from tests import fakes
from tests.build import desk, reports
from tests.fakes import FakeMailbox, Letter, Steps

WHOLE = 1 << 20  # bytes a piece: a mail comes in one


@cache
def campaign() -> Campaign:
    """The shipped campaign with a roster of two."""
    whole = desk.campaign(desk.ROOT / "rules")
    return replace(whole, units=whole.units[:2])


@cache
def mail(code: str) -> bytes:
    """A unit's report, mailed."""
    return reports.report_mail(campaign(), code)


@dataclass(slots=True, kw_only=True)
class TroubledMailbox(FakeMailbox):
    """Raises what it is told to when a uid is fetched (at once, or `within`), or a folder opened or fetched from."""

    at_uid: dict[str, Exception] = field(default_factory=dict)
    at_folder: dict[str, Exception] = field(default_factory=dict)
    at_place: dict[str, Exception] = field(default_factory=dict)
    within: dict[str, Exception] = field(default_factory=dict)

    def open(self, folder: str) -> FolderState:
        """As the port says, or as told."""
        if folder in self.at_folder:
            raise self.at_folder[folder]
        return FakeMailbox.open(self, folder)

    def fetch(self, arrival: Arrival) -> Iterator[bytes]:
        """As the port says, or as told."""
        if arrival.folder in self.at_place:
            raise self.at_place[arrival.folder]
        if arrival.uid in self.at_uid:
            raise self.at_uid[arrival.uid]
        for piece in FakeMailbox.fetch(self, arrival):
            yield piece
            if arrival.uid in self.within:
                raise self.within[arrival.uid]


@dataclass(slots=True, kw_only=True)
class World:
    """All fakes of one campaign; what they hold outlives a run that dies."""

    folder: Path
    steps: Steps = field(default_factory=Steps)
    mailbox: TroubledMailbox = field(init=False)
    blobs: fakes.FakeBlobs = field(init=False)
    memo: fakes.FakeMemo = field(init=False)
    ledger: fakes.FakeLedger = field(init=False)
    decisions: fakes.FakeDecisions = field(init=False)
    lock: fakes.FakeLock = field(init=False)
    compute: fakes.FakeCompute = field(init=False)
    clock: fakes.FakeClock = field(default_factory=fakes.FakeClock)
    progress: fakes.FakeProgress = field(default_factory=fakes.FakeProgress)

    def __post_init__(self) -> None:
        raw = self.folder / "raw"
        raw.mkdir(parents=True)
        letters = [Letter(uid=str(uid), raw=mail(code)) for uid, code in enumerate(("VPTU", "BTCTU"), 1)]
        self.mailbox = TroubledMailbox(folders={"INBOX": letters}, piece=WHOLE, steps=self.steps)
        self.blobs = fakes.FakeBlobs(folder=raw, steps=self.steps)
        self.memo = fakes.FakeMemo(steps=self.steps)
        self.ledger = fakes.FakeLedger(steps=self.steps)
        self.decisions = fakes.FakeDecisions(steps=self.steps)
        self.lock = fakes.FakeLock(steps=self.steps)
        self.compute = fakes.FakeCompute(unpacker=_unpacked, reader=_read, steps=self.steps)

    def office(self, *folders: str) -> Office:
        """The office; `folders` are the inbox alone when none are named."""
        return Office(
            campaign=replace(campaign(), decisions=self.decisions.read()), folders=folders or ("INBOX",), folder=self.folder / "outputs", blobs=self.blobs,
            memo=self.memo, ledger=self.ledger, decisions=self.decisions, lock=self.lock, clock=self.clock, progress=self.progress,
            open_compute=lambda: self.compute, open_mailbox=lambda: self.mailbox,
        )  # fmt: skip

    def entry(self, uid: str) -> Entry:
        """What the ledger holds of a message."""
        return next(entry for entry in self.ledger.entries() if entry.arrival.uid == uid)

    def written(self) -> dict[str, bytes]:
        """The bytes of every output that is a function of mail, rules and decisions."""
        outputs = self.folder / "outputs"
        with contextlib.suppress(FileNotFoundError):
            return {
                path.relative_to(outputs).as_posix(): path.read_bytes()
                for path in outputs.rglob("*")
                if path.is_file() and not path.name.startswith(".") and path.name != health.FILE
            }
        return {}

    def verdicts(self) -> list[str]:
        """The verdict on each unit, in the order of the roster."""
        text = self.written()["tables/units.csv"].decode("utf-8-sig")
        return [row["verdict"] for row in csv.DictReader(text.splitlines())]


def _unpacked(raw: bytes) -> fakes.Opened:
    taken = unpack(raw)
    return taken.message, dict(taken.contents)


@cache
def _reading(data: bytes, media_type: str) -> Attempt:
    return read(data, media_type)


def _read(task: ReadTask) -> Attempt:
    return _reading(task.path.read_bytes(), task.media_type)
