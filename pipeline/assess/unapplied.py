"""Rulings on headings that could not be applied: no kind of check, since no campaign may leave them out."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.model.campaign import Severity
from pipeline.model.finding import Finding, Record

CHECK = "decision"  # stands where other findings name their rule of checks.yaml
GROUP = "ý kiến rà soát"  # what they are counted under


def unapplied(record: Record) -> Iterator[Finding]:
    """One warning for each ruling on a heading that the counting report has no line for."""
    counting = record.counting
    report = counting.report if counting else None
    why = "báo cáo đang tính không có dòng nào như vậy" if report else "chưa có báo cáo nào đọc được"
    for ruling in record.unapplied:
        item = ruling.subject.removeprefix(f"{record.unit.code}/")
        yield Finding(
            unit=record.unit.code, version=counting.version if counting else 0, check=CHECK,
            severity=Severity.WARNING,
            message=f"Mục {item}: chưa áp dụng được ý kiến của {ruling.by} về đề mục, {why}",
            section=item, file=report.file.name if report else "", evidence=ruling.value,
        )  # fmt: skip
