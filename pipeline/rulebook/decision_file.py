"""`decisions.csv`, written: lines are only ever added, whole and on disk, never changed or removed.

What is there already stays byte for byte, whatever saved it. Never decides whether a ruling makes sense.
"""

from __future__ import annotations

import contextlib
import csv
import io
import os
import shutil
import time
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import asdict, replace
from pathlib import Path

from pipeline.durable import sync_folder
from pipeline.errors import BusyError, StoreError
from pipeline.failpoint import reach
from pipeline.model.campaign import Decision, in_force
from pipeline.ports import Lock
from pipeline.rulebook.decisions import COLUMNS, FILE, NAMES, NEEDED, disarm, read_decisions
from pipeline.rulebook.problems import Problems
from pipeline.rulebook.sheet import Header, find_header, read_rows
from pipeline.rulebook.source import MAX_BYTES, Source, read

# The lock is held while one line is written: 2 to 20 ms on a local disk. A holder of 20 s hangs.
_PATIENCE = 20.0
_NAP = 0.01  # seconds between two tries
_KEPT = frozenset(
    {"Co", "Cn"}
)  # signs of symbol fonts, and letters younger than this Python: no control is one
_NONCHARACTERS = frozenset("\ufffe\uffff")


class DecisionFile:
    """`ports.Decisions` in the folder of a campaign's rules. Others that add to it wait for each other at `lock`."""

    def __init__(self, folder: Path, lock: Lock) -> None:
        """The file is made with the first decision."""
        self._folder = folder
        self._lock = lock

    def read(self) -> tuple[Decision, ...]:
        """Every decision in order; RulesError for lines that cannot be understood."""
        problems = Problems()
        page = problems.page(self._folder / FILE)
        found = read_decisions(read(page, optional=True).text or "", page)
        problems.raise_any()
        return found

    def add(self, decision: Decision) -> bool:
        """Add a line, unless the same ruling by the same reviewer for the same reason is the one that counts."""
        written = as_written(decision)
        with self._alone():
            counts = in_force(map(as_written, self.read())).get((written.subject, written.field))
            if counts is not None and replace(counts, at=decision.at) == written:
                return False
            append_decision(self._folder, decision)
            return True

    @contextlib.contextmanager
    def _alone(self) -> Iterator[None]:
        end = time.monotonic() + _PATIENCE
        with contextlib.ExitStack() as held:
            while True:
                try:
                    held.enter_context(self._lock.hold())
                    break
                except BusyError as busy:
                    if time.monotonic() > end:
                        what = f"another run has held {self._folder / FILE} for {_PATIENCE:.0f} seconds"
                        raise StoreError(f"{what}; end it, and decide again") from busy
                    time.sleep(_NAP)
            yield


def as_written(decision: Decision) -> Decision:
    """The decision as it will be read again: NFC, one blank for each gap, no controls or invisible letters."""
    texts = {name: _flat(getattr(decision, name)) for name in NAMES if name != "at"}
    return Decision(at=decision.at, **texts)


def append_decision(folder: Path, decision: Decision) -> None:
    """Add one line to the campaign's `decisions.csv`, on disk before this returns; the file is made when absent.

    The line follows the header and the line ends that are there, so a file that Excel saved with semicolons stays
    whole. A reader finds the file with the whole line or without it. RulesError when the file there cannot be
    understood; StoreError when the disk refuses; ValueError for a decision without aware time, author, subject or
    field.
    """
    cells = {name: disarm(str(value)) for name, value in asdict(as_written(decision)).items()}
    if decision.at.utcoffset() is None or not all(cells[name] for name in NEEDED):
        raise ValueError("a decision needs an aware time, an author, a subject and a field")
    cells["at"] = decision.at.isoformat()
    path = (folder / FILE).resolve()  # a link to a shared file stays a link
    source, header = _present(path)
    text = source.text or ""
    line = tuple(cells.get(name, "") for name in header.names)
    ending = "\r\n" if "\r\n" in text else "\n"
    record = _lines(header, (line,) if text.strip() else (header.names, line), ending)
    if text and not text.endswith(("\n", "\r")):
        record = ending + record
    if len(data := source.data + record.encode()) > MAX_BYTES:
        raise StoreError(
            f"{path} would have more than {MAX_BYTES:,} bytes; shorten the note, and decide again"
        )
    try:
        _whole(path, data)
    except OSError as error:
        advice = "free space on the disk or allow writing, and decide again"
        raise StoreError(f"cannot write {path} ({error.strerror}); {advice}") from error


def _flat(text: str) -> str:
    writable = text.encode("utf-8", "replace").decode()
    shown = "".join(map(_harmless, writable))
    return " ".join(
        unicodedata.normalize("NFC", shown).split()
    )  # last: what was taken out may have parted letters


def _harmless(letter: str) -> str:
    """The letter, nothing for what nobody sees (soft hyphens, joiners, turns of direction), a blank for controls."""
    kind = unicodedata.category(letter)
    if letter.isprintable() or (kind in _KEPT and letter not in _NONCHARACTERS):
        return letter
    return "" if kind == "Cf" else " "


def _present(path: Path) -> tuple[Source, Header]:
    problems = Problems()
    page = problems.page(path)
    source = read(page, optional=True)
    text = source.text or ""
    if text.strip():
        read_rows(text, COLUMNS, page)
    problems.raise_any()
    header = find_header(text, COLUMNS)
    return source, header or Header(separator=",", names=NAMES, line=1)


def _lines(header: Header, rows: Iterable[tuple[str, ...]], ending: str) -> str:
    written = io.StringIO(newline="")
    csv.writer(written, delimiter=header.separator, lineterminator=ending).writerows(rows)
    return written.getvalue()


def _whole(path: Path, data: bytes) -> None:
    """Put a whole file in the place of the old one, with its rights; both are on disk before this returns."""
    beside = path.with_name(f".{path.name}.new")  # one fixed name: what a killed run left is written over
    try:
        with beside.open("wb") as out:
            reach("decision.opened")
            out.write(data)
            out.flush()
            reach("decision.written")
            os.fsync(out.fileno())
        reach("decision.synced")
        if path.exists():
            shutil.copymode(path, beside)
        beside.replace(path)
        reach("decision.named")
        sync_folder(path.parent)
        reach("decision.kept")
    finally:
        beside.unlink(missing_ok=True)
