"""Kind `form_abbreviations`: an abbreviation that the paper itself explains in brackets, used before that.

Only this: whether one that is never explained is known to all its readers, no program can tell.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.assess.form.view import REGIME, Fault, View, report
from pipeline.assess.kind import Kind
from pipeline.model.campaign import Campaign, Check
from pipeline.model.finding import Finding, Record
from pipeline.model.parameter import Parameter
from pipeline.text.fold import clean

_SAID = Parameter(
    name="explained_pattern", about="Cách giải thích chữ viết tắt; nhóm đầu là chữ ấy.",
    default=r"\((?:(?:gọi|viết) tắt(?: là)?:?\s*)[\"“]?([A-ZĐ]{2,}[A-ZĐ.&]*)[\"”]?\)",
)  # fmt: skip


def check(record: Record, campaign: Campaign, rule: Check) -> Iterator[Finding]:
    """One fault for each abbreviation that stands in a paragraph above the one that explains it."""
    del campaign
    return report(record, rule, "Viết tắt", _faults)


def _faults(view: View, rule: Check) -> Iterator[Fault]:
    blocks = [(block, clean(block.text)) for block in view.body()]
    explained = re.compile(_SAID.of(rule.parameters))
    known: set[str] = set()
    for place, (_, text) in enumerate(blocks):
        for short in explained.findall(text):
            used = re.compile(rf"(?<!\w){re.escape(short)}(?!\w)")
            first = next((block for block, above in blocks[:place] if used.search(above)), None)
            if first is not None and short not in known:
                said = f"{short} dùng trước khi giải thích"
                yield Fault(said=said, page=first.page, seen=first.text[:80])
            known.add(short)


KIND = Kind(
    name="form_abbreviations",
    about="Chữ viết tắt được dùng trước chỗ giải thích.",
    check=check,
    group="thể thức",
    parameters=(REGIME, _SAID),
)
