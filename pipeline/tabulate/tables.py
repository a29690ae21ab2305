"""The six public tables. Column names and their order are a contract: a test pins them.

Text columns hold "" for nothing, counts are Int64, shares and values Float64, times ISO 8601 in the campaign's zone.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence

import pandas as pd

from pipeline.model.campaign import Campaign, Severity, local_time
from pipeline.model.document import Document, Unread
from pipeline.model.finding import Assessment
from pipeline.model.secrecy import CONFIDENTIAL
from pipeline.model.section import State
from pipeline.model.submission import Role, SortedFile, Submission

Row = dict[str, object]

_TEXT, _COUNT, _SHARE, _VALUE, _FLAG = "str", "Int64", "Float64", "Float64", "boolean"
COLUMNS: Mapping[str, Mapping[str, str]] = {
    "units": {
        "unit": _TEXT, "name": _TEXT, "status": _TEXT, "received_at": _TEXT, "due_at": _TEXT, "days_late": _COUNT,
        "version": _COUNT, "report": _TEXT, "format": _TEXT, "pages": _COUNT, "required": _COUNT, "full": _COUNT,
        "thin": _COUNT, "empty": _COUNT, "missing": _COUNT, "unreadable": _COUNT, "completeness": _SHARE,
        "errors": _COUNT, "warnings": _COUNT, "verdict": _TEXT, "confidence": _SHARE, "decided_by": _TEXT,
    },
    "sections": {
        "unit": _TEXT, "section": _TEXT, "title": _TEXT, "state": _TEXT, "heading": _TEXT, "score": _SHARE,
        "confidence": _SHARE, "in_order": _FLAG, "shared_with": _TEXT, "words": _COUNT, "page": _COUNT,
        "paragraph": _COUNT, "file": _TEXT, "text": _TEXT,
    },
    "findings": {
        "unit": _TEXT, "version": _COUNT, "check": _TEXT, "severity": _TEXT, "message": _TEXT, "section": _TEXT,
        "file": _TEXT, "page": _COUNT, "evidence": _TEXT,
    },
    "indicators": {
        "unit": _TEXT, "indicator": _TEXT, "title": _TEXT, "period": _TEXT, "value": _VALUE,
        "unit_of_measure": _TEXT, "raw": _TEXT, "confidence": _SHARE, "file": _TEXT, "page": _COUNT, "table": _COUNT,
        "row": _COUNT, "column": _COUNT,
    },
    "messages": {
        "message": _TEXT, "folder": _TEXT, "uid": _TEXT, "message_id": _TEXT, "sender": _TEXT, "subject": _TEXT,
        "sent_at": _TEXT, "received_at": _TEXT, "disposition": _TEXT, "unit": _TEXT, "version": _COUNT,
        "reason": _TEXT, "files": _COUNT,
    },
    "files": {
        "message": _TEXT, "path": _TEXT, "name": _TEXT, "sha256": _TEXT, "media_type": _TEXT, "bytes": _COUNT,
        "role": _TEXT, "reader": _TEXT, "pages": _COUNT, "ocr": _TEXT, "reason": _TEXT,
    },
}  # fmt: skip


def tabulate(
    assessments: Sequence[Assessment], submissions: Sequence[Submission], campaign: Campaign
) -> dict[str, pd.DataFrame]:
    """All six tables: units in roster order, messages in order of arrival."""
    time = _clock(campaign)
    rows: dict[str, Iterator[Row]] = {
        "units": (_unit(one, campaign, time) for one in assessments),
        "sections": (row for one in assessments for row in _sections(one, campaign)),
        "findings": (row for one in assessments for row in _findings(one)),
        "indicators": (row for one in assessments for row in _figures(one, campaign)),
        "messages": (_message(one, time) for one in submissions),
        "files": (row for one in submissions for row in _files(one)),
    }
    return {name: _frame(list(rows[name]), columns) for name, columns in COLUMNS.items()}


def _frame(rows: list[Row], columns: Mapping[str, str]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=list(columns), dtype=object).astype(dict(columns))


def _clock(campaign: Campaign) -> Callable[[dt.datetime | None], str]:
    def written(time: dt.datetime | None) -> str:
        return local_time(time, campaign.timezone).isoformat(timespec="seconds") if time else ""

    return written


def _unit(one: Assessment, campaign: Campaign, time: Callable[[dt.datetime | None], str]) -> Row:
    record = one.record
    required = {item.id for item in campaign.outline.leaves() if item.required}
    states = Counter(section.state for section in record.sections if section.item in required)
    severities = Counter(finding.severity for finding in one.findings)
    report = _paper(record.counting)
    document = report.reading if report and isinstance(report.reading, Document) else None
    return {
        "unit": record.unit.code, "name": record.unit.name, "status": record.status.value,
        "received_at": time(record.first_at), "due_at": time(record.due.instant(campaign.timezone)),
        "days_late": record.days_late if record.first_at else None,
        "version": record.counting.version if record.counting else None,
        "report": report.file.name if report else "", "format": _format(report),
        "pages": document.pages if document else None, "required": len(required),
        "full": states[State.FULL], "thin": states[State.THIN], "empty": states[State.EMPTY],
        "missing": states[State.MISSING], "unreadable": states[State.UNREADABLE],
        "completeness": one.completeness, "errors": severities[Severity.ERROR],
        "warnings": severities[Severity.WARNING], "verdict": one.verdict.value, "confidence": one.confidence,
        "decided_by": _deciders(one),
    }  # fmt: skip


def _deciders(one: Assessment) -> str:
    sources = (one.record.counting.decided_by if one.record.counting else "", one.record.decided_by)
    return ", ".join(dict.fromkeys(", ".join(filter(None, sources)).split(", ")))


def _paper(submission: Submission | None) -> SortedFile | None:
    """The report of a submission, or the file that could not be read in its place."""
    if submission is None:
        return None
    return submission.report or next((f for f in submission.files if f.role is Role.UNREADABLE), None)


def _format(report: SortedFile | None) -> str:
    """The short name of a file's format by its content: `docx`, `pdf`, `doc`."""
    if report is None:
        return ""
    kind = report.file.media_type
    return _FORMATS.get(kind, kind.rpartition("/")[2].removeprefix("vnd.").removeprefix("x-"))


_FORMATS = {
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "docx",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.template": "dotx",
    "application/vnd.ms-word.document.macroEnabled.12": "docm",
    "application/vnd.ms-word.template.macroEnabled.12": "dotm",
    "application/x-encrypted-ooxml": "docx",
    "application/pdf": "pdf",
    "application/msword": "doc",
    "application/rtf": "rtf",
    "application/vnd.oasis.opendocument.text": "odt",
}


def _sections(one: Assessment, campaign: Campaign) -> Iterator[Row]:
    titles = {item.id: item.title for item in campaign.outline.walk()}
    report = _paper(one.record.counting)
    for section in one.record.sections:
        yield {
            "unit": one.record.unit.code, "section": section.item, "title": titles[section.item],
            "state": section.state.value, "heading": section.heading, "score": section.score,
            "confidence": section.confidence, "in_order": section.in_order,
            "shared_with": "|".join(section.shared_with), "words": section.words, "page": section.page,
            "paragraph": section.paragraph, "file": report.file.name if report else "", "text": section.text,
        }  # fmt: skip


def _findings(one: Assessment) -> Iterator[Row]:
    for found in one.findings:
        yield {
            "unit": found.unit, "version": found.version or None, "check": found.check,
            "severity": found.severity.value, "message": found.message, "section": found.section,
            "file": found.file, "page": found.page, "evidence": found.evidence,
        }  # fmt: skip


def _figures(one: Assessment, campaign: Campaign) -> Iterator[Row]:
    titles = {indicator.id: indicator.title for indicator in campaign.indicators}
    for found in one.record.figures:
        yield {
            "unit": one.record.unit.code, "indicator": found.indicator, "title": titles[found.indicator],
            "period": found.period, "value": found.value, "unit_of_measure": found.unit, "raw": found.raw,
            "confidence": found.confidence, "file": found.file, "page": found.page, "table": found.table,
            "row": found.row, "column": found.column,
        }  # fmt: skip


def _message(one: Submission, time: Callable[[dt.datetime | None], str]) -> Row:
    arrival, message = one.received.arrival, one.received.message
    envelope = message.envelope if message else None
    return {
        "message": one.received.id, "folder": arrival.folder, "uid": arrival.uid,
        "message_id": envelope.message_id if envelope else "", "sender": envelope.sender if envelope else "",
        "subject": envelope.subject if envelope else "", "sent_at": time(envelope.sent_at if envelope else None),
        "received_at": time(arrival.received_at), "disposition": one.disposition.value, "unit": one.unit,
        "version": one.version or None, "reason": _told(one),
        "files": sum(not file.file.body for file in one.files),
    }  # fmt: skip


def _told(one: Submission) -> str:
    """Why the message has its disposition, and what of it may have been lost while it was taken apart."""
    message = one.received.message
    lost = [defect for defect in message.defects if not defect.startswith(_HARMLESS)] if message else []
    more = [f"and {len(lost) - _DEFECTS} more"] if len(lost) > _DEFECTS else []
    return "; ".join(filter(None, (one.reason, *_withheld(one), *lost[:_DEFECTS], *more)))


def _withheld(one: Submission) -> Iterator[str]:
    """Files with a mark of secrecy, each with its name: whoever looks at the mail must know."""
    for file in one.files:
        if isinstance(file.reading, Unread) and file.reading.code == CONFIDENTIAL:
            yield f"not read, {CONFIDENTIAL}: {file.file.name} ({file.reading.detail})"


_HARMLESS = "headers: "  # an address or a date that one of two parsers could not read
_DEFECTS = 3  # as many as fit a cell


def _files(one: Submission) -> Iterator[Row]:
    for sorted_file in one.files:
        file, reading = sorted_file.file, sorted_file.reading
        document = reading if isinstance(reading, Document) else None
        yield {
            "message": one.received.id, "path": file.path, "name": file.name, "sha256": file.sha256,
            "media_type": file.media_type, "bytes": file.bytes, "role": sorted_file.role.value,
            "reader": reading.reader if reading else "", "pages": document.pages if document else None,
            "ocr": "|".join(map(str, document.ocr_pages)) if document else "",
            "reason": _reasons(sorted_file),
        }  # fmt: skip


def _reasons(one: SortedFile) -> str:
    """Why the file has its role, why it gave no text and what its reader remarked, each said once."""
    told = [one.reason, one.file.reason]
    if isinstance(one.reading, Unread) and one.reading.code not in _SAID_ELSEWHERE:
        told.append(": ".join(filter(None, (one.reading.code, one.reading.detail))))
    if isinstance(one.reading, Document):
        told += one.reading.remarks
    said: list[str] = []
    for part in told:
        if part and not any(part in other for other in said):
            said.append(part)
    return "; ".join(said)


# Logos and the like: the column `media_type` says it. A page of another file's paper: its role has that reason.
_SAID_ELSEWHERE = frozenset(("unsupported", "part"))
