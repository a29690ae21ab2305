"""Kind `form_type`: the line of the type, what the paper is about below it, and the hyphens under that.

Of the State's rule below the abstract nothing is said: it is drawn.
"""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.assess.form.kind import form_kind
from pipeline.assess.form.view import Fault, View, fault, sized, weighed
from pipeline.model.campaign import Check
from pipeline.model.paper import Part
from pipeline.model.parameter import Parameter
from pipeline.text.fold import clean, fold

_SIZE = Parameter(name="size", about="Cỡ chữ tên loại, từ … đến ….", default=(15.0, 16.0))
_RULE = Parameter(name="rule", about="Dòng gạch dưới trích yếu; trống thì không xét.", default="")
_ABSTRACT = Parameter(name="abstract_bold", about="Trích yếu in đậm hay không xét.", default=False)
_OWN_LINE = Parameter(
    name="own_line",
    about="Những tên loại phải đứng riêng một dòng.",
    default=("báo cáo", "kế hoạch", "tờ trình"),
)


def _faults(view: View, rule: Check) -> Iterator[Fault]:
    """Of papers that have a type; an official letter has none."""
    kind = view.paper.kind
    if kind is None:
        return
    line, names = fold(kind.text).strip(" .:"), [fold(name) for name in _OWN_LINE.of(rule.parameters)]
    if line not in names and any(line.startswith(f"{name} ") for name in names):
        yield fault("tên loại không đứng riêng một dòng", kind)
    elif line in names and not view.paper.abstract:
        yield fault("không có trích yếu dưới tên loại", kind)
    if not kind.text.isupper():
        yield fault("tên loại không viết in hoa", kind)
    yield from weighed("tên loại", kind, bold=True)
    yield from sized("tên loại", kind, _SIZE.of(rule.parameters))
    for part in view.paper.abstract[:1] if _ABSTRACT.of(rule.parameters) else ():
        yield from weighed("trích yếu", part, bold=True)
    yield from _ruled(view.paper.rule, kind, _RULE.of(rule.parameters))


def _ruled(rule: Part | None, kind: Part, want: str) -> Iterator[Fault]:
    if want and rule is None:
        yield fault(f"dưới trích yếu không thấy dòng “{want}”", kind)
    elif want and rule is not None and clean(rule.text) != want:
        yield fault(f"dưới trích yếu là “{rule.text}” (quy định “{want}”)", rule)


KIND = form_kind(
    name="form_type",
    title="Tên loại, trích yếu",
    about="Tên loại và trích yếu trình bày không đúng.",
    faults=_faults,
    parameters=(_SIZE, _RULE, _ABSTRACT, _OWN_LINE),
)
