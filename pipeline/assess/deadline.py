"""Kind `deadline`: the report came after the last day on time, by the first arrival; or on time for a reason worth a note."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace

from pipeline.assess.kind import Kind
from pipeline.model.campaign import Campaign, Check, Due, DueReading, Severity, local_time
from pipeline.model.finding import Finding, Record, Status
from pipeline.text.sentence import capital, day


def check(record: Record, campaign: Campaign, rule: Check) -> Iterator[Finding]:
    """Late reports; as notes those in time by the lenient reading, by a day off, or by an extension alone."""
    if record.first_at is None:
        return
    arrived = local_time(record.first_at, campaign.timezone)
    evidence = f"{arrived:%H:%M %d/%m/%Y}"
    just = _just(record.due, campaign.due, arrived.date())
    if record.status is Status.LATE:
        worked = record.due.working_days_late(arrived, campaign.timezone)
        said = (f"nộp muộn {record.days_late} ngày", f" ({_deadline(record.due)})")
        yield _finding(record, rule, said, f"{evidence}, {worked} ngày làm việc sau hạn")
    elif just:
        yield _finding(record, replace(rule, severity=Severity.NOTE), just, evidence)


def _deadline(due: Due) -> str:
    """The deadline in words, with why it is not the one of the plan."""
    if due.until:
        return f"hạn đã gia hạn: hết ngày {day(due.until)}"
    if due.last_day != due.stated_day:
        return f"hạn: hết ngày {day(due.last_day)}, vì ngày {day(due.stated_day)} là ngày nghỉ"
    if due.reading is DueReading.LENIENT:
        return f"hạn: hết ngày {day(due.last_day)}"
    return f"hạn: trước ngày {day(due.before)}"


def _just(due: Due, common: Due, arrived: dt.date) -> tuple[str, str] | None:
    """What is said of a report that is in time, but would not be by the plainest reading of the plan."""
    if due.until and arrived > common.last_day:
        return f"được gia hạn đến hết ngày {day(due.until)}", ", nộp sau hạn chung"
    if arrived > due.stated_day and not due.until:
        return f"hạn lùi đến hết ngày {day(due.last_day)}", f": ngày {day(due.stated_day)} là ngày nghỉ"
    if due.reading is DueReading.LENIENT and arrived == due.before:
        return f"nộp đúng ngày {day(due.before)}", ""
    return None


def _finding(record: Record, rule: Check, said: tuple[str, str], evidence: str) -> Finding:
    """`said` is the brief, and what the message has after it."""
    first = next(one for one in record.submissions if one.is_report)
    return Finding(
        unit=record.unit.code, version=first.version, check=rule.id, severity=rule.severity,
        message=capital("".join(said)), evidence=evidence, brief=said[0],
    )  # fmt: skip


KIND = Kind(
    name="deadline",
    about="Báo cáo đến sau hạn nộp.",
    check=check,
    group="thời hạn",
)
