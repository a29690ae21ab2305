"""The fakes keep the ports' word, so that a test which uses them says something about the program."""

from __future__ import annotations

import datetime as dt
import hashlib
from dataclasses import replace
from pathlib import Path

import pytest

from pipeline import ports
from pipeline.errors import BusyError, MessageGoneError, StoreError, UnreadableError
from pipeline.model.document import Document, Reading, Unread
from pipeline.model.mail import Envelope, Message
from pipeline.model.submission import ByHand
from tests.fakes import (
    NOON,
    FakeBlobs,
    FakeClock,
    FakeCompute,
    FakeLedger,
    FakeLock,
    FakeMailbox,
    FakeMemo,
    FakeProgress,
    Killed,
    Letter,
    Steps,
)

MESSAGE = Message(envelope=Envelope(), text="", files=())


def unpack(raw: bytes) -> tuple[Message, dict[str, bytes]]:
    """A message with one file, unless there is nothing to unpack."""
    if not raw:
        raise UnreadableError("empty", "")
    return MESSAGE, {"1": raw}


def read(task: ports.ReadTask) -> Reading:
    """A document without blocks, unless the file is encrypted."""
    if task.media_type == "locked":
        raise UnreadableError("password", "encrypted")
    return Document(reader="fake", blocks=())


def test_each_fake_is_its_port() -> None:
    """The type checker holds the shapes; this holds the list."""
    steps = Steps()
    mailbox: ports.Mailbox = FakeMailbox(folders={}, steps=steps)
    blobs: ports.Blobs = FakeBlobs(steps=steps)
    memo: ports.Memo = FakeMemo(steps=steps)
    ledger: ports.Ledger = FakeLedger(steps=steps)
    compute: ports.Compute = FakeCompute(unpacker=unpack, reader=read, steps=steps)
    lock: ports.Lock = FakeLock(steps=steps)
    progress: ports.Progress = FakeProgress()
    clock: ports.Clock = FakeClock()
    assert all((mailbox, blobs, memo, ledger, compute, lock, progress, clock))
    assert steps.taken == []


def test_a_run_dies_at_a_step_or_right_after_it() -> None:
    """Before: nothing was done. After: it was. Awake again, nothing fails."""
    for steps, kept in [(Steps(die_at=2), 1), (Steps(die_after=2), 2)]:
        memo = FakeMemo(steps=steps)
        memo.put("a", b"")
        with pytest.raises(Killed):
            memo.put("b", b"")
        assert len(memo.kept) == kept
        steps.recover()
        memo.put("b", b"x")
        assert memo.get("b") == b"x"


def test_a_step_can_fail_with_an_error_instead() -> None:
    """A full disk is an error, not a death."""
    blobs = FakeBlobs(steps=Steps(die_at=1, raising=StoreError("full")))
    with pytest.raises(StoreError, match="full"):
        blobs.put([b"x"])


def test_the_mailbox_lists_in_uid_order_above_the_watermark() -> None:
    """Numbers as numbers, in chunks; without a validity, all of them each time."""
    letters = [Letter(uid=uid, raw=b"x") for uid in ("10", "9", "2")]
    mailbox = FakeMailbox(folders={"INBOX": letters})
    assert mailbox.open("INBOX").exists == 3
    found = [[arrival.uid for arrival in some] for some in mailbox.list("INBOX", above="")]
    assert found == [["2", "9"], ["10"]]
    assert [len(some) for some in mailbox.list("INBOX", above="9")] == [1]
    mailbox.validity = ""
    assert [len(some) for some in mailbox.list("INBOX", above="10")] == [2, 1]
    mailbox.close()
    assert mailbox.closed


def test_the_mailbox_gives_bytes_in_pieces_until_they_are_gone() -> None:
    """A message that was listed may be gone when it is fetched."""
    letters = [Letter(uid="1", raw=b"x" * 2500), Letter(uid="2", raw=b"", gone=True)]
    mailbox = FakeMailbox(folders={"INBOX": letters})
    [[first, second]] = mailbox.list("INBOX", above="")
    assert [len(piece) for piece in mailbox.fetch(first)] == [1000, 1000, 500]
    with pytest.raises(MessageGoneError):
        next(mailbox.fetch(second))


def test_blobs_are_under_their_digest(tmp_path: Path) -> None:
    """And can be laid on the disk for who needs a file."""
    blobs = FakeBlobs(folder=tmp_path)
    digest = blobs.put([b"a", b"b"])
    assert digest == hashlib.sha256(b"ab").hexdigest()
    assert blobs.path(digest).read_bytes() == b"ab"
    assert (blobs.has(digest), blobs.has("x"), FakeBlobs().path("x").name) == (True, False, "x")


def test_the_ledger_refuses_what_the_real_one_refuses() -> None:
    """An unknown entry, and a file that another unit has."""
    ledger = FakeLedger()
    [[arrival]] = FakeMailbox(folders={"I": [Letter(uid="1", raw=b"")]}).list("I", above="")
    with pytest.raises(StoreError):
        ledger.stored(ports.Entry(id="x", arrival=arrival), "ab")
    ledger.taken_in(arrival, "ab", ByHand(unit="A", by="", note=""))
    with pytest.raises(StoreError):
        ledger.taken_in(arrival, "ab", ByHand(unit="B", by="", note=""))


def test_compute_gives_a_value_for_each_task(tmp_path: Path) -> None:
    """What cannot be unpacked or read is a reason."""
    compute = FakeCompute(unpacker=unpack, reader=read)
    (tmp_path / "raw").write_bytes(b"x")
    asked = ports.UnpackTask(raw=tmp_path / "raw", spool=tmp_path / "spool")
    [(_, found)] = compute.unpack([asked])
    assert isinstance(found, ports.Unpacked)
    assert found.spool[0][1].read_bytes() == b"x"
    (tmp_path / "raw").write_bytes(b"")
    assert isinstance(next(compute.unpack([asked]))[1], str)
    tasks = [ports.ReadTask(path=tmp_path, sha256=kind, media_type=kind) for kind in ("open", "locked")]
    readings = {task.sha256: reading for task, reading in compute.read(tasks)}
    assert isinstance(readings["open"], Document)
    assert readings["locked"] == Unread(code="password", detail="encrypted")
    page = ports.PageTask(path=tmp_path, sha256="s", media_type="m", page=3)
    assert next(compute.recognise([page])) == (
        page, Unread(code="unsupported", detail="page 3 is not recognised here"),
    )  # fmt: skip
    [(_, prepared)] = compute.convert([replace(tasks[0], path=tmp_path / "raw")], tmp_path)
    assert isinstance(prepared, Path)
    assert (prepared / "source").read_bytes() == b""
    compute.close()
    assert compute.closed


def test_the_lock_keeps_a_second_run_out() -> None:
    """And is free when a run dies."""
    lock = FakeLock()
    with pytest.raises(Killed), lock.hold():
        raise Killed
    with lock.hold(), pytest.raises(BusyError), lock.hold():
        raise AssertionError


def test_time_goes_on_when_told() -> None:
    """And progress is remembered."""
    clock, progress = FakeClock(), FakeProgress()
    clock.advance(hours=1)
    assert clock() == NOON + dt.timedelta(hours=1)
    progress.step("messages", 1, 2)
    assert progress.told == [("messages", 1, 2)]
