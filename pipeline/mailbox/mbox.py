"""An mbox file. Streams: no message, and no line over 1 MiB, is ever held whole.

A message begins at a line `From … hh:mm…` at the start of the file or behind an empty line. Quoted lines (`>From `,
`>>From `) lose one `>` as in mboxrd; every other byte stays as it is. The empty line before the next message belongs to
the file, not to the message. A uid is the digest of the message and its count among equal ones: mbox has no names.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from pipeline.errors import MailboxError
from pipeline.mailbox.source import Found, only_inbox, taken
from pipeline.sentences import mailbox as say

_PIECE = 1 << 20  # bytes read at once of a line that does not end
_FROM = re.compile(rb"From .*\d:\d\d")  # without a time it may be prose that nobody quoted
_QUOTED = re.compile(rb">+From ")
_EMPTY = (b"\n", b"\r\n")


class Mbox:
    """Implements `Source`. Remembers where the messages are until the file changes."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self._places: dict[str, tuple[int, int]] = {}
        self._stamp = (0, 0)

    def count(self, folder: str) -> int:
        """How many messages the file has."""
        self._require(folder)
        return sum(1 for _ in _ranges(self.root))

    def messages(self, folder: str) -> Iterator[Found]:
        """Each message, in the order of the file; reads it twice, for the digests."""
        self._require(folder)
        changed_at = self.root.stat().st_mtime
        self._places, self._stamp = {}, self._now()
        copies: Counter[str] = Counter()
        for start, end in _ranges(self.root):
            digest, size, head = taken(_content(self.root, start, end))
            copies[digest] += 1
            uid = f"{digest}.{copies[digest]}"
            self._places[uid] = (start, end)
            yield Found(uid=uid, size=size, head=head, changed_at=changed_at)

    def pieces(self, folder: str, uid: str) -> Iterator[bytes]:
        """The bytes of one message."""
        if uid not in self._places or self._stamp != self._now():
            for _ in self.messages(folder):
                pass
        if uid not in self._places:
            raise FileNotFoundError(uid)
        yield from _content(self.root, *self._places[uid])

    def _require(self, folder: str) -> None:
        only_inbox(folder, "mbox")
        if not self.root.is_file():
            raise MailboxError(say.NO_MBOX_FILE(path=self.root))

    def _now(self) -> tuple[int, int]:
        stat = self.root.stat()
        return stat.st_mtime_ns, stat.st_size


def _ranges(path: Path) -> Iterator[tuple[int, int]]:
    """Where each message's bytes begin and end in the file."""
    start, position, held, empty = -1, 0, 0, True
    with path.open("rb") as stream:
        for line, begins in _lines(stream):
            heads = begins and empty and _FROM.match(line)
            if heads and start >= 0:
                yield start, position - held
            elif not heads and start < 0:
                raise MailboxError(say.NOT_MBOX(path=path))
            position += len(line)
            start = position if heads else start
            empty = begins and line in _EMPTY
            held = len(line) if empty else 0
    if start >= 0:
        yield start, position - held


def _content(path: Path, start: int, end: int) -> Iterator[bytes]:
    """The bytes of one message, unquoted."""
    with path.open("rb") as stream:
        stream.seek(start)
        left = end - start
        for line, begins in _lines(stream):
            if left <= 0:
                break
            piece, left = line[:left], left - len(line)
            yield piece[1:] if begins and _QUOTED.match(piece) else piece


def _lines(stream: BinaryIO) -> Iterator[tuple[bytes, bool]]:
    """Lines, or pieces of very long ones, and whether each begins a line."""
    begins = True
    while line := stream.readline(_PIECE):
        yield line, begins
        begins = line.endswith(b"\n")
