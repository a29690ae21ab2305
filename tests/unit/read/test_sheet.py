"""Lines, labels, furniture, columns and tables of pages, without a file."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.model.document import Doubt
from pipeline.read.pdf.columns import letterhead, may_have_columns, pieces, signatures
from pipeline.read.pdf.furniture import furniture_lines, stamp_lines
from pipeline.read.pdf.labels import label_of, starts_item
from pipeline.read.pdf.loops import has_reference_loop
from pipeline.read.pdf.measure import measure, measures
from pipeline.read.pdf.paragraphs import begins, goes_on, joined, laid
from pipeline.read.pdf.tables import cell_text, is_table, without_blanks
from pipeline.read.pdf.trace import trace
from pipeline.read.sheet import Gap, Grid, Line, Sheet, cut, table_text, tidy

FULL, SIZE, LEFT, RIGHT = 480.0, 14.0, 85.0, 565.0
COLUMN = replace(
    measure([Line(text="x", page=1, x0=LEFT, x1=RIGHT, base=0, size=SIZE)] * 2),
    pitch=1.3,
    edges=(LEFT, 113.0),
)


def line(text: str, base: float = 0, *, x0: float = LEFT, x1: float = RIGHT, bold: bool = False) -> Line:
    """A line of 14 pt, as wide as the column, whose first word is 40 pt wide."""
    return Line(text=text, page=1, x0=x0, x1=x1, base=base, size=SIZE, bold=(bold, bold), hang=x0 + 40)


@pytest.mark.parametrize(
    "text",
    [
        "I. TÌNH HÌNH",
        "II.KẾT QUẢ",
        "I- Công tác",
        "I/ ĐẶC ĐIỂM",
        "1. Ưu điểm",
        "1.Lãnh đạo",
        "1.1. Kết quả",
        "8.1 Tình hình",
        "1- Quy mô",
        "1/ Thực hiện",
        "1) Một",
        "(1) Đẩy mạnh",
        "a) Việc",
        "đ) Khác",
        "(a) Việc",
        "A. Đánh giá",
        "- Đối với",
        "-Ban",
        "+ Về",
        "* Với",
        "• Một",
        "Điều 5. Hiệu lực",
        "Phần thứ nhất",
        "PHẦN THỨ NHẤT",
        "Mục 4: Khác",
    ],
)
def test_labels_of_official_papers_are_known(text: str) -> None:
    """Each style counted in real papers begins an item, and for certain."""
    label = label_of(text)
    assert label is not None
    assert label.strong


@pytest.mark.parametrize(
    "text",
    [
        "26/11/2024, thay thế",
        "45/2010/NĐ-CP.",
        "92/TWPCTT về việc",
        "69.000, đã xét",
        "28-CT/TU của",
        "-----",
        "2020. Đã",
        "12 tháng",
        "Điều 15 của Luật",
        "phần thứ nhất",
        "Trong đó",
        "+84 210",
    ],
)
def test_lines_that_only_look_labelled_are_not(text: str) -> None:
    """Wrapped dates, numbers of papers and amounts begin no item."""
    assert not starts_item(text)


@pytest.mark.parametrize("text", ["- 2023, đã", "12. tháng sau", "- đối với"])
def test_weak_labels_may_be_the_middle_of_a_sentence(text: str) -> None:
    """A small letter or a figure after the label leaves it open."""
    label = label_of(text)
    assert label is not None
    assert not label.strong


@pytest.mark.parametrize(
    ("last", "following"),
    [
        (line("1. Công tác chỉ đạo của cấp uỷ", bold=True), line("Trong ba năm qua", 18)),
        (line("Nội dung chỉ đạo của", 0), line("2. Tổ chức", 18, bold=True)),
        (line("KẾT QUẢ THỰC HIỆN CHỈ THỊ", 0), line("Trong ba năm qua, cấp uỷ", 18)),
        (line("hết đoạn", 0, x1=300), line("Đoạn mới", 18)),
        (line("đến hết dòng", 0), line("Thụt đầu dòng", 18, x0=113)),
        (line("đến hết dòng", 0), line("cách xa", 60)),
        (line("đến hết dòng.", 0), line("Cách hơn một dòng", 26)),
        (line("chữ nhỏ", 0), replace(line("chữ to", 18), size=18)),
        (line("cuối cột", 300), line("đầu cột", 10)),
        (line("đến hết dòng.", 0), line("- dòng một", 18)),
        (line("hết dòng", 0, x1=300), line("(đã ký)", 18, x0=300, x1=350)),
        (line("cột trái", 0, x1=150), line("cột phải", 1, x0=400)),
        (line("- Một việc đã làm", 0), line("- Hai", 18)),
    ],
)
def test_what_parts_paragraphs(last: Line, following: Line) -> None:
    """Label, weight, capitals, room left, indent, distance, size and place each begin a paragraph."""
    assert begins([last], following, COLUMN)


@pytest.mark.parametrize(
    ("last", "following"),
    [
        (line("của Ban Thường vụ", 0), line("Tỉnh uỷ về tiếp tục", 18)),
        (line("theo đúng", 0), line("quy định, cách xa", 26)),
        (line("trong giai đoạn 2020", 0), line("- 2023, đã có", 18)),
        (line("dịch vụ công mức độ 3,", 0), line("4. Người dân tra cứu", 18)),
        (line("1. Vai trò của đoàn thể, Ban", 0, bold=True), line("TTND:", 18, x1=130, bold=True)),
        (line("- Một việc", 0, x0=99), line("đã làm. Treo lề", 18, x0=139)),
        (line("ĐÁNH GIÁ TÌNH HÌNH THỰC HIỆN", 0, x1=400), line("TRONG NHÀ TRƯỜNG", 18, x1=300)),
        (line("Số 45", 0, x1=150), line("của uỷ ban", 1, x0=170)),
        (
            line("theo Chỉ thị của", 0),
            replace(line("Ban Thường vụ Tỉnh uỷ", 18), bold=(True, False), prefix=5),
        ),
    ],
)
def test_what_keeps_paragraphs_together(last: Line, following: Line) -> None:
    """A full line without a stop, a hanging indent, a broken heading and pieces of one row go on."""
    assert not begins([last], following, COLUMN)


def test_block_indented_lines_stay_together() -> None:
    """From the third line on, a common indent is the paragraph's own."""
    block = [line("Thụt cả đoạn.", 0, x0=113), line("Dòng hai.", 18, x0=113)]
    assert not begins(block, line("Dòng ba", 36, x0=113), COLUMN)


def test_paragraphs_go_on_over_pages_only_when_they_may() -> None:
    """A full last line and an unlabelled, unindented first one; after a stop only where paragraphs are indented."""
    plain = replace(COLUMN, edges=(LEFT,))
    last, stopped = line("đến hết dòng"), line("đến hết dòng.")
    assert goes_on(last, line("Tỉnh uỷ"), plain, plain)
    assert goes_on(stopped, line("Tỉnh uỷ"), COLUMN, COLUMN)
    assert not goes_on(stopped, line("Tỉnh uỷ"), plain, plain)
    assert not goes_on(last, line("a) Việc"), COLUMN, COLUMN)
    assert not goes_on(last, line("Thụt", x0=113), COLUMN, COLUMN)
    assert not goes_on(replace(last, x1=200), line("Tỉnh uỷ"), COLUMN, COLUMN)


def test_hyphens_at_a_line_end_join_without_a_blank() -> None:
    """«28-» and «CT/TU» are one number again; a dash with a blank before it stays a dash."""
    assert joined([line("Chỉ thị 28-"), line("CT/TU")]) == "Chỉ thị 28-CT/TU"
    assert joined([line("Văn thư -"), line("Lưu trữ")]) == "Văn thư - Lưu trữ"


@given(st.text())
def test_tidy_leaves_only_what_shows(text: str) -> None:
    """Tidying twice is tidying once; no control, soft hyphen or lone surrogate is left."""
    tidied = tidy(text)
    assert tidy(tidied) == tidied
    assert not set(tidied) & set("\0\x02\u00ad\ufffe\ufeff\r\n\t")
    tidied.encode()


def test_tidy_composes_and_keeps_line_hyphens() -> None:
    """NFC, single blanks, and PDFium's mark for a hyphen read as one."""
    assert tidy("  hoa\u0300   \u00adbình 28\u0002") == "hoà bình 28-"


def sheet(number: int, *lines: Line) -> Sheet:
    """An A4 page."""
    return Sheet(
        number=number, width=595, height=842, lines=tuple(replace(line, page=number) for line in lines)
    )


def test_page_numbers_only_in_the_margins() -> None:
    """«2», «- 2 -», «Trang 2/5» at the edge are furniture; a lone number in the text is not."""
    pages = [
        sheet(1, line("- 2 -", 40), line("2", 400), line("Trang 2/5", 810)),
        sheet(2, line("12", 760), line("x", 90)),
    ]
    found = {line.text for line in furniture_lines(pages)}
    assert found == {"- 2 -", "Trang 2/5", "12"}


def test_running_lines_need_pages_and_one_height() -> None:
    """The same words at the same edge and height of half the pages; otherwise they are text."""
    low, high = line("Báo cáo năm 2021", 40), line("Báo cáo năm 2022", 90)
    body = [
        line(f"thân {word}", 100 + 20 * place) for place, word in enumerate(["a", "b", "c", "d", "e", "f"])
    ]
    assert not furniture_lines([sheet(1, low, *body), sheet(2, high)])
    assert len(furniture_lines([sheet(1, low, *body), sheet(2, replace(high, base=41.0))])) == 2


def test_stamps_need_a_signer() -> None:
    """«Email:» and «Cơ quan:» in a text are text; with a signer's line beside them they are a stamp."""
    mail, signer = line("Email: a@b.example", 20), line("Người ký: Sở Y tế", 10)
    assert not stamp_lines([mail, line("Cơ quan: Sở Y tế", 30)])
    assert stamp_lines([signer, mail, line("Nội dung khác", 30)]) == {signer, mail}
    assert stamp_lines([mail, signer, replace(mail, x0=400.0)]) == {mail, signer}


def test_columns_need_two_lines_each_side() -> None:
    """One wide blank is no letterhead, and a page without pairs has no signatures."""
    rows = [line("BÁO CÁO", 50, x1=200), line("NĂM 2023", 50, x0=400), line("thân bài", 90)]
    assert letterhead(rows, 842, 325) is None
    assert letterhead([line("thân bài", 90)], 842, 325) is None
    assert signatures(rows) is None


def test_a_line_is_cut_at_its_one_gap() -> None:
    """Two halves with their own edges; a row of several gaps stays whole."""
    row = replace(line("Nơi nhận: T/M ĐẢNG UỶ"), gaps=(Gap(at=9, x0=150, x1=400),))
    left, right = cut(row, row.gaps[0])
    assert (left.text, left.x1, right.text, right.x0) == ("Nơi nhận:", 150, "T/M ĐẢNG UỶ", 400)
    assert pieces([row]) == (left, right)
    several = replace(row, gaps=row.gaps * 2)
    assert pieces([several]) == (several,)


def test_doubts_go_with_their_half() -> None:
    """And begin where their word begins in it."""
    doubts = (Doubt(at=0, end=4, sure=0.5), Doubt(at=6, end=10, sure=0.6))
    row = replace(line("UBND  TỈNH"), doubts=doubts, gaps=(Gap(at=4, x0=130, x1=200),))
    left, right = cut(row, row.gaps[0])
    assert (left.doubts, right.doubts) == ((doubts[0],), (Doubt(at=0, end=4, sure=0.6),))


def test_a_paragraph_knows_where_its_lines_begin() -> None:
    """With a blank between them, or none after a hyphen."""
    assert laid([line("Nghị quyết 28-"), line("CT/TU"), line("nêu rõ")]) == (
        "Nghị quyết 28-CT/TU nêu rõ",
        [0, 14, 20],
    )


def test_tables_lose_what_is_blank() -> None:
    """Empty rows and columns of double rules go; one row or one column is no table."""
    rows = without_blanks((("a", "", "b"), ("", "", ""), ("c", "", "")))
    assert rows == (("a", "b"), ("c", ""))
    assert table_text(rows) == "a | b\nc"
    assert is_table(Grid(x0=0, top=0, x1=1, bottom=1, rows=rows))
    assert not is_table(Grid(x0=0, top=0, x1=1, bottom=1, rows=rows[:1]))
    assert not is_table(Grid(x0=0, top=0, x1=1, bottom=1, rows=()))


def test_a_cell_of_running_text_is_a_layout() -> None:
    """A report set in a table is read as its paragraphs, so that its headings are found."""
    report = "\n".join(f"{place}. Nội dung {'chỉ đạo ' * 20}" for place in range(1, 8))
    assert not is_table(Grid(x0=0, top=0, x1=1, bottom=1, rows=(("a", report), ("b", "c"))))


def test_cells_keep_their_items_apart() -> None:
    """Wrapped lines of a cell are joined, bullets begin a new line."""
    assert cell_text("Số cuộc \nđối thoại\n- một\n- hai") == "Số cuộc đối thoại\n- một\n- hai"


def test_a_page_without_lines_has_a_measure() -> None:
    """A blank page measures nothing and breaks nothing."""
    assert measures([sheet(1)])[1].width == 0


@pytest.mark.parametrize(
    ("data", "loops"),
    [
        (b"1 0 obj 1 0 R endobj", True),
        (b"1 0 obj\n2 0 R\nendobj\n2 0 obj 3 0 R endobj 3 0 obj 2 0 R endobj", True),
        (b"1 0 obj 2 0 R endobj 2 0 obj 3 0 R endobj 3 0 obj << >> endobj 4 0 obj 1 0 R endobj", False),
        (b"", False),
    ],
)
def test_reference_loops_are_seen(data: bytes, loops: bool) -> None:  # noqa: FBT001 - a parameter of the test
    """An object that leads back to itself would hold the second reader for ever."""
    assert has_reference_loop(data) is loops


class Ruler:
    """A page of letters 5 points wide; from place `back` on they stand at the left again, `lower` points lower."""

    def __init__(self, back: int = 10_000, *, lower: float = 0, wide: tuple[int, float] = (0, 0)) -> None:
        self.back, self.lower, self.wide = back, lower, wide

    def span(self, place: int) -> tuple[float, float]:
        """Edges."""
        start = 5.0 * (place - self.back if place >= self.back else place + 80)
        start += self.wide[1] if place >= self.wide[0] else 0
        return start, start + 5

    def base(self, place: int) -> float:
        """Baseline."""
        return 100 + (self.lower if place >= self.back else 0)

    def size(self, place: int) -> float:
        """Always 10 points."""
        return 10.0 + 0 * place

    def face(self, place: int) -> tuple[bool, bool]:
        """Never bold."""
        return False, place < 0


def test_a_line_that_jumps_back_is_two() -> None:
    """A stamp and the text beside it, taken for one line, are told apart where the letters begin at the left again."""
    raw = " +07:00 Trong ba năm"
    assert [line.text for line in trace(Ruler(8), raw, 0, 1)] == ["+07:00", "Trong ba năm"]
    assert [line.text for line in trace(Ruler(8, lower=9), raw, 0, 1)] == ["+07:00", "Trong ba năm"]
    assert [line.text for line in trace(Ruler(), raw, 0, 1)] == [raw.strip()]


def test_a_wide_blank_is_a_gap_only_in_a_short_line() -> None:
    """A full line of text has no columns; a row of a letterhead has."""
    raw = "Số 45 Phú Thọ, ngày 3"
    assert [gap.at for line in trace(Ruler(wide=(6, 60)), raw, 0, 1) for gap in line.gaps] == [5]
    assert not [gap for line in trace(Ruler(wide=(6, 60)), raw * 5, 0, 1) for gap in line.gaps]


def test_what_does_not_show_is_no_line() -> None:
    """Blanks, invisible signs and letters at no place are nothing."""
    assert not list(trace(Ruler(), "   ", 0, 1))
    assert not list(trace(Ruler(), "\u00ad\ufffe", 0, 1))
    assert not list(trace(Ruler(wide=(0, float("nan"))), "ở đâu", 0, 1))


@pytest.mark.parametrize(
    "text",
    [
        "Nơi nhận:",
        "Nơi\u00a0nhận:",
        "NƠI  GỬI",
        "TM\u00a0ỦY BAN",
        "TM.ỦY BAN",
        "abc\nTHAY  MẶT BAN",
        "Nơi\u200b nhận",
    ],
)
def test_a_page_with_signatures_may_have_columns(text: str) -> None:
    """However its blanks are written; a page of mere text has none."""
    assert may_have_columns(text)
    assert not may_have_columns("Chỉ thị số 28-CT/TU; ATM. Nhận xét: nơi ở")
