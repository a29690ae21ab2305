"""What an office asks for: the outline, who owes a report, by when, and what is checked.

Built by `rulebook/` from the files of `rules/<campaign>/`; nothing here reads a file.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from zoneinfo import ZoneInfo

from pipeline.model.calendar import WEEKENDS, Calendar
from pipeline.model.calibration import UNFITTED, Calibration
from pipeline.model.indicator import Indicator
from pipeline.model.mail import JUNK
from pipeline.model.mark import Mark


@dataclass(frozen=True, slots=True, kw_only=True)
class OutlineItem:
    """One section that a report must have; a parent is answered by its children.

    `min_words` is the length from which a section counts as full; `evidence` are words and phrases that the text
    below the heading is likely to hold.
    """

    id: str
    title: str
    aliases: tuple[str, ...] = ()
    required: bool = True
    weight: float = 1.0
    min_words: int = 30
    evidence: tuple[str, ...] = ()
    children: tuple[OutlineItem, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Outline:
    """The tree of sections, and headings that are known to belong to none of them (`foreign`)."""

    items: tuple[OutlineItem, ...]
    foreign: tuple[str, ...] = ()

    def walk(self) -> tuple[OutlineItem, ...]:
        """Every item in reading order, parents before their children."""
        return tuple(found for item in self.items for found in _walk(item))

    def leaves(self) -> tuple[OutlineItem, ...]:
        """The items without children, in reading order."""
        return tuple(item for item in self.walk() if not item.children)

    def parents(self) -> dict[str, str]:
        """Each item's parent id; empty for the top items."""
        below = {child.id: item.id for item in self.walk() for child in item.children}
        return {item.id: below.get(item.id, "") for item in self.walk()}


def _walk(item: OutlineItem) -> tuple[OutlineItem, ...]:
    return (item, *(found for child in item.children for found in _walk(child)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """Who owes a report. Lists are the spellings, addresses and number symbols the unit is known by."""

    code: str
    name: str
    kind: str = ""
    parent: str = ""
    aliases: tuple[str, ...] = ()
    emails: tuple[str, ...] = ()
    symbols: tuple[str, ...] = ()
    valid_from: dt.date | None = None
    valid_to: dt.date | None = None


def kin(units: Iterable[Unit]) -> dict[str, frozenset[str]]:
    """Per unit those above it and those below it, through any number of steps; units beside it are none."""
    parents = {unit.code: unit.parent for unit in units}
    above = {code: _above(code, parents) for code in parents}
    below: dict[str, set[str]] = {code: set() for code in parents}
    for code, superiors in above.items():
        for superior in superiors:
            below[superior].add(code)
    return {code: above[code] | below[code] for code in parents}


def _above(code: str, parents: Mapping[str, str]) -> frozenset[str]:
    found: set[str] = set()
    parent = parents[code]
    while parent in parents and parent not in found:
        found.add(parent)
        parent = parents[parent]
    return frozenset(found - {code})


class DueReading(StrEnum):
    """How `trước ngày X` is read: strict, the day X itself is late; lenient, it is not."""

    STRICT = "strict"
    LENIENT = "lenient"


def local_time(time: dt.datetime, timezone: ZoneInfo) -> dt.datetime:
    """An aware time as the zone's clocks show it; as it is where the calendar ends, since a sender may write 9999."""
    try:
        return time.astimezone(timezone)
    except OverflowError:
        return time


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """The deadline: reports are due before the day `before`.

    With `next_working_day` a last day that is off moves to the next one that is not. `until` is the last day on time as
    a reviewer ruled for one unit; it overrules all else.
    """

    before: dt.date
    reading: DueReading = DueReading.STRICT
    next_working_day: bool = False
    calendar: Calendar = WEEKENDS
    until: dt.date | None = None

    @property
    def stated_day(self) -> dt.date:
        """The last day on time as the plan says it, whatever day it is."""
        return self.before if self.reading is DueReading.LENIENT else self.before - dt.timedelta(days=1)

    @property
    def last_day(self) -> dt.date:
        """The last calendar day on which a report is on time."""
        if self.until is not None:
            return self.until
        return self.calendar.next_worked(self.stated_day) if self.next_working_day else self.stated_day

    def instant(self, timezone: ZoneInfo) -> dt.datetime:
        """The last second on time, in the campaign's time zone."""
        return dt.datetime.combine(self.last_day, dt.time(23, 59, 59), timezone)

    def days_late(self, arrived: dt.datetime, timezone: ZoneInfo) -> int:
        """Whole calendar days after the last day on time; 0 when on time."""
        return max(0, (local_time(arrived, timezone).date() - self.last_day).days)

    def working_days_late(self, arrived: dt.datetime, timezone: ZoneInfo) -> int:
        """Those of the days late that are worked."""
        return self.calendar.count_worked(self.last_day, local_time(arrived, timezone).date())


@dataclass(frozen=True, slots=True, kw_only=True)
class MailboxRules:
    """Where reports arrive. Without a `mark` the mailbox is never written to.

    `authserv` is the id under which the receiving server says who sent a mail (`-`: it gives none), empty when nobody is
    to be believed.
    `daily_bytes` is how much may be fetched from it in a day; 0 for any amount.
    """

    url: str = ""
    folders: tuple[str, ...] = ("INBOX", JUNK)
    mark: Mark | None = None
    authserv: str = ""
    daily_bytes: int = 0


class Severity(StrEnum):
    """How much a finding weighs, heaviest first."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


class Decides(StrEnum):
    """What the findings of a rule make of a verdict that would else be `complete`, heaviest first."""

    INCOMPLETE = "incomplete"
    REVIEW = "review"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """One rule of `checks.yaml`; `parameters` are those of its kind, `source` the article that it applies.

    It applies to papers of the days from `valid_from` to `valid_to`, both included; None for without end.
    `weight` orders what is said of a unit in one sentence, the heaviest first; 0 leaves the rule out of it.
    `decides` is None where the rule says nothing of it: then its kind does.
    """

    id: str
    kind: str
    severity: Severity
    parameters: Mapping[str, object] = field(default_factory=dict)
    source: str = ""
    valid_from: dt.date | None = None
    valid_to: dt.date | None = None
    weight: float = 1.0
    decides: Decides | None = None

    def applies_on(self, day: dt.date) -> bool:
        """Whether the rule holds for a paper of that day."""
        return (self.valid_from or dt.date.min) <= day <= (self.valid_to or dt.date.max)


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What a reviewer overruled. `subject` names a message, or `UNIT` or `UNIT/SECTION`.

    A `heading` is the text of the line under which the section stands, empty when it stands nowhere. A `due` is a unit's
    own last day on time.
    """

    at: dt.datetime
    by: str
    subject: str
    field: str
    value: str
    note: str


def in_force(decisions: Iterable[Decision]) -> dict[tuple[str, str], Decision]:
    """Per subject and field the ruling that counts: the last one.

    A ruling on a heading also ends what was ruled on that section's state before: the section is read anew from there.
    """
    counts: dict[tuple[str, str], Decision] = {}
    for decision in decisions:
        counts[decision.subject, decision.field] = decision
        if decision.field == "heading":
            counts.pop((decision.subject, "state"), None)
    return counts


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """A text beside the rules that reports are compared with: one that everybody was sent, or an earlier report of `unit`.

    `name` is its place in the folder of rules, `text` what a text file holds; other files lie at `path`, which texts lack.
    """

    name: str
    sha256: str
    unit: str = ""
    path: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pinned:
    """Under which lines of one document sections stand, as reviewers ruled: (item, folded text of the line).

    An empty text says that the item stands nowhere. Each item has one pair at most.
    """

    headings: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Campaign:
    """One round of reports, complete: all that the pure stages need to know.

    `references` are the spellings of the directive's number; `version` is a digest of the rule files, so that every
    result can name the rules that it was made by. `roots` are certificates (DER) that signers' may be traced to.
    """

    id: str
    name: str
    title: str
    agency: str
    timezone: ZoneInfo
    mailbox: MailboxRules
    period_from: dt.date | None
    period_to: dt.date | None
    opens: dt.date | None
    due: Due
    review_below: float
    references: tuple[str, ...]
    outline: Outline
    units: tuple[Unit, ...]
    checks: tuple[Check, ...]
    decisions: tuple[Decision, ...] = ()
    calibration: Calibration = UNFITTED
    indicators: tuple[Indicator, ...] = ()
    given: tuple[Given, ...] = ()
    version: str = ""
    roots: tuple[bytes, ...] = ()

    @property
    def due_at(self) -> dt.datetime:
        """The last second on time."""
        return self.due.instant(self.timezone)
