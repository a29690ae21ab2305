"""Indicators that tests ask for, and what tables drawn as text give for them."""

from __future__ import annotations

from pipeline.measure import measure
from pipeline.model.document import Document, Reading
from pipeline.model.figure import Figure
from pipeline.model.indicator import Indicator, Period
from pipeline.model.submission import Role, SortedFile
from tests.build.nouns import attached
from tests.build.page import page

VISITS = Indicator(id="visits", title="Số lượt tiếp công dân", unit="lượt", unit_aliases=("lượt người",))
LETTERS = Indicator(id="letters", title="Số đơn thư tiếp nhận", aliases=("Tổng số đơn thư",), unit="đơn")
IN_TIME = Indicator(id="in-time", title="Tỷ lệ hồ sơ giải quyết đúng hạn", unit="%", whole=False)
MEETINGS = Indicator(
    id="meetings", title="Số hội nghị cán bộ, công chức", aliases=("Hội nghị CBCC",), unit="cuộc"
)
ALL = (VISITS, LETTERS, IN_TIME, MEETINGS)
YEARS = (
    Period(name="2021", headings=("Năm 2021", "Thực hiện 2021")),
    Period(name="Tổng", headings=("Cộng",)),
)


def file(reading: Reading | str | None, role: Role = Role.REPORT, name: str = "BC.docx") -> SortedFile:
    """A file of a submission; a string is the page that was read from it."""
    read = page(reading) if isinstance(reading, str) else reading
    return SortedFile(file=attached(name), role=role, reading=read)


def measured(reading: Document | str, *indicators: Indicator) -> tuple[Figure, ...]:
    """The figures of a report, for all indicators unless some are named."""
    return measure((file(reading),), indicators or ALL)


def values(reading: Document | str, *indicators: Indicator) -> dict[tuple[str, str], float | None]:
    """(indicator, period) → value, of what was found."""
    found = [one for one in measured(reading, *indicators) if one.row]
    told = {(one.indicator, one.period): one.value for one in found}
    assert len(told) == len(found)
    return told


def only(reading: Document | str, *indicators: Indicator) -> Figure:
    """The one figure that was found."""
    (found,) = [one for one in measured(reading, *indicators) if one.row]
    return found
