"""Figures of one table: by rows or columns, with headings, units, parts and totals as real annexes have them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pipeline.measure.headings import is_period
from pipeline.model.indicator import Indicator, Period
from tests.unit.measure.asked import ALL, IN_TIME, LETTERS, MEETINGS, VISITS, YEARS, measured, only, values

PLAIN = """
    | TT | Nội dung | ĐVT | Năm 2020 | Năm 2021 | Ghi chú |
    | 1 | Số lượt tiếp công dân | lượt | 1.250 | 31 | tăng |
    | 2 | Số đơn thư tiếp nhận | đơn | 12 | Không | |
    | 3 | Tỷ lệ hồ sơ giải quyết đúng hạn (%) | % | 98,7 | 99 | |
    | 4 | Số cuộc họp | cuộc | 5 | 6 | |
"""


def test_a_plain_annex() -> None:
    """Every row that is asked for, under every year; numbers of rows, units and remarks are no figures."""
    assert values(PLAIN) == {
        ("visits", "2020"): 1250, ("visits", "2021"): 31, ("letters", "2020"): 12, ("letters", "2021"): 0,
        ("in-time", "2020"): 98.7, ("in-time", "2021"): 99,
    }  # fmt: skip
    assert {one.confidence for one in measured(PLAIN) if one.row} == {1.0}


def test_a_figure_says_where_it_stands() -> None:
    """File, table, row and column of the cell; what stands in it; what it is counted in."""
    found = measured(PLAIN)[0]
    assert (found.file, found.page, found.table, found.row, found.column) == ("BC.docx", 1, 1, 2, 4)
    assert (found.raw, found.unit, found.period) == ("1.250", "lượt", "2020")


def test_indicators_may_be_columns() -> None:
    """The same table turned over, with rows numbered, gives the same figures and their own cells."""
    text = """
    | TT | Năm | Số lượt tiếp công dân | Số đơn thư tiếp nhận |
    | 1 | 2020 | 1.250 | 12 |
    | 2 | Năm 2021 | 31 | Không |
    | | Tổng cộng | 1.281 | 12 |
    """
    assert values(text) == {
        ("visits", "2020"): 1250, ("visits", "2021"): 31, ("visits", "Tổng cộng"): 1281,
        ("letters", "2020"): 12, ("letters", "2021"): 0, ("letters", "Tổng cộng"): 12,
    }  # fmt: skip
    assert [(one.row, one.column) for one in measured(text, VISITS)] == [(2, 3), (3, 3), (4, 3)]


def test_indicators_may_stand_under_a_group_of_columns() -> None:
    """A heading and the one above it name an indicator together."""
    text = """
    | Năm | Tiếp công dân | Đơn thư |
    |  | Số lượt | Số người | Tiếp nhận | Tồn đọng |
    | 2020 | 31 | 40 | 7 | 1 |
    """
    assert values(text, VISITS, LETTERS) == {("visits", "2020"): 31, ("letters", "2020"): 7}


def test_headings_in_two_rows_name_one_period() -> None:
    """`Năm` says nothing beside a year; a plan and what was done are two."""
    text = """
    | TT | Nội dung | Năm | So sánh |
    |  |  | 2020 | 2021 |  |
    | 1 | Số lượt tiếp công dân | 3 | 4 | 5 |
    """
    assert values(text) == {("visits", "2020"): 3, ("visits", "2021"): 4, ("visits", "So sánh"): 5}
    plan = """
    | Nội dung | Năm 2020 | Năm 2021 |
    |  | Kế hoạch | Thực hiện | Kế hoạch | Thực hiện |
    | Số lượt tiếp công dân | 3 | 4 | 5 | 6 |
    """
    assert values(plan) == {
        ("visits", "2020 / Kế hoạch"): 3, ("visits", "2020"): 4, ("visits", "2021 / Kế hoạch"): 5, ("visits", "2021"): 6,
    }  # fmt: skip
    asked = measured(plan, replace(VISITS, columns=YEARS))
    assert [one.period for one in asked] == ["2020 / Kế hoạch", "2020", "2021 / Kế hoạch", "2021"]
    assert [one.confidence >= 0.9 for one in asked] == [False, False, False, True]


def test_a_title_inside_the_table_is_no_heading() -> None:
    """Merged over all columns, or alone in the first row."""
    for title in ("| Biểu số 1 |", "| Biểu số 1 |  |  |"):
        text = f"""
        {title}
        | Nội dung | 2020 | 2021 |
        | Số lượt tiếp công dân | 3 | 4 |
        """
        assert values(text) == {("visits", "2020"): 3, ("visits", "2021"): 4}


def test_a_table_of_two_columns_needs_no_headings() -> None:
    """One figure a row is for the whole time; so is one under a heading that says only `Kết quả`."""
    for head in ("", "| Nội dung | Kết quả |"):
        found = only(f"{head}\n| Số lượt tiếp công dân | 31 lượt |\n| Số cuộc họp | 4 |")
        assert (found.value, found.period, found.confidence) == (31, "", 1.0)


def test_several_figures_without_headings_are_doubtful() -> None:
    """Nothing says which is for when."""
    found = measured("| Số lượt tiếp công dân | 31 | 27 |", VISITS)
    assert [(one.value, one.period) for one in found] == [(31, ""), (27, "")]
    assert all(one.confidence < 0.9 for one in found)


def test_only_columns_that_the_campaign_names_count() -> None:
    """Those of another time are kept as they are called, and doubted; where a table has none of the names, all are."""
    asked = replace(VISITS, columns=YEARS)
    text = (
        "| Nội dung | {} | Thực hiện năm 2021 | So sánh | CỘNG |\n| Số lượt tiếp công dân | 1 | 2 | 3 | 4 |"
    )
    assert values(text.format("Năm 2021"), asked) == {
        ("visits", "2021"): 1, ("visits", "Thực hiện năm 2021"): 2, ("visits", "Tổng"): 4,
    }  # fmt: skip
    assert values(text.format("Thực hiện 2021"), asked)[("visits", "2021")] == 1
    over = "| Nội dung | Số liệu các kỳ |\n|  | Năm 2021 | Năm 2022 |\n| Số lượt tiếp công dân | 1 | 2 |"
    assert values(over, asked) == {("visits", "2021"): 1, ("visits", "Số liệu các kỳ / 2022"): 2}
    other = measured("| Nội dung | 2019 | 2020 |\n| Số lượt tiếp công dân | 1 | 2 |", asked)
    assert [(one.period, one.confidence < 0.9) for one in other] == [("2019", True), ("2020", True)]


def test_parts_of_a_row_are_not_the_row() -> None:
    """`Trong đó` and bullets below a row say what of it; with it they may name an indicator of their own."""
    text = """
    | Nội dung | Số lượng |
    | Tổng số lượt tiếp công dân, trong đó: | 31 |
    | - Định kỳ | 20 |
    | Trong đó: lãnh đạo tiếp công dân số lượt | 5 |
    | Số đơn thư tiếp nhận | 12 |
    | Trong đó: - Số đơn thư tiếp nhận qua bưu điện | 4 |
    """
    assert values(text) == {("visits", ""): 31, ("letters", ""): 12}
    regular = Indicator(id="regular", title="Số lượt tiếp công dân định kỳ")
    found = only(text, regular)
    assert (found.value, found.row) == (20, 3)
    assert 0.9 <= found.confidence < 1


def test_a_group_row_belongs_to_the_rows_below_it() -> None:
    """Merged over all columns or not; it names an indicator with its rows, and is none without a figure."""
    for group in ("| II. Tiếp công dân |", "| II | Tiếp công dân |  |  |"):
        text = f"""
        | TT | Nội dung | 2020 | 2021 |
        {group}
        | 1 | Số lượt | 3 | 4 |
        | 2 | Số người | 5 | 6 |
        """
        assert values(text) == {("visits", "2020"): 3, ("visits", "2021"): 4}


def test_labels_may_take_two_columns() -> None:
    """A label that goes on downwards belongs to each of its rows; alone it would be the sum of them."""
    text = """
    | TT | Nội dung | Nội dung | 2020 |
    | 1 | Tiếp công dân | Số lượt | 3 |
    |  |  | Số người | 5 |
    | 2 | Đơn thư | Tồn đọng | 7 |
    |  |  | Tiếp nhận | 8 |
    """
    assert values(text) == {("visits", "2020"): 3, ("letters", "2020"): 8}


def test_a_row_of_more_words_counts_only_where_no_other_does() -> None:
    """And is doubted."""
    more = "| Nội dung | 2020 |\n| Số lượt tiếp công dân tại trụ sở | 31 |"
    assert only(more).confidence < 0.9
    assert only(f"{more}\n| Số lượt tiếp công dân | 40 |").value == 40


@pytest.mark.parametrize(
    ("cell", "value", "sure"),
    [("", None, True), ("-", None, True), ("…", None, True), ("Không", 0, True), ("10-12", None, False),
     ("Đã tiếp 31 lượt trong năm", None, False), ("1,250", 1250, False)],
)  # fmt: skip
def test_a_cell_is_quoted_whatever_it_says(cell: str, value: float | None, sure: bool) -> None:  # noqa: FBT001 - a parameter
    """No value is told from no number: the one is sure, the other is for a person."""
    found = measured(f"| Nội dung | 2020 | 2021 |\n| Số lượt tiếp công dân | 5 | {cell} |", VISITS)[-1]
    assert (found.raw, found.value, found.column) == (cell, value, 3)
    assert (found.confidence >= 0.9) is sure


def test_a_table_that_was_not_filled_in_has_rows_without_values() -> None:
    """Each cell is there, blank, and surely so."""
    found = measured(
        "| Nội dung | 2020 | 2021 |\n| Số lượt tiếp công dân |  |  |\n| Số cuộc họp |  |  |", VISITS
    )
    assert [(one.period, one.value, one.raw, one.row) for one in found] == [
        ("2020", None, "", 2),
        ("2021", None, "", 2),
    ]
    bare = only("| Số cuộc họp | 4 |\n| Số lượt tiếp công dân |  |")
    assert (bare.value, bare.row) == (None, 2)


def test_answers_in_words_are_quoted() -> None:
    """A column that holds sentences alone is still the column of answers, under whatever heading."""
    for head in ("Kết quả", "Trả lời"):
        found = only(
            f"| Nội dung | {head} |\n| Số lượt tiếp công dân | Có tiếp đầy đủ theo lịch |\n| Số cuộc họp | Có họp |"
        )
        assert (found.value, found.raw) == (None, "Có tiếp đầy đủ theo lịch")
        assert found.confidence < 0.9


@pytest.mark.parametrize(
    ("row", "unit", "sure"),
    [
        ("| Số lượt tiếp công dân | lượt | 5 |", "lượt", True), ("| Số lượt tiếp công dân | lượt người | 5 |", "lượt", True),
        ("| Số lượt tiếp công dân | cuộc | 5 |", "cuộc", False), ("| Số lượt tiếp công dân |  | 5 |", "lượt", True),
        ("| Số lượt tiếp công dân |  | 5 cuộc |", "cuộc", False), ("| Số lượt tiếp công dân (%) |  | 5 |", "%", False),
        ("| Số lượt tiếp công dân | cuộc | 5 lượt |", "lượt", True),
    ],
)  # fmt: skip
def test_another_unit_is_told_and_doubted(row: str, unit: str, sure: bool) -> None:  # noqa: FBT001 - a parameter
    """Nothing is converted; other words for the unit are the unit; the cell's own word is the nearest."""
    found = only(f"| Nội dung | ĐVT | 2020 |\n{row}")
    assert (found.value, found.unit, found.confidence >= 0.9) == (5, unit, sure)


def test_a_column_of_units_is_known_without_its_heading() -> None:
    """When all of it are units that the campaign knows, or per cent."""
    found = only(
        "| Số lượt tiếp công dân | lượt | 5 |\n| Tỷ lệ hồ sơ giải quyết đúng hạn | % | 98,7 |", IN_TIME
    )
    assert (found.value, found.unit, found.confidence) == (98.7, "%", 1.0)


def test_a_heading_of_shares_makes_shares() -> None:
    """A count under `%` is none; an indicator without a unit takes the one it is given in."""
    found = measured("| Nội dung | Số lượng | Tỷ lệ % |\n| Số lượt tiếp công dân | 5 | 50 |", VISITS)
    assert [(one.unit, one.confidence >= 0.9) for one in found][1] == ("%", False)
    asked = Indicator(id="any", title="Số lượt tiếp công dân", whole=False)
    assert measured("| Nội dung | Tỷ lệ % |\n| Số lượt tiếp công dân | 50 |", asked)[0].unit == "%"


def test_decimals_of_what_has_none_are_doubted() -> None:
    """Half a meeting; half of a sum of money is none of our business."""
    text = "| Nội dung | 2020 |\n| Số hội nghị cán bộ, công chức | 2,5 |"
    assert only(text).confidence < 0.9
    assert only(text, replace(MEETINGS, whole=False)).confidence == 1.0


def test_merged_figures_are_doubtful() -> None:
    """One cell over three years: it is given once, under the first."""
    text = """
    | Nội dung | 2020 | 2021 | 2022 |
    | Số cuộc họp | 1 | 2 | 3 |
    | Số lượt tiếp công dân | 31 |
    """
    found = only(text)
    assert (found.value, found.period, found.column) == (31, "2020", 2)
    assert found.confidence < 0.9


@pytest.mark.parametrize(
    "text",
    [
        "| UBND TỈNH / SỞ Y TẾ / Số: 12/BC-SYT | CỘNG HOÀ XÃ HỘI / Độc lập |",
        "| Nơi nhận: / - Như trên; | T/M CHI BỘ / BÍ THƯ |",
        "| Nội dung | 2020 |\n| Số cuộc họp | 4 |",
        "| Số lượt tiếp công dân | 2020 | 2021 |",
        "| 1 | 2 |\n| 3 | 4 |",
        "| Ghi chú | Đơn vị |\n| đủ | Phòng A |",
        "| Nội dung |  |\n| Số lượt tiếp công dân |  |",
        "Số lượt tiếp công dân: 31",
    ],
)
def test_other_tables_hold_no_figures(text: str) -> None:
    """Letterheads, recipients, rows that nobody asked for, headings without rows, columns without headings."""
    assert values(text) == {}


def test_a_cell_between_label_and_figures_is_doubted() -> None:
    """Who is in charge, or what part is meant: the figure is given and to be looked at, unless the label has parts."""
    text = "| Nội dung | Chủ trì | 2020 |\n| Số lượt tiếp công dân | Văn phòng | 5 |\n| Số cuộc họp | Lãnh đạo | 6 |"
    found = only(text)
    assert (found.value, found.confidence < 0.9) == (5, True)
    assert values(f"{text}\n|  | Thanh tra | 7 |") == {("visits", "2020"): 5}
    assert (
        values("| Nội dung | Ai | 2020 |\n| Số lượt tiếp công dân | Văn phòng | 5 |\n|  | Thanh tra | 6 |")
        == {}
    )


def test_the_nearest_cell_of_a_label_may_say_it_all() -> None:
    """A group in the first column, the whole name in the second."""
    text = "| Lĩnh vực | Tên số liệu | 2020 |\n| Dân vận | Số lượt tiếp công dân | 5 |\n|  | Số đơn thư tiếp nhận | 6 |"
    assert values(text) == {("visits", "2020"): 5, ("letters", "2020"): 6}
    assert {one.confidence for one in measured(text, VISITS, LETTERS)} == {1.0}


def test_a_sentence_is_no_heading() -> None:
    """However many years it names."""
    told = "Đã thực hiện tốt các năm 2020, 2021 và 2022. " * 4
    assert not is_period(told)
    assert is_period("Kết quả năm 2020, 2021 và 2022")


def test_figures_that_look_like_years_are_figures() -> None:
    """A row below headings that an indicator begins is no heading, whatever stands in its cells."""
    text = "| Nội dung | Năm 2021 |\n| Số lượt tiếp công dân | 2000 |\n| Số đơn thư tiếp nhận | 10 |"
    wanted = {("visits", "2021"): 2000, ("letters", "2021"): 10}
    assert values(text) == values(text, *(replace(one, columns=YEARS) for one in ALL)) == wanted
    assert {one.confidence for one in measured(text, VISITS, LETTERS)} == {1.0}
    two = "| Nội dung | Năm 2020 | Năm 2021 |\n| Số lượt tiếp công dân (lượt) | 2000 | 1980 |\n| Số họp | 1 | 2 |"
    assert values(two) == {("visits", "2020"): 2000, ("visits", "2021"): 1980}
    said = "| Nội dung | Kết quả |\n| Số lượt tiếp công dân | 1 lần/tháng |\n| Số đơn thư tiếp nhận | 10 |"
    assert [one.raw for one in measured(said, VISITS)] == ["1 lần/tháng"]


def test_figures_of_another_row_that_look_like_years_are_no_headings() -> None:
    """Below one year no other can stand as a heading; a heading given twice is one, and so are years below a group."""
    other = "| Nội dung | Năm 2021 |\n| Số cuộc hội nghị | 2000 |\n| Số lượt tiếp công dân | 10 |"
    assert values(other) == {("visits", "2021"): 10}
    again = "| Nội dung | Năm 2021 |\n| Nội dung | 2021 |\n| Số lượt tiếp công dân | 10 |"
    assert values(again) == {("visits", "2021"): 10}
    group = "| Nội dung | Năm |\n| Tên số liệu | 2020 | 2021 |\n| Số lượt tiếp công dân | 10 | 11 |"
    assert values(group) == {("visits", "2020"): 10, ("visits", "2021"): 11}


def test_a_blank_heading_is_not_filled_over_figures_that_look_like_years() -> None:
    """The row below is no heading that could say where the one above goes on."""
    text = "| Nội dung | Năm 2021 | |\n| Số lượt tiếp công dân | 2000 | 1980 |\n| Số cuộc họp | 3 | 4 |"
    assert values(text) == {("visits", "2021"): 2000, ("visits", ""): 1980}


def test_a_first_row_of_years_is_doubted_or_a_heading() -> None:
    """Without headings above, one number may be a year and is to be looked at; years in a row are headings."""
    found = only("| Số lượt tiếp công dân | 2000 |\n| Số cuộc họp | 10 |")
    assert (found.value, found.confidence < 0.9) == (2000, True)
    for head in ("2020 | 2021", "Năm 2020 | Năm 2022"):
        told = values(f"| Số lượt tiếp công dân | {head} |\n| Tại trụ sở | 3 | 4 |")
        assert set(told.values()) <= {None}


def test_what_stands_in_brackets_does_not_hide_a_period() -> None:
    """A date narrows nothing that was asked; words may, and are doubted, or lose to a heading without them."""
    asked = replace(VISITS, columns=YEARS)

    def told(head: str) -> list[tuple[str, float | None, bool]]:
        found = measured(f"| Nội dung | {head} |\n| Số lượt tiếp công dân | 3 | 4 |", asked)
        return [(one.period, one.value, one.confidence >= 0.9) for one in found]

    assert told("Năm 2021 (từ 07/7/2021) | Cộng") == [("2021", 3, True), ("Tổng", 4, True)]
    assert told("Năm 2021 (kế hoạch) | Cộng") == [("2021", 3, False), ("Tổng", 4, True)]
    assert told("Năm 2021 (kế hoạch) | Năm 2021") == [("Năm 2021 (kế hoạch)", 3, False), ("2021", 4, True)]


def test_a_column_of_a_time_that_no_period_claims_is_kept() -> None:
    """Under its own heading and doubted, while another column is named; a column of no time is not kept."""
    asked = replace(VISITS, columns=YEARS)
    text = "| Nội dung | 6 tháng cuối năm 2020 | Năm 2021 | So sánh |\n| Số lượt tiếp công dân | 3 | 4 | 5 |"
    assert [(one.period, one.value, one.confidence >= 0.9) for one in measured(text, asked)] == [
        ("6 tháng cuối năm 2020", 3, False),
        ("2021", 4, True),
    ]


def test_a_nought_in_front_of_a_number_is_no_other_number() -> None:
    """`06 tháng` are `6 tháng`."""
    half = replace(VISITS, columns=(Period(name="2023", headings=("6 tháng đầu năm 2023",)),))
    text = "| Nội dung | 06 tháng đầu năm 2023 |\n| Số lượt tiếp công dân | 3 |"
    assert values(text, half) == {("visits", "2023"): 3}
