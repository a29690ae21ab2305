"""A message understood: whose it is, what it is for, which of its files is the report."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from pipeline.model.document import Document, Reading
from pipeline.model.mail import Arrival, File, Message
from pipeline.model.signature import UNSIGNED, Signed


class Disposition(StrEnum):
    """What became of a message."""

    REPORT = "report"
    CORRECTION = "correction"
    SUPPLEMENT = "supplement"
    DUPLICATE = "duplicate"
    OTHER = "other"
    UNIDENTIFIED = "unidentified"
    QUARANTINED = "quarantined"


class Role(StrEnum):
    """What a file is in its message."""

    REPORT = "report"
    SIGNED_COPY = "signed_copy"
    ANNEX = "annex"
    COVER_LETTER = "cover_letter"
    OTHER = "other"
    UNREADABLE = "unreadable"


@dataclass(frozen=True, slots=True, kw_only=True)
class ByHand:
    """A file that a person took in: for which unit, who, and why."""

    unit: str
    by: str
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Received:
    """A message with everything that reading it gave: the input of identification.

    `message` is None when it could not be fetched or parsed; `trouble` then says why. `readings` maps a file's path
    to what was read from it; files that no reader takes are absent. `signed` maps it to its signatures, where it has any.
    """

    id: str
    arrival: Arrival
    sha256: str
    message: Message | None
    readings: tuple[tuple[str, Reading], ...] = ()
    by_hand: ByHand | None = None
    trouble: str = ""
    signed: tuple[tuple[str, Signed], ...] = ()

    def reading(self, path: str) -> Reading | None:
        """What was read from the file at `path`, or None when nothing reads its kind."""
        return dict(self.readings).get(path)

    def signatures(self, path: str) -> Signed:
        """The signatures of the file at `path`."""
        return dict(self.signed).get(path, UNSIGNED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Clue:
    """One independent hint at a unit: where it was seen, how much it weighs (0 to 1), and the words seen."""

    source: str
    unit: str
    weight: float
    evidence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Identification:
    """Exactly one unit, or none and why not. `candidates` are (unit, score) pairs, best first.

    `margin` is how far the best is before the second, in natural logarithms of odds; `confidence` the chance, 0 to 1,
    that the unit is the right one.
    """

    unit: str
    confidence: float
    candidates: tuple[tuple[str, float], ...]
    clues: tuple[Clue, ...]
    reason: str = ""
    margin: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class SortedFile:
    """A file with its role; `reason` says why where it is not plain."""

    file: File
    role: Role
    reading: Reading | None
    reason: str = ""
    signed: Signed = UNSIGNED


class Elsewhere(StrEnum):
    """Where a report seems to be that is not among a message's files."""

    NOWHERE = ""
    TEXT = "text"
    LINK = "link"
    OTHER_TIME = "other_time"


class Confirmed(StrEnum):
    """Whether the receiving server found that a mail comes from the address it names."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class SenderCheck:
    """What the receiving server found of a mail's sender, and its words (`dmarc=fail`); empty when it says nothing."""

    confirmed: Confirmed = Confirmed.UNKNOWN
    evidence: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Submission:
    """A message sorted: its disposition, unit and version (0 when it has none).

    `decided_by` names the reviewers whose decisions set the unit and the disposition, else empty. `elsewhere` says where the
    report of a message without one seems to be.
    """

    received: Received
    disposition: Disposition
    identification: Identification
    files: tuple[SortedFile, ...]
    version: int = 0
    reason: str = ""
    decided_by: str = ""
    sender_check: SenderCheck = SenderCheck()
    elsewhere: Elsewhere = Elsewhere.NOWHERE

    @property
    def unit(self) -> str:
        """The unit's code, empty when unknown."""
        return self.identification.unit

    @property
    def received_at(self) -> dt.datetime:
        """When it arrived, aware."""
        return self.received.arrival.received_at

    @property
    def sender(self) -> str | None:
        """The address that the mail names as its sender; None for what a person took in, and where no mail was read."""
        message = self.received.message
        return None if message is None or self.received.by_hand else message.envelope.sender

    @property
    def is_report(self) -> bool:
        """Whether it is the unit's report, first or sent again, readable or not."""
        return self.disposition in {Disposition.REPORT, Disposition.CORRECTION}

    @property
    def report(self) -> SortedFile | None:
        """The file that is the report, or None; of several pictures the one that has the text of all."""
        reports = [found for found in self.files if found.role is Role.REPORT]
        read = [found for found in reports if isinstance(found.reading, Document)]
        return next(iter(read or reports), None)
