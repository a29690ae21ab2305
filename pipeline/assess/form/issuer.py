"""Kind `form_issuer`: the names of the superior and of the issuer: capitals, weight, size, and the star below them."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.assess.form.kind import form_kind
from pipeline.assess.form.view import Fault, View, fault, sized, weighed
from pipeline.model.campaign import Check
from pipeline.model.parameter import Parameter
from pipeline.text.fold import clean

_SIZE = Parameter(name="size", about="Cỡ chữ tên cơ quan, từ … đến ….", default=(14.0, 14.0))
_STAR = Parameter(name="star", about="Dấu dưới tên cơ quan; trống thì không xét.", default="")


def _faults(view: View, rule: Check) -> Iterator[Fault]:
    """Only where the file says how its letterhead is set."""
    if not view.is_word or not view.paper.issuer:
        return
    size = _SIZE.of(rule.parameters)
    for part in (*view.paper.above, *view.paper.issuer):
        if not part.text.isupper():
            yield fault("không viết in hoa", part)
        yield from sized("", part, size)
    for part in view.paper.above:
        yield from weighed("cấp trên", part, bold=False)
    for part in view.paper.issuer:
        yield from weighed("cơ quan ban hành", part, bold=True)
    yield from _starred(view, _STAR.of(rule.parameters))


def _starred(view: View, star: str) -> Iterator[Fault]:
    """The sign between issuer and number; without a number nothing tells where it should stand."""
    if not star or view.paper.number is None:
        return
    if view.paper.star is None:
        yield fault(f"không có dấu “{star}” dưới tên cơ quan", view.paper.issuer[-1])
    elif clean(view.paper.star.text).strip("()") != star:
        yield fault(
            f"dưới tên cơ quan là “{view.paper.star.text}” (quy định “{star}”)", view.paper.issuer[-1]
        )


KIND = form_kind(
    name="form_issuer",
    title="Tên cơ quan",
    about="Tên cơ quan cấp trên, cơ quan ban hành sai kiểu chữ, cỡ chữ, hoặc thiếu dấu sao.",
    faults=_faults,
    parameters=(_SIZE, _STAR),
)
