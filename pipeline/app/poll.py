"""`poll`: new mail → store → read → tables. Safe to kill anywhere and to run again.

Durable points, in this order: rows for what the mailbox lists, then the watermark (one transaction); the raw bytes;
the row that says they are stored. All after that is computed again from the bytes.
"""

from __future__ import annotations

import datetime as dt

from pipeline.app.office import Office
from pipeline.app.results import PollResult
from pipeline.app.tables import write_tables
from pipeline.app.trap import Trap
from pipeline.errors import MailboxError, MessageGoneError
from pipeline.ports import Entry, Mailbox

TRIES = 5  # a message that failed this often waits for a person
FIRST_WAIT = dt.timedelta(minutes=5)  # doubled after each failure


def poll(office: Office, *, dry_run: bool = False) -> PollResult:
    """Take in new messages and bring the outputs up to date. A dry run only lists, and writes nothing anywhere."""
    trap = Trap()
    mailbox = office.open_mailbox()
    try:
        if dry_run:
            return _dry(office, mailbox)
        with office.lock.hold():
            new, on_server = _list(office, mailbox)
            fetched = _fetch(office, mailbox, trap)
            written = write_tables(office, trap)
            entries = office.ledger.entries()
    finally:
        mailbox.close()
    account = mailbox.account
    mine = [entry for entry in entries if entry.arrival.account == account]
    return PollResult(
        new=new, fetched=fetched, waiting=sum(not entry.sha256 for entry in mine), on_server=on_server,
        rows=len(mine), written=written, failures=tuple(trap.failures),
    )  # fmt: skip


def _list(office: Office, mailbox: Mailbox) -> tuple[int, int]:
    """Give every message in the folders a row; how many were new, and how many the folders hold."""
    new = on_server = 0
    for folder in office.campaign.mailbox.folders:
        state = mailbox.open(folder)
        on_server += state.exists
        above = office.ledger.watermark(mailbox.account, folder, state.validity)
        for arrivals in mailbox.list(folder, above=above):
            new += office.ledger.listed(arrivals)
            office.progress.step("messages listed", new, 0)
    return new, on_server


def _fetch(office: Office, mailbox: Mailbox, trap: Trap) -> int:
    """Store the bytes of all messages that are due; how many were."""
    due = office.ledger.pending(mailbox.account, office.clock())
    fetched = 0
    for entry in due:
        with trap.item(entry.id):
            _fetch_one(office, mailbox, entry)
            fetched += 1
        office.progress.step("messages fetched", fetched, len(due))
    return fetched


def _fetch_one(office: Office, mailbox: Mailbox, entry: Entry) -> None:
    try:
        sha256 = office.blobs.put(mailbox.fetch(entry.arrival))
    except MessageGoneError as gone:
        office.ledger.failed(entry, str(gone), next_try_at=None)
        raise
    except MailboxError as error:
        office.ledger.failed(entry, str(error), next_try_at=_next_try(office, entry))
        raise
    office.ledger.stored(entry, sha256)


def _next_try(office: Office, entry: Entry) -> dt.datetime | None:
    if entry.attempts + 1 >= TRIES:
        return None
    wait = FIRST_WAIT * int(2**entry.attempts)
    return office.clock() + wait


def _dry(office: Office, mailbox: Mailbox) -> PollResult:
    new = on_server = 0
    for folder in office.campaign.mailbox.folders:
        state = mailbox.open(folder)
        on_server += state.exists
        above = office.ledger.watermark(mailbox.account, folder, state.validity)
        new += sum(office.ledger.unseen(arrivals) for arrivals in mailbox.list(folder, above=above))
    rows = sum(entry.arrival.account == mailbox.account for entry in office.ledger.entries())
    return PollResult(new=new, fetched=0, waiting=0, on_server=on_server, rows=rows, written=(), failures=())
