"""One unit in the terminal: its versions, the text found for each section, findings and sources."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.model import labels
from pipeline.model.campaign import Campaign, local_time
from pipeline.model.document import Document, Reading
from pipeline.model.finding import Assessment
from pipeline.model.likeness import Copy
from pipeline.model.section import Section
from pipeline.model.submission import Submission
from pipeline.render.screen import STATE_COLOURS, Screen
from pipeline.sentences.reasons import REASONS

_INDENT = " " * 6  # on every line of a quoted text, so that it cannot pass for ours
_TEXT_SHOWN = 300  # characters of a section's text in `show`; the page and the tables hold all of it


def unit(screen: Screen, one: Assessment, campaign: Campaign) -> None:
    """One unit: its versions, sections with the text found, findings and sources."""
    if screen.as_json:
        screen.json(_unit_json(one))
        return
    record = one.record
    screen.line((f"{record.unit.code}  {record.unit.name}", "bold"))
    screen.line(f"{labels.STATUS[record.status]}; {labels.VERDICT[one.verdict]}; {one.completeness:.0%}")
    screen.line(one.explanation)
    if record.due != campaign.due:
        screen.line(f"Hạn nộp riêng của đơn vị: hết ngày {record.due.last_day:%d/%m/%Y}")
    for submission in record.submissions:
        _print_submission(screen, submission, campaign, counts=submission is record.counting)
    titles = {item.id: item.title for item in campaign.outline.walk()}
    for section in record.sections:
        _print_section(screen, section, titles[section.item])
    for finding in one.findings:
        where = f" (trang {finding.page})" if finding.page else ""
        screen.line(f"{labels.SEVERITY[finding.severity]}: {finding.message}{where}")
    for copy in record.originality.copies:
        _print_copy(screen, copy)


def _print_copy(screen: Screen, copy: Copy) -> None:
    """The passages that are alike, the report's own first, each pair together."""
    screen.line((f"≈ {copy.name}", "bold"), f" ({copy.count} trong {copy.paragraphs} đoạn)")
    for passage in copy.passages:
        for sign, text, page in (
            ("→", passage.text, passage.page),
            ("←", passage.theirs, passage.their_page),
        ):
            screen.line(f"{_INDENT}{sign} {f'trang {page}: ' if page else ''}{text}")
        screen.line(f"{_INDENT}  giống {passage.alike:.0%}")


def _print_submission(screen: Screen, submission: Submission, campaign: Campaign, *, counts: bool) -> None:
    when = local_time(submission.received_at, campaign.timezone).strftime("%d/%m/%Y %H:%M")
    version = f"lần {submission.version}" if submission.version else "–"
    by_hand = submission.received.by_hand
    origin = f", nhập tay: {by_hand.by} ({by_hand.note})" if by_hand else ""
    kind = labels.DISPOSITION[submission.disposition]
    told = f"  {when}  {version}  {kind}  thư {submission.received.id}{origin}"
    screen.line(told, (" ← đang tính" if counts else "", "green"))
    for file in submission.files:
        if not file.file.body:
            why = REASONS.in_vietnamese(file.reason)
            words = (f"{file.file.name} ({labels.ROLE[file.role]})", *_pages(file.reading), why)
            screen.line(f"{_INDENT}{' '.join(filter(None, words))}")


def _pages(reading: Reading | None) -> Iterator[str]:
    """Which pages were read by OCR, and which by nobody."""
    if isinstance(reading, Document):
        for what, pages in (("đọc bằng OCR", reading.ocr_pages), ("không đọc được", reading.unread_pages)):
            if pages:
                yield f"[{what}: trang {', '.join(map(str, pages))}]"


def _print_section(screen: Screen, section: Section, title: str) -> None:
    place = ", ".join(
        part for part in (
            f"trang {section.page}" if section.page else "", f"đoạn {section.paragraph}" if section.paragraph else "",
            f"tin cậy {section.confidence:.2f}",
        ) if part
    )  # fmt: skip
    sign = f"{labels.STATE_SIGN[section.state]} {section.item}"
    told = f" {title}: {labels.STATE_SHORT[section.state]} ({place})"
    screen.line((sign, STATE_COLOURS[section.state]), told)
    if section.heading:
        screen.line(_INDENT, (section.heading, "bold"))
    if section.text:
        cut = "…" if len(section.text) > _TEXT_SHOWN else ""
        for line in f"{section.text[:_TEXT_SHOWN]}{cut}".split("\n"):
            screen.line(_INDENT, line)


def _unit_json(one: Assessment) -> dict[str, object]:
    record = one.record
    return {
        "unit": record.unit.code, "name": record.unit.name, "status": record.status.value,
        "verdict": one.verdict.value, "completeness": one.completeness, "confidence": one.confidence,
        "explanation": one.explanation,
        "versions": [_submission_json(submission, record.counting) for submission in record.submissions],
        "sections": [
            {
                "section": s.item, "state": s.state.value, "heading": s.heading, "confidence": s.confidence,
                "page": s.page, "paragraph": s.paragraph, "shared_with": list(s.shared_with), "text": s.text,
            }
            for s in record.sections
        ],
        "findings": [
            {"check": f.check, "severity": f.severity.value, "message": f.message, "section": f.section}
            for f in one.findings
        ],
        "copies": [_copy_json(copy) for copy in record.originality.copies],
    }  # fmt: skip


def _copy_json(copy: Copy) -> dict[str, object]:
    return {
        "check": copy.rule, "origin": copy.origin.value, "source": copy.source, "name": copy.name,
        "count": copy.count, "paragraphs": copy.paragraphs, "share": copy.share,
        "passages": [
            {"text": p.text, "page": p.page, "theirs": p.theirs, "their_page": p.their_page, "alike": p.alike}
            for p in copy.passages
        ],
    }  # fmt: skip


def _submission_json(submission: Submission, counting: Submission | None) -> dict[str, object]:
    by_hand = submission.received.by_hand
    return {
        "message": submission.received.id, "received_at": submission.received_at.isoformat(),
        "disposition": submission.disposition.value, "version": submission.version or None,
        "counts": submission is counting, "reason": submission.reason,
        "by": by_hand.by if by_hand else "", "note": by_hand.note if by_hand else "",
        "clues": [
            {"source": clue.source, "unit": clue.unit, "weight": clue.weight, "evidence": clue.evidence}
            for clue in submission.identification.clues
        ],
        "files": [
            {"path": file.file.path, "name": file.file.name, "role": file.role.value, "sha256": file.file.sha256}
            for file in submission.files
        ],
    }  # fmt: skip
