"""Kind `deadline`: the report came after the last day on time, by the first arrival."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace

from pipeline.assess.kind import Kind
from pipeline.model.campaign import Campaign, Check, DueReading, Severity, local_time
from pipeline.model.finding import Finding, Record, Status
from pipeline.text.sentence import capital


def check(record: Record, campaign: Campaign, rule: Check) -> Iterator[Finding]:
    """Late reports, and with the lenient reading those that came on the very day of the deadline (a note)."""
    if record.first_at is None:
        return
    arrived = local_time(record.first_at, campaign.timezone)
    if record.status is Status.LATE:
        brief = f"nộp muộn {record.days_late} ngày"
        said = f" (hạn: trước ngày {_day(campaign.due.before)})"
        yield _finding(record, rule, (brief, said), arrived)
    elif campaign.due.reading is DueReading.LENIENT and arrived.date() == campaign.due.before:
        brief = f"nộp đúng ngày {_day(campaign.due.before)}"
        yield _finding(record, replace(rule, severity=Severity.NOTE), (brief, ""), arrived)


def _day(date: dt.date) -> str:
    return f"{date.day}/{date.month}/{date.year}"


def _finding(record: Record, rule: Check, said: tuple[str, str], arrived: dt.datetime) -> Finding:
    """`said` is the brief, and what the message has after it."""
    first = next(one for one in record.submissions if one.is_report)
    return Finding(
        unit=record.unit.code, version=first.version, check=rule.id, severity=rule.severity,
        message=capital("".join(said)), evidence=f"{arrived:%H:%M %d/%m/%Y}", brief=said[0],
    )  # fmt: skip


KIND = Kind(
    name="deadline",
    about="Báo cáo đến sau hạn nộp.",
    check=check,
    group="thời hạn",
)
