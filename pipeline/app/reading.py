"""From stored bytes to messages with their files read: unpack and read in workers, each result kept by content.

A file is read once in its life: results are keyed by the digest of the bytes and of the reading code.
"""

from __future__ import annotations

import errno
import os
import shutil
import tempfile
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from pipeline import codec
from pipeline.app import fingerprint
from pipeline.app.office import Office
from pipeline.app.trap import Trap
from pipeline.errors import StoreError
from pipeline.model.document import Document, Reading, Unread
from pipeline.model.mail import File, Message
from pipeline.model.submission import Received
from pipeline.ports import Compute, Entry, ReadTask, Unpacked

# Reasons that lie in this machine or this program and not in the file: worth a second look, so they count.
_OURS = frozenset({"time", "memory", "crash"})
_FULL = os.strerror(errno.ENOSPC)
_NO_SPOOL = "The folder for temporary files cannot be used ({why}): free some space there or set TMPDIR, then run again."
# Base64 shrinks when it is taken apart and a zipped report grows little; what needs more than this is a bomb, and a
# full disk is then its own doing.
_UNPACKED = 4
_LEAST_ROOM = 1 << 20  # bytes


def message_key(sha256: str) -> str:
    """Where the parsed message of these bytes is kept."""
    return f"message/{fingerprint.code('parse', 'model', 'text')}/{sha256}"


def reading_key(file: File) -> str:
    """Where what was read from this file is kept."""
    return f"reading/{fingerprint.code('read', 'model', 'text')}/{file.media_type}/{file.sha256}"


def read_new(office: Office, entries: Sequence[Entry], trap: Trap, *, again: Collection[str] = ()) -> None:
    """Unpack and read what has not been read by this code; `again` names raw digests to read afresh."""
    stored = {entry.sha256: entry for entry in entries if entry.sha256}
    todo = [sha for sha in stored if sha in again or _incomplete(office, sha)]
    if not todo:
        return
    compute = office.open_compute()
    try:
        for done, sha in enumerate(todo, start=1):
            _read_message(office, compute, stored[sha], trap, afresh=sha in again)
            office.progress.step("messages read", done, len(todo))
    finally:
        compute.close()


def _incomplete(office: Office, sha256: str) -> bool:
    message = _kept_message(office, sha256)
    if message is None:
        return True
    return isinstance(message, Message) and any(
        office.memo.get(reading_key(file)) is None for file in _papers(message)
    )


def _papers(message: Message) -> list[File]:
    """Files that a reader may take: not the mail's own text, and their bytes are at hand."""
    return [file for file in message.files if not file.body and not file.reason]


def _read_message(office: Office, compute: Compute, entry: Entry, trap: Trap, *, afresh: bool) -> None:
    with _spool() as folder:
        unpacked = compute.unpack(office.blobs.path(entry.sha256), folder)
        if not isinstance(unpacked, str):
            _read_files(office, compute, unpacked, trap, afresh=afresh)
            office.memo.put(message_key(entry.sha256), codec.encode(unpacked.message))
            return
    _blame_the_disk(unpacked, office.blobs.path(entry.sha256))
    trap.add(entry.id, unpacked)
    office.memo.put(message_key(entry.sha256), b"!" + unpacked.encode())


def _read_files(office: Office, compute: Compute, unpacked: Unpacked, trap: Trap, *, afresh: bool) -> None:
    paths = dict(unpacked.spool)
    papers = {file.sha256: file for file in _papers(unpacked.message)}
    fresh = {
        sha: file for sha, file in papers.items() if afresh or office.memo.get(reading_key(file)) is None
    }
    tasks = [
        ReadTask(path=paths[file.path], sha256=sha, media_type=file.media_type) for sha, file in fresh.items()
    ]
    for task, reading in compute.read(tasks):
        _keep(office, fresh[task.sha256], reading, trap)


@contextmanager
def _spool() -> Iterator[Path]:
    """A folder for the files of one message, gone afterwards. StoreError when the disk refuses."""
    try:
        folder = tempfile.TemporaryDirectory(prefix="tonghop-")
    except OSError as error:
        raise StoreError(_NO_SPOOL.format(why=error.strerror or error)) from error
    with folder as name:
        yield Path(name)


def _blame_the_disk(why: str, raw: Path) -> None:
    """StoreError when a message had no room to be taken apart in, although it is no bomb.

    Nothing is kept of such a try: the next run, with room, makes a new one.
    """
    if _FULL not in why:
        return
    needed = _UNPACKED * raw.stat().st_size + _LEAST_ROOM
    if shutil.disk_usage(tempfile.gettempdir()).free < needed:
        raise StoreError(_NO_SPOOL.format(why=_FULL))


def _keep(office: Office, file: File, reading: Reading, trap: Trap) -> None:
    if isinstance(reading, Unread) and reading.code in _OURS:
        trap.add(file.name, f"{reading.code}: {reading.detail}")
    office.memo.put(reading_key(file), codec.encode_reading(reading))


def _kept_message(office: Office, sha256: str) -> Message | str | None:
    """The parsed message, or why it could not be parsed, or None when it has not been tried."""
    data = office.memo.get(message_key(sha256))
    if data is None:
        return None
    return data[1:].decode() if data.startswith(b"!") else codec.decode(data, Message)


def one_received(office: Office, entry: Entry) -> Received:
    """One message with its files as read."""
    kept = _kept_message(office, entry.sha256) if entry.sha256 else None
    message = kept if isinstance(kept, Message) else None
    trouble = kept if isinstance(kept, str) else entry.error or "not fetched yet"
    readings = [(file.path, _reading(office, file)) for file in _papers(message)] if message else []
    return Received(
        id=entry.id, arrival=entry.arrival, sha256=entry.sha256, message=message, by_hand=entry.by_hand,
        readings=tuple((path, reading) for path, reading in readings if reading is not None),
        trouble="" if message else trouble,
    )  # fmt: skip


def _reading(office: Office, file: File) -> Document | Unread | None:
    data = office.memo.get(reading_key(file))
    return codec.decode_reading(data) if data is not None else None
