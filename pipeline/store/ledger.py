"""What was seen and where it stands: one row per message, one transaction per step.

Never stores a secret, never forgets a row, never lets the watermark pass a message that has none.
"""

from __future__ import annotations

import contextlib
import datetime as dt
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Select, and_, insert, or_, select, update

from pipeline.errors import StoreError
from pipeline.model.mail import Arrival
from pipeline.model.submission import ByHand
from pipeline.ports import Entry
from pipeline.store import listing, rows
from pipeline.store.database import PATIENCE_SECONDS, Database
from pipeline.store.postgresql import Server
from pipeline.store.schema import FACTS, MESSAGES

ERROR_LETTERS = 1000  # an error is read in a table cell; what a hostile server says may be longer


def is_there(where: Path | Server) -> bool:
    """Whether a ledger has been made there; writes nothing. StoreError when the server does not say."""
    if isinstance(where, Path):
        return where.exists()
    with contextlib.closing(Database(where)) as database:
        return database.version() is not None


class SqlLedger:
    """`ports.Ledger` on SQLite (a path or `sqlite:///…`), or on a PostgreSQL server."""

    def __init__(self, where: str | Path | Server, *, patience: float = PATIENCE_SECONDS) -> None:
        """Open or make the ledger. `patience`: seconds to wait for another writer. Raises StoreError."""
        self._database = Database(where, patience=patience)
        try:
            self._database.prepare()
        except BaseException:
            self.close()
            raise

    @property
    def name(self) -> str:
        """Where it is, for sentences; holds no secret."""
        return self._database.name

    def watermark(self, account: str, folder: str, validity: str) -> str:
        """The highest uid up to which every message has a row; empty at first, and always without a validity."""
        with self._database.reading() as connection:
            return listing.watermark(connection, (account, folder, validity))

    def listed(self, arrivals: Sequence[Arrival]) -> int:
        """Insert rows for messages not seen before, then raise the watermark; returns how many were new.

        A folder's arrivals come in uid order from one call to the next, as `Mailbox.list` gives them; within one
        call any order will do.
        """
        with self._database.writing() as connection:
            places = rows.by_place(arrivals)
            return sum(listing.list_place(connection, place, found) for place, found in places.items())

    def unseen(self, arrivals: Sequence[Arrival]) -> int:
        """How many of these messages have no row yet; writes nothing."""
        with self._database.reading() as connection:
            places = rows.by_place(arrivals)
            known = (listing.known_uids(connection, place, list(found)) for place, found in places.items())
            return sum(map(len, places.values())) - sum(map(len, known))

    def stored(self, entry: Entry, sha256: str) -> None:
        """The message's bytes are durable under this digest; it is the same as a message elsewhere that had them first."""
        with self._database.writing() as connection:
            first = listing.first_elsewhere(connection, rows.place(entry.arrival), sha256)
            self._change_in(connection, entry, _has(sha256, same_as=first))

    def recognised(self, pairs: Sequence[tuple[Entry, Entry]]) -> None:
        """Each first message is the stored second one, listed again: it has its bytes."""
        with self._database.writing() as connection:
            for entry, same in pairs:
                self._change_in(connection, entry, _has(same.sha256, same_as=same.same_as or same.id))

    def marked(self, entries: Sequence[Entry], mark: str) -> None:
        """These messages bear this mark on the server, or are gone there."""
        with self._database.writing() as connection:
            for entry in entries:
                self._change_in(connection, entry, {"mark": mark})

    def failed(self, entry: Entry, error: str, *, next_try_at: dt.datetime | None) -> None:
        """Count a failed fetch; no next try means quarantine."""
        trouble = {
            "attempts": MESSAGES.c.attempts + 1,
            "error": error[:ERROR_LETTERS],
            "next_try_at": next_try_at,
            "quarantined": next_try_at is None,
        }
        self._change(entry, trouble)

    def taken_in(self, arrival: Arrival, sha256: str, by_hand: ByHand) -> Entry:
        """Record a file that a person took in; the same file for the same unit again is the same entry."""
        place, hand = (
            rows.place(arrival),
            {"by_unit": by_hand.unit, "by_name": by_hand.by, "by_note": by_hand.note},
        )
        own = MESSAGES.c.id == rows.entry_id(arrival)
        with self._database.writing() as connection:
            if not listing.known_uids(connection, place, [arrival.uid]):
                listing.ensure_folder(connection, place)
                listing.insert_messages(connection, [{**rows.to_row(arrival), "sha256": sha256, **hand}])
            entry = rows.to_entry(connection.execute(select(MESSAGES).where(own)).one()._asdict())
        if entry.by_hand is None or (entry.sha256, entry.by_hand.unit) != (sha256, by_hand.unit):
            raise StoreError(
                f"{arrival.uid} is already in the ledger as {entry.id}: use `decide` to correct it."
            )
        return entry

    def requeue(self, ids: Sequence[str]) -> int:
        """Make messages due again that wait for a person or a later time, with all their tries; returns how many."""
        again = update(MESSAGES).values(quarantined=False, attempts=0, next_try_at=None)
        held = again.where(or_(MESSAGES.c.quarantined, MESSAGES.c.next_try_at.is_not(None)))
        with self._database.writing() as connection:
            wanted = rows.chunks(sorted(set(ids)))
            return sum(connection.execute(held.where(MESSAGES.c.id.in_(some))).rowcount for some in wanted)

    def pending(self, account: str, now: dt.datetime) -> Sequence[Entry]:
        """Listed but not stored, due for a try, oldest first, then by uid."""
        due = or_(MESSAGES.c.next_try_at.is_(None), MESSAGES.c.next_try_at <= now)
        waiting = and_(MESSAGES.c.account == account, MESSAGES.c.sha256 == "", ~MESSAGES.c.quarantined)
        return sorted(self._entries(select(MESSAGES).where(waiting, due)), key=rows.waiting_order)

    def entries(self) -> Sequence[Entry]:
        """Every message ever seen, by arrival time; what is the same as another after it, then by id."""
        order = (MESSAGES.c.received_at, MESSAGES.c.same_as != "", MESSAGES.c.id)
        return self._entries(select(MESSAGES).order_by(*order))

    def fact(self, name: str) -> str:
        """A small fact kept between runs; empty when unknown."""
        with self._database.reading() as connection:
            return connection.scalar(select(FACTS.c.value).where(FACTS.c.name == name)) or ""

    def remember(self, name: str, value: str) -> None:
        """Keep a small fact."""
        with self._database.writing() as connection:
            known = update(FACTS).where(FACTS.c.name == name).values(value=value)
            if not connection.execute(known).rowcount:
                connection.execute(insert(FACTS).values(name=name, value=value))

    def close(self) -> None:
        """Let the database go."""
        self._database.close()

    def _change(self, entry: Entry, values: dict[str, Any]) -> None:
        with self._database.writing() as connection:
            self._change_in(connection, entry, values)

    @staticmethod
    def _change_in(connection: Connection, entry: Entry, values: rows.Values) -> None:
        changed = connection.execute(update(MESSAGES).where(MESSAGES.c.id == entry.id).values(values))
        if changed.rowcount != 1:
            raise StoreError(f"The ledger has no message {entry.id}: poll again, so that it is listed.")

    def _entries(self, query: Select[Any]) -> list[Entry]:
        with self._database.reading() as connection:
            return [rows.to_entry(row._asdict()) for row in connection.execute(query)]


def _has(sha256: str, *, same_as: str) -> rows.Values:
    """The values of a message whose bytes are stored."""
    return {
        "sha256": sha256, "same_as": same_as, "error": "", "next_try_at": None, "quarantined": False,
    }  # fmt: skip
