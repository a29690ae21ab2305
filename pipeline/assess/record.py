"""One unit's record: all its submissions, the one that counts, whether it came in time, and its sections."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from pipeline.errors import RulesError
from pipeline.model.calendar import as_day
from pipeline.model.campaign import Campaign, Decision, Due, Outline, Unit, in_force
from pipeline.model.document import Document, Unread
from pipeline.model.finding import Record, Status
from pipeline.model.secrecy import CONFIDENTIAL
from pipeline.model.section import Alignment, Section, State, state_above
from pipeline.model.submission import Role, Submission

_CERTAIN = 1.0
# Files that nobody can read as they are; with other reasons a better reader, or OCR, may still find the text.
_FOR_GOOD = frozenset({"password", "empty", "corrupt", CONFIDENTIAL})
_NOT_YET = 0.5


def counting(submissions: Sequence[Submission]) -> Submission | None:
    """The latest report that was read; when none could be read, the latest at all."""
    reports = [one for one in submissions if one.is_report]
    read = [one for one in reports if one.report and isinstance(one.report.reading, Document)]
    return next(reversed(read or reports), None)


def build_record(
    unit: Unit,
    submissions: Sequence[Submission],
    alignment: Alignment | None,
    campaign: Campaign,
    *,
    doubt: float = 0.0,
) -> Record:
    """Bring together what is known of a unit. `alignment` is of the counting report, None when it was not read.

    The status goes by the first arrival of a report, readable or not. `doubt` is the chance that a unit which sent
    nothing stands behind one of the reports that could not be identified. RulesError when a decision names no state or day.
    """
    chosen = counting(submissions)
    arrivals = [one.received_at for one in submissions if one.is_report]
    first = min(arrivals, default=None)
    due, extended_by = _due(unit, campaign)
    late = due.days_late(first, campaign.timezone) if first else 0
    status = Status.NOT_SUBMITTED if first is None else Status.LATE if late else Status.ON_TIME
    sections, by = _decided(unit, _sections(chosen, alignment, campaign, doubt), campaign, chosen)
    headings = headings_ruled(unit, campaign)
    read = set(alignment.pinned) if alignment else set()
    by |= extended_by | {ruling.by for item, ruling in headings.items() if item in read}
    return Record(
        unit=unit, submissions=tuple(submissions), counting=chosen, status=status, first_at=first, days_late=late,
        due=due, sections=sections, decided_by=", ".join(sorted(by)),
        unapplied=tuple(ruling for item, ruling in headings.items() if item not in read),
    )  # fmt: skip


def _due(unit: Unit, campaign: Campaign) -> tuple[Due, set[str]]:
    """The deadline of a unit, and who extended it."""
    ruling = in_force(campaign.decisions).get((unit.code, "due"))
    if ruling is None:
        return campaign.due, set()
    until = as_day(ruling.value)
    if until is None:
        raise RulesError((f"decisions.csv: {unit.code}: {ruling.value!r} is no date such as 2023-06-20",))
    return replace(campaign.due, until=until), {ruling.by}


def headings_ruled(unit: Unit, campaign: Campaign) -> dict[str, Decision]:
    """What reviewers ruled of a unit's headings, by item of the outline, in its order."""
    return _ruled_on(unit, campaign, "heading")


def _ruled_on(unit: Unit, campaign: Campaign, field: str) -> dict[str, Decision]:
    rulings = in_force(campaign.decisions)
    subjects = {item.id: (f"{unit.code}/{item.id}", field) for item in campaign.outline.walk()}
    return {item: rulings[subject] for item, subject in subjects.items() if subject in rulings}


def _sections(
    chosen: Submission | None, alignment: Alignment | None, campaign: Campaign, doubt: float
) -> tuple[Section, ...]:
    if alignment is not None:
        return alignment.sections
    if chosen is None:
        state, sure = State.NOT_SUBMITTED, round(1.0 - doubt, 3)
    else:
        state, sure = State.UNREADABLE, _CERTAIN if _unreadable_for_good(chosen) else _NOT_YET
    return tuple(Section(item=item.id, state=state, confidence=sure) for item in campaign.outline.walk())


def _unreadable_for_good(submission: Submission) -> bool:
    papers = [file.reading for file in submission.files if file.role is Role.UNREADABLE]
    codes = {reading.code if isinstance(reading, Unread) else "" for reading in papers}
    return bool(codes) and codes <= _FOR_GOOD


def _decided(
    unit: Unit, sections: tuple[Section, ...], campaign: Campaign, counting: Submission | None
) -> tuple[tuple[Section, ...], set[str]]:
    """The sections with what reviewers ruled of their states, and who ruled; the last decision wins."""
    rulings = _ruled_on(unit, campaign, "state")
    ruled = {section.item: _ruled(section, rulings.get(section.item), counting) for section in sections}
    for parent in campaign.outline.walk():
        below = Outline(items=parent.children).leaves()
        if parent.id not in rulings and any(leaf.id in rulings for leaf in below):
            ruled[parent.id] = _above(ruled[parent.id], [ruled[leaf.id] for leaf in below])
    return tuple(ruled.values()), {ruling.by for ruling in rulings.values()}


def _ruled(section: Section, ruling: Decision | None, counting: Submission | None) -> Section:
    """The section as ruled: certain, unless the report that counts came later, which the reviewer cannot have seen."""
    if ruling is None:
        return section
    if ruling.value not in set(State):
        problem = f"{ruling.value!r} is no state; use one of: {', '.join(State)}"
        raise RulesError((f"decisions.csv: {ruling.subject}: {problem}",))
    seen = counting is None or counting.received_at <= ruling.at
    sure = _CERTAIN if seen else _NOT_YET
    return replace(section, state=State(ruling.value), confidence=sure, ruled_by=ruling.by)


def _above(parent: Section, below: Sequence[Section]) -> Section:
    """A parent speaks through its leaves, so it says something else once one of them was ruled on."""
    state = state_above(leaf.state for leaf in below)
    return replace(parent, state=state, confidence=min(leaf.confidence for leaf in below))
