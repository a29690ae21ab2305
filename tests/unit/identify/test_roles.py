"""What each file of a mail is, by its content first, by its name only where there is no content."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from pipeline.identify.asked import Asked
from pipeline.identify.periods import Period
from pipeline.identify.references import References
from pipeline.identify.roles import sort_files
from pipeline.model.document import Reading, Recognition, Unread
from pipeline.model.mail import File
from pipeline.model.submission import Role
from tests.build.nouns import attached, envelope, message, received
from tests.build.page import page

TITLE = "Sơ kết 3 năm thực hiện Chỉ thị 28-CT/TU về thực hiện dân chủ trong hoạt động của các cơ quan"
OURS = Asked(
    references=References(("28-CT/TU",), TITLE),
    period=Period(TITLE, dt.date(2020, 7, 7), dt.date(2023, 6, 30)),
)
REPORT = page("^ **BÁO CÁO**\n^ **Sơ kết 3 năm thực hiện Chỉ thị số 28-CT/TU**\n~140")
SCAN = Unread(code="no_text", detail="no page has text")


def roles(*pairs: tuple[File, Reading | None], subject: str = "") -> list[tuple[Role, str]]:
    """Role and reason of each file, placed in order."""
    files = [replace(file, path=str(place)) for place, (file, _) in enumerate(pairs, start=1)]
    readings = {
        str(place): reading for place, (_, reading) in enumerate(pairs, start=1) if reading is not None
    }
    mail = message(*files, head=envelope(subject=subject))
    found, _ = sort_files(received(mail, readings), mail, OURS)
    return [(file.role, file.reason) for file in found]


def paper(text: str, name: str = "tep.docx", subject: str = "") -> tuple[Role, str]:
    """Role and reason of one file with this content."""
    return roles((attached(name), page(text)), subject=subject)[0]


def unread(
    name: str, reading: Reading | None = SCAN, *, subject: str = "", media_type: str = ""
) -> tuple[Role, str]:
    """Role and reason of one file without content."""
    return roles((attached(name, media_type=media_type), reading), subject=subject)[0]


def test_a_report_is_a_report() -> None:
    """Its title and its directive say so; no reason is needed."""
    assert roles((attached("x.docx"), REPORT)) == [(Role.REPORT, "")]


@pytest.mark.parametrize(
    ("text", "role", "reason"),
    [
        ("**PHỤ LỤC**\n~20", Role.ANNEX, ""),
        ("**BIỂU MẪU**\n~20", Role.ANNEX, ""),
        ("**TỜ TRÌNH**\n~20", Role.COVER_LETTER, "its type is tờ trình"),
        ("**GIẤY MỜI**\n~20", Role.OTHER, "its type is giấy mời"),
        ("**KẾ HOẠCH**\nthực hiện Chỉ thị số 28-CT/TU\n~200", Role.OTHER, "its type is kế hoạch"),
        ("Kính gửi: Đảng uỷ Khối\nXin gửi báo cáo về Chỉ thị 28-CT/TU.", Role.COVER_LETTER, "a short letter"),
        ("Chỉ thị 28-CT/TU ~20", Role.OTHER, "a short text without a title"),
        ("Chỉ thị 28-CT/TU ~150", Role.REPORT, "no line says that it is a report"),
        ("~150", Role.OTHER, "it does not name the directive"),
        ("**BÁO CÁO**\ncông tác tháng 5\n~150", Role.OTHER, "a periodic report (tháng 5)"),
        (
            "**BÁO CÁO**\n**Thực hiện Chỉ thị 05-CT/TW**\n~150",
            Role.OTHER,
            "a report on another directive (5-CT/TW)",
        ),
        (
            "**BÁO CÁO**\n**Kết quả thực hiện Chỉ thị 28-CT/TW**\n~150",
            Role.OTHER,
            "a report on another directive (28-CT/TW)",
        ),
        (
            "**BÁO CÁO**\n**Kết quả thực hiện Chỉ thị 28-CT/TU năm 2021**\n~150",
            Role.OTHER,
            "a report on another year (2021)",
        ),
        (
            "**BÁO CÁO**\n**Kết quả triển khai Luật Thực hiện dân chủ**\n~150",
            Role.OTHER,
            "a report on another act (luật); it does not name the directive",
        ),
        (
            "**BÁO CÁO**\n**Công tác phòng, chống tham nhũng**\n~150",
            Role.OTHER,
            "it names neither the directive nor its subject",
        ),
        ("**BÁO CÁO**\n**Thực hiện Luật Dân chủ**\ntheo Chỉ thị 28-CT/TU ~150", Role.REPORT, ""),
        (
            "V/v góp ý dự thảo báo cáo\nKính gửi: Đảng uỷ\nChỉ thị 28-CT/TU ~150",
            Role.COVER_LETTER,
            "an official letter (V/v góp ý dự thảo báo cáo)",
        ),
        (
            "V/v báo cáo kết quả thực hiện Chỉ thị 28-CT/TU\nKính gửi: Đảng uỷ\n~150",
            Role.REPORT,
            "no line says that it is a report",
        ),
        ("**GIẤY XÁC NHẬN**\n~20", Role.OTHER, "its type is giấy xác nhận"),
        ("**BÁO CÁO**\ncông tác dân chủ\n~150", Role.REPORT, ""),
        ("**BÁO CÁO**\nvề Chỉ thị 28-CT/TU và Chỉ thị 30-CT/TW\n~150", Role.REPORT, ""),
        ("**BÁO CÁO**\nvề Chỉ thị 28-CT/TU, quý II\n~150", Role.OTHER, "a periodic report (quí ii)"),
    ],
)
def test_papers_by_their_content(text: str, role: Role, reason: str) -> None:
    """Type, directive, period and length decide, each with a word of explanation where it is not plain."""
    assert paper(text) == (role, reason)


def test_a_name_lies_and_content_does_not() -> None:
    """A report in a file called an annex is a report, an invitation called a report is none."""
    assert paper("**BÁO CÁO**\nvề Chỉ thị 28-CT/TU\n~150", name="Phu luc.docx")[0] is Role.REPORT
    assert paper("**GIẤY MỜI**\n~20", name="BAO CAO.docx")[0] is Role.OTHER


def test_an_untitled_table_called_an_annex() -> None:
    """Without a title the name may tell an annex."""
    assert paper("Năm 2021: 14 lượt", name="Phụ lục số liệu.docx") == (Role.ANNEX, "")


def test_the_text_of_a_mail_is_no_paper() -> None:
    """A mail's own text is shown as such."""
    assert roles((attached("text", body=True), None)) == [(Role.OTHER, "text of the message")]


@pytest.mark.parametrize(
    ("name", "subject", "role", "reason"),
    [
        ("BC so ket.pdf", "", Role.UNREADABLE, "no_text: no page has text"),
        ("scan0001.pdf", "Báo cáo sơ kết", Role.UNREADABLE, "no_text: no page has text"),
        ("scan0001.pdf", "28-CT/TU", Role.UNREADABLE, "no_text: no page has text"),
        ("scan0001.pdf", "", Role.UNREADABLE, "no_text: no page has text; nothing says that it is a report"),
        ("Phu luc 1.pdf", "Báo cáo", Role.ANNEX, "by its name; it could not be read"),
        ("Phu luc BC.pdf", "", Role.UNREADABLE, "no_text: no page has text"),
        ("CV gui kem.pdf", "Báo cáo", Role.OTHER, "by its name; it could not be read"),
        ("Giấy mời họp.pdf", "Báo cáo", Role.OTHER, "by its name; it could not be read"),
        ("CV gui BC.pdf", "", Role.UNREADABLE, "no_text: no page has text"),
    ],
)
def test_papers_that_nobody_could_read(name: str, subject: str, role: Role, reason: str) -> None:
    """Name and subject are all there is; a file that may be the report is unreadable, never left out."""
    assert unread(name, subject=subject) == (role, reason)


@pytest.mark.parametrize(
    ("name", "reason"),
    [("anh.jpg", "no paper: image/jpeg"), ("so lieu.xlsx", None), ("logo.png", "no paper: image/png")],
)
def test_pictures_and_sheets_are_no_papers(name: str, reason: str | None) -> None:
    """What can hold no report is another file, whatever its name."""
    found = unread(name, None)
    assert found[0] is Role.OTHER
    assert reason is None or found[1] == reason


def test_a_file_of_a_paper_type_without_a_reader() -> None:
    """No reader takes it: it may still be the report."""
    assert unread("bao cao.rtf", None) == (Role.UNREADABLE, "no reader for its type")


def test_bytes_of_no_known_kind() -> None:
    """Unless its name or the subject says report or paper, a file of no kind is another file; it never hides one."""
    assert unread("du lieu.bin", None)[0] is Role.OTHER
    assert unread("du lieu.bin", None, subject="Báo cáo") == (Role.UNREADABLE, "no reader for its type")
    assert unread("du lieu.docx", None, media_type="application/octet-stream")[0] is Role.UNREADABLE


def test_why_a_file_could_not_be_taken_out() -> None:
    """The unpacker's own reason is passed on."""
    locked = replace(
        attached("bao cao.zip", media_type="application/zip"), reason="the archive has a password"
    )
    assert roles((locked, None)) == [(Role.UNREADABLE, "the archive has a password")]
    picture = replace(attached("a.png"), reason="too large")
    assert roles((picture, None)) == [(Role.OTHER, "too large")]


def test_a_scan_beside_the_word_file_is_its_signed_copy() -> None:
    """Not read, but a PDF beside the report: the signed copy; a Word file that failed stays unreadable."""
    found = roles((attached("BC ky.pdf"), SCAN), (attached("BC.docx"), REPORT), (attached("BC 2.docx"), SCAN))
    assert found == [
        (Role.SIGNED_COPY, "beside the report; not read (no_text: no page has text)"),
        (Role.REPORT, ""),
        (Role.UNREADABLE, "no_text: no page has text"),
    ]


def test_the_same_text_as_pdf_is_the_signed_copy() -> None:
    """Word wins over PDF; the same text beside it is a copy."""
    assert roles((attached("a.pdf"), REPORT), (attached("b.docx"), REPORT)) == [
        (Role.SIGNED_COPY, "the same text as the report"),
        (Role.REPORT, ""),
    ]


def test_a_second_report_of_another_text() -> None:
    """Only one file is the report: the longer of two of a kind."""
    other = page(
        "**BÁO CÁO**\nvề Chỉ thị 28-CT/TU\nmột đơn vị khác hẳn gửi kèm, không trùng một câu nào với văn bản kia"
    )
    found = roles(
        (attached("a.docx"), other), (attached("b.docx"), REPORT), (attached("c.docx"), page("**PHỤ LỤC**"))
    )
    assert found == [(Role.OTHER, "a second report in the same message"), (Role.REPORT, ""), (Role.ANNEX, "")]


def test_a_titled_report_wins_over_a_longer_untitled_one() -> None:
    """The title is a stronger sign than length."""
    long = page("Chỉ thị 28-CT/TU ~400")
    assert [role for role, _ in roles((attached("a.docx"), long), (attached("b.pdf"), REPORT))][
        1
    ] is Role.REPORT


def test_heads_come_back_for_papers_alone() -> None:
    """A head is read of every file with text, and of no other."""
    mail = message(attached("a.docx"), attached("b.pdf", path="3"))
    _, heads = sort_files(received(mail, {"2": REPORT, "3": SCAN}), mail, OURS)
    assert list(heads) == ["2"]


@pytest.mark.parametrize(
    ("name", "reading", "subject", "role"),
    [
        ("bao cao.jpg", SCAN, "", Role.UNREADABLE),
        ("IMG_2041.jpg", SCAN, "Báo cáo sơ kết", Role.UNREADABLE),
        ("IMG_2041.jpg", SCAN, "Ảnh hội nghị", Role.OTHER),
        ("bao cao.jpg", Unread(code="unsupported", detail="too small"), "Báo cáo sơ kết", Role.OTHER),
        ("bao cao.jpg", None, "Báo cáo sơ kết", Role.OTHER),
    ],
)
def test_a_photo_that_may_be_the_report_is_not_passed_over(
    name: str, reading: Reading | None, subject: str, role: Role
) -> None:
    """Large enough for a page, and called a report by its name or the subject: it could not be read; a logo is one."""
    assert unread(name, reading, subject=subject, media_type="image/jpeg")[0] is role


def test_a_picture_with_hardly_any_text_says_so() -> None:
    """Left to a reviewer, who is told that it may be a photo of the meeting: unread, or with a banner alone."""
    told = unread("IMG_2041.jpg", subject="Báo cáo sơ kết", media_type="image/jpeg")[1]
    assert told.startswith(
        "the picture holds hardly any text: a photo of an event, or a page that OCR cannot read"
    )
    blurred = Unread(code="timeout", detail="60 s")
    assert unread("IMG_2041.jpg", blurred, subject="Báo cáo", media_type="image/jpeg")[1] == "timeout: 60 s"
    banner = page("**HỘI NGHỊ SƠ KẾT CHỈ THỊ 28-CT/TU**")
    told = roles((attached("IMG_2041.jpg", media_type="image/jpeg"), banner), subject="Báo cáo sơ kết")[0][1]
    assert told == "the picture holds hardly any text (9 words)"


def test_a_photo_beside_the_report_is_no_report() -> None:
    """Pictures of the meeting come with many reports."""
    photo = attached("IMG_2041.jpg", media_type="image/jpeg")
    [_, (role, reason)] = roles((attached("x.docx"), REPORT), (photo, SCAN), subject="Báo cáo sơ kết")
    assert (role, reason.startswith("a picture beside the report")) == (Role.OTHER, True)


def test_a_typed_report_counts_before_a_scanned_one() -> None:
    """OCR reads letters wrong that stand right in the other file, however long the scan is."""
    longer = page("^ **BÁO CÁO**\n^ **Sơ kết 3 năm thực hiện Chỉ thị số 28-CT/TU**\n~140\n~60")
    scan = replace(longer, recognised=(Recognition(page=1, confidence=0.9, uncovered=0.0),))
    found = roles((attached("scan.pdf"), scan), (attached("bao cao.pdf"), REPORT))
    assert [role for role, _ in found] == [Role.SIGNED_COPY, Role.REPORT]
