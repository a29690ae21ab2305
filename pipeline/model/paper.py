"""The parts of a paper by its form (thể thức): letterhead, number, date, type, addressees, body, signature, recipients."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from enum import StrEnum

from pipeline.model.document import Style


class Regime(StrEnum):
    """Whose rules of form a paper follows, by its letterhead."""

    PARTY = "party"
    STATE = "state"
    UNKNOWN = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One line of the paper in its role: its words as written, its look, its page, the place of its block in the document.

    `block` is an index of `Document.blocks`. `style` tells nothing where the format does not (a scan, a cell without
    its own look).
    """

    text: str
    style: Style = field(default_factory=Style)
    page: int | None = None
    block: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """A paper taken apart. What is not there is empty or None; lines stand from top to bottom.

    `heading` are the lines of the nation or of the Party, `above` and `issuer` the left lines of the letterhead, `star`
    the line below them (`*`, or hyphens), `number` the line of number and symbol, `dated` that of place and date, in the
    letterhead or else above the signature, with the `date` in it (None in a draft or unreadable). `marks` are the lines of
    confidentiality and urgency.
    `kind` is the line of the type (`BÁO CÁO`), `abstract` what stands below it (a letter's `V/v …`), `rule` the line of
    hyphens under that. `addressees` are the lines of `Kính gửi`, `basis` those of the legal basis, which begin the `body`:
    the first and last block of the text proper, None without one. `signature` are the lines of authority and post
    (`T/M …`), `signer` the name below them, `recipients` the lines from `Nơi nhận` on, `annexes` the titles of annexes,
    of several lines where they have as many. `begins` is its first block, below a cover that stands above it.
    """

    regime: Regime = Regime.UNKNOWN
    heading: tuple[Part, ...] = ()
    above: tuple[Part, ...] = ()
    issuer: tuple[Part, ...] = ()
    star: Part | None = None
    number: Part | None = None
    dated: Part | None = None
    date: dt.date | None = None
    marks: tuple[Part, ...] = ()
    kind: Part | None = None
    abstract: tuple[Part, ...] = ()
    rule: Part | None = None
    addressees: tuple[Part, ...] = ()
    basis: tuple[Part, ...] = ()
    body: tuple[int, int] | None = None
    signature: tuple[Part, ...] = ()
    signer: Part | None = None
    recipients: tuple[Part, ...] = ()
    annexes: tuple[Part, ...] = ()
    begins: int = 0
