"""Whether a text speaks of the campaign's directive, another one, and of its subject."""

from __future__ import annotations

import pytest

from pipeline.identify.references import References, directives

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
        ("Chỉ thị số 05-CT/TW", "5-CT/TW"),
        ("Chỉ thị 30-CT/TW", "30-CT/TW"),
        ("Kết luận số 01-KL/TW", "1-KL/TW"),
        ("Kết luận 120", "120-KL"),
        ("Nghị quyết số 12-NQ/TU", "12-NQ/TU"),
        ("128-CT/TU", "128-CT/TU"),
        ("Chỉ thị 281", "281-CT"),
        ("30-CTTƯ", "30-CT/TƯ"),
        ("Kết luận số 28-KL/TW", "28-KL/TW"),
    ],
)
def test_other_directives(text: str, other: str) -> None:
    """Another number or another kind of paper is another directive."""
    assert not OURS.named_in(text)
    assert OURS.others_in(text) == {other}


@pytest.mark.parametrize(
    "text", ["Nghị định 04/2015/NĐ-CP", "ngày 28 tháng 5", "28 công chức", "Kế hoạch số 45-KH/BCĐ", ""]
)
def test_papers_that_are_no_directive(text: str) -> None:
    """Decrees, dates, counts and plans are none."""
    assert directives(text) == frozenset()


@pytest.mark.parametrize(
    ("text", "other"),
    [
        ("Chỉ thị số 28-CT/TW về trẻ em", "28-CT/TW"),
        ("Chỉ thị số 28/CT-TTg", "28-CT/TTG"),
        ("28-CT/HU", "28-CT/HU"),
    ],
)
def test_the_same_number_by_another_issuer(text: str, other: str) -> None:
    """A directive is its number and who issued it."""
    assert not OURS.named_in(text)
    assert OURS.others_in(text) == {other}
    assert OURS.named_in(f"{text}; Chỉ thị 28-CT/TU")


def test_without_an_issuer_in_the_spellings_a_number_is_enough() -> None:
    """A campaign that writes `Chỉ thị 28` alone knows no other issuer's."""
    assert References(("Chỉ thị 28",)).named_in("Chỉ thị số 28-CT/TW")


def test_without_spellings_nothing_is_ours() -> None:
    """A campaign without a directive has none to be named."""
    assert not References(()).named_in("Chỉ thị số 28-CT/TU")


TITLED = References(
    ("28-CT/TU",),
    "Sơ kết 3 năm thực hiện Chỉ thị 28-CT/TU về thực hiện dân chủ trong hoạt động của các cơ quan",
)


@pytest.mark.parametrize(
    "abstract", ["Công tác phòng, chống tham nhũng", "Kết quả cải cách hành chính và chuyển đổi số"]
)
def test_a_subject_of_its_own(abstract: str) -> None:
    """Words that all reports share tell no subject; a campaign without a title has none to differ from."""
    assert TITLED.is_foreign(abstract)
    assert not OURS.is_foreign(abstract)


@pytest.mark.parametrize(
    "abstract",
    ["Kết quả thực hiện quy chế dân chủ", "Ket qua thuc hien dan chu o co so", "Kết quả công tác", ""],
)
def test_our_subject_or_none(abstract: str) -> None:
    """A word of the title's subject, with or without marks, or nothing but common words."""
    assert not TITLED.is_foreign(abstract)


@pytest.mark.parametrize(
    ("text", "act"),
    [
        ("Luật Thực hiện dân chủ ở cơ sở", "luật"),
        ("Nghị định 04/2015/NĐ-CP", "nghị định"),
        ("Chỉ thị 28", ""),
    ],
)
def test_acts(text: str, act: str) -> None:
    """Laws and decrees are named by their kind."""
    assert OURS.act_in(text) == act
