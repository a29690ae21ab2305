"""Kind `form_citation`: a paper that is named without its day where it is first named by type and number.

Issuer and abstract, which the rule asks for too, may be said in so many ways that nothing is said of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.assess.form.kind import form_kind
from pipeline.assess.form.view import Fault, View
from pipeline.model.campaign import Check
from pipeline.model.parameter import Parameter, has_group
from pipeline.text.fold import clean, tight

_CITED = Parameter(
    name="cited_pattern", about="Cách viện dẫn tên loại và số, ký hiệu; nhóm đầu là số, ký hiệu.",
    default=(
        r"(?:Chỉ thị|Kế hoạch|Nghị quyết|Quyết định|Hướng dẫn|Nghị định|Thông tư|Kết luận|Công văn|Quy định)"
        r"(?:\s+số)?:?\s+(\d+\s?[-/]\s?\d*\s?/?[A-ZĐ]+[\w-]*(?:\s?[-/]\s?[A-ZĐ]+[\w]*)*)"
    ),
    valid=has_group, wanted="a regular expression with a group",
)  # fmt: skip
_DAY = r"(?:\b[Nn]gày\s+\d+(?:[-/.]\d+)*|\b\d{1,2}[-/]\d{1,2}[-/]\d{4})"
_BEHIND, _AHEAD = re.compile(rf"[^.;]*?{_DAY}"), re.compile(rf"{_DAY}[^.;]*$")
_NEAR = 100  # characters within which the day stands, behind or ahead: the issuer may stand between


def _faults(view: View, rule: Check) -> Iterator[Fault]:
    """By the first place of each number, the abstract included."""
    cited, known = re.compile(_CITED.of(rule.parameters)), set[str]()
    for page, text in _places(view):
        for found, dated in _dated(cited, text):
            name = found[1] or found[0]
            if tight(name) not in known and not dated:
                said = f"lần đầu nêu {name} không có ngày ban hành"
                yield Fault(said=said, page=page, seen=text[found.start() :][:80])
            known.add(tight(name))


def _places(view: View) -> Iterator[tuple[int | None, str]]:
    """Page and words of the abstract, whose lines are one text, and of each block."""
    abstract = view.paper.abstract
    if abstract:
        yield abstract[0].page, clean(" ".join(part.text for part in abstract))
    yield from ((block.page, clean(block.text)) for block in view.body())


def _dated(cited: re.Pattern[str], text: str) -> Iterator[tuple[re.Match[str], bool]]:
    """Each paper named, and whether a day stands near it in its sentence that is not the day of the one before."""
    taken = 0
    for found in cited.finditer(text):
        behind = _BEHIND.match(text, found.end(), found.end() + _NEAR)
        ahead = _AHEAD.search(text[max(taken, found.start() - _NEAR) : found.start()])
        yield found, bool(behind or ahead)
        taken = behind.end() if behind else taken


KIND = form_kind(
    name="form_citation",
    title="Viện dẫn",
    about="Văn bản được viện dẫn lần đầu không có ngày ban hành.",
    faults=_faults,
    parameters=(_CITED,),
)
