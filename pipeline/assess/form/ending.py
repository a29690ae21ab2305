"""Kind `form_ending`: the sign at the end of the text. Of papers whose closing was found, else the end is not known."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.assess.form.view import REGIME, Fault, View, fault, report
from pipeline.assess.kind import Kind
from pipeline.model.campaign import Campaign, Check
from pipeline.model.document import BlockKind
from pipeline.model.finding import Finding, Record
from pipeline.model.parameter import Parameter
from pipeline.text.fold import clean

_FEWEST = (
    6  # words of a sentence: what is shorter may be a post or a name of a closing that was not known as one
)
_ENDS = Parameter(name="ends", about="Những dấu được phép ở cuối văn bản.", default=(".", "./."))


def check(record: Record, campaign: Campaign, rule: Check) -> Iterator[Finding]:
    """The last paragraph of the text; a table at the end has no sign."""
    del campaign
    return report(record, rule, "Kết thúc", _faults)


def _faults(view: View, rule: Check) -> Iterator[Fault]:
    paper = view.paper
    if paper.body is None or not (paper.recipients or paper.signature):
        return
    last = view.document.blocks[paper.body[1]]
    ends = _ENDS.of(rule.parameters)
    if last.kind is BlockKind.TABLE or len(last.text.split()) < _FEWEST:
        return
    if not clean(last.text).endswith(ends):
        wanted = " hoặc ".join(f"“{end}”" for end in ends)
        yield fault(f"lời văn không kết thúc bằng {wanted}", last)


KIND = Kind(
    name="form_ending",
    about="Lời văn không kết thúc bằng dấu chấm.",
    check=check,
    group="thể thức",
    parameters=(REGIME, _ENDS),
)
