"""What the sample mailbox is made of: letters before they become files, and the truth about every mail and unit.

Frozen values only; nothing here draws, writes or decides.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from pipeline.model.finding import Status
from pipeline.model.section import State
from pipeline.model.submission import Disposition


class Shape(StrEnum):
    """What a part of a letter looks like on the page."""

    CHAPTER = "chapter"
    HEADING = "heading"
    BODY = "body"
    BULLET = "bullet"
    TABLE = "table"


class Layout(StrEnum):
    """How a Word file makes its headings."""

    STYLES = "styles"
    BOLD = "bold"
    AUTO = "auto"
    PLAIN = "plain"


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One paragraph, heading or table. `label` is the number in front of a heading, as a typist writes it."""

    shape: Shape
    text: str = ""
    label: str = ""
    rows: tuple[tuple[str, ...], ...] = ()

    @property
    def typed(self) -> str:
        """The text with its label or dash, as it stands on the page."""
        if self.shape is Shape.BULLET:
            return f"- {self.text}"
        return f"{self.label} {self.text}" if self.label else self.text


@dataclass(frozen=True, slots=True, kw_only=True)
class Letterhead:
    """The two columns at the top. `party` chooses between the Party's form and the State's."""

    party: bool
    parent: str
    issuer: str
    number: str
    place_date: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """A paper from letterhead to signature; `head` is None for the one that nobody can place.

    `subject` is the line `V/v …` of a cover letter, below the number; `capacity` the lines above the signature.
    """

    head: Letterhead | None
    title: str
    abstract: str
    parts: tuple[Part, ...]
    recipients: tuple[str, ...]
    capacity: tuple[str, ...]
    signer: str
    dated: dt.date
    subject: str = ""

    def texts(self) -> tuple[str, ...]:
        """Every paragraph and table cell of the body in reading order."""
        return tuple(
            text
            for part in self.parts
            for text in ([cell for row in part.rows for cell in row] if part.rows else [part.text])
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Attachment:
    """A file in a mail. `old_name` writes its name as many webmails do (RFC 2047 words); no name, no name at all."""

    name: str
    data: bytes
    media_type: str
    old_name: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Mail:
    """A mail to be written, with the truth about it.

    `utc` stamps the arrival in UTC instead of local time; `inner` is a mail forwarded whole; `bounced` makes it a
    delivery report about the address given.
    """

    scene: str
    unit: str
    kind: Disposition
    sender: str
    sender_name: str
    subject: str
    text: str
    arrived: dt.datetime
    attachments: tuple[Attachment, ...] = ()
    headers: tuple[tuple[str, str], ...] = ()
    inner: Mail | None = None
    bounced: str = ""
    utc: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class MailTruth:
    """What a mail of the sample is: its file, the unit it comes from (empty: none, or nobody can say), its kind.

    `scene` says in one or two words what is special about it. Of two mails with the same bytes and the same time of
    arrival either may be called the copy.
    """

    file: str
    unit: str
    kind: Disposition
    scene: str
    arrived: dt.datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitTruth:
    """What the tables should say of a unit: every roster unit, every outline leaf in order.

    `states` hold (leaf id, state) of the version that counts; `formats` what it came as, empty when nothing came.
    """

    unit: str
    status: Status
    states: tuple[tuple[str, State], ...]
    scene: str = ""
    formats: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoSummary:
    """The builder's own truth about the sample mailbox: mails in order of arrival, units in roster order.

    `remarks` are English sentences for the operator, such as that no PDF could be made.
    """

    mails: tuple[MailTruth, ...]
    units: tuple[UnitTruth, ...]
    remarks: tuple[str, ...] = ()
