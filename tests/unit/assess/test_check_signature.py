"""Kind `signature`: what is said of digital signatures."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from pipeline.model.campaign import Severity
from pipeline.model.finding import Finding
from pipeline.model.signature import Alteration, Integrity, Trust
from pipeline.model.submission import Role
from tests.unit.assess.signing import SIGNATURE, SIGNER, found, pdf

BROKEN = replace(
    SIGNATURE, integrity=Integrity.BROKEN, whole=False, detail="the bytes that were signed are others"
)
CHANGED = replace(
    SIGNATURE, integrity=Integrity.CHANGED, whole=False, detail="more was added",
    alterations=(Alteration(page=2, before="150 hội nghị", after="250 hội nghị"),),
)  # fmt: skip
LATER = replace(SIGNATURE, field="Signature2", signer=replace(SIGNER, name="Văn thư Sở Nội vụ"))


def told(*files: object) -> list[tuple[str, str, str]]:
    """Severity, message and evidence of what is found."""
    return [(one.severity.value, one.message, one.evidence) for one in found("signature", *files)]  # type: ignore[arg-type]  # files


def test_a_signature_that_holds_is_silent() -> None:
    """As is a file that has none, and roots that vouch for it."""
    assert told(pdf(SIGNATURE), pdf(), pdf(replace(SIGNATURE, trust=Trust.TRUSTED))) == []


def test_a_broken_signature_weighs_as_the_rule_says() -> None:
    """The signer is named, and what was found."""
    assert found("signature", pdf(BROKEN)) == [
        Finding(
            unit="SNV", version=1, check="rule", severity=Severity.ERROR, file="BC.signed.pdf",
            message="Chữ ký số của Sở Nội vụ không đúng với tệp: tệp bị sửa hoặc hỏng sau khi ký",
            evidence="nội dung được ký khác với nội dung trong tệp", brief="chữ ký số không đúng với tệp",
        )
    ]  # fmt: skip


def test_a_change_after_the_last_signature_is_shown_with_its_page() -> None:
    """What was there and what is there now."""
    (one,) = found("signature", pdf(CHANGED))
    assert (one.severity, one.message) == (Severity.ERROR, "Tệp bị thay đổi sau chữ ký số của Sở Nội vụ")
    assert (one.page, one.evidence) == (2, 'trang 2: "150 hội nghị" thành "250 hội nghị"')
    assert one.brief == "tệp bị thay đổi sau khi ký số"


def test_a_change_that_no_words_show_is_told_by_its_kind() -> None:
    """A picture, for instance."""
    (one,) = found("signature", pdf(replace(CHANGED, alterations=())))
    assert (one.page, one.evidence) == (None, "more was added")


def test_a_change_before_a_later_signature_is_a_note() -> None:
    """Who signed later signed it as well: the number and the day are put in after the head has signed."""
    assert told(pdf(CHANGED, LATER))[0][:2] == (
        "note",
        "Tệp bị thay đổi sau chữ ký số của Sở Nội vụ, trước chữ ký số của Văn thư Sở Nội vụ",
    )


def test_a_signature_that_cannot_be_understood_is_a_warning() -> None:
    """Named by its field."""
    unknown = replace(SIGNATURE, signer=None, integrity=Integrity.UNKNOWN, detail="ValueError: x")
    assert told(pdf(unknown)) == [
        (
            "warning",
            "Chữ ký số Signature1 không đọc được hoặc thuộc loại chưa kiểm tra được",
            "ValueError: x",
        )
    ]


def test_what_could_not_be_checked_is_a_note() -> None:
    """The report is read all the same."""
    assert told(pdf(trouble="time: nothing done in 90 s")) == [
        ("note", "Chưa kiểm tra được chữ ký số của tệp", "quá thời gian: không tiến triển trong 90 giây")
    ]


@pytest.mark.parametrize("field", ["valid_from", "valid_to"])
def test_a_certificate_out_of_its_time_is_a_warning(field: str) -> None:
    """Before its first and after its last moment; the chain then says nothing more."""
    days = {
        "valid_from": dt.datetime(2023, 6, 10, tzinfo=dt.UTC),
        "valid_to": dt.datetime(2023, 6, 8, tzinfo=dt.UTC),
    }
    signer = replace(SIGNER, **{field: days[field]})  # type: ignore[arg-type]  # by name
    (one,) = told(pdf(replace(SIGNATURE, signer=signer, trust=Trust.UNKNOWN)))
    assert one[:2] == ("warning", "Chứng thư số của Sở Nội vụ không có hiệu lực lúc ký")
    assert one[2].startswith("ký 08:30 09/06/2023, hiệu lực từ ")


def test_a_chain_that_leads_to_no_root_is_a_note() -> None:
    """Nobody who can be asked vouches for it: that is no fault of the paper."""
    assert told(pdf(replace(SIGNATURE, trust=Trust.UNKNOWN, signed_at=None))) == [
        ("note", "Chưa xác nhận được nơi cấp chứng thư số của Sở Nội vụ", "nơi cấp: Ban Cơ yếu; số: 5401ac")
    ]


@pytest.mark.parametrize(
    "change",
    [
        {"name": "SỞ NỘI VỤ"},
        {"name": "Nguyễn Văn A", "organisation": "Sở Nội vụ"},
        {"name": "Nguyễn Văn A", "department": "Sở Nội vụ tỉnh Phú Thọ"},
        {"name": "Đảng uỷ Sở Nội Vụ"},
        {"name": "Nguyễn Văn A", "email": "VanThu@SoNV.example"},
        {"name": "Nguyễn Văn A", "email": "a.nguyen@sonv.example"},
    ],
)
def test_a_signer_of_the_unit_is_known_by_any_part(change: dict[str, str]) -> None:
    """Name, office, or an address of its host."""
    signer = replace(SIGNER, **change)  # type: ignore[arg-type]  # by name
    assert told(pdf(replace(SIGNATURE, signer=signer))) == []


def test_a_signer_of_nobody_knows_where_is_a_note() -> None:
    """Once for a file, with all who signed; one of the unit among them is enough."""
    stranger = replace(SIGNATURE, signer=replace(SIGNER, name="Công ty X", email="x@gmail.com"))
    assert told(pdf(stranger, stranger)) == [
        ("note", "Người ký số không rõ có thuộc đơn vị không", "Công ty X, UBND tỉnh Phú Thọ, x@gmail.com")
    ]
    assert told(pdf(stranger, SIGNATURE)) == []


def test_a_short_name_is_no_part_of_another() -> None:
    """`SNV` within another word says nothing."""
    stranger = replace(SIGNATURE, signer=replace(SIGNER, name="ASNVB", email=""))
    assert len(told(pdf(stranger))) == 1


def test_papers_that_are_not_of_the_report_are_left_alone() -> None:
    """A broken certificate of something else is no finding."""
    assert told(pdf(BROKEN, role=Role.OTHER)) == []
