"""Kind `form_basis`: how the lines of the legal basis begin and end. Of papers that have two such lines or more."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.assess.form.kind import form_kind
from pipeline.assess.form.view import Fault, View, fault, slanted
from pipeline.model.campaign import Check
from pipeline.model.paper import Part
from pipeline.model.parameter import Parameter
from pipeline.text.fold import clean, fold

_STARTS = Parameter(name="starts", about="Dấu đầu mỗi căn cứ; trống thì không xét.", default="")
_ENDS = Parameter(name="ends", about="Dấu cuối mỗi căn cứ.", default=";")
_LAST = Parameter(name="last", about="Dấu cuối căn cứ cuối cùng.", default=".")
_ITALIC = Parameter(name="italic", about="Căn cứ in nghiêng hay không xét.", default=False)
_FEWEST = 2  # a single line may be the beginning of a sentence
_MORE = re.compile(r"[-+]?\s*(?:thực hiện|theo|trên cơ sở)\b")


def _faults(view: View, rule: Check) -> Iterator[Fault]:
    """Each line with another sign at its beginning or its end."""
    lines = view.paper.basis
    if len(lines) < _FEWEST:
        return
    starts = _STARTS.of(rule.parameters)
    last = None if _may_go_on(view, lines[-1]) else lines[-1]
    for part in lines:
        want = (_LAST if part is last else _ENDS).of(rule.parameters)
        name = "căn cứ cuối" if part is last else "căn cứ"
        written = clean(part.text)
        if not written.endswith(want):
            yield fault(f"{name} kết thúc bằng “{written[-1]}” (quy định “{want}”)", part)
        if starts and not written.startswith(starts):
            yield fault(f"căn cứ không bắt đầu bằng “{starts}”", part)
        if _ITALIC.of(rule.parameters):
            yield from slanted("căn cứ", part)


def _may_go_on(view: View, last: Part) -> bool:
    """Whether its sign announces one more line, and the next block may be that line as well as the first sentence."""
    below = view.document.blocks[last.block + 1 : last.block + 2]
    return clean(last.text).endswith(";") and any(
        _MORE.match(fold(b.shown)) and b.text.endswith(".") for b in below
    )


KIND = form_kind(
    name="form_basis",
    title="Căn cứ",
    about="Các căn cứ mở đầu, kết thúc hoặc trình bày không đúng.",
    faults=_faults,
    parameters=(_STARTS, _ENDS, _LAST, _ITALIC),
)
