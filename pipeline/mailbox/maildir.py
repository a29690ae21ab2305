"""A maildir (Maildir++): messages in `new/` and `cur/`, other folders beside them as `.Name`.

A uid is the file's unique name, without the flags behind `:` that mail programs change as the message is read.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from pipeline.errors import MailboxError
from pipeline.mailbox.received import HEAD
from pipeline.mailbox.source import Found, is_inside, read, shown
from pipeline.sentences import mailbox as say

_PLACES = ("new", "cur")  # in this order: a message that moves on meanwhile is seen twice, never missed


@dataclass(frozen=True, slots=True)
class Maildir:
    """Implements `Source`."""

    root: Path

    def count(self, folder: str) -> int:
        """How many messages the folder has."""
        return len(self._files(folder))

    def messages(self, folder: str) -> Iterator[Found]:
        """Each message by its unique name; reads only the beginning of each file."""
        for uid, path in sorted(self._files(folder).items()):
            try:
                stat = path.stat()
                head = _head(path)
            except FileNotFoundError:
                continue  # marked or removed since the folder was read: the next listing has it under its new name
            except OSError:
                head = b""  # it has a row by its name; fetching it tells what is wrong
            yield Found(uid=uid, size=stat.st_size, head=head, changed_at=stat.st_mtime)

    def pieces(self, folder: str, uid: str) -> Iterator[bytes]:
        """The bytes of a message, wherever its flags have moved it."""
        path = self._files(folder).get(uid)
        if path is None:
            raise FileNotFoundError(uid)
        yield from read(path)

    def _files(self, folder: str) -> dict[str, Path]:
        place = self._place(folder)
        found: dict[str, Path] = {}
        for name in _PLACES:
            paths = (place / name).iterdir() if (place / name).is_dir() else ()
            found |= {
                shown(Path(path.name)).partition(":")[0]: path for path in paths if is_inside(path, self.root)
            }
        return found

    def _place(self, folder: str) -> Path:
        name = folder.lstrip(".").replace("/", ".")
        place = self.root if folder.upper() == "INBOX" else self.root / f".{name}"
        if "\0" in name or not name or not any((place / each).is_dir() for each in _PLACES):
            raise MailboxError(say.NO_MAILDIR(folder=folder, place=self.root))
        return place


def _head(path: Path) -> bytes:
    with path.open("rb") as stream:
        return stream.read(HEAD)
