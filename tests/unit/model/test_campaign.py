"""The deadline's arithmetic and the outline's tree."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.model.campaign import Due, DueReading, Outline, local_time
from tests.build import nouns

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")
DAY = dt.date(2023, 6, 15)
STRICT, LENIENT = (Due(before=DAY, reading=reading) for reading in DueReading)
TREE = nouns.outline(
    nouns.item("1", "A"),
    nouns.item("2", "B", nouns.item("2.1", "C", nouns.item("2.1.1", "D")), nouns.item("2.2", "E")),
)
TIMES = st.datetimes(
    min_value=dt.datetime(2000, 1, 1),  # noqa: DTZ001 - hypothesis wants naive bounds and adds the zone
    max_value=dt.datetime(2100, 1, 1),  # noqa: DTZ001 - the same
    timezones=st.timezones(),
)


def test_a_deadline_is_strict_unless_told_otherwise() -> None:
    """`trước ngày 15` leaves the 15th out."""
    assert Due(before=DAY) == STRICT


@pytest.mark.parametrize(("due", "day"), [(STRICT, 14), (LENIENT, 15)])
def test_the_last_day_ends_a_second_before_midnight(due: Due, day: int) -> None:
    """In the zone of the campaign, not of the machine."""
    assert due.last_day == dt.date(2023, 6, day)
    assert due.instant(VIETNAM).isoformat() == f"2023-06-{day}T23:59:59+07:00"


@pytest.mark.parametrize("due", [STRICT, LENIENT])
def test_lateness_is_counted_in_calendar_days(due: Due) -> None:
    """A second after the last one on time is a day late, and so is the whole day."""
    last, second = due.instant(VIETNAM), dt.timedelta(seconds=1)
    assert due.days_late(last - dt.timedelta(days=40), VIETNAM) == 0
    assert due.days_late(last, VIETNAM) == 0
    assert due.days_late(last + second, VIETNAM) == 1
    assert due.days_late(last + dt.timedelta(days=1), VIETNAM) == 1
    assert due.days_late(last + dt.timedelta(days=1) + second, VIETNAM) == 2


@given(TIMES)
def test_on_time_is_not_after_the_instant(arrived: dt.datetime) -> None:
    """Days and seconds agree for any arrival in any zone; the lenient reading gives one day more."""
    whole = arrived.replace(microsecond=0)
    assert (STRICT.days_late(whole, VIETNAM) == 0) == (whole <= STRICT.instant(VIETNAM))
    assert LENIENT.days_late(whole, VIETNAM) == max(0, STRICT.days_late(whole, VIETNAM) - 1)
    assert STRICT.days_late(whole, VIETNAM) == STRICT.days_late(whole.astimezone(dt.UTC), VIETNAM)


def test_the_campaigns_own_instant_is_in_its_own_zone() -> None:
    """One property for tables and pages."""
    assert nouns.campaign().due_at == STRICT.instant(VIETNAM)


@pytest.mark.parametrize(
    ("time", "hours"),
    [(dt.datetime(9999, 12, 31, 23, tzinfo=dt.UTC), 7), (dt.datetime(1, 1, 1, tzinfo=dt.UTC), -5)],
)
def test_the_ends_of_the_calendar_do_not_raise(time: dt.datetime, hours: int) -> None:
    """Where the zone has no such time any more, the time stays as it is."""
    zone = ZoneInfo("Asia/Ho_Chi_Minh") if hours > 0 else ZoneInfo("America/New_York")
    assert local_time(time, zone) == time
    assert local_time(time, zone).tzinfo is dt.UTC


def test_walking_meets_parents_before_their_children() -> None:
    """In reading order, however deep."""
    assert [item.id for item in TREE.walk()] == ["1", "2", "2.1", "2.1.1", "2.2"]


def test_leaves_are_the_items_without_children() -> None:
    """A top item may be one."""
    assert [item.id for item in TREE.leaves()] == ["1", "2.1.1", "2.2"]


def test_parents_are_the_next_item_above() -> None:
    """None above the top ones."""
    assert TREE.parents() == {"1": "", "2": "", "2.1": "2", "2.1.1": "2.1", "2.2": "2"}


def test_an_empty_outline_has_nothing() -> None:
    """No items, no leaves, no parents."""
    empty = Outline(items=())
    assert (empty.walk(), empty.leaves(), empty.parents()) == ((), (), {})
