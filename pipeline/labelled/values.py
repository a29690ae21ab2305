"""The values of cells: codes, shares, counts, times. Codes may also be written as their Vietnamese labels."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from enum import StrEnum
from typing import TypeVar

from pipeline.labelled.sheet import Row, shown
from pipeline.model.finding import Status, Verdict
from pipeline.model.labels import DISPOSITION, ROLE, STATE_SHORT, STATUS, VERDICT
from pipeline.model.section import State
from pipeline.model.submission import Disposition, Role
from pipeline.text.fold import fold

Code = TypeVar("Code", bound=StrEnum)
Noun = TypeVar("Noun")

BETWEEN = "|"
_COUNT = re.compile("[0-9]{1,9}")


def _spellings(labels: Mapping[Code, str]) -> dict[str, Code]:
    return {fold(label): code for code, label in labels.items()} | {code.value: code for code in labels}


_STATES, _STATUSES, _VERDICTS = _spellings(STATE_SHORT), _spellings(STATUS), _spellings(VERDICT)
_DISPOSITIONS, _ROLES = _spellings(DISPOSITION), _spellings(ROLE)


def state(row: Row) -> State:
    """The state of a section."""
    return _code(row, "state", row.cells["state"], _STATES)


def status(row: Row) -> Status:
    """The status of a unit."""
    return _code(row, "status", row.cells["status"], _STATUSES)


def verdict(row: Row) -> Verdict:
    """The verdict on a unit."""
    return _code(row, "verdict", row.cells["verdict"], _VERDICTS)


def role(row: Row) -> Role:
    """The role of a file."""
    return _code(row, "role", row.cells["role"], _ROLES)


def disposition(row: Row) -> Disposition:
    """The disposition of a message."""
    return _code(row, "disposition", row.cells["disposition"], _DISPOSITIONS)


def dispositions(row: Row) -> frozenset[Disposition]:
    """All dispositions that a cell accepts."""
    parts = row.cells["disposition"].split(BETWEEN)
    return frozenset(_code(row, "disposition", part, _DISPOSITIONS) for part in parts)


def _code(row: Row, column: str, cell: str, spellings: Mapping[str, Code]) -> Code:
    found = spellings.get(fold(cell))
    if found is None:
        known = ", ".join(dict.fromkeys(spellings.values()))
        raise row.wrong(f"unknown {column} {shown(cell)}; write one of {known}")
    return found


def name(row: Row, column: str) -> str:
    """A cell that must not be empty, with its letters in one form, so that it can be compared."""
    if not row.cells[column]:
        raise row.wrong(f"{column} is empty; fill it in or delete the row")
    return plain(row, column)


def plain(row: Row, column: str) -> str:
    """A cell with its letters in one form."""
    return unicodedata.normalize("NFC", row.cells[column])


def share(row: Row, column: str) -> float | None:
    """A number from 0 to 1, None for an empty cell."""
    cell = row.cells[column]
    if not cell:
        return None
    try:
        found = float(cell)
    except ValueError:
        found = -1.0
    if not 0 <= found <= 1:
        raise row.wrong(f"{column} {shown(cell)} is no number from 0 to 1; write the tables again")
    return found


def count(row: Row, column: str) -> int | None:
    """A whole number from 1, None for an empty cell."""
    cell = row.cells[column]
    if not cell:
        return None
    if not _COUNT.fullmatch(cell):
        raise row.wrong(f"{column} {shown(cell)} is no whole number; write the tables again")
    return int(cell)


def moment(row: Row, column: str) -> dt.datetime | None:
    """A time, aware; None for an empty cell or another way of writing it: it only says which of two mails came first."""
    try:
        found = dt.datetime.fromisoformat(row.cells[column])
    except ValueError:
        return None
    return found if found.tzinfo else found.replace(tzinfo=dt.UTC)


def once(rows: Iterable[Row], columns: tuple[str, ...], make: Callable[[Row], Noun]) -> Iterator[Noun]:
    """What is made of each row; two rows with the same cells in these columns are a mistake in the second."""
    seen: dict[tuple[str, ...], int] = {}
    for row in rows:
        key = tuple(name(row, column) for column in columns)
        if key in seen:
            raise row.wrong(f"{' '.join(key)} stands already in line {seen[key]}; keep one of the two")
        seen[key] = row.line
        yield make(row)
