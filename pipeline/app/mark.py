"""Marks on the server what is stored, where the campaign asks for it; after all else is durable, and once for each message.

A message is asked for until the ledger has its mark: a run that dies in between is completed by the next, which finds
what is marked, moved or deleted already and changes nothing there. Moves leave the spam folder alone: to take mail out of
it tells a server that it is no spam.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from pipeline.app.office import Office
from pipeline.app.reading import is_understood
from pipeline.app.reconcile import expect_gone
from pipeline.app.results import FolderCount
from pipeline.app.trap import Trap
from pipeline.errors import MailboxError
from pipeline.failpoint import reach
from pipeline.mailbox import Kind, Stage, StepError
from pipeline.model.mail import is_junk
from pipeline.model.mark import MarkKind
from pipeline.ports import Entry, FolderState, Mailbox

_AT_ONCE = 200  # messages a command: 20 000 were refused by Dovecot


def mark_stored(
    office: Office, mailbox: Mailbox, states: Sequence[FolderState], spam: Collection[str], trap: Trap
) -> Mapping[str, int]:
    """How many messages of each folder got the mark now. `spam` are the names of spam folders.

    What a server cannot do is a failure of the run, once; trouble with the line ends all marking until the next run.
    """
    done: Counter[str] = Counter()
    due = _due(office, mailbox)
    told: set[str] = set()
    for state in states:
        entries = due.pop((state.name, state.validity), [])
        try:
            if entries and not (_moves(office) and _stays(office, state.name, spam)):
                _mark_in(office, mailbox, state, entries, done)
        except MailboxError as error:
            if str(error) not in told and not (isinstance(error, StepError) and error.kind is Kind.QUOTA):
                trap.add(state.name, str(error))
            told.add(str(error))
            if not _is_of_folder(error):
                break
    return done


def _due(office: Office, mailbox: Mailbox) -> defaultdict[tuple[str, str], list[Entry]]:
    """The account's messages that are stored, not in quarantine and not marked so, by folder and UIDVALIDITY."""
    due: defaultdict[tuple[str, str], list[Entry]] = defaultdict(list)
    for entry in office.ledger.entries() if office.mark else ():
        came = entry.arrival
        wanting = came.account == mailbox.account and entry.mark != str(office.mark)
        if wanting and is_understood(office, entry):
            due[came.folder, came.validity].append(entry)
    return due


def counts_after(
    office: Office, folders: Sequence[FolderCount], marked: Mapping[str, int]
) -> tuple[FolderCount, ...]:
    """The counts of folders when their messages were marked: what was moved is no longer there."""
    moved = marked if _moves(office) else {}
    return tuple(
        replace(one, on_server=one.on_server - count, gone=one.gone + count)
        for one in folders
        for count in [moved.get(one.folder, 0)]
    )


def _mark_in(
    office: Office, mailbox: Mailbox, state: FolderState, entries: Sequence[Entry], done: Counter[str]
) -> None:
    if office.mark is None:
        raise AssertionError
    for start in range(0, len(entries), _AT_ONCE):
        some = entries[start : start + _AT_ONCE]
        found = mailbox.mark(state, [entry.arrival.uid for entry in some], office.mark)
        office.ledger.marked(some, str(office.mark))
        reach("mark.kept")
        if _moves(office):
            expect_gone(office, mailbox, state, len(found.now))
        done[state.name] += len(found.now)
        office.progress.step("messages marked", start + len(some), len(entries))


def _moves(office: Office) -> bool:
    return office.mark is not None and office.mark.kind is MarkKind.MOVE


def _stays(office: Office, folder: str, spam: Collection[str]) -> bool:
    """Whether mail of this folder is not moved: it is the spam folder, or where mail is moved to."""
    return folder in spam or is_junk(folder) or (office.mark is not None and folder == office.mark.name)


def _is_of_folder(error: MailboxError) -> bool:
    """Whether other folders may fare better: the server answers, and it is not the line that is in trouble."""
    return (
        isinstance(error, StepError)
        and error.kind is Kind.LASTING
        and error.step in {Stage.MARK, Stage.FOLDER}
    )
