"""Kind `copied_earlier`: much of the report is nearly word for word in the unit's own report of a former round."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.assess import alike
from pipeline.assess.kind import Kind
from pipeline.model.campaign import Campaign, Check
from pipeline.model.finding import Finding, Record


def check(record: Record, campaign: Campaign, rule: Check) -> Iterator[Finding]:
    """One finding for each of the few most alike among the files of `earlier/`."""
    del campaign
    for copy in alike.copies(record, rule):
        told = f"báo cáo kỳ trước của chính đơn vị ({copy.name})"
        yield alike.finding(record, rule, copy, told, "giống báo cáo kỳ trước")


KIND = Kind(
    name="copied_earlier",
    group="sao chép",
    about="Nhiều đoạn của báo cáo gần như giống từng chữ báo cáo kỳ trước của chính đơn vị (thư mục earlier).",
    check=check,
    parameters=alike.parameters(least_passages=3, least_share=0.5),
)
