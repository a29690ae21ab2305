"""Kind `names_other_unit`: the report speaks as another unit, whose name was left standing in it."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.assess.kind import Kind
from pipeline.model.campaign import Campaign, Check
from pipeline.model.finding import Finding, Record
from pipeline.model.likeness import Spot

_WHERE = {
    Spot.LETTERHEAD: "Phần đầu văn bản",
    Spot.OPENING: "Câu mở đầu",
    Spot.SIGNATURE: "Chỗ ký",
    Spot.CLOSING: "Câu kết",
    Spot.TEXT: "Lời văn",
}


def check(record: Record, campaign: Campaign, rule: Check) -> Iterator[Finding]:
    """One finding for each other unit and each kind of place; whom a report only speaks of is no other."""
    report = record.counting.report if record.counting else None
    if record.counting is None or report is None:
        return
    names = {unit.code: unit.name for unit in campaign.units}
    codes = ", ".join(dict.fromkeys(one.unit for one in record.originality.misnamed))
    for one in record.originality.misnamed:
        yield Finding(
            unit=record.unit.code, version=record.counting.version, check=rule.id, severity=rule.severity,
            message=f"{_WHERE[one.where]} ghi tên đơn vị khác: {names[one.unit]} ({one.unit})",
            file=report.file.name, page=one.page, evidence=one.text, brief=f"ghi tên đơn vị khác ({codes})",
        )  # fmt: skip


NAME = "names_other_unit"
KIND = Kind(
    name=NAME,
    group="nội dung",
    about="Báo cáo tự xưng bằng tên đơn vị khác ở phần đầu, câu mở đầu, câu kết, chỗ ký hoặc trong lời văn.",
    check=check,
)
