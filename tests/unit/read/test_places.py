"""Where marks of secrecy are found in Word files and PDFs, and where the same word is none."""

from __future__ import annotations

import ctypes
import io
from contextlib import closing

import pypdfium2
import pytest
from pypdfium2 import raw
from reportlab.pdfgen.canvas import Canvas

from pipeline.model.document import Document
from pipeline.model.secrecy import Level, Mark
from pipeline.read.docx.reader import read_docx
from pipeline.read.pdf.reader import read_pdf
from pipeline.read.places import mark_in_document, mark_in_sheet
from pipeline.read.sheet import Gap, Line, Sheet
from tests.build import pdf, word
from tests.build.word import Xml, p, table

TEXT = (
    "Trong ba năm qua, cấp uỷ đã lãnh đạo, chỉ đạo thực hiện nghiêm túc Chỉ thị số 28-CT/TU của Ban Thường vụ. "
    * 3
)
LEFT = ["UBND TỈNH PHÚ THỌ", "SỞ Y TẾ", "Số: 12/BC-SYT"]
RIGHT = [
    "CỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM",
    "Độc lập - Tự do - Hạnh phúc",
    "Phú Thọ, ngày 05 tháng 6 năm 2023",
]
HEAD = table([[*map(p, LEFT)], [*map(p, RIGHT)]])
BODY = [p("BÁO CÁO"), p(TEXT), p("1. Công tác bảo vệ bí mật nhà nước"), p(TEXT)]


def docx(*blocks: Xml, **related: str) -> Mark | None:
    """The mark in a Word file; `related` are the stories of its other parts by kind."""
    parts = word.Parts(related={kind: (f"{kind}.xml", xml) for kind, xml in related.items()})
    return mark_in_document(read_docx(word.docx(*blocks, parts=parts)))


def stamp(text: str) -> Xml:
    """A paragraph with a text box."""
    return p(word.text_box(p(text)))


def watermark(text: str) -> Xml:
    """A paragraph with WordArt, as Word makes watermarks."""
    return p(Xml(f'<w:r><w:pict><v:shape><v:textpath string="{text}"/></v:shape></w:pict></w:r>'))


@pytest.mark.parametrize(
    "blocks",
    [
        (HEAD, stamp("MẬT"), *BODY),
        (p(word.old_text_box(p("[MẬT]"))), HEAD, *BODY),
        (table([[*map(p, LEFT), p("MẬT")], [*map(p, RIGHT)]]), *BODY),
        (HEAD, table(["MẬT"]), *BODY),
        (HEAD, p("BÁO CÁO"), p(TEXT, word.text_box(p("Mật"))), p(TEXT)),
        (*map(p, LEFT), p("MẬT\tPhú Thọ, ngày 05 tháng 6 năm 2023"), *BODY),
        (HEAD, watermark("MẬT"), *BODY),
        (*BODY, p(TEXT), table([[p("SỞ Y TẾ"), p("MẬT")], [*map(p, RIGHT)]]), p("KẾ HOẠCH")),
    ],
)
def test_a_word_file_is_marked(blocks: tuple[Xml, ...]) -> None:
    """In a text box before, below or beside the letterhead, in a cell of it or one of its own; on a second paper too."""
    found = docx(*blocks)
    assert found is not None
    assert found.level is Level.LOW


def test_a_mark_in_heads_and_feet_of_a_word_file() -> None:
    """Typed with the page number, in a box, or as a watermark."""
    stories = (p("TỐI MẬT\tTrang 2"), stamp("Tối mật"), watermark("TỐI MẬT"))
    expected = Mark(level=Level.HIGH, where="head or foot of its pages")
    assert [docx(HEAD, *BODY, header=word.story("w:hdr", story)) for story in stories] == [expected] * 3
    assert docx(HEAD, *BODY, footer=word.story("w:ftr", p("TỐI MẬT"))) == expected


@pytest.mark.parametrize(
    "blocks",
    [
        (HEAD, *BODY),
        (HEAD, stamp("HOẢ TỐC"), stamp("KHẨN"), *BODY),
        (HEAD, watermark("  "), watermark("BẢN NHÁP"), *BODY),
        (HEAD, p("BÁO CÁO"), p("CÔNG TÁC BẢO VỆ BÍ MẬT NHÀ NƯỚC"), p(TEXT)),
        (HEAD, p("BÁO CÁO"), table(["Độ mật", "Số lượng"], ["MẬT", "4"], ["TỐI MẬT", "0"]), p(TEXT)),
        (HEAD, p("BÁO CÁO"), p("Tuyệt mật\tTối mật\tMật"), p("Mật\t15"), p(TEXT)),
        (HEAD, *BODY, p("MẬT"), table(["TT", "Mật"], ["1", "2"])),
        (p("PHỤ LỤC"), table(["Tuyệt mật", "Tối mật", "Mật"], ["0", "1", "2"])),
    ],
)
def test_a_word_file_is_not_marked(blocks: tuple[Xml, ...]) -> None:
    """Urgency, drafts, papers about secrets, tables that count them, a line of the text."""
    header = word.story("w:hdr", p("Bảo mật thông tin\tTrang 2"))
    assert docx(*blocks, header=header) is None


def marks(data: bytes) -> list[Mark]:
    """The marks on the pages of a PDF."""
    sheets: list[Sheet] = []
    assert isinstance(read_pdf(data, {}, sheets.append), Document)
    return [mark for mark in map(mark_in_sheet, sheets) if mark]


TYPED: list[pdf.Part] = [pdf.Para("BÁO CÁO", bold=-1, centred=True), *[pdf.Para(TEXT)] * 3]


@pytest.mark.parametrize(
    "parts",
    [
        [pdf.Pair([*LEFT, "TUYỆT MẬT"], RIGHT), *TYPED],
        [pdf.Pair(LEFT, RIGHT), pdf.Table([["TUYỆT MẬT"]]), *TYPED],
        [pdf.Para("TUYỆT MẬT", first=0), pdf.Pair(LEFT, RIGHT), *TYPED],
        [pdf.Pair([*LEFT, "Tuyệt mật"], [*RIGHT, ""]), *TYPED],
        [pdf.Pair([*LEFT[:2], "Số: 12/BC-SYT TUYỆT MẬT"], RIGHT), *TYPED],
    ],
)
def test_a_pdf_is_marked(parts: list[pdf.Part]) -> None:
    """Under the number, in a drawn box, above the letterhead."""
    assert marks(pdf.pdf(parts)) == [Mark(level=Level.TOP, page=1)]


def test_a_mark_on_a_later_page_of_a_pdf() -> None:
    """A second paper begins there; or the mark is its running head, first missing on the first page."""
    second: list[pdf.Part] = [
        pdf.Pair(LEFT, RIGHT),
        *TYPED,
        pdf.Break(),
        pdf.Pair([*LEFT, "MẬT"], RIGHT),
        *TYPED,
    ]
    assert marks(pdf.pdf(second)) == [Mark(level=Level.LOW, page=2)]
    running = pdf.pdf([*TYPED, pdf.Break(), *TYPED], edges=("", "MẬT", "{page}"))
    assert marks(running) == [Mark(level=Level.LOW, page=number) for number in (1, 2)]


@pytest.mark.parametrize(
    "parts",
    [
        [pdf.Pair(LEFT, RIGHT), *TYPED],
        [pdf.Pair([*LEFT, "HOẢ TỐC"], RIGHT), *TYPED],
        [pdf.Pair(LEFT, RIGHT), pdf.Table([["Độ mật", "Số lượng"], ["MẬT", "4"], ["TỐI MẬT", "1"]]), *TYPED],
        [pdf.Pair(LEFT, RIGHT), *TYPED, pdf.Para("MẬT"), *TYPED],
        [pdf.Pair(LEFT, RIGHT), pdf.Para("BÁO CÁO"), pdf.Para("CÔNG TÁC BẢO VỆ BÍ MẬT NHÀ NƯỚC"), *TYPED],
    ],
)
def test_a_pdf_is_not_marked(parts: list[pdf.Part]) -> None:
    """Urgency, a table that counts papers, a line of the text."""
    assert marks(pdf.pdf(parts)) == []


def test_columns_without_rules_are_no_mark() -> None:
    """What stands beside a mark belongs to a letterhead; figures and other degrees do not."""

    def row(text: str, *ends: int) -> Line:
        gaps = tuple(Gap(at=end, x0=10.0 * end, x1=10.0 * end + 20) for end in ends)
        return Line(text=text, page=1, x0=80, x1=500, base=200, size=13, gaps=gaps)

    def found(line: Line) -> Mark | None:
        return mark_in_sheet(Sheet(number=1, width=595, height=842, lines=(line,)))

    assert found(row("MẬT 15", 4)) is None
    assert found(row("TUYỆT MẬT TỐI MẬT MẬT", 10, 18)) is None
    assert found(row("MẬT BÁO CÁO", 4)) == Mark(level=Level.LOW, page=1)
    assert found(row("MẬT Kính gửi: Tỉnh uỷ", 4)) == Mark(level=Level.LOW, page=1)


def stamped(kind: int, text: str, contents: str = "") -> bytes:
    """A PDF whose page has an annotation that shows a text, and may say one."""
    data = pdf.pdf([pdf.Pair(LEFT, RIGHT), *TYPED])
    with closing(pypdfium2.PdfDocument(data)) as document, closing(document[0]) as page:
        note = raw.FPDFPage_CreateAnnot(page, kind)
        raw.FPDFAnnot_SetRect(note, raw.FS_RECTF(60, 740, 200, 700))
        with open(f"{pdf.FONTS}/{pdf.BOLD}.ttf", "rb") as stream:  # noqa: PTH123 - its bytes, once
            face = stream.read()
        font = raw.FPDFText_LoadFont(document, _bytes(face), len(face), raw.FPDF_FONT_TRUETYPE, True)  # noqa: FBT003 - its C interface
        shown = raw.FPDFPageObj_CreateTextObj(document, font, 14.0)
        raw.FPDFText_SetText(shown, _wide(text))
        raw.FPDFPageObj_Transform(shown, 1, 0, 0, 1, 70, 710)
        assert raw.FPDFAnnot_AppendObject(note, shown)
        if contents:
            raw.FPDFAnnot_SetStringValue(note, b"Contents", _wide(contents))
        raw.FPDFPage_CloseAnnot(note)
        target = io.BytesIO()
        document.save(target)
        return target.getvalue()


def _bytes(data: bytes) -> ctypes.Array[ctypes.c_uint8]:
    return (ctypes.c_uint8 * len(data)).from_buffer_copy(data)


def _wide(text: str) -> ctypes.Array[ctypes.c_ushort]:
    data = text.encode("utf-16-le") + b"\0\0"
    return (ctypes.c_ushort * (len(data) // 2)).from_buffer_copy(data)


def test_a_stamp_that_was_set_on_a_pdf_is_read() -> None:
    """By what it shows or by what it says of itself; other stamps are no mark, and stand apart from the text."""
    assert marks(stamped(raw.FPDF_ANNOT_STAMP, "TỐI MẬT")) == [Mark(level=Level.HIGH, page=1)]
    assert marks(stamped(raw.FPDF_ANNOT_STAMP, "x", "MẬT")) == [Mark(level=Level.LOW, page=1)]
    other = stamped(raw.FPDF_ANNOT_STAMP, "ĐÃ NHẬN")
    assert marks(other) == []
    document = read_pdf(other, {})
    assert "ĐÃ NHẬN" in document.furniture
    assert not any("ĐÃ NHẬN" in block.text for block in document.blocks)


def test_free_text_on_a_pdf_is_read_and_links_are_not() -> None:
    """A note that shows nothing but what it says; a link is no note."""
    target = io.BytesIO()
    canvas = Canvas(target, pagesize=pdf.A4)
    pdf.pdf([])  # registers the faces
    canvas.setFont(pdf.PLAIN, 13)
    for line in range(12):
        canvas.drawString(80, 700 - 20 * line, TEXT[:70])
    canvas.linkURL("https://example.org/", (60, 740, 160, 760))
    canvas.freeTextAnnotation("MẬT", "/Helv 12 Tf 0 g", Rect=(60, 740, 160, 760))
    canvas.showPage()
    canvas.save()
    assert marks(target.getvalue()) == [Mark(level=Level.LOW, page=1)]
    bare = pdf.pdf([pdf.Pair(LEFT, RIGHT), *TYPED])
    assert marks(bare) == []
