"""Mailboxes made of files: what each kind has of its own."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

import pytest

from pipeline.errors import MailboxError, MessageGoneError
from tests.unit.mailbox.written import (
    MAILS,
    fetched_from,
    listed,
    mailbox_of,
    write_eml,
    write_maildir,
    write_mbox,
)


def test_a_changed_eml_is_another_message(tmp_path: Path) -> None:
    """The old uid is gone, and the new content has a new one."""
    mailbox = mailbox_of("eml", write_eml(tmp_path, MAILS[:1]))
    before = listed(mailbox)[0]
    (tmp_path / "dir0" / "0.EML").write_bytes(b"Subject: corrected\r\n\r\n")
    with pytest.raises(MessageGoneError):
        list(mailbox.fetch(before))
    assert listed(mailbox)[0].uid != before.uid
    assert before.uid == f"dir0/0.EML@{hashlib.sha256(MAILS[0]).hexdigest()[:16]}"


def test_a_maildir_message_keeps_its_uid_as_it_is_read(tmp_path: Path) -> None:
    """Moving from new to cur with flags, as mail programs do, changes nothing."""
    mailbox = mailbox_of("maildir", write_maildir(tmp_path, MAILS[:1]))
    before = listed(mailbox)
    (tmp_path / "new" / "168670.0.host").rename(tmp_path / "cur" / "168670.0.host:2,RS")
    assert listed(mailbox) == before
    assert b"".join(mailbox.fetch(before[0])) == MAILS[0]


def test_maildir_subfolders_are_named_with_and_without_the_dot(tmp_path: Path) -> None:
    """`.Spam` and `Spam` are the same folder, `A/B` is `.A.B`; no name leads out of the maildir."""
    write_maildir(tmp_path / "box", MAILS[:1])
    write_maildir(tmp_path / "box" / ".Spam", MAILS[1:2])
    write_maildir(tmp_path / "box" / ".A.B", MAILS[2:])
    write_maildir(tmp_path / "outside")
    mailbox = mailbox_of("maildir", tmp_path / "box")
    assert fetched_from(mailbox, "Spam") == fetched_from(mailbox, ".Spam") == [MAILS[1]]
    assert fetched_from(mailbox, "A/B") == [MAILS[2]]
    for folder in ("..", ".", "../outside", "", "a\0b"):
        with pytest.raises(MailboxError, match="no maildir folder"):
            mailbox.open(folder)


def test_links_out_of_the_folder_are_not_followed(tmp_path: Path) -> None:
    """Neither linked files nor linked folders; a link that stays inside is read."""
    secret = tmp_path / "secret.eml"
    secret.write_bytes(b"Subject: secret\r\n\r\n")
    eml, maildir = write_eml(tmp_path / "eml", MAILS[:1]), write_maildir(tmp_path / "md", MAILS[:1])
    (eml / "link.eml").symlink_to(secret)
    (eml / "all").symlink_to(tmp_path, target_is_directory=True)
    (eml / "same.eml").symlink_to(eml / "dir0" / "0.EML")
    (maildir / "cur" / "link").symlink_to(secret)
    assert fetched_from(mailbox_of("eml", eml)) == [MAILS[0], MAILS[0]]
    assert fetched_from(mailbox_of("maildir", maildir)) == [MAILS[0]]


def test_what_is_no_regular_file_is_not_opened(tmp_path: Path) -> None:
    """A pipe named like a message would hold the run for ever."""
    os.mkfifo(tmp_path / "pipe.eml")
    (tmp_path / "folder.eml").mkdir()
    assert listed(mailbox_of("eml", tmp_path)) == []


def test_names_that_are_no_utf8_are_listed_and_fetched(tmp_path: Path) -> None:
    """A uid is text that any store takes."""
    Path(os.fsdecode(os.fsencode(tmp_path) + b"/b\xe1o.eml")).write_bytes(MAILS[0])
    mailbox = mailbox_of("eml", tmp_path)
    assert listed(mailbox)[0].uid.startswith("b\\xe1o.eml@")
    assert fetched_from(mailbox) == [MAILS[0]]


def test_equal_messages_in_an_mbox_are_counted(tmp_path: Path) -> None:
    """The same bytes twice are two messages, and appending a third changes neither uid."""
    path = write_mbox(tmp_path, (MAILS[0], MAILS[0]))
    mailbox = mailbox_of("mbox", path)
    before = listed(mailbox)
    digest = hashlib.sha256(MAILS[0]).hexdigest()
    assert [arrival.uid for arrival in before] == [f"{digest}.1", f"{digest}.2"]
    write_mbox(tmp_path, (b"Subject: first\n\n", MAILS[0], MAILS[0]))
    assert [b"".join(mailbox.fetch(arrival)) for arrival in before] == [MAILS[0], MAILS[0]]


def test_prose_that_begins_with_from_is_no_new_message(tmp_path: Path) -> None:
    """Many programs forget to quote it; a real separator has a time."""
    path = tmp_path / "m"
    raw = b"Subject: x\n\nhello\n\nFrom my point of view it is fine.\n"
    path.write_bytes(b"From - Wed Jun 14 01:02:03 2023\n" + raw)
    assert fetched_from(mailbox_of("mbox", path)) == [raw]


def test_an_mbox_may_be_empty_but_not_something_else(tmp_path: Path) -> None:
    """An empty file has no messages; a file that does not begin with From is refused by name."""
    path = tmp_path / "m"
    path.write_bytes(b"")
    assert listed(mailbox_of("mbox", path)) == []
    path.write_bytes(b"PK\3\4")
    with pytest.raises(MailboxError, match="is no mbox file"):
        listed(mailbox_of("mbox", path))
