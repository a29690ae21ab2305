"""Runs that meet another run, a full disk, or are only rehearsed."""

from __future__ import annotations

import errno
import json
import os
from pathlib import Path
from typing import NoReturn

import pytest

from pipeline.export import files
from pipeline.model.campaign import Campaign
from pipeline.store import disk
from pipeline.store.lock import FileLock
from tests.build import desk, reports
from tests.build.desk import Desk

NOTHING = desk.Ran(code=0, out="", err="")


@pytest.fixture
def place(rules: Path, campaign: Campaign, tmp_path: Path) -> Desk:
    """A desk with two mails, not polled yet."""
    box = tmp_path / "box"
    box.mkdir()
    (box / "1.eml").write_bytes(reports.report_mail(campaign, "VPTU"))
    (box / "2.eml").write_bytes(reports.unit_mail(campaign, "BTCTU"))
    return Desk(rules=rules, outputs=tmp_path / "outputs", mailbox=f"eml:{box}")


def test_a_dry_run_writes_nothing_where_nothing_was(place: Desk, tmp_path: Path) -> None:
    """It says what is new, and not even the outputs folder is there afterwards."""
    before = desk.tree(tmp_path)
    ran = place.run("poll", "--dry-run")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out == "2 new messages, 0 fetched; 0 rows for 2 on the server.\n"
    assert desk.tree(tmp_path) == before
    assert not place.outputs.exists()


def test_a_dry_run_writes_nothing_where_something_was(
    place: Desk, campaign: Campaign, tmp_path: Path
) -> None:
    """It counts what the ledger does not know yet, and leaves it unknown."""
    place.run("poll")
    (tmp_path / "box" / "3.eml").write_bytes(reports.report_mail(campaign, "BTGTU"))
    before = desk.tree(tmp_path)
    for _ in range(2):
        told = json.loads(place.run("poll", "--dry-run", "--json").out)
        assert told == {
            "new": 1, "fetched": 0, "waiting": 0, "on_server": 3, "rows": 2, "written": [], "failures": [],
            "paused": "", "alerts": [], "recognised": 0, "folders": [], "marked": 0,
        }  # fmt: skip
    assert desk.tree(tmp_path) == before
    assert json.loads(place.run("poll", "--json").out)["new"] == 1


@pytest.mark.parametrize("command", [("poll",), ("table",), ("extract", "--all")])
def test_two_runs_never_overlap(command: tuple[str, ...], place: Desk) -> None:
    """While one run holds the lock another ends with 0, says so, and does nothing."""
    with FileLock(place.folder / "store" / "lock").hold():
        ran = place.tonghop(*command)
        assert (ran.code, ran.err) == (0, "")
        assert ran.out.startswith(f"Process {os.getpid()} is at work on {place.folder}/store: ")
        assert not (place.folder / "tables").exists()
    assert place.run(*command).code == 0
    assert (place.folder / "tables").exists()


def test_looking_needs_no_lock(place: Desk) -> None:
    """`status`, `show` and a dry run go on beside another run."""
    place.run("poll")
    with FileLock(place.folder / "store" / "lock").hold():
        for command in (("status",), ("show", "VPTU"), ("poll", "--dry-run")):
            assert "at work" not in place.run(*command).out


def _no_space(*_arguments: object, **_options: object) -> NoReturn:
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


class _FullAfter:
    """A disk that takes so many new files and is then full."""

    def __init__(self, room: int) -> None:
        self.room = room
        self.whole = disk.open_temp

    def __call__(self, folder: Path) -> tuple[int, Path]:
        self.room -= 1
        return self.whole(folder) if self.room >= 0 else _no_space()


def _assert_full_and_then_done(place: Desk, monkeypatch: pytest.MonkeyPatch, says: str) -> None:
    ran = place.run("poll")
    assert (ran.code, ran.out, ran.err.count("\n")) == (6, "", 1)
    assert says in ran.err
    monkeypatch.undo()
    assert place.run("poll").code == 0
    assert {row["unit"]: row["verdict"] for row in place.table("units")}["VPTU"] == "complete"
    assert place.run("poll") == NOTHING


@pytest.mark.parametrize("room", [0, 1, 2, 4])
def test_a_full_store_is_said_and_a_later_run_completes(
    room: int, place: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Full at the first mail, at the second, at what is read of them: exit code 6, and nothing stored is lost."""
    monkeypatch.setattr(disk, "open_temp", _FullAfter(room))
    _assert_full_and_then_done(place, monkeypatch, "the disk is full: free some space, then run again")


def test_a_disk_too_full_for_the_outputs_is_said(place: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """Tables written so far are whole, and the next run writes them all."""
    monkeypatch.setattr(files, "write_workbook", _no_space)
    _assert_full_and_then_done(place, monkeypatch, "summary.xlsx (No space left on device): check free space")


def test_a_full_folder_for_temporary_files_is_said(place: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where mails are taken apart is another disk than the store: the sentence names what to change."""
    monkeypatch.setattr("pipeline.app.batch.tempfile.TemporaryDirectory", _no_space)
    says = "The folder for temporary files cannot be used (No space left on device): free some space there or set TMPDIR"
    _assert_full_and_then_done(place, monkeypatch, says)


def test_outputs_that_cannot_be_made_are_said(place: Desk) -> None:
    """A file stands where the folder should be."""
    place.outputs.write_text("")
    for command in (("poll",), ("status",), ("check",)):
        ran = place.run(*command)
        assert ran.code == 6
        assert f"{place.folder}: File exists; check the disk, then run again." in ran.err + ran.out


def test_a_mailbox_folder_that_is_gone_ends_with_5_after_the_tables(place: Desk) -> None:
    """What was stored before is in the tables, whatever becomes of the mailbox."""
    place.run("poll")
    before = place.written()
    for path in place.folder.glob("tables/*"):
        path.unlink()
    Path(place.mailbox.removeprefix("eml:")).rename(place.outputs / "moved")
    ran = place.run("poll")
    assert (ran.code, ran.out, ran.err.count("\n")) == (5, "", 1)
    assert "There is no folder" in ran.err
    assert place.written() == before
