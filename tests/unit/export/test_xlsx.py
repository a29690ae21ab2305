"""The workbook, read back by another library."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest

from pipeline.export import xlsx_tables
from pipeline.export.cells import CUT_NOTE
from pipeline.export.files import export_all
from pipeline.model import labels
from pipeline.tabulate import COLUMNS
from tests.build.frames import campaign, frames
from tests.build.hostile import FORMULA, TEXTS, hostile_frames

_SHEETS = [
    "Tổng hợp",
    "Theo đơn vị",
    "Đơn vị (units)",
    "Nội dung (sections)",
    "Phát hiện (findings)",
    "Số liệu (indicators)",
    "Thư (messages)",
    "Tệp (files)",
]


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> openpyxl.Workbook:
    """The workbook of the made-up tables."""
    folder = tmp_path_factory.mktemp("book")
    export_all(frames(), campaign(), folder, {"DV002": "Thiếu mục 1.1; nộp muộn 2 ngày"})
    return openpyxl.load_workbook(folder / "summary.xlsx")


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> openpyxl.Workbook:
    """The workbook of tables whose every text is hostile."""
    folder = tmp_path_factory.mktemp("hostile")
    export_all(hostile_frames(), campaign(20), folder)
    return openpyxl.load_workbook(folder / "summary.xlsx")


def _cells(book: openpyxl.Workbook) -> Iterator[openpyxl.cell.Cell]:
    for sheet in book.worksheets:
        for row in sheet.iter_rows():
            yield from row


def test_the_sheets_stand_in_order(book: openpyxl.Workbook) -> None:
    """Counts and matrix first, then the six tables, named in Vietnamese with their codes."""
    assert book.sheetnames == _SHEETS


@pytest.mark.parametrize(("table", "sheet"), list(zip(COLUMNS, _SHEETS[2:], strict=True)))
def test_a_table_has_codes_titles_filter_and_frozen_header(
    book: openpyxl.Workbook, table: str, sheet: str
) -> None:
    """Codes stand in the first row, Vietnamese titles in the second, which is frozen and carries the filter."""
    found = book[sheet]
    codes = [column for column in COLUMNS[table] if (table, column) != ("sections", "text")]
    assert [cell.value for cell in found[1]] == codes
    assert [cell.value for cell in found[2]] == [labels.COLUMNS[table][code] for code in codes]
    assert str(found.freeze_panes).endswith("3")
    assert found.max_row == 2 + len(frames()[table])
    assert found.auto_filter.ref == f"A2:{found.cell(found.max_row, len(codes)).coordinate}"


def test_every_sheet_prints_on_a4_across(book: openpyxl.Workbook) -> None:
    """A4 landscape, one page wide, header rows repeated, page numbers below."""
    for sheet in book.worksheets:
        assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
        assert sheet.page_setup.fitToHeight == 0
        assert sheet.print_title_rows
        assert "&P/&N" in str(sheet.oddFooter.right.text)


def test_the_matrix_has_every_unit_and_leaf(book: openpyxl.Workbook) -> None:
    """One row per unit, one column per leaf, a shape and words in each cell, doubt in words."""
    matrix = book["Theo đơn vị"]
    rows = list(matrix.iter_rows(min_row=4, values_only=True))
    assert len(rows) == 45
    assert len(rows[0]) == 8 + 10
    told = {str(cell) for row in rows for cell in row[8:]}
    assert {
        "● Đủ",
        "◐ Sơ sài",
        "○ Để trống",
        "✕ Thiếu",
        "▨ Không đọc được",
        "– Chưa nộp",
        "● Đủ (cần xem lại)",
    } <= told
    assert matrix.freeze_panes == "D4"
    assert matrix.auto_filter.ref == "A3:R48"


def test_the_matrix_says_why_beside_the_verdict(book: openpyxl.Workbook) -> None:
    """The sentence of a unit that has one; no table has a column for it."""
    matrix = book["Theo đơn vị"]
    assert [cell.value for cell in matrix[3]][5:8] == ["Kết luận", "Tóm tắt", "Mức đầy đủ"]
    told = {row[1]: row[6] for row in matrix.iter_rows(min_row=4, values_only=True)}
    assert {unit for unit, why in told.items() if why} == {"DV002"}
    assert told["DV002"] == "Thiếu mục 1.1; nộp muộn 2 ngày"


def test_counts_agree_with_the_units(book: openpyxl.Workbook) -> None:
    """The first sheet counts every unit once by arrival and once by content."""
    front = {row[0]: row[2] for row in book["Tổng hợp"].iter_rows(values_only=True) if row[0]}
    units = frames()["units"]
    assert front["Đúng hạn"] == (units["status"] == "on_time").sum()
    assert front["Nộp muộn"] == (units["status"] == "late").sum()
    assert sum(int(str(front[label])) for label in labels.STATUS.values() if label != "Chưa nộp") == 40
    assert front["Đủ nội dung"] == (units["verdict"] == "complete").sum()
    assert front["Thư chưa rõ đơn vị hoặc bị cách ly (xem bảng Thư)"] == 3


def test_doubtful_states_say_so_in_the_table(book: openpyxl.Workbook) -> None:
    """A section under the campaign's threshold says `cần xem lại` besides its state."""
    table = book["Nội dung (sections)"]
    for row in table.iter_rows(min_row=3, values_only=True):
        state, confidence = row[3], row[6]
        doubtful = confidence is not None and float(str(confidence)) < 0.9
        assert ("cần xem lại" in str(state)) == doubtful


def test_doubtful_figures_say_so_in_the_table(book: openpyxl.Workbook) -> None:
    """A value stays a number that can be added up; what is quoted beside it says whether to look at it again."""
    table = book["Số liệu (indicators)"]
    quoted = {row[6]: row[4] for row in table.iter_rows(min_row=3, max_row=5, values_only=True)}
    assert quoted == {"1250": 1250, "12.5 (cần xem lại)": 12.5, "-": None}
    assert {cell.value for cell in table["G"][2:]} >= {"(cần xem lại)"}
    assert table["E3"].number_format == "General"


def test_values_have_their_kinds(book: openpyxl.Workbook) -> None:
    """Times are times, shares are percentages, answers are words, gaps are empty."""
    units = book["Đơn vị (units)"]
    first = {str(units.cell(1, cell.column).value): cell for cell in units[3]}
    assert isinstance(first["received_at"].value, dt.datetime)
    assert first["completeness"].number_format == "0%"
    silent = [cell.value for cell in units[7]]
    assert silent[:4] == ["DV005", "Đảng bộ Sở Tư pháp", "Chưa nộp", None]
    assert {cell.value for cell in book["Nội dung (sections)"]["H"][2:]} == {"có", "không", None}


def test_no_cell_is_a_formula_or_a_link(hostile: openpyxl.Workbook) -> None:
    """Whatever senders wrote is text; nothing points outside."""
    for cell in _cells(hostile):
        assert cell.data_type != "f"
        assert not getattr(cell, "hyperlink", None)


def test_hostile_texts_keep_the_book_whole(hostile: openpyxl.Workbook) -> None:
    """Every row is there; bad characters are gone, a formula reads as it was sent, long texts end with a note."""
    for table, sheet in zip(COLUMNS, _SHEETS[2:], strict=True):
        assert hostile[sheet].max_row == 2 + len(hostile_frames()[table])
    names = [row[1] for row in hostile["Đơn vị (units)"].iter_rows(min_row=3, values_only=True)]
    assert FORMULA in names
    longest = next(str(name) for name in names if str(name).startswith("Ạ"))
    assert len(longest) == 32_767
    assert longest.endswith(CUT_NOTE)
    assert len(names) > len(TEXTS)


def test_a_table_beyond_the_sheet_is_cut_in_sight(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """More rows than a sheet takes end with a note instead of vanishing."""
    monkeypatch.setattr(xlsx_tables, "ROWS_MOST", 5)
    export_all(frames(9), campaign(9), tmp_path)
    units = openpyxl.load_workbook(tmp_path / "summary.xlsx")["Đơn vị (units)"]
    assert units.max_row == 2 + 5 + 1
    assert units["A8"].value == CUT_NOTE


@pytest.mark.parametrize("sent", ["0001-01-01T00:00:00+07:00", "1899-12-31T00:00:00+07:00", "hôm qua"])
def test_a_day_that_excel_does_not_know_is_text(tmp_path: Path, sent: str) -> None:
    """A sender's impossible date stands as it was read."""
    tables = frames(3)
    tables["messages"]["sent_at"] = sent
    export_all(tables, campaign(3), tmp_path)
    assert openpyxl.load_workbook(tmp_path / "summary.xlsx")["Thư (messages)"]["G3"].value == sent


def test_a_new_table_gets_a_sheet(tmp_path: Path) -> None:
    """A table that has no label yet is shown under its code, with all its columns."""
    tables = frames(3)
    tables["similar"] = tables["files"][["name", "bytes"]].rename(columns={"bytes": "weight"})
    export_all(tables, campaign(3), tmp_path)
    sheet = openpyxl.load_workbook(tmp_path / "summary.xlsx")["similar (similar)"]
    assert [cell.value for cell in sheet[2]] == ["name", "weight"]
