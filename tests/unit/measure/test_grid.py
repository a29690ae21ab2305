"""Tables as rectangles: whatever a reader makes of merged cells, headings stand over what they are for."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.measure.grid import Spot, squared, turned

HEAD = ("TT", "Nội dung", "Năm")
YEARS = ("2020", "2021", "2022")
FIGURES = ("1", "Số họp", "3", "5", "8")
WIDE = ["TT", "Nội dung", "Năm", "Năm", "Năm"]


def texts(*rows: tuple[str, ...]) -> list[list[str]]:
    """The rectangle's texts."""
    return [[spot.text for spot in row] for row in squared(rows)]


def doubts(*rows: tuple[str, ...]) -> list[bool]:
    """Whether each row of the rectangle has a cell that may stand elsewhere."""
    return [any(spot.sure < 0.9 for spot in row) for row in squared(rows)]


@pytest.mark.parametrize(
    "head",
    [
        (HEAD, ("", "", *YEARS)),  # Word: a spanning cell once, a blank below one that goes on downwards
        ((*HEAD, "", ""), ("", "", *YEARS)),  # PDF: a blank for every further cell
        (HEAD, YEARS),  # web pages: neither
    ],
)
def test_a_heading_over_several_columns_stands_over_each(head: tuple[tuple[str, ...], ...]) -> None:
    """The three ways of three readers give one rectangle, and no doubt."""
    assert texts(*head, FIGURES) == [WIDE, ["", "", *YEARS], list(FIGURES)]
    assert doubts(*head, FIGURES) == [False, False, False]


def test_two_groups_of_one_width_share_the_columns() -> None:
    """Two headings over four columns stand over two each; on web pages too."""
    plans = ("Kế hoạch", "Thực hiện", "Kế hoạch", "Thực hiện")
    wanted = ["TT", "Nội dung", "Năm 2020", "Năm 2020", "Năm 2021", "Năm 2021"]
    for lower in (("", "", *plans), plans):
        assert (
            texts(("TT", "Nội dung", "Năm 2020", "Năm 2021"), lower, ("1", "Họp", "1", "2", "3", "4"))[0]
            == wanted
        )


def test_notes_behind_a_group_stay_behind_it() -> None:
    """A heading that goes on downwards may stand on either side of a group."""
    for lower in (("", "", *YEARS, ""), YEARS):
        found = texts((*HEAD, "Ghi chú"), lower, (*FIGURES, "đủ"))
        assert found[0] == [*WIDE, "Ghi chú"]
        assert found[1] == ["", "", *YEARS, ""]


def test_three_rows_of_headings() -> None:
    """Each row stands over the next."""
    found = texts(
        ("TT", "Nội dung", "Kết quả"),
        ("", "", "Năm 2020", "Năm 2021"),
        ("", "", "KH", "TH", "KH", "TH"),
        ("1", "Họp", "1", "2", "3", "4"),
    )
    assert found[0] == ["TT", "Nội dung", *["Kết quả"] * 4]
    assert found[1] == ["", "", "Năm 2020", "Năm 2020", "Năm 2021", "Năm 2021"]


def test_headings_that_nothing_sets_right_are_blank_or_doubtful() -> None:
    """Two over three cannot be shared; a lone short row stands as far right as it goes."""
    assert texts(("Một", "Hai"), ("Cột a", "Cột b", "Cột c"), ("Họp", "1", "2"))[0] == ["", "", ""]
    assert texts(("Số liệu", "Khác"), ("Họp", "1", "2"))[0] == ["", "Số liệu", "Khác"]
    assert doubts(("Số liệu", "Khác"), ("Họp", "1", "2")) == [True, False]
    unsure = (("Số liệu", "Kết quả", "Khác"), ("Cột a", "Cột b"), ("Họp", "1", "2", "3"))
    assert doubts(*unsure) == [False, True, False]
    assert doubts(("Mục", "Cột"), ("Cột a", "Cột b"), ("Họp", "1", "2", "3", "4")) == [False, True, False]


def test_a_heading_of_labels_stands_over_all_columns_of_labels() -> None:
    """When the others are each of one column by nature."""
    found = texts(("TT", "Nội dung", "Năm 2020"), ("1", "Đơn thư", "Tố cáo", "3"))
    assert found[0] == ["TT", "Nội dung", "Nội dung", "Năm 2020"]


@pytest.mark.parametrize(
    "numbering",
    [("(1)", "(2)", "(3)", "(4)"), ("A", "B", "1", "2"), ("1", "2", "3", "4=3-2"), ("", "B", "1", "2")],
)
def test_rows_that_number_the_columns_are_no_rows(numbering: tuple[str, ...]) -> None:
    """They hold neither headings nor figures; the rows below keep their places."""
    rows = squared((("TT", "Nội dung", "2020", "2021"), numbering, ("1", "Họp", "3", "5")))
    assert [row[1] for row in rows] == [
        Spot(text="Nội dung", row=1, column=2),
        Spot(text="Họp", row=3, column=2),
    ]


def test_labels_of_short_rows_stand_below_each_other() -> None:
    """Cells may be merged in front of a label, in it, behind it, and above it."""
    full = ("1", "Đơn thư", "Tố cáo", "3", "4")
    assert texts(full, ("Tổng cộng", "5", "6"))[1] == ["", "", "Tổng cộng", "5", "6"]
    assert texts(full, ("2", "Tiếp dân", "5", "6"))[1] == ["", "2", "Tiếp dân", "5", "6"]
    assert texts(full, ("3", "Hội họp", "7"))[1] == ["", "Hội họp", "7", "", ""]
    assert texts(full, ("7", "8"))[1] == ["", "", "", "7", "8"]
    assert texts(("5", "7", "9"), ("Họp", "1"))[1] == ["", "Họp", "1"]
    assert doubts(full, ("Tổng cộng", "5", "6"), ("3", "Hội họp", "7"), ("7", "8")) == [
        False,
        False,
        True,
        True,
    ]


def test_turned_rows_are_columns() -> None:
    """Numbers of rows are then numbers of columns, and go."""
    rows = turned(squared((("TT", "Năm", "Họp"), ("1", "2020", "3"), ("2", "2021", "5"))))
    assert [[spot.text for spot in row] for row in rows] == [["Năm", "2020", "2021"], ["Họp", "3", "5"]]
    assert turned(()) == ()


def test_one_column_is_no_table() -> None:
    """Nor is none."""
    assert squared((("a",), ("b",))) == squared(()) == ()


CELLS = st.sampled_from(
    [
        "",
        "TT",
        "Nội dung",
        "Năm 2020",
        "2021",
        "Ghi chú",
        "Số họp",
        "Tổng",
        "3",
        "1.250",
        "-",
        "x",
        "A",
        "(1)",
    ]
)
ROWS = st.lists(st.lists(CELLS, max_size=7).map(tuple), max_size=7).map(tuple)


@given(ROWS)
def test_the_rectangle_is_one_and_quotes_its_cells(rows: tuple[tuple[str, ...], ...]) -> None:
    """All rows are of one width, and every spot says what stands in the cell that it names."""
    found = squared(rows)
    assert len({len(row) for row in found}) <= 1
    for row in found:
        for spot in row:
            assert spot.row == 0 or rows[spot.row - 1][spot.column - 1].strip() == spot.text
