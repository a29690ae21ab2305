"""Kind `form_dated`: how place and date are written. A day left blank, as in drafts, is no fault; no line for it is one."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.assess.form.kind import form_kind
from pipeline.assess.form.view import Fault, View, absent, fault, sized, slanted
from pipeline.model.campaign import Check
from pipeline.model.paper import Part
from pipeline.model.parameter import Parameter
from pipeline.text.fold import clean

_PAD_DAY = Parameter(name="pad_day", about="Ngày nhỏ hơn số này thì thêm số 0 phía trước.", default=10)
_PAD_MONTH = Parameter(name="pad_month", about="Tháng nhỏ hơn số này thì thêm số 0 phía trước.", default=3)
_SIZE = Parameter(
    name="size", about="Cỡ chữ địa danh và ngày, từ … đến …; 0 là không xét.", default=(0.0, 0.0)
)
_DATED = re.compile(r"(.*?)(,?)\s*\b(ngày)\s*(\d*)[\s….]*tháng\s*(\d*)[\s….]*năm\b.*", re.IGNORECASE)
_WHOLE = re.compile(r"\bngày\s*(\d{1,2})\s*tháng\s*(\d{1,2})\s*năm\s*(\d{4})\b", re.IGNORECASE)
# What may be left of the line where a reader parted or damaged it.
_TRACE = re.compile(r"\b(?:ng[aà]y|th[aá]ng)\b|\d\s*[/.]\s*\d|\b\d{4}\b")
_SHORT = re.compile(r"\bngày\s*\d+\s?[/.-]\s?\d+\s?[/.-]\s?\d+", re.IGNORECASE)


def _faults(view: View, rule: Check) -> Iterator[Fault]:
    """Its place in the paper, zeros, comma, place, and where the file says so the slant and the size."""
    part = view.paper.dated
    yield from absent(view, part, "địa danh, ngày tháng", _TRACE)
    if part is None:
        return
    if view.paper.body and part.block > view.paper.body[1]:
        yield fault("ghi ở cuối văn bản (quy định ghi ở phần đầu, bên phải)", part)
    if short := _SHORT.search(clean(part.text)):
        yield fault(f"ghi “{short[0]}” (quy định viết đủ: “ngày … tháng … năm …”)", part)
    if view.paper.date is None and (whole := _WHOLE.search(clean(part.text))):
        yield fault(f"ghi ngày không có trong lịch: {'/'.join(whole.groups())}", part)
    if found := _DATED.fullmatch(clean(part.text)):
        yield from _written(part, found, rule)
        if view.is_word:
            yield from slanted("", part)
            yield from sized("", part, _SIZE.of(rule.parameters))


def _written(part: Part, found: re.Match[str], rule: Check) -> Iterator[Fault]:
    yield from _padded("ngày", found[4], _PAD_DAY.of(rule.parameters), part)
    yield from _padded("tháng", found[5], _PAD_MONTH.of(rule.parameters), part)
    if not found[1].strip():
        yield fault("không ghi địa danh", part)
    elif not found[2]:
        yield fault("sau địa danh không có dấu phẩy", part)
    if found[3] != "ngày" and found[1].strip():
        yield fault(f"ghi “{found[3]}” (quy định viết thường: “ngày”)", part)


def _padded(name: str, digits: str, below: int, part: Part) -> Iterator[Fault]:
    if len(digits) == 1 and int(digits) < below:
        yield fault(f"{name} {digits} (quy định thêm số 0 phía trước: 0{digits})", part)


KIND = form_kind(
    name="form_dated",
    title="Địa danh, ngày tháng",
    about="Địa danh, ngày, tháng viết không đúng cách.",
    faults=_faults,
    parameters=(_PAD_DAY, _PAD_MONTH, _SIZE),
)
