"""Kind `form_addressee`: whether a paper of its type says `Kính gửi`, in the words of the rule, and then `Như trên`."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.assess.form.kind import form_kind
from pipeline.assess.form.view import Fault, View, fault
from pipeline.model.campaign import Check
from pipeline.model.parameter import Parameter
from pipeline.text.fold import fold

_BARRED = Parameter(name="barred", about="Những tên loại không ghi Kính gửi.", default=("",))
_REQUIRED = Parameter(name="required", about="Những tên loại phải ghi Kính gửi.", default=("",))
_PETITION = Parameter(name="petition", about="Chữ phải ghi ở tờ trình; trống thì không xét.", default="")
_AS_ABOVE = Parameter(
    name="as_above", about="Chữ ở nơi nhận khi đã ghi Kính gửi; trống thì không xét.", default=""
)


def _faults(view: View, rule: Check) -> Iterator[Fault]:
    """By the type that the paper announces."""
    paper = view.paper
    kind = fold(paper.kind.text).strip(" .:") if paper.kind else ""
    if not paper.addressees:
        if kind and kind in map(fold, _REQUIRED.of(rule.parameters)):
            yield fault(f"{kind} không ghi “Kính gửi”", paper.kind)
        return
    first, petition = paper.addressees[0], _PETITION.of(rule.parameters)
    if kind and kind in map(fold, _BARRED.of(rule.parameters)):
        yield fault(f"{kind} có ghi “Kính gửi” (quy định không ghi)", first)
    if petition and kind == fold("tờ trình") and not fold(first.text).startswith(fold(petition)):
        yield fault(f"ghi “{first.text}” (quy định “{petition}”)", first)
    above = _AS_ABOVE.of(rule.parameters)
    listed = paper.recipients[1:]  # below the word
    if above and listed and not any(fold(above) in fold(part.text) for part in listed):
        yield fault(f"nơi nhận không ghi “{above}”", listed[0])


KIND = form_kind(
    name="form_addressee",
    title="Kính gửi",
    about="Ghi hoặc không ghi Kính gửi không đúng với tên loại.",
    faults=_faults,
    parameters=(_BARRED, _REQUIRED, _PETITION, _AS_ABOVE),
)
