"""Kind `form_signature`: how authority, post and name are written below a paper. Whether the right person signs is not known."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.assess.form.kind import form_kind
from pipeline.assess.form.view import Fault, View, fault, weighed
from pipeline.model.campaign import Check
from pipeline.model.paper import Part
from pipeline.model.parameter import Parameter
from pipeline.text.fold import clean, fold
from pipeline.text.signing import AUTHORITIES, begins_with_degree

_SIGN = Parameter(name="sign", about="Dấu của quyền hạn ký: “/” là T/M, K/T; “.” là TM., KT.", default=".")
_BOLD = Parameter(name="bold", about="Quyền hạn, chức vụ in đậm hay không xét.", default=False)
_TITLES = Parameter(name="titles", about="Cho ghi học hàm, học vị trước tên hay không xét.", default=True)
_OWN_NAME = Parameter(
    name="own_name",
    about="Cơ quan mà người đứng đầu không ký thay mặt (T/M), cấp phó không ghi K/T.",
    default=("",),
)
_SLASHED = re.compile(r"(T\s?/\s?M|K\s?/\s?T|T\s?/\s?L|T\s?/\s?UQ)\b")
_DOTTED = re.compile(r"(TM|KT|TL|TUQ)\b(?!\s?/)\s?(\.?)")
_SPELT = re.compile(rf"({'|'.join(AUTHORITIES)})\b")


def _faults(view: View, rule: Check) -> Iterator[Fault]:
    """Signs of authority, boards that sign for themselves, degrees before the name, weight."""
    signature, signer = view.paper.signature, view.paper.signer
    for part in signature:
        if _BOLD.of(rule.parameters):
            yield from weighed("quyền hạn, chức vụ người ký", part, bold=True)
        yield from _signed(part, rule)
    if signer is not None and not _TITLES.of(rule.parameters) and begins_with_degree(signer.text):
        yield fault("ghi học hàm, học vị trước họ tên người ký", signer)


def _signed(part: Part, rule: Check) -> Iterator[Fault]:
    """A line that says with what authority: its sign, and whether that body signs so."""
    written, sign = clean(part.text), _SIGN.of(rule.parameters)
    slashed, dotted, spelt = _SLASHED.match(written), _DOTTED.match(written), _SPELT.match(fold(written))
    found = slashed or dotted or spelt
    if found is None:
        return
    letters = AUTHORITIES[found[1]] if spelt else found[1].replace("/", "").replace(" ", "")
    right = f"{letters}." if sign == "." else f"{letters[0]}/{letters[1:]}"
    if spelt or (dotted if sign == "/" else slashed or not found[2]):
        yield fault(f"ghi “{written[: found.end()].strip()}” (quy định “{right}”)", part)
    for name in filter(None, _OWN_NAME.of(rule.parameters)):
        if fold(name) in fold(written):
            yield from _own(name, letters, right, part)


def _own(name: str, letters: str, right: str, part: Part) -> Iterator[Fault]:
    """Of a body whose head signs by the post alone, and whose deputies do not sign for the head."""
    if letters == "TM":
        head = f"TRƯỞNG {name.upper()}"
        sealed = f"không có con dấu riêng thì ghi “<chức vụ> kiêm {head}”"
        yield fault(f"{name} không ký {right} (quy định ghi chức vụ: {head}; {sealed})", part)
    elif letters == "KT":
        yield fault(f"cấp phó của {name} không ghi {right}", part)


KIND = form_kind(
    name="form_signature",
    title="Chữ ký",
    about="Quyền hạn, chức vụ hoặc tên người ký ghi không đúng cách.",
    faults=_faults,
    parameters=(_SIGN, _BOLD, _TITLES, _OWN_NAME),
)
