"""Kind `form_basis`: how the lines of the legal basis begin and end. Of papers that have two such lines or more."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.assess.form.kind import form_kind
from pipeline.assess.form.view import Fault, View, fault, slanted
from pipeline.model.campaign import Check
from pipeline.model.parameter import Parameter
from pipeline.text.fold import clean

_STARTS = Parameter(name="starts", about="Dấu đầu mỗi căn cứ; trống thì không xét.", default="")
_ENDS = Parameter(name="ends", about="Dấu cuối mỗi căn cứ.", default=";")
_LAST = Parameter(name="last", about="Dấu cuối căn cứ cuối cùng.", default=".")
_ITALIC = Parameter(name="italic", about="Căn cứ in nghiêng hay không xét.", default=False)
_FEWEST = 2  # a single line may be the beginning of a sentence


def _faults(view: View, rule: Check) -> Iterator[Fault]:
    """Each line with another sign at its beginning or its end."""
    lines = view.paper.basis
    if len(lines) < _FEWEST:
        return
    starts = _STARTS.of(rule.parameters)
    for part in lines:
        want = (_LAST if part is lines[-1] else _ENDS).of(rule.parameters)
        name = "căn cứ cuối" if part is lines[-1] else "căn cứ"
        written = clean(part.text)
        if not written.endswith(want):
            yield fault(f"{name} kết thúc bằng “{written[-1]}” (quy định “{want}”)", part)
        if starts and not written.startswith(starts):
            yield fault(f"căn cứ không bắt đầu bằng “{starts}”", part)
        if _ITALIC.of(rule.parameters):
            yield from slanted("căn cứ", part)


KIND = form_kind(
    name="form_basis",
    title="Căn cứ",
    about="Các căn cứ mở đầu, kết thúc hoặc trình bày không đúng.",
    faults=_faults,
    parameters=(_STARTS, _ENDS, _LAST, _ITALIC),
)
