"""`campaign.yaml`: which days are off, by law and by the year's notices, and what that does to a deadline."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from pipeline.model.campaign import Due
from pipeline.rulebook import load
from tests.unit.rulebook import folders

DUE = "due: {before: 2023-06-15, reading: strict}"


def due(place: Path, text: str) -> Due:
    """The deadline of a campaign with these lines in the place of its own."""
    return load(folders.write(place, {"campaign.yaml": folders.CAMPAIGN.replace(DUE, text)})).due


@pytest.mark.parametrize(
    ("day", "worked"),
    [
        ("2023-01-02", False), ("2023-01-19", True), ("2023-01-20", False), ("2023-01-26", False), ("2023-01-27", True),
        ("2023-04-28", True), ("2023-05-01", False), ("2023-05-02", False), ("2023-05-03", False), ("2023-05-04", True),
        ("2023-09-01", False), ("2023-09-04", False), ("2023-09-05", True), ("2024-04-29", False), ("2024-05-04", True),
    ],
)  # fmt: skip
def test_public_holidays_are_known(tmp_path: Path, day: str, *, worked: bool) -> None:
    """Those of 2023 as they were announced: Tết, Giỗ Tổ, 30/4, 1/5 and 2/9 with their days in lieu; a swap of 2024."""
    assert due(tmp_path, DUE).calendar.is_worked(dt.date.fromisoformat(day)) == worked


def test_notices_of_the_year_win(tmp_path: Path) -> None:
    """A further day off, a Saturday worked, and a holiday that is none."""
    calendar = due(
        tmp_path, f"{DUE}\ncalendar: {{off: [2023-06-16], worked: [2023-06-17, '2023-09-01']}}"
    ).calendar
    days = [dt.date(2023, 6, 16), dt.date(2023, 6, 17), dt.date(2023, 9, 1)]
    assert [calendar.is_worked(day) for day in days] == [False, True, True]


@pytest.mark.parametrize(
    ("text", "last"),
    [
        ("due: {before: 2023-06-18}", 17),
        ("due: {before: 2023-06-18, next_working_day: false}", 17),
        ("due: {before: 2023-06-18, next_working_day: true}", 19),
        ("due: {before: 2023-06-18, next_working_day: true}\ncalendar: {off: [2023-06-19]}", 20),
        ("due: {before: 2023-06-18, next_working_day: true}\ncalendar: {worked: [2023-06-17]}", 17),
        ("due: {before: 2023-06-17, reading: lenient, next_working_day: true}", 19),
    ],
)
def test_a_deadline_moves_only_when_it_is_told_to(tmp_path: Path, text: str, last: int) -> None:
    """The last day on time, which may be the day before the one that the plan names."""
    assert due(tmp_path, text).last_day == dt.date(2023, 6, last)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("calendar: 2023", "calendar: the value is not keys with values; write calendar: {off:"),
        ("calendar: {of: []}", "unknown key 'of'; write 'off'"),
        ("calendar: {off: 2023-06-16}", "off: the value is not a list; write off: [2023-09-01]"),
        ("calendar: {off: [16/6/2023]}", "off: '16/6/2023' is no date; write year-month-day"),
        ("calendar: {off: [[1]]}", "off: '' is no date"),
        ("calendar: {off: [2023-06-16], worked: [2023-06-16]}", "worked: 2023-06-16 is in off: too; write each day"),
    ],
)  # fmt: skip
def test_a_wrong_calendar_is_told(tmp_path: Path, text: str, told: str) -> None:
    """With its line and what to write."""
    (problem,) = folders.problems(
        tmp_path, {"campaign.yaml": folders.CAMPAIGN.replace(DUE, f"{DUE}\n{text}")}
    )
    assert problem.startswith(f"campaign.yaml:11: {told}")
