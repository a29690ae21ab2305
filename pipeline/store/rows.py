"""Entries to rows of the ledger and back, their ids and their order. Pure: no database is touched here."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, TypeVar

from pipeline.model.mail import Arrival
from pipeline.model.submission import ByHand
from pipeline.ports import Entry

ID_DIGITS = (
    12  # 48 bits: with 100 000 messages the chance of any clash is 2 in 100 000, and a clash is refused
)
SIZE_MAX = 2**63 - 1  # a size is what the server announced, which may be any number
AT_ONCE = 500  # values in one IN (…): old SQLite takes 999

Place = tuple[str, str, str]  # account, folder, validity
Values = dict[str, Any]  # one row: columns of every type
Thing = TypeVar("Thing")


def entry_id(arrival: Arrival) -> str:
    """A digest of where the message stands: the same on every run. JSON keeps the four parts apart."""
    where = json.dumps([arrival.account, arrival.folder, arrival.validity, arrival.uid])
    return hashlib.sha256(where.encode("ascii")).hexdigest()[:ID_DIGITS]


def place(arrival: Arrival) -> Place:
    """The folder, and its state, that the message was listed in."""
    return (arrival.account, arrival.folder, arrival.validity)


def by_place(arrivals: Iterable[Arrival]) -> dict[Place, dict[str, Arrival]]:
    """Arrivals by folder, then by uid, in the order given; of a uid that is listed twice the first counts."""
    found: dict[Place, dict[str, Arrival]] = {}
    for arrival in arrivals:
        found.setdefault(place(arrival), {}).setdefault(arrival.uid, arrival)
    return found


def to_row(arrival: Arrival) -> Values:
    """The row of a message that was listed and not tried yet; ValueError for a time without a zone."""
    if arrival.received_at.utcoffset() is None:
        raise ValueError(f"message {arrival.uid} arrived at {arrival.received_at}, which has no time zone")
    return {
        "id": entry_id(arrival),
        "account": arrival.account,
        "folder": arrival.folder,
        "validity": arrival.validity,
        "uid": arrival.uid,
        "received_at": arrival.received_at,
        "size": max(0, min(arrival.size, SIZE_MAX)),
        "sha256": "",
        "attempts": 0,
        "next_try_at": None,
        "error": "",
        "quarantined": False,
        "by_unit": None,
        "by_name": None,
        "by_note": None,
        "origin": arrival.origin,
        "same_as": "",
        "mark": "",
    }


def to_entry(row: Mapping[str, Any]) -> Entry:
    """A row as the rest of the program sees it; times are aware, in UTC."""
    names = ("account", "folder", "validity", "uid", "received_at", "size", "origin")
    hand = None
    if row["by_unit"] is not None:
        hand = ByHand(unit=row["by_unit"], by=row["by_name"] or "", note=row["by_note"] or "")
    return Entry(
        id=row["id"],
        arrival=Arrival(**{name: row[name] for name in names}),
        sha256=row["sha256"],
        attempts=row["attempts"],
        next_try_at=row["next_try_at"],
        error=row["error"],
        quarantined=row["quarantined"],
        by_hand=hand,
        same_as=row["same_as"],
        mark=row["mark"],
    )


def waiting_order(entry: Entry) -> tuple[dt.datetime, int, str]:
    """Oldest first; within a second by uid, numbers by their value."""
    uid = entry.arrival.uid
    return (entry.arrival.received_at, len(uid) if uid.isascii() and uid.isdigit() else 0, uid)


def chunks(things: Sequence[Thing]) -> Iterator[Sequence[Thing]]:
    """Pieces that fit into one statement."""
    for start in range(0, len(things), AT_ONCE):
        yield things[start : start + AT_ONCE]
