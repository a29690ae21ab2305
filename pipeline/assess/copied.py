"""Kind `copied`: much of the report is nearly word for word in another unit's report."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.assess import alike
from pipeline.assess.kind import Kind
from pipeline.model.campaign import Campaign, Check, local_time
from pipeline.model.finding import Finding, Record
from pipeline.model.likeness import Copy
from pipeline.model.parameter import Parameter


def check(record: Record, campaign: Campaign, rule: Check) -> Iterator[Finding]:
    """One finding for each of the few most alike. Both units have it: who copied whom is for people to find out."""
    for copy in alike.copies(record, rule):
        told = f"báo cáo của {copy.name} ({copy.source}){_order(record, campaign, copy)}"
        yield alike.finding(record, rule, copy, told, f"giống báo cáo của {copy.source}")


def _order(record: Record, campaign: Campaign, copy: Copy) -> str:
    """Whose first report came first, as a fact."""
    if record.first_at is None or copy.sent_at is None:
        return ""
    came = local_time(copy.sent_at, campaign.timezone)
    order = (
        "trước" if copy.sent_at < record.first_at else "sau" if copy.sent_at > record.first_at else "cùng lúc"
    )
    return f", đến {order} (lúc {came:%H:%M} ngày {came.day}/{came.month}/{came.year})"


KIND = Kind(
    name="copied",
    group="sao chép",
    about="Nhiều đoạn của báo cáo gần như giống từng chữ báo cáo của đơn vị khác.",
    check=check,
    parameters=(
        *alike.parameters(least_passages=3, least_share=0.2),
        Parameter(
            name="common_to",
            about="câu chữ có trong hơn từng này báo cáo là câu chung, không tính là giống",
            default=3,
            within=(2, 1_000_000),
        ),
    ),
)
