"""Which time a report is about: the campaign's own, another, or a turn of the ordinary round."""

from __future__ import annotations

import datetime as dt

import pytest

from pipeline.identify.periods import Period, periodic

OURS = Period("Sơ kết 3 năm thực hiện Chỉ thị 28-CT/TU", dt.date(2020, 7, 7), dt.date(2023, 6, 30))


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


@pytest.mark.parametrize(
    "abstract",
    [
        "Sơ kết 03 năm thực hiện Chỉ thị 28-CT/TU", "Sơ kết ba năm, nhiệm vụ năm 2022", "Kết quả 2020-2023",
        "từ năm 2020 đến năm 2023", "giai đoạn 7/2020 - 6/2023", "Kết quả; phương hướng 6 tháng cuối năm 2023",
        "Chỉ thị 28-CT/TU ngày 07 tháng 7 năm 2020", "Chỉ thị 28-CT/TU năm 2020", "nhiệm kỳ 2015-2020", "Kết quả năm 2023",
        "3 năm (hết quý I năm 2023)", "trong 03 năm 2021, 2022 và 2023", "các năm 2021, 2022 và 6 tháng đầu năm 2023",
        "năm 2022 và quý I năm 2023", "năm 2020, năm 2021, quý I/2023", "",
    ],
)  # fmt: skip
def test_our_time(abstract: str) -> None:
    """Three years, years that reach into the last one, no time at all; plans, dates and terms of office say nothing."""
    assert OURS.other_in(abstract) == ""


@pytest.mark.parametrize(
    ("abstract", "reason"),
    [
        ("Kết quả thực hiện Chỉ thị 28-CT/TU quý I năm 2023", "a periodic report (quí i)"),
        ("Sơ kết một năm thực hiện Chỉ thị", "a report on another period (1 năm)"),
        ("Tổng kết 05 năm", "a report on another period (5 năm)"),
        ("giai đoạn 2020 - 2021", "a report on other years (2020-2021)"),
        ("Kết quả thực hiện Chỉ thị 28-CT/TU năm 2021", "a report on another year (2021)"),
        ("Kết quả thực hiện Chỉ thị 28-CT/TU năm 2021 và 2022", "a report on another year (2022)"),
    ],
)
def test_other_times(abstract: str, reason: str) -> None:
    """A quarter, another count of years, years that end before, a year between."""
    assert OURS.other_in(abstract) == reason


def test_a_campaign_without_years_refuses_only_the_ordinary_round() -> None:
    """Neither a title that counts years nor a period: any year may be asked for."""
    free = Period("Báo cáo về Chỉ thị 28", None, None)
    assert free.other_in("năm 2019, sau 2 năm, 2015-2016") == ""
    assert free.other_in("công tác tháng 5") == "a periodic report (tháng 5)"


@pytest.mark.parametrize(
    "told",
    [
        "(từ tháng 7/2020 đến nay)", "giai đoạn 2020-2022", "(số liệu tính đến hết tháng 5/2023)", "từ quý III/2020 đến quý II/2023",
        "từ tháng 7 năm 2020 đến tháng 5 năm 2023", "kể từ tháng 7 năm 2021 đến nay", "tháng 7/2020 - tháng 6/2023",
        "quý III đến quý IV/2023", "tháng 7/2020-6/2023", "(đến hết 6 tháng đầu năm 2023)", "tới quý I năm 2023",
    ],
)  # fmt: skip
def test_a_month_that_bounds_our_time(told: str) -> None:
    """After `từ`, `đến`, `hết`, or within a range, a month or quarter only says where the three years begin and end."""
    assert OURS.other_in(f"Sơ kết thực hiện Chỉ thị số 28-CT/TU {told}") == ""


@pytest.mark.parametrize("told", ["tháng 5/2023", "quý II năm 2023", "6 tháng đầu năm", "tháng 1-5/2023"])
def test_a_month_that_stands_alone(told: str) -> None:
    """It is the report's own period, whatever ends where another one begins."""
    assert OURS.other_in(f"Kết quả công tác {told}, tính đến hết tháng 4/2023").startswith(
        "a periodic report"
    )


@pytest.mark.parametrize(
    ("told", "years"),
    [
        ("giai đoạn 2017-2019", "2017-2019"), ("từ quý I/2018 đến quý IV/2019", "2018-2019"),
        ("từ năm 2024 đến năm 2026", "2024-2026"), ("từ tháng 1 năm 2021 đến tháng 12 năm 2022", "2021-2022"),
    ],
)  # fmt: skip
def test_years_outside_ours_or_fewer(told: str, years: str) -> None:
    """Before the first, after the last, or fewer than the title counts without reaching the last."""
    assert OURS.other_in(f"Kết quả {told}") == f"a report on other years ({years})"


def test_the_range_that_fits_speaks_for_the_report() -> None:
    """A later range of plans does not take our years away; a title that counts no years takes any within them."""
    assert OURS.other_in("Kết quả 2020-2022, mục tiêu 2024-2026") == ""
    uncounted = Period("Báo cáo về Chỉ thị 28", None, dt.date(2023, 6, 30))
    assert uncounted.other_in("giai đoạn 2021-2022") == ""
    assert uncounted.other_in("giai đoạn 2024-2025") == "a report on other years (2024-2025)"
