"""Kind `unconfirmed_sender`: the receiving server found that the mail does not come from the address it names."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.assess.kind import Kind
from pipeline.model.campaign import Campaign, Check
from pipeline.model.finding import Finding, Record
from pipeline.model.submission import Confirmed


def check(record: Record, campaign: Campaign, rule: Check) -> Iterator[Finding]:
    """One finding for the counting submission; a server that says nothing of a sender refutes nobody."""
    del campaign
    counting = record.counting
    if counting is None or counting.sender is None:
        return
    if counting.sender_check.confirmed is Confirmed.NO:
        yield Finding(
            unit=record.unit.code, version=counting.version, check=rule.id, severity=rule.severity,
            message="Máy chủ nhận thư không xác nhận địa chỉ người gửi, có thể bị giả mạo: hãy hỏi lại đơn vị",
            evidence=f"{counting.sender} ({counting.sender_check.evidence})", brief="chưa xác nhận được người gửi",
        )  # fmt: skip


KIND = Kind(
    name="unconfirmed_sender",
    about="Máy chủ nhận thư không xác nhận địa chỉ người gửi.",
    check=check,
    group="thư gửi",
)
