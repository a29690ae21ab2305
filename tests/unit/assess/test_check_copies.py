"""Kind `copies_agree`: a report and its signed copy."""

from __future__ import annotations

from dataclasses import replace

from pipeline.model.campaign import Severity
from pipeline.model.document import Document
from pipeline.model.finding import Finding
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
    """What it lacks may stand on the pages that are missing; and a report that cannot be read has no copy."""
    half = replace(pages(HEAD, TITLE, FIRST), unread_pages=(4,))
    assert compared(half) == []
    assert (
        found("copies_agree", sent.paper("BC.docx", reading=sent.PASSWORD), pdf(reading=pages(*WHOLE))) == []
    )


def test_a_copy_without_text_is_all_difference() -> None:
    """Its page is not known."""
    (one,) = compared(Document(reader="pdf", blocks=()))
    assert (one.page, one.severity) == (None, Severity.ERROR)
