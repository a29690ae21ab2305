"""`poll`: new mail → store → read → tables, and, where asked for, a mark on the server. Safe to kill anywhere and to run again.

Durable points, in this order: rows for what the mailbox lists, then the watermark (one transaction); the raw bytes;
the row that says they are stored; the tables; marks on the server; the rows that say so. Tables are computed from the bytes.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

from pipeline.app import health
from pipeline.app.allowance import Allowance
from pipeline.app.mark import counts_after, mark_stored
from pipeline.app.office import Office
from pipeline.app.recognise import recognise
from pipeline.app.reconcile import reconcile
from pipeline.app.results import FolderCount, PollResult
from pipeline.app.tables import write_tables
from pipeline.app.trap import Trap
from pipeline.errors import MailboxError, MessageGoneError
from pipeline.mailbox import FetchError, Kind, Stage, StepError
from pipeline.model.mail import JUNK
from pipeline.ports import Entry, FolderState, Mailbox

TRIES = 5  # a message that failed this often waits for a person
FIRST_WAIT = dt.timedelta(minutes=5)  # doubled after each failure
LISTED = "messages listed"  # the step of progress after each folder that was opened


def poll(office: Office, *, dry_run: bool = False) -> PollResult:
    """Take in new messages and bring the outputs up to date. A dry run only lists, and writes nothing anywhere.

    Raises MailboxError when the mailbox as a whole cannot be used, after bringing the outputs up to date with what
    was stored before.
    """
    mailbox = office.open_mailbox()
    try:
        if dry_run:
            return _dry(office, mailbox)
        return poll_in(office, mailbox)
    finally:
        mailbox.close()


def poll_in(office: Office, mailbox: Mailbox) -> PollResult:
    """The same in a mailbox that stays open. MailboxError as said; BusyError when another run holds the outputs."""
    with office.lock.hold():
        return _poll(office, mailbox)


def _poll(office: Office, mailbox: Mailbox) -> PollResult:
    trap = Trap()
    broken: MailboxError | None = None
    listed, fetched, recognised = _Listed(), _Fetched(), 0
    folders: tuple[FolderCount, ...] = ()
    try:
        listed = _list(office, mailbox, trap)
        folders = reconcile(office, mailbox, listed.states, listed.changed, trap)
        validities = {state.name: state.validity for state in listed.states}
        recognised = recognise(office, mailbox, validities)
        fetched = _fetch(office, mailbox, trap, validities)
    except MailboxError as error:
        broken = error
    written = write_tables(office, trap)
    marked = {} if broken else mark_stored(office, mailbox, listed.states, listed.spam, trap)
    folders = counts_after(office, folders, marked)
    health.record(office, error=str(broken or ""), failures=len(trap.failures))
    if broken:
        for alert in mailbox.alerts:
            broken.add_note(f"The server says: {alert}")
        raise broken
    mine = [entry for entry in office.ledger.entries() if entry.arrival.account == mailbox.account]
    return PollResult(
        new=listed.new, fetched=fetched.count, waiting=sum(not entry.sha256 for entry in mine),
        on_server=sum(one.on_server for one in folders), rows=sum(one.rows for one in folders), written=written,
        failures=tuple(trap.failures), paused=fetched.paused, alerts=tuple(mailbox.alerts),
        recognised=recognised, folders=folders, marked=sum(marked.values()),
    )  # fmt: skip


@dataclass(slots=True)
class _Listed:
    """How many messages were new, the folders that could be opened, the names of those with something new, and of spam."""

    new: int = 0
    states: list[FolderState] = field(default_factory=list)
    changed: set[str] = field(default_factory=set)
    spam: set[str] = field(default_factory=set)


@dataclass(slots=True)
class _Fetched:
    """How many messages were stored; why that stopped before the end, if it did."""

    count: int = 0
    paused: str = ""


def _list(office: Office, mailbox: Mailbox, trap: Trap) -> _Listed:
    """Give every message in the folders a row. A folder that cannot be opened is named; the others are listed."""
    listed = _Listed()
    for folder in office.folders:
        try:
            state = mailbox.open(folder)
        except StepError as error:
            if error.step is not Stage.FOLDER or error.kind is Kind.QUOTA:
                raise
            if not _has_no_spam(folder, error):
                trap.add(folder, str(error))
            continue
        listed.states.append(state)
        listed.spam |= {state.name} if folder == JUNK else set()
        above = office.ledger.watermark(mailbox.account, state.name, state.validity)
        for arrivals in mailbox.list(folder, above=above):
            if new := office.ledger.listed(arrivals):
                listed.new += new
                listed.changed.add(state.name)
            office.progress.step(LISTED, listed.new, 0)
    return listed


def _fetch(office: Office, mailbox: Mailbox, trap: Trap, validities: Mapping[str, str]) -> _Fetched:
    """Store the bytes of all messages that are due.

    Trouble with one message is its own, with a folder ends that folder, and a used-up quota ends all fetching: whose
    turn did not come waits for a later run.
    """
    due = office.ledger.pending(mailbox.account, office.clock())
    allowance = Allowance(office, mailbox.account)
    fetched = _Fetched()
    shut: set[str] = set()
    for done, entry in enumerate(due, start=1):
        if why := allowance.refuses(entry.arrival.size):
            fetched.paused = why
            break
        try:
            if entry.arrival.folder not in shut:
                _check_numbering(entry, validities)
                pieces = allowance.counted(mailbox.fetch(entry.arrival))
                office.ledger.stored(entry, office.blobs.put(pieces))
                fetched.count += 1
        except (MessageGoneError, FetchError) as error:
            gone = isinstance(error, MessageGoneError)
            office.ledger.failed(entry, str(error), next_try_at=None if gone else _next_try(office, entry))
            trap.add(entry.id, str(error))
        except StepError as error:
            if error.kind is Kind.QUOTA:
                fetched.paused = str(error)
                break
            if error.step is not Stage.FOLDER:
                raise
            shut.add(entry.arrival.folder)
            trap.add(entry.arrival.folder, str(error))
        office.progress.step("messages fetched", done, len(due))
    return fetched


def _has_no_spam(folder: str, error: StepError) -> bool:
    """Whether it is only that the server keeps no spam folder, which is nobody's mistake."""
    return folder == JUNK and error.kind is Kind.ABSENT


def _check_numbering(entry: Entry, validities: Mapping[str, str]) -> None:
    there, then = validities.get(entry.arrival.folder), entry.arrival.validity
    if there not in {None, then}:
        raise MessageGoneError(
            f"The server renumbered the folder {entry.arrival.folder} (UIDVALIDITY {then} became {there}) before this "
            "message was fetched: it has been listed anew, look for it there."
        )


def _next_try(office: Office, entry: Entry) -> dt.datetime | None:
    if entry.attempts + 1 >= TRIES:
        return None
    wait = FIRST_WAIT * int(2**entry.attempts)
    return office.clock() + wait


def _dry(office: Office, mailbox: Mailbox) -> PollResult:
    new = on_server = 0
    for folder in office.folders:
        try:
            state = mailbox.open(folder)
        except StepError as error:
            if not _has_no_spam(folder, error):
                raise
            continue
        on_server += state.exists
        above = office.ledger.watermark(mailbox.account, state.name, state.validity)
        new += sum(office.ledger.unseen(arrivals) for arrivals in mailbox.list(folder, above=above))
    rows = sum(entry.arrival.account == mailbox.account for entry in office.ledger.entries())
    return PollResult(new=new, fetched=0, waiting=0, on_server=on_server, rows=rows, written=(), failures=())
