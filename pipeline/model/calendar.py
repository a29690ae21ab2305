"""Which days are worked: weekends, public holidays and the days that are swapped for them, as data.

Nothing here knows a country; `rulebook/` fills in its holidays.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from dataclasses import dataclass

_WEEK = 7
_SATURDAY = 5
_ISO = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)


def as_day(text: str) -> dt.date | None:
    """An ISO date, None when the text is none."""
    try:
        return dt.date.fromisoformat(text) if _ISO.fullmatch(text) else None
    except ValueError:
        return None


@dataclass(frozen=True, slots=True, kw_only=True)
class Calendar:
    """Days `off` beside Saturdays and Sundays, and days `worked` whatever else is said of them."""

    off: frozenset[dt.date] = frozenset()
    worked: frozenset[dt.date] = frozenset()

    def is_worked(self, day: dt.date) -> bool:
        """Whether it is a working day."""
        return day in self.worked or (day.weekday() < _SATURDAY and day not in self.off)

    def next_worked(self, day: dt.date) -> dt.date:
        """The day itself or the first working day after it; the last day there is where the calendar ends."""
        while not self.is_worked(day) and day < dt.date.max:
            day += dt.timedelta(days=1)
        return day

    def count_worked(self, after: dt.date, until: dt.date) -> int:
        """How many working days lie after the one day and not after the other; 0 when these are in no such order."""
        weeks, rest = divmod(max(0, (until - after).days), _WEEK)
        weekdays = weeks * _SATURDAY + sum(
            (after.weekday() + step) % _WEEK < _SATURDAY for step in range(1, rest + 1)
        )
        lost = (day for day in self.off - self.worked if day.weekday() < _SATURDAY)
        won = (day for day in self.worked if day.weekday() >= _SATURDAY)
        return weekdays - _within(lost, after, until) + _within(won, after, until)


def _within(days: Iterable[dt.date], after: dt.date, until: dt.date) -> int:
    return sum(after < day <= until for day in days)


WEEKENDS = Calendar()  # no holidays are known
