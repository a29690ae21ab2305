"""Messages that are listed under a new uid, but whose bytes we have: renumbered by the server, moved, labelled anew.

Never takes one message for another: what is not certain is downloaded, and its bytes decide. Certain is Gmail's own id
of the message; or all of size, INTERNALDATE to the second, and the very same headers with one Message-ID in them,
where exactly one message of a folder is like that.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from pipeline.app.office import Office
from pipeline.ports import Entry, Mailbox

_CHUNK = 50  # headers a command, of at most 64 KiB each
_MESSAGE_ID = re.compile(rb"^message-id[ \t]*:[ \t]*(?:\r?\n[ \t]+)?(\S?)", re.IGNORECASE | re.MULTILINE)

Look = tuple[int, dt.datetime]  # size and INTERNALDATE
Place = tuple[str, str]  # folder and UIDVALIDITY


def recognise(office: Office, mailbox: Mailbox, validities: Mapping[str, str]) -> int:
    """Give due messages the bytes of the stored ones that they are; how many. `validities` are those of now, by folder."""
    due = office.ledger.pending(mailbox.account, office.clock())
    listed = [entry for entry in due if validities.get(entry.arrival.folder) == entry.arrival.validity != ""]
    if not listed:
        return 0
    known = _Known(entry for entry in office.ledger.entries() if entry.arrival.account == mailbox.account)
    pairs = [(entry, one) for entry in listed if (one := known.by_origin(entry))]
    done = {entry.id for entry, _ in pairs}
    likely: defaultdict[Place, list[Entry]] = defaultdict(list)
    for entry in listed:
        if entry.id not in done and known.alike(entry):
            likely[_place(entry)].append(entry)
    for some in likely.values():
        pairs += _by_headers(office, mailbox, known, some)
    if pairs:
        office.ledger.recognised(pairs)
    return len(pairs)


class _Known:
    """The messages of an account whose bytes are stored, by Gmail's id and by how they look in a listing."""

    def __init__(self, entries: Iterator[Entry]) -> None:
        self._origins: defaultdict[str, list[Entry]] = defaultdict(list)
        self._looks: defaultdict[Look, list[Entry]] = defaultdict(list)
        for entry in entries:
            if entry.sha256 and entry.arrival.validity:
                self._origins[entry.arrival.origin].append(entry)
                self._looks[_look(entry)].append(entry)

    def by_origin(self, entry: Entry) -> Entry | None:
        """The stored message with the same id of Gmail's, wherever it was, if it also looks the same."""
        origin = entry.arrival.origin
        found = [one for one in self._origins[origin] if _look(one) == _look(entry)] if origin else []
        return found[0] if len({one.sha256 for one in found}) == 1 else None

    def alike(self, entry: Entry) -> Sequence[Entry]:
        """Stored messages that look the same in a listing, unless Gmail says that they are others."""
        if entry.arrival.size <= 0:
            return ()
        origin = entry.arrival.origin
        found = self._looks[_look(entry)]
        return [one for one in found if not (origin and one.arrival.origin)]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Guess:
    """A message, a digest of all that it was compared by, and the stored one that it is the same as."""

    entry: Entry
    seen: str
    same: Entry | None


def _by_headers(
    office: Office, mailbox: Mailbox, known: _Known, entries: Sequence[Entry]
) -> Iterator[tuple[Entry, Entry]]:
    """Of messages of one folder those that are stored ones, with these; twins in the folder are none."""
    guesses = [
        guess
        for start in range(0, len(entries), _CHUNK)
        for guess in _guesses(office, mailbox, known, entries[start : start + _CHUNK])
    ]
    twins = Counter(guess.seen for guess in guesses)
    for guess in guesses:
        if guess.same is not None and twins[guess.seen] == 1:
            yield guess.entry, guess.same


def _guesses(office: Office, mailbox: Mailbox, known: _Known, entries: Sequence[Entry]) -> Iterator[_Guess]:
    headers = mailbox.headers([entry.arrival for entry in entries])
    for entry in entries:
        header = headers.get(entry.arrival.uid, b"")
        if _has_one_id(header):
            same = [one for one in known.alike(entry) if _begins_with(office, one, header)]
            seen = hashlib.sha256(header + repr(_look(entry)).encode()).hexdigest()
            yield _Guess(entry=entry, seen=seen, same=_only(same, entry))


def _only(found: Sequence[Entry], entry: Entry) -> Entry | None:
    """The first of these, when all have the same bytes and each stands alone in its place, which is not the entry's."""
    places = [_place(one) for one in found]
    twins = len(set(places)) < len(places) or _place(entry) in places
    if not found or twins or len({one.sha256 for one in found}) > 1:
        return None
    return found[0]


def _has_one_id(header: bytes) -> bool:
    found: list[bytes] = _MESSAGE_ID.findall(header)
    return len(found) == 1 and bool(found[0])


def _begins_with(office: Office, entry: Entry, header: bytes) -> bool:
    """Whether the stored bytes do; not when they are lost, so that they are fetched again."""
    if not office.blobs.has(entry.sha256):
        return False
    with office.blobs.path(entry.sha256).open("rb") as stored:
        return stored.read(len(header)) == header


def _look(entry: Entry) -> Look:
    return entry.arrival.size, entry.arrival.received_at


def _place(entry: Entry) -> Place:
    return entry.arrival.folder, entry.arrival.validity
