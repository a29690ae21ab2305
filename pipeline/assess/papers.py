"""The report that counts, where it was read, and a finding about it: what kinds that read papers share."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.model.campaign import Check
from pipeline.model.document import Document
from pipeline.model.finding import Finding, Record
from pipeline.model.submission import Submission


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """A unit's report as read: with whose submission, and as which file, it came."""

    unit: str
    submission: Submission
    file: str
    document: Document

    @property
    def recognised(self) -> bool:
        """Whether a machine read letters of it in a picture: then figures and dates may be misread or handwritten."""
        return bool(self.document.recognised)

    def finding(
        self, rule: Check, message: str, *, brief: str = "", evidence: str = "", page: int | None = 1
    ) -> Finding:
        """A finding of the rule about this report, as heavy as the rule."""
        return Finding(
            unit=self.unit, version=self.submission.version, check=rule.id, severity=rule.severity, message=message,
            file=self.file, page=page, evidence=evidence, brief=brief,
        )  # fmt: skip


def read_report(record: Record) -> Report | None:
    """The report that counts; None where none was sent or it could not be read, which is another's to say."""
    counting = record.counting
    sorted_file = counting.report if counting else None
    if counting is None or sorted_file is None or not isinstance(sorted_file.reading, Document):
        return None
    return Report(
        unit=record.unit.code, submission=counting, file=sorted_file.file.name, document=sorted_file.reading
    )
