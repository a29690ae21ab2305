"""Kind `copied_known`: much of the report only repeats the plan, the template or another text that everybody was given."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.assess import alike
from pipeline.assess.kind import Kind
from pipeline.model.campaign import Campaign, Check
from pipeline.model.finding import Finding, Record


def check(record: Record, campaign: Campaign, rule: Check) -> Iterator[Finding]:
    """One finding for each of the few most alike among the files of `known/`."""
    del campaign
    for copy in alike.copies(record, rule):
        told = f"văn bản đã gửi cho các đơn vị ({copy.name})"
        yield alike.finding(record, rule, copy, told, "chép lại văn bản đã gửi")


KIND = Kind(
    name="copied_known",
    group="sao chép",
    about="Nhiều đoạn của báo cáo chỉ chép lại kế hoạch, mẫu báo cáo hoặc văn bản khác đã gửi (thư mục known).",
    check=check,
    parameters=alike.parameters(least_passages=2, least_share=0.2),
)
