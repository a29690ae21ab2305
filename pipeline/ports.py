"""The outside world, as the use cases see it. Every edge implements one of these; tests have fakes for them all."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from pipeline.model.campaign import Decision
from pipeline.model.document import Attempt, Unread
from pipeline.model.mail import Arrival, Message
from pipeline.model.mark import Mark, Marked
from pipeline.model.signature import Signed
from pipeline.model.submission import ByHand

Clock = Callable[[], dt.datetime]  # now, aware


@dataclass(frozen=True, slots=True, kw_only=True)
class FolderState:
    """What a folder says of itself when opened. `validity` is UIDVALIDITY, empty for folder sources."""

    name: str
    validity: str
    exists: int


class Mailbox(Protocol):
    """A source of messages, opened read-only but while it marks. Raises MailboxError for trouble with the whole mailbox."""

    account: str
    alerts: list[str]  # what the server wants people to read, made safe; grows while it is used

    def open(self, folder: str) -> FolderState:
        """Open a folder read-only."""
        ...

    def list(self, folder: str, *, above: str) -> Iterator[Sequence[Arrival]]:
        """Messages with a uid above the watermark (empty: all), in chunks, in uid order."""
        ...

    def fetch(self, arrival: Arrival) -> Iterator[bytes]:
        """The raw bytes of one message in pieces; MessageGoneError when the server no longer has it."""
        ...

    def headers(self, arrivals: Sequence[Arrival]) -> Mapping[str, bytes]:
        """The headers of messages of one folder by uid, their first 64 KiB; absent where fetching costs nothing, or fails."""
        ...

    def uids(self, state: FolderState) -> Sequence[str]:
        """Every uid in a folder as it was opened."""
        ...

    def mark(self, state: FolderState, uids: Sequence[str], mark: Mark) -> Marked:
        """Give messages of a folder a mark, once, and change nothing else; without uids only see whether the server could."""
        ...

    def wait(self, folder: str, *, exists: int, seconds: float, beat: Callable[[], object]) -> bool | None:
        """Stay in a folder that had so many messages until one comes, at most so many seconds; whether there is news.

        None, at once, where new messages are not announced. `beat` is called from time to time.
        """
        ...

    def close(self) -> None:
        """Sign out; never raises."""
        ...


class Blobs(Protocol):
    """Content-addressed bytes on disk, written once, durable before the call returns."""

    def put(self, pieces: Iterable[bytes]) -> str:
        """Store the bytes and return their sha256 in hex. Raises StoreError when the disk refuses."""
        ...

    def path(self, sha256: str) -> Path:
        """Where the bytes of a stored blob are."""
        ...

    def has(self, sha256: str) -> bool:
        """Whether the blob is there."""
        ...


class Memo(Protocol):
    """Results of pure functions by key: losing one costs time, never truth."""

    def get(self, key: str) -> bytes | None:
        """The stored result, or None."""
        ...

    def put(self, key: str, value: bytes) -> None:
        """Keep a result."""
        ...

    def drop(self, key: str) -> None:
        """Keep a result no longer; nothing where there is none."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One message in the ledger. `sha256` is empty until its bytes are stored.

    `id` is a digest of where the message stands (account, folder, validity, uid): the same on every run. `attempts`
    and `error` tell of failed fetches; after too many the entry is `quarantined`. `same_as` is the id of the message in
    another place, or under another validity, whose bytes these are; empty for the first. `mark` is the last mark that it
    got on the server, or had no need of, being gone; as text, empty for none.
    """

    id: str
    arrival: Arrival
    sha256: str = ""
    attempts: int = 0
    next_try_at: dt.datetime | None = None
    error: str = ""
    quarantined: bool = False
    by_hand: ByHand | None = None
    same_as: str = ""
    mark: str = ""


class Ledger(Protocol):
    """What was seen and where it stands. Each method is one transaction. Raises StoreError."""

    def watermark(self, account: str, folder: str, validity: str) -> str:
        """The highest uid up to which every message has a row; empty at first."""
        ...

    def listed(self, arrivals: Sequence[Arrival]) -> int:
        """Insert rows for messages not seen before, then raise the watermark; returns how many were new."""
        ...

    def unseen(self, arrivals: Sequence[Arrival]) -> int:
        """How many of these messages have no row yet; writes nothing."""
        ...

    def stored(self, entry: Entry, sha256: str) -> None:
        """The message's bytes are durable under this digest."""
        ...

    def recognised(self, pairs: Sequence[tuple[Entry, Entry]]) -> None:
        """Each first message is the stored second one, listed again: it has its bytes."""
        ...

    def marked(self, entries: Sequence[Entry], mark: str) -> None:
        """These messages bear this mark on the server, or are gone there."""
        ...

    def failed(self, entry: Entry, error: str, *, next_try_at: dt.datetime | None) -> None:
        """Count a failed fetch; no next try means quarantine."""
        ...

    def taken_in(self, arrival: Arrival, sha256: str, by_hand: ByHand) -> Entry:
        """Record a file that a person took in."""
        ...

    def requeue(self, ids: Sequence[str]) -> int:
        """Make messages due again that wait for a person or a later time, with all their tries; returns how many."""
        ...

    def pending(self, account: str, now: dt.datetime) -> Sequence[Entry]:
        """Listed but not stored, due for a try, oldest first."""
        ...

    def entries(self) -> Sequence[Entry]:
        """Every message ever seen, by arrival time; what is the same as another after it, then by id."""
        ...

    def fact(self, name: str) -> str:
        """A small fact kept between runs, such as the fingerprint of the last tables; empty when unknown."""
        ...

    def remember(self, name: str, value: str) -> None:
        """Keep a small fact."""
        ...

    def close(self) -> None:
        """Let go of the database; nothing may be asked afterwards."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class UnpackTask:
    """A message to take apart: its stored bytes, and the folder for its files, which only this task uses."""

    raw: Path
    spool: Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Unpacked:
    """A message taken apart: `spool` maps a file's path to where its bytes were laid."""

    message: Message
    spool: tuple[tuple[str, Path], ...]


UNREAD = ".unread"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadTask:
    """A file to read: its bytes on disk, their digest and the media type found in them.

    `prepared` is a folder with what other tasks made for it, None before any did: pages recognised, under their numbers,
    and where one could not be, an encoded `Unread` under its number and UNREAD; or what `convert` laid there.
    `cleared` says that a mark of secrecy is to be passed over: a reviewer ruled that it is none.
    """

    path: Path
    sha256: str
    media_type: str
    prepared: Path | None = None
    cleared: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PageTask:
    """A page, counted from 1, whose picture is to be read; `cleared` as for `ReadTask`."""

    path: Path
    sha256: str
    media_type: str
    page: int
    cleared: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class SignedTask:
    """A PDF whose signatures are to be checked; a chain of certificates may end in one of the `roots` (DER)."""

    path: Path
    sha256: str
    roots: tuple[bytes, ...] = ()


class Compute(Protocol):
    """Runs parsers and readers away from this process, with limits; what breaks is a value, never an exception.

    Tasks run in parallel; results come as they finish, one per task. To stop early, close the iterator.
    """

    def unpack(self, tasks: Sequence[UnpackTask]) -> Iterator[tuple[UnpackTask, Unpacked | str]]:
        """Take messages apart, their files into `spool`; a string says why it could not be done."""
        ...

    def convert(self, tasks: Sequence[ReadTask], folder: Path) -> Iterator[tuple[ReadTask, Path | Unread]]:
        """Have outside programs turn files into what a reader can take, many at a time; gives `prepared` folders."""
        ...

    def recognise(self, tasks: Sequence[PageTask]) -> Iterator[tuple[PageTask, bytes | Unread]]:
        """Read pages in their pictures: bytes that belong under the page's number in a `prepared` folder."""
        ...

    def read(self, tasks: Sequence[ReadTask]) -> Iterator[tuple[ReadTask, Attempt]]:
        """Read files; one that has nothing prepared may first want pages recognised."""
        ...

    def verify(self, tasks: Sequence[SignedTask]) -> Iterator[tuple[SignedTask, Signed]]:
        """Check signatures; why that could not be done is said in `Signed.trouble`."""
        ...

    def close(self) -> None:
        """End the workers."""
        ...


class Decisions(Protocol):
    """What reviewers ruled, in the order in which they did; the last ruling on a subject's field counts."""

    def read(self) -> tuple[Decision, ...]:
        """Every decision as it stands now; RulesError when it cannot be understood."""
        ...

    def add(self, decision: Decision) -> bool:
        """Make a decision durable, beside others who do the same; False, and nothing written, when it is in force."""
        ...


class Lock(Protocol):
    """Keeps two runs of one campaign apart."""

    def hold(self) -> AbstractContextManager[None]:
        """Hold the lock; BusyError when another run has it."""
        ...


class Progress(Protocol):
    """Tells a person what is going on; silent under cron."""

    def step(self, what: str, done: int, total: int) -> None:
        """`what` is a short English noun phrase; total 0 means unknown."""
        ...
