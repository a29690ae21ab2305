"""Kind `stamp`: the frame on the page beside the certificate."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from pipeline.assess.stamp import Stamp, stamps
from pipeline.model.submission import Role
from tests.unit.assess.signing import SIGNATURE, SIGNER, found, pages, pdf

LINES = (
    "Ký bởi: Sở Nội vụ",
    "Email: vanthu@sonv.phutho.gov.v n",
    "Cơ quan: UBND tỉnh Phú Thọ",
    "Ngày ký: 09.06.2023 08:30:49 +07:00",
)
EIGHT = dt.datetime(2020, 8, 2, 20, 24, 11, tzinfo=dt.timezone(dt.timedelta(hours=7)))


def shown(*lines: str) -> list[str]:
    """The evidence of what is found where the signature's own field shows these lines."""
    return [one.evidence for one in found("stamp", pdf(replace(SIGNATURE, stamp=lines, page=3)))]


def test_a_frame_that_agrees_is_silent() -> None:
    """Broken words, another writing of the time, and a clock some minutes off are the same."""
    assert shown(*LINES) == []
    assert shown(" ".join(LINES)) == []
    assert shown("KÝ BỞI: SO NOI VU", "Thời gian ký: 2023-06-09 02:00:00 Z") == []
    assert shown("Ký bởi: Sở Nội v", "Giờ ký: 08:45 09/06/2023") == []
    assert shown("Digitally signed by Sở Nội vụ", "Date: 2023.06.09 08:30:05 +07'00'", "Reason: x") == []
    assert shown("Ký bởi: UBND tỉnh Phú Thọ", "Ngày ký: hôm nay") == []
    assert shown("một dòng khác") == []


@pytest.mark.parametrize(
    ("place", "line", "what", "evidence"),
    [
        (0, "Ký bởi: Sở Y tế", "người ký", 'trên trang "Sở Y tế", trong chứng thư "Sở Nội vụ"'),
        (1, "Email: a@b.vn", "email", 'trên trang "a@b.vn", trong chứng thư "vanthu@sonv.phutho.gov.vn"'),
        (
            2,
            "Cơ quan: UBND tỉnh Lào Cai",
            "cơ quan",
            'trên trang "UBND tỉnh Lào Cai", trong chứng thư "UBND tỉnh Phú Thọ"',
        ),
        (
            3,
            "Ngày ký: 19/05/2023 08:30:49 +07:00",
            "thời gian",
            'trên trang "19/05/2023 08:30:49 +07:00", trong chứng thư "08:30:00 09/06/2023"',
        ),
    ],
)
def test_each_part_that_differs_is_told(place: int, line: str, what: str, evidence: str) -> None:
    """With what is shown and what is in the certificate, on the page of the field."""
    lines = [*LINES[:place], line, *LINES[place + 1 :]]
    (one,) = found("stamp", pdf(replace(SIGNATURE, stamp=tuple(lines), page=3)))
    assert one.message == f"Khung chữ ký số trên trang khác với chữ ký số: {what}"
    assert (one.page, one.evidence, one.file) == (3, f"{what}: {evidence}", "BC.signed.pdf")


@pytest.mark.parametrize(
    "written",
    [
        "2020-08-02 20:24:11 +07:00",
        "02/08/2020 20:24:11 +07:00",
        "02.08.2020 20:24:11 +07:00",
        "02-08-2020 20:24:11",
        "08/02/2020 20:24:11 +07:00",
        "2020-08-02T13:24:11Z",
        "02/08/2020, 06:24:11 -07:00",
        "20:24:11 02/08/2020",
    ],
)
def test_every_form_of_a_time_is_understood(written: str) -> None:
    """The four that were seen, day and month in either order, and a zone or none."""
    (one,) = stamps([f"Ký bởi: X Ngày ký: {written}"])
    assert EIGHT in one.times


def test_a_time_that_cannot_be_is_none() -> None:
    """Neither a month of 99 days nor a zone of 99 hours stops anything."""
    assert stamps(["Ký bởi: X", "Ngày ký: 99/99/2020 20:24:11"])[0].times == ()
    assert stamps(["Ký bởi: X", "Ngày ký: 02/08/2020 20:24:11 +99:00"])[0].times[0] == EIGHT


def test_two_frames_are_two() -> None:
    """Each begins where a signer is named; what stands before the first is none's."""
    assert [one.signer for one in stamps(["trang 1", "Ký bởi: A", "Người ký: B"])] == ["A", "B"]
    assert stamps([]) == ()
    assert stamps(["Ký bởi: A", "Chức vụ: Giám đốc"]) == (Stamp(signer="A"),)


def test_a_frame_in_the_text_may_be_of_any_signature() -> None:
    """It must agree with one of them; without any signature there is nothing to hold it against."""
    other = replace(SIGNATURE, signer=replace(SIGNER, name="Nguyễn Văn A", organisation="Sở Y tế", email=""))
    assert found("stamp", pdf(other, SIGNATURE, reading=pages("x", furniture=LINES))) == []
    (one,) = found("stamp", pdf(other, reading=pages("x", furniture=LINES)))
    assert one.message.endswith("người ký, cơ quan")
    assert found("stamp", pdf(reading=pages("x", furniture=LINES))) == []


def test_a_signature_without_a_name_or_a_time_says_nothing() -> None:
    """Nothing can be compared; so it is for papers that are not of the report."""
    bare = replace(
        SIGNATURE, signer=replace(SIGNER, name="", organisation="", email=""), signed_at=None, claimed_at=None
    )
    assert found("stamp", pdf(replace(bare, stamp=LINES), replace(bare, signer=None, stamp=LINES))) == []
    wrong = replace(SIGNATURE, stamp=("Ký bởi: Sở Y tế",))
    assert found("stamp", pdf(wrong, role=Role.OTHER)) == []
