"""Kind `new_address`: the report came from an address that the roster does not list for the unit."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.assess.kind import Kind
from pipeline.model.campaign import Campaign, Check
from pipeline.model.finding import Finding, Record


def check(record: Record, campaign: Campaign, rule: Check) -> Iterator[Finding]:
    """One finding for the counting submission; files that a person took in have no sender."""
    del campaign
    counting = record.counting
    sender = counting.sender if counting else None
    if counting is None or sender is None:
        return
    if sender.lower() not in {address.lower() for address in record.unit.emails}:
        yield Finding(
            unit=record.unit.code, version=counting.version, check=rule.id, severity=rule.severity,
            message="Thư gửi từ địa chỉ chưa có trong danh sách của đơn vị", evidence=sender,
        )  # fmt: skip


KIND = Kind(
    name="new_address",
    about="Thư có báo cáo gửi từ địa chỉ chưa có trong danh sách của đơn vị.",
    check=check,
    group="thư gửi",
)
