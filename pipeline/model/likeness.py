"""Where a report's text is nearly that of another paper, and where it names another unit as if it were that one."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum


class Origin(StrEnum):
    """What a report is like: another unit's report, an earlier one of its own unit, a text that everybody was given."""

    UNIT = "unit"
    EARLIER = "earlier"
    KNOWN = "known"


class Spot(StrEnum):
    """Where a unit names itself in its report."""

    LETTERHEAD = "letterhead"
    OPENING = "opening"
    SIGNATURE = "signature"
    CLOSING = "closing"
    TEXT = "text"


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """Two paragraphs nearly alike: places of their blocks from 0, and the share of words in the same order, 0 to 1."""

    ours: int
    theirs: int
    alike: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """What of one report is like one other paper, before it is quoted.

    `rule` is the check that asked; `source` the other unit's code, or the name of a file. `pairs` have each paragraph
    of the report once, in its order; `paragraphs` is how many were compared: long enough, and no set phrase; `share` is
    of their words, 0 to 1.
    """

    rule: str
    origin: Origin
    source: str
    pairs: tuple[Pair, ...]
    paragraphs: int
    share: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A paragraph of the report beside the one that it is like, both shortened; pages count from 1, None unknown."""

    text: str
    page: int | None
    theirs: str
    their_page: int | None
    alike: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Copy:
    """A match with its longest passages, in the order of the report. `count` is how many there are in all.

    `name` is the other unit's or the file's; `sent_at` when that unit's first report came, None for other texts.
    """

    rule: str
    origin: Origin
    source: str
    name: str
    passages: tuple[Passage, ...]
    count: int
    paragraphs: int
    share: float
    sent_at: dt.datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Misnamed:
    """A place where the report speaks as another unit: whose name stands there (`unit`), where, and the words."""

    unit: str
    where: Spot
    text: str
    page: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Originality:
    """What one report is nearly a copy of, most alike first by rule, and where it speaks as another unit."""

    copies: tuple[Copy, ...] = ()
    misnamed: tuple[Misnamed, ...] = ()
