"""Kind `form_citation`: a paper that is named without its day where it is first named by type and number.

Issuer and abstract, which the rule asks for too, may be said in so many ways that nothing is said of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.assess.form.view import REGIME, Fault, View, report
from pipeline.assess.kind import Kind
from pipeline.model.campaign import Campaign, Check
from pipeline.model.finding import Finding, Record
from pipeline.model.parameter import Parameter
from pipeline.text.fold import clean, tight

_CITED = Parameter(
    name="cited_pattern", about="Cách viện dẫn tên loại và số, ký hiệu; nhóm đầu là số, ký hiệu.",
    default=(
        r"(?:Chỉ thị|Kế hoạch|Nghị quyết|Quyết định|Hướng dẫn|Nghị định|Thông tư|Kết luận|Công văn|Quy định)"
        r"(?:\s+số)?:?\s+(\d+\s?[-/]\s?\d*\s?/?[A-ZĐ]+[\w-]*(?:\s?[-/]\s?[A-ZĐ]+[\w]*)*)"
    ),
)  # fmt: skip
_DAY = re.compile(r"[^.;]*?(?:\bngày\s+\d|\d{1,2}[-/]\d{1,2}[-/]\d{4})")
_NEAR = 100  # characters in which the day follows: the issuer may stand between


def check(record: Record, campaign: Campaign, rule: Check) -> Iterator[Finding]:
    """By the first place of each number, the abstract included."""
    del campaign
    return report(record, rule, "Viện dẫn", _faults)


def _faults(view: View, rule: Check) -> Iterator[Fault]:
    cited, known = re.compile(_CITED.of(rule.parameters)), set[str]()
    places = [(part.page, part.text) for part in view.paper.abstract]
    places += [(block.page, block.text) for block in view.body()]
    for page, written in places:
        text = clean(written)
        for found in cited.finditer(text):
            symbol = tight(found[1])
            if symbol not in known and not _DAY.match(text[found.end() : found.end() + _NEAR]):
                yield Fault(
                    said=f"lần đầu nêu {found[1]} không có ngày ban hành",
                    page=page,
                    seen=text[found.start() :][:80],
                )
            known.add(symbol)


KIND = Kind(
    name="form_citation",
    about="Văn bản được viện dẫn lần đầu không có ngày ban hành.",
    check=check,
    group="thể thức",
    parameters=(REGIME, _CITED),
)
