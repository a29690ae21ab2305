"""Kind `form_signature`: how authority, post and name are written below a paper. Whether the right person signs is not known."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.assess.form.view import REGIME, Fault, View, fault, report, weighed
from pipeline.assess.kind import Kind
from pipeline.model.campaign import Campaign, Check
from pipeline.model.finding import Finding, Record
from pipeline.model.parameter import Parameter
from pipeline.text.fold import clean, fold

_SIGN = Parameter(name="sign", about="Dấu của quyền hạn ký: “/” là T/M, K/T; “.” là TM., KT.", default=".")
_BOLD = Parameter(name="bold", about="Quyền hạn, chức vụ in đậm hay không xét.", default=False)
_TITLES = Parameter(name="titles", about="Cho ghi học hàm, học vị trước tên hay không xét.", default=True)
_OWN_NAME = Parameter(
    name="own_name", about="Cơ quan mà người đứng đầu ký không thay mặt (T/M).", default=("",)
)
_SLASHED = re.compile(r"(T\s?/\s?M|K\s?/\s?T|T\s?/\s?L|T\s?/\s?UQ)\b")
_DOTTED = re.compile(r"(TM|KT|TL|TUQ)\b(?!\s?/)\s?(\.?)")
_DEGREE = re.compile(r"(?:(?:GS|PGS|TS|Th\.?[sS]|BS|CN|KS|BSCKI{1,2})\b\.?\s*)+")


def check(record: Record, campaign: Campaign, rule: Check) -> Iterator[Finding]:
    """Signs of authority, boards that sign for themselves, degrees before the name, weight."""
    del campaign
    return report(record, rule, "Chữ ký", _faults)


def _faults(view: View, rule: Check) -> Iterator[Fault]:
    signature, signer = view.paper.signature, view.paper.signer
    sign = _SIGN.of(rule.parameters)
    for part in signature:
        if _BOLD.of(rule.parameters):
            yield from weighed("quyền hạn, chức vụ người ký", part, bold=True)
        written = clean(part.text)
        slashed, dotted = _SLASHED.match(written), _DOTTED.match(written)
        if sign == "/" and dotted:
            yield fault(f"ghi “{dotted[0].strip()}” (quy định “{dotted[1][0]}/{dotted[1][1:]}”)", part)
        elif sign == "." and (slashed or (dotted and not dotted[2])):
            short = (slashed or dotted or [""])[0].replace("/", "").replace(" ", "")
            yield fault(f"ghi “{(slashed or dotted or [''])[0].strip()}” (quy định “{short}.”)", part)
        for name in filter(None, _OWN_NAME.of(rule.parameters)):
            if (slashed or dotted) and fold(name) in fold(written):
                yield fault(f"{name} ký thay mặt (quy định ghi chức vụ: TRƯỞNG {name.upper()})", part)
    if signer is not None and not _TITLES.of(rule.parameters) and _DEGREE.match(signer.text):
        yield fault("ghi học hàm, học vị trước họ tên người ký", signer)


KIND = Kind(
    name="form_signature",
    about="Quyền hạn, chức vụ hoặc tên người ký ghi không đúng cách.",
    check=check,
    group="thể thức",
    parameters=(REGIME, _SIGN, _BOLD, _TITLES, _OWN_NAME),
)
