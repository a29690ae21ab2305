"""Mailboxes made of files: what all kinds have in common, and disks that refuse."""

from __future__ import annotations

import datetime as dt
import hashlib
import os
from pathlib import Path

import pytest

from pipeline.errors import MailboxError, MessageGoneError
from pipeline.mailbox import check_mailbox
from pipeline.mailbox.trouble import FetchError
from tests.unit.mailbox.written import (
    MAILS,
    MTIME,
    NOW,
    WRITERS,
    fetched_from,
    listed,
    mailbox_of,
    write_eml,
    write_maildir,
    write_mbox,
)


@pytest.mark.parametrize("kind", WRITERS)
def test_every_kind_gives_the_bytes_that_were_put_in(kind: str, tmp_path: Path) -> None:
    """8-bit bytes, quoted From lines and lines of 3 MiB come through; only mbox adds the line end it needs."""
    fetched = {
        hashlib.sha256(raw.removesuffix(b"\n")).hexdigest()
        for raw in fetched_from(mailbox_of(kind, WRITERS[kind](tmp_path)))
    }
    assert fetched == {hashlib.sha256(raw.removesuffix(b"\n")).hexdigest() for raw in MAILS}


@pytest.mark.parametrize("kind", ["eml", "maildir"])
def test_files_come_to_the_last_byte(kind: str, tmp_path: Path) -> None:
    """A message in a file of its own is exactly that file."""
    assert sorted(fetched_from(mailbox_of(kind, WRITERS[kind](tmp_path)))) == sorted(MAILS)


@pytest.mark.parametrize("kind", WRITERS)
def test_listing_ignores_the_watermark_and_moving_the_folder_changes_nothing(
    kind: str, tmp_path: Path
) -> None:
    """A listing always has all, and the account, uids and times do not depend on where the folder lies."""
    here = listed(mailbox_of(kind, WRITERS[kind](tmp_path / "a")))
    there = listed(mailbox_of(kind, WRITERS[kind](tmp_path / "b")), above="zzz")
    assert here == there
    assert {(arrival.account, arrival.validity, arrival.folder) for arrival in here} == {(kind, "", "INBOX")}
    assert len({arrival.uid for arrival in here}) == len(MAILS)


@pytest.mark.parametrize("kind", WRITERS)
def test_arrival_is_the_received_date_else_the_time_of_the_file(kind: str, tmp_path: Path) -> None:
    """One message has a Received header, the others have the file's time, in UTC."""
    times = sorted(arrival.received_at for arrival in listed(mailbox_of(kind, WRITERS[kind](tmp_path))))
    assert times == [dt.datetime(2023, 6, 14, 1, 2, 3, tzinfo=dt.UTC), MTIME, MTIME]


@pytest.mark.parametrize("kind", WRITERS)
def test_opening_counts_and_check_tells(kind: str, tmp_path: Path) -> None:
    """The state has the number of messages, and `check_mailbox` says it in a sentence."""
    mailbox = mailbox_of(kind, WRITERS[kind](tmp_path))
    assert (mailbox.open("INBOX").exists, mailbox.open("INBOX").validity) == (3, "")
    assert [(step.ok, step.sentence) for step in check_mailbox(mailbox, ["INBOX"])] == [
        (True, "3 messages in INBOX.")
    ]
    mailbox.close()


@pytest.mark.parametrize("kind", WRITERS)
def test_a_missing_folder_is_said(kind: str, tmp_path: Path) -> None:
    """Neither opening nor listing what is not there is silent."""
    mailbox = mailbox_of(kind, tmp_path / "absent")
    with pytest.raises(MailboxError, match="There is no"):
        mailbox.open("INBOX")
    with pytest.raises(MailboxError, match="There is no"):
        listed(mailbox)
    assert [step.ok for step in check_mailbox(mailbox, ["INBOX"])] == [False]


@pytest.mark.parametrize("kind", ["eml", "mbox"])
def test_where_there_is_one_folder_another_is_refused(kind: str, tmp_path: Path) -> None:
    """Files and mbox have INBOX alone."""
    with pytest.raises(MailboxError, match="one folder, INBOX"):
        mailbox_of(kind, WRITERS[kind](tmp_path)).open("Spam")


@pytest.mark.parametrize("kind", WRITERS)
def test_a_listing_made_by_an_earlier_run_can_be_fetched(kind: str, tmp_path: Path) -> None:
    """The uid alone leads to the bytes: nothing kept in memory is needed."""
    path = WRITERS[kind](tmp_path)
    for arrival in listed(mailbox_of(kind, path)):
        assert len(b"".join(mailbox_of(kind, path).fetch(arrival))) == arrival.size


@pytest.mark.parametrize("kind", WRITERS)
def test_a_removed_message_is_gone(kind: str, tmp_path: Path) -> None:
    """What was listed and then taken away raises MessageGoneError."""
    path = WRITERS[kind](tmp_path)
    mailbox = mailbox_of(kind, path)
    arrivals = listed(mailbox)
    if kind == "mbox":
        write_mbox(tmp_path, (b"Subject: other\n\n",))
    else:
        for file in path.rglob("*.*"):
            if file.is_file():
                file.unlink()
    for arrival in arrivals:
        with pytest.raises(MessageGoneError, match="moved, changed or deleted"):
            list(mailbox.fetch(arrival))


def test_an_unreadable_file_is_listed_and_says_so_when_fetched(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It has a row, and its neighbours are not hurt."""
    eml, maildir = write_eml(tmp_path / "e", MAILS[:2]), write_maildir(tmp_path / "m", MAILS[:2])
    real = Path.open

    def refuse(path: Path, mode: str) -> object:
        if path.name in {"0.EML", "168670.0.host"}:
            raise PermissionError(13, "Permission denied")
        return real(path, mode)

    monkeypatch.setattr(Path, "open", refuse)
    for mailbox in (mailbox_of("eml", eml), mailbox_of("maildir", maildir)):
        bad, good = listed(mailbox)
        with pytest.raises(FetchError, match="cannot be read"):
            list(mailbox.fetch(bad))
        assert b"".join(mailbox.fetch(good)) == MAILS[1]


@pytest.mark.parametrize("kind", ["eml", "maildir"])
def test_a_file_that_vanishes_during_the_listing_is_left_to_the_next(
    kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Somebody else's mail program may move files at any time."""
    mailbox = mailbox_of(kind, WRITERS[kind](tmp_path))

    def vanish(path: Path, *_: str) -> object:
        raise FileNotFoundError(path)

    monkeypatch.setattr(Path, "open", vanish)
    assert listed(mailbox) == []


def test_a_disk_that_refuses_is_trouble_with_the_mailbox(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A folder that cannot be read is not taken for an empty one."""
    mailbox = mailbox_of("eml", write_eml(tmp_path))

    def refuse(_: Path) -> object:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(os, "scandir", refuse)
    with pytest.raises(MailboxError, match="Permission denied"):
        mailbox.open("INBOX")


def test_a_time_beyond_the_calendar_becomes_the_time_of_the_listing(tmp_path: Path) -> None:
    """Some file systems can hold such times; the message is listed all the same."""
    assert mailbox_of("eml", tmp_path)._time(1e18) == NOW
