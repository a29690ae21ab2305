"""A mailbox on an IMAP server as the use cases see it: folders, listings above a watermark, bodies in pieces.

Must never take a uid for what it was under another UIDVALIDITY, nor a server's word for the size of a message.
Connects at the first call that needs it. After any trouble the connection is dropped. What may pass is tried again on a
new one, from the very piece that was missing on; how often is given.
"""

from __future__ import annotations

import contextlib
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import ParamSpec, TypeVar

from pipeline.errors import MailboxError, MessageGoneError
from pipeline.failpoint import reach
from pipeline.mailbox.again import ONCE, Persistence
from pipeline.mailbox.idle import Beat, Idling
from pipeline.mailbox.imap import Access, Connection, Description, Patience
from pipeline.mailbox.trouble import FetchError, Kind, Stage, StepError, gone, of_message, renumbered, stuck
from pipeline.mailbox.url import Security, ServerAddress
from pipeline.model.mail import Arrival
from pipeline.model.mark import Mark, Marked
from pipeline.ports import Clock, FolderState

_EXPUNGED = "EXPUNGEISSUED"  # RFC 5530: the answer to a fetch of what another client removed
# Bytes of a body a command: measured +5 MB of memory for any mail, against +91 MB for 23 MB whole.
_PIECE = 1 << 20
_HEADER = 64 << 10  # bytes of a message's headers: real ones end within some kB
_CHUNK = 200  # uids a command: 20 000 were refused by Dovecot ("Too long argument")
_STEPS = (Stage.TRUST, Stage.RESOLVE, Stage.CONNECT, Stage.TLS, Stage.SIGN_IN)
_PLAIN_STEPS = (Stage.RESOLVE, Stage.CONNECT, Stage.SIGN_IN)
_WINDOW = 50_000  # uids a search: imaplib refuses lines over 1 MB, which about 140 000 uids reach
# Messages in a row at which the line may break for good before it is the server that is in trouble.
_KILLERS = 3
_ALERTS = 20  # texts of a server that are told in one run
_PASSING = frozenset({Kind.LINE, Kind.BUSY})
_NONE_TO_READ = FolderState(name="", validity="", exists=0)  # what is open for writing is not read from

Given = ParamSpec("Given")
Made = TypeVar("Made")


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What one message may take: seconds, and bytes; the seconds of single steps; how often one is tried.

    `seconds` lets 25 MB come at 42 kB/s; `size` is twice the largest mail that parsing was measured with (50 MB).
    """

    seconds: float = 600.0
    size: int = 100 << 20
    patience: Patience = field(default_factory=Patience)
    persistence: Persistence = ONCE
    idling: Idling = field(default_factory=Idling)


class ImapMailbox:
    """One user's folders on an IMAP server, read only but while it marks; implements `ports.Mailbox`.

    `alerts` are what the server wants its user to read, each once, made safe.
    """

    def __init__(
        self, address: ServerAddress, access: Access, *, clock: Clock, limits: Limits | None = None
    ) -> None:
        self.account = address.account
        self.steps = _steps(address, access)
        self._address, self._access, self._clock = address, access, clock
        self._limits = limits or Limits()
        self._standing: tuple[Connection, FolderState] | None = None
        self._answered = False  # the server did, once, so that it is there
        self._killers = 0
        self.alerts: list[str] = []

    def open(self, folder: str) -> FolderState:
        r"""Look at a folder as it is now. A name like `\Junk` means the folder that the server marks so."""
        return self._steadily(self._look, folder)[1]

    def list(self, folder: str, *, above: str) -> Iterator[Sequence[Arrival]]:
        """Messages with a uid above the watermark (empty: all), in chunks of at most 200, in uid order.

        A message without a usable INTERNALDATE gets the time of the listing. One that the server lists but does not
        describe is given nevertheless, with size 0: fetching it tells what is wrong.
        """
        state = self.open(folder)
        watermark = int(above or 0)
        for low, high in self._windows(state, watermark):
            # `999:*` holds the last message, whatever its uid.
            found = self._steadily(self._search, state, "UID", f"{low}:{high}")
            uids = [uid for uid in found if uid > watermark]
            for start in range(0, len(uids), _CHUNK):
                yield self._steadily(self._described, state, uids[start : start + _CHUNK])

    def fetch(self, arrival: Arrival) -> Iterator[bytes]:
        """The raw bytes of a message, in pieces of at most 1 MiB.

        MessageGoneError when the server no longer has it; FetchError when only this message is in trouble (too large,
        too slow, refused); StepError when the mailbox is.
        """
        end = time.monotonic() + self._limits.seconds
        offset = 0
        self._refuse(arrival, over=arrival.size)
        while True:
            piece = self._piece(arrival, offset, end)
            offset += len(piece)
            self._refuse(arrival, over=offset)
            if piece:
                yield piece
            # A short piece ends the message only where the announced size agrees; else an empty one does.
            if not piece or (len(piece) < _PIECE and offset == arrival.size):
                break
        if not offset:
            raise FetchError(f"{of_message(arrival)} came without a single byte: look at it in the mailbox.")

    def headers(self, arrivals: Sequence[Arrival]) -> Mapping[str, bytes]:
        """The headers of messages of one folder by uid, their first 64 KiB; absent where they cannot be had.

        Where one message breaks the line, the others are asked for in halves, then in quarters, down to that one.
        """
        first = arrivals[0]
        try:
            self._steadily(self._stand, first)
            with self._standing_in(first.folder, first.validity) as connection:
                found = connection.headers([int(arrival.uid) for arrival in arrivals], count=_HEADER)
        except StepError as error:
            if error.step is not Stage.FETCH or error.kind is Kind.QUOTA:
                raise
            if len(arrivals) == 1:
                return {}
            half = len(arrivals) // 2
            return {**self.headers(arrivals[:half]), **self.headers(arrivals[half:])}
        return {str(uid): header for uid, header in found.items()}

    def uids(self, state: FolderState) -> Sequence[str]:
        """Every uid in a folder as it was opened."""
        windows = self._windows(state, 0)
        found = (self._steadily(self._search, state, "UID", f"{low}:{high}") for low, high in windows)
        return [str(uid) for some in found for uid in some]

    def mark(self, state: FolderState, uids: Sequence[str], mark: Mark) -> Marked:
        """Give messages of a folder a mark; StepError when the server cannot, or not now. At most 200 a call."""
        lacked: set[int] = set()
        self._steadily(self._try_to_mark, state, [int(uid) for uid in uids], mark, lacked)
        now = tuple(uid for uid in uids if int(uid) in lacked)
        return Marked(now=now, before=tuple(uid for uid in uids if int(uid) not in lacked))

    def wait(self, folder: str, *, exists: int, seconds: float, beat: Beat) -> bool | None:
        """Stay in a folder until a message comes, at most so many seconds; None, at once, without IDLE.

        What came since there were so many messages is news as well. StepError when the line breaks meanwhile.
        """
        connection, state = self._steadily(self._look, folder)
        if state.exists != exists:
            return True
        with self._dropped_after_trouble(connection):
            return connection.idle(seconds, idling=self._limits.idling, beat=beat)

    def close(self) -> None:
        """Sign out; never raises."""
        standing, self._standing = self._standing, None
        if standing is not None:
            standing[0].close()

    def _windows(self, state: FolderState, watermark: int) -> Sequence[tuple[int, str]]:
        """Ranges of uids to search one by one; not of sequence numbers, which shift when others expunge."""
        if state.exists <= _WINDOW:
            return [(watermark + 1, "*")] if state.exists else []
        lowest, highest = (self._steadily(self._search, state, which) for which in ("1", "*"))
        first, last = max(watermark + 1, *lowest[:1]), max(highest, default=0)
        return [(low, str(low + _WINDOW - 1)) for low in range(first, last + 1, _WINDOW)]

    def _described(self, state: FolderState, uids: Sequence[int]) -> Sequence[Arrival]:
        with self._standing_in(state.name, state.validity) as connection:
            found = connection.describe(uids)
        now = self._clock()
        unknown = Description(received_at=None, size=0)
        return [
            Arrival(
                account=self.account,
                folder=state.name,
                validity=state.validity,
                uid=str(uid),
                received_at=found.get(uid, unknown).received_at or now,
                size=found.get(uid, unknown).size,
                origin=found.get(uid, unknown).origin,
            )
            for uid in uids
        ]

    def _try_to_mark(self, state: FolderState, uids: Sequence[int], mark: Mark, lacked: set[int]) -> None:
        """Mark what lacks it still, and add that to `lacked`; afterwards no folder is open for reading."""
        connection = self._standing[0] if self._standing else self._look(state.name)[0]
        self._standing = (connection, _NONE_TO_READ)
        with self._dropped_after_trouble(connection):
            if (now := connection.open_to_mark(state.name, mark)) != state.validity:
                raise renumbered(state.name, state.validity, now)
            wanting = connection.lacking(uids, mark)
            lacked.update(wanting)
            if wanting:
                reach("mark.asked")
                connection.put(wanting, mark)
                reach("mark.put")

    def _search(self, state: FolderState, *criteria: str) -> Sequence[int]:
        with self._standing_in(state.name, state.validity) as connection:
            return connection.search(*criteria)

    def _piece(self, arrival: Arrival, offset: int, end: float) -> bytes:
        try:
            piece = self._steadily(self._try_piece, arrival, offset, end)
        except StepError as error:
            if error.step is not Stage.FETCH or error.kind is Kind.QUOTA:
                raise
            if _EXPUNGED in error.said:
                raise MessageGoneError(gone(arrival)) from error
            raise self._blamed(arrival, error) from error
        if piece is None:
            raise MessageGoneError(gone(arrival))
        self._killers = 0
        return piece

    def _try_piece(self, arrival: Arrival, offset: int, end: float) -> bytes | None:
        seconds = end - time.monotonic()
        if seconds <= 0:
            raise FetchError(stuck(arrival, "it took too long"))
        with self._standing_in(arrival.folder, arrival.validity) as connection:
            return connection.body(int(arrival.uid), offset=offset, count=_PIECE, seconds=seconds)

    def _blamed(self, arrival: Arrival, error: StepError) -> MailboxError:
        """Whose fault it is that a message cannot be fetched: its own when its folder opens, but not time after time."""
        self._killers += error.kind in _PASSING
        if self._killers > _KILLERS:
            return error
        self._steadily(self._stand, arrival)  # raises when the whole mailbox is in trouble
        return FetchError(stuck(arrival, error.said))

    def _stand(self, arrival: Arrival) -> None:
        with self._standing_in(arrival.folder, arrival.validity):
            pass

    def _refuse(self, arrival: Arrival, *, over: int) -> None:
        if over > self._limits.size:
            raise FetchError(
                f"{of_message(arrival)} is larger than {self._limits.size} bytes: take its files in by hand."
            )

    def _look(self, folder: str) -> tuple[Connection, FolderState]:
        connection = self._standing[0] if self._standing else None
        connection = connection or Connection(
            self._address, self._access, self._limits.patience, tell=self._tell
        )
        self._answered = True
        with self._dropped_after_trouble(connection):
            state = connection.examine(folder)
        self._standing = (connection, state)
        return self._standing

    def _tell(self, alert: str) -> None:
        if alert and alert not in self.alerts and len(self.alerts) < _ALERTS:
            self.alerts.append(alert)

    def _steadily(self, work: Callable[Given, Made], *args: Given.args, **more: Given.kwargs) -> Made:
        return self._limits.persistence.run(self._passes, work, *args, **more)

    def _passes(self, error: BaseException) -> bool:
        """Whether the same may go well in a moment. Who answered before and does not now is being restarted."""
        return isinstance(error, StepError) and (
            error.kind in _PASSING or (error.kind is Kind.DOWN and self._answered)
        )

    @contextlib.contextmanager
    def _standing_in(self, folder: str, validity: str) -> Iterator[Connection]:
        """The connection, in a folder whose uids still mean what they meant."""
        standing = self._standing
        connection, state = standing if standing and standing[1].name == folder else self._look(folder)
        if state.validity != validity:
            raise renumbered(folder, validity, state.validity)
        with self._dropped_after_trouble(connection):
            yield connection

    @contextlib.contextmanager
    def _dropped_after_trouble(self, connection: Connection) -> Iterator[None]:
        try:
            yield
        except StepError as error:
            # Of a folder that does not exist the server has only told so: the one before is still open.
            if error.kind is not Kind.ABSENT or self._standing is None:
                self._standing = None
                connection.close()
            raise


def _steps(address: ServerAddress, access: Access) -> tuple[Stage, ...]:
    *before, sign_in = _PLAIN_STEPS if address.security is Security.PLAIN else _STEPS
    return (*before, *(() if access.tokens is None else (Stage.TOKEN,)), sign_in)
