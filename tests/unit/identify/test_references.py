"""Whether a text speaks of the campaign's directive, another one, or a period."""

from __future__ import annotations

import pytest

from pipeline.identify.references import References, directives, periodic

OURS = References(("28-CT/TU", "Chỉ thị 28", "CT 28"))


@pytest.mark.parametrize(
    "text",
    [
        "Chỉ thị số 28-CT/TU", "Chỉ thị 28 - CT/TU", "28- CT/TU", "28 –CT/TU", "28/CT-TU", "28/CT/TU", "28CT/TU",
        "28-CTTU", "CHỈ THỊ SỐ 28-CT/TU", "chỉ thị 28", "Chỉ thị số 028", "thực hiện CT 28", "28-CT/TƯ",
        "sơ kết\u00a0Chỉ\u00a0thị\u00a028",
    ],
)  # fmt: skip
def test_every_spelling_of_our_directive(text: str) -> None:
    """However the number is written, the directive is named."""
    assert OURS.named_in(text)
    assert OURS.others_in(text) == frozenset()


@pytest.mark.parametrize(
    ("text", "other"),
    [
        ("Chỉ thị số 05-CT/TW", ("5", "ct")),
        ("Chỉ thị 30-CT/TW", ("30", "ct")),
        ("Kết luận số 01-KL/TW", ("1", "kl")),
        ("Kết luận 120", ("120", "kl")),
        ("Nghị quyết số 12-NQ/TU", ("12", "nq")),
        ("128-CT/TU", ("128", "ct")),
        ("Chỉ thị 281", ("281", "ct")),
        ("30-CTTƯ", ("30", "ct")),
        ("Kết luận số 28-KL/TW", ("28", "kl")),
    ],
)
def test_other_directives(text: str, other: tuple[str, str]) -> None:
    """Another number or another kind of paper is another directive."""
    assert not OURS.named_in(text)
    assert OURS.others_in(text) == {other}


@pytest.mark.parametrize(
    "text", ["Nghị định 04/2015/NĐ-CP", "ngày 28 tháng 5", "28 công chức", "Kế hoạch số 45-KH/BCĐ", ""]
)
def test_papers_that_are_no_directive(text: str) -> None:
    """Decrees, dates, counts and plans are none."""
    assert directives(text) == frozenset()


def test_without_spellings_nothing_is_ours() -> None:
    """A campaign without a directive has none to be named."""
    assert not References(()).named_in("Chỉ thị số 28-CT/TU")


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("Kết quả công tác tháng 5 năm 2023", "tháng 5"),
        ("Tình hình quý II", "quí ii"),
        ("BÁO CÁO TUẦN 23", "tuần 23"),
        ("công tác 6 tháng đầu năm 2023", "6 tháng đầu năm"),
        ("Kết quả sáu tháng cuối năm", "sáu tháng cuối năm"),
        ("Sơ kết 03 năm thực hiện Chỉ thị", ""),
        ("sơ kết 36 tháng thực hiện", ""),
        ("quý cơ quan", ""),
    ],
)
def test_periodic_reports(text: str, span: str) -> None:
    """A month, quarter, week or half-year in a title tells a periodic report; three years do not."""
    assert periodic(text) == span
