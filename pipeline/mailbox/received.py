"""When a message in a file arrived, by its topmost `Received:` header. Reads hostile bytes; must never raise on them."""

from __future__ import annotations

import datetime as dt
import re

HEAD = 256 << 10  # bytes of a message in which its headers are looked for; real ones end within some kB

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_END_OF_HEADERS = re.compile(rb"\r?\n\r?\n|\A\r?\n")
_RECEIVED = re.compile(rb"^received[ \t]*:((?:[^\n]|\n[ \t])*)", re.IGNORECASE | re.MULTILINE)
_WIDEST_ZONE = dt.timedelta(hours=14)  # Kiribati; more is no zone
_LONGEST_DATE = 200  # characters behind the last `;`; RFC 5322 dates have about 40, with a comment
# A zone by name is not taken: `ICT` and its kind are read as UTC by some libraries, seven hours wrong.
_DATE = re.compile(
    r"\s*(?:[a-z]{3,9}\s*,)?\s*(\d{1,2})\s+([a-z]{3})[a-z]*\s+(\d{4})\s+(\d{1,2}):(\d{2})(?::(\d{2}))?"
    r"\s*(?:([+-])(\d{2})(\d{2})|gmt\b|utc?\b|z\b)",
    re.IGNORECASE | re.ASCII,
)


def received_at(head: bytes) -> dt.datetime | None:
    """The date behind the last `;` of the topmost Received header, in UTC; None when there is no certain one.

    `head` is the beginning of a message. A date without a zone is not certain, so it is None too.
    """
    ended = _END_OF_HEADERS.search(head)
    found = _RECEIVED.search(head[: ended.start()] if ended else head)
    if found is None or b";" not in found[1]:
        return None
    return _date(found[1].rpartition(b";")[2][:_LONGEST_DATE].decode("ascii", "replace"))


def _date(text: str) -> dt.datetime | None:
    found = _DATE.match(text)
    if found is None or found[2].lower() not in _MONTHS:
        return None
    day, month, year, hour, minute, second, sign, hours, minutes = found.groups(default="0")
    offset = dt.timedelta(hours=int(hours), minutes=int(minutes))
    if offset > _WIDEST_ZONE:
        return None
    try:
        date = dt.date(int(year), _MONTHS.index(month.lower()) + 1, int(day))
        time = dt.time(int(hour), int(minute), min(int(second), 59), tzinfo=dt.UTC)  # :60 is a leap second
        return dt.datetime.combine(date, time) - (-offset if sign == "-" else offset)
    except (ValueError, OverflowError):
        return None
