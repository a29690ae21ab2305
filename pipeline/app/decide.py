"""`decide`: a reviewer's ruling → one line of `decisions.csv`, and the tables that it changes.

The line has a lock of its own, which no poll holds: a ruling is never refused, nor lost, because the outputs are being
written. Those have the campaign's lock; who finds it taken leaves the tables to the next run, which reads the ruling.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from pipeline.app.objections import objection
from pipeline.app.office import Office
from pipeline.app.results import DecideResult
from pipeline.app.tables import Known, know, up_to_date, write_tables
from pipeline.app.trap import Trap
from pipeline.errors import BusyError, UsageError
from pipeline.model.campaign import Decision, local_time
from pipeline.model.document import Document
from pipeline.rulebook import as_written
from pipeline.tabulate import changes

_LONGEST = 2_000  # letters of one text: a heading has 220 at most, and a cell of a spreadsheet holds 32,767


@dataclass(frozen=True, slots=True, kw_only=True)
class Decide:
    """What is ruled, by whom, and why."""

    subject: str
    field: str
    value: str
    by: str
    note: str


def decide(office: Office, asked: Decide) -> DecideResult:
    """Record a ruling and bring the outputs up to date. UsageError, and nothing written, when it makes no sense."""
    office = up_to_date(office)
    decision = _decision(office, asked)
    trap = Trap()
    before = know(office, trap)
    decisions = (*office.campaign.decisions, decision)
    ruled = replace(office, campaign=replace(office.campaign, decisions=decisions))
    after = know(ruled, trap)
    _check_heading(decision, after)
    recorded = office.decisions.add(decision)
    written, busy = _written(ruled, trap, after)
    return DecideResult(
        decision=decision, recorded=recorded, written=written, busy=busy,
        changes=changes(before.frames, after.frames) if recorded else (),
        failures=tuple(dict.fromkeys(trap.failures)),
    )  # fmt: skip


def _decision(office: Office, asked: Decide) -> Decision:
    now = local_time(office.clock(), office.campaign.timezone).replace(microsecond=0)
    decision = as_written(
        Decision(
            at=now, by=asked.by, subject=asked.subject, field=asked.field, value=asked.value, note=asked.note
        )
    )
    if not decision.by or not decision.note:
        raise UsageError("To decide, say who you are and why: --by NAME and --note TEXT.")
    for name in ("by", "value", "note"):
        if len(getattr(decision, name)) > _LONGEST:
            raise UsageError(f"The {name} is longer than {_LONGEST:,} letters: say it in fewer.")
    messages = {entry.id for entry in office.ledger.entries()}
    if against := objection(decision, office.campaign, messages):
        raise UsageError(against)
    return decision


def _check_heading(decision: Decision, after: Known) -> None:
    """A heading must be a line of the report that counts, or nothing can ever be read from there."""
    if decision.field != "heading":
        return
    code = decision.subject.partition("/")[0]
    record = next(one.record for one in after.overview.assessments if one.record.unit.code == code)
    report = record.counting.report if record.counting else None
    if report is None or not isinstance(report.reading, Document):
        raise UsageError(f"{code} has no report that was read, so no heading of it can be decided.")
    if decision in record.unapplied:
        what = f"No line of {report.file.name} that can be a heading reads {decision.value!r}"
        raise UsageError(f"{what}: copy the line as it stands in the report of {code}.")


def _written(office: Office, trap: Trap, known: Known) -> tuple[tuple[Path, ...], str]:
    """The files written; or none, and who is at work on them."""
    try:
        with office.lock.hold():
            return write_tables(office, trap, known=known), ""
    except BusyError as busy:
        return (), str(busy)
