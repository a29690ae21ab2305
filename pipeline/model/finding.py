"""What the checks have to say about a unit, and the verdict over all of them."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from enum import StrEnum

from pipeline.model.campaign import Decision, Due, Severity, Unit
from pipeline.model.figure import Figure
from pipeline.model.likeness import Originality
from pipeline.model.paper import Paper
from pipeline.model.section import Section, State
from pipeline.model.submission import Submission

BESIDE, THEN = " ↔ ", " • "  # between two passages in an evidence, and between such pairs


class Status(StrEnum):
    """By arrival alone."""

    ON_TIME = "on_time"
    LATE = "late"
    NOT_SUBMITTED = "not_submitted"


class Verdict(StrEnum):
    """Over all sections and checks of a unit."""

    COMPLETE = "complete"
    INCOMPLETE = "incomplete"
    REVIEW = "review"
    UNREADABLE = "unreadable"
    NOT_SUBMITTED = "not_submitted"


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing that a check found. `message` is Vietnamese, for staff; `evidence` is quoted from the paper.

    `brief` is what one sentence on the unit says of it, in small letters and without the section's number, which is put
    after it; where it is empty, findings are only counted there.
    """

    unit: str
    version: int
    check: str
    severity: Severity
    message: str
    section: str = ""
    file: str = ""
    page: int | None = None
    evidence: str = ""
    brief: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """All that is known of one unit's report: every version in order of arrival, and the one that counts.

    `counting` is the latest complete submission, None when nothing was sent; `sections` are that submission's, in
    outline order, every item present; `figures` are those of its report and annexes, by indicator.
    `unapplied` are rulings on headings that its report has no line for. `originality` says what its report is nearly a copy
    of, and where it speaks as another unit; `paper` is that report taken apart, None when none was
    read. `due` is the campaign's deadline, or what a reviewer made of it for this unit.
    """

    unit: Unit
    submissions: tuple[Submission, ...]
    counting: Submission | None
    status: Status
    first_at: dt.datetime | None
    days_late: int
    due: Due
    sections: tuple[Section, ...]
    decided_by: str = ""
    figures: tuple[Figure, ...] = ()
    unapplied: tuple[Decision, ...] = ()
    originality: Originality = field(default_factory=Originality)
    paper: Paper | None = None

    @property
    def unreadable(self) -> bool:
        """Whether something was sent and nothing of it could be read."""
        return self.counting is not None and {one.state for one in self.sections} == {State.UNREADABLE}


@dataclass(frozen=True, slots=True, kw_only=True)
class Assessment:
    """A record with what was found in it. `completeness` is the weighted share of required sections, 0 to 1.

    `explanation` says in one Vietnamese sentence why the verdict is what it is.
    """

    record: Record
    findings: tuple[Finding, ...]
    completeness: float
    verdict: Verdict
    confidence: float
    explanation: str = ""
