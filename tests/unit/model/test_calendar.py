"""Working days: weekends, days off, and days worked in their place."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.model.calendar import WEEKENDS, Calendar, as_day


def june(day: int) -> dt.date:
    """A day of June 2023; the 1st is a Thursday."""
    return dt.date(2023, 6, day)


SWAPPED = Calendar(off=frozenset({june(5), june(10), june(24)}), worked=frozenset({june(10), june(17)}))
DAYS = st.dates(dt.date(2023, 5, 1), dt.date(2023, 8, 1))


@pytest.mark.parametrize(
    ("day", "worked"),
    [
        (1, True),
        (2, True),
        (3, False),
        (4, False),
        (5, False),
        (6, True),
        (10, True),
        (17, True),
        (24, False),
    ],
)
def test_a_day_is_worked_or_off(day: int, *, worked: bool) -> None:
    """A swapped Saturday is worked whatever else is said of it."""
    assert SWAPPED.is_worked(june(day)) == worked


@pytest.mark.parametrize(("day", "following"), [(2, 2), (3, 6), (5, 6), (10, 10), (11, 12)])
def test_the_next_day_worked(day: int, following: int) -> None:
    """The day itself where it is one."""
    assert SWAPPED.next_worked(june(day)) == june(following)


def test_the_calendar_ends() -> None:
    """On its last day nobody waits for another."""
    end = dt.date.max
    assert Calendar(off=frozenset({end})).next_worked(end) == end
    assert WEEKENDS.count_worked(june(1), end) > 2_000_000


@given(DAYS, DAYS)
def test_working_days_are_those_that_one_counts(after: dt.date, until: dt.date) -> None:
    """One by one, and none backwards."""
    span = range(1, (until - after).days + 1)
    counted = sum(SWAPPED.is_worked(after + dt.timedelta(days=step)) for step in span)
    assert SWAPPED.count_worked(after, until) == counted


@pytest.mark.parametrize(
    ("text", "day"),
    [("2023-06-20", june(20)), ("2023-06-31", None), ("20230620", None), ("20/6/2023", None), ("", None)],
)
def test_a_day_is_written_in_one_way(text: str, day: dt.date | None) -> None:
    """Year, month, day; nothing else is guessed."""
    assert as_day(text) == day
