"""What goes wrong while mails are taken apart and files are read."""

from __future__ import annotations

import errno
import os
from collections import namedtuple
from pathlib import Path

import pytest

from pipeline.app.poll import poll
from pipeline.app.worker import read, unpack
from pipeline.codec import decode, decode_reading
from pipeline.compute.orders import Parcel
from pipeline.errors import StoreError, UnreadableError
from pipeline.model.document import Document, Reading
from pipeline.ports import ReadTask
from tests import fakes
from tests.build import reports
from tests.unit.app.world import World, campaign, mail

_FULL = f"OSError: [Errno {errno.ENOSPC}] {os.strerror(errno.ENOSPC)}"
_Disk = namedtuple("_Disk", ["total", "used", "free"])  # noqa: PYI024 -- as shutil.disk_usage gives it


@pytest.fixture
def world(tmp_path: Path) -> World:
    """Two reports in a mailbox, nothing polled yet."""
    return World(folder=tmp_path)


@pytest.mark.parametrize("code", ["time", "memory", "crash"])
def test_a_reader_that_fails_for_reasons_of_ours_is_counted(code: str, world: World) -> None:
    """The unit's report is unreadable, the run names the file, and the next poll neither reads nor complains again."""

    def fail(_task: ReadTask) -> Reading:
        raise UnreadableError(code, "it took too much")

    world.compute.reader = fail
    result = poll(world.office())
    assert [(one.item, one.reason) for one in result.failures] == [
        (reports.NAME, f"{code}: it took too much")
    ] * 2
    assert world.verdicts() == ["unreadable", "unreadable"]
    assert poll(world.office()).failures == ()


@pytest.mark.parametrize("code", ["password", "corrupt", "unsupported"])
def test_a_file_that_cannot_be_read_is_a_finding_and_no_failure(code: str, world: World) -> None:
    """The sender's fault is in the tables alone."""

    def fail(_task: ReadTask) -> Reading:
        raise UnreadableError(code, "")

    world.compute.reader = fail
    assert poll(world.office()).failures == ()


def _no_room(_raw: bytes) -> fakes.Opened:
    raise UnreadableError("crash", _FULL)


def test_a_mail_that_found_no_room_is_tried_again(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """The disk was full: exit code 6, nothing is kept of the try, and with room the report is read."""
    unpacker, world.compute.unpacker = world.compute.unpacker, _no_room
    monkeypatch.setattr("pipeline.app.batch.shutil.disk_usage", lambda _path: _Disk(1 << 20, 1 << 20, 4096))
    with pytest.raises(StoreError, match="free some space there or set TMPDIR, then run again"):
        poll(world.office())
    assert (world.memo.kept, world.written(), world.compute.closed) == ({}, {}, True)
    world.compute.unpacker = unpacker
    assert poll(world.office()).failures == ()
    assert world.verdicts() == ["complete", "complete"]


def test_a_bomb_that_fills_the_disk_is_its_own_fault(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """With the spool cleared there is room for any honest mail: so this one gets its row, and the run goes on."""
    monkeypatch.setattr("pipeline.app.batch.shutil.disk_usage", lambda _path: _Disk(1 << 40, 0, 1 << 40))
    unpacker = world.compute.unpacker
    world.compute.unpacker = lambda raw: _no_room(raw) if raw == mail("VPTU") else unpacker(raw)
    result = poll(world.office())
    assert [(one.item, one.reason) for one in result.failures] == [(world.entry("1").id, f"crash: {_FULL}")]
    assert b"quarantined" in world.written()["tables/messages.csv"]
    assert world.verdicts() == ["not_submitted", "complete"]


def test_the_worker_takes_a_mail_apart(tmp_path: Path) -> None:
    """Files are laid under numbers of our own; the parcel says which is which."""
    raw, spool = tmp_path / "raw", tmp_path / "spool"
    raw.write_bytes(mail("VPTU"))
    spool.mkdir()
    parcel = decode(unpack({"raw": str(raw), "spool": str(spool)}), Parcel)
    assert parcel.message.envelope.sender == campaign().units[0].emails[0]
    laid = {path: (spool / name).read_bytes() for path, name in parcel.laid}
    assert laid["2"] == reports.report_file(campaign(), "VPTU")
    assert sorted(path.name for path in spool.iterdir()) == sorted(name for _, name in parcel.laid)


def test_the_worker_says_when_there_is_no_mail(tmp_path: Path) -> None:
    """Blank bytes are corrupt, in one word."""
    raw = tmp_path / "raw"
    raw.write_bytes(b"\r\n")
    with pytest.raises(UnreadableError, match="corrupt: the message is empty"):
        unpack({"raw": str(raw), "spool": str(tmp_path)})


def test_the_worker_reads_a_file_by_its_type(tmp_path: Path) -> None:
    """The document comes back as bytes that decode to it."""
    path = tmp_path / "0"
    path.write_bytes(reports.report_file(campaign(), "VPTU"))
    reading = decode_reading(read({"path": str(path), "media_type": str(reports.WORD.media_type)}))
    assert isinstance(reading, Document)
    assert any("28-CT/TU" in block.text for block in reading.blocks)
