"""New messages into the ledger: first their rows, then the watermark, inside the caller's one transaction.

Never raises a watermark past a message that has no row, and never lowers one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from sqlalchemy import ColumnElement, Connection, Table, and_, insert, not_, select, update

from pipeline.errors import StoreError
from pipeline.failpoint import reach
from pipeline.model.mail import Arrival
from pipeline.store.rows import Place, Values, chunks, to_row
from pipeline.store.schema import FOLDERS, MESSAGES

_UID = re.compile(r"[0-9]{1,20}")


def list_place(connection: Connection, place: Place, arrivals: Mapping[str, Arrival]) -> int:
    """Rows for the arrivals (by uid) of one folder that have none, then the watermark; returns how many were new."""
    ensure_folder(connection, place)
    known = known_uids(connection, place, list(arrivals))
    new = [to_row(arrival) for uid, arrival in arrivals.items() if uid not in known]
    insert_messages(connection, new)
    reach("ledger.rows")
    _raise_watermark(connection, place, arrivals)
    return len(new)


def watermark(connection: Connection, place: Place) -> str:
    """The folder's watermark, empty at first."""
    return connection.scalar(select(FOLDERS.c.watermark).where(_is_in(FOLDERS, place))) or ""


def ensure_folder(connection: Connection, place: Place) -> None:
    """The folder has a row, which those of its messages refer to."""
    if connection.execute(select(FOLDERS.c.account).where(_is_in(FOLDERS, place))).first() is None:
        values = dict(zip(("account", "folder", "validity"), place, strict=True))
        connection.execute(insert(FOLDERS).values(**values, watermark=""))


def known_uids(connection: Connection, place: Place, uids: Sequence[str]) -> set[str]:
    """Which of these uids have a row."""
    there = select(MESSAGES.c.uid).where(_is_in(MESSAGES, place))
    found = (connection.scalars(there.where(MESSAGES.c.uid.in_(some))) for some in chunks(uids))
    return {uid for some in found for uid in some}


def first_elsewhere(connection: Connection, place: Place, sha256: str) -> str:
    """The id of the account's first message with these bytes that stands in another folder or validity; else empty."""
    account, _, _ = place
    same = and_(MESSAGES.c.account == account, MESSAGES.c.sha256 == sha256, MESSAGES.c.same_as == "")
    order = (MESSAGES.c.received_at, MESSAGES.c.id)
    found = select(MESSAGES.c.id).where(same, not_(_is_in(MESSAGES, place))).order_by(*order)
    return connection.scalars(found).first() or ""


def insert_messages(connection: Connection, rows: Sequence[Values]) -> None:
    """Rows for messages that have none. An id that is taken is another message's: the two are never mixed up."""
    for some in chunks(rows):
        ids = [row["id"] for row in some]
        clash = connection.scalars(select(MESSAGES.c.id).where(MESSAGES.c.id.in_(ids))).first()
        if clash or len(set(ids)) < len(ids):
            raise StoreError(f"Two messages have the same id {clash or ''}: tell the makers of tonghop.")
        connection.execute(insert(MESSAGES), some)


def _raise_watermark(connection: Connection, place: Place, uids: Iterable[str]) -> None:
    """Only in a folder with a UIDVALIDITY: without it nothing says that a higher uid is a newer message."""
    numbers = [int(uid) for uid in uids if _UID.fullmatch(uid)]
    _, _, validity = place
    if validity and numbers and max(numbers) > int(watermark(connection, place) or -1):
        highest = str(max(numbers))
        connection.execute(update(FOLDERS).where(_is_in(FOLDERS, place)).values(watermark=highest))


def _is_in(table: Table, place: Place) -> ColumnElement[bool]:
    account, folder, validity = place
    return and_(table.c.account == account, table.c.folder == folder, table.c.validity == validity)
