"""Kind `form_page`: paper size, direction and margins of the first section; wide pages of annexes are their own.

Below a cover nobody knows which section is whose, where there are several.

In a PDF the margins are what its text leaves free at the left and the right, measured with a tolerance of its own.
"""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.assess.form.kind import form_kind
from pipeline.assess.form.view import MM, Fault, Range, View, shown, spread, within
from pipeline.model.campaign import Check
from pipeline.model.document import Layout
from pipeline.model.parameter import Parameter

_PAPER = Parameter(name="paper", about="Khổ giấy, rộng và cao, mm.", default=(210.0, 297.0))
_TOP = Parameter(name="top", about="Lề trên, từ … đến … mm.", default=(20.0, 25.0))
_BOTTOM = Parameter(name="bottom", about="Lề dưới, từ … đến … mm.", default=(20.0, 25.0))
_LEFT = Parameter(name="left", about="Lề trái, từ … đến … mm.", default=(30.0, 35.0))
_RIGHT = Parameter(name="right", about="Lề phải, từ … đến … mm.", default=(15.0, 20.0))
_SET = Parameter(name="tolerance", about="Sai số cho phép của lề, mm.", default=1.0)
_MEASURED = Parameter(name="measured_tolerance", about="Sai số khi đo trên PDF, mm.", default=4.0)
_SIDES = (
    ("trên", "top", _TOP),
    ("dưới", "bottom", _BOTTOM),
    ("trái", "left", _LEFT),
    ("phải", "right", _RIGHT),
)
_PAPER_TOLERANCE = 3.0  # mm: A4 is 210 × 297, Letter 216 × 279


def _faults(view: View, rule: Check) -> Iterator[Fault]:
    """Sizes that lie outside of what is allowed, in millimetres."""
    layouts = view.document.layout
    for layout in () if view.paper.begins and len(layouts) > 1 else layouts[:1]:
        size, want = (layout.width * MM, layout.height * MM), _PAPER.of(rule.parameters)
        measures = " × ".join(map(shown, map(round, size)))
        if size[0] > size[1]:
            yield Fault(
                said="khổ giấy ngang (quy định chiều dọc)", page=1, seen=f"{measures} mm", measured=True
            )
        elif not all(
            within(*pair, _PAPER_TOLERANCE) for pair in zip(size, ((w,) for w in want), strict=True)
        ):
            yield Fault(
                said=f"khổ giấy {measures} mm (quy định {' × '.join(map(shown, want))} mm)",
                page=1,
                seen=f"{measures} mm",
                measured=True,
            )
        yield from _margins(layout, rule)


def _margins(layout: Layout, rule: Check) -> Iterator[Fault]:
    tolerance = (_MEASURED if layout.measured else _SET).of(rule.parameters)
    for name, side, allowed in _SIDES:
        length: float | None = getattr(layout, side)
        if length is not None:
            yield from _margin(name, length * MM, allowed.of(rule.parameters), tolerance)


def _margin(name: str, found: float, allowed: Range, tolerance: float) -> Iterator[Fault]:
    if not within(found, allowed, tolerance):
        said = f"lề {name} {shown(found)} mm (quy định {spread(allowed)} mm)"
        yield Fault(said=said, page=1, seen=f"lề {name} {shown(found)} mm", measured=True)


KIND = form_kind(
    name="form_page",
    title="Trang giấy",
    about="Khổ giấy, chiều giấy hoặc lề không đúng.",
    faults=_faults,
    parameters=(_PAPER, _TOP, _BOTTOM, _LEFT, _RIGHT, _SET, _MEASURED),
)
