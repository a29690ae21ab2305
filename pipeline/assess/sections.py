"""Kind `sections`: what is wrong with the required outline items, one finding each."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import partial

from pipeline.assess.kind import Kind
from pipeline.model import labels
from pipeline.model.campaign import Campaign, Check, Decides, OutlineItem, Severity
from pipeline.model.document import Unread
from pipeline.model.finding import Finding, Record, Status
from pipeline.model.secrecy import CONFIDENTIAL
from pipeline.model.section import Section, State
from pipeline.model.submission import Role, SortedFile, Submission
from pipeline.sentences.reasons import REASONS
from pipeline.text.sentence import capital

_SAID = {
    State.MISSING: "Thiếu mục {id} {title}",
    State.EMPTY: "Mục {id} {title}: có tiêu đề, không có nội dung",
    State.UNREADABLE: "Mục {id} {title}: không đọc được",
    State.THIN: "Mục {id} {title}: nội dung sơ sài",
}
_BRIEF = {
    State.MISSING: "thiếu",
    State.EMPTY: "để trống",
    State.UNREADABLE: "không đọc được",
    State.THIN: "viết sơ sài",
}
_COUNTED = " ({words} từ, cần ít nhất {min_words})"  # why the program, and no reviewer, calls it thin


def check(record: Record, campaign: Campaign, rule: Check) -> Iterator[Finding]:
    """Missing, empty and unreadable items weigh as the rule says, thin and misplaced ones are lighter."""
    if record.counting is None:
        return
    if record.unreadable:
        yield _unreadable(record, rule)
        return
    yield from _not_read_since(record, record.counting, rule)
    found = {section.item: section for section in record.sections}
    for item in campaign.outline.leaves():
        if item.required:
            yield from _of_item(record, campaign, rule, item, found[item.id])


def _not_read_since(record: Record, counting: Submission, rule: Check) -> Iterator[Finding]:
    """Reports that came after the one that counts: had they been read, they would count."""
    for later in record.submissions:
        if later.is_report and later.version > counting.version:
            yield Finding(
                unit=record.unit.code, version=later.version, check=rule.id, severity=Severity.WARNING,
                message=f"Lần nộp {later.version} chưa đọc được; kết quả là của lần nộp {counting.version}",
                file=next((file.file.name for file in later.files if file.role is Role.UNREADABLE), ""),
                brief=f"lần nộp {later.version} chưa đọc được",
            )  # fmt: skip


def _of_item(
    record: Record, campaign: Campaign, rule: Check, item: OutlineItem, section: Section
) -> Iterator[Finding]:
    unsure = section.confidence < campaign.review_below
    brief = _brief(section, unsure=unsure)
    if section.state in _SAID:
        severity = Severity.WARNING if section.state is State.THIN else rule.severity
        yield replace(_finding(record, rule, severity, _said(item, section), section), brief=brief)
    note = partial(_finding, record, rule, Severity.NOTE)
    if unsure:
        since = f": ý kiến của {section.ruled_by} có trước lần nộp này" if section.ruled_by else ""
        yield replace(note(f"Mục {item.id}: {labels.REVIEW}{since}", section), brief=brief)
    if not section.in_order:
        yield replace(note(f"Mục {item.id} đứng sai thứ tự đề cương", section), brief="sai thứ tự")


def _brief(section: Section, *, unsure: bool) -> str:
    """The same for the state and for the doubt about it, so that a sentence says both at once."""
    gap = _BRIEF.get(section.state, "")
    return f"{labels.REVIEW}, có thể {gap}" if gap and unsure else labels.REVIEW if unsure else gap


def _said(item: OutlineItem, section: Section) -> str:
    said = _SAID[section.state].format(id=item.id, title=item.title)
    if section.ruled_by:
        return f"{said}, theo ý kiến của {section.ruled_by}"
    if section.state is State.THIN:
        return said + _COUNTED.format(words=section.words, min_words=item.min_words)
    return said


def _finding(record: Record, rule: Check, severity: Severity, message: str, section: Section) -> Finding:
    counting = record.counting
    report = counting.report if counting else None
    return Finding(
        unit=record.unit.code, version=counting.version if counting else 0, check=rule.id, severity=severity,
        message=message, section=section.item, file=report.file.name if report else "", page=section.page,
        evidence=section.heading,
    )  # fmt: skip


def unread(record: Record) -> str:
    """What is said of a report that came and could not be read, or must not be; that it came late, another check says."""
    readings = [file.reading for file in _unread_files(record)]
    secret = any(isinstance(reading, Unread) and reading.code == CONFIDENTIAL for reading in readings)
    sent = "đã gửi đúng hạn" if record.status is Status.ON_TIME else "đã gửi"
    return f"{sent}, không đọc để giữ bí mật" if secret else f"{sent}, chưa đọc được"


def _unread_files(record: Record) -> list[SortedFile]:
    counting = record.counting
    return [file for file in (counting.files if counting else ()) if file.role is Role.UNREADABLE]


def _unreadable(record: Record, rule: Check) -> Finding:
    counting = record.counting
    files = _unread_files(record)
    reason = (
        REASONS.in_vietnamese("; ".join(dict.fromkeys(file.reason for file in files)))
        or "không có tệp nào đọc được"
    )
    said = unread(record)
    return Finding(
        unit=record.unit.code, version=counting.version if counting else 0, check=rule.id, severity=rule.severity,
        message=capital(said), file=files[0].file.name if files else "", evidence=reason, brief=said,
    )  # fmt: skip


KIND = Kind(
    name="sections",
    about="Mục bắt buộc của đề cương bị thiếu, bỏ trống, sơ sài, chưa đọc được hoặc cần xem lại.",
    check=check,
    group="nội dung",
    decides=Decides.INCOMPLETE,
)
