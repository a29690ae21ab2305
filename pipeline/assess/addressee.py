"""Kind `addressed_to`: `Kính gửi`, or else `Nơi nhận`, names the body that asked for the report."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.assess.kind import Kind
from pipeline.assess.papers import read_report
from pipeline.model.campaign import Campaign, Check
from pipeline.model.finding import Finding, Record
from pipeline.model.parameter import Parameter
from pipeline.text.fold import bare

BODIES = Parameter(
    name="bodies",
    about="các cách gọi cơ quan nhận báo cáo, có dấu hay không dấu; không nêu thì là agency của campaign.yaml",
    default=(),
)
_AS_ABOVE = "nhu tren"  # recipients `như trên`, without anybody above: the paper does not say who


def check(record: Record, campaign: Campaign, rule: Check) -> Iterator[Finding]:
    """One finding when the paper names recipients, and none of them is that body; nothing of what a machine read."""
    report = read_report(record)
    if report is None or record.paper is None or report.recognised:
        return
    named = (*record.paper.addressees, *record.paper.recipients)
    text = bare(" ".join(part.text for part in named))
    bodies = BODIES.of(rule.parameters) or (campaign.agency,)
    items = record.paper.recipients[1:]  # below the word, which alone names nobody
    unnamed = not record.paper.addressees and (not items or _AS_ABOVE in text)
    if not unnamed and not any(bare(body) in text for body in bodies):
        shown = " / ".join(part.text for part in named)
        where = "Kính gửi" if record.paper.addressees else "Nơi nhận"
        yield report.finding(rule, f"{where} không nêu {bodies[0]}", evidence=shown, page=None)


KIND = Kind(
    name="addressed_to",
    about="Kính gửi hoặc Nơi nhận của báo cáo không nêu cơ quan yêu cầu báo cáo.",
    check=check,
    parameters=(BODIES,),
    group="thể thức",
)
