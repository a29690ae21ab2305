"""Numbers and bullets in front of a line, and what only looks like one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.align.labels import LabelKind, split_label, split_loose

K = LabelKind


@pytest.mark.parametrize(
    ("line", "kind", "rest"),
    [
        ("I. Tình hình", K.ROMAN, "Tình hình"),
        ("I.Tình hình", K.ROMAN, "Tình hình"),
        ("II- KẾT QUẢ", K.ROMAN, "KẾT QUẢ"),
        ("III – Đánh giá", K.ROMAN, "Đánh giá"),
        ("IV/ Kiến nghị", K.ROMAN, "Kiến nghị"),
        ("VIII) Kiến nghị", K.ROMAN, "Kiến nghị"),
        ("II. 03 năm thực hiện", K.ROMAN, "03 năm thực hiện"),
        ("A. Tình hình", K.CAPITAL, "Tình hình"),
        ("B- Kết quả", K.CAPITAL, "Kết quả"),
        ("Đ. Kiến nghị", K.CAPITAL, "Kiến nghị"),
        ("1. Kết quả", K.NUMBER, "Kết quả"),
        ("1.Kết quả", K.NUMBER, "Kết quả"),
        ("01. Kết quả", K.NUMBER, "Kết quả"),
        ("2/ Kết quả", K.NUMBER, "Kết quả"),
        ("3- Kết quả", K.NUMBER, "Kết quả"),
        ("4) Kết quả", K.NUMBER, "Kết quả"),
        ("5 . Kết quả", K.NUMBER, "Kết quả"),
        ("6. 03 năm thực hiện", K.NUMBER, "03 năm thực hiện"),
        ("1.1. Kết quả", K.DECIMAL, "Kết quả"),
        ("8.1 Tình hình", K.DECIMAL, "Tình hình"),
        ("3.2.Vai trò", K.DECIMAL, "Vai trò"),
        ("I.1. Kết quả", K.DECIMAL, "Kết quả"),
        ("II.2 Kết quả", K.DECIMAL, "Kết quả"),
        ("1.2.3. Vai trò", K.DEEP, "Vai trò"),
        ("1.2.3 Vai trò", K.DEEP, "Vai trò"),
        ("1.2.3.4. Vai trò", K.DEEP, "Vai trò"),
        ("(1) Đẩy mạnh", K.BRACKETED, "Đẩy mạnh"),
        ("(a) Đẩy mạnh", K.BRACKETED, "Đẩy mạnh"),
        ("a) Với công đoàn", K.LETTER, "Với công đoàn"),
        ("a. Với công đoàn", K.LETTER, "Với công đoàn"),
        ("đ) Với công đoàn", K.LETTER, "Với công đoàn"),
        ("- Hoạt động", K.DASH, "Hoạt động"),
        ("-Hoạt động", K.DASH, "Hoạt động"),
        ("– Hoạt động", K.DASH, "Hoạt động"),
        ("• Hoạt động", K.DASH, "Hoạt động"),
        ("\uf0b7 Hoạt động", K.DASH, "Hoạt động"),
        ("+ Đối với tỉnh", K.PLUS, "Đối với tỉnh"),
        ("* Hạn chế", K.STAR, "Hạn chế"),
        ("** Hạn chế", K.STAR, "Hạn chế"),
        ("   I. Một số đặc điểm", K.ROMAN, "Một số đặc điểm"),
        ("Phần thứ nhất", K.PART, ""),
        ("PHẦN THỨ HAI: KIẾN NGHỊ", K.PART, "KIẾN NGHỊ"),
        ("PHẦN I. TÌNH HÌNH", K.PART, "TÌNH HÌNH"),
        ("Chương 2 Kết quả", K.PART, "Kết quả"),
        ("Mục 3: Kiến nghị", K.PART, "Kiến nghị"),
    ],
)
def test_every_family_of_labels(line: str, kind: LabelKind, rest: str) -> None:
    """With and without its blank, dot, dash, slash or bracket, a label is known, and the words stay whole."""
    assert split_label(line) == (kind, rest)


@pytest.mark.parametrize(
    "line",
    [
        "26/11/2024, thay thế Nghị định", "01/8/2020", "01.6.2023 là ngày", "69.000, đã xét nghiệm", "45/2010/NĐ-CP.",
        "15 - 20 người", "15-20 người", "7:30 sáng", "2023. Trong năm", "100% đảng viên",
        "03 năm thực hiện", "V/v báo cáo", "Đ/c Bí thư", "đ/c Bí thư", "b/c Đảng uỷ", "Đánh giá chung", "Phần mềm",
        "Phần vi phạm", "Mục tiêu", "Trên đây", "I", "", "(Không)", "tháng 5",
    ],
)  # fmt: skip
def test_what_is_no_label(line: str) -> None:
    """Dates, figures, decrees, spans, hours, and words written short begin no heading."""
    assert split_label(line) == (K.NONE, line)


@given(st.text(max_size=40))
def test_nothing_but_the_label_is_lost(text: str) -> None:
    """What is left is the end of the line."""
    kind, rest = split_label(text)
    assert text.endswith(rest)
    assert kind is not K.NONE or rest == text.lstrip()


@pytest.mark.parametrize(
    ("line", "kind", "rest"),
    [
        ("I ĐÁNH GIÁ CHUNG", K.ROMAN, "ĐÁNH GIÁ CHUNG"),
        ("  IV Kiến nghị", K.ROMAN, "Kiến nghị"),
        ("2 Cái còn vướng", K.NUMBER, "Cái còn vướng"),
        ("2.1 Ưu điểm", K.DECIMAL, "Ưu điểm"),
        ("1.2.3 Ưu điểm", K.DEEP, "Ưu điểm"),
        ("a Đối với tỉnh", K.LETTER, "Đối với tỉnh"),
        ("đ Đối với tỉnh", K.LETTER, "Đối với tỉnh"),
        ("I. ĐÁNH GIÁ", K.ROMAN, "ĐÁNH GIÁ"),
        ("- Ưu điểm", K.DASH, "Ưu điểm"),
    ],
)
def test_a_heading_whose_label_has_lost_its_full_stop(line: str, kind: LabelKind, rest: str) -> None:
    """Before a capital a bare number or letter is a label; whole labels are known as ever."""
    assert split_loose(line) == (kind, rest)


@pytest.mark.parametrize(
    "line", ["03 năm thực hiện", "I", "2", "Ý kiến", "Xã Ba", "12345 Ba", "a b", "I và II", "", "Đánh giá"]
)
def test_what_is_no_label_before_a_heading_either(line: str) -> None:
    """A figure that counts something, a number alone, and words that begin alike."""
    assert split_loose(line) == (K.NONE, line)


def test_loose_labels_are_none_in_prose() -> None:
    """Only a line known to be a heading may have one."""
    assert split_label("2 Cái còn vướng") == (K.NONE, "2 Cái còn vướng")


@given(st.text(max_size=40))
def test_nothing_but_the_loose_label_is_lost(text: str) -> None:
    """What is left is the end of the line, and a label that is whole is the same label."""
    kind, rest = split_loose(text)
    assert text.endswith(rest)
    assert split_label(text) in {(kind, rest), (K.NONE, text.lstrip())}
