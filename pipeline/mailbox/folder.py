"""Messages in files as the use cases see them: a maildir, an mbox file, a folder of .eml files.

Read only: nothing is moved or marked. Must never follow a symbolic link out of the folder, nor hold a message whole.
The watermark means nothing here: a listing gives every message each time, and the ledger drops those it knows. The
account is the scheme alone, so that moving the folder changes nothing.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import itertools
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

from pipeline.errors import MailboxError, MessageGoneError
from pipeline.mailbox.eml import EmlFolder
from pipeline.mailbox.maildir import Maildir
from pipeline.mailbox.mbox import Mbox
from pipeline.mailbox.received import received_at
from pipeline.mailbox.source import Found, Source
from pipeline.mailbox.trouble import FetchError, Stage
from pipeline.mailbox.url import FolderAddress, Kind
from pipeline.model.mail import Arrival
from pipeline.model.mark import Mark, Marked
from pipeline.ports import Clock, FolderState
from pipeline.sentences import mailbox as say

_CHUNK = 200  # messages a listing hands over at once, as for a server


_SOURCES: dict[Kind, Callable[[Path], Source]] = {Kind.MAILDIR: Maildir, Kind.MBOX: Mbox, Kind.EML: EmlFolder}


class FolderMailbox:
    """A mailbox made of files; implements `ports.Mailbox`. `steps` is empty: there is no way to go before a folder."""

    steps: tuple[Stage, ...] = ()

    def __init__(self, address: FolderAddress, *, clock: Clock) -> None:
        self.account = str(address.kind)
        self.alerts: list[str] = []
        self._source = _SOURCES[address.kind](address.path)
        self._place = address.path
        self._clock = clock

    def open(self, folder: str) -> FolderState:
        """Look at a folder as it is now, and count its messages."""
        with self._explained():
            return FolderState(name=folder, validity="", exists=self._source.count(folder))

    def list(self, folder: str, *, above: str) -> Iterator[Sequence[Arrival]]:
        """Every message, whatever the watermark, in chunks of at most 200; by uid, an mbox file in its own order."""
        del above
        found = self._source.messages(folder)
        while True:
            with self._explained():
                chunk = tuple(itertools.islice(found, _CHUNK))
            if not chunk:
                return
            yield [self._arrival(folder, each) for each in chunk]

    def fetch(self, arrival: Arrival) -> Iterator[bytes]:
        """The raw bytes of a message in pieces; MessageGoneError when it is gone or changed, FetchError if unreadable."""
        try:
            yield from self._source.pieces(arrival.folder, arrival.uid)
        except FileNotFoundError:
            raise MessageGoneError(
                f"The message {arrival.uid} is no longer in {self._place}: somebody moved, changed or deleted it."
            ) from None
        except OSError as error:
            raise FetchError(
                f"The message {arrival.uid} in {self._place} cannot be read ({error.strerror}): check its permissions."
            ) from error

    def headers(self, arrivals: Sequence[Arrival]) -> Mapping[str, bytes]:
        """None: fetching a message from a disk costs as much."""
        del arrivals
        return {}

    def uids(self, state: FolderState) -> Sequence[str]:
        """Every uid in the folder as it is now."""
        return [found.uid for chunk in self.list(state.name, above="") for found in chunk]

    def mark(self, state: FolderState, uids: Sequence[str], mark: Mark) -> Marked:
        """MailboxError: files are nobody's to change."""
        del state, uids
        raise MailboxError(say.FILES_UNMARKED(place=self._place, mark=mark))

    def wait(self, folder: str, *, exists: int, seconds: float, beat: Callable[[], object]) -> None:
        """None: files do not announce themselves."""
        del folder, exists, seconds, beat

    def close(self) -> None:
        """Nothing is held open."""

    def _arrival(self, folder: str, found: Found) -> Arrival:
        return Arrival(
            account=self.account,
            folder=folder,
            validity="",
            uid=found.uid,
            received_at=received_at(found.head) or self._time(found.changed_at),
            size=found.size,
        )

    def _time(self, changed_at: float) -> dt.datetime:
        try:
            return dt.datetime.fromtimestamp(changed_at, dt.UTC)
        except (ValueError, OverflowError, OSError):
            return self._clock()  # a file system may hold times beyond the year 9999

    @contextlib.contextmanager
    def _explained(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            raise MailboxError(say.FILES_CLOSED(place=self._place, said=error.strerror)) from error
