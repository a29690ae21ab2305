"""Kind `names_directive`: the report names the directive that the campaign is about, in any known spelling."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.assess.kind import Kind
from pipeline.model.campaign import Campaign, Check
from pipeline.model.document import Document
from pipeline.model.finding import Finding, Record
from pipeline.text.fold import tight


def check(record: Record, campaign: Campaign, rule: Check) -> Iterator[Finding]:
    """One finding when no spelling of the directive stands anywhere in the report; none to look for, none missed."""
    report = record.counting.report if record.counting else None
    if record.counting is None or report is None or not isinstance(report.reading, Document):
        return
    if not campaign.references:
        return
    text = tight(" ".join(block.text for block in report.reading.blocks))
    if not any(_names(text, tight(spelling)) for spelling in campaign.references):
        yield Finding(
            unit=record.unit.code, version=record.counting.version, check=rule.id, severity=rule.severity,
            message=f"Báo cáo không nêu {campaign.references[0]}",
            file=report.file.name, page=1, brief=f"không nêu {campaign.references[0]}",
        )  # fmt: skip


def _names(text: str, spelling: str) -> bool:
    """Whether the spelling stands alone: `28-CT/TU` is not in `128-CT/TU`, `CT 28` is not in `CT 285`."""
    return re.search(rf"(?<!\w){re.escape(spelling)}(?!\w)", text) is not None


KIND = Kind(
    name="names_directive",
    about="Báo cáo không nêu văn bản mà đợt báo cáo yêu cầu sơ kết.",
    check=check,
    group="nội dung",
)
