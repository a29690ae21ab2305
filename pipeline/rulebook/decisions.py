"""`decisions.csv`: what reviewers overruled. Lines are only ever added, never changed or removed."""

from __future__ import annotations

import csv
import datetime as dt
import io
import os
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from pathlib import Path

from pipeline.errors import StoreError
from pipeline.model.campaign import Decision
from pipeline.rulebook.problems import Page, Problems, shown
from pipeline.rulebook.sheet import Columns, Header, Row, find_header, read_rows
from pipeline.rulebook.source import read

FILE = "decisions.csv"
_NAMES = ("at", "by", "subject", "field", "value", "note")
COLUMNS = Columns(known=_NAMES, required=_NAMES)
_NEEDED = ("by", "subject", "field")


def read_decisions(text: str, page: Page) -> tuple[Decision, ...]:
    """The decisions in the order in which they were taken; an empty file has none."""
    if not text.strip():
        return ()
    return tuple(decision for row in read_rows(text, COLUMNS, page) for decision in _decision(row, page))


def append_decision(folder: Path, decision: Decision) -> None:
    """Add one line to the campaign's `decisions.csv`, on disk before this returns; the file is made when absent.

    The line follows the header that is there, so a file that Excel saved with semicolons stays whole. Line breaks
    and controls in the texts become spaces. RulesError when the file there cannot be understood; StoreError when
    the disk refuses; ValueError for a decision without aware time, author, subject or field.
    """
    cells = {name: _flat(str(value)) for name, value in asdict(decision).items()}
    if decision.at.utcoffset() is None or not all(cells[name] for name in _NEEDED):
        raise ValueError("a decision needs an aware time, an author, a subject and a field")
    cells["at"] = decision.at.isoformat()
    path = folder / FILE
    text, header = _present(path)
    line = tuple(cells.get(name, "") for name in header.names)
    record = _lines(header, (line,) if text.strip() else (header.names, line))
    if text and not text.endswith(("\n", "\r")):
        record = "\n" + record
    try:
        _append(path, record.encode())
    except OSError as error:
        advice = "free space on the disk or allow writing, and decide again"
        raise StoreError(f"cannot write {path} ({error.strerror}); {advice}") from error


def _decision(row: Row, page: Page) -> Iterator[Decision]:
    at = _instant(row.cells["at"])
    if at is None:
        what = f"at: {shown(row.cells['at'])} is no time with a time zone"
        page.add(row.line, what, "write it as 2023-06-20T09:30:00+07:00")
    for name in _NEEDED:
        if not row.cells[name]:
            page.add(row.line, f"{name} is empty", f"write {name}, or delete the line")
    if at is not None:
        yield Decision(at=at, **{name: row.cells[name] for name in _NAMES if name != "at"})


def _instant(text: str) -> dt.datetime | None:
    try:
        found = dt.datetime.fromisoformat(text)
    except ValueError:
        return None
    return None if found.utcoffset() is None else found


def _flat(text: str) -> str:
    writable = text.encode("utf-8", "replace").decode()
    return " ".join("".join(letter if letter.isprintable() else " " for letter in writable).split())


def _present(path: Path) -> tuple[str, Header]:
    problems = Problems()
    page = problems.page(path)
    text = read(page, optional=True).text or ""
    if text.strip():
        read_rows(text, COLUMNS, page)
    problems.raise_any()
    header = find_header(text, COLUMNS)
    return text, header or Header(separator=",", names=_NAMES, line=1)


def _lines(header: Header, rows: Iterable[tuple[str, ...]]) -> str:
    written = io.StringIO(newline="")
    csv.writer(written, delimiter=header.separator, lineterminator="\n").writerows(rows)
    return written.getvalue()


def _append(path: Path, record: bytes) -> None:
    """One write at the end of the file, then the file and its folder on disk."""
    created = not path.exists()
    with path.open("ab", buffering=0) as stream:
        stream.write(record)
        os.fsync(stream.fileno())
    if created:
        folder = os.open(path.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)
