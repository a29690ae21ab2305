"""Kind `found_in_junk`: the mail with the report lay in the mailbox's spam folder."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.assess.kind import Kind
from pipeline.model.campaign import Campaign, Check
from pipeline.model.finding import Finding, Record
from pipeline.model.mail import is_junk


def check(record: Record, campaign: Campaign, rule: Check) -> Iterator[Finding]:
    """One finding for the counting submission: it counts all the same, but the unit's next mail may be missed by people."""
    del campaign
    counting = record.counting
    if counting is not None and is_junk(counting.received.arrival.folder):
        yield Finding(
            unit=record.unit.code, version=counting.version, check=rule.id, severity=rule.severity,
            message="Thư nằm trong mục thư rác: hãy đánh dấu địa chỉ này không phải thư rác",
            evidence=f"{counting.received.arrival.folder}: {counting.sender or ''}",
        )  # fmt: skip


KIND = Kind(
    name="found_in_junk",
    about="Thư có báo cáo nằm trong mục thư rác.",
    check=check,
    group="thư gửi",
)
