"""`retry`: what could not be fetched or read and waits for a person, and trying it again.

Never forgets what went wrong before the new try has gone well, and never takes a message for another.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from pipeline.app.office import Office
from pipeline.app.poll import poll
from pipeline.app.reading import given_up, read_new
from pipeline.app.results import HeldFile, HeldMessage, PollResult, RetryResult, Waiting
from pipeline.app.tables import write_tables
from pipeline.app.trap import Trap
from pipeline.errors import UsageError
from pipeline.ports import Entry


def waiting(office: Office) -> Waiting:
    """Quarantined messages, and messages and files that were given up for want of time or memory, or in a crash."""
    entries = office.ledger.entries()
    held = tuple(_held(entry) for entry in entries if entry.quarantined)
    files = tuple(
        HeldFile(message=entry.id, path=path, name=name, error=why)
        for entry in entries
        for path, name, why in given_up(office, entry)
    )
    return Waiting(messages=held, files=files)


def retry(office: Office, ids: Sequence[str] = ()) -> RetryResult:
    """Try messages again, all that wait without ids: fetch what was not fetched, read what was not read.

    UsageError for an id that is none, or at which there is nothing to try; then nothing was tried.
    """
    entries = office.ledger.entries()
    known = {entry.id: entry for entry in entries}
    if unknown := [one for one in ids if one not in known]:
        raise UsageError(
            f"No message has the id {unknown[0]}: `tonghop retry CAMPAIGN` lists those that wait."
        )
    chosen = [known[one] for one in dict.fromkeys(ids)] or entries
    unfetched = [entry for entry in chosen if _is_held(entry) and (ids or entry.quarantined)]
    unread = [entry for entry in chosen if given_up(office, entry)]
    idle = {entry.id for entry in chosen} - {entry.id for entry in (*unfetched, *unread)}
    if ids and idle:
        raise UsageError(
            f"There is nothing to try again at {min(idle)}: `tonghop retry CAMPAIGN` lists what waits."
        )
    return _again(office, unfetched, unread)


def _again(office: Office, unfetched: Sequence[Entry], unread: Sequence[Entry]) -> RetryResult:
    trap = Trap()
    written: list[Path] = []
    if unread:
        with office.lock.hold():
            read_new(office, unread, trap, retry=True)
            written += write_tables(office, trap, force=True)
    polled: PollResult | None = None
    if unfetched:
        office.ledger.requeue([entry.id for entry in unfetched])
        polled = poll(office)
        written += [path for path in polled.written if path not in written]
    return RetryResult(
        fetching=len(unfetched), reading=len(unread), polled=polled, written=tuple(written),
        failures=(*trap.failures, *(polled.failures if polled else ())),
    )  # fmt: skip


def _is_held(entry: Entry) -> bool:
    return not entry.sha256 and (entry.quarantined or entry.next_try_at is not None)


def _held(entry: Entry) -> HeldMessage:
    came = entry.arrival
    return HeldMessage(
        id=entry.id, account=came.account, folder=came.folder, uid=came.uid,
        received_at=came.received_at, attempts=entry.attempts, error=entry.error,
    )  # fmt: skip
