"""Kind `copies_agree`: a report and its signed copy."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from pipeline.model.campaign import Severity
from pipeline.model.document import Block, BlockKind, Document, Doubt
from pipeline.model.finding import Finding
from pipeline.read.sheet import table_text
from tests.unit.assess import sent
from tests.unit.assess.signing import found, pages, pdf

HEAD = "Số: 12/BC-SNV. Việt Trì, ngày 05 tháng 6 năm 2023"
TITLE = "BÁO CÁO"
FIRST = "Trong 03 năm qua, cấp uỷ đã tổ chức 150 hội nghị với 2.300 lượt người tham gia."
SECOND = "Ban Chỉ đạo họp định kỳ mỗi quý một lần, có biên bản và thông báo kết luận gửi các chi bộ."
FOOT = "Nơi nhận: - Như trên; - Lưu: VT."
ANNEX = "Phụ lục 1: số hội nghị 150"
WHOLE = (HEAD, TITLE, FIRST, SECOND, FOOT, ANNEX)


def compared(copy: Document, report: Document | None = None, **parameters: object) -> list[Finding]:
    """What is said of a Word report and this copy."""
    word = sent.paper("BC.docx", reading=report or pages(*WHOLE))
    return found("copies_agree", word, pdf(reading=copy), **parameters)


def test_copies_that_agree_are_silent() -> None:
    """The number, the day and the seal come later, and their order on the page is another."""
    signed = (
        "Số: 88/BC-SNV. Việt Trì, ngày 09 tháng 6 năm 2023",
        TITLE,
        FIRST,
        SECOND,
        f"{FOOT} Ký bởi: X",
        ANNEX,
    )
    assert compared(pages(*signed)) == []


def test_a_number_that_differs_weighs_as_the_rule_says() -> None:
    """With the page of the copy and both passages."""
    (one,) = compared(pages(*WHOLE[:2], FIRST.replace("150", "250"), *WHOLE[3:]))
    assert one == Finding(
        unit="SNV", version=1, check="rule", severity=Severity.ERROR, file="BC.signed.pdf", page=3,
        message="Bản ký có số liệu khác với báo cáo",
        evidence='báo cáo: "uỷ đã tổ chức 150 hội nghị với 2.300"; bản ký: "uỷ đã tổ chức 250 hội nghị với 2.300"',
        brief="bản ký có số liệu khác với báo cáo",
    )  # fmt: skip


def test_words_that_differ_are_a_note_and_come_after_numbers() -> None:
    """Wherever they stand."""
    changed = pages(
        HEAD, TITLE, FIRST.replace("tham gia", "dự học"), SECOND, FOOT, ANNEX.replace("150", "160")
    )
    assert [(one.severity, one.page) for one in compared(changed)] == [
        (Severity.ERROR, 6),
        (Severity.NOTE, 3),
    ]


def test_what_a_scan_may_have_misread_is_silent_and_the_rest_doubted() -> None:
    """Another number is told, with the doubt."""
    assert compared(pages(*WHOLE[:3], SECOND.replace("biên bản", "bién bân"), *WHOLE[4:], scanned=True)) == []
    (one,) = compared(pages(*WHOLE[:2], FIRST.replace("150", "250"), *WHOLE[3:], scanned=True))
    assert one.message == "Bản ký có số liệu khác với báo cáo (bản quét, có thể do nhận dạng chữ)"


def test_many_differences_are_counted() -> None:
    """The first are told one by one, as many as the rule says."""
    lines = [f"Mục {number}: đạt kết quả là {number * 7} lượt người được phổ biến" for number in range(2, 12)]
    report, copy = (
        pages(TITLE, *lines),
        pages(TITLE, *(line.replace("kết quả là", "chỉ tiêu") for line in lines)),
    )
    assert [one.message for one in compared(copy, report, most=2)] == [
        "Bản ký có lời văn khác với báo cáo",
        "Bản ký có lời văn khác với báo cáo",
        "Bản ký còn 8 chỗ khác với báo cáo",
    ]
    assert len(compared(copy, report)) == 6


def test_a_copy_that_was_not_read_whole_is_not_compared() -> None:
    """What it lacks may stand on the pages that are missing, and that is said; a report that cannot be read has no copy."""
    half = replace(pages(HEAD, TITLE, FIRST), unread_pages=(4, 5))
    message = "Chưa đối chiếu bản ký với báo cáo: không đọc được trang 4, 5"
    (one,) = compared(half)
    assert (one.severity, one.message, one.file) == (Severity.NOTE, message, "BC.signed.pdf")
    (one,) = compared(pages(*WHOLE), half)
    assert (one.message, one.file) == (message, "BC.docx")
    assert (
        found("copies_agree", sent.paper("BC.docx", reading=sent.PASSWORD), pdf(reading=pages(*WHOLE))) == []
    )


def scan(*texts: str, doubts: Mapping[int, tuple[Doubt, ...]]) -> Document:
    """A scan with a paragraph a page, and doubts of some."""
    read = pages(*texts, scanned=True)
    blocks = tuple(replace(block, doubts=doubts.get(block.page or 0, ())) for block in read.blocks)
    return replace(read, blocks=blocks)


def test_what_could_not_be_read_is_said_at_once() -> None:
    """A figure that OCR doubts, and a word that it does not see; the words around them agree."""
    first, second = FIRST.replace("150", "18"), SECOND.replace("biên bản ", "")
    doubts = {
        3: (Doubt(at=first.index("18"), end=first.index("18") + 2, sure=0.8),),
        4: (Doubt(at=second.index("và"), end=second.index("và"), sure=0.0),),
    }
    (one,) = compared(scan(HEAD, TITLE, first, second, *WHOLE[4:], doubts=doubts))
    assert (one.severity, one.message, one.page) == (
        Severity.NOTE, "Bản quét đọc không rõ ở 2 chỗ, chưa đối chiếu được", 3,
    )  # fmt: skip
    assert one.evidence.count("bản ký") == 2


def test_the_wording_of_a_poor_page_is_not_compared() -> None:
    """A sentence that is missing there is covered by one note; a plain figure is told all the same; other pages are compared."""
    worst = tuple(Doubt(at=at, end=at + 3, sure=0.3) for at in range(0, 40, 8))
    (note,) = compared(scan(HEAD, TITLE, FIRST, "x" * 40, *WHOLE[4:], doubts={4: worst}))
    assert (note.severity, note.message, note.page) == (
        Severity.NOTE, "Bản quét quá mờ để đối chiếu lời văn ở trang 4", 4,
    )  # fmt: skip
    changed = scan(HEAD, TITLE, FIRST.replace("150", "250"), SECOND, *WHOLE[4:], doubts={3: worst})
    (figure,) = [one for one in compared(changed) if one.severity is Severity.ERROR]
    assert figure.page == 3
    poor = scan(*WHOLE[:3], SECOND.replace("kết luận", "x"), *WHOLE[4:], doubts={4: worst})
    (note,) = compared(pages(*WHOLE), poor)
    assert (note.message, note.file) == ("Bản quét quá mờ để đối chiếu lời văn ở trang 4", "BC.docx")


def test_the_foot_begins_where_recipients_are_listed() -> None:
    """Not where a sentence speaks of a place that receives; OCR may have hurt a letter of it, or of the title."""
    body = "Hồ sơ được gửi tới nơi nhận trong ngày, không có hồ sơ chậm."
    whole = (*WHOLE[:4], body, *WHOLE[4:])
    assert len(compared(pages(*whole[:4], body.replace("không có", "có"), *whole[5:]), pages(*whole))) == 1
    hurt = pages(
        HEAD.replace("12", "88"), "BẢO CẢO", *WHOLE[2:4], "Nơì nhậm: - Chữ ký, con dấu", ANNEX, scanned=True
    )
    assert compared(hurt) == []


def test_the_table_of_a_report_is_known_as_one() -> None:
    """A scan has its words in the order of lines."""
    rows = (("Tuyên truyền phổ biến luật mới", "46"), ("Đối thoại với nhân dân ở thôn", "33"))
    table = Block(kind=BlockKind.TABLE, text=table_text(rows), rows=rows, page=4, paragraph=4)
    typed = pages(*WHOLE[:4])
    read = pages(
        *WHOLE[:4], "Tuyên truyền 46 phổ biến luật mới Đối thoại với 33 nhân dân ở thôn", scanned=True
    )
    assert compared(read, replace(typed, blocks=(*typed.blocks, table))) == []


def test_a_copy_without_text_is_all_difference() -> None:
    """Its page is not known."""
    (one,) = compared(Document(reader="pdf", blocks=()))
    assert (one.page, one.severity) == (None, Severity.ERROR)
