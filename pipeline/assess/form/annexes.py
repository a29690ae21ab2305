"""Kind `form_annexes`: annexes behind a paper: a title for each, a number where there are two or more, the line that ties them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.assess.form.kind import form_kind
from pipeline.assess.form.view import Fault, View, fault
from pipeline.model.campaign import Check
from pipeline.model.parameter import Parameter
from pipeline.text.fold import fold

_ROMAN = Parameter(name="roman", about="Số thứ tự phụ lục: La Mã (true) hay Ả Rập (false).", default=True)
_ATTACHED = Parameter(name="attached", about="Chữ của dòng nối với văn bản; trống thì không xét.", default="")
_NUMBERED = fold("phụ lục")  # of tables beside them (`PHỤ BIỂU 01`) the guides say nothing
_LABEL = re.compile(r"phụ (?:lục|biểu)\s*(?:số)?\s*:?\s*(\d+|[ivxl]+(?![^\W\d_]))?\W*")


def _faults(view: View, rule: Check) -> Iterator[Fault]:
    """Annexes in the report's own file; those sent apart are other papers."""
    annexes, attached = view.paper.annexes, _ATTACHED.of(rule.parameters)
    several = sum(fold(part.text).startswith(_NUMBERED) for part in annexes) > 1
    for part in annexes:
        first, *below = map(fold, part.text.split("\n"))
        found = _LABEL.match(first)
        if found is None:
            continue
        if not below and not first[found.end() :].strip():
            yield fault("phụ lục không có tên", part)
        roman = _ROMAN.of(rule.parameters)
        if several and first.startswith(_NUMBERED):
            yield from (fault(said, part) for said in _numbered(found[1] or "", roman=roman))
        if attached and fold(attached) not in fold(part.text):
            yield fault(f"không có dòng “{attached} …” dưới tên phụ lục", part)


def _numbered(number: str, *, roman: bool) -> Iterator[str]:
    if not number:
        yield "có nhiều phụ lục mà không đánh số"
    elif number.isdigit() is roman:
        yield f"phụ lục đánh số {number.upper()} (quy định số {'La Mã' if roman else 'Ả Rập'})"


KIND = form_kind(
    name="form_annexes",
    title="Phụ lục",
    about="Phụ lục không có tên, không đánh số hoặc đánh số không đúng.",
    faults=_faults,
    parameters=(_ROMAN, _ATTACHED),
)
