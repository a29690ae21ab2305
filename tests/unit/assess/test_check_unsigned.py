"""Kind `unsigned`: reports that nobody signed."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pipeline.model.signature import Signed
from pipeline.model.submission import Role
from tests.unit.assess import sent
from tests.unit.assess.signing import SIGNATURE, found, pages, pdf

WORD = sent.paper("BC.docx", reading=pages("BÁO CÁO", "Kết quả tốt."))
STAMP = ("Ký bởi: Sở Nội vụ", "Ngày ký: 09.06.2023 08:30:49 +07:00")


def test_a_word_file_alone_is_not_signed() -> None:
    """Nor is a PDF made of it, nor a signed letter beside it."""
    (one,) = found("unsigned", WORD)
    assert (one.message, one.file) == (
        "Chưa có bản ký: không có chữ ký số, cũng không có bản quét",
        "BC.docx",
    )
    assert len(found("unsigned", pdf(role=Role.REPORT, reading=pages("BÁO CÁO")))) == 1
    assert len(found("unsigned", WORD, pdf(SIGNATURE, role=Role.COVER_LETTER))) == 1


@pytest.mark.parametrize(
    "file",
    [
        pdf(SIGNATURE, reading=pages("BÁO CÁO")),
        pdf(trouble="time: nothing done"),
        pdf(),
        pdf(reading=pages("BÁO CÁO", "T/M BAN CHỈ ĐẠO\nTRƯỞNG BAN", scanned=True)),
        pdf(reading=pages("BÁO CÁO", "Nơi nhận: GIÁM ĐÓC", scanned=True)),
        pdf(reading=pages("BÁO CÁO", "Nơi nhận:\nBí thư\n(Đã ký)", scanned=True)),
        pdf(reading=replace(pages("BÁO CÁO", scanned=True), unread_pages=(2,))),
    ],
)
def test_what_is_signed_or_may_be_is_silent(file: object) -> None:
    """A signature, a scan with its block, or pages that nobody can see."""
    assert found("unsigned", WORD, file) == []  # type: ignore[arg-type]  # a file


def test_a_word_file_with_a_signature_of_its_own_is_silent() -> None:
    """It is not checked, but nobody may say that there is none."""
    signed = replace(
        WORD, signed=Signed(signatures=(), trouble="unsupported: XML signatures are not checked")
    )
    assert found("unsigned", signed) == []
    (one,) = found("signature", signed)
    assert (one.severity.value, one.message) == ("note", "Chưa kiểm tra được chữ ký số của tệp")


def test_a_scan_without_the_block_of_a_signature_is_told() -> None:
    """Its last page may be missing."""
    (one,) = found("unsigned", WORD, pdf(reading=pages("BÁO CÁO", "Kết quả tốt.", scanned=True)))
    assert one.message == "Bản quét không thấy phần ký tên"


def test_a_frame_without_a_signature_is_told() -> None:
    """The paper was printed again, or the signature is lost."""
    (one,) = found("unsigned", pdf(role=Role.REPORT, reading=pages("BÁO CÁO", furniture=STAMP)))
    assert one.message.startswith("Trang có khung chữ ký số nhưng tệp không có chữ ký số")
    assert one.evidence == "Sở Nội vụ 09.06.2023 08:30:49 +07:00"
