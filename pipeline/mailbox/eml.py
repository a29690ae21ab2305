"""A folder of .eml files, however deep. A uid is the file's path below the folder and the start of its digest.

So a file that is saved again with other content is another message, and one that only moved with the folder is not.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from pipeline.errors import MailboxError
from pipeline.mailbox.source import Found, is_inside, only_inbox, read, shown, taken
from pipeline.sentences import mailbox as say

_DIGITS = 16  # hex digits of the sha256 in a uid: 64 bits, beside the path
_UNREADABLE = "unreadable"  # in their place, for a file that cannot be read: it is listed all the same


@dataclass(frozen=True, slots=True)
class EmlFolder:
    """Implements `Source`."""

    root: Path

    def count(self, folder: str) -> int:
        """How many .eml files there are."""
        return len(self._files(folder))

    def messages(self, folder: str) -> Iterator[Found]:
        """Every .eml file below the folder, sorted by path; reads them all, for the digest."""
        for name, path in self._files(folder):
            try:
                changed_at = path.stat().st_mtime
                digest, size, head = taken(read(path))
            except FileNotFoundError:
                continue  # removed since the folder was read
            except OSError:
                digest, size, head, changed_at = _UNREADABLE, 0, b"", 0.0
            yield Found(uid=f"{name}@{digest[:_DIGITS]}", size=size, head=head, changed_at=changed_at)

    def pieces(self, folder: str, uid: str) -> Iterator[bytes]:
        """The bytes of a file; FileNotFoundError at the end when they are no longer those that were listed."""
        wanted, _, digits = uid.rpartition("@")
        path = next((path for name, path in self._files(folder) if name == wanted), None)
        if path is None:
            raise FileNotFoundError(wanted)
        digest = hashlib.sha256()
        for piece in read(path):
            digest.update(piece)
            yield piece
        if digest.hexdigest()[:_DIGITS] != digits:
            raise FileNotFoundError(wanted)

    def _files(self, folder: str) -> list[tuple[str, Path]]:
        only_inbox(folder, "eml")
        if not self.root.is_dir():
            raise MailboxError(say.NO_EML_FOLDER(path=self.root))
        found = []
        for parent, _, names in os.walk(self.root, onerror=_raise, followlinks=False):
            paths = (Path(parent, name) for name in names if name.lower().endswith(".eml"))
            found += [
                (shown(path.relative_to(self.root)), path) for path in paths if is_inside(path, self.root)
            ]
        return sorted(found)


def _raise(error: OSError) -> None:
    raise error
