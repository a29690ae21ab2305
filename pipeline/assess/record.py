"""One unit's record: all its submissions, the one that counts, whether it came in time, and its sections."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from pipeline.model.campaign import Campaign, Decision, Unit
from pipeline.model.document import Document
from pipeline.model.finding import Record, Status
from pipeline.model.section import Alignment, Section, State
from pipeline.model.submission import Disposition, Submission

_REPORTS = frozenset({Disposition.REPORT, Disposition.CORRECTION})
# That nothing came, or that a file cannot be read, is certain in itself.
_CERTAIN = 1.0


def counting(submissions: Sequence[Submission]) -> Submission | None:
    """The latest report that was read; when none could be read, the latest at all."""
    reports = [one for one in submissions if one.disposition in _REPORTS]
    read = [one for one in reports if one.report and isinstance(one.report.reading, Document)]
    return next(reversed(read or reports), None)


def build_record(
    unit: Unit, submissions: Sequence[Submission], alignment: Alignment | None, campaign: Campaign
) -> Record:
    """Bring together what is known of a unit. `alignment` is of the counting report, None when it was not read.

    The status goes by the first arrival of a report, readable or not.
    """
    chosen = counting(submissions)
    arrivals = [one.received_at for one in submissions if one.disposition in _REPORTS]
    first = min(arrivals, default=None)
    late = campaign.due.days_late(first, campaign.timezone) if first else 0
    status = Status.NOT_SUBMITTED if first is None else Status.LATE if late else Status.ON_TIME
    sections, by = _decided(unit, _sections(status, alignment, campaign), campaign.decisions)
    return Record(
        unit=unit, submissions=tuple(submissions), counting=chosen, status=status, first_at=first, days_late=late,
        sections=sections, decided_by=by,
    )  # fmt: skip


def _sections(status: Status, alignment: Alignment | None, campaign: Campaign) -> tuple[Section, ...]:
    if alignment is not None:
        return alignment.sections
    state = State.NOT_SUBMITTED if status is Status.NOT_SUBMITTED else State.UNREADABLE
    return tuple(Section(item=item.id, state=state, confidence=_CERTAIN) for item in campaign.outline.walk())


def _decided(
    unit: Unit, sections: tuple[Section, ...], decisions: Sequence[Decision]
) -> tuple[tuple[Section, ...], str]:
    """The sections with what reviewers ruled of their states, and who ruled; the last decision wins."""
    rulings = {
        d.subject: d for d in decisions if d.field == "state" and d.subject.startswith(f"{unit.code}/")
    }
    ruled = tuple(
        replace(section, state=State(ruling.value), confidence=_CERTAIN)
        if (ruling := rulings.get(f"{unit.code}/{section.item}"))
        else section
        for section in sections
    )
    return ruled, ", ".join(sorted({ruling.by for ruling in rulings.values()}))
