"""Reading whole PDFs: what was set on the page comes back as the same paragraphs, in the same order."""

from __future__ import annotations

import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.errors import UnreadableError
from pipeline.model.document import BlockKind, Document
from pipeline.read.pdf import cells, pdfium, plumber
from pipeline.read.pdf.reader import read_without_ocr as read_pdf
from tests.build import pdf, pdf_raw
from tests.build.legacy import legacy_pdf

TEXT = (
    "Trong ba năm qua, cấp uỷ đã lãnh đạo, chỉ đạo thực hiện nghiêm túc Chỉ thị số 28-CT/TU của Ban Thường vụ Tỉnh uỷ "
    "về tiếp tục đẩy mạnh thực hiện dân chủ trong hoạt động của các cơ quan hành chính nhà nước, đơn vị sự nghiệp công "
    "lập; kết quả được nhân dân ghi nhận, đồng tình và ủng hộ."
)
OTHER = "Hằng năm, ban chỉ đạo họp bốn lần, có biên bản và thông báo kết luận gửi các chi bộ trực thuộc để thực hiện."
STAMP = (
    "Ký bởi: Sở Y tế",
    "Email: vanthu@soyte.example",
    "Cơ quan: Tỉnh Phú Thọ, nước Cộng",
    "hoà xã hội chủ nghĩa Việt Nam",
    "Thời gian ký: 2020-08-02 20:24:11 +07:00",
)


def texts(document: Document) -> list[str]:
    """The blocks' texts."""
    return [block.text for block in document.blocks]


def paras(*lines: str, first: float = pdf.INDENT, after: float = 6, ragged: bool = False) -> list[pdf.Part]:
    """Paragraphs that look alike."""
    return [pdf.Para(line, first=first, after=after, ragged=ragged) for line in lines]


def outcome(data: bytes) -> str:
    """`read`, or why not in one word."""
    try:
        read_pdf(data)
    except UnreadableError as error:
        return error.code
    return "read"


def words(parts: list[pdf.Part]) -> list[str]:
    """What paragraphs say."""
    return [part.text for part in parts if isinstance(part, pdf.Para)]


def many(count: int) -> list[str]:
    """Paragraphs of which no two begin or wrap alike."""
    ordinals = ["một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín", "mười"]
    names = [f"Việc {one} {other} {one}" for one in ordinals for other in ordinals]
    return [f"{name}{' thật' * (place % 4)}: {TEXT}" for place, name in enumerate(names[:count])]


def test_paragraphs_come_back_verbatim() -> None:
    """Justified, ragged, indented or not: the same paragraphs in the same order."""
    parts = [*paras(TEXT, OTHER, TEXT), *paras(OTHER, TEXT, OTHER, first=0, ragged=True)]
    assert texts(read_pdf(pdf.pdf(parts))) == words(parts)


def test_paragraphs_without_space_between_are_told_apart_by_their_indent() -> None:
    """No blank points after a paragraph: the indent of the first line is enough."""
    assert texts(read_pdf(pdf.pdf(paras(*[TEXT] * 5, after=0)))) == [TEXT] * 5


def test_a_heading_is_never_glued_to_the_text_below() -> None:
    """Bold, capitals or italics that fill the line and have no stop still end where the body begins."""
    bold = "I. Kết quả lãnh đạo, chỉ đạo của cấp uỷ, thủ trưởng cơ quan đơn vị"
    capitals = "II. KẾT QUẢ LÃNH ĐẠO, CHỈ ĐẠO CỦA CẤP UỶ, CỦA THỦ TRƯỞNG"
    parts = [pdf.Para(bold, bold=-1, first=0, after=0), *paras(TEXT, after=0)]
    parts += [pdf.Para(capitals, first=0, after=0), *paras(TEXT, after=0)]
    assert texts(read_pdf(pdf.pdf(parts))) == [bold, TEXT, capitals, TEXT]


def test_a_heading_of_two_lines_is_one_block() -> None:
    """A heading that goes on in a second line is joined, and bold as a whole."""
    heading = "II. KẾT QUẢ LÃNH ĐẠO, CHỈ ĐẠO CỦA CẤP UỶ, THỦ TRƯỞNG ĐƠN VỊ TRONG BA NĂM THỰC HIỆN CHỈ THỊ"
    document = read_pdf(pdf.pdf([pdf.Para(heading, bold=-1, first=0, after=0), *paras(TEXT)]))
    assert texts(document) == [heading, TEXT]
    assert document.blocks[0].style.bold == 1


def test_a_centred_title_of_two_lines_is_one_block() -> None:
    """The lines of a title are centred, each of its own width."""
    title = "Sơ kết ba năm thực hiện Chỉ thị số 28-CT/TU của Ban Thường vụ Tỉnh uỷ về dân chủ ở cơ sở"
    parts = [
        pdf.Para("BÁO CÁO", bold=-1, centred=True),
        pdf.Para(title, bold=-1, centred=True, after=20),
        *paras(TEXT, TEXT),
    ]
    document = read_pdf(pdf.pdf(parts))
    assert texts(document) == ["BÁO CÁO", title, TEXT, TEXT]
    assert [block.style.centred for block in document.blocks] == [True, True, False, False]


def test_a_run_in_heading_tells_how_far_it_is_bold() -> None:
    """The bold prefix ends with the heading, over one line or two."""
    short, long = (
        "1. Ưu điểm:",
        "2. Tồn tại, hạn chế, khó khăn, vướng mắc trong tổ chức thực hiện Chỉ thị của đơn vị:",
    )
    parts = [pdf.Para(f"{head} {TEXT}", bold=len(head)) for head in (short, long)]
    styles = [block.style for block in read_pdf(pdf.pdf(parts)).blocks]
    assert [style.bold_prefix for style in styles] == [len(short), len(long)]
    assert 0 < styles[0].bold < styles[1].bold < 1


def test_labels_stay_in_the_text_and_bullets_make_list_items() -> None:
    """A typed label is text; only a bullet or dash makes a list item."""
    parts = paras(
        "1.1. Kết quả", "a) Việc thứ nhất", "- Đối với cấp uỷ", "+ Đối với ban chỉ đạo", "-----", first=0
    )
    document = read_pdf(pdf.pdf(parts))
    assert texts(document) == words(parts)
    assert all(block.label == "" for block in document.blocks)
    items = [block.kind is BlockKind.LIST_ITEM for block in document.blocks]
    assert items == [False, False, True, True, False]


def test_a_line_that_begins_with_a_date_or_number_goes_on() -> None:
    """«28-CT/TU», «26/11/2024» and «- 2023» at a line's start are no labels."""
    parts = paras(
        *(f"{'Theo đúng kế hoạch ' * count}28-CT/TU 26/11/2024 năm 2020 - 2023 {TEXT}" for count in range(7))
    )
    assert texts(read_pdf(pdf.pdf(parts))) == words(parts)


def test_a_paragraph_goes_on_over_the_page() -> None:
    """The rest of a paragraph on the next page joins it; a new one there does not."""
    document = read_pdf(pdf.pdf(paras(*many(30)), edges=("Báo cáo sơ kết", "", "- {page} -")))
    assert texts(document) == many(30)
    assert {block.page for block in document.blocks} == {1, 2, 3, 4}
    assert [block.paragraph for block in document.blocks] == list(range(1, 31))


def test_running_heads_feet_and_page_numbers_are_furniture() -> None:
    """They are kept apart from the text, each once."""
    parts = [part for text in many(3) for part in (*paras(text), pdf.Break())]
    edges = ("Báo cáo năm 2023", "Văn phòng", "Trang {page}/4")
    document = read_pdf(pdf.pdf([*parts, *paras(OTHER)], edges=edges))
    assert texts(document) == [*many(3), OTHER]
    assert document.furniture == (
        "Báo cáo năm 2023",
        "Văn phòng",
        "Trang 1/4",
        "Trang 2/4",
        "Trang 3/4",
        "Trang 4/4",
    )
    assert document.pages == 4


def test_body_lines_that_repeat_are_kept() -> None:
    """The same line in the middle of every page is text, not a running head."""
    pages = [
        paras(*many(place + 4)[place:], "(Q1X2).", TEXT, *many(place + 9)[place + 5 :]) for place in range(4)
    ]
    parts = [part for page in pages for part in (*page, pdf.Break())]
    assert texts(read_pdf(pdf.pdf(parts[:-1]))).count("(Q1X2).") == 4


@pytest.mark.parametrize("by_rows", [False, True])
def test_a_letterhead_is_a_table_of_two_cells(by_rows: bool) -> None:  # noqa: FBT001 - a parameter of the test
    """Left column first, whatever order the file has; the form that word processors' files have."""
    left = ["UBND TỈNH PHÚ THỌ", "SỞ Y TẾ", "Số: 45/BC-SYT"]
    right = [
        "CỘNG HOÀ XÃ HỘI CHỦ NGHĨA",
        "VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "Phú Thọ, ngày 3 tháng 6",
    ]
    parts = [pdf.Pair(left, right, by_rows=by_rows), pdf.Para("BÁO CÁO", bold=-1, centred=True), *paras(TEXT)]
    document = read_pdf(pdf.pdf(parts))
    head = document.blocks[0]
    assert head.kind is BlockKind.TABLE
    assert [cell.split("\n") for cell in head.rows[0]] == [
        left,
        ["CỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM", *right[2:]],
    ]
    assert texts(document)[1:] == ["BÁO CÁO", TEXT]


@pytest.mark.parametrize("raised", [0, 3, -3])
def test_a_letterhead_in_text_boxes_stands_above_the_text(raised: float) -> None:
    """It is drawn after the text of its page, the right box a little higher or lower than the left one."""
    left, right = (
        ["ĐẢNG BỘ SỞ Y TẾ", "CHI BỘ A", "Số 45-BC/CB"],
        ["ĐẢNG CỘNG SẢN VIỆT NAM", "Phú Thọ, ngày 13 tháng 6"],
    )
    boxes = pdf.Pair(left, right, late=True, raised=raised)
    document = read_pdf(pdf.pdf([boxes, pdf.Para("BÁO CÁO", bold=-1, centred=True), *paras(TEXT)]))
    assert document.blocks[0].rows == (("\n".join(left), "\n".join(right)),)
    assert texts(document)[1:] == ["BÁO CÁO", TEXT]


@pytest.mark.parametrize("by_rows", [False, True])
def test_signatures_are_a_table_of_two_cells(by_rows: bool) -> None:  # noqa: FBT001 - a parameter of the test
    """Recipients left, the signer right, each line its own."""
    left, right = (
        ["Nơi nhận:", "- Đảng uỷ Khối;", "- Lưu: VT."],
        ["T/M ĐẢNG UỶ", "BÍ THƯ", "(đã ký)", "", "Lê Văn A"],
    )
    parts = [*paras(TEXT), pdf.Pair(left, right, by_rows=by_rows, centred=False)]
    document = read_pdf(pdf.pdf(parts))
    assert texts(document)[0] == TEXT
    assert document.blocks[1].rows == (("\n".join(left), "T/M ĐẢNG UỶ\nBÍ THƯ\n(đã ký)\nLê Văn A"),)


@pytest.mark.parametrize("rotate", [0, 90, 180, 270])
def test_a_ruled_table_stands_once_between_its_neighbours(rotate: int) -> None:
    """Its cells become rows, and none of its text is repeated as a paragraph."""
    rows = (("Nội dung", "Năm 2021", "Năm 2022"), ("Số cuộc\nđối thoại", "12", "34"), ("Đơn thư", "", "5"))
    document = read_pdf(pdf.pdf([*paras(TEXT), pdf.Table(rows), *paras(OTHER)], rotate=rotate))
    assert texts(document)[::2] == [TEXT, OTHER]
    assert [block.kind is BlockKind.TABLE for block in document.blocks] == [False, True, False]
    table = document.blocks[1]
    assert table.rows == (rows[0], ("Số cuộc đối thoại", "12", "34"), ("Đơn thư", "", "5"))
    assert table.text == "Nội dung | Năm 2021 | Năm 2022\nSố cuộc đối thoại | 12 | 34\nĐơn thư | 5"


def test_a_frame_is_no_table() -> None:
    """Strokes around a paragraph or under a title leave it a paragraph."""
    assert texts(read_pdf(pdf.pdf([pdf.Framed(TEXT), *paras(OTHER)]))) == [TEXT, OTHER]


def test_a_stamp_alone_is_no_text() -> None:
    """A scan with a signature stamp has no text that could be read."""
    with pytest.raises(UnreadableError, match="page 1: 0 words over an image") as caught:
        read_pdf(pdf.pdf([pdf.Scan(), pdf.Stamp(STAMP), pdf.Break(), pdf.Scan()]))
    assert caught.value.code == "no_text"


def test_a_stamp_on_a_text_page_is_furniture() -> None:
    """The stamp's lines leave the text, the wrapped one too."""
    document = read_pdf(pdf.pdf([pdf.Stamp(STAMP), *paras(TEXT)]))
    assert texts(document) == [TEXT]
    assert document.furniture == STAMP


def test_scanned_pages_among_text_pages_are_named() -> None:
    """Pages without text that can be believed are listed, with the reason; the others are read."""
    document = read_pdf(pdf.pdf([*paras(TEXT), pdf.Break(), pdf.Scan(), pdf.Break(), *paras(OTHER)]))
    assert texts(document) == [TEXT, OTHER]
    assert (document.pages, document.unread_pages) == (3, (2,))
    assert document.remarks == ("page 2: 0 words over an image of the whole page",)


def test_a_blank_page_is_not_unread() -> None:
    """Nothing on a page is nothing lost."""
    document = read_pdf(pdf.pdf([*paras(TEXT), pdf.Break()], edges=("", "", "")))
    assert (document.pages, document.unread_pages) == (2, ())


def test_a_file_of_blank_pages_has_no_text() -> None:
    """Blank pages alone are a file without text."""
    with pytest.raises(UnreadableError, match="no_text: all pages are blank"):
        read_pdf(pdf.pdf([], edges=("", "", "")))


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty"),
        (b"\0\0\0 \n", "empty"),
        (b"<html>not a PDF</html>", "corrupt"),
        (pdf.pdf([pdf.Para(TEXT)])[:400], "corrupt"),
        (pdf.pdf([pdf.Para(TEXT)], password="secret"), "password"),  # noqa: S106 - a made file's
        (pdf_raw.self_reference(), "corrupt"),
        (
            pdf_raw.raw([b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [] /Count 0 >>"]),
            "corrupt",
        ),
    ],
)
def test_what_cannot_be_read_says_why(data: bytes, code: str) -> None:
    """Empty, broken, locked and endless files each have their word."""
    with pytest.raises(UnreadableError) as caught:
        read_pdf(data)
    assert caught.value.code == code
    assert caught.value.detail


def test_limits_hold(monkeypatch: pytest.MonkeyPatch) -> None:
    """Bytes, pages and blocks over the limit refuse the file; characters, the page."""
    data = pdf.pdf([*paras(TEXT, OTHER), pdf.Break(), *paras(OTHER)])
    for name in ("pdf.reader.MOST_BYTES", "sheet.MOST_PAGES", "pdf.build.MOST_BLOCKS"):
        with monkeypatch.context() as limit:
            limit.setattr(f"pipeline.read.{name}", 1)
            with pytest.raises(UnreadableError, match="too_large"):
                read_pdf(data)
    monkeypatch.setattr(pdfium, "MOST_CHARACTERS", 150)
    document = read_pdf(data)
    assert (texts(document), document.unread_pages) == ([OTHER], (1,))


def test_a_differing_page_count_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    """When the second reader has lost a page, its tables may be another page's: none is taken, and both counts are told."""
    data = pdf_raw.pages_without_type(["Mot", "Hai", "Ba"], bare=1)
    assert [block.kind for block in read_pdf(data).blocks].count(BlockKind.TABLE) == 3
    monkeypatch.setattr(cells, "filled", lambda frame, _words: None if frame else frame)
    document = read_pdf(data)
    assert document.pages == 3
    assert [block.kind for block in document.blocks].count(BlockKind.TABLE) == 0
    assert document.remarks[0] == "PDFium counts 3 pages, pdfplumber 2"
    assert document.remarks[3] == "page 3: its tables are read as lines (pdfplumber: LookupError)"


def test_a_table_that_words_reach_across_is_read_letter_by_letter() -> None:
    """A word over a rule belongs to two cells: the second reader knows which letter stands where."""
    rows = (("Một haibabốnnămsáubảytámchínmườimộthaibabốnnămsáubảy", "12"), ("Ba", "Bốn"))
    (table,) = read_pdf(pdf.pdf([pdf.Table(tuple((a, b, "x") for a, b in rows))])).blocks
    assert table.rows[1] == ("Ba", "Bốn", "x")
    assert "".join(table.rows[0]).replace("12", "").replace("x", "")[:10] == "Một haibab"


def test_the_second_reader_reads_what_the_first_refuses(monkeypatch: pytest.MonkeyPatch) -> None:
    """When PDFium opens nothing, pdfplumber's lines make the same paragraphs, and a remark says so."""
    head = "1. Ưu điểm:"
    parts = [
        pdf.Para(f"{head} {TEXT}", bold=len(head)),
        *paras(OTHER),
        pdf.Table((("Một", "Hai"), ("Ba", "Bốn"))),
    ]

    def refuse(data: bytes) -> None:
        raise pypdfium2.PdfiumError("refused", len(data) and 1)

    monkeypatch.setattr(pypdfium2, "PdfDocument", refuse)
    document = read_pdf(pdf.pdf(parts))
    assert texts(document) == [f"{head} {TEXT}", OTHER, "Một | Hai\nBa | Bốn"]
    assert document.blocks[0].style.bold_prefix == len(head)
    assert document.remarks == ("read by pdfplumber: refused",)


def test_a_page_that_no_reader_opens_is_unread(monkeypatch: pytest.MonkeyPatch) -> None:
    """One broken page leaves the others readable, and stands among the unread ones."""
    data = pdf.pdf([*paras(TEXT), pdf.Break(), *paras(OTHER)])

    def broken(document: object, place: int) -> object:
        if place == 0:
            raise pypdfium2.PdfiumError("no page")
        return document.get_page(place)  # type: ignore[attr-defined] # the library has no types

    monkeypatch.setattr(pypdfium2.PdfDocument, "__getitem__", broken)
    assert texts(read_pdf(data)) == [TEXT, OTHER]
    monkeypatch.setattr(plumber, "line_of", lambda found, page: found[page])
    document = read_pdf(data)
    assert (texts(document), document.unread_pages) == ([OTHER], (1,))
    assert "page 1: no reader can open it" in document.remarks


def test_running_out_of_memory_is_not_swallowed(monkeypatch: pytest.MonkeyPatch) -> None:
    """The worker's memory limit must reach the worker."""

    def burst(_file: object) -> None:
        raise MemoryError

    monkeypatch.setattr(plumber, "TableFinder", burst)
    with pytest.raises(MemoryError):
        read_pdf(pdf.pdf([pdf.Table((("Một", "Hai"), ("Ba", "Bốn")))]))


def test_a_page_whose_letters_pdfium_loses_is_read_again(monkeypatch: pytest.MonkeyPatch) -> None:
    """Glyphs without characters send the page to the second reader; when that fails too, the page is unread."""
    data = pdf.pdf([*paras(TEXT), pdf.Break(), *paras(OTHER)])
    text_of = pdfium._page_text
    monkeypatch.setattr(
        pdfium, "_page_text", lambda page, count: "" if count > len(OTHER) + 9 else text_of(page, count)
    )
    document = read_pdf(data)
    assert texts(document) == [TEXT, OTHER]
    assert document.remarks == ("page 1: read by pdfplumber, PDFium's text is garbled",)
    monkeypatch.setattr(plumber, "line_of", lambda found, page: found[page])
    document = read_pdf(data)
    assert (texts(document), document.unread_pages) == ([OTHER], (1,))
    assert "page 1: 100% of its characters are no Vietnamese text" in document.remarks


def test_a_file_in_which_pdfium_finds_no_page_is_read_by_the_other(monkeypatch: pytest.MonkeyPatch) -> None:
    """No page is no answer: the second reader is asked, and the remark says so."""
    monkeypatch.setattr(pypdfium2.PdfDocument, "__len__", lambda _document: 0)
    document = read_pdf(pdf.pdf(paras(TEXT)))
    assert (texts(document), document.pages) == ([TEXT], 1)
    assert document.remarks == ("read by pdfplumber: PDFium finds no page",)


def test_closing_a_broken_file_does_not_fail(monkeypatch: pytest.MonkeyPatch) -> None:
    """What was read counts, even when the library stumbles on the way out."""

    def stumble(_pdf: object) -> None:
        raise LookupError

    monkeypatch.setattr("pdfplumber.pdf.PDF.close", stumble)
    assert len(read_pdf(pdf.pdf([pdf.Table((("Một", "Hai"), ("Ba", "Bốn")))])).blocks) == 1


WORDS = st.lists(st.sampled_from(TEXT.replace(":", "").split()), min_size=1, max_size=60).map(" ".join)


@given(
    st.lists(
        st.builds(pdf.Para, WORDS, bold=st.sampled_from((0, -1)), ragged=st.booleans()),
        min_size=1,
        max_size=8,
    )
)
@settings(max_examples=40)
def test_no_word_is_lost_doubled_or_moved(parts: list[pdf.Para]) -> None:
    """Whatever is set, the blocks hold its words once and in order."""
    document = read_pdf(pdf.pdf(parts, edges=("", "", "")))
    assert " ".join(texts(document)).split() == " ".join(part.text for part in parts).split()


@pytest.mark.parametrize("share", range(5, 100, 10))
def test_a_cut_file_is_read_or_refused(share: int) -> None:
    """Half an upload gives a document or a reason, never another error."""
    data = pdf.pdf([*paras(*many(9)), pdf.Table((("Một", "Hai"), ("Ba", "Bốn"))), *paras(TEXT)])
    assert outcome(data[: len(data) * share // 100]) in {"read", "corrupt", "no_text"}


def test_an_italic_line_is_known_by_its_font() -> None:
    """The share of slanted letters comes from the font's name."""
    document = read_pdf(pdf.pdf([pdf.Para("* Viec thu nhat", italic=True), *paras(TEXT)]))
    assert [block.style.italic for block in document.blocks] == [1, 0]


def test_a_hyphen_at_a_lines_end_parts_two_lines() -> None:
    """PDFium takes the line break after it away: the lines are two all the same, and the hyphen stays."""
    lines = [("Times-Roman", "mot hai ba bon chu nghia Mac-"), ("Times-Roman", "Lenin va nhung nguoi khac")]
    assert [block.text for block in read_pdf(legacy_pdf(lines)).blocks] == [line for _, line in lines]


def test_the_paper_of_a_pdf_and_what_its_text_leaves_free() -> None:
    """Size as the file says it, the left and right margins as measured on its lines; nothing set by a program."""
    (layout,) = read_pdf(pdf.pdf(paras(*many(30)))).layout
    assert (layout.width, layout.height, layout.measured) == (*pdf.A4, True)
    assert layout.left == pytest.approx(pdf.LEFT, abs=1)
    assert layout.right == pytest.approx(pdf.RIGHT, abs=3)
    assert (layout.top, layout.bottom, layout.numbers) == (None, None, None)


@pytest.mark.parametrize("count", [4, 12])
def test_a_letterhead_wider_than_the_text_makes_no_margin_narrower(count: int) -> None:
    """Its columns may stand out of the text's: the margins are those of the pages that the text fills, without it."""
    right = ["CỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc", "Phú Thọ, ngày 13 tháng 6"]
    boxes = pdf.Pair(["UBND TỈNH", "SỞ Y TẾ", "Số: 45/BC-SYT"], right, size=13)
    document = read_pdf(pdf.pdf([boxes, *paras(*many(count))]))
    assert document.blocks[0].rows[0][1].split("\n") == right
    assert document.layout[0].right == pytest.approx(pdf.RIGHT, abs=3)
