"""What a kind of message files must offer, and what they share: staying inside the folder, plain names."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from pipeline.errors import MailboxError
from pipeline.mailbox.received import HEAD
from pipeline.sentences import mailbox as say

_PIECE = 1 << 20  # bytes a read


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A message in a file: its uid, its size and first bytes, the digest of all (empty: not taken), the file's time."""

    uid: str
    size: int
    head: bytes
    changed_at: float
    sha256: str = ""


class Source(Protocol):
    """One kind of message files below one path. OSError when the disk refuses, MailboxError when it is no such thing."""

    def count(self, folder: str) -> int:
        """How many messages the folder has."""
        ...

    def messages(self, folder: str) -> Iterator[Found]:
        """Each message, in a stable order."""
        ...

    def pieces(self, folder: str, uid: str) -> Iterator[bytes]:
        """The bytes of a message; FileNotFoundError when it is gone or is not what it was."""
        ...


def read(path: Path) -> Iterator[bytes]:
    """A file's bytes, in pieces."""
    with path.open("rb") as stream:
        while piece := stream.read(_PIECE):
            yield piece


def taken(pieces: Iterable[bytes]) -> tuple[str, int, bytes]:
    """The sha256 of the pieces, their length in bytes, and their beginning."""
    digest, size, head = hashlib.sha256(), 0, b""
    for piece in pieces:
        digest.update(piece)
        size += len(piece)
        head += piece[: HEAD - len(head)]
    return digest.hexdigest(), size, head


def is_inside(path: Path, root: Path) -> bool:
    """Whether a path is a regular file that, links followed, lies below the root."""
    return path.is_file() and path.resolve().is_relative_to(root.resolve())


def shown(path: Path) -> str:
    r"""A path as text that any store takes: bytes that are not UTF-8 stand as `\xNN`."""
    return os.fsencode(path.as_posix()).decode("utf-8", "backslashreplace")


def only_inbox(folder: str, kind: str) -> None:
    """MailboxError for another folder than INBOX where there is only that one."""
    if folder.upper() != "INBOX":
        raise MailboxError(say.ONLY_INBOX(kind=kind, folder=folder))
