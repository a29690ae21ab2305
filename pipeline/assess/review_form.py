"""Kind `states_form`: the report says in which form the review was held, a meeting or in writing."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.assess.kind import Kind
from pipeline.assess.papers import read_report
from pipeline.model.campaign import Campaign, Check
from pipeline.model.finding import Finding, Record
from pipeline.model.parameter import Parameter
from pipeline.text.fold import bare

FORMS = Parameter(
    name="forms",
    about="các cách nói về hình thức sơ kết; có một trong số đó thì đạt, có dấu hay không dấu",
    default=("hội nghị sơ kết", "sơ kết bằng văn bản", "hình thức sơ kết", "tổ chức sơ kết"),
)


def check(record: Record, campaign: Campaign, rule: Check) -> Iterator[Finding]:
    """One finding when none of the wordings stands in the report."""
    del campaign
    report = read_report(record)
    if report is None:
        return
    text = bare(" ".join(block.text for block in report.document.blocks))
    if not any(bare(form) in text for form in FORMS.of(rule.parameters)):
        yield report.finding(
            rule, "Báo cáo không nêu hình thức sơ kết (hội nghị hay bằng văn bản)", page=None
        )


KIND = Kind(
    name="states_form",
    about="Báo cáo không nêu sơ kết bằng hội nghị hay bằng văn bản.",
    check=check,
    parameters=(FORMS,),
    group="nội dung",
)
