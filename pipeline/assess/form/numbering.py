"""Kind `form_numbering`: signs behind numbers and letters that no level of the rule has (`1/`, `a.`), seen twice or more.

A number with a symbol behind it (`28/CT-TU`) is that of a paper, and begins a line where lines are broken by hand.
Whether levels follow each other rightly is not looked at: real papers leave levels out, and readers cannot tell why.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.assess.form.kind import form_kind
from pipeline.assess.form.view import Fault, View
from pipeline.model.campaign import Check
from pipeline.model.document import Block
from pipeline.model.parameter import Parameter
from pipeline.text.fold import clean

_KHOAN = Parameter(
    name="clause_pattern",
    about="Cách đánh số khoản không đúng.",
    default=r"\d{1,2}\s?(?:\)\s?(?=\D)|[/-](?=\s\D|[A-ZÀ-ÝĂĐƠƯẠ-Ỹ][^\W\d_A-ZĂĐƠƯ]))",
)
_DIEM = Parameter(
    name="point_pattern",
    about="Cách đánh thứ tự điểm không đúng.",
    default=r"(?!v\.\s?v)[a-zđ](?:\.\s?|\s?[/-]\s)(?=[^\W\d_])",
)
_FEWEST = Parameter(name="fewest", about="Thấy từ bao nhiêu dòng thì nêu.", default=2)


def _faults(view: View, rule: Check) -> Iterator[Fault]:
    """One fault for each level that is numbered so."""
    blocks = list(view.body())
    for name, right, parameter in (("khoản", "1.", _KHOAN), ("điểm", "a)", _DIEM)):
        pattern = re.compile(parameter.of(rule.parameters))
        found = [(block, written) for block in blocks if (written := _number(block, pattern))]
        if len(found) >= _FEWEST.of(rule.parameters):
            block, written = found[0]
            said = f"{name} đánh số “{written}” (quy định “{right}”)"
            yield Fault(said=said, page=block.page, seen=block.shown[:80])


def _number(block: Block, pattern: re.Pattern[str]) -> str:
    found = pattern.match(clean(block.shown))
    return found[0].strip() if found else ""


KIND = form_kind(
    name="form_numbering",
    title="Đánh số",
    about="Dấu sau số thứ tự khoản, điểm không đúng.",
    faults=_faults,
    parameters=(_KHOAN, _DIEM, _FEWEST),
)
