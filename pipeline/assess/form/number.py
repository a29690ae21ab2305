"""Kind `form_number`: how number and symbol are written. A number left blank, as in drafts, is no fault; no line for it is one."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.assess.form.kind import form_kind
from pipeline.assess.form.view import Fault, View, absent, fault, sized
from pipeline.model.campaign import Check
from pipeline.model.paper import Part
from pipeline.model.parameter import Parameter
from pipeline.text.fold import clean, fold

_COLON = Parameter(name="colon", about="Sau chữ “Số” có dấu hai chấm hay không.", default=False)
_SIGNS = Parameter(
    name="signs", about="Dấu sau số, rồi dấu giữa tên loại và tên cơ quan.", default=("-", "/"),
    valid=lambda signs: len(signs) == len("-/") and set(signs) <= set("-/"), wanted='a list of two signs, each "-" or "/"',
)  # fmt: skip
_RETIRED = Parameter(name="retired", about="Ký hiệu cơ quan không còn dùng.", default=("",))
_CODES = Parameter(
    name="codes", about="Ký hiệu của tên loại: “báo cáo=BC”.", default=("báo cáo=BC",),
    valid=lambda codes: all(name.strip() and code.strip() for name, _, code in (one.partition("=") for one in codes)),
    wanted='a list of texts like "báo cáo=BC"',
)  # fmt: skip
_SIZE = Parameter(name="size", about="Cỡ chữ số và ký hiệu, từ … đến …; 0 là không xét.", default=(0.0, 0.0))
_NUMBER = re.compile(
    r"(số)(\s*:|)([\s\d…._]*)([-/])(\s*)([^\W\d_]+)(\s*)([-/])(\s*)(\w[\w.&/-]*)\s*\.?", re.IGNORECASE
)
_WORD = "Số"
_DIGITS = re.compile(r"\d+")
# What may be left of the line where a reader parted or damaged it; a report is what most papers are.
_TRACE = re.compile(r"\bs[oóòõôốồổỗộ]\b|\d\s*[-/]|[-/]\s*(?:\d|bc\b)")


def _faults(view: View, rule: Check) -> Iterator[Fault]:
    """Colon, zero, signs, blanks, codes; a line that cannot be read as number and symbol is left alone."""
    part = view.paper.number
    yield from absent(view, part, "số, ký hiệu", _TRACE)
    found = _NUMBER.fullmatch(clean(part.text)) if part else None
    if part is None or found is None:
        return
    yield from _written(part, found, rule)
    yield from _coded(view, part, found, rule)
    if view.is_word:
        yield from _blanks(part, found)
        yield from sized("", part, _SIZE.of(rule.parameters))


def _written(part: Part, found: re.Match[str], rule: Check) -> Iterator[Fault]:
    if found[1] != _WORD:
        yield fault(f"ghi “{found[1]}” (quy định “{_WORD}”)", part)
    colon = _COLON.of(rule.parameters)
    if bool(found[2]) is not colon:
        have, want = ("không có", "có") if colon else ("có", "không có")
        yield fault(f"sau chữ “Số” {have} dấu hai chấm (quy định {want})", part)
    digits = _DIGITS.findall(found[3])
    if len(digits) == 1 and len(digits[0]) == 1:
        yield fault(f"số {digits[0]} (quy định thêm số 0 phía trước: 0{digits[0]})", part)
    signs = _SIGNS.of(rule.parameters)
    if (found[4], found[8]) != signs:
        yield fault(f"dấu “{found[4]}” rồi “{found[8]}” (quy định “{signs[0]}” rồi “{signs[-1]}”)", part)


def _blanks(part: Part, found: re.Match[str]) -> Iterator[Fault]:
    """Blanks around the signs; before the first only where a number stands."""
    before = found[3] != found[3].rstrip() and _DIGITS.search(found[3])
    if before or any(found[place] for place in (5, 7, 9)):
        yield fault("có dấu cách trong số và ký hiệu (quy định viết liền)", part)


def _coded(view: View, part: Part, found: re.Match[str], rule: Check) -> Iterator[Fault]:
    if found[10] in _RETIRED.of(rule.parameters):
        yield fault(f"ký hiệu “{found[10]}” không còn dùng", part)
    pairs = (pair.partition("=") for pair in _CODES.of(rule.parameters))
    codes = {name.strip(): code.strip() for name, _, code in pairs}
    kind = fold(view.paper.kind.text).strip(" .:") if view.paper.kind else ""
    right = {fold(name): code for name, code in codes.items()}.get(kind)
    if right and fold(right) != fold(found[6]) and found[6].upper() in {c.upper() for c in codes.values()}:
        yield fault(f"ký hiệu “{found[6]}” (tên loại {kind} có ký hiệu {right})", part)


KIND = form_kind(
    name="form_number",
    title="Số, ký hiệu",
    about="Số và ký hiệu viết không đúng cách.",
    faults=_faults,
    parameters=(_COLON, _SIGNS, _RETIRED, _CODES, _SIZE),
)
