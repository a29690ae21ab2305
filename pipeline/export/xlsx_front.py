"""The two sheets that staff read first: the counts, and every unit against every section."""

from __future__ import annotations

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from pipeline.export.overview import Column, Count, Overview, UnitRow
from pipeline.export.xlsx_look import Look, for_paper, shown
from pipeline.model import labels
from pipeline.model.section import State

FRONT, MATRIX = "Tổng hợp", "Theo đơn vị"

_LEAD = (("TT", 5.0), ("Mã", 11.0), ("Đơn vị", 40.0), ("Thời hạn nộp", 14.0), ("Nhận lúc", 16.0))
_LEAD_MORE = (("Kết luận", 16.0), ("Tóm tắt", 44.0), ("Mức đầy đủ", 9.0))
_BEFORE = len(_LEAD) + len(_LEAD_MORE)
_HEAD = 3  # rows above the matrix: title, group, section
_STATES = tuple(State)


def write_front(book: xlsxwriter.Workbook, look: Look, view: Overview) -> None:
    """Add the sheet of counts: by arrival, by content, and by section, with the legend in its titles."""
    sheet = book.add_worksheet(FRONT)
    sheet.hide_gridlines(2)
    sheet.set_column(0, 0, 9)
    sheet.set_column(1, 1, 68)
    sheet.set_column(2, 1 + len(_STATES), 13)
    row = _title(sheet, look, view)
    row = _counts(sheet, look, row, ("Thời hạn nộp", view.statuses))
    row = _counts(sheet, look, row, ("Nội dung báo cáo", view.verdicts))
    row = _doubts(sheet, look, row, view)
    _by_section(sheet, look, row, view)
    for_paper(sheet, view.name, (0, 2))


def _title(sheet: Worksheet, look: Look, view: Overview) -> int:
    sheet.write_string(0, 0, shown(view.agency.upper()), look.plain(bold=True, font_size=12))
    sheet.write_string(1, 0, "TỔNG HỢP BÁO CÁO", look.plain(bold=True, font_size=16, font_color="#1F3A5F"))
    sheet.write_string(2, 0, shown(view.title), look.plain(font_size=13))
    newest = f"Tính đến thư nhận lúc {view.newest}." if view.newest else "Chưa nhận được thư nào."
    told = f"Hạn nộp: {view.due}. {newest} Số đơn vị phải nộp: {len(view.rows)}."
    sheet.write_string(3, 0, told, look.plain(italic=True))
    sheet.set_row(1, 26)
    return 5


def _counts(sheet: Worksheet, look: Look, row: int, block: tuple[str, tuple[Count, ...]]) -> int:
    name, counts = block
    sheet.merge_range(row, 0, row, 1, "", look.head())
    sheet.write_string(row, 0, name, look.head(align="left"))
    sheet.write_string(row, 2, "Số đơn vị", look.head())
    for place, count in enumerate(counts, start=row + 1):
        sheet.merge_range(place, 0, place, 1, "", look.coded(count.code))
        sheet.write_string(place, 0, count.label, look.coded(count.code))
        sheet.write_number(place, 2, count.number, look.boxed(bold=True, align="right"))
    return row + len(counts) + 2


def _doubts(sheet: Worksheet, look: Look, row: int, view: Overview) -> int:
    lines = (
        (f"Ô ghi “{labels.REVIEW}” (độ tin cậy dưới {view.review_below:.0%})", view.cells_to_review),
        ("Thư chưa rõ đơn vị hoặc bị cách ly (xem bảng Thư)", view.messages_to_look_at),
    )
    for place, (told, number) in enumerate(lines, start=row):
        sheet.merge_range(place, 0, place, 1, "", look.boxed())
        sheet.write_string(place, 0, told, look.boxed())
        sheet.write_number(place, 2, number, look.boxed(bold=True, align="right"))
    return row + len(lines) + 1


def _by_section(sheet: Worksheet, look: Look, row: int, view: Overview) -> None:
    sheet.write_string(row, 0, "Mục", look.head())
    sheet.write_string(
        row, 1, "Nội dung theo đề cương (số đơn vị ở từng tình trạng)", look.head(align="left")
    )
    for place, state in enumerate(_STATES, start=2):
        told = f"{labels.STATE_SIGN[state]} {labels.STATE_SHORT[state]}"
        sheet.write_string(row, place, told, look.coded(state, bold=True, align="center"))
    for line, (column, held) in enumerate(
        zip(view.columns, view.states_per_column, strict=True), start=row + 1
    ):
        sheet.write_string(line, 0, shown(column.id), look.boxed(align="center"))
        sheet.write_string(line, 1, shown(column.title), look.boxed())
        for place, state in enumerate(_STATES, start=2):
            sheet.write_number(line, place, held.get(state, 0), look.boxed(align="right"))


def write_matrix(book: xlsxwriter.Workbook, look: Look, view: Overview) -> None:
    """Add the sheet of units and sections."""
    sheet = book.add_worksheet(MATRIX)
    last = _BEFORE + len(view.columns) - 1
    sheet.write_string(0, 0, shown(f"{view.agency}: {view.title}"), look.plain(bold=True, font_size=12))
    _matrix_head(sheet, look, view)
    for place, row in enumerate(view.rows, start=_HEAD):
        _matrix_row(sheet, look, place, row)
    sheet.autofilter(_HEAD - 1, 0, max(_HEAD, _HEAD + len(view.rows) - 1), last)
    sheet.freeze_panes(_HEAD, 3)
    for_paper(sheet, view.name, (0, _HEAD - 1))


def _matrix_head(sheet: Worksheet, look: Look, view: Overview) -> None:
    for place, (title, width) in enumerate((*_LEAD, *_LEAD_MORE)):
        sheet.write_blank(1, place, None, look.head())
        sheet.write_string(2, place, title, look.head())
        sheet.set_column(place, place, width)
    for place, column in enumerate(view.columns, start=_BEFORE):
        sheet.write_string(
            2, place, shown(f"{column.id}\n{column.title}"), look.head(font_size=9, valign="top")
        )
        sheet.set_column(place, place, 15)
    for first, last, group in _groups(view.columns):
        if first < last:
            sheet.merge_range(1, first, 1, last, "", look.head())
        sheet.write_string(1, first, shown(group), look.head(font_size=10))
    sheet.set_row(1, 32)
    sheet.set_row(2, 84)


def _groups(columns: tuple[Column, ...]) -> list[tuple[int, int, str]]:
    """Runs of neighbouring columns under one parent: first and last sheet column, title."""
    runs: list[tuple[int, int, str]] = []
    for place, column in enumerate(columns, start=_BEFORE):
        if runs and runs[-1][2] == column.group:
            runs[-1] = (runs[-1][0], place, column.group)
        else:
            runs.append((place, place, column.group))
    return runs


def _matrix_row(sheet: Worksheet, look: Look, place: int, row: UnitRow) -> None:
    middle = {"valign": "vcenter"}
    centred = middle | {"align": "center"}
    sheet.write_number(place, 0, place - _HEAD + 1, look.boxed(**centred))
    sheet.write_string(place, 1, shown(row.unit), look.boxed(**middle))
    sheet.write_string(place, 2, shown(row.name), look.boxed(**middle, bold=True))
    sheet.write_string(place, 3, row.status_words, look.coded(row.status, **centred))
    sheet.write_string(place, 4, shown(row.received), look.boxed(**centred))
    sheet.write_string(place, 5, labels.VERDICT[row.verdict], look.coded(row.verdict, **centred))
    sheet.write_string(place, 6, shown(row.why), look.boxed(**middle, font_size=10))
    sheet.write_number(place, 7, row.completeness, look.boxed(**centred, num_format="0%"))
    for column, cell in enumerate(row.cells, start=_BEFORE):
        doubt = {"italic": True, "border": 5, "border_color": "#7A3300"} if cell.review else {}
        words = f"{cell.sign} {cell.words}"
        sheet.write_string(
            place, column, words, look.coded(cell.state, **(centred | {"font_size": 10} | doubt))
        )
