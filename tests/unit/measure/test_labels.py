"""A row's label without what stands in front of it, and the unit that it names."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.measure.labels import LONGEST, Label, is_ordinal, read_label, unit_in


@pytest.mark.parametrize(
    "cell",
    [
        "Số cuộc họp", "1. Số cuộc họp", "1.1 Số cuộc họp", "1.1. Số cuộc họp:", "2- Số cuộc họp", "3/ Số cuộc họp",
        "(4) Số cuộc họp", "a) Số cuộc họp", "(b) Số cuộc họp", "II. SỐ CUỘC HỌP", "I.1. Số cuộc\nhọp;", "Số cuộc họp, trong đó:",
        "Số cuộc họp (trong đó:)",
    ],
)  # fmt: skip
def test_numbering_is_no_part_of_a_label(cell: str) -> None:
    """Nor are marks at its end, or a promise of what follows."""
    assert read_label(cell) == Label(text="số cuộc họp")


@pytest.mark.parametrize(
    ("cell", "below", "bullet"),
    [
        ("Trong đó: Số cuộc họp", True, False), ("- Trong đó: + Số cuộc họp", True, True), ("- Số cuộc họp", False, True),
        ("+ Số cuộc họp", False, True), ("• Số cuộc họp", False, True), ("Bao gồm: số cuộc họp", True, False),
        ("trong do: số cuộc họp", True, False),
    ],
)  # fmt: skip
def test_a_label_says_that_it_is_a_part(cell: str, below: bool, bullet: bool) -> None:  # noqa: FBT001 - parameters
    """`Trong đó` for certain, a bullet perhaps."""
    assert read_label(cell) == Label(text="số cuộc họp", below=below, bullet=bullet)


@pytest.mark.parametrize("cell", ["Đ/c phụ trách", "03 năm thực hiện", "69.000 hộ", "15-20 người"])
def test_words_and_numbers_that_only_look_like_numbering_stay(cell: str) -> None:
    """A number must end before the label begins."""
    assert read_label(cell).text == cell.lower()


def test_running_text_is_no_label() -> None:
    """A cell longer than any name of a row has none."""
    assert read_label("họp " * LONGEST) == Label(text="")


def test_brackets_may_be_left_out() -> None:
    """They hold units and remarks."""
    assert read_label("Tỷ lệ (nếu có) đúng hạn (%)").unbracketed == "tỉ lệ đúng hạn"


@pytest.mark.parametrize(
    ("label", "unit"),
    [
        ("tỉ lệ đúng hạn (%)", "%"), ("tỉ lệ đúng hạn, %", "%"), ("số họp (cuộc)", "cuộc"), ("số họp (đvt: buổi)", "buổi"),
        ("số họp (đơn vị tính cuộc)", "cuộc"), ("số họp (nếu có)", ""), ("số họp", ""), ("số họp ()", ""),
    ],
)  # fmt: skip
def test_a_label_may_name_its_unit(label: str, unit: str) -> None:
    """One that is known, or that it calls so."""
    assert unit_in(label, {"cuộc", "lượt"}) == unit


@pytest.mark.parametrize(
    ("text", "ordinal"),
    [("1", True), ("1.", True), ("(1)", True), ("1.2", True), ("A", True), ("IV", True), ("4=2+3", True), ("(8)=(5)+(6)", True),
     ("123", False), ("31 cuộc", False), ("", False), ("Số", False)],
)  # fmt: skip
def test_ordinals_are_short(text: str, ordinal: bool) -> None:  # noqa: FBT001 - a parameter
    """Numbers and letters that count rows or columns, and the sums of columns."""
    assert is_ordinal(text) is ordinal


@given(st.text(max_size=60))
def test_a_label_taken_apart_has_nothing_more_to_take(cell: str) -> None:
    """Nothing raises; taking it apart again changes nothing."""
    text = read_label(cell).text
    assert read_label(text).text == text
