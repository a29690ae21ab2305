"""From stored bytes to messages with their files read: what the memo does not hold is read, in batches of messages."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterator, Sequence

from pipeline import codec
from pipeline.app import keys, secrecy, signatures
from pipeline.app.batch import Desk, read_batch
from pipeline.app.office import Office
from pipeline.app.trap import Trap
from pipeline.identify import gathered
from pipeline.model.document import Reading, Unread
from pipeline.model.mail import File, Message
from pipeline.model.submission import Received
from pipeline.ports import Entry

# Of a batch: enough to keep all workers busy and to start LibreOffice seldom, little enough for a disk of temporary
# files (base64 shrinks when it is taken apart, archives grow) and to lose little when a run dies.
_BATCH_MESSAGES = 40
_BATCH_BYTES = 100 << 20
_TROUBLE = b"!"  # begins what is kept of a message that could not be taken apart


def read_new(
    office: Office, entries: Sequence[Entry], trap: Trap, *, again: Collection[str] = (), retry: bool = False
) -> None:
    """Unpack and read what has not been read by this code; `again` names raw digests to read afresh.

    With `retry` readings that failed for a reason of ours (time, memory, crash) do not count as read.
    """
    rulings = secrecy.rulings(office.campaign)
    stored = {(entry.sha256, rulings.get(entry.id, "")): entry for entry in entries if entry.sha256}
    afresh = [entry for entry in stored.values() if entry.sha256 in again]
    if retry:
        afresh += [
            entry for entry in stored.values() if entry.sha256 not in again and given_up(office, entry)
        ]
    known = set(afresh)
    fresh = [
        entry
        for (_, ruling), entry in stored.items()
        if entry not in known and _incomplete(office, entry, ruling)
    ]
    if not afresh and not fresh:
        return
    compute, done, total = office.open_compute(), 0, len(afresh) + len(fresh)
    try:
        for some, redo in ((afresh, True), (fresh, False)):
            desk = Desk(office=office, compute=compute, trap=trap, afresh=redo)
            for batch in _batches(some):
                read_batch(desk, batch)
                done += len(batch)
                office.progress.step("messages read", done, total)
    finally:
        compute.close()


def _batches(entries: Sequence[Entry]) -> Iterator[Sequence[Entry]]:
    batch: list[Entry] = []
    size = 0
    for entry in entries:
        if batch and (len(batch) >= _BATCH_MESSAGES or size + entry.arrival.size > _BATCH_BYTES):
            yield batch
            batch, size = [], 0
        batch.append(entry)
        size += entry.arrival.size
    if batch:
        yield batch


def _incomplete(office: Office, entry: Entry, ruling: str) -> bool:
    message = _kept_message(office, entry.sha256)
    if message is None:
        return True
    return isinstance(message, Message) and (
        any(office.memo.get(key) is None for key in secrecy.to_read(message, ruling).values())
        or bool(signatures.unverified(office, message, ruling))
    )


def given_up(office: Office, entry: Entry) -> tuple[tuple[str, str, str], ...]:
    """What of a message was given up for a reason that may have passed: path and name of each file, and why.

    Path and name are empty for a message that could not be taken apart.
    """
    message = _kept_message(office, entry.sha256) if entry.sha256 else None
    if isinstance(message, Message):
        ruling = secrecy.ruled(office.campaign, entry.id)
        wanted = secrecy.to_read(message, ruling)
        found = ((file, _given_up(office, file, key, ruling)) for file, key in wanted.items())
        unread = tuple((file.path, file.name, why) for file, why in found if why)
        return unread + signatures.given_up(office, message, ruling)
    return (("", "", message),) if message is not None and message.partition(":")[0] in keys.OURS else ()


def _given_up(office: Office, file: File, key: str, ruling: str) -> str:
    """Why a file, or pages of it, was given up; empty when it was not."""
    reading = _reading(office, key)
    if isinstance(reading, Unread):
        return f"{reading.code}: {reading.detail}" if reading.code in keys.OURS else ""
    pages = reading.unread_pages if reading is not None else ()
    cleared = ruling == secrecy.NO
    lost = [str(page) for page in pages if office.memo.get(keys.page(file, page, cleared=cleared)) is None]
    return f"pages {', '.join(lost)} were given up" if lost else ""


def is_understood(office: Office, entry: Entry) -> bool:
    """Whether a message is stored and could be taken apart: its row is not in quarantine."""
    data = office.memo.get(keys.message(entry.sha256)) if entry.sha256 else None
    return data is not None and not data.startswith(_TROUBLE)


def _kept_message(office: Office, sha256: str) -> Message | str | None:
    """The parsed message, or why it could not be parsed, or None when it has not been tried."""
    data = office.memo.get(keys.message(sha256))
    if data is None:
        return None
    return data[1:].decode() if data.startswith(_TROUBLE) else codec.decode(data, Message)


def one_received(office: Office, entry: Entry) -> Received:
    """One message with its files as read."""
    kept = _kept_message(office, entry.sha256) if entry.sha256 else None
    message = kept if isinstance(kept, Message) else None
    trouble = kept if isinstance(kept, str) else entry.error or "not fetched yet"
    ruling = secrecy.ruled(office.campaign, entry.id)
    readings = _readings(office, message, ruling) if message else {}
    return Received(
        id=entry.id, arrival=entry.arrival, sha256=entry.sha256, message=message, by_hand=entry.by_hand,
        readings=tuple(readings.items()), signed=signatures.kept(office, message, ruling) if message else (),
        trouble="" if message else trouble,
    )  # fmt: skip


def state(office: Office, entry: Entry) -> str:
    """A digest of what was read of one message's files: another reading of the same bytes is another state."""
    kept = _kept_message(office, entry.sha256) if entry.sha256 else None
    digest = hashlib.sha256(entry.sha256.encode())
    ruling = secrecy.ruled(office.campaign, entry.id)
    for key in secrecy.to_read(kept, ruling).values() if isinstance(kept, Message) else ():
        digest.update(hashlib.sha256(office.memo.get(key) or b"").digest())
    return digest.hexdigest()


def _readings(office: Office, message: Message, ruling: str) -> dict[str, Reading]:
    """What was read from each file, by its path, or why it was not."""
    kept = secrecy.readings(office.memo, message, ruling)
    read = gathered(message, {file.path: reading for file, reading in kept.items()})
    return {**read, **secrecy.withheld(message, ruling)}


def _reading(office: Office, key: str) -> Reading | None:
    data = office.memo.get(key)
    return codec.decode_reading(data) if data is not None else None
