"""Messages on the server against rows: what has no row gets one, and is named. Never forgets what was deleted there.

The counts of the folder and of its rows are compared at every poll. Only when something is new, or the counts differ
otherwise than they did last time, is the server asked for all uids: a poll with nothing new costs the same for any mailbox.
"""

from __future__ import annotations

from collections.abc import Collection

from pipeline.app.office import Office
from pipeline.app.results import FolderCount
from pipeline.app.trap import Trap
from pipeline.ports import FolderState, Mailbox


def reconcile(
    office: Office, mailbox: Mailbox, states: Collection[FolderState], changed: Collection[str], trap: Trap
) -> tuple[FolderCount, ...]:
    """The counts of each folder as it was opened; `changed` are the names of those where something was new."""
    rows: dict[tuple[str, str], set[str]] = {(state.name, state.validity): set() for state in states}
    for entry in office.ledger.entries():
        came = entry.arrival
        if came.account == mailbox.account and (came.folder, came.validity) in rows:
            rows[came.folder, came.validity].add(came.uid)
    counted = []
    for state in states:
        uids, name = rows[state.name, state.validity], _fact(mailbox, state)
        gone = len(uids) - state.exists
        missing = 0
        if state.validity and (state.name in changed or gone != int(office.ledger.fact(name) or 0)):
            gone, missing = _compared(office, mailbox, state, uids)
            if gone != int(office.ledger.fact(name) or 0):
                office.ledger.remember(name, str(gone))
        if missing:
            trap.add(state.name, _unheard_of(missing))
        counted.append(
            FolderCount(
                folder=state.name, on_server=state.exists, rows=len(uids) + missing, gone=max(0, gone), missing=missing
            )
        )  # fmt: skip
    return tuple(counted)


def expect_gone(office: Office, mailbox: Mailbox, state: FolderState, more: int) -> None:
    """So many more rows have no message there: we moved them, so that the next poll need not look what became of them."""
    if more:
        name = _fact(mailbox, state)
        office.ledger.remember(name, str(int(office.ledger.fact(name) or 0) + more))


def _fact(mailbox: Mailbox, state: FolderState) -> str:
    """Under which name the ledger keeps how many rows of a folder had no message there."""
    return f"gone/{mailbox.account}/{state.name}/{state.validity}"


def _compared(office: Office, mailbox: Mailbox, state: FolderState, rows: set[str]) -> tuple[int, int]:
    """How many rows have no message any more; how many messages had no row. What came after the listing waits."""
    there = set(mailbox.uids(state))
    listed = int(office.ledger.watermark(mailbox.account, state.name, state.validity) or 0)
    missing = {uid for uid in there - rows if int(uid) <= listed}
    if missing:
        for arrivals in mailbox.list(state.name, above=""):
            office.ledger.listed([arrival for arrival in arrivals if arrival.uid in missing])
    return len(rows - there), len(missing)


def _unheard_of(count: int) -> str:
    return (
        f"{count} messages on the server had no row although later ones had: they have one now, and are fetched. "
        "Tell the makers of tonghop which server this is."
    )
