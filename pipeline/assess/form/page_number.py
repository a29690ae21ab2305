"""Kind `form_page_number`: whether pages are numbered, where, and not on the first. Of Word files with two pages or more.

The first section may be a first page by itself, so the first that is numbered tells where numbers stand. The file must
say how many pages it has; where tabs move the number, nothing is said of its place along the line. Below a cover the
paper's first page is another than the file's.
"""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.assess.form.kind import form_kind
from pipeline.assess.form.view import Fault, View
from pipeline.model.campaign import Check
from pipeline.model.parameter import Parameter

_FROM = Parameter(name="from_pages", about="Văn bản từ bao nhiêu trang thì đánh số trang.", default=2)


def _faults(view: View, rule: Check) -> Iterator[Fault]:
    """Numbers that are missing, in the lower margin, at a side, or on the first page."""
    known = [layout.numbers for layout in view.document.layout if layout.numbers]
    pages = view.document.pages
    if not known or pages is None or pages < _FROM.of(rule.parameters):
        return
    seen = f"{pages} trang"
    numbers = next((one for one in known if one.top or one.bottom), None)
    if numbers is None:
        yield Fault(said="không đánh số trang", seen=seen)
        return
    if numbers.bottom:
        yield Fault(said="số trang ở lề dưới (quy định giữa lề trên)", seen=seen)
    if numbers.centred is False:
        yield Fault(said="số trang không ở giữa (quy định giữa lề trên)", seen=seen)
    if known[0].first and not view.paper.begins:
        yield Fault(said="số trang hiện cả ở trang đầu (quy định không hiện)", page=1, seen=seen)


KIND = form_kind(
    name="form_page_number",
    title="Số trang",
    about="Không đánh số trang, hoặc số trang không ở giữa lề trên, hoặc hiện ở trang đầu.",
    faults=_faults,
    parameters=(_FROM,),
)
