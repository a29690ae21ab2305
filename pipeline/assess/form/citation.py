"""Kind `form_citation`: a paper that is named without its day where it is first named by type and number.

Issuer and abstract, which the rule asks for too, may be said in so many ways that nothing is said of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import zip_longest

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
_DAY = r"(?:\b[Nn]gày\s*\d+(?:[-/.]\d+)*|\b\d{1,2}[-/]\d{1,2}[-/]\d{4})"
_BEHIND, _AHEAD = re.compile(rf"[^.;]*?{_DAY}"), re.compile(rf"{_DAY}[^.;]*$")
_BOTH = re.compile(r"[^.;]*?\bcùng ngày\b")
_NEAR = 160  # characters within which the day stands, behind or ahead: issuer and abstract may stand between


def _faults(view: View, rule: Check) -> Iterator[Fault]:
    """By the first place of each number in the text. The abstract may name it without its day, or with it for good."""
    cited = re.compile(_CITED.of(rule.parameters))
    abstract = clean(" ".join(part.text for part in view.paper.abstract))
    known = {tight(_name(found)) for found, dated in _dated(cited, abstract) if dated}
    for block in view.body():
        text = clean(block.text)
        for found, dated in _dated(cited, text):
            name = _name(found)
            if tight(name) not in known and not dated:
                said = f"lần đầu nêu {name} không có ngày ban hành"
                yield Fault(said=said, page=block.page, seen=text[found.start() :][:80])
            known.add(tight(name))


def _name(found: re.Match[str]) -> str:
    return found[1] or found[0]


def _dated(cited: re.Pattern[str], text: str) -> Iterator[tuple[re.Match[str], bool]]:
    """Each paper named, and whether a day stands near it in its sentence that is not another's: behind the next is its."""
    taken, places = 0, list(cited.finditer(text))
    for found, following in zip_longest(places, places[1:]):
        near = found.end() + _NEAR
        own = min(near, following.start()) if following else near
        behind = _BEHIND.match(text, found.end(), own) or _BOTH.match(text, found.end(), near)
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
