"""What a cell says: numbers in the custom of the country, nothing, or words for a person."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.measure.amounts import Amount, is_data, is_year, read_amount


@pytest.mark.parametrize(
    ("raw", "value"),
    [
        ("31", 31), ("03", 3), ("0", 0), ("1.250", 1250), ("1 250", 1250), ("1\u00a0250", 1250), ("12.345.678", 12345678),
        ("1.250,5", 1250.5), ("1 250,75", 1250.75), ("31.", 31), ("31;", 31), (" 31 ", 31), ("không", 0), ("Không có", 0),
        ("KHÔNG", 0), ("khong co", 0), ("Không phát sinh.", 0),
    ],
)  # fmt: skip
def test_numbers_as_official_papers_write_them_are_sure(raw: str, value: float) -> None:
    """Dots and blanks part thousands, a comma decimals; zero may be said in words."""
    assert read_amount(raw, whole=False) == Amount(value=value)


@pytest.mark.parametrize(
    ("raw", "value", "unit"),
    [
        ("98,7%", 98.7, "%"), ("98,7 %", 98.7, "%"), ("31 cuộc", 31, "cuộc"), ("31 (cuộc)", 31, "cuộc"),
        ("12 lượt người", 12, "lượt người"), ("31\ncuộc", 31, "cuộc"), ("1,2 tỷ đồng", 1.2, "tỉ đồng"),
    ],
)  # fmt: skip
def test_a_unit_behind_a_number_is_told_apart(raw: str, value: float, unit: str) -> None:
    """It is for others to say whether it is the right one."""
    assert read_amount(raw, whole=False) == Amount(value=value, unit=unit)


@pytest.mark.parametrize(
    "raw", ["", " ", "-", "–", "- -", "…", "...", "x", "X", "/", "n/a", "Chưa có số liệu", "không có số liệu"]
)
def test_marks_for_nothing_are_surely_no_value(raw: str) -> None:
    """`không có` is zero, `không có số liệu` is not."""
    assert read_amount(raw) == Amount(value=None, sure=1.0)


@pytest.mark.parametrize(
    "raw",
    [
        "10-12", "10 - 12", "khoảng 30", ">30", "12/15", "31 trong đó 5 định kỳ", "Đã tiếp 31 lượt", "Có", "12 5",
        "1.25.3", "31\n27", "0912 345 678 901 234", "1234567890123456", "²", "٣", "l2", "có" * 60, "chưa tổng hợp được",
    ],
)  # fmt: skip
def test_ranges_and_words_are_for_a_person(raw: str) -> None:
    """No number is made of them, and the cell does not pass for an empty one."""
    assert read_amount(raw).value is None
    assert read_amount(raw).sure < 0.5


@pytest.mark.parametrize(
    ("raw", "whole", "value"),
    [
        ("1,250", True, 1250), ("1,250", False, 1.25), ("1.25", True, 1.25), ("1.25", False, 1.25), ("98.7", False, 98.7),
        ("1,250,000", True, 1250000), ("1,250.5", False, 1250.5), ("12,5", True, 12.5), ("-5", True, -5), ("+5", True, 5),
        ("0.125", False, 0.125),
    ],
)  # fmt: skip
def test_what_may_be_read_otherwise_is_doubtful(raw: str, whole: bool, value: float) -> None:  # noqa: FBT001 - a parameter
    """The other custom, decimals of what has none, a dash that may be a sign: read, and to be looked at."""
    found = read_amount(raw, whole=whole)
    assert found.value == value
    assert 0.4 < found.sure < 0.9


@pytest.mark.parametrize(
    ("raw", "value"), [("98.125", 98.125), ("98.125%", 98.125), ("0,987", 0.987), ("98,125", 98.125)]
)
def test_shares_have_no_thousands(raw: str, value: float) -> None:
    """98.125 % is ninety-eight, and a share below 1 % may be one that was to be multiplied by a hundred."""
    found = read_amount(raw, whole=False, percent=True)
    assert found.value == value
    assert found.sure < 0.9


def test_two_ways_to_read_are_less_sure_than_one() -> None:
    """`1,250` could be either; `98.7` is only written in the other custom."""
    assert read_amount("1,250").sure < read_amount("98.7", whole=False).sure < read_amount("1.250").sure


@pytest.mark.parametrize(
    ("raw", "data"),
    [
        ("31", True),
        ("2021", False),
        ("Không", True),
        ("-", True),
        ("", False),
        ("Năm 2021", False),
        ("Nội dung", False),
    ],
)
def test_cells_of_figures_are_known_by_what_stands_in_them(raw: str, data: bool) -> None:  # noqa: FBT001 - a parameter
    """A year stands over figures; a dash stands for one."""
    assert is_data(raw) is data
    assert not (data and is_year(raw))


@given(st.integers(0, 10**12))
def test_a_whole_number_comes_back_in_every_custom_of_ours(number: int) -> None:
    """Plain, with dots, with blanks, with a unit: the same, and sure."""
    dotted = f"{number:,}".replace(",", ".")
    for text in (
        str(number),
        dotted,
        dotted.replace(".", " "),
        dotted.replace(".", "\u00a0"),
        f"{dotted} cuộc",
    ):
        assert read_amount(text).value == number
        assert read_amount(text).sure == 1.0


@given(st.integers(0, 10**6), st.integers(1, 99))
def test_decimals_come_back(integer: int, hundredths: int) -> None:
    """Behind a comma, with thousands before it or not."""
    text = f"{integer:,}".replace(",", ".") + f",{hundredths:02d}"
    assert read_amount(text, whole=False) == Amount(value=float(f"{integer}.{hundredths:02d}"))


@given(
    st.one_of(st.text(max_size=40), st.text(alphabet="0123456789.,-+% \n\u00a0xđơn()", max_size=20)),
    st.booleans(),
    st.booleans(),
)
def test_any_text_gives_a_number_or_none(raw: str, whole: bool, percent: bool) -> None:  # noqa: FBT001 - parameters
    """Nothing raises, no value is infinite, certainty is a share."""
    found = read_amount(raw, whole=whole, percent=percent)
    assert found.value is None or math.isfinite(found.value)
    assert 0 < found.sure <= 1
