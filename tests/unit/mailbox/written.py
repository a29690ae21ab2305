"""The same mails as a maildir, an mbox file and a folder of .eml files."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Callable
from pathlib import Path

from pipeline.mailbox.folder import FolderMailbox
from pipeline.mailbox.url import FolderAddress, Kind
from pipeline.model.mail import Arrival

NOW = dt.datetime(2023, 6, 20, tzinfo=dt.UTC)
MTIME = dt.datetime(2023, 6, 15, 3, 0, tzinfo=dt.UTC)
_RECEIVED = b"Received: from a by b; Wed, 14 Jun 2023 08:02:03 +0700\r\n"
MAILS = (
    _RECEIVED + "Subject: Báo cáo\r\n\r\nKính gửi\r\n".encode(),
    b"Subject: bytes\r\n\r\n" + bytes(range(14, 256)) + b"\r\nFrom here on\r\n>From there\r\n\r\nFrom us\r\n",
    b"Subject: long\n\n" + b"x" * (3 << 20) + b"\nend",
)


def mailbox_of(kind: str, path: Path) -> FolderMailbox:
    """A mailbox of this kind, with a clock that stands still."""
    return FolderMailbox(FolderAddress(kind=Kind(kind), path=path), clock=lambda: NOW)


def listed(mailbox: FolderMailbox, folder: str = "INBOX", above: str = "") -> list[Arrival]:
    """Every arrival of a folder."""
    return [arrival for chunk in mailbox.list(folder, above=above) for arrival in chunk]


def fetched_from(mailbox: FolderMailbox, folder: str = "INBOX") -> list[bytes]:
    """The bytes of every message of a folder, in the order of the listing."""
    return [b"".join(mailbox.fetch(arrival)) for arrival in listed(mailbox, folder)]


def _touch(path: Path) -> None:
    os.utime(path, (MTIME.timestamp(), MTIME.timestamp()))


def write_eml(root: Path, mails: tuple[bytes, ...] = MAILS) -> Path:
    """Lay the mails out as .eml files in two folders."""
    for number, raw in enumerate(mails):
        path = root / f"dir{number % 2}" / f"{number}.EML"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(raw)
        _touch(path)
    return root


def write_maildir(root: Path, mails: tuple[bytes, ...] = MAILS) -> Path:
    """Lay the mails out as a maildir: the first unread, the others read."""
    for name in ("new", "cur", "tmp"):
        (root / name).mkdir(parents=True)
    for number, raw in enumerate(mails):
        path = root / ("cur" if number else "new") / f"168670.{number}.host{':2,S' if number else ''}"
        path.write_bytes(raw)
        _touch(path)
    (root / "tmp" / "half").write_bytes(b"not delivered yet")
    return root


def write_mbox(root: Path, mails: tuple[bytes, ...] = MAILS) -> Path:
    """Lay the mails out as an mbox file and return its path."""
    root.mkdir(parents=True, exist_ok=True)
    quoted = (b"\n".join(_quoted(line) for line in raw.split(b"\n")) for raw in mails)
    parts = (
        b"From MAILER-DAEMON Wed Jun 14 01:02:03 2023\n" + raw + (b"\n" if raw.endswith(b"\n") else b"\n\n")
        for raw in quoted
    )
    path = root / "mails.mbox"
    path.write_bytes(b"".join(parts))
    _touch(path)
    return path


def _quoted(line: bytes) -> bytes:
    return b">" + line if line.lstrip(b">").startswith(b"From ") else line


WRITERS: dict[str, Callable[[Path], Path]] = {
    "eml": write_eml,
    "maildir": write_maildir,
    "mbox": write_mbox,
}
