"""How the workbook looks: one font, few colours, each with a word beside it, and a page that prints.

Formats and page set-up only; what stands in the cells is decided elsewhere.
"""

from __future__ import annotations

from collections.abc import Mapping

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from pipeline.export.cells import clean_cell, cut
from pipeline.model.campaign import Severity
from pipeline.model.finding import Status, Verdict
from pipeline.model.section import State
from pipeline.model.submission import Disposition, Role

LONGEST = 32_767
"""Characters that Excel takes in one cell; more makes it repair the workbook on opening."""

_A4 = 9
_FOOTER_NAME_MOST = 120  # a header or footer takes 255 characters in all, `&` counted twice
_FONT = "Times New Roman"  # the typeface of official papers (Decree 30/2020), on every office machine
_LINE = "#B8C0CC"

GREEN, AMBER, ORANGE, RED, VIOLET, GREY = (
    ("#DDEFE2", "#14512B"),
    ("#FCF0C9", "#664600"),
    ("#FADFC8", "#7A3300"),
    ("#F7D5D5", "#7F1D1D"),
    ("#E4DFF3", "#46307A"),
    ("#ECEEF1", "#3F4752"),
)
"""Background and letters of each kind of cell; every pair has a contrast of 7:1 or more (WCAG AAA)."""

COLOURS: Mapping[str, tuple[str, str]] = {
    State.FULL: GREEN,
    State.THIN: AMBER,
    State.EMPTY: ORANGE,
    State.MISSING: RED,
    State.UNREADABLE: VIOLET,
    State.NOT_SUBMITTED: GREY,
    Status.ON_TIME: GREEN,
    Status.LATE: AMBER,
    Verdict.COMPLETE: GREEN,
    Verdict.INCOMPLETE: RED,
    Verdict.REVIEW: AMBER,
    Severity.ERROR: RED,
    Severity.WARNING: AMBER,
    Disposition.UNIDENTIFIED: AMBER,
    Disposition.QUARANTINED: VIOLET,
    Role.REPORT: GREEN,
}
"""Code → colours; a code that is absent stays plain."""


class Look:
    """The formats of one workbook, each made once."""

    def __init__(self, book: xlsxwriter.Workbook) -> None:
        self._book = book
        self._made: dict[tuple[tuple[str, object], ...], Format] = {}

    def plain(self, **more: object) -> Format:
        """Letters on white, without lines."""
        wanted = {"font_name": _FONT, "font_size": 11, "valign": "vcenter"} | more
        key = tuple(sorted(wanted.items()))
        if key not in self._made:
            self._made[key] = self._book.add_format(wanted)
        return self._made[key]

    def boxed(self, **more: object) -> Format:
        """A cell of a table."""
        return self.plain(**({"border": 1, "border_color": _LINE, "text_wrap": True, "valign": "top"} | more))

    def head(self, **more: object) -> Format:
        """A title of a column."""
        fixed = {"bold": True, "bg_color": "#1F3A5F", "font_color": "#FFFFFF", "align": "center"}
        return self.boxed(**(fixed | {"valign": "vcenter"} | more))

    def coded(self, code: str, **more: object) -> Format:
        """A cell in the colours of its code, plain when the code has none."""
        if code not in COLOURS:
            return self.boxed(**more)
        ground, letters = COLOURS[code]
        return self.boxed(**({"bg_color": ground, "font_color": letters} | more))


def shown(text: str) -> str:
    """A text as a cell can hold it."""
    return cut(clean_cell(text), LONGEST)


def for_paper(sheet: Worksheet, name: str, rows: tuple[int, int]) -> None:
    """A4 landscape, one page wide, the rows first..last of the header on every page, page numbers below."""
    sheet.set_landscape()
    sheet.set_paper(_A4)
    sheet.fit_to_pages(1, 0)
    sheet.set_margins(left=0.4, right=0.4, top=0.6, bottom=0.6)
    sheet.repeat_rows(*rows)
    label = clean_cell(name).replace("\n", " ")[:_FOOTER_NAME_MOST].replace("&", "&&")
    sheet.set_header(f'&L&"{_FONT},Italic"&9{label}')
    sheet.set_footer(f'&L&"{_FONT},Regular"&9&A&R&"{_FONT},Regular"&9Trang &P/&N')
