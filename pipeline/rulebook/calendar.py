"""`campaign.yaml`: calendar. Vietnam's public holidays come with a library, those of the year's notices from the rules.

The library's dates are data that come with it: the same release gives the same days, offline.
"""

from __future__ import annotations

import datetime as dt

import holidays

from pipeline.model.calendar import Calendar
from pipeline.rulebook.fields import Fields, Key
from pipeline.rulebook.problems import Page

KEYS = {
    "off": Key(example="off: [2023-09-01]"),
    "worked": Key(example="worked: [2024-05-04]"),
}
_COUNTRY = "VN"
_AROUND = 2  # years after that of the deadline: no report is waited for longer


def read_calendar(fields: Fields, page: Page, before: dt.date) -> Calendar:
    """Days off and days worked around a deadline: public holidays, and what `calendar:` adds; that always wins."""
    off, worked = _public(before)
    table = fields.table("calendar")
    if table is None:
        return Calendar(off=off, worked=worked)
    given = Fields(table, KEYS, page)
    more, less = given.days("off"), given.days("worked")
    if both := more & less:
        given.wrong("worked", f"{min(both)} is in off: too", "write each day in one of the two lists")
    return Calendar(off=off - less | more, worked=worked - more | less)


def _public(before: dt.date) -> tuple[frozenset[dt.date], frozenset[dt.date]]:
    """Days off by law, and Saturdays worked for one of them."""
    first, last = before.year - 1, min(before.year + _AROUND, dt.date.max.year)
    known = holidays.country_holidays(_COUNTRY, years=range(first, last + 1))
    return frozenset(known), frozenset(day for day in known.weekend_workdays if first <= day.year <= last)
