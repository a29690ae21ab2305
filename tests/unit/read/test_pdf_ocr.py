"""PDFs and OCR: which pages are asked for, and what becomes of what OCR says of them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pipeline.errors import UnreadableError
from pipeline.model.document import Document, Recognition, Wanted
from pipeline.read.pdf import pdfium as pdf_pdfium
from pipeline.read.pdf.reader import finish, read_pdf, read_without_ocr
from pipeline.read.sheet import Line, Sheet
from tests.build import pdf

TEXT = (
    "Trong ba năm qua, cấp uỷ đã lãnh đạo, chỉ đạo thực hiện nghiêm túc Chỉ thị số 28-CT/TU của Ban Thường vụ Tỉnh uỷ "
    "về tiếp tục đẩy mạnh thực hiện dân chủ trong hoạt động của các cơ quan hành chính nhà nước."
)
SEEN = "Hằng năm, ban chỉ đạo họp bốn lần, có biên bản và thông báo kết luận gửi các chi bộ trực thuộc."
FOREIGN = "Trung ba ném qua, cép ay dé lanh dao thuc hién nghiém tuc Chi thi sé cha Ban Thudng vu Tinh uy vdi"
STAMP = ("Ký bởi: Sở Y tế", "Thời gian ký: 2020-08-02 20:24:11 +07:00")


def seen(
    number: int, *texts: str, sure: float = 0.94, uncovered: float = 0.0, fault: str = "", repeat: int = 1
) -> Sheet:
    """A page as OCR read it, one line a text."""
    lines = tuple(
        Line(text=text, page=number, x0=85, x1=540, base=100 + 20 * place, size=13, sure=sure)
        for place, text in enumerate(texts * repeat)
    )
    ocr = None if fault else Recognition(page=number, confidence=sure, uncovered=uncovered)
    return Sheet(number=number, width=595, height=842, lines=lines, image_cover=1.0, ocr=ocr, fault=fault)


def texts(document: Document | Wanted) -> list[str]:
    """The blocks' texts."""
    assert isinstance(document, Document)
    return [block.text for block in document.blocks]


def layered(text: str, *, stamp: bool = False) -> bytes:
    """Text over a picture of the whole page, as scanners with their own OCR make it."""
    parts: list[pdf.Part] = [pdf.Scan(), *([pdf.Stamp(STAMP)] if stamp else []), *[pdf.Para(text)] * 3]
    return pdf.pdf(parts, edges=("", "", ""))


MIXED = pdf.pdf([pdf.Para(TEXT), pdf.Break(), pdf.Scan(), pdf.Stamp(STAMP), pdf.Break(), pdf.Para(SEEN)])


def test_pages_that_ocr_can_mend_are_asked_for() -> None:
    """The scan among text pages is named, with the number of pages; a file of text is read at once."""
    assert read_pdf(MIXED) == Wanted(pages=(2,), of=3)
    assert texts(read_pdf(pdf.pdf([pdf.Para(TEXT)]))) == [TEXT]


@pytest.mark.parametrize(
    ("data", "pages"),
    [
        (pdf.pdf([pdf.Scan()]), (1,)),
        (pdf.pdf([pdf.Scan(), pdf.Stamp(STAMP)]), (1,)),
        (layered(FOREIGN * 2), (1,)),
    ],
    ids=["scan", "only a signature's banner", "layer of a foreign OCR"],
)
def test_each_kind_of_failed_page_is_asked_for(data: bytes, pages: tuple[int, ...]) -> None:
    """Scans, scans with a banner, rubbish layers: OCR can mend them all."""
    assert read_pdf(data) == Wanted(pages=pages, of=1)


def test_what_ocr_read_takes_the_pages_place() -> None:
    """Its lines stand where the page stands, the stamp stays furniture, and the remark says why and how sure."""
    document = read_pdf(MIXED, {2: seen(2, SEEN, "Ký bởi: Sở Y tế")})
    assert texts(document) == [TEXT, SEEN, SEEN]
    assert document.unread_pages == ()
    assert document.ocr_pages == (2,)
    assert document.furniture == (*STAMP, "3")
    assert document.remarks == ("page 2: read by OCR (0 words over an image of the whole page), 94 % sure",)
    assert document.blocks[1].sure == 0.94


def test_a_sheet_takes_the_number_of_its_page() -> None:
    """OCR of a picture knows no page number: what it says of page 1 is page 2's."""
    document = read_pdf(MIXED, {2: seen(1, SEEN)})
    assert document.ocr_pages == (2,)
    assert [block.page for block in document.blocks] == [1, 2, 3]


def test_ink_that_no_word_covers_is_said() -> None:
    """Lines that OCR lost without a word are flagged, from 1.5 % of the page's ink on."""
    said = [read_pdf(MIXED, {2: seen(2, SEEN, uncovered=share)}).remarks[1:] for share in (0.015, 0.04)]
    assert said == [(), ("page 2: 4 % of its ink unread",)]


def test_pages_read_for_the_same_reason_are_told_of_together() -> None:
    """By their numbers, with how sure OCR was of each."""
    scans = [part for _ in range(5) for part in (pdf.Scan(), pdf.Break())]
    document = read_pdf(
        pdf.pdf([*scans[:6], pdf.Para(TEXT), pdf.Break(), *scans[:1]], edges=("", "", "")),
        {number: seen(number, f"{SEEN} {number}", sure=0.9 + number / 100) for number in (1, 2, 3, 5)},
    )
    assert document.remarks == (
        "pages 1-3, 5: read by OCR (0 words over an image of the whole page), 91 %, 92 %, 93 %, 95 % sure",
    )


@pytest.mark.parametrize(
    ("sheet", "reason"),
    [
        (seen(2, fault="time"), "time"),
        (seen(2, uncovered=1.0), "OCR found no words"),
        (replace(seen(2, SEEN), ocr=None), "OCR found no words"),
        (seen(2, SEEN, sure=0.42), "OCR is only 42 % sure"),
        (
            seen(2, "Usvoh cb oan rvb, ckq vz xcj maoi xcpd", repeat=9),
            "OCR: only 22% of its words look Vietnamese",
        ),
    ],
)
def test_what_cannot_be_believed_leaves_the_page_unread(sheet: Sheet, reason: str) -> None:
    """OCR that failed, found nothing or rubbish, or is unsure mends nothing: both reasons are told."""
    document = read_pdf(MIXED, {2: sheet})
    assert (texts(document), document.unread_pages, document.ocr_pages) == ([TEXT, SEEN], (2,), ())
    assert document.remarks == (f"page 2: 0 words over an image of the whole page; {reason}",)


def test_without_ocr_scans_stay_unread() -> None:
    """No sheets at all: a document with what can be read, never a question."""
    document = read_without_ocr(MIXED)
    assert (texts(document), document.unread_pages) == ([TEXT, SEEN], (2,))


POOR = TEXT.replace("ạ", "a").replace("ự", "u").replace("á", "a").replace("ủ", "u").replace("ị", "j")


def test_a_poor_text_layer_is_read_again_and_the_better_one_kept() -> None:
    """Old OCR below a scan is asked for; OCR replaces it only where it reads better, and a remark says which it was."""
    data = layered(POOR)
    need = "a poor text layer over an image of the whole page"
    assert read_pdf(data) == Wanted(pages=(1,), of=1)
    better = read_pdf(data, {1: seen(1, TEXT)})
    assert (texts(better), better.ocr_pages) == ([TEXT], (1,))
    assert better.remarks == (f"page 1: read by OCR ({need}), 94 % sure",)
    worse = read_pdf(data, {1: seen(1, POOR.replace("ă", "a").replace("đ", "d"))})
    assert (texts(worse), worse.ocr_pages) == ([POOR] * 3, ())
    assert worse.remarks == (f"page 1: not replaced by OCR ({need}): OCR reads it no better",)
    assert read_pdf(data, {1: seen(1, fault="memory")}).remarks == (
        f"page 1: not replaced by OCR ({need}): memory",
    )
    assert read_without_ocr(data).remarks == (f"page 1: {need}",)


def test_a_good_text_layer_over_a_scan_is_kept() -> None:
    """A searchable PDF whose layer is right needs no OCR; asked for all the same, the better text stays."""
    data = layered(TEXT, stamp=True)
    assert texts(read_pdf(data)) == [TEXT] * 3
    assert read_pdf(data, {1: seen(1, POOR)}).remarks == (
        "page 1: not replaced by OCR (asked for): OCR reads it no better",
    )


def test_a_page_that_cannot_be_opened_is_not_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    """What no reader takes for fear of its size cannot be drawn for OCR either."""
    monkeypatch.setattr(pdf_pdfium, "MOST_CHARACTERS", 150)
    document = read_pdf(pdf.pdf([pdf.Para(TEXT), pdf.Break(), pdf.Para(SEEN)]))
    assert isinstance(document, Document)
    assert document.unread_pages == (1,)


def test_progress_tells_each_page_and_how_many_there_are() -> None:
    """From the first page on the number of all is known; a page that OCR read is told as such."""
    told: list[Sheet] = []
    read_pdf(MIXED, {2: seen(2, SEEN)}, told.append)
    assert [(sheet.number, sheet.of, sheet.ocr is not None) for sheet in told] == [
        (1, 3, False),
        (2, 3, True),
        (3, 3, False),
    ]


def test_pages_read_before_a_limit_make_a_document() -> None:
    """The rest counts as unread, and a remark says how far it came."""
    told: list[Sheet] = []
    read_pdf(MIXED, {}, told.append)
    document = finish(told[:2], "time")
    assert (texts(document), document.pages, document.unread_pages) == ([TEXT], 3, (2, 3))
    assert document.remarks[0] == "read 2 of 3 pages, then stopped: time"
    assert finish(told[:1], "memory").unread_pages == (2, 3)


def test_an_unknown_number_of_pages_is_never_complete() -> None:
    """When nobody said how many pages there are, the next one is missing at least."""
    document = finish([replace(seen(1, SEEN), of=0)], "time")
    assert (document.pages, document.unread_pages) == (None, (2,))
    assert document.remarks == (
        "read 1 of an unknown number of pages, then stopped: time", "page 1: read by OCR, 94 % sure",
    )  # fmt: skip


def test_nothing_read_before_a_limit_is_the_limits_failure() -> None:
    """No page or only scans: the code of the limit, not an empty document."""
    with pytest.raises(
        UnreadableError, match="read 0 of an unknown number of pages, then stopped: time"
    ) as caught:
        finish([], "time")
    assert caught.value.code == "time"


def test_the_blank_back_of_a_sheet_is_no_unread_page() -> None:
    """OCR saw neither words nor ink on it: nothing can be missed there; with ink and no words it stays unread."""
    blank, inked = seen(2), seen(2, uncovered=1.0)
    document = read_pdf(MIXED, {2: blank})
    assert (document.unread_pages, document.ocr_pages) == ((), ())
    assert "page 2: blank: no words, no ink the size of letters" in document.remarks
    assert read_pdf(MIXED, {2: inked}).unread_pages == (2,)


def test_pages_of_nothing_but_running_heads_are_said_to_be() -> None:
    """Thirty pages with the same two lines have no text, and are not blank."""
    pages = [part for _ in range(4) for part in (pdf.Para("SỞ Y TẾ"), pdf.Break())]
    with pytest.raises(UnreadableError, match="no_text: nothing but running heads"):
        read_pdf(pdf.pdf(pages[:-1], edges=("", "", "")), {})


def test_a_page_with_words_of_its_own_is_not_blank() -> None:
    """OCR that sees nothing where a text layer has words takes none of them away."""
    poor = layered(FOREIGN * 3)
    with pytest.raises(UnreadableError, match="Vietnamese marks; OCR found no words"):
        read_pdf(poor, {1: seen(1)})
