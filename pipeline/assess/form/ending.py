"""Kind `form_ending`: the sign at the end of the text. Of papers whose closing was found, else the end is not known."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.assess.form.kind import form_kind
from pipeline.assess.form.view import Fault, View, fault
from pipeline.model.campaign import Check
from pipeline.model.document import BlockKind
from pipeline.model.parameter import Parameter
from pipeline.text.fold import clean

_ASIDE = re.compile(r"\(.*\)")  # `(Có biểu số liệu kèm theo)` below the end
_FEWEST = 6  # words of a sentence: what is shorter may be a post or a name that was not known as one
_ENDS = Parameter(name="ends", about="Những dấu được phép ở cuối văn bản.", default=(".", "./."))


def _faults(view: View, rule: Check) -> Iterator[Fault]:
    """The last paragraph of the text; a table at the end has no sign."""
    paper = view.paper
    if paper.body is None or not (paper.recipients or paper.signature):
        return
    blocks = view.document.blocks[paper.body[0] : paper.body[1] + 1]
    last = next((block for block in reversed(blocks) if not _ASIDE.fullmatch(clean(block.text))), blocks[-1])
    ends = _ENDS.of(rule.parameters)
    if last.kind is BlockKind.TABLE or len(last.text.split()) < _FEWEST:
        return
    if not clean(last.text).endswith(ends):
        wanted = " hoặc ".join(f"“{end}”" for end in ends)
        yield fault(f"lời văn không kết thúc bằng {wanted}", last)


KIND = form_kind(
    name="form_ending",
    title="Kết thúc",
    about="Lời văn không kết thúc bằng dấu chấm.",
    faults=_faults,
    parameters=(_ENDS,),
)
