"""`extract`: read stored files again, or take in a corrected file by hand as the unit's next version."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from pipeline.app.digest import digest
from pipeline.app.objections import unknown_unit
from pipeline.app.office import Office
from pipeline.app.reading import read_new
from pipeline.app.results import WriteResult
from pipeline.app.tables import write_tables
from pipeline.app.trap import Trap
from pipeline.errors import UsageError
from pipeline.model.mail import Arrival
from pipeline.model.submission import ByHand
from pipeline.parse.wrap import wrap_file

BY_HAND = "by-hand"  # the account and folder of files that a person took in
_LARGEST = 100 << 20  # bytes; no report is larger, and the file is held in memory once


@dataclass(frozen=True, slots=True, kw_only=True)
class HandIn:
    """A file to take in: for which unit, by whom, and why."""

    unit: str
    file: Path
    by: str
    note: str


def check_unit(office: Office, code: str) -> None:
    """UsageError when the roster has no such unit."""
    if unknown := unknown_unit(code, office.campaign):
        raise UsageError(unknown)


def extract(office: Office, *, unit: str = "", everything: bool = False) -> WriteResult:
    """Read stored files: one unit's afresh, or what this code has not read yet. Then bring the outputs up to date.

    With `everything`, also what was given up for want of time or memory, or crashed; what was read is not read again,
    since the same bytes read by the same code give the same result.
    """
    if unit:
        check_unit(office, unit)
    trap = Trap()
    with office.lock.hold():
        entries = office.ledger.entries()
        again: set[str] = set()
        if unit:
            again = {
                one.received.sha256 for one in digest(office, entries, trap).submissions if one.unit == unit
            }
        read_new(office, entries, trap, again=again, retry=everything)
        written = write_tables(office, trap, force=bool(again) or everything)
    return WriteResult(written=written, failures=tuple(trap.failures))


def take_in(office: Office, hand_in: HandIn) -> WriteResult:
    """Store a file as a message of its own, with its origin, and bring the outputs up to date.

    The same file for the same unit, by the same person for the same reason, has been taken in already: a run that
    died may be repeated.
    """
    check_unit(office, hand_in.unit)
    data = _content(hand_in.file)
    trap = Trap()
    with office.lock.hold():
        if not _is_in(office, hand_in, data):
            _take(office, hand_in, data)
        written = write_tables(office, trap)
    return WriteResult(written=written, failures=tuple(trap.failures))


def _is_in(office: Office, hand_in: HandIn, data: bytes) -> bool:
    """Whether an entry has the very bytes that this file would have had, taken in when that one was."""
    hand = ByHand(unit=hand_in.unit, by=hand_in.by, note=hand_in.note)
    return any(
        hashlib.sha256(_wrapped(hand_in, data, entry.arrival.received_at)).hexdigest() == entry.sha256
        for entry in office.ledger.entries()
        if entry.by_hand == hand
    )


def _take(office: Office, hand_in: HandIn, data: bytes) -> None:
    at = office.clock()
    raw = _wrapped(hand_in, data, at)
    sha256 = office.blobs.put(_once(raw))
    arrival = Arrival(
        account=BY_HAND, folder=BY_HAND, validity="", uid=sha256[:16], received_at=at, size=len(raw)
    )
    office.ledger.taken_in(arrival, sha256, ByHand(unit=hand_in.unit, by=hand_in.by, note=hand_in.note))


def _wrapped(hand_in: HandIn, data: bytes, at: dt.datetime) -> bytes:
    name, by, note, unit = hand_in.file.name, hand_in.by, hand_in.note, hand_in.unit
    return wrap_file(data, name=name, by=by, note=note, unit=unit, at=at)


def _content(path: Path) -> bytes:
    try:
        if path.stat().st_size > _LARGEST:
            raise UsageError(f"{path} is larger than {_LARGEST >> 20} MiB: is it the report?")
        return path.read_bytes()
    except OSError as error:
        raise UsageError(
            f"{path} cannot be read ({error.strerror}): give the path of the corrected file."
        ) from error


def _once(data: bytes) -> Iterable[bytes]:
    yield data
