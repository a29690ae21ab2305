"""`decisions.csv`, read: what reviewers overruled, in the order in which they did."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator

from pipeline.model.campaign import Decision
from pipeline.rulebook.problems import Page, shown
from pipeline.rulebook.sheet import Columns, Row, read_rows

FILE = "decisions.csv"
NAMES = ("at", "by", "subject", "field", "value", "note")
COLUMNS = Columns(known=NAMES, required=NAMES)
NEEDED = ("by", "subject", "field")
# What a spreadsheet runs (or in East Asian editions takes for the same) has an apostrophe in front; so has a text that
# itself begins with apostrophes and then such a sign, so that one apostrophe can always be taken away again.
_ARMED = re.compile(r"'*[=+\-@＝＋－＠]")
_DISARMED = re.compile(r"'+[=+\-@＝＋－＠]")


def disarm(cell: str) -> str:
    """The cell so that a spreadsheet shows it and does not run it."""
    return f"'{cell}" if _ARMED.match(cell) else cell


def rearm(cell: str) -> str:
    """The text that `disarm` was given; what a person wrote without an apostrophe is as it is."""
    return cell[1:] if _DISARMED.match(cell) else cell


def read_decisions(text: str, page: Page) -> tuple[Decision, ...]:
    """The decisions in the order in which they were taken; an empty file has none."""
    if not text.strip():
        return ()
    return tuple(decision for row in read_rows(text, COLUMNS, page) for decision in _decision(row, page))


def _decision(row: Row, page: Page) -> Iterator[Decision]:
    at = _instant(row.cells["at"])
    if at is None:
        what = f"at: {shown(row.cells['at'])} is no time with a time zone"
        page.add(row.line, what, "write it as 2023-06-20T09:30:00+07:00")
    for name in NEEDED:
        if not row.cells[name]:
            page.add(row.line, f"{name} is empty", f"write {name}, or delete the line")
    if at is not None:
        yield Decision(at=at, **{name: rearm(row.cells[name]) for name in NAMES if name != "at"})


def _instant(text: str) -> dt.datetime | None:
    try:
        found = dt.datetime.fromisoformat(text)
    except ValueError:
        return None
    return None if found.utcoffset() is None else found
